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
  /** Address of a picture; shown only where the page lets pictures come from elsewhere. */
  readonly avatar?: string;
  /** True for those who speak for the site. */
  readonly isStaff?: boolean;
}

/**
 * `pending`: the backend holds it for moderation and shows it to nobody else.
 * `deleted`: it is gone, and its place is kept for the sake of what answers it.
 */
export type CommentStatus = 'published' | 'pending' | 'deleted';

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
  /** When it was last changed; absent where it never was. */
  readonly editedAt?: Date;
  readonly isPinned?: boolean;
  /** BCP 47 tag of what it is written in, where the backend knows (RGAA 8.7). */
  readonly lang?: string;
  /** What all votes add up to; absent where nobody votes. */
  readonly score?: number;
  /** How many of the comments below it the backend has kept to itself so far. */
  readonly moreReplies?: number;
  /** Until when its author, who is this reader, may change or delete it; absent where they may not, or it is somebody else's. */
  readonly editableUntil?: Date;
}

/** A comment as its author gets it. */
export interface OwnComment extends CommentData {
  /** Proves later on that the comment is theirs: kept in this browser, shown to nobody. */
  readonly token?: string;
}

/** One page of a thread. */
export interface Page {
  readonly comments: readonly CommentData[];
  /** How many comments the whole thread has, where the backend tells. */
  readonly total?: number;
  /** An opaque cursor to the next page; absent on the last one. */
  readonly next?: string;
  /** The same to the page before, for a page that does not begin the thread. */
  readonly previous?: string;
  /** An opaque mark of this moment: a query with it gives what has changed from here on. Absent where the backend cannot tell. */
  readonly since?: string;
  /** What the backend said of its rules in the same answer; the rest stays as the adapter declared it. */
  readonly rules?: Partial<import('./rules.js').Rules>;
}

/** What is known of a comment that was taken without being given back. */
export interface Receipt {
  /** `accepted`: it is stored, and whether it is shown or held the backend does not say. */
  readonly status: 'published' | 'pending' | 'accepted';
}
