import type { CommentData, CommentStatus, Receipt } from './comment.js';
import type { CommentError } from './errors.js';

/** What the widget tells its page. An e-mail address is in none of it. */
export interface CommentEvents {
  /**
   * Before a comment is sent. `preventDefault()` stops it, the text stays. What is written into `extra` travels along;
   * `waitUntil` holds the comment back until a promise is fulfilled (a captcha's token, say), and stops it when one is rejected.
   */
  'comment-submit': {
    readonly body: string;
    readonly parentId: string | null;
    readonly extra: Record<string, string>;
    waitUntil(promise: Promise<unknown>): void;
  };
  /** The backend has confirmed. `comment` is null where it does not give the comment back. */
  'comment-posted': { readonly status: CommentStatus | Receipt['status']; readonly comment: CommentData | null };
  /** Something failed, with all there is to know; the reader sees a sentence only. */
  'comment-error': { readonly error: CommentError };
}

declare global {
  interface HTMLElementEventMap extends CommentEventMap {}
  interface DocumentEventMap extends CommentEventMap {}
}

type CommentEventMap = { [Name in keyof CommentEvents]: CustomEvent<CommentEvents[Name]> };

/**
 * Tells the page, through every shadow root.
 * @returns false where a listener called `preventDefault()`; only `comment-submit` lets it.
 */
export function emit<Name extends keyof CommentEvents>(
  from: EventTarget,
  name: Name,
  detail: CommentEvents[Name],
): boolean {
  const cancelable = name === 'comment-submit';
  return from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
}
