import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { adapterLoader, adapterNames, registrations } from '../adapters/registry.js';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData, Receipt } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import { asCommentError, CommentError } from '../core/errors.js';
import { emit } from '../core/events.js';
import { defaultRules, type Order, type Rules } from '../core/rules.js';

export type ThreadStatus = 'waiting' | 'loading' | 'ready' | 'failed';

/** Where a conversation is read and written. */
export interface ThreadPlace {
  /** The name of a registered backend, and what it is told; or an adapter of the page's own. */
  readonly backend: string | Adapter;
  readonly options: AdapterOptions;
  readonly thread: string;
  /** The backend's own by default. */
  readonly order: Order | null | undefined;
  /** BCP 47 tag of the reader's page. */
  readonly lang: string;
}

/** One backend and one thread: its comments, what they wait for, and what may be asked of them. */
export class ThreadController implements ReactiveController {
  /** How many comments there are in all; 0 where the backend does not say. */
  total = 0;
  status: ThreadStatus = 'waiting';
  /** Why the thread, or more of it, could not be read; undefined once it was. */
  error: CommentError | undefined;
  rules: Rules = defaultRules;
  /** True from when the backend's own rules are in `rules`. */
  isKnown = false;
  /** False once the backend is known to take no comments. */
  canPost = true;

  readonly #host: ReactiveControllerHost & EventTarget;
  #place: ThreadPlace | undefined;
  #adapter: Promise<Adapter> | undefined;
  #read: readonly CommentData[] = [];
  /** What the reader sent, oldest first: it stands at its end of the thread until a page brings it. */
  #sent: readonly CommentData[] = [];
  #next: string | undefined;
  #reading: AbortController | undefined;

  constructor(host: ReactiveControllerHost & EventTarget) {
    (this.#host = host).addController(this);
  }

  get comments(): readonly CommentData[] {
    const sent = this.#sent.filter(({ id }) => !this.#read.some((comment) => comment.id === id));
    return this.#order === 'oldest' ? [...this.#read, ...sent] : [...sent.reverse(), ...this.#read];
  }

  /** Whether there is more to read behind what is shown. */
  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** Turns to another conversation; what was being read of the last one is dropped. */
  open(place: ThreadPlace): void {
    this.#place = place;
    this.#adapter = this.#next = this.error = undefined;
    this.#read = this.#sent = [];
    this.total = 0;
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
      const { thread, lang } = this.#place!;
      const order = this.#order;
      const cursor = this.#next;
      const query = { thread, ...(order && { order }), ...(cursor !== undefined && { cursor }) };
      const { comments, total = 0, next, rules } = await adapter.list(query, { signal, lang });
      if (signal.aborted) return;
      if (!comments.every(isComment)) throw new CommentError('protocol', `${adapter.name}: a comment is none`);
      const known = new Set(this.#read.map(({ id }) => id));
      this.#read = [...this.#read, ...comments.filter(({ id }) => !known.has(id))];
      this.total = total;
      this.#next = next;
      this.error = undefined;
      if (rules) this.rules = withDefaults(this.rules, rules);
      this.#become('ready');
    } catch (error) {
      if (signal.aborted) return;
      this.error = asCommentError(error);
      this.#become('failed');
      // A page may register its backend after the widget is there.
      const { backend } = this.#place!;
      if (this.error.code === 'misconfigured' && typeof backend === 'string')
        registrations.addEventListener(backend, () => this.#reopen(backend), { once: true, signal });
      emit(this.#host, 'comment-error', { error: this.error });
    }
  }

  /**
   * Sends a comment and, where the backend gives it back, puts it into the thread.
   * @param attemptKey a UUID made once per draft, the same on every retry
   * @throws CommentError
   */
  async post(draft: Draft, parentId: string | null, attemptKey: string): Promise<CommentData | Receipt> {
    const place = this.#place!;
    const { thread, lang } = place;
    try {
      const adapter = await this.#ready();
      if (!adapter.post) throw new CommentError('forbidden', `${adapter.name} takes no comments`);
      const target = { thread, parentId, url: location.href, title: document.title };
      const posted = await adapter.post(target, draft, { attemptKey, lang });
      const isWhole = 'id' in posted ? isComment(posted) : isStatus(posted.status);
      if (!isWhole) throw new CommentError('protocol', `${adapter.name}: what was posted is no comment`);
      if ('id' in posted && place === this.#place) this.#insert(posted);
      return posted;
    } catch (error) {
      throw asCommentError(error);
    }
  }

  get #order(): Order | undefined {
    return this.#place?.order ?? this.rules.orders[0];
  }

  /** One adapter for all that is asked of one conversation; a failure to get it is not kept. */
  #ready(): Promise<Adapter> {
    const place = this.#place!;
    return (this.#adapter ??= makeAdapter(place).then(
      (adapter) => {
        if (place === this.#place) {
          this.rules = withDefaults(defaultRules, adapter.rules);
          this.isKnown = true;
          this.canPost = !!adapter.post;
          this.#host.requestUpdate();
        }
        return adapter;
      },
      (error: unknown) => {
        if (place === this.#place) this.#adapter = undefined;
        throw error;
      },
    ));
  }

  /** A retry may give back what is in the list already. */
  #insert(comment: CommentData): void {
    const isNew = !this.comments.some(({ id }) => id === comment.id);
    if (isNew && comment.status === 'published') this.total++;
    if (isNew) this.#sent = [...this.#sent, comment];
    this.#host.requestUpdate();
  }

  #reopen(backend: string): void {
    if (this.#place!.backend === backend) this.open(this.#place!);
  }

  #become(status: ThreadStatus): void {
    this.status = status;
    this.#host.requestUpdate();
  }
}

// Anybody writes adapters, and not everybody with types: what is counted on is looked at.

function withDefaults(base: Rules, rules: Partial<Rules> | undefined): Rules {
  return { ...base, ...rules, fields: { ...base.fields, ...rules?.fields } };
}

function isStatus(status: unknown): boolean {
  return ['published', 'pending', 'accepted'].includes(status as string);
}

function isComment({ author, content, createdAt, status }: CommentData): boolean {
  const isDate = createdAt === null || createdAt.getTime() === createdAt.getTime();
  return isDate && isStatus(status) && typeof author.name === 'string' && typeof content.value === 'string';
}

async function makeAdapter({ backend, options }: ThreadPlace): Promise<Adapter> {
  if (typeof backend === 'object') return backend;
  const load = adapterLoader(backend);
  if (!load)
    throw new CommentError('misconfigured', `no backend "${backend}"; there are: ${adapterNames().join(', ')}`);
  let create;
  try {
    create = await load();
  } catch (cause) {
    throw new CommentError('network', `The adapter "${backend}" could not be loaded.`, { cause });
  }
  return create(options);
}
