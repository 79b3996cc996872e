import type { Mark } from './mark.ts';

/**
 * What a reader knows in the end of a comment that they sent: that it is in; that it was given up, and is not; that it was given up, and
 * may be in all the same, as they were told; or nothing.
 */
export type Told = 'in' | 'given up' | 'unsure' | 'nothing';

export interface Written {
  readonly mark: Mark;
  readonly text: string;
  readonly told: Told;
  /** Where what they were told does not go together, or not with what the page showed. */
  readonly contradiction?: string;
  /** What happened to it, in that order. */
  readonly history: readonly string[];
}

/** What readers sent, and what they were told of it. */
export class Ledger {
  readonly #entries = new Map<Mark, Written>();

  get entries(): readonly Written[] {
    return [...this.#entries.values()];
  }

  of(mark: Mark): Written {
    const entry = this.#entries.get(mark);
    if (!entry) throw new Error(`Nobody wrote ${mark}`);
    return entry;
  }

  write(mark: Mark, text: string): void {
    this.#entries.set(mark, { mark, text, told: 'nothing', history: [] });
  }

  note(mark: Mark, event: string): void {
    const entry = this.of(mark);
    this.#entries.set(mark, { ...entry, history: [...entry.history, event] });
  }

  tell(mark: Mark, told: Exclude<Told, 'nothing'>): void {
    const entry = this.of(mark);
    if (entry.told !== 'nothing' && entry.told !== told) this.contradict(mark, `told "${told}" after "${entry.told}"`);
    this.#entries.set(mark, { ...this.of(mark), told });
    this.note(mark, `told: ${told}`);
  }

  contradict(mark: Mark, contradiction: string): void {
    this.#entries.set(mark, { ...this.of(mark), contradiction });
    this.note(mark, contradiction);
  }
}
