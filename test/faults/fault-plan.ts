import { chanceOf, pickWeighted, type Weighted } from './chance.ts';
import type { Mark } from './mark.ts';

/** What becomes of one request, and of who waits for the answer. */
export interface Fault {
  /** Milliseconds that the request is held up first. */
  readonly pause: number;
  /** Whether the backend gets the request: while its sender waits, when its sender has lost the connection already, or not at all. */
  readonly reach: 'in time' | 'late' | 'never';
  /**
   * What the sender gets: the answer; an answer that breaks off in its midst; a connection that is closed, or reset; nothing, as long as
   * it waits; or a status, of what stands before the backend and knows nothing of it.
   */
  readonly ending: 'answer' | 'cut' | 'close' | 'reset' | 'silence' | 429 | 500 | 502 | 503;
  /** How many requests after this one are reset, whatever they want: nobody is online for a while. */
  readonly outage?: number;
}

const faultless: Fault = { pause: 0, reach: 'in time', ending: 'answer' };

const writes: Weighted<Pick<Fault, 'reach' | 'ending' | 'outage'>> = [
  [28, faultless],
  [4, { reach: 'never', ending: 'close' }],
  [5, { reach: 'never', ending: 'reset' }],
  [8, { reach: 'in time', ending: 'close' }],
  [7, { reach: 'in time', ending: 'reset' }],
  [8, { reach: 'in time', ending: 'cut' }],
  [4, { reach: 'late', ending: 'reset' }],
  [2, { reach: 'never', ending: 429 }],
  [3, { reach: 'never', ending: 500 }],
  [3, { reach: 'never', ending: 502 }],
  [5, { reach: 'never', ending: 503 }],
  [3, { reach: 'in time', ending: 500 }],
  [5, { reach: 'in time', ending: 502 }],
  [3, { reach: 'in time', ending: 503 }],
  [1, { reach: 'never', ending: 'silence' }],
  [1, { reach: 'in time', ending: 'silence' }],
  [4, { reach: 'never', ending: 'reset', outage: 4 }],
];

const reads: Weighted<Pick<Fault, 'reach' | 'ending'>> = [
  [80, faultless],
  [5, { reach: 'never', ending: 'reset' }],
  [5, { reach: 'in time', ending: 'cut' }],
  [2, { reach: 'never', ending: 500 }],
  [2, { reach: 'never', ending: 502 }],
  [2, { reach: 'never', ending: 503 }],
  [1, { reach: 'never', ending: 'silence' }],
];

/** Nobody is out of luck for longer. */
const mostWrites = 7;

/** What goes wrong between one reader and the backend: the same for the same seed. */
export class FaultPlan {
  readonly #seed: number;
  readonly #reader: number;
  #reads = 0;
  #isOver = false;

  constructor(seed: number, reader: number) {
    this.#seed = seed;
    this.#reader = reader;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** From now on all goes well. */
  end(): void {
    this.#isOver = true;
  }

  /** @param attempt how many requests had this comment in them before */
  ofWrite(mark: Mark, attempt: number): Fault {
    const chance = chanceOf(this.#seed, 'write', mark, attempt);
    if (this.#isOver || attempt >= mostWrites) return faultless;
    return { pause: chance.chance(0.4) ? chance.below(400) : 0, ...pickWeighted(chance, writes) };
  }

  ofRead(): Fault {
    const chance = chanceOf(this.#seed, 'read', this.#reader, this.#reads++);
    if (this.#isOver) return faultless;
    return { pause: chance.chance(0.2) ? chance.below(400) : 0, ...pickWeighted(chance, reads) };
  }
}
