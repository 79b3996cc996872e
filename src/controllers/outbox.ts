import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CommentData, Receipt } from '../core/comment.js';
import { asCommentError, CommentError, type ErrorCode } from '../core/errors.js';
import { emit } from '../core/events.js';
import type { OpenThread } from './open-thread.js';
import { draftStorage } from './draft-storage.js';
import { withLease } from './lease.js';
import { OutboxStorage, type OutboxEntry } from './outbox-storage.js';
import { isTwin, lookAgain } from './second-look.js';

export interface OutboxHost extends ReactiveControllerHost, EventTarget {
  readonly settings: { readonly openThread: () => Promise<OpenThread>; readonly place: string };
}

export type Posted = CommentData | Receipt;

/** Who wants to know what becomes of what waits. */
export interface OutboxListener {
  /** One has arrived. @param isUrged whether its author has just asked for that */
  posted(posted: Posted, isUrged: boolean): void;
  /** Some have waited for too long, and are drafts again. */
  expired(): void;
}

/** How one attempt ended; of one that failed, since when the backend may have the comment all the same. */
type Outcome =
  | { readonly stored: Posted }
  | { readonly error: CommentError; readonly since: number | undefined }
  | { readonly halt: 'uncertain' };

/** In milliseconds: a comment that waited for longer is a draft again. Nobody is surprised by what they said the day before. */
const limit = 24 * 60 * 60 * 1000;
/** In milliseconds: the pause after the first attempt, doubled after each, and the longest. */
const [firstPause, longestPause] = [4_000, 300_000];
/** In milliseconds, where a backend asks for patience without saying how long. */
const patience = 15_000;
/** In milliseconds: what is on its way for so long has arrived, or never will. */
const settled = 60_000;

/** What is no matter of the comment itself passes. */
const passing: readonly ErrorCode[] = ['network', 'unavailable', 'rate-limited', 'protocol'];
/** What a form hands over: of the others it tells what to do. */
const awaited: readonly ErrorCode[] = ['network', 'unavailable'];

/** A thread that is not there shows none. */
const nothing: Pick<OpenThread, 'comments'> = {};

const heard = ['online', 'offline', 'storage', 'pagehide'];

/**
 * The comments of one conversation that wait to be sent: after a network that failed, a backend that was down, a page that was closed
 * too soon. Each is sent once; what nobody can know is said, and left to its author.
 */
export class Outbox implements ReactiveController, EventListenerObject {
  /** The keys of those that are being sent. */
  readonly sending = new Set<string>();

  readonly #host: OutboxHost;
  readonly #listener: OutboxListener;
  #place = '';
  #store = new OutboxStorage('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isConnected = false;
  /** What was sent from a form and is not answered yet, and what forgets its draft. */
  readonly #flying = new Map<OutboxEntry, () => void>();
  /** The keys of what was on its way when the page was left: whoever comes next goes on with it. */
  readonly #handedOn = new Set<string>();
  /** By key: what said the same before it was sent for the first time. */
  readonly #twins = new Map<string, readonly string[]>();

