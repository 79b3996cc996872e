import { draftStorage } from '../../src/controllers/draft-storage.js';
import { OutboxStorage } from '../../src/controllers/outbox-storage.js';
import { marie } from './reader.js';

const prefix = (kind: string) => `comment-widget:${kind}`;

/** The names of what this browser keeps of a kind: `draft` or `outbox`. */
export function kept(kind: string): string[] {
  return Object.keys(localStorage).filter((name) => name.startsWith(prefix(kind)));
}

/** What a place is called of a conversation in front of the memory adapter. */
export const placeOf = (thread: string) => `memory  ${thread}`;

/** Puts a comment of Marie's where it waits to be sent, as from an earlier visit. @returns its name in the storage */
export function keepWaiting(place: string, body: string, more: object = {}): string {
  const key = crypto.randomUUID();
  const draft = { body, ...marie, url: '', extra: {} };
  const entry = { v: 1, key, draft, parentId: null, at: Date.now(), tries: 1, due: 1, ...more };
  const name = `${prefix('outbox')} ${encodeURIComponent(place)} ${key}`;
  localStorage.setItem(name, JSON.stringify(entry));
  return name;
}

/** Forgets what waits and what is written, also what the page of the tests itself knows of these conversations. */
export function forgetAll(...places: readonly string[]): void {
  for (const place of places) {
    draftStorage().keep(place, '');
    const store = new OutboxStorage(place, false);
    for (const { key } of store.entries) store.remove(key);
  }
  for (const name of [...kept('outbox'), ...kept('draft')]) localStorage.removeItem(name);
}

/** A storage that takes no more than it is let. @returns what gives all its room back */
export function fillStorage(hasRoom: (name: string, value: string) => boolean): () => void {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (name, value) {
    if (!hasRoom(name, value)) throw new DOMException('full', 'QuotaExceededError');
    setItem.call(this, name, value);
  };
  return () => void (Storage.prototype.setItem = setItem);
}

/** Locks that are given when a test says so. @returns what gives all that were asked for, and waits until their work is done */
export function holdLocks(): () => Promise<void> {
  const works: (() => Promise<unknown>)[] = [];
  const request = (_name: string, _options: object, work: (lock: object) => unknown) =>
    new Promise((resolve) => works.push(() => Promise.resolve(work({})).then(resolve)));
  Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true });
  return async () => {
    Reflect.deleteProperty(navigator, 'locks');
    await Promise.all(works.map((work) => work()));
  };
}
