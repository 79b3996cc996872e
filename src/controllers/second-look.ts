import type { Adapter } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import { isSameText } from '../core/same-text.js';
import { demandComment } from './backend.js';
import { queryOf, type Wanted } from './conversation.js';
import type { OutboxEntry } from './outbox-storage.js';

/** In milliseconds: the clocks of a reader and of a server differ, at worst by an hour of summer time. */
const skew = 3_900_000;

/** How many pages are read at most. */
export const farthest = 50;

/** Where it is looked for. */
export interface Lookout {
  readonly adapter: Adapter;
  readonly thread: string;
  readonly lang: string;
}

/** Whether a comment says, under the same name, what another one says. */
export function isTwin({ author, content }: CommentData, { name, body }: Draft): boolean {
  // Backends name those who are signed in, whatever they wrote.
  const isSameName = !name || isSameText(name, { format: 'text', value: author.name });
  return isSameName && isSameText(body, content);
}

/**
 * Looks whether a comment has arrived whose sender was not told.
 * @param entry what was sent, and since when it may be there
 * @returns the comment, undefined where none is shown
 * @throws CommentError where the thread cannot be read
 */
export async function lookAgain(
  { adapter, thread, lang }: Lookout,
  { draft, parentId, since, at, twins }: OutboxEntry,
): Promise<CommentData | undefined> {
  const begin = (since ?? at) - skew;
  const isOld = ({ createdAt }: CommentData) => !!createdAt && createdAt.getTime() < begin;
  const isIt = (comment: CommentData) =>
    !isOld(comment) && !twins?.includes(comment.id) && comment.status !== 'deleted' && isTwin(comment, draft);
  const order = adapter.rules.orders.find((known) => known === 'newest');
  const parents = new Map<string, string | null>();
  const pages: Wanted[] = [{ order, around: parentId ?? undefined }];
  // Answers that a backend keeps to itself: ours may be below what it answers, wherever that is.
  let folded: Wanted[] = [];
  let line = lineOf(parentId, parents);
  for (let count = 0; adapter.list && count < farthest; count++) {
    const isKnown = parentId !== null && parents.has(parentId);
    if (isKnown) folded = folded.filter((below) => line.has(below.parentId!));
    const page = isKnown ? (folded.shift() ?? pages.shift()) : (pages.shift() ?? folded.shift());
    if (!page) return undefined;
    const { comments, next } = await adapter.list(queryOf(thread, page), { lang });
    for (const comment of comments) {
      const { id, moreReplies } = demandComment(comment);
      if (moreReplies && parentId !== null && !parents.has(id)) folded.push({ parentId: id });
      parents.set(id, comment.parentId);
    }
    line = lineOf(parentId, parents);
    const found = comments.find((comment) => isIt(comment) && line.has(comment.parentId));
    if (found) return found;
    // Of what is newest first, no more than the first page is as new as that; an answer stands where it may.
    const roots = comments.filter((comment) => comment.parentId === null && !comment.isPinned);
    const isLast = next === undefined || (order && parentId === null && roots.some(isOld));
    const queue = page.parentId === undefined ? pages : folded;
    if (!isLast) queue.unshift({ ...page, around: undefined, cursor: next });
  }
  return undefined;
}

/**
 * Where a comment may stand: under what it answers, or further up where a backend nests no deeper or keeps none of that; never below
 * another one.
 */
function lineOf(parentId: string | null, parents: ReadonlyMap<string, string | null>): ReadonlySet<string | null> {
  const line = new Set([parentId]);
  for (let id = parentId; id !== null && !line.has((id = parents.get(id) ?? null));) line.add(id);
  return line.add(null);
}
