/** What a comment says. An adapter never cleans HTML and never builds any. */
export interface Content {
  readonly format: 'text' | 'html';
  readonly value: string;
}

/** Who wrote a comment, as the thread may show it: never an e-mail, nor a hash of one. */
export interface Author {
  /** The name as written; `''` where the backend has none. */
  readonly name: string;
  /** The author's own site; shown as a link where it is http or https. */
  readonly url?: string;
}

/** `pending`: the backend holds it for moderation and shows it to nobody else. */
export type CommentStatus = 'published' | 'pending';

/** One comment, the same whatever the backend. Lists are flat: `parentId` tells what it answers. */
export interface CommentData {
  /** Unique in its thread. */
  readonly id: string;
  readonly parentId: string | null;
  readonly author: Author;
  readonly content: Content;
  /** Null where the backend does not tell, or tells something that is no date. */
  readonly createdAt: Date | null;
  readonly status: CommentStatus;
}

/** One page of a thread. */
export interface Page {
  readonly comments: readonly CommentData[];
  /** How many comments the whole thread has, where the backend tells. */
  readonly total?: number;
  /** An opaque cursor to the next page; absent on the last one. */
  readonly next?: string;
  /** What the backend said of its rules in the same answer; the rest stays as the adapter declared it. */
  readonly rules?: Partial<import('./rules.js').Rules>;
}

/** What is known of a comment that was taken without being given back. */
export interface Receipt {
  /** `accepted`: it is stored, and whether it is shown or held the backend does not say. */
  readonly status: CommentStatus | 'accepted';
}
