import { parseEdit } from './comment-schema.ts';
import type { CommentStore } from './comment-store.ts';
import { statusFor, type Moderation } from './moderation.ts';
import { goneProblem, Problem } from './problem.ts';
import {
  asSeen,
  asWritten,
  placeholder,
  type OwnComment,
  type PublicComment,
  type StoredComment,
} from './public-comment.ts';

export interface OwnCommentsOptions {
  readonly store: CommentStore;
  readonly moderation: Moderation;
  /** For how many seconds a comment may be changed and deleted. */
  readonly editWindow: number;
}

/** What its author may do with a comment. Authors are known by the token that came with it, and by nothing else. */
export class OwnComments {
  readonly #options: OwnCommentsOptions;

  constructor(options: OwnCommentsOptions) {
    this.#options = options;
  }

  /** @returns the comment as the answer to its post gives it, to every retry the same. */
  handOver(comment: StoredComment): OwnComment {
    return { ...this.#own(comment), token: this.#options.store.secret.tokenOf(comment.id) };
  }

  /**
   * @param token none for anybody
   * @throws Problem 404 `gone` for what that reader may not see
   */
  find(id: string, token: string | undefined): OwnComment {
    const comment = this.#options.store.find(id);
    if (!comment) throw goneProblem();
    if (token !== undefined && this.#isOwn(comment, token) && isThere(comment)) return this.#own(comment);
    if (comment.status !== 'published') throw goneProblem();
    return asSeen(comment);
  }

  /**
   * @param input of any shape, as the client sent it
   * @throws Problem 401 `unauthorized`, 403 `forbidden`, 404 `gone`, 422 `invalid`
   */
  edit(id: string, token: string | undefined, input: unknown): OwnComment {
    const { store, moderation } = this.#options;
    return store.transaction(() => {
      const { status } = this.#demandOwn(id, token);
      const { body } = parseEdit(input);
      // Nobody approves their own comment by changing it.
      store.edit(id, body, status === 'pending' ? 'pending' : statusFor(body, moderation));
      return this.#own(store.find(id)!);
    });
  }

  /**
   * @returns what is left in its place for the sake of what answers it, undefined for nothing
   * @throws Problem 401 `unauthorized`, 403 `forbidden`, 404 `gone`
   */
  remove(id: string, token: string | undefined): PublicComment | undefined {
    const { store } = this.#options;
    return store.transaction(() => {
      const comment = this.#demandOwn(id, token);
      store.remove(id);
      return comment.published_below > 0 ? placeholder(comment) : undefined;
    });
  }

  #demandOwn(id: string, token: string | undefined): StoredComment {
    if (token === undefined) {
      const detail = 'Ce commentaire ne peut être changé que par son auteur.';
      throw new Problem(401, detail, { code: 'unauthorized', headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    const comment = this.#options.store.find(id);
    if (!comment || !isThere(comment)) throw goneProblem();
    if (!this.#isOwn(comment, token)) {
      // Whether a comment waits for a moderator is told to its author only.
      if (comment.status === 'pending') throw goneProblem();
      throw new Problem(403, 'Ce commentaire n’est pas le vôtre.', { code: 'forbidden' });
    }
    if (this.#editableUntil(comment) === undefined) {
      throw new Problem(403, 'Il est trop tard pour changer ce commentaire.', { code: 'forbidden' });
    }
    return comment;
  }

  #isOwn({ id }: StoredComment, token: string): boolean {
    return this.#options.store.secret.isTokenOf(id, token);
  }

  #own(comment: StoredComment): OwnComment {
    return { ...asWritten(comment), editableUntil: this.#editableUntil(comment) };
  }

  #editableUntil(comment: StoredComment): string | undefined {
    const end = Date.parse(comment.created_at) + this.#options.editWindow * 1000;
    return isThere(comment) && Date.now() < end ? new Date(end).toISOString() : undefined;
  }
}

/** True for what its author finds in its place still. */
function isThere({ status }: StoredComment): boolean {
  return status === 'published' || status === 'pending';
}
