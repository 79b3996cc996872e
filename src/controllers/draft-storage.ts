import type { nothing, TemplateResult } from 'lit';
import type { CommentData, Receipt } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import { uuid } from '../core/uuid.js';
import { readStored, removeStored, store, storedNames } from './local-storage.js';
import { warnBeforeUnload } from './unload-warning.js';

/** Keeps what is not sent yet, beyond the visit. */
export interface DraftKeeper {
  /**
   * Sends a comment, once, and forgets its draft.
   * @param before what was done to send it before there was a keeper
   * @returns undefined where it waits until it can be sent
   * @throws CommentError where that is for its author to mend
   */
  post(draft: Draft, parentId: string | null, before?: Attempts): Promise<CommentData | Receipt | undefined>;
  /** What waits to be sent: under the form that stands above the thread, nothing under another. */
  renderOutbox(): TemplateResult | typeof nothing;
}

/** What is known of the attempts to send a comment. */
export interface Attempts {
  /** The UUID that each of them carries. */
  readonly key: string;
  /** Since when the backend may have the comment, in milliseconds since the epoch; absent while it cannot. */
  readonly since?: number | undefined;
  /** When the last one left, in milliseconds since the epoch. */
  readonly left?: number | undefined;
  /** The comments that said the same before the first one: none of them is this one. */
  readonly twins?: readonly string[] | undefined;
}

interface StoredAttempts extends Attempts {
  readonly fingerprint: number;
}

/** What is kept of a text that is not sent yet. A name or an address is not: that takes consent. */
interface StoredDraft {
  /** Of this very shape; another one is of another version, and is let be. */
  readonly v: 1;
  readonly text: string;
  /** Of what comment they are: another text, or another name, is another comment. */
  readonly attempt?: StoredAttempts | undefined;
  /** When it was written, in milliseconds since the epoch. */
  readonly at: number;
  /** True once its page was left: then it is whoever's comes next. */
  readonly left: boolean;
  /** For how many days it is kept, as its own page has said; a week where it did not. */
  readonly days?: number | undefined;
}

const prefix = 'comment-widget:draft ';
const day = 24 * 60 * 60 * 1000;
const week = 7;
/** In milliseconds: a page that crashed did not say that it was left. */
const silence = 300_000;
/** In milliseconds: what a crash may take of a text. */
const debounce = 400;

/**
 * Tells one comment from another without keeping what it says: 52 bits of it (FNV-1a, twice).
 * @param content all that is sent
 */
function fingerprint(content: string): number {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < content.length; index++) {
    a = Math.imul(a ^ content.charCodeAt(index), 0x01000193);
    b = Math.imul(b ^ content.charCodeAt(index), 0x85ebca6b);
  }
  return (a >>> 0) * 0x100000 + (b >>> 12);
}

/**
 * Drafts in this browser: each tab has its own of a place, so that two on one article do not write over each other. What a tab left
 * behind comes to the next one that asks for that place. Nothing is kept for longer than some days.
 */
