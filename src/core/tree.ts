import type { CommentData } from './comment.js';

/** A comment and what stands under it, in the order in which it is shown. */
export interface Branch {
  readonly comment: CommentData;
  readonly replies: readonly Branch[];
  /** The comment it answers, where it cannot stand under that: deeper than anybody can read on a phone. */
  readonly answers: CommentData | undefined;
}

/** A tree may hold ten thousand: what each costs while it grows decides how long garbage collections take. */
interface GrowingBranch extends Branch {
  replies: GrowingBranch[];
  answers: CommentData | undefined;
}

/**
 * Makes a tree of a flat list, the order of siblings kept. What answers a comment that is not there stands at the top.
 * @param depth how many levels of replies there are; what is deeper follows on the last one
 */
export function nest(comments: readonly CommentData[], depth: number): readonly Branch[] {
  const known = new Map<string, GrowingBranch>();
  for (const comment of comments) known.set(comment.id, { comment, replies: [], answers: undefined });
  const root = { replies: [] as GrowingBranch[] };
  for (const branch of known.values()) (known.get(branch.comment.parentId!) ?? root).replies.push(branch);

  let deepest = [root];
  for (let level = 0; level < depth && deepest.length; level++) deepest = deepest.flatMap(({ replies }) => replies);
  for (const { replies } of deepest) {
    // A stack of our own: a chain of replies may be longer than the engine's.
    const stack = replies.splice(0).reverse();
    for (let branch; (branch = stack.pop());) {
      replies.push(branch);
      for (const reply of branch.replies.splice(0).reverse()) {
        reply.answers = branch.comment;
        stack.push(reply);
      }
    }
  }
  return root.replies;
}

/**
 * Each comment once: where it stood first, as it was given last.
 * @param into what they are added to
 */
export function byId(comments: Iterable<CommentData>, into = new Map<string, CommentData>()): Map<string, CommentData> {
  for (const comment of comments) into.set(comment.id, comment);
  return into;
}
