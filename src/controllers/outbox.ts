import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Draft } from '../core/draft.js';
import { CommentError, type ErrorCode } from '../core/errors.js';
import { emit } from '../core/events.js';
import { attempt, type Conditions, type Outcome, type Posted } from './attempt.js';
import { expire } from './expiry.js';
import { withLease } from './lease.js';
import type { OpenThread } from './open-thread.js';
import { isExpired, OutboxStorage, withoutAnswers, type OutboxEntry } from './outbox-storage.js';
import { afterAttempt, firstPause, isAutomatic, isDue, longestPause } from './patience.js';
import { isTwin } from './second-look.js';

export interface OutboxHost extends ReactiveControllerHost, EventTarget {
  readonly settings: {
    readonly openThread: () => Promise<OpenThread>;
    readonly place: string;
    readonly draftDays: number;
  };
}

/** Who wants to know what becomes of what waits. */
export interface OutboxListener {
  /** One has arrived, and is still shown. @param isUrged whether its author has just asked for that */
  received(key: string, posted: Posted, isUrged: boolean): void;
  /** Some have waited for too long, and are drafts again. */
  expired(): void;
}

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
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isConnected = false;
  /** What was sent from a form and is not answered yet, and what has it wait instead. */
  readonly #flying = new Map<OutboxEntry, () => void>();
  /** The keys of what was on its way when the page was left: whoever comes next goes on with it. */
  readonly #handedOn = new Set<string>();

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
    void this.#sendDue(true);
  }

  hostConnected(): void {
    this.#isConnected = true;
    for (const type of heard) addEventListener(type, this);
    document.addEventListener('visibilitychange', this);
    // Before it is opened nothing is its own.
    if (this.#place) void this.#sendDue();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    for (const type of heard) removeEventListener(type, this);
    document.removeEventListener('visibilitychange', this);
    clearTimeout(this.#timer);
  }

  handleEvent({ type, key }: StorageEvent): void {
    // The page ends while something is on its way: the next visit goes on with it.
    if (type === 'pagehide') return this.#flying.forEach((handOn) => handOn());
    // Without a key all is gone.
    if (type === 'storage' && key !== null && !this.#store.has(key)) return;
    if (type === 'online' || (type === 'visibilitychange' && !document.hidden)) void this.#sendDue(true);
    else this.#plan();
    this.#host.requestUpdate();
  }

  /** What says the same is another comment, where it was there before this one was sent. */
  async twinsOf(draft: Draft): Promise<readonly string[]> {
    const { comments = [] } = await this.#host.settings.openThread().catch(() => nothing);
    return comments.filter((comment) => isTwin(comment, draft)).map(({ id }) => id);
  }

  /**
   * Sends a comment from a form.
   * @param place of what conversation it is: a form may have gone with its thread, and not know what the page has turned to
   * @param forget forgets its draft
   * @returns undefined where it waits here
   * @throws CommentError
   */
  async post(entry: OutboxEntry, place: string, forget: () => void): Promise<Posted | undefined> {
    const store = this.#storeOf(place);
    this.#flying.set(entry, () => this.#handOn(entry, store, forget));
    let waiting = entry;
    const leaves = () => void (waiting = { ...withoutAnswers(entry), left: Date.now() });
    const outcome = await attempt(entry, { ...this.#conditions(store), leaves });
    this.#flying.delete(entry);
    const isHandedOn = this.#handedOn.delete(entry.key);
    if ('stored' in outcome) {
      settle(entry.key, outcome.stored, store);
      return outcome.stored;
    }
    const isRefused = 'error' in outcome && !awaited.includes(outcome.error.code);
    if (isHandedOn && (isRefused || !store.get(entry.key))) {
      // Its draft is gone, and whoever has it now goes on with it: a refusal in a page that was left is read by nobody.
      this.#plan();
      return undefined;
    }
    if (isRefused) {
      store.remove(entry.key);
      throw outcome.error;
    }
    this.#keep(store, waiting, outcome);
    forget();
    // Where there was no room for both there may be for it alone.
    if (!store.isStored(entry.key)) store.put(store.get(entry.key)!);
    emit(this.#host, 'comment-waiting', { body: entry.draft.body, parentId: entry.parentId });
    return undefined;
  }

  /**
   * Sends now what waits.
   * @param isUrged whether its author has asked for that, whatever may become of it
   * @returns false where another tab is at it
   */
  async send(key: string, isUrged = false): Promise<boolean> {
    if (this.sending.has(key)) return true;
    const store = this.#store;
    this.sending.add(key);
    this.#host.requestUpdate();
    const isOurs = await withLease(key, async () => {
      const entry = store.get(key);
      // Another tab may have sent it, or its author may have given it up there.
      if (!entry || (isExpired(entry) && !isUrged)) return;
      let { left } = entry;
      // Whoever was frozen for longer than a lease lasts has none any more: it may be gone, or under way from elsewhere.
      const current = () => {
        const last = store.get(key);
        return last?.left === left ? last : undefined;
      };
      const leaves = (since: number) => {
        const last = current();
        if (!last) throw new CommentError('network', 'another tab is at it');
        left = Date.now();
        store.put({ ...withoutAnswers(last), since, left, isOut: true });
      };
      const outcome = await attempt(entry, { ...this.#conditions(store), isUrged, leaves });
      if (!('stored' in outcome)) {
        const last = current();
        if (last) this.#keep(store, last, outcome);
        return;
      }
      settle(key, outcome.stored, store);
      if (store.place === this.#place) this.#listener.received(key, outcome.stored, isUrged);
    });
    this.sending.delete(key);
    this.#plan();
    this.#host.requestUpdate();
    return isOurs;
  }

  /**
   * Takes back what waits: it is not sent any more.
   * @param move puts it somewhere else, sooner than it is gone from here: a page may end at any moment; false where it cannot
   * @returns what is taken back, as it was in the end; undefined where it no longer waits or was not moved, false where it is just
   * being sent
   */
  async discard(key: string, move?: (entry: OutboxEntry) => unknown): Promise<OutboxEntry | false | undefined> {
    const store = this.#store;
    if (this.sending.has(key)) return false;
    let taken: OutboxEntry | undefined;
    const isOurs = await withLease(key, () => {
      const last = store.get(key);
      if (!last || move?.(last) === false) return;
      taken = last;
      store.remove(key);
      const { draft, parentId, since } = taken;
      emit(this.#host, 'comment-discarded', { body: draft.body, parentId, isUncertain: since !== undefined });
    });
    this.#host.requestUpdate();
    return isOurs && taken;
  }

  /** Puts back what was given up. */
  restore(entry: OutboxEntry): void {
    this.#store.put(entry);
    emit(this.#host, 'comment-waiting', { body: entry.draft.body, parentId: entry.parentId });
    void this.#sendDue();
  }

  /** Whether it outlives the page. */
  isStored(key: string): boolean {
    return this.#store.isStored(key);
  }

  get #store(): OutboxStorage {
    return this.#storeOf(this.#place);
  }

  /** What the page says of drafts it may say anew at any time. */
  #storeOf(place: string): OutboxStorage {
    return new OutboxStorage(place, this.#host.settings.draftDays > 0);
  }

  #conditions({ place }: OutboxStorage): Conditions {
    const { openThread } = this.#host.settings;
    return { openThread, isHere: () => this.#host.settings.place === place };
  }

  #keep(store: OutboxStorage, entry: OutboxEntry, outcome: Exclude<Outcome, { stored: Posted }>): void {
    store.put(afterAttempt(entry, outcome));
    if ('error' in outcome) emit(this.#host, 'comment-error', { error: outcome.error });
    this.#plan();
    this.#host.requestUpdate();
  }

  /** @param isUrgent true where the pause between attempts holds nothing back */
  async #sendDue(isUrgent = false): Promise<void> {
    await this.#expire();
    // One after the other: they are in an order, and backends count. A widget that is out of the page does not turn to what it is told.
    for (const entry of this.entries)
      if (this.#isConnected && isAutomatic(entry) && isDue(entry, isUrgent)) await this.send(entry.key);
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (!this.#isConnected) return;
    const waiting = this.entries.filter((entry) => isAutomatic(entry) && !this.sending.has(entry.key));
    const due = Math.min(...waiting.map((entry) => entry.due));
    // A second at least: another tab may be at it. Not longer than timers count, nor than a clock can be trusted.
    const pause = Math.min(Math.max(1_000, due - Date.now()), longestPause);
    if (waiting.length) this.#timer = setTimeout(() => void this.#sendDue(), pause);
  }

  async #expire(): Promise<void> {
    const store = this.#store;
    const isLasting = this.#host.settings.draftDays > 0;
    if (!(await expire({ ...this.#conditions(store), store, isLasting }))) return;
    this.#listener.expired();
    this.#host.requestUpdate();
  }

  #handOn(entry: OutboxEntry, store: OutboxStorage, forget: () => void): void {
    const { key, since = Date.now() } = entry;
    const left = { left: Date.now(), isOut: true, due: Date.now() + firstPause };
    // What cannot be kept here is a draft still.
    if (!store.put({ ...withoutAnswers(entry), since, ...left })) return store.remove(key);
    this.#handedOn.add(key);
    forget();
  }
}

/** It waits no more; and what it has become none of the others is, whatever they say. */
function settle(key: string, posted: Posted, store: OutboxStorage): void {
  store.remove(key);
  if (!('id' in posted)) return;
  for (const entry of store.entries)
    if (isTwin(posted, entry.draft)) store.put({ ...entry, twins: [...(entry.twins ?? []), posted.id] });
}
