import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ThreadActions } from '../core/actions.js';
import type { Adapter } from '../core/adapter.js';
import type { CommentData, Page, Receipt } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import { asCommentError, CommentError } from '../core/errors.js';
import { defaultRules, type Order, type Rules } from '../core/rules.js';

export type ThreadStatus = 'waiting' | 'loading' | 'ready' | 'failed';

/** Where a conversation is read and written. */
export interface ThreadPlace {
  readonly thread: string;
  /** The backend's own by default. */
  readonly order: Order | undefined;
  readonly lang: string;
}

export type AdapterMaker = () => Adapter | Promise<Adapter>;

/** One backend and one thread: its comments, what they wait for, and what may be asked of them. */
export class ThreadController implements ReactiveController {
  comments: readonly CommentData[] = [];
  total: number | undefined;
  status: ThreadStatus = 'waiting';
  error: CommentError | undefined;
  rules: Rules = defaultRules;
  /** False once the backend is known to take no comments. */
  canPost = true;
  readonly actions: ThreadActions = {
    post: (draft, parentId, attemptKey) => this.#post(draft, parentId, attemptKey),
  };

  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: CommentError) => void;
  #make: AdapterMaker | undefined;
  #adapter: Promise<Adapter> | undefined;
  #place: ThreadPlace | undefined;
  #next: string | undefined;
  #reading: AbortController | undefined;

  constructor(host: ReactiveControllerHost, onError: (error: CommentError) => void) {
    (this.#host = host).addController(this);
    this.#onError = onError;
  }

  /** Whether there is more to read behind what is shown. */
  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /**
   * Turns to another conversation; what was being read of the last one is dropped.
   * @param make gives the adapter, and may be asked again where it failed
   */
  open(make: AdapterMaker, place: ThreadPlace): void {
    this.#make = make;
    this.#adapter = undefined;
    this.#place = place;
    this.comments = [];
    this.total = undefined;
    this.#next = undefined;
    void this.load();
  }

  hostConnected(): void {
    if (this.status === 'loading') void this.load();
  }

  hostDisconnected(): void {
    this.#reading?.abort();
  }

  /** Reads the first page, or the next one; the last call wins. */
  async load(): Promise<void> {
    this.#reading?.abort();
    const { signal } = (this.#reading = new AbortController());
    this.#become('loading');
    try {
      const adapter = await this.#ready();
      if (signal.aborted) return;
      if (!adapter.list) return this.#become('waiting');
      const { thread, lang, order = this.rules.orders[0] } = this.#place!;
      const page = await adapter.list(
        { thread, ...(order && { order }), ...(this.#next !== undefined && { cursor: this.#next }) },
        { signal, lang },
      );
      if (!signal.aborted) this.#show(page);
    } catch (error) {
      if (signal.aborted) return;
      this.error = asCommentError(error);
      this.#onError(this.error);
      this.#become('failed');
    }
  }

  /** One adapter for all that is asked of one conversation; a failure to get it is not kept. */
  #ready(): Promise<Adapter> {
    const make = this.#make!;
    return (this.#adapter ??= (async () => make())().then(
      (adapter) => {
        if (make === this.#make) {
          this.rules = adapter.rules;
          this.canPost = !!adapter.post;
          this.#host.requestUpdate();
        }
        return adapter;
      },
      (error: unknown) => {
        if (make === this.#make) this.#adapter = undefined;
        throw error;
      },
    ));
  }

  #show(page: Page): void {
    const known = new Set(this.comments.map(({ id }) => id));
    this.comments = [...this.comments, ...page.comments.filter(({ id }) => !known.has(id))];
    this.total = page.total;
    this.#next = page.next;
    this.error = undefined;
    if (page.rules) this.rules = { ...this.rules, ...page.rules };
    this.#become('ready');
  }

  async #post(draft: Draft, parentId: string | null, attemptKey: string): Promise<CommentData | Receipt> {
    const place = this.#place!;
    const { thread, lang } = place;
    try {
      const adapter = await this.#ready();
      if (!adapter.post) throw new CommentError('forbidden', `The backend ${adapter.name} takes no comments.`);
      const target = { thread, parentId, url: location.href, title: document.title };
      const posted = await adapter.post(target, draft, { attemptKey, lang });
      if ('id' in posted && place === this.#place) this.#insert(posted);
      return posted;
    } catch (error) {
      throw asCommentError(error);
    }
  }

  /** A retry may give back what is in the list already. */
  #insert(comment: CommentData): void {
    const others = this.comments.filter(({ id }) => id !== comment.id);
    if (others.length === this.comments.length && comment.status === 'published' && this.total !== undefined) this.total++;
    this.comments = (this.#place!.order ?? this.rules.orders[0]) === 'oldest' ? [...others, comment] : [comment, ...others];
    this.#host.requestUpdate();
  }

  #become(status: ThreadStatus): void {
    this.status = status;
    this.#host.requestUpdate();
  }
}
