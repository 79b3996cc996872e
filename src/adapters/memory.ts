import type { Adapter, AdapterOptions, CommentTarget, Vote } from '../core/adapter.js';
import type { CommentData, Page } from '../core/comment.js';
import { parseDraft } from '../core/draft.js';
import { CommentError } from '../core/errors.js';
import { defaultRules, type Rules } from '../core/rules.js';
import { lineTo, pageOf, shownOf } from '../core/thread-pages.js';
import { uuid } from '../core/uuid.js';

export interface MemoryOptions extends Pick<AdapterOptions, 'endpoint'> {
  /** What every thread begins with: the oldest first, nothing before what it answers. Those with a score are voted on. */
  readonly comments?: readonly CommentData[];
  /** What differs from the usual rules. */
  readonly rules?: Partial<Rules>;
  /** True when every comment waits for a moderator, and every one that was changed. */
  readonly moderated?: boolean;
  /** The threads that take no more comments. */
  readonly closed?: ReadonlySet<string>;
}

/** An adapter that is its own backend. */
export interface MemoryAdapter extends Adapter {
  /** Publishes what waits for a moderator. */
  approve(thread: string): void;
}

/** A comment, and what its backend keeps to itself. */
interface Stored {
  comment: CommentData;
  /** What its author has; nobody has it of what a thread began with. */
  readonly token?: string;
  readonly editableUntil?: Date;
  readonly votes: Map<string, Vote>;
  /** Greater than that of all that was changed before. */
  revision: number;
}

/** By id, in the order in which they came. What is deleted stays. */
type Thread = Map<string, Stored>;

/** In milliseconds: how long an author may change what they wrote. */
const editingTime = 15 * 60_000;
/** How many changes come at once. */
const mostChanges = 100;

/** Stands where other adapters wait for theirs. */
const server = Promise.resolve();

/**
 * Comments that live as long as the page: for demos, for tests, and as the reference of what an adapter is. Other adapters let
 * their server do what this one does itself: keep the rules, notice what was sent twice, give out a page at a time, know an author
 * by a token.
 */
