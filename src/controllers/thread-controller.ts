import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { registrations } from '../adapters/registry.js';
import type { Adapter, ListQuery } from '../core/adapter.js';
import type { CommentData, Page } from '../core/comment.js';
import { asCommentError, type CommentError } from '../core/errors.js';
import { emit } from '../core/events.js';
import { defaultRules, type Order, type Rules } from '../core/rules.js';
import { nest, unique, type Branch } from '../core/tree.js';
import { demandComment, makeAdapter, withDefaults } from './backend.js';
import { ThreadActs } from './thread-acts.js';
import type { ThreadPlace } from './thread-place.js';
import { ThreadWatch } from './thread-watch.js';

export type ThreadStatus = 'waiting' | 'loading' | 'ready' | 'failed';

/** Deeper replies stand on the last level: three of them are as much indentation as a phone has room for. */
const deepest = 3;

/** How many pages are read at most to find one comment, where the backend cannot give the page that it is on. */
const farthest = 50;

type Wanted = { readonly [Key in keyof ListQuery]?: ListQuery[Key] | undefined };

/** One backend and one thread: its comments, in their order, and what of them there is still to read. */
export class ThreadController implements ReactiveController {
  /** How many comments there are in all; 0 where the backend does not say. */
  total = 0;
  status: ThreadStatus = 'waiting';
  /** Why the thread, or more of it, could not be read; undefined once it was. */
  error: CommentError | undefined;
  rules: Rules = defaultRules;
  /** The backend, once it is known. */
  adapter: Adapter | undefined;
  /** Undefined until `open` was called. */
  place: ThreadPlace | undefined;
  readonly acts = new ThreadActs(this);

  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #watch = new ThreadWatch(() => this.#look());
  #making: Promise<Adapter> | undefined;
  #order: Order | undefined;
  #read: readonly CommentData[] = [];
  /** What came one by one, oldest first: it stands at its end of the thread until a page brings it. */
  #added: readonly CommentData[] = [];
  /** What has changed since, and waits until the reader wants to see it. */
  #news: readonly CommentData[] = [];
  #next: string | undefined;
  #previous: string | undefined;
  #since: string | undefined;
  #reading: AbortController | undefined;
  #branches: readonly Branch[] | undefined;

  /** Does again what failed. */
  again = (): Promise<void> => this.load();

  constructor(host: ReactiveControllerHost & EventTarget) {
    (this.#host = host).addController(this);
  }

  /** What is shown, as a tree. */
  get branches(): readonly Branch[] {
    return (this.#branches ??= nest(this.comments, Math.min(this.rules.replyDepth, deepest)));
  }

  get comments(): readonly CommentData[] {
    const known = new Set(this.#read.map(({ id }) => id));
    const added = this.#added.filter(({ id }) => !known.has(id));
    if (this.order === 'oldest') return [...this.#read, ...added];
    // Replies are the oldest first in every order.
    const isReply = ({ parentId }: CommentData) => parentId !== null;
    return [...added.filter((comment) => !isReply(comment)).reverse(), ...this.#read, ...added.filter(isReply)];
  }

  get order(): Order | undefined {
    return this.#order ?? this.rules.orders[0];
  }

  /** False once the backend is known to take no comments. */
  get canPost(): boolean {
    return !this.adapter || !!this.adapter.post;
  }

  /** Whether there is more to read behind what is shown. */
  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** The same before it: the thread was entered in its midst. */
  get hasEarlier(): boolean {
    return this.#previous !== undefined;
  }

  /** How many comments have come since the thread was read, and are not shown yet. */
  get newCount(): number {
    return this.#news.filter((comment) => this.#isNew(comment)).length;
  }

  find(id: string): CommentData | undefined {
    return [...this.#read, ...this.#added].find((comment) => comment.id === id);
  }

  /**
   * Turns to another conversation; what was being read of the last one is dropped.
   * @param isNear false while nobody could read it: it is then read when `load` is called
   */
  open(place: ThreadPlace, isNear = true): void {
    this.place = place;
    this.acts.open(place);
    this.#making = this.adapter = this.#next = this.#previous = this.#since = this.error = undefined;
    this.#read = this.#added = this.#news = [];
    this.#order = place.order ?? undefined;
    this.total = 0;
    this.#reading?.abort();
    this.#watch.start(place.refresh);
    this.#become('waiting');
    if (isNear) void this.load();
  }

  hostConnected(): void {
    if (!this.place) return;
    if (this.status === 'loading') void this.again();
    this.#watch.start(this.place.refresh);
  }

  hostDisconnected(): void {
    this.#reading?.abort();
    this.#watch.stop();
  }

  /** Reads the first page, or the next one. Of all that reads, the last call wins. */
  load(): Promise<void> {
    const cursor = this.#next;
    return this.#fetch({ cursor }, ({ comments, next, previous }) => {
      this.#read = [...this.#read, ...comments];
      this.#next = next;
      if (cursor === undefined) this.#previous = previous;
    });
  }

  /** Reads the page before the first one that is shown. */
  loadEarlier(): Promise<void> {
    return this.#fetch({ cursor: this.#previous }, ({ comments, previous }) => {
      this.#read = [...comments, ...this.#read];
      this.#previous = previous;
    });
  }

  /** Reads what the backend kept to itself of what stands below a comment. */
  loadReplies(parentId: string, cursor?: string): Promise<void> {
    return this.#fetch({ parentId, cursor }, ({ comments, next }) => {
      this.#read = [...this.#read, ...comments];
      if (next === undefined) this.replace({ ...this.find(parentId)!, moreReplies: 0 });
      else void Promise.resolve().then(() => this.loadReplies(parentId, next));
    });
  }

