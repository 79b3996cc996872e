import type { CommentData, Page, Receipt } from './comment.js';
import type { Draft } from './draft.js';
import type { Order, Rules } from './rules.js';

export interface RequestOptions {
  /** Stops a read. A post is never stopped: what a reader sent is sent to the end. */
  readonly signal?: AbortSignal;
  /** BCP 47 tag of the reader's page, for backends that word their own messages. */
  readonly lang?: string;
}

export interface PostOptions extends RequestOptions {
  /** A UUID made once per draft, the same on every retry. */
  readonly attemptKey: string;
}

export interface ListQuery {
  /** The thread's key: what the page calls this conversation. */
  readonly thread: string;
  readonly order?: Order;
  /** `next` of the page before. */
  readonly cursor?: string;
  /** How many comments at most; the backend may give fewer. */
  readonly limit?: number;
}

export interface PostTarget {
  readonly thread: string;
  /** The comment answered, or null. */
  readonly parentId: string | null;
  /** Address and title of the page, for backends that keep them. */
  readonly url: string;
  readonly title: string;
}

/**
 * A backend, as the widget sees it. Presence is the capability: a method that is absent has no button.
 *
 * Three things may come out of a method: its value, a `CommentError`, or the reason of an aborted signal.
 */
export interface Adapter {
  readonly name: string;
  /** What the backend takes. A page of `list` may refine it. */
  readonly rules: Rules;
  list?(query: ListQuery, options: RequestOptions): Promise<Page>;
  /** Resolves once the backend has confirmed; the same `attemptKey` never stores a second comment where the backend can help it. */
  post?(target: PostTarget, draft: Draft, options: PostOptions): Promise<CommentData | Receipt>;
}

/** The `endpoint` of the widget, and its `data-*` attributes in camel case. */
export interface AdapterOptions {
  /** Absolute address of the backend. */
  readonly endpoint?: string;
  readonly [option: string]: string | undefined;
}

/**
 * Makes an adapter. Throws a `CommentError` `misconfigured`, naming the setting, when the options make no sense.
 */
export type AdapterFactory = (options: AdapterOptions) => Adapter;
