/** A comment as its readers or its author get it, in the very shape of the protocol. */
export interface PublicComment {
  readonly id: string;
  readonly parentId: string | null;
  readonly author: { readonly name: string; readonly url?: string | undefined; readonly isStaff?: true | undefined };
  readonly content: { readonly format: 'text'; readonly value: string };
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** `pending` is told to its author only; `deleted` is a place kept for what stands below it. */
  readonly status: 'published' | 'pending' | 'deleted';
  readonly editedAt?: string | undefined;
  readonly isPinned?: true | undefined;
  readonly lang?: string | undefined;
  readonly score?: number;
  /** How many of those below it are not in the same answer. */
  readonly moreReplies?: number | undefined;
}

/** To its author alone. */
export interface OwnComment extends PublicComment {
  readonly token?: string;
  readonly editableUntil?: string | undefined;
}

export type StoredStatus = 'published' | 'pending' | 'refused' | 'deleted';

/** A row of the view `public_comments`. */
export interface StoredComment {
  readonly id: number;
  readonly thread: string;
  readonly parent_id: number | null;
  readonly root_id: number | null;
  readonly body: string;
  readonly name: string;
  readonly url: string;
  readonly lang: string | null;
  readonly status: StoredStatus;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly score: number;
  readonly is_pinned: number;
  readonly is_staff: number;
  readonly published_below: number;
}

function placeOf({ id, parent_id, created_at }: StoredComment) {
  return { id: String(id), parentId: parent_id === null ? null : String(parent_id), createdAt: created_at };
}

/** What is left of a comment that is not to be seen. */
export function placeholder(comment: StoredComment): PublicComment {
  return { ...placeOf(comment), author: { name: '' }, content: { format: 'text', value: '' }, status: 'deleted' };
}

/** The comment as its author sees it: as it is, also while it waits for a moderator. */
export function asWritten(comment: StoredComment): PublicComment {
  const { body, name, url, lang, status, edited_at, score, is_pinned, is_staff } = comment;
  if (status !== 'published' && status !== 'pending') return placeholder(comment);
  return {
    ...placeOf(comment),
    author: { name, url: url || undefined, isStaff: is_staff ? true : undefined },
    content: { format: 'text', value: body },
    status,
    editedAt: edited_at ?? undefined,
    isPinned: is_pinned ? true : undefined,
    lang: lang ?? undefined,
    score,
  };
}

/** The comment as everybody sees it: what is not published is a placeholder, whatever the reason. */
export function asSeen(comment: StoredComment): PublicComment {
  return comment.status === 'published' ? asWritten(comment) : placeholder(comment);
}