export function memory({ comments: initial = [], moderated, closed, ...options }: MemoryOptions = {}): MemoryAdapter {
  const rules: Rules = { ...defaultRules, orders: ['oldest', 'newest', 'best'], ...options.rules };
  const threads = new Map<string, Thread>();
  const attempts = new Map<string, Stored>();
  let revision = 0;

  return {
    name: 'memory',
    rules,

    async list({ thread: key, since, ...query }, { signal }) {
      await server;
      signal?.throwIfAborted();
      const thread = threadOf(key);
      return {
        total: totalOf(thread),
        since: String(revision),
        rules: { open: isOpen(key) },
        ...(since === undefined
          ? pageOf(commentsOf(thread), { order: rules.orders[0]!, ...query })
          : changesOf(thread, since)),
      };
    },

    isRepeatable: () => true,

    async post({ thread: key, parentId }, draft, { attemptKey }) {
      await server;
      const known = attempts.get(attemptKey);
      if (known) return { ...asOwn(known), token: known.token! };

      if (!isOpen(key)) throw new CommentError('closed');
      const { body, name, url } = parsed(draft, rules);
      const thread = threadOf(key);
      if (commentsOf(thread).some(({ author, content }) => author.name === name && content.value === body)) {
        throw new CommentError('duplicate');
      }

      const token = uuid();
      const comment: CommentData = {
        id: `memory-${attempts.size + 1}`,
        parentId: placeOf(parentId, thread),
        author: url ? { name, url } : { name },
        content: { format: 'text', value: body },
        createdAt: new Date(),
        status: moderated ? 'pending' : 'published',
        score: 0,
      };
      const editableUntil = new Date(Date.now() + editingTime);
      const stored = { comment, token, editableUntil, votes: new Map(), revision: ++revision };
      thread.set(comment.id, stored);
      attempts.set(attemptKey, stored);
      return { ...asOwn(stored), token };
    },

    async find(target, { signal }) {
      await server;
      signal?.throwIfAborted();
      const stored = visible(target);
      return isAuthor(target, stored) ? asOwn(stored) : stored.comment;
    },

    async edit(target, text) {
      await server;
      const stored = editable(target);
      const none = { use: 'none' } as const;
      const fields = { body: rules.fields.body, name: none, email: none, url: none };
      const { body } = parsed({ body: text, name: '', email: '', url: '' }, { ...rules, fields });
      change(stored, {
        ...stored.comment,
        content: { format: 'text', value: body },
        editedAt: new Date(),
        status: moderated ? 'pending' : 'published',
      });
      return asOwn(stored);
    },

    async remove(target) {
      await server;
      const stored = editable(target);
      const { id, parentId, createdAt } = stored.comment;
      const content = { format: 'text', value: '' } as const;
      change(stored, { id, parentId, author: { name: '' }, content, createdAt, status: 'deleted' });
      return shownOf(commentsOf(threadOf(target.thread))).has(id) ? stored.comment : null;
    },

    async vote(target, value) {
      await server;
      const stored = visible(target);
      const { votes, comment } = stored;
      if (comment.score === undefined || (value < 0 && !rules.downvotes)) throw new CommentError('forbidden');
      const voter = target.token ?? '';
      const score = comment.score - (votes.get(voter) ?? 0) + value;
      votes.set(voter, value);
      stored.comment = { ...comment, score };
      return score;
    },

    async report(target) {
      await server;
      visible(target);
    },

    async count(keys, { signal }) {
      await server;
      signal?.throwIfAborted();
      return Object.fromEntries(keys.map((key) => [key, totalOf(threadOf(key))]));
    },

    approve(key) {
      for (const stored of threadOf(key).values()) {
        const { comment } = stored;
        if (comment.status === 'pending') change(stored, { ...comment, status: 'published' });
      }
    },
  };

  function isOpen(key: string): boolean {
    return rules.open && !closed?.has(key);
  }

  function threadOf(key: string): Thread {
    let thread = threads.get(key);
    if (!thread) {
      thread = new Map(initial.map((comment) => [comment.id, { comment, votes: new Map(), revision: 0 }]));
      threads.set(key, thread);
    }
    return thread;
  }

  /** The comment that a reply may stand under: the one it answers, or the nearest above it where that would nest too deep. */
  function placeOf(parentId: string | null, thread: Thread): string | null {
    if (parentId === null) return null;
    if (thread.get(parentId)?.comment.status !== 'published') throw new CommentError('gone');
    const line = lineTo(parentId, commentsOf(thread));
    return line[Math.min(line.length, rules.replyDepth) - 1] ?? null;
  }

  /** A comment that whoever asks may see. */
  function visible(target: CommentTarget): Stored {
    const stored = threadOf(target.thread).get(target.id);
    const status = stored?.comment.status;
    if (status === 'published' || (status === 'pending' && isAuthor(target, stored!))) return stored!;
    throw new CommentError('gone');
  }

  /** A comment that whoever asks may change. */
  function editable(target: CommentTarget): Stored {
    const stored = visible(target);
    if (!target.token) throw new CommentError('unauthorized');
    if (!isAuthor(target, stored) || !isEditable(stored)) throw new CommentError('forbidden');
    return stored;
  }

  function change(stored: Stored, comment: CommentData): void {
    stored.comment = comment;
    stored.revision = ++revision;
  }
}

function parsed(...[input, rules]: Parameters<typeof parseDraft>) {
  const result = parseDraft(input, rules);
  if (result.ok) return result.draft;
  throw new CommentError('invalid', '', { issues: result.issues });
}

function commentsOf(thread: Thread): CommentData[] {
  return [...thread.values()].map(({ comment }) => comment);
}

function totalOf(thread: Thread): number {
  return commentsOf(thread).filter(({ status }) => status === 'published').length;
}

/** What anybody may know of what was changed since. */
function changesOf(thread: Thread, since: string): Page {
  const changed = [...thread.values()]
    .filter(({ comment, revision }) => revision > Number(since) && comment.status !== 'pending')
    .sort((a, b) => a.revision - b.revision)
    .slice(0, mostChanges);
  return {
    comments: changed.map(({ comment }) => comment),
    since: String(changed.at(-1)?.revision ?? since),
  };
}

function isAuthor({ token }: CommentTarget, stored: Stored): boolean {
  return token !== undefined && token === stored.token;
}

function isEditable({ editableUntil }: Stored): boolean {
  return !!editableUntil && editableUntil.getTime() > Date.now();
}

function asOwn(stored: Stored): CommentData {
  return isEditable(stored) ? { ...stored.comment, editableUntil: stored.editableUntil! } : stored.comment;
}
