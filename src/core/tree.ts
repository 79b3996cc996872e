import type { CommentData } from './comment.js';

/** A comment and what stands under it, in the order in which it is shown. */
export interface Branch {
  readonly comment: CommentData;
  readonly replies: readonly Branch[];
  /** The comment it answers, where it cannot stand under that: deeper than anybody can read on a phone. */
  readonly answers: CommentData | undefined;
}

/**
 * Makes a tree of a flat list, the order of siblings kept. What answers a comment that is not there stands at the top.
 * @param depth how many levels of replies there are; what is deeper follows on the last one
 */
export function nest(comments: readonly CommentData[], depth: number): readonly Branch[] {
  const known = byId(comments);
  const below = new Map<CommentData | undefined, CommentData[]>();
  for (const comment of comments) {
    const parent = comment.parentId === null ? undefined : known.get(comment.parentId);
    const siblings = below.get(parent);
    if (siblings) siblings.push(comment);
    else below.set(parent, [comment]);
  }

  const top: Branch[] = [];
  // A stack of our own: a chain of replies may be longer than the engine's.
  const stack: { comment: CommentData; into: Branch[]; level: number; answers?: CommentData }[] = [];
  const grow = (parent: CommentData | undefined, into: Branch[], level: number, isFlat = false) => {
    for (const comment of (below.get(parent) ?? []).reverse())
      stack.push({ comment, into, level, ...(isFlat && parent && { answers: parent }) });
  };
  grow(undefined, top, 0);
  for (let place; (place = stack.pop());) {
    const { comment, into, level, answers } = place;
    const replies: Branch[] = [];
    into.push({ comment, replies, answers });
    if (level < depth) grow(comment, replies, level + 1);
    else grow(comment, into, level, true);
  }
  return top;
}

/**
 * Each comment once: where it stood first, as it was given last.
 * @param into what they are added to
 */
export function byId(comments: Iterable<CommentData>, into = new Map<string, CommentData>()): Map<string, CommentData> {
  for (const comment of comments) into.set(comment.id, comment);
  return into;
}
