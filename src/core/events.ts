import type { Vote } from './adapter.js';
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
  /** The backend cannot be reached: the comment waits in the outbox, and is sent as soon as it can be. */
  'comment-waiting': { readonly body: string; readonly parentId: string | null };
  /** Its author has taken a comment back that waited. `isUncertain`: it may have arrived before. */
  'comment-discarded': { readonly body: string; readonly parentId: string | null; readonly isUncertain: boolean };
  /** The backend has confirmed that its author changed a comment. */
  'comment-edited': { readonly comment: CommentData };
  /** The same, that it is deleted: as it was. */
  'comment-removed': { readonly comment: CommentData };
  /** The same, that a vote was given (1 or -1) or taken back (0). */
  'comment-voted': { readonly comment: CommentData; readonly vote: Vote };
  /** A reader finds something wrong with a comment. `preventDefault()` keeps it from the backend: the page sees to it. */
  'comment-report': { readonly comment: CommentData; readonly reason: string };
  /** Something failed, with all there is to know; the reader sees a sentence only. */
  'comment-error': { readonly error: CommentError };
}

declare global {
  interface HTMLElementEventMap extends CommentEventMap {}
  interface DocumentEventMap extends CommentEventMap {}
}

export type CommentEventMap = { [Name in keyof CommentEvents]: CustomEvent<CommentEvents[Name]> };

/**
 * Tells the page, through every shadow root.
 * @returns false where a listener called `preventDefault()`; only `comment-submit` and `comment-report` let it.
 */
export function emit<Name extends keyof CommentEvents>(
  from: EventTarget,
  name: Name,
  detail: CommentEvents[Name],
): boolean {
  const cancelable = name === 'comment-submit' || name === 'comment-report';
  return from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
}