  constructor(host: OutboxHost, listener: OutboxListener) {
    this.#listener = listener;
    (this.#host = host).addController(this);
  }

  get entries(): readonly OutboxEntry[] {
    return this.#store.entries;
  }

  /** Turns to a conversation. @param place what the page calls it */
  open(place: string): void {
    if (place === this.#place) return;
    this.#place = place;
    this.#store = new OutboxStorage(place);
    void this.#sendDue(true);
  }

  hostConnected(): void {
    this.#isConnected = true;
    for (const type of heard) addEventListener(type, this);
    document.addEventListener('visibilitychange', this);
    void this.#sendDue();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    for (const type of heard) removeEventListener(type, this);
    document.removeEventListener('visibilitychange', this);
    clearTimeout(this.#timer);
  }

  handleEvent({ type, key }: StorageEvent): void {
    if (type === 'pagehide') return this.#handOn();
    if (type === 'storage' && !this.#store.has(key)) return;
    if (type === 'online' || (type === 'visibilitychange' && !document.hidden)) void this.#sendDue(true);
    else this.#plan();
    this.#host.requestUpdate();
  }

  /**
   * Sends a comment from a form.
   * @param forget forgets its draft
   * @returns undefined where it waits here
   * @throws CommentError
   */
  async post(entry: OutboxEntry, forget: () => void): Promise<Posted | undefined> {
    const store = this.#store;
    this.#flying.set(entry, forget);
    const sent = { ...entry, twins: await this.#twinsOf(entry) };
    const outcome = await this.#attempt(sent, false);
    this.#flying.delete(entry);
    const isElsewhere = this.#handedOn.delete(entry.key) && !store.get(entry.key);
    if ('stored' in outcome) {
      store.remove(entry.key);
      return outcome.stored;
    }
    if ('error' in outcome && !awaited.includes(outcome.error.code)) {
      store.remove(entry.key);
      throw outcome.error;
    }
    if (!isElsewhere) this.#keep(store, sent, outcome);
    emit(this.#host, 'comment-waiting', { body: entry.draft.body, parentId: entry.parentId });
    return undefined;
  }

  /** Sends now what waits. @param isUrged whether its author has asked for that, whatever may become of it */
  async send(key: string, isUrged = false): Promise<void> {
    if (this.sending.has(key)) return;
    const store = this.#store;
    this.sending.add(key);
    this.#host.requestUpdate();
    await withLease(key, async () => {
      const entry = store.get(key);
      // Another tab may have sent it, or its author may have given it up there.
      if (!entry || isExpired(entry)) return;
      const outcome = await this.#attempt(entry, isUrged, store);
      if (!('stored' in outcome)) return this.#keep(store, entry, outcome);
      store.remove(key);
      if (store === this.#store) this.#listener.posted(outcome.stored, isUrged);
    });
    this.sending.delete(key);
    this.#plan();
    this.#host.requestUpdate();
  }

  /**
   * Takes back what waits: it is not sent any more.
   * @returns false where it is just being sent, and nobody can take it back
   */
  async discard(entry: OutboxEntry): Promise<boolean> {
    const { key, draft, parentId, since } = entry;
    if (this.sending.has(key)) return false;
    const isTaken = await withLease(key, () => this.#store.remove(key));
    if (isTaken)
      emit(this.#host, 'comment-discarded', { body: draft.body, parentId, isUncertain: since !== undefined });
    this.#host.requestUpdate();
    return isTaken;
  }

  /** Puts back what was given up. */
  restore(entry: OutboxEntry): void {
    this.#store.put(entry);
    void this.#sendDue();
  }

  /** One attempt, and before it a look for what a former one has brought about. */
  async #attempt(entry: OutboxEntry, isUrged: boolean, store?: OutboxStorage): Promise<Outcome> {
    const { draft, parentId, key, since: doubt, tries } = entry;
    let since = doubt;
    try {
      const { openThread, place } = this.#host.settings;
      if (!navigator.onLine && !isUrged) throw new CommentError('network', 'offline');
      const thread = await openThread();
      const { place: opened } = thread;
      const adapter = await thread.ready();
      const isElsewhere = () => thread.place !== opened || this.#host.settings.place !== place;
      const look = () => this.#look(thread, entry);
      const isRepeatable = !!adapter.isRepeatable?.(draft);
      if (!isRepeatable && (doubt || tries)) {
        // Where the thread cannot be read nothing can be sent either, and no doubt arises.
        const found = await look();
        if (found) return { stored: found };
        if (doubt && !isUrged) {
          if (!adapter.rules.unmoderated) return { halt: 'uncertain' };
          if (Date.now() - doubt < settled) throw new CommentError('network', 'it may be on its way');
        }
      }
      if (isElsewhere()) throw new CommentError('network', 'the page has turned to another conversation');
      since ??= Date.now();
      store?.put({ ...entry, since });
      try {
        return { stored: await thread.post(draft, parentId, key) };
      } catch (caught) {
        const error = asCommentError(caught);
        if (error.outcome === 'unknown') {
          const found = isRepeatable || isElsewhere() ? undefined : await look().catch(() => undefined);
          return found ? { stored: found } : { error, since };
        }
        // What the backend has already is what a former attempt has brought there.
        if (error.code !== 'duplicate' || !doubt) return { error, since: doubt };
        return { stored: (await look().catch(() => undefined)) ?? { status: 'accepted' } };
      }
    } catch (error) {
      return { error: asCommentError(error), since: doubt };
    }
  }

  /** What says the same is another comment, where it was there before this one was sent. */
  async #twinsOf({ key, draft, since }: OutboxEntry): Promise<readonly string[]> {
    const { comments = [] } =
      since === undefined ? await this.#host.settings.openThread().catch(() => nothing) : nothing;
    const twins = this.#twins.get(key) ?? comments.filter((comment) => isTwin(comment, draft)).map(({ id }) => id);
    this.#twins.set(key, twins);
    return twins;
  }

  async #look(thread: OpenThread, entry: OutboxEntry): Promise<CommentData | undefined> {
    const { place } = thread;
    const found = await lookAgain({ adapter: await thread.ready(), ...place! }, entry);
    if (found && thread.place === place) thread.insert?.(found);
    return found;
  }

  #keep(store: OutboxStorage, entry: OutboxEntry, outcome: Exclude<Outcome, { stored: Posted }>): void {
    const tries = entry.tries + 1;
    const common = { ...entry, tries };
    if ('halt' in outcome) store.put({ ...common, halt: outcome.halt });
    else {
      const { error, since } = outcome;
      emit(this.#host, 'comment-error', { error });
      const { code, retryAfter } = error;
      const isAsked = retryAfter !== undefined || code === 'rate-limited';
      const asked = retryAfter === undefined ? patience : retryAfter * 1000;
      // Not all browsers at once, when the backend is back.
      const pause = Math.min(firstPause * 2 ** entry.tries, longestPause) * (0.5 + Math.random() / 2);
      const due = Date.now() + (isAsked ? asked : pause);
      store.put({ ...common, since, due, isAsked, halt: passing.includes(code) ? undefined : code });
    }
    this.#plan();
    this.#host.requestUpdate();
  }

  /** @param isUrgent true for what the pause between attempts does not hold back: only what the backend asked for does */
  async #sendDue(isUrgent = false): Promise<void> {
    this.#expire();
    // One after the other: they are in an order, and backends count.
    for (const { key, halt, due, isAsked } of this.entries)
      if (!halt && (due <= Date.now() || (isUrgent && !isAsked))) await this.send(key);
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (!this.#isConnected) return;
    const waiting = this.entries.filter(({ key, halt }) => !halt && !this.sending.has(key));
    const due = Math.min(...waiting.map((entry) => entry.due));
    // A second at least: another tab may be at it.
    if (waiting.length) this.#timer = setTimeout(() => void this.#sendDue(), Math.max(1_000, due - Date.now()));
  }

  #expire(): void {
    const expired = this.entries.filter(({ key, at }) => isExpired({ at }) && !this.sending.has(key));
    for (const { key, draft, parentId } of expired) {
      this.#store.remove(key);
      draftStorage().leave(parentId === null ? this.#place : `${this.#place} ${parentId}`, draft.body);
    }
    if (expired.length) this.#listener.expired();
  }

  /** The page ends while something is on its way: the next visit goes on with it. */
  #handOn(): void {
    for (const [entry, forget] of this.#flying) {
      this.#handedOn.add(entry.key);
      this.#store.put({ ...entry, since: entry.since ?? Date.now(), due: Date.now() + firstPause });
      forget();
    }
  }
}

function isExpired({ at }: { readonly at: number }): boolean {
  return at < Date.now() - limit;
}
