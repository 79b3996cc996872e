import type { MemoryOptions } from '../../src/adapters/memory.js';
import type { CommentData } from '../../src/core/comment.js';
import { CommentError, type ErrorCode } from '../../src/core/errors.js';
import { comment, StagedBackend } from './staged-backend.js';

/** A backend that stores whatever comes, once for each key where it knows keys, and shows what it has: that it doubles can be seen. */
export class KeepingBackend extends StagedBackend {
  readonly #taken: { readonly thread: string; readonly key: string; readonly comment: CommentData }[] = [];

  /** @param isKeyed whether it knows what it has by its key */
  constructor(isKeyed: boolean, options: MemoryOptions = {}) {
    super(options);
    this.isRepeatable = isKeyed;
    this.accepts();
  }

  /** All that it was given, the first one first. */
  get texts(): string[] {
    return this.#taken.map(({ comment: { content } }) => content.value);
  }

  /** Stores what was sent, or has it already. */
  take({ target, draft, options: { attemptKey: key } } = this.sent.at(-1)!): CommentData {
    const known = this.isRepeatable && this.#taken.find((one) => one.key === key);
    if (known) return known.comment;
    const { thread, parentId } = target;
    const author = { name: draft.name };
    const taken = comment(`n${this.#taken.length}`, draft.body, { parentId, author, createdAt: new Date() });
    this.#taken.push({ thread, key, comment: taken });
    return taken;
  }

  override accepts(): void {
    this.onPost = () => Promise.resolve(this.take());
    this.onList = async (answer) => {
      const { thread } = this.asked.at(-1)!.query;
      const page = await answer();
      const own = this.#taken.filter((one) => one.thread === thread).map((one) => one.comment);
      return { ...page, comments: [...page.comments, ...own] };
    };
  }

  /** What is sent next is stored, its answer is lost, and nothing can be read or sent from then on. */
  losesAnswer(code: ErrorCode = 'network'): void {
    this.onPost = () => {
      this.take();
      this.refuses('network', { outcome: 'unknown' });
      this.onList = () => Promise.reject(new CommentError('network', 'staged: down'));
      return Promise.reject(new CommentError(code, 'staged: the answer is lost', { outcome: 'unknown' }));
    };
  }

  /**
   * What is sent next waits, and is stored then.
   * @param isTold whether whoever sent it is told so
   */
  holdsPost(isTold = true): () => void {
    let end!: () => void;
    const wait = new Promise<void>((resolve) => (end = resolve));
    this.onPost = async () => {
      const sent = this.sent.at(-1);
      this.accepts();
      await wait;
      const taken = this.take(sent);
      if (!isTold) throw new CommentError('network', 'staged: the answer is lost', { outcome: 'unknown' });
      return taken;
    };
    return end;
  }
}
