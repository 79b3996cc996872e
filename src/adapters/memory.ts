import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import { parseDraft } from '../core/draft.js';
import { CommentError } from '../core/errors.js';
import { defaultRules, type Rules } from '../core/rules.js';

export interface MemoryOptions extends Pick<AdapterOptions, 'endpoint'> {
  /** What every thread begins with, the oldest first. */
  readonly comments?: readonly CommentData[];
  /** What differs from the usual rules. */
  readonly rules?: Partial<Rules>;
  /** True when every comment waits for a moderator. */
  readonly moderated?: boolean;
  /** The threads that take no more comments. */
  readonly closed?: ReadonlySet<string>;
}

/** Stands where other adapters wait for theirs. */
const server = Promise.resolve();

/**
 * Comments that live as long as the page: for demos, for tests, and as the reference of what an adapter is. Other adapters let
 * their server do what this one does itself: keep the rules, notice what was sent twice, give out a page at a time.
 */
export function memory({ comments: initial = [], moderated, closed, ...options }: MemoryOptions = {}): Adapter {
  const rules: Rules = { ...defaultRules, orders: ['oldest', 'newest'], ...options.rules };
  const threads = new Map<string, CommentData[]>();
  const attempts = new Map<string, CommentData>();

  return {
    name: 'memory',
    rules,

    async list({ thread, order, cursor, limit = 20 }, { signal }) {
      await server;
      signal?.throwIfAborted();
      const shown = commentsOf(thread).filter(({ status }) => status === 'published');
      if (order === 'newest') shown.reverse();
      // A place in the list would move when somebody posts between two pages; a comment does not.
      const start = shown.findIndex(({ id }) => id === cursor) + 1;
      const comments = shown.slice(start, start + limit);
      const last = comments.at(-1);
      return {
        comments,
        total: shown.length,
        ...(last && last !== shown.at(-1) && { next: last.id }),
        rules: { open: isOpen(thread) },
      };
    },

    async post({ thread, parentId }, draft, { attemptKey }) {
      await server;
      const known = attempts.get(attemptKey);
      if (known) return known;

      if (!isOpen(thread)) throw new CommentError('closed');
      const result = parseDraft(draft, rules);
      if (!result.ok) throw new CommentError('invalid', '', { issues: result.issues });

      const comments = commentsOf(thread);
      const { body, name, url } = result.draft;
      if (comments.some(({ author, content }) => author.name === name && content.value === body)) {
        throw new CommentError('duplicate');
      }

      const comment: CommentData = {
        id: `memory-${attempts.size + 1}`,
        parentId: placeOf(parentId, comments),
        author: url ? { name, url } : { name },
        content: { format: 'text', value: body },
        createdAt: new Date(),
        status: moderated ? 'pending' : 'published',
      };
      comments.push(comment);
      attempts.set(attemptKey, comment);
      return comment;
    },
  };

  function isOpen(thread: string): boolean {
    return rules.open && !closed?.has(thread);
  }

  function commentsOf(thread: string): CommentData[] {
    let comments = threads.get(thread);
    if (!comments) threads.set(thread, (comments = [...initial]));
    return comments;
  }

  /** The comment that a reply may stand under: the one it answers, or the nearest above it where that would nest too deep. */
  function placeOf(parentId: string | null, comments: readonly CommentData[]): string | null {
    const above: string[] = [];
    for (let id = parentId; id !== null;) {
      const parent = comments.find((comment) => comment.id === id);
      if (!parent) throw new CommentError('gone');
      above.unshift(id);
      id = parent.parentId;
    }
    return above[Math.min(above.length, rules.replyDepth) - 1] ?? null;
  }
}