  /** Reads the thread anew in another order; what is there stays until then. */
  sort(order: Order): Promise<void> {
    this.#order = order;
    return this.#restart({});
  }

  /**
   * Sees to it that a comment is there to be shown, on whatever page it is.
   * @returns whether it is
   */
  async seek(id: string): Promise<boolean> {
    const { place } = this;
    if (!this.find(id)) await this.#restart({ around: id });
    // A backend that does not know `around` gave the first page.
    for (let page = 1; page < farthest && this.hasMore && !this.find(id) && !this.error && place === this.place; page++)
      await this.load();
    return !!this.find(id);
  }

  /**
   * Shows what has changed since the thread was read.
   * @returns the id of the first comment that is new
   */
  showNews(): string | undefined {
    const fresh = this.#news.filter((comment) => this.#isNew(comment));
    for (const comment of this.#news) this.replace(comment);
    this.#added = [...this.#added, ...fresh];
    this.#news = [];
    this.#change();
    return fresh[0]?.id;
  }

  /** One adapter for all that is asked of one conversation; a failure to get it is not kept. */
  ready(): Promise<Adapter> {
    const place = this.place!;
    return (this.#making ??= makeAdapter(place.backend, place.options).then(
      (adapter) => {
        if (place === this.place) {
          this.adapter = adapter;
          this.rules = withDefaults(defaultRules, adapter.rules);
          this.#change();
        }
        return adapter;
      },
      (error: unknown) => {
        if (place === this.place) this.#making = undefined;
        throw error;
      },
    ));
  }

  /** Puts in what came by itself. A retry may give back what is in the list already. */
  insert(comment: CommentData): void {
    if (this.find(comment.id)) return;
    if (comment.status === 'published') this.total++;
    this.#added = [...this.#added, comment];
    this.#change();
  }

  /** Shows a comment as it is now, where it is shown; without one, no more. */
  replace(comment: CommentData | undefined, id = comment?.id): void {
    const swap = (known: CommentData) => (known.id === id ? (comment ?? []) : known);
    this.#read = this.#read.flatMap(swap);
    this.#added = this.#added.flatMap(swap);
    this.#change();
  }

  #isNew({ id, status }: CommentData): boolean {
    return status === 'published' && !this.find(id);
  }

  #restart(wanted: Wanted): Promise<void> {
    return this.#fetch(wanted, ({ comments, next, previous }) => {
      this.#read = comments;
      this.#next = next;
      this.#previous = previous;
    });
  }

  #query(wanted: Wanted): ListQuery {
    const { thread, pageSize } = this.place!;
    const query = { thread, order: this.order, limit: pageSize || undefined, ...wanted };
    return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as unknown as ListQuery;
  }

  async #fetch(wanted: Wanted, put: (page: Page) => void): Promise<void> {
    const { lang, backend } = this.place!;
    this.again = () => this.#fetch(wanted, put);
    this.#reading?.abort();
    const { signal } = (this.#reading = new AbortController());
    this.#become('loading');
    try {
      const adapter = await this.ready();
      if (signal.aborted) return;
      if (!adapter.list) return this.#become('waiting');
      const page = await adapter.list(this.#query(wanted), { signal, lang });
      if (signal.aborted) return;
      page.comments.forEach(demandComment);
      if (page.rules) this.rules = withDefaults(this.rules, page.rules);
      this.error = undefined;
      this.total = page.total ?? 0;
      this.#since = page.since;
      put(page);
      this.#read = unique(this.#read).map((comment) => this.acts.claim(comment));
      this.#become('ready');
      this.acts.restore();
    } catch (error) {
      if (signal.aborted) return;
      this.error = asCommentError(error);
      this.#become('failed');
      // A page may register its backend after the widget is there.
      const reopen = () => this.place!.backend === backend && this.open(this.place!);
      if (this.error.code === 'misconfigured' && typeof backend === 'string')
        registrations.addEventListener(backend, reopen, { once: true, signal });
      emit(this.#host, 'comment-error', { error: this.error });
    }
  }

  /** Looks for news: what is new is counted and waits, what became of the reader's own comments is shown. */
  async #look(): Promise<boolean> {
    const { place, adapter } = this;
    if (this.#since === undefined || this.status === 'loading') return false;
    const { lang } = place!;
    const { comments, total, since } = await adapter!.list!(this.#query({ since: this.#since }), { lang });
    if (place !== this.place) return false;
    comments.forEach(demandComment);
    this.#since = since;
    this.total = total ?? this.total;
    this.#news = unique([...this.#news, ...comments.map((comment) => this.acts.claim(comment))]);
    this.#change();
    return comments.length > 0;
  }

  #become(status: ThreadStatus): void {
    this.status = status;
    this.#change();
  }

  #change(): void {
    this.#branches = undefined;
    this.#host.requestUpdate();
  }
}
