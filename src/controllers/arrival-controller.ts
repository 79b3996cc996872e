import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface LazyHost extends ReactiveControllerHost, Element {
  readonly loading: string | null | undefined;
}

/** Knows when a reader comes to a thread: near enough for it to be fetched, or by an address that names one of its comments. */
export class ArrivalController implements ReactiveController, EventListenerObject {
  isNear = true;
  readonly #host: LazyHost;
  readonly #approached: () => void;
  readonly #sought: (id: string) => void;
  #observer: IntersectionObserver | undefined;

  /**
   * @param approached called once the reader comes near what was far
   * @param sought called with the id of a comment that the address names
   */
  constructor(host: LazyHost, approached: () => void, sought: (id: string) => void) {
    (this.#host = host).addController(this);
    this.#approached = approached;
    this.#sought = sought;
  }

  hostConnected(): void {
    addEventListener('hashchange', this);
    if (this.#host.loading !== 'lazy') return;
    this.isNear = false;
    // A screen ahead: what is fetched shall be there when its reader is.
    const options = { rootMargin: '100%' };
    this.#observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) this.#approach();
    }, options);
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this);
    this.#observer?.disconnect();
  }

  handleEvent(): void {
    this.look();
  }

  /** Looks whether the address names a comment. */
  look(): void {
    const [, id] = /^#comment-(.+)$/.exec(location.hash) ?? [];
    if (!id) return;
    this.#approach();
    this.#sought(decode(id));
  }

  #approach(): void {
    this.#observer?.disconnect();
    if (this.isNear) return;
    this.isNear = true;
    this.#approached();
  }
}

/** An address may hold a percent sign that is one. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
