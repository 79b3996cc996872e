import type { Vote } from '../core/adapter.js';
import type { CommentData, OwnComment } from '../core/comment.js';

/** What this browser knows of a comment that others do not. */
export interface Own {
  /** Proves to the backend that the comment, or the vote, is this reader's. */
  readonly token?: string | undefined;
  /** The comment itself, while it is held: nobody else shows it. */
  readonly comment?: CommentData | undefined;
  /** Until when its author may change it, in milliseconds since the epoch. */
  readonly until?: number | undefined;
  readonly vote?: Vote | undefined;
  /** When it is forgotten, in milliseconds since the epoch: when it is of no more use. */
  readonly end: number;
}

const key = 'comment-widget:own';
/** In milliseconds: a month. What a moderator has not read by then, nobody will. */
const lifetime = 30 * 24 * 60 * 60 * 1000;

/** By thread and id. */
type Shelf = Record<string, Own | null>;

/** Dates are texts in a storage. */
const revive = (name: string, value: unknown) =>
  (name === 'createdAt' || name === 'editableUntil') && value ? new Date(value as string) : value;

/** As it is in the storage; where that takes nothing, for as long as the page lives. */
let shelf: Shelf = {};
let isStored = true;

/** Other tabs write, too. */
function load(): Shelf {
  try {
    if (isStored) shelf = Object(JSON.parse(localStorage.getItem(key) ?? '{}', revive)) as Shelf;
  } catch {
    // As it was.
  }
  return shelf;
}

/**
 * A reader's own comments and votes in one thread, kept in this browser: a comment that waits for a moderator is shown to its author
 * until the backend says otherwise, and may be changed after a reload. Written only when the reader has done something that asks for it.
 */
export class OwnComments {
  readonly #thread: string;

  /** @param thread backend and thread, in one word */
  constructor(thread: string) {
    this.#thread = `${thread} `;
    load();
  }

  get(id: string): Own | undefined {
    return shelf[this.#thread + id] ?? undefined;
  }

  /** Of which comments something is known. */
  get ids(): string[] {
    const ours = Object.keys(shelf).filter((name) => name.startsWith(this.#thread));
    return ours.map((name) => name.slice(this.#thread.length));
  }

  /** The comments that are held. */
  get held(): CommentData[] {
    return this.ids.flatMap((id) => this.get(id)?.comment ?? []);
  }

  /** @returns the comments with what only this browser knows of them: that its reader wrote them, and may still change them */
  claim(comments: readonly CommentData[]): readonly CommentData[] {
    const own = new Set(this.ids);
    return comments.map((comment) => {
      if (!own.has(comment.id)) return comment;
      const { until, comment: held } = this.get(comment.id)!;
      if (held) this.keep(comment.id, { comment: undefined });
      return until && until > Date.now() ? { ...comment, editableUntil: new Date(until) } : comment;
    });
  }

  /**
   * Keeps what its author may need later on of a comment that was posted.
   * @returns the comment as it may be shown, without what proves whose it is
   */
  keepPosted({ token, ...comment }: OwnComment): CommentData {
    const isHeld = comment.status === 'pending';
    const until = comment.editableUntil?.getTime();
    if (isHeld || token) this.keep(comment.id, { token, until, comment: isHeld ? comment : undefined });
    return comment;
  }

  /** Adds to what is known of a comment; null forgets it. */
  keep(id: string, more: Partial<Own> | null): void {
    const now = Date.now();
    const own = { ...this.get(id), ...more };
    const isLasting = own.comment || own.vote !== undefined;
    const kept = more && { ...own, end: isLasting ? now + lifetime : (own.until ?? 0) };
    const all = Object.entries({ ...load(), [this.#thread + id]: kept });
    shelf = Object.fromEntries(all.filter(([, known]) => known && known.end > now));
    try {
      localStorage.setItem(key, JSON.stringify(shelf));
      isStored = true;
    } catch {
      isStored = false;
    }
  }
}
