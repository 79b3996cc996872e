import type { CommentData, Receipt } from './comment.js';
import type { Draft } from './draft.js';

/** What the elements may ask of the thread. An action that is absent has no button. */
export interface ThreadActions {
  /**
   * Sends a comment.
   * @param attemptKey a UUID made once per draft, the same on every retry
   * @throws CommentError
   */
  post?(draft: Draft, parentId: string | null, attemptKey: string): Promise<CommentData | Receipt>;
}
