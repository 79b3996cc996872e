/** Taken off the window as they are: called as members of another object they would refuse. */
const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
const { now } = Date;
const { now: timeOfPage } = Performance.prototype;

interface Timer {
  readonly run: () => void;
  due: number;
  /** 0 for one that rings once. */
  readonly every: number;
}

/** What waits for half a second or more waits for the test instead; the test runner's own errands are shorter. */
const shortest = 500;

/** Time that stands still until a test lets it go on. */
export class Clock {
  #passed = 0;
  #created = 0;
  readonly #timers = new Map<number, Timer>();

  /** Holds the time of the tests in the `describe` that calls it. */
  static hold(): Clock {
    const clock = new Clock();
    beforeEach(() => clock.#start());
    afterEach(() => clock.#stop());
    return clock;
  }

  /** Rings whatever is due, in its order. */
  advance(seconds: number): void {
    const end = this.#passed + seconds * 1000;
    for (;;) {
      const [next] = [...this.#timers].filter(([, { due }]) => due <= end).sort(([, a], [, b]) => a.due - b.due);
      if (!next) break;
      const [id, timer] = next;
      this.#passed = timer.due;
      if (timer.every) timer.due += timer.every;
      else this.#timers.delete(id);
      timer.run();
    }
    this.#passed = end;
  }

  #start(): void {
    this.#passed = 0;
    const stop = (id?: number) => {
      if (!this.#timers.delete(id!)) clearTimeout(id);
    };
    const start =
      (every: boolean) =>
      (run: () => void, delay = 0) => {
        if (!(delay >= shortest)) return every ? setInterval(run, delay) : setTimeout(run, delay);
        const id = -++this.#created;
        this.#timers.set(id, { run, due: this.#passed + delay, every: every ? delay : 0 });
        return id;
      };
    Object.assign(window, {
      setTimeout: start(false),
      setInterval: start(true),
      clearTimeout: stop,
      clearInterval: stop,
    });
    const begin = now();
    const pageBegin = performance.now();
    Date.now = () => begin + this.#passed;
    performance.now = () => pageBegin + this.#passed;
  }

  #stop(): void {
    this.#timers.clear();
    Object.assign(window, { setTimeout, clearTimeout, setInterval, clearInterval });
    Date.now = now;
    performance.now = timeOfPage;
  }
}
