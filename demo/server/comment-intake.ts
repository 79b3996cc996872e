import { parseSubmission, type Submission } from './comment-schema.ts';
import type { CommentStore } from './comment-store.ts';
import { statusFor, type Moderation } from './moderation.ts';
import { Problem, rateLimitProblem } from './problem.ts';
import type { StoredComment } from './public-comment.ts';
import type { RateLimiter } from './rate-limiter.ts';

export interface IntakeOptions {
  readonly store: CommentStore;
  readonly limiter: RateLimiter;
  readonly moderation: Moderation;
  readonly closedThreads: readonly string[];
}

/** How a submission came in. */
export interface Arrival {
  /** Where from: what the rate limit counts by. Never stored. */
  readonly address: string;
  /** The same on every retry of one submission. */
  readonly attemptKey?: string | undefined;
}

export interface Outcome {
  readonly comment: StoredComment;
  /** False when an earlier attempt with the same key stored it. */
  readonly isNew: boolean;
}

/** In milliseconds. Later, the same words may be meant. */
const duplicateWindow = 10 * 60_000;

function rejection(): Problem {
  return new Problem(403, 'Votre commentaire a été refusé.', { code: 'rejected' });
}

/** The rules of the house: what becomes of a comment that comes in, as JSON or from a plain form alike. */
export class CommentIntake {
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  isOpen(thread: string): boolean {
    return !this.#options.closedThreads.includes(thread);
  }

  /**
   * Checks a submission and stores it; once this returns, it is on the disk.
   * @param input of any shape, as the client sent it
   * @throws Problem 403 `rejected` or `closed`, 409 `duplicate`, 422 `invalid`, `gone` or `idempotency-key-reused`, 429 `rate-limited`
   */
  accept(input: unknown, { address, attemptKey }: Arrival): Outcome {
    const submission = parseSubmission(input);
    // No reader sees this field: what fills it fills every field there is.
    if (submission.extra['topic']) throw rejection();

    const { store, moderation } = this.#options;
    return store.transaction(() => {
      const earlier = attemptKey === undefined ? undefined : this.#earlier(attemptKey, submission);
      if (earlier) return { comment: earlier, isNew: false };
      this.#admit(submission, address);
      const status = statusFor(submission.body, moderation);
      return { comment: store.insert(submission, { status, attemptKey }), isNew: true };
    });
  }

  #earlier(attemptKey: string, submission: Submission): StoredComment | undefined {
    const attempt = this.#options.store.findAttempt(attemptKey, submission);
    if (attempt && !attempt.same) {
      const detail = 'Ce commentaire a déjà été envoyé sous une autre forme.';
      throw new Problem(422, detail, { code: 'idempotency-key-reused' });
    }
    if (attempt?.comment.status === 'refused') throw rejection();
    return attempt?.comment;
  }

  #admit(submission: Submission, address: string): void {
    const { store, limiter } = this.#options;
    const { thread, parentId } = submission;
    if (!this.isOpen(thread)) {
      throw new Problem(403, 'Les commentaires sont fermés pour cet article.', { code: 'closed' });
    }
    if (parentId !== null && !store.findPublished(thread, parentId)) {
      throw new Problem(422, 'Le commentaire auquel vous répondez n’existe plus.', { code: 'gone' });
    }
    if (store.hasDuplicate(submission, new Date(Date.now() - duplicateWindow))) {
      throw new Problem(409, 'Vous avez déjà envoyé ce commentaire.', { code: 'duplicate' });
    }
    // Last, so that only what would have been stored counts.
    const seconds = limiter.take(address);
    if (seconds > 0) throw rateLimitProblem('Vous envoyez vos commentaires trop rapidement.', seconds);
  }
}
