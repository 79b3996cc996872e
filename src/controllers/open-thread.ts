import type { Adapter } from '../core/adapter.js';
import type { CommentData, Receipt } from '../core/comment.js';
import type { Draft } from '../core/draft.js';

/** The thread as its forms see it: where comments are sent to, and looked for. */
export interface OpenThread {
  /** Another object as soon as the page turns to another conversation. */
  readonly place: { readonly thread: string; readonly lang: string } | undefined;
  /** What is shown of it; absent where only a form is. */
  readonly comments?: readonly CommentData[];
  /** @throws CommentError where there is no backend */
  ready(): Promise<Adapter>;
  /**
   * Sends a comment.
   * @param attemptKey a UUID made once per draft, the same on every retry
   * @throws CommentError
   */
  post(draft: Draft, parentId: string | null, attemptKey: string): Promise<CommentData | Receipt>;
  /** Shows a comment that is there. */
  insert?(comment: CommentData): void;
}
