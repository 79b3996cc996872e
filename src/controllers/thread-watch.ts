/** In milliseconds: what back-off grows to. */
const longest = 600_000;

/**
 * Asks again and again whether there is news: less often while there is none or nobody answers, not at all while the page is hidden,
 * and at once when it is looked at again.
 */
export class ThreadWatch implements EventListenerObject {
  readonly #ask: () => Promise<boolean>;
  #first = 0;
  #pause = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ask resolves to whether there was news; what it throws counts as none */
  constructor(ask: () => Promise<boolean>) {
    this.#ask = ask;
  }

  /** @param seconds between two questions at first; 0 for never */
  start(seconds: number): void {
    this.stop();
    this.#first = this.#pause = seconds * 1000;
    if (!(seconds > 0)) return;
    document.addEventListener('visibilitychange', this);
    this.#wait();
  }

  stop(): void {
    this.#first = 0;
    document.removeEventListener('visibilitychange', this);
    clearTimeout(this.#timer);
  }

  handleEvent(): void {
    clearTimeout(this.#timer);
    if (!document.hidden) void this.#turn();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => void this.#turn(), this.#pause);
  }

  async #turn(): Promise<void> {
    const first = this.#first;
    const isNews = await this.#ask().catch(() => false);
    if (first !== this.#first) return;
    this.#pause = isNews ? first : Math.min(this.#pause * 1.5, longest);
    this.#wait();
  }
}
