import type { Draft } from '../core/draft.js';
import type { ErrorCode } from '../core/errors.js';
import type { Attempts } from './draft-storage.js';
import { readStored, removeStored, store, storedNames } from './local-storage.js';
import { warnBeforeUnload } from './unload-warning.js';

/** A comment that its author has sent, and that no backend has confirmed. */
export interface OutboxEntry extends Attempts {
  /** Of this very shape; another one is of another version, and is let be. */
  readonly v: 1;
  readonly draft: Draft;
  readonly parentId: string | null;
  /** Whom it answers, where it does. */
  readonly answers?: string | undefined;
  /** When its author sent it, in milliseconds since the epoch. */
  readonly at: number;
  /** True from when an attempt leaves until it is known how it ended: its page may be gone before. */
  readonly isOut?: boolean | undefined;
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

/** Kept with each, and given back where there is no room for more: what is learnt of it later is then kept however full the storage is. */
const room = ' '.repeat(99);

/** In milliseconds: a comment that waited for longer is a draft again. Nobody is surprised by what they said the day before. */
const limit = 24 * 60 * 60 * 1000;

/** By their names in the storage: what it did not take. They are the page's, whatever becomes of the elements in it. */
const unstored = new Map<string, OutboxEntry>();

/** In this browser, for all its tabs; what the storage does not take is kept for as long as the page is there. */
export class OutboxStorage {
  /** What the page calls the conversation. */
  readonly place: string;
  readonly #prefix: string;
  readonly #isLasting: boolean;

  /**
   * @param place what the page calls the conversation
   * @param isLasting false where nothing is kept beyond the visit
   */
  constructor(place: string, isLasting: boolean) {
    this.place = place;
    this.#isLasting = isLasting;
    this.#prefix = `${prefix}${encodeURIComponent(place)} `;
  }

  /** The oldest first. */
  get entries(): OutboxEntry[] {
    const names = new Set([...storedNames(this.#prefix), ...unstored.keys()]);
    const entries = [...names].filter((name) => this.has(name)).flatMap((name) => read(name) ?? []);
    return entries.sort((a, b) => a.at - b.at);
  }

  /** Whether it is of this conversation. */
  has(name: string | null): boolean {
    return !!name?.startsWith(this.#prefix);
  }

  get(key: string): OutboxEntry | undefined {
    return read(this.#prefix + key);
  }

  /** Whether it outlives the page. */
  isStored(key: string): boolean {
    return !unstored.has(this.#prefix + key);
  }

  /** @returns whether it outlives the page */
  put(entry: OutboxEntry): boolean {
    const { key } = entry;
    const name = this.#prefix + key;
    const isStored = this.#isLasting && (store(name, { ...entry, room }) || store(name, { ...entry, room: undefined }));
    if (isStored) unstored.delete(name);
    else unstored.set(name, entry);
    // Its page may have said so only since it was stored.
    if (!this.#isLasting) removeStored(name);
    warnBeforeUnload(key, !isStored);
    return isStored;
  }

  remove(key: string): void {
    unstored.delete(this.#prefix + key);
    warnBeforeUnload(key, false);
    removeStored(this.#prefix + key);
  }
}

/** By the clock of this browser, which may have been set meanwhile: what comes from the future is as old. */
export function isExpired(entry: { readonly at?: number } | null | undefined): boolean {
  return !(Math.abs(Date.now() - (entry?.at ?? 0)) <= limit);
}

/**
 * Finds what has waited for too long in the storage, in whatever conversation: nobody may ever come back to theirs. What is as old and
 * no comment is taken away.
 */
export function findExpired(): { readonly place: string; readonly key: string }[] {
  return storedNames(prefix).flatMap((name) => {
    const entry = readStored(name) as Partial<OutboxEntry> | null | undefined;
    if (!isExpired(entry)) return [];
    if (isEntry(name, entry)) return { place: decodeURIComponent(name.split(' ')[1]!), key: entry.key };
    removeStored(name);
    return [];
  });
}

/** All that makes a comment this one and no other, in one text. */
export function contentOf({ body, name, email, url }: Draft, parentId: string | null): string {
  return JSON.stringify([body, name, email, url, parentId]);
}

/** The fields that answer a challenge, as the usual services call them, and what a form of ours asks with. */
const answers = /captcha|altcha|turnstile|geetest|cap-?token/i;

/** @returns what is left to be sent once more: an answer to a challenge is used up. Whoever wants another one asks for it again. */
export function withoutAnswers(entry: OutboxEntry): OutboxEntry {
  const kept = Object.entries(entry.draft.extra ?? {}).filter(([name]) => !answers.test(name));
  return { ...entry, draft: { ...entry.draft, extra: Object.fromEntries(kept) } };
}

function read(name: string): OutboxEntry | undefined {
  const entry = unstored.get(name) ?? (readStored(name) as OutboxEntry);
  return isEntry(name, entry) ? entry : undefined;
}

function isEntry(name: string, entry: Partial<OutboxEntry> | null | undefined): entry is OutboxEntry {
  const { v, key, draft, at, due } = entry ?? {};
  return v === 1 && name.endsWith(` ${key}`) && typeof draft?.body === 'string' && at! > 0 && due! >= 0;
}
