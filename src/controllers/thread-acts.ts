import type { Adapter, CommentTarget, RequestOptions, Vote } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import { asCommentError, type CommentError } from '../core/errors.js';
import { uuid } from '../core/uuid.js';
import { demandComment } from './backend.js';
import type { ThreadController } from './thread-controller.js';

/** What a reader does to comments that are there. It comes once somebody does it. All of it throws `CommentError` and nothing else. */
export class ThreadActs {
  readonly #thread: ThreadController;

  constructor(thread: ThreadController) {
    this.#thread = thread;
  }

  async edit(id: string, body: string): Promise<CommentData> {
    const edited = await this.#ask(id, (adapter, target, options) => adapter.edit!(target, body, options));
    demandComment(edited);
    this.#thread.own.keep(id, { comment: edited.status === 'pending' ? edited : undefined });
    this.#thread.replace(edited);
    return edited;
  }

  async remove(id: string): Promise<void> {
    const left = await this.#ask(id, (adapter, target, options) => adapter.remove!(target, options));
    this.#thread.own.keep(id, null);
    this.#thread.total--;
    this.#thread.replace(left ? demandComment(left) : undefined, id);
  }

  async vote(id: string, vote: Vote): Promise<void> {
    // Kept first, so that a vote whose answer is lost is the same vote when it is given again.
    this.#thread.own.keep(id, { token: this.#thread.own.get(id)?.token ?? uuid(), vote: this.#thread.voteOn(id) });
    const score = await this.#ask(id, (adapter, target, options) => adapter.vote!(target, vote, options));
    this.#thread.own.keep(id, { vote });
    this.#thread.replace({ ...this.#thread.find(id)!, score });
  }

  async report(id: string, reason: string): Promise<void> {
    await this.#ask(id, async (adapter, target, options) => adapter.report?.(target, reason, options));
  }

  /** Asks what has become of a comment of the reader's own that is held. */
  async recheck(id: string): Promise<void> {
    const { place, adapter, own } = this.#thread;
    try {
      const found = await this.#ask(id, (_, target, options) => adapter!.find!(target, options));
      if (place === this.#thread.place && found.status !== 'pending')
        this.#thread.replace(own.claim([demandComment(found)])[0]);
    } catch (error) {
      if (place !== this.#thread.place || (error as CommentError).code !== 'gone') return;
      own.keep(id, null);
      this.#thread.replace(undefined, id);
    }
  }

  async #ask<T>(
    id: string,
    ask: (adapter: Adapter, target: CommentTarget, options: RequestOptions) => Promise<T>,
  ): Promise<T> {
    const { thread, lang } = this.#thread.place!;
    try {
      const { token } = this.#thread.own.get(id) ?? {};
      return await ask(await this.#thread.ready(), { thread, id, token }, { lang });
    } catch (error) {
      throw asCommentError(error);
    }
  }
}
