import type { CommentData, OwnComment, Page, Receipt } from './comment.js';
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

/** What is asked for when a thread is read. A backend that does not know one of the last four leaves it out of account. */
export interface ListQuery {
  /** The thread's key: what the page calls this conversation. */
  readonly thread: string;
  readonly order?: Order;
  /** `next` or `previous` of another page. */
  readonly cursor?: string;
  /** How many comments a page has at most, replies not counted. The backend may give fewer; one without pages gives all. */
  readonly limit?: number;
  /** The page that has this comment, instead of the first one. */
  readonly around?: string;
  /** Only what stands below this comment, however deep. */
  readonly parentId?: string;
  /** Only what is new or changed since that mark of an earlier page, in the order in which it came. */
  readonly since?: string;
}

export interface PostTarget {
  readonly thread: string;
  /** The comment answered, or null. */
  readonly parentId: string | null;
  /** Address and title of the page, for backends that keep them. */
  readonly url: string;
  readonly title: string;
}

/** One comment that something shall be done to. */
export interface CommentTarget {
  readonly thread: string;
  readonly id: string;
  /**
   * For what only its author may do: the `token` that came with it. For a vote: a UUID that the widget makes once for this
   * comment, so that a reader counts once, and nobody learns which votes are of the same reader.
   */
  readonly token?: string | undefined;
}

/** 0 takes back what was given. */
export type Vote = -1 | 0 | 1;

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
  post?(target: PostTarget, draft: Draft, options: PostOptions): Promise<OwnComment | Receipt>;
  /**
   * Whether a draft that is sent once more with the same `attemptKey`, in whatever visit, is not stored a second time: the backend
   * knows the key, or refuses what it has as `duplicate`. Absent where it takes everything twice: it is looked for first.
   */
  isRepeatable?(draft: Draft): boolean;
  /** A reader's own comment as it stands now, also while it is held; throws `gone` when it was refused. */
  find?(target: CommentTarget, options: RequestOptions): Promise<CommentData>;
  /** Changes what a reader's own comment says. */
  edit?(target: CommentTarget, body: string, options: RequestOptions): Promise<CommentData>;
  /** Deletes a reader's own comment. Gives what is left in its place, or null for nothing. */
  remove?(target: CommentTarget, options: RequestOptions): Promise<CommentData | null>;
  /** Gives the new `score`. Only comments with a score are voted on. */
  vote?(target: CommentTarget, value: Vote, options: RequestOptions): Promise<number>;
  /** Tells those who run the site what a reader finds wrong with a comment, in the reader's words or `''`. */
  report?(target: CommentTarget, reason: string, options: RequestOptions): Promise<void>;
  /** How many comments each of several threads has, in one request. */
  count?(threads: readonly string[], options: RequestOptions): Promise<Readonly<Record<string, number>>>;
}

/** The `endpoint` of the widget, and its `data-*` attributes in camel case. */
export interface AdapterOptions {
  /** Absolute address of the backend. */
  readonly endpoint?: string;
  readonly [option: string]: string | undefined;
}

/**
 * Makes an adapter. Throws, or rejects with, a `CommentError` `misconfigured`, naming the setting, when the options make no sense.
 */
export type AdapterFactory = (options: AdapterOptions) => Adapter | Promise<Adapter>;
