import type { Conditions } from './attempt.js';
import type { CommentData } from '../core/comment.js';
import { queryOf } from './conversation.js';
import { draftStorage } from './draft-storage.js';
import { withLease } from './lease.js';
import { contentOf, findExpired, isExpired, OutboxStorage, type OutboxEntry } from './outbox-storage.js';
import { farthest } from './second-look.js';

/** The conversation in front of the reader. */
export interface Shown extends Conditions {
  readonly store: OutboxStorage;
  /** True where what is written is kept beyond the visit. */
  readonly isLasting: boolean;
}

/**
 * Makes drafts again of what has waited for too long, in whatever conversation.
 * @returns whether there was any
 */
export async function expire(shown: Shown): Promise<boolean> {
  let isAny = false;
  for (const { place, key } of findExpired())
    // Its author may just be sending it, here or in another tab.
    await withLease(key, async () => {
      const entry = new OutboxStorage(place, true).get(key);
      if (entry && isExpired(entry) && (await leave(entry, place, shown))) isAny = true;
    });
  return isAny;
}

/** @returns false where it stays: what cannot be kept as a draft is not thrown away */
async function leave(entry: OutboxEntry, place: string, shown: Shown): Promise<boolean> {
  const { key, draft, parentId } = entry;
  const isShown = place === shown.store.place;
  // Where there are no drafts beyond the visit it stays in this page.
  if (isShown && !shown.isLasting) return !shown.store.put(entry);
  const isOfForm = parentId === null || (isShown && (await isUnanswerable(parentId, shown).catch(() => undefined)));
  if (isOfForm === undefined) return false;
  const whole = isOfForm ? place : `${place} ${parentId}`;
  if (!draftStorage().leave(whole, draft.body, contentOf(draft, parentId), entry)) return false;
  new OutboxStorage(place, true).remove(key);
  return true;
}

/**
 * Whether there is no form for answers to that comment: a draft that none asks for is lost to its author.
 * @throws where that cannot be known now
 */
async function isUnanswerable(id: string, { openThread, isHere }: Conditions): Promise<boolean> {
  const thread = await openThread();
  const { place } = thread;
  const adapter = await thread.ready();
  if (!thread.comments || !adapter.list) return true;
  const isThere = (comments: readonly CommentData[]) =>
    comments.some((comment) => comment.id === id && comment.status === 'published');
  if (isThere(thread.comments)) return false;
  let cursor: string | undefined;
  for (let count = 0; count < farthest; count++) {
    const wanted = cursor === undefined ? { around: id } : { cursor };
    const { comments, next } = await adapter.list(queryOf(place!.thread, wanted), { lang: place!.lang });
    if (thread.place !== place || !isHere()) throw new Error('the page has turned to another conversation');
    if (isThere(comments)) return false;
    if (comments.some(({ moreReplies }) => moreReplies)) break;
    if (next === undefined) return true;
    cursor = next;
  }
  throw new Error('it may stand where nobody has looked');
}
