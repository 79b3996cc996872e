import type { CommentData } from '../core/comment.js';

/** Nothing before what it answers, and what answers the same in the order in which it came. */
export function parentsFirst(comments: readonly CommentData[]): CommentData[] {
  const known = new Set<string | null>(comments.map(({ id }) => id));
  const below = new Map<string | null, CommentData[]>();
  for (const comment of comments) {
    const place = known.has(comment.parentId) ? comment.parentId : null;
    const siblings = below.get(place);
    if (siblings) siblings.push(comment);
    else below.set(place, [comment]);
  }
  const line = below.get(null) ?? [];
  for (const { id } of line) {
    line.push(...(below.get(id) ?? []));
    // What was given twice has its answers once.
    below.delete(id);
  }
  return line;
}
