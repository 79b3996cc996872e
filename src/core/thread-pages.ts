import type { ListQuery } from './adapter.js';
import type { CommentData, Page } from './comment.js';

/** How many answers come with each comment at the top; a query for what stands below it gives the others. */
const mostAnswers = 20;

/**
 * Gives out a thread by pages, as a backend does that has all of it at hand.
 * @param all the oldest first, nothing before what it answers; what is deleted or held is among them, or a cursor would lose its place
 * @param query `limit` counts comments at the top, each with what stands below it (20 by default), or what stands below `parentId` (100)
 */
export function pageOf(all: readonly CommentData[], query: Omit<ListQuery, 'thread' | 'since'>): Page {
  const { order = 'oldest', around, parentId, limit = parentId === undefined ? 20 : 100 } = query;
  let { cursor } = query;
  const shown = shownOf(all);
  if (parentId !== undefined) return cut(belowOf(parentId, all), limit, cursor, ({ id }) => shown.has(id));

  const topOf = new Map<string, string>();
  const groups = new Map<string, CommentData[]>();
  for (const comment of all) {
    const top = topOf.get(comment.parentId ?? '') ?? comment.id;
    topOf.set(comment.id, top);
    if (!shown.has(comment.id)) continue;
    const group = groups.get(top);
    if (group) group.push(comment);
    else groups.set(top, [comment]);
  }

  const line = new Set<string>();
  if (around !== undefined && shown.has(around)) {
    cursor = `=${topOf.get(around)}`;
    for (const id of lineTo(around, all)) line.add(id);
  }
  const tops = inOrder(
    all.filter(({ id }) => topOf.get(id) === id),
    order,
  );
  const { comments, ...more } = cut(tops, limit, cursor, ({ id }) => groups.has(id));
  return { comments: comments.flatMap(({ id }) => withoutMost(groups.get(id)!, line)), ...more };
}

/** @returns the ids of what anybody may see: what is published, and what is deleted where something published stands below it. */
export function shownOf(all: readonly CommentData[]): Set<string> {
  const shown = new Set<string>();
  const needed = new Set<string | null>();
  for (const { id, parentId, status } of all.toReversed()) {
    const isNeeded = needed.has(id);
    if (status === 'published' || (status === 'deleted' && isNeeded)) shown.add(id);
    if (status === 'published' || isNeeded) needed.add(parentId);
  }
  return shown;
}

/** @returns the ids of a comment and of all it stands under, from the top down; none for a comment that is not there. */
export function lineTo(id: string, all: readonly CommentData[]): string[] {
  const known = new Map(all.map((comment) => [comment.id, comment]));
  const line = new Set<string>();
  for (let at = known.get(id); at && !line.has(at.id); at = known.get(at.parentId ?? '')) line.add(at.id);
  return [...line].reverse();
}

function belowOf(ancestor: string, all: readonly CommentData[]): CommentData[] {
  const above = new Set([ancestor]);
  return all.filter(({ id, parentId }) => parentId !== null && above.has(parentId) && above.add(id));
}

function inOrder(tops: CommentData[], order: ListQuery['order']): CommentData[] {
  if (order === 'newest') tops.reverse();
  if (order === 'best') tops.sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  return tops.sort((a, b) => Number(b.isPinned ?? false) - Number(a.isPinned ?? false));
}

/**
 * One page of a list. A number would count wrongly when somebody posts between two pages, so a cursor names a comment: after a sign
 * that asks for what comes after it (`>`), for what comes before it (`<`), or for the page that it begins (`=`).
 */
function cut(
  list: readonly CommentData[],
  limit: number,
  cursor: string | undefined,
  isShown: (comment: CommentData) => boolean,
): Page {
  const at = list.findIndex(({ id }) => id === cursor?.slice(1));
  const sign = at < 0 ? undefined : cursor![0];
  const start = sign === '>' ? at + 1 : Math.max(at, 0);
  const before = list.slice(0, start).filter(isShown);
  if (sign === '<') {
    const comments = before.slice(-limit);
    return { comments, ...(before.length > limit && { previous: `<${comments[0]!.id}` }) };
  }
  const after = list.slice(start).filter(isShown);
  const comments = after.slice(0, limit);
  return {
    comments,
    ...(after.length > limit && { next: `>${comments.at(-1)!.id}` }),
    ...(sign === '=' && before.length > 0 && { previous: `<${list[start]!.id}` }),
  };
}

/** @param group a comment and what stands below it; what leads to the one that is looked for is kept */
function withoutMost([first, ...below]: CommentData[], line: ReadonlySet<string>): CommentData[] {
  const given = below.filter(({ id }, index) => index < mostAnswers || line.has(id));
  const moreReplies = below.length - given.length;
  return [moreReplies ? { ...first!, moreReplies } : first!, ...given];
}
