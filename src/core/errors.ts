import type { FieldName } from './rules.js';

/** A code exists only where the widget says or does something different for it. */
export const errorCodes = [
  'network',
  'unavailable',
  'rate-limited',
  'invalid',
  'rejected',
  'unauthorized',
  'forbidden',
  'challenge',
  'closed',
  'gone',
  'duplicate',
  'protocol',
  'misconfigured',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export type IssueCode = 'required' | 'too-short' | 'too-long' | 'email' | 'url' | 'refused';

/** What is wrong with one field: a key for a locale to word, ours and the server's alike. */
export interface Issue {
  readonly field: FieldName;
  readonly code: IssueCode;
  /** The limit that was not kept, in code points or bytes as the rule counts. */
  readonly limit?: number;
  /** How long the text is, counted like `limit`. */
  readonly length?: number;
  /** What the server itself said, for `refused`: shown as text, when there is nothing better. */
  readonly message?: string;
}

/** What a `challenge` asks of the reader: to read a picture. What they read goes with the next post, as `extra.captcha` of the draft. */
export interface Challenge {
  /** Its address, `data:` or http(s). */
  readonly image: string;
}

export interface CommentErrorOptions extends ErrorOptions {
  readonly issues?: readonly Issue[] | undefined;
  readonly retryAfter?: number | undefined;
  readonly outcome?: 'refused' | 'unknown' | undefined;
  readonly challenge?: Challenge | undefined;
}

/** The only error that crosses the border of an adapter. */
export class CommentError extends Error {
  override readonly name = 'CommentError';
  readonly code: ErrorCode;
  /** For `invalid`: what to say at which field. */
  readonly issues: readonly Issue[];
  /** Seconds until another try makes sense, where the backend said so. */
  readonly retryAfter: number | undefined;
  /** `unknown`: the request left and no answer came back, so the backend may have stored the comment. */
  readonly outcome: 'refused' | 'unknown';
  /** For `challenge`, where the reader can meet it in the form itself. */
  readonly challenge: Challenge | undefined;

  /**
   * @param code what happened
   * @param message for the console and the `comment-error` event, never for the reader
   */
  constructor(code: ErrorCode, message = '', options: CommentErrorOptions = {}) {
    super(message || code, options);
    this.code = code;
    this.issues = options.issues ?? [];
    this.retryAfter = options.retryAfter;
    this.outcome = options.outcome ?? 'refused';
    this.challenge = options.challenge;
  }
}

/** Whatever was thrown, as something the widget has a sentence for. What is none of ours does not tell how far it came before. */
export function asCommentError(error: unknown): CommentError {
  if (error instanceof CommentError) return error;
  return new CommentError('protocol', String(error), { cause: error, outcome: 'unknown' });
}

/**
 * What is loaded when there is need of it is for the network to bring. For the `catch` of an import.
 * @throws CommentError `network`, always
 */
export function notLoaded(cause: unknown): never {
  throw new CommentError('network', String(cause), { cause });
}
