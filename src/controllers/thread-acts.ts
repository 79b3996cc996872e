import type { Adapter, CommentTarget, RequestOptions, Vote } from '../core/adapter.js';
import type { CommentData, OwnComment } from '../core/comment.js';
import type { CommentError } from '../core/errors.js';
import { asCommentError } from '../core/errors.js';
import { uuid } from '../core/uuid.js';
import { demandComment } from './backend.js';
import { OwnComments } from './own-comments.js';
import type { ThreadController } from './thread-controller.js';
import { placeKey, type ThreadPlace } from './thread-place.js';

/** What a reader does to a thread and its comments. All of it throws `CommentError` and nothing else. */
export class ThreadActs {
  readonly #thread: ThreadController;
  #own = new OwnComments('');
  #isRestored = false;

  constructor(thread: ThreadController) {
    this.#thread = thread;
  }

  open(place: ThreadPlace): void {
    this.#own = new OwnComments(placeKey(place));
    this.#isRestored = false;
  }

  /** @returns the comments with what only this browser knows of them: that its reader wrote them, and may still change them */
  claim(comments: readonly CommentData[]): readonly CommentData[] {
    const own = new Set(this.#own.ids);
    return comments.map((comment) => {
      if (!own.has(comment.id)) return comment;
      const { until, comment: held } = this.#own.get(comment.id)!;
      if (held) this.#own.keep(comment.id, { comment: undefined });
      return until && until > Date.now() ? { ...comment, editableUntil: new Date(until) } : comment;
    });
  }

  /** Shows the reader's own comments that are held, once, and asks what has become of them. */
  restore(): void {
    if (this.#isRestored) return;
    this.#isRestored = true;
    for (const comment of this.#own.held) void this.#restore(comment);
  }

  /**
   * Keeps what its author may need later on.
   * @param place where it was written
   * @returns the comment as it may be shown, without what proves whose it is
   */
  keep({ token, ...comment }: OwnComment, place: ThreadPlace): CommentData {
    const isHeld = comment.status === 'pending';
    const until = comment.editableUntil?.getTime();
    if (isHeld || token)
      new OwnComments(placeKey(place)).keep(comment.id, { token, until, comment: isHeld ? comment : undefined });
    return comment;
  }

  async edit(id: string, body: string): Promise<CommentData> {
    const edited = await this.#ask(id, (adapter, target, options) => adapter.edit!(target, body, options));
    demandComment(edited);
    this.#own.keep(id, { comment: edited.status === 'pending' ? edited : undefined });
    this.#thread.replace(edited);
    return edited;
  }

  async remove(id: string): Promise<void> {
    const left = await this.#ask(id, (adapter, target, options) => adapter.remove!(target, options));
    this.#own.keep(id, null);
    this.#thread.total--;
    this.#thread.replace(left ? demandComment(left) : undefined, id);
  }

  /** @returns what this reader has voted. */
  voteOn(id: string): Vote {
    return this.#own.get(id)?.vote ?? 0;
  }

  async vote(id: string, vote: Vote): Promise<void> {
    // Kept first, so that a vote whose answer is lost is the same vote when it is given again.
    this.#own.keep(id, { token: this.#own.get(id)?.token ?? uuid(), vote: this.voteOn(id) });
    const score = await this.#ask(id, (adapter, target, options) => adapter.vote!(target, vote, options));
    this.#own.keep(id, { vote });
    this.#thread.replace({ ...this.#thread.find(id)!, score });
  }

  async report(id: string, reason: string): Promise<void> {
    await this.#ask(id, async (adapter, target, options) => adapter.report?.(target, reason, options));
  }

  async #restore(comment: CommentData): Promise<void> {
    const { id } = comment;
    const { place, adapter } = this.#thread;
    this.#thread.insert(comment);
    if (!adapter?.find) return;
    try {
      const found = await this.#ask(id, (_, target, options) => adapter.find!(target, options));
      if (place === this.#thread.place && found.status !== 'pending')
        this.#thread.replace(this.claim([demandComment(found)])[0]);
    } catch (error) {
      if (place !== this.#thread.place || (error as CommentError).code !== 'gone') return;
      this.#own.keep(id, null);
      this.#thread.replace(undefined, id);
    }
  }

  async #ask<T>(
    id: string,
    ask: (adapter: Adapter, target: CommentTarget, options: RequestOptions) => Promise<T>,
  ): Promise<T> {
    const { thread, lang } = this.#thread.place!;
    try {
      const { token } = this.#own.get(id) ?? {};
      return await ask(await this.#thread.ready(), { thread, id, token }, { lang });
    } catch (error) {
      throw asCommentError(error);
    }
  }
}
