import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface LazyHost extends ReactiveControllerHost, Element {
  readonly loading: string | null | undefined;
}

/** Knows whether a reader is near enough to a lazy element for what it shows to be fetched. */
export class NearnessController implements ReactiveController {
  isNear = true;
  readonly #host: LazyHost;
  readonly #approached: () => void;
  #observer: IntersectionObserver | undefined;

  /** @param approached called once the reader comes near what was far */
  constructor(host: LazyHost, approached: () => void) {
    (this.#host = host).addController(this);
    this.#approached = approached;
  }

  hostConnected(): void {
    if (this.#host.loading !== 'lazy') return;
    this.isNear = false;
    // A screen ahead: what is fetched shall be there when its reader is.
    const options = { rootMargin: '100%' };
    this.#observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) this.approach();
    }, options);
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** Near from now on: seen, or sent there by an address. */
  approach(): void {
    this.hostDisconnected();
    if (!this.isNear) this.#approached();
    this.isNear = true;
  }
}
