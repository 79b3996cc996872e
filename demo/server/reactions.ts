import { parseReport, parseVote } from './comment-schema.ts';
import type { CommentStore } from './comment-store.ts';
import { goneProblem, rateLimitProblem } from './problem.ts';
import type { StoredComment } from './public-comment.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** What readers do with the comments of others. */
export class Reactions {
  readonly #store: CommentStore;
  readonly #limiter: RateLimiter;

  constructor(store: CommentStore, limiter: RateLimiter) {
    this.#store = store;
    this.#limiter = limiter;
  }

  /**
   * @param key the same for the same reader and comment
   * @param input of any shape, as the client sent it
   * @returns the new score
   * @throws Problem 404 `gone`, 422 `invalid`, 429 `rate-limited`
   */
  vote(id: string, key: string, input: unknown, address: string): number {
    const { value } = parseVote(input);
    return this.#store.transaction(() => this.#store.votes.set(this.#admit(id, address).id, key, value));
  }

  /** @throws Problem 404 `gone`, 422 `invalid`, 429 `rate-limited` */
  report(id: string, input: unknown, address: string): void {
    const { reason } = parseReport(input);
    this.#store.transaction(() => this.#store.reports.add(this.#admit(id, address).id, reason));
  }

  #admit(id: string, address: string): StoredComment {
    const comment = this.#store.find(id);
    if (comment?.status !== 'published') throw goneProblem();
    const seconds = this.#limiter.take(address);
    if (seconds > 0) throw rateLimitProblem('Vous allez trop vite.', seconds);
    return comment;
  }
}
