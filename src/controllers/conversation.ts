import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { registrations } from '../adapters/registry.js';
import type { Adapter, ListQuery } from '../core/adapter.js';
import type { CommentData, OwnComment, Page, Receipt } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import { asCommentError, CommentError } from '../core/errors.js';
import { emit } from '../core/events.js';
import { defaultRules, type Rules } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { demandComment, demandReceipt, makeAdapter, withDefaults } from './backend.js';
import type { ThreadPlace } from './thread-place.js';

export type ThreadStatus = 'waiting' | 'loading' | 'ready' | 'failed';

export type Wanted = { readonly [Key in keyof ListQuery]?: ListQuery[Key] | undefined };

/** One backend and one thread, as a form needs them: the rules that hold there, and where to send. */
export class Conversation implements ReactiveController {
  status: ThreadStatus = 'waiting';
  /** Why the thread, or more of it, could not be read; undefined once it was. */
  error: CommentError | undefined;
  rules: Rules = defaultRules;
  /** The backend, once it is known. */
  adapter: Adapter | undefined;
  /** Undefined until `open` was called. */
  place: ThreadPlace | undefined;

  protected readonly host: ReactiveControllerHost & EventTarget;
  #making: Promise<Adapter> | undefined;
  #reading: AbortController | undefined;

  /** Does again what failed. */
  again = (): Promise<void> => this.load();

  constructor(host: ReactiveControllerHost & EventTarget) {
    (this.host = host).addController(this);
  }

  /** False once the backend is known to take no comments. */
  get canPost(): boolean {
    return !this.adapter || !!this.adapter.post;
  }

  /**
   * Turns to another conversation; what was being read of the last one is dropped.
   * @param isNear false while nobody could read it: it is then read when `load` is called
   */
  open(place: ThreadPlace, isNear = true): void {
    this.place = place;
    this.#making = this.adapter = this.error = undefined;
    this.#reading?.abort();
    this.become('waiting');
    if (isNear) void this.load();
  }

  hostConnected(): void {
    if (this.status === 'loading') void this.again();
  }

  hostDisconnected(): void {
    this.#reading?.abort();
  }

  /** Asks the backend what holds here. */
  load(): Promise<void> {
    return this.fetch({ limit: 1 }, () => undefined);
  }

  /**
   * Sends a comment.
   * @param attemptKey a UUID made once per draft, the same on every retry
   * @throws CommentError
   */
  async post(draft: Draft, parentId: string | null, attemptKey: string): Promise<CommentData | Receipt> {
    const place = this.place!;
    const { thread, lang } = place;
    try {
      const adapter = await this.ready();
      if (!adapter.post) throw new CommentError('forbidden', `${adapter.name} takes no comments`);
      const target = { thread, parentId, url: location.href, title: document.title };
      const posted = await adapter.post(target, draft, { attemptKey, lang });
      return 'id' in posted ? this.received(demandComment(posted), place) : demandReceipt(posted);
    } catch (error) {
      throw asCommentError(error);
    }
  }

  /** One adapter for all that is asked of one conversation; a failure to get it is not kept. */
  ready(): Promise<Adapter> {
    const place = this.place!;
    return (this.#making ??= makeAdapter(place.backend, place.options).then(
      (adapter) => {
        if (place === this.place) {
          this.adapter = adapter;
          this.rules = withDefaults(defaultRules, adapter.rules);
          this.change();
        }
        return adapter;
      },
      (error: unknown) => {
        if (place === this.place) this.#making = undefined;
        throw error;
      },
    ));
  }

  /** What becomes of a comment that the backend gave back. @param _place where it was written */
  protected received({ token: _, ...comment }: OwnComment, _place: ThreadPlace): CommentData {
    return comment;
  }

  /** What is asked for besides, once the backend is known. */
  protected query(wanted: Wanted): Wanted {
    return wanted;
  }

  /** Reads something. Of all that reads, the last call wins. */
  protected async fetch(wanted: Wanted, put: (page: Page) => void): Promise<void> {
    const { thread, lang, backend } = this.place!;
    this.again = () => this.fetch(wanted, put);
    this.#reading?.abort();
    const { signal } = (this.#reading = new AbortController());
    this.become('loading');
    try {
      const adapter = await this.ready();
      if (signal.aborted) return;
      if (!adapter.list) return this.become('waiting');
      const page = await adapter.list(queryOf(thread, this.query(wanted)), { signal, lang });
      if (signal.aborted) return;
      await inSlices(page.comments, demandComment, signal);
      if (page.rules) this.rules = withDefaults(this.rules, page.rules);
      this.error = undefined;
      put(page);
      this.become('ready');
    } catch (error) {
      if (signal.aborted) return;
      this.error = asCommentError(error);
      this.become('failed');
      // A page may register its backend after the widget is there.
      const reopen = () => this.place!.backend === backend && this.open(this.place!);
      if (this.error.code === 'misconfigured' && typeof backend === 'string')
        registrations.addEventListener(backend, reopen, { once: true, signal });
      emit(this.host, 'comment-error', { error: this.error });
    }
  }

  protected become(status: ThreadStatus): void {
    this.status = status;
    this.change();
  }

  protected change(): void {
    this.host.requestUpdate();
  }
}

/** What is not wanted is not said. */
export function queryOf(thread: string, wanted: Wanted): ListQuery {
  const said = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return { thread, ...Object.fromEntries(said) };
}