class DraftStorage implements EventListenerObject {
  /** By place: for how many days its drafts are kept, as its page has said. */
  readonly #days = new Map<string, number>();
  /** The drafts of this page, by their places. */
  readonly #drafts = new Map<string, StoredDraft>();
  /** The places whose draft is not written yet. */
  readonly #dirty = new Set<string>();
  /** The places whose draft was in the storage when this page last saw it. */
  readonly #stored = new Set<string>();
  #tab = tabOf(false);
  #isLeft = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    for (const type of ['pagehide', 'pageshow', 'storage']) addEventListener(type, this);
    document.addEventListener('visibilitychange', this);
  }

  handleEvent(event: Event): void {
    if (event.type === 'storage') return this.#part(event as StorageEvent);
    // A page that is left is hidden after that (HTML, "unload a document").
    if (event.type !== 'visibilitychange') this.#isLeft = event.type === 'pagehide';
    this.#flush(this.#isLeft, this.#drafts.keys());
  }

  /** @param days how long what is written for a place is kept; 0 for as long as the page is there */
  keepFor(place: string, days: number): void {
    this.#days.set(place, days);
  }

  /** @returns the text that was written for a place, `''` where there is none; what another tab has left is taken over */
  recall(place: string): string {
    this.#sweep(place);
    const own = this.#own(place) ?? this.#adopt(place);
    // From here on it is known in this page, whatever a twin of this tab does to what is stored.
    if (own && !this.#drafts.has(place)) {
      this.#drafts.set(place, own);
      this.#stored.add(place);
    }
    return own?.text ?? '';
  }

  /** Keeps a text in a moment; none forgets what there was, at once. */
  keep(place: string, text: string): void {
    if (!text) return this.#forget(place);
    const attempt = this.#own(place)?.attempt;
    this.#put(place, { v: 1, text, at: Date.now(), left: false, ...(attempt && { attempt }) });
    this.#timer ??= setTimeout(() => this.#flush(), debounce);
  }

  /** Where something else is written already, what this tab has kept is left to whoever comes next. */
  setAside(place: string, written: string): void {
    // What may have arrived is no draft to come back.
    const isOurs = this.#dirty.has(place) || this.doubt(place) !== undefined;
    const draft = isOurs ? undefined : read(this.#key(place));
    if (draft && !written.includes(draft.text)) store(keyOf(place, uuid()), { ...draft, left: true });
  }

  /** @returns how this very comment was sent before, undefined for another one */
  attempts(place: string, content: string): Attempts | undefined {
    const attempt = this.#own(place)?.attempt;
    return attempt?.fingerprint === fingerprint(content) ? attempt : undefined;
  }

  /** Keeps what is known of the attempts to send a text, before there is one more. */
  keepAttempts(place: string, text: string, content: string, attempts: Attempts): void {
    this.#put(place, { v: 1, text, attempt: stamped(attempts, content), at: Date.now(), left: false });
    this.#flush();
  }

  /** Keeps what has become of the last one. */
  renewAttempts(place: string, attempts: Attempts): void {
    const draft = this.#own(place);
    if (draft?.attempt?.key !== attempts.key) return;
    this.#put(place, { ...draft, attempt: { ...draft.attempt, ...attempts } });
    this.#flush();
  }

  /** @returns since when the backend may have what was sent; undefined where it cannot */
  doubt(place: string): number | undefined {
    return this.#own(place)?.attempt?.since;
  }

  /** Forgets a text that was sent, under that key. What was written there since is a draft still, and nothing of it is in doubt. */
  settle(place: string, text: string, sentAs: string): void {
    const draft = this.#own(place);
    const { key = sentAs } = draft?.attempt ?? {};
    if (key !== sentAs) return;
    if (!draft || draft.text.trim() === text) return this.#forget(place);
    this.#put(place, { ...draft, attempt: undefined });
    this.#flush();
  }

  /**
   * Leaves a text to whoever comes next to that place, and what is known of the attempts to send it.
   * @returns whether it is kept
   */
  leave(place: string, text: string, content: string, attempts: Attempts): boolean {
    const draft: StoredDraft = { v: 1, text, attempt: stamped(attempts, content), at: Date.now(), left: true };
    return store(keyOf(place, uuid()), draft);
  }

  #own(place: string): StoredDraft | undefined {
    return this.#drafts.get(place) ?? read(this.#key(place));
  }

  /** What is nobody's any more becomes ours. */
  #adopt(place: string): StoredDraft | undefined {
    const now = Date.now();
    const others = storedNames(keyOf(place, '')).flatMap((key) => ({ key, draft: read(key) }));
    const [latest] = others
      .filter(({ draft }) => draft && (draft.left || draft.at < now - silence))
      .sort((a, b) => b.draft!.at - a.draft!.at);
    if (!latest) return undefined;
    removeStored(latest.key);
    const draft: StoredDraft = { ...latest.draft!, left: false };
    this.#put(place, draft);
    this.#flush();
    return draft;
  }

  #put(place: string, draft: StoredDraft): void {
    this.#drafts.set(place, { ...draft, days: this.#days.get(place) });
    this.#dirty.add(place);
  }

  #forget(place: string): void {
    for (const places of [this.#drafts, this.#dirty, this.#stored]) places.delete(place);
    removeStored(this.#key(place));
    warnBeforeUnload(place, false);
  }

  #flush(left = false, places: Iterable<string> = this.#dirty): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const place of places) {
      const draft = this.#drafts.get(place)!;
      if (!((draft.days ?? week) > 0)) removeStored(this.#key(place));
      else if (!this.#isTaken(place)) {
        const isStored = store(this.#key(place), { ...draft, left });
        if (isStored) this.#stored.add(place);
        // A text that no storage takes is lost with the page.
        warnBeforeUnload(place, !isStored);
      }
    }
    this.#dirty.clear();
  }

  /** Whether another copy of the page has sent it, taken it over, or written on: to write ours once more would bring it back. */
  #isTaken(place: string): boolean {
    const isUnchanged = this.#stored.has(place) && !this.#dirty.has(place);
    return isUnchanged && read(this.#key(place))?.text !== this.#drafts.get(place)!.text;
  }

  /** A tab that was duplicated has the name of its twin until one of them writes. */
  #part({ key, newValue }: StorageEvent): void {
    const places = [...this.#drafts.keys()];
    const place = places.find((known) => this.#key(known) === key);
    if (place === undefined || !newValue) return;
    const said = read(key!);
    if (said?.left && said.text === this.#drafts.get(place)!.text) {
      // A twin that was closed, and wrote nothing: it is ours again.
      this.#dirty.add(place);
      return this.#flush();
    }
    const own = places.filter((known) => known === place || !this.#isTaken(known));
    this.#tab = tabOf(true);
    for (const known of own) this.#dirty.add(known);
    this.#flush();
  }

  /** What is of other places is kept for as long as their own pages said. */
  #sweep(place: string): void {
    const own = this.#days.get(place);
    for (const key of storedNames(prefix)) {
      const { at = 0, days } = read(key) ?? {};
      const said = (key.startsWith(keyOf(place, '')) ? own : days) ?? week;
      if (at < Date.now() - said * day) removeStored(key);
    }
  }

  #key(place: string): string {
    return keyOf(place, this.#tab);
  }
}

/** Never one key for all: one for each place and tab. */
const keyOf = (place: string, tab: string) => `${prefix}${encodeURIComponent(place)} ${tab}`;

const stamped = ({ key, since, left, twins }: Attempts, content: string): StoredAttempts => ({
  key,
  since,
  left,
  twins,
  fingerprint: fingerprint(content),
});

let storage: DraftStorage | undefined;

/** One for all forms of a page: they are of one tab. */
export function draftStorage(): DraftStorage {
  return (storage ??= new DraftStorage());
}

function read(key: string): StoredDraft | undefined {
  const draft = readStored(key) as StoredDraft | null | undefined;
  return draft?.v === 1 && typeof draft.text === 'string' ? draft : undefined;
}

/** The name of this tab, which it keeps when it is reloaded or comes back after a crash. */
function tabOf(isNew: boolean): string {
  const key = 'comment-widget:tab';
  try {
    const known = isNew ? null : sessionStorage.getItem(key);
    if (known) return known;
    const tab = uuid();
    sessionStorage.setItem(key, tab);
    return tab;
  } catch {
    return uuid();
  }
}
