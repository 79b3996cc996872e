import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ErrorCode } from '../core/errors.js';
import { emit } from '../core/events.js';
import { attempt, type Conditions, type Outcome, type Posted } from './attempt.js';
import { draftStorage } from './draft-storage.js';
import { withLease } from './lease.js';
import type { OpenThread } from './open-thread.js';
import {
  contentOf,
  isExpired,
  OutboxStorage,
  takeExpired,
  withoutAnswers,
  type OutboxEntry,
} from './outbox-storage.js';
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

/** In milliseconds: the pause after the first attempt, doubled after each, and the longest. */
const [firstPause, longestPause] = [4_000, 300_000];
/** In seconds, where a backend asks for patience without saying how long. */
const patience = 15;

/** What is no matter of the comment itself passes: a network that wants one to sign in first answers anything. */
const passing: readonly ErrorCode[] = ['network', 'unavailable', 'rate-limited', 'protocol', 'misconfigured'];
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
  #store = new OutboxStorage('', false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isConnected = false;
  /** What was sent from a form and is not answered yet, and what has it wait instead. */
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
    if (place === this.#store.place) return;
    this.#store = new OutboxStorage(place, this.#host.settings.draftDays > 0);
    void this.#sendDue(true);
  }

  hostConnected(): void {
    this.#isConnected = true;
    for (const type of heard) addEventListener(type, this);
    document.addEventListener('visibilitychange', this);
    // Before it is opened nothing is its own.
    if (this.#store.place) void this.#sendDue();
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

  /**
   * Sends a comment from a form.
   * @param forget forgets its draft
   * @returns undefined where it waits here
   * @throws CommentError
   */
  async post(entry: OutboxEntry, forget: () => void): Promise<Posted | undefined> {
    const store = this.#store;
    const sent = { ...entry, twins: await this.#twinsOf(entry) };
    this.#flying.set(sent, () => this.#handOn(sent, store, forget));
    let waiting: OutboxEntry = sent;
    const leaves = () => void (waiting = withoutAnswers(sent));
    const outcome = await attempt(sent, { ...this.#conditions(store), leaves });
    this.#flying.delete(sent);
    const isHandedOn = this.#handedOn.delete(entry.key);
    if ('stored' in outcome) {
      store.remove(entry.key);
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
      let waiting = entry;
      const leaves = (since: number) => {
        waiting = withoutAnswers(entry);
        store.put({ ...waiting, since });
      };
      const outcome = await attempt(entry, { ...this.#conditions(store), isUrged, leaves });
      if (!('stored' in outcome)) return store.get(key) && this.#keep(store, waiting, outcome);
      store.remove(key);
      if (store === this.#store) this.#listener.received(key, outcome.stored, isUrged);
    });
    this.sending.delete(key);
    this.#plan();
    this.#host.requestUpdate();
    return isOurs;
  }

  /**
   * Takes back what waits: it is not sent any more.
   * @param move puts it somewhere else, sooner than it is gone from here: a page may end at any moment
   * @returns what is taken back, as it was in the end; undefined where it no longer waits, false where it is just being sent
   */
  async discard(key: string, move?: (entry: OutboxEntry) => unknown): Promise<OutboxEntry | false | undefined> {
    const store = this.#store;
    if (this.sending.has(key)) return false;
    let taken: OutboxEntry | undefined;
    const isOurs = await withLease(key, () => {
      taken = store.get(key);
      if (!taken) return;
      move?.(taken);
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

  #conditions({ place }: OutboxStorage): Conditions {
    const { openThread } = this.#host.settings;
    return { openThread, isHere: () => this.#host.settings.place === place };
  }

  /** What says the same is another comment, where it was there before this one was sent. */
  async #twinsOf({ key, draft, since }: OutboxEntry): Promise<readonly string[]> {
    const { comments = [] } =
      since === undefined ? await this.#host.settings.openThread().catch(() => nothing) : nothing;
    const twins = this.#twins.get(key) ?? comments.filter((comment) => isTwin(comment, draft)).map(({ id }) => id);
    this.#twins.set(key, twins);
    return twins;
  }

  #keep(store: OutboxStorage, entry: OutboxEntry, outcome: Exclude<Outcome, { stored: Posted }>): void {
    const tries = entry.tries + 1;
    // Not all browsers at once, when the backend is back.
    const pause = Math.min(firstPause * 2 ** entry.tries, longestPause) * (0.5 + Math.random() / 2);
    const waiting = { ...entry, tries, due: Date.now() + pause };
    if ('halt' in outcome) store.put({ ...waiting, halt: outcome.halt });
    else {
      const { error, since } = outcome;
      emit(this.#host, 'comment-error', { error });
      const { code, retryAfter } = error;
      // Anybody writes adapters: it may be anything.
      const isAsked = retryAfter! > 0;
      const isFirm = isAsked || code === 'rate-limited';
      const due = isFirm ? Date.now() + (isAsked ? retryAfter! : patience) * 1000 : waiting.due;
      store.put({ ...waiting, since, due, isFirm, halt: passing.includes(code) ? undefined : code });
    }
    this.#plan();
    this.#host.requestUpdate();
  }

  /** @param isUrgent true where the pause between attempts holds nothing back, but what the backend has asked for, and what its page has only just left */
  async #sendDue(isUrgent = false): Promise<void> {
    this.#expire();
    // One after the other: they are in an order, and backends count.
    for (const entry of this.entries)
      if (isAutomatic(entry) && (entry.due <= Date.now() || (isUrgent && entry.tries && !entry.isFirm)))
        await this.send(entry.key);
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

  #expire(): void {
    const expired = takeExpired(this.sending);
    for (const { place, entry } of expired) {
      const { draft, parentId } = entry;
      const whole = parentId === null ? place : `${place} ${parentId}`;
      const isLeft = draftStorage().leave(whole, draft.body, contentOf(draft, parentId), entry);
      // Where there are no drafts beyond the visit it stays in this page.
      if (!isLeft && place === this.#store.place) this.#store.put(entry);
    }
    if (expired.length) this.#listener.expired();
  }

  #handOn(entry: OutboxEntry, store: OutboxStorage, forget: () => void): void {
    const { key, since = Date.now() } = entry;
    // What cannot be kept here is a draft still.
    if (!store.put({ ...withoutAnswers(entry), since, due: Date.now() + firstPause })) return store.remove(key);
    this.#handedOn.add(key);
    forget();
  }
}

/** What may have arrived is looked for, again and again; only its author has it sent. */
function isAutomatic(entry: OutboxEntry): boolean {
  const { halt } = entry;
  return (!halt || halt === 'uncertain') && !isExpired(entry);
}
