import type { Draft } from '../core/draft.js';
import type { ErrorCode } from '../core/errors.js';
import { warnBeforeUnload } from './unload-warning.js';

/** A comment that its author has sent, and that no backend has confirmed. */
export interface OutboxEntry {
  /** Of this very shape; another one is of another version, and is let be. */
  readonly v: 1;
  /** The UUID that every attempt carries. */
  readonly key: string;
  readonly draft: Draft;
  readonly parentId: string | null;
  /** Whom it answers, where it does. */
  readonly answers?: string | undefined;
  /** When its author sent it, in milliseconds since the epoch. */
  readonly at: number;
  /** Since when the backend may have it, in milliseconds since the epoch; absent while it cannot. */
  readonly since?: number | undefined;
  /** The comments that said the same before: none of them is this one. */
  readonly twins?: readonly string[] | undefined;
  /** How many attempts came to nothing. */
  readonly tries: number;
  /** When the next one is due, in milliseconds since the epoch. */
  readonly due: number;
  /** True where the backend itself has asked for that patience. */
  readonly isFirm?: boolean | undefined;
  /** Why it is for its author to say what becomes of it; `uncertain`: it may have arrived, and nobody can tell. */
  readonly halt?: ErrorCode | 'uncertain' | undefined;
}

const prefix = 'comment-widget:outbox ';

/** In this browser, for all its tabs; what the storage does not take is kept for as long as the page is there. */
export class OutboxStorage {
  readonly #prefix: string;
  readonly #isLasting: boolean;
  readonly #unstored = new Map<string, OutboxEntry>();

  /**
   * @param place what the page calls the conversation
   * @param isLasting false where nothing is kept beyond the visit
   */
  constructor(place: string, isLasting: boolean) {
    this.#isLasting = isLasting;
    this.#prefix = `${prefix}${encodeURIComponent(place)} `;
  }

  /** The oldest first. */
  get entries(): OutboxEntry[] {
    const stored = this.#keys().flatMap((key) => this.#read(key) ?? []);
    const others = stored.filter(({ key }) => !this.#unstored.has(key));
    return [...others, ...this.#unstored.values()].sort((a, b) => a.at - b.at);
  }

  /** Whether it is of this conversation. */
  has(storageKey: string | null): boolean {
    return !!storageKey?.startsWith(this.#prefix);
  }

  get(key: string): OutboxEntry | undefined {
    return this.#unstored.get(key) ?? this.#read(this.#prefix + key);
  }

  put(entry: OutboxEntry): void {
    const { key } = entry;
    this.#unstored.set(key, entry);
    try {
      if (this.#isLasting) {
        localStorage.setItem(this.#prefix + key, JSON.stringify(entry));
        this.#unstored.delete(key);
      }
    } catch {
      // It is where it was.
    }
    warnBeforeUnload(key, this.#unstored.has(key));
  }

  remove(key: string): void {
    this.#unstored.delete(key);
    warnBeforeUnload(key, false);
    try {
      localStorage.removeItem(this.#prefix + key);
    } catch {
      // There was none.
    }
  }

  #keys(): string[] {
    try {
      return Object.keys(localStorage).filter((key) => this.has(key));
    } catch {
      return [];
    }
  }

  #read(key: string): OutboxEntry | undefined {
    try {
      const entry = JSON.parse(localStorage.getItem(key)!) as OutboxEntry | null;
      const isEntry = entry?.v === 1 && key.endsWith(` ${entry.key}`) && typeof entry.draft.body === 'string';
      return isEntry ? entry : undefined;
    } catch {
      return undefined;
    }
  }
}
