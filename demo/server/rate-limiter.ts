const window = 60_000;

/** A sliding window in memory: so many events a minute for each address. */
export class RateLimiter {
  readonly #limit: number;
  /** When the events of the last minute were, oldest first. */
  readonly #times = new Map<string, number[]>();
  #lastSweep = 0;

  /** @param limit how many events a minute, from 1 to Infinity */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Counts one event, unless it is one too many.
   * @param now milliseconds of a clock that only goes forward
   * @returns 0, or the seconds after which the next one is let through.
   */
  take(address: string, now = performance.now()): number {
    if (this.#limit === Infinity) return 0;
    this.#sweep(now);
    const times = (this.#times.get(address) ?? []).filter((time) => time > now - window);
    const first = times.at(-this.#limit);
    if (first !== undefined) return Math.ceil((first + window - now) / 1000);
    this.#times.set(address, [...times, now]);
    return 0;
  }

  /** An address nobody waits for any more is personal data kept for nothing. */
  #sweep(now: number): void {
    if (now - this.#lastSweep < window) return;
    this.#lastSweep = now;
    for (const [address, times] of this.#times) {
      if (times.every((time) => time <= now - window)) this.#times.delete(address);
    }
  }
}
