import type { DatabaseSync, SQLTagStore } from 'node:sqlite';
import type { Order } from './comment-rules.ts';
import { asSeen, type PublicComment, type StoredComment } from './public-comment.ts';
import { rankColumns, type ThreadCursor } from './thread-cursor.ts';

export interface PageQuery {
  readonly thread: string;
  readonly order: Order;
  /** How many top-level comments at most. */
  readonly limit: number;
  /** How many of those below each of them at most. */
  readonly replyLimit: number;
  readonly cursor?: ThreadCursor | undefined;
  /** The id of the comment that the page shall have, instead of those of the first page. */
  readonly around?: string | undefined;
}

export interface ThreadPage {
  readonly comments: readonly PublicComment[];
  readonly next?: ThreadCursor | undefined;
  readonly previous?: ThreadCursor | undefined;
}

export interface BelowQuery {
  readonly thread: string;
  readonly parentId: string;
  readonly limit: number;
  /** The last one that is known already. */
  readonly after: number;
}

export interface Changes {
  readonly comments: readonly PublicComment[];
  /** The revision up to which these are all the changes. */
  readonly revision: number;
}

/** A top-level comment, with the place that its order gives it. */
type Root = StoredComment & { readonly ranks: string };
type Reply = StoredComment & { readonly root_id: number; readonly all: number };

/** How many changes are given at once. */
const maxChanges = 100;

function ranksOf({ ranks }: Root): number[] {
  return JSON.parse(ranks) as number[];
}

/** @returns the number that an id of the protocol stands for; 0, which no comment has, for any other text */
export function rowId(id: string): number {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0;
}

/** What everybody may read of a thread: published comments, and placeholders where something published stands below. */
export class ThreadReader {
  readonly #database: DatabaseSync;
  readonly #sql: SQLTagStore;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#sql = database.createTagStore();
  }

  /** @returns top-level comments, each followed by those below it, oldest first. */
  page({ thread, order, limit, replyLimit, cursor, around }: PageQuery): ThreadPage {
    const target = cursor || around === undefined ? undefined : this.#shown(thread, around);
    const first = target && this.#root(target.root_id ?? target.id, order);
    const direction = cursor?.direction ?? 'next';
    // The last rank is that of the id, and whole: the place before a comment is one less.
    const start = cursor?.ranks ?? (first && ranksOf(first).with(-1, ranksOf(first).at(-1)! - 1));

    const found = this.#roots(thread, { order, direction, ranks: start ?? [] }, limit + 1);
    const roots = found.slice(0, limit);
    if (direction === 'previous') roots.reverse();
    const edge = (way: ThreadCursor['direction'], root: Root | undefined): ThreadCursor | undefined =>
      root && { order, direction: way, ranks: ranksOf(root) };
    const hasMore = found.length > limit;
    const before = first && edge('previous', first);
    return {
      comments: this.#withReplies(roots, replyLimit, target),
      next: hasMore && direction === 'next' ? edge('next', roots.at(-1)) : undefined,
      previous:
        (hasMore && direction === 'previous') || (before && this.#roots(thread, before, 1).length > 0)
          ? edge('previous', roots[0])
          : undefined,
    };
  }

  /** @returns what stands below a comment, however deep, oldest first; `next` to be the next query's `after`. */
  below({ thread, parentId, limit, after }: BelowQuery): { comments: PublicComment[]; next?: number | undefined } {
    const parent = this.#shown(thread, parentId);
    const found = this.#sql.all`
      WITH RECURSIVE below (id) AS (
        SELECT id FROM comments WHERE parent_id = ${parent?.id ?? 0} AND is_shown
        UNION ALL
        SELECT reply.id FROM below JOIN comments AS reply ON reply.parent_id = below.id WHERE is_shown
      )
      SELECT * FROM public_comments WHERE id IN below AND id > ${after} ORDER BY id LIMIT ${limit + 1}`;
    const comments = (found as unknown as StoredComment[]).slice(0, limit);
    return { comments: comments.map(asSeen), next: found.length > limit ? comments.at(-1)?.id : undefined };
  }

  /** @returns what changed after a revision, in that order; what is not to be seen any more as placeholders. */
  changes(thread: string, revision: number): Changes {
    const rows = this.#sql.all`SELECT * FROM public_comments WHERE thread = ${thread} AND revision > ${revision}
      ORDER BY revision LIMIT ${maxChanges}`;
    return {
      comments: (rows as unknown as StoredComment[]).map(asSeen),
      revision: Number(rows.at(-1)?.['revision'] ?? revision),
    };
  }

  /** @returns the last revision of the thread; 0 where nothing was ever published. */
  revision(thread: string): number {
    return Number(this.#sql.get`SELECT max(revision) AS last FROM comments WHERE thread = ${thread}`?.['last'] ?? 0);
  }

  /** @returns how many published comments each of the threads has. */
  counts(threads: readonly string[]): ReadonlyMap<string, number> {
    const rows = this.#sql.all`SELECT thread, count(*) AS total FROM comments WHERE status = 'published'
      AND thread IN (SELECT value FROM json_each(${JSON.stringify(threads)})) GROUP BY thread`;
    const totals = new Map(rows.map(({ thread, total }) => [String(thread), Number(total)]));
    return new Map(threads.map((thread) => [thread, totals.get(thread) ?? 0]));
  }

  count(thread: string): number {
    return this.counts([thread]).get(thread) ?? 0;
  }

  #shown(thread: string, id: string): StoredComment | undefined {
    const row = this.#sql
      .get`SELECT * FROM public_comments WHERE id = ${rowId(id)} AND thread = ${thread} AND is_shown`;
    return row as StoredComment | undefined;
  }

  #root(id: number, order: Order): Root {
    const ranks = rankColumns[order].join(', ');
    const sql = `SELECT *, json_array(${ranks}) AS ranks FROM public_comments WHERE id = ?`;
    return this.#database.prepare(sql).get(id) as unknown as Root;
  }

  /** @param cursor without ranks, it is before the first one */
  #roots(thread: string, { order, direction, ranks }: ThreadCursor, limit: number): Root[] {
    const columns = rankColumns[order];
    const [beyond, way] = direction === 'next' ? ['>', 'ASC'] : ['<', 'DESC'];
    const start = columns.map((_, index) => ranks[index] ?? -Infinity);
    const sql = `SELECT *, json_array(${columns.join(', ')}) AS ranks FROM public_comments
      WHERE thread = ? AND parent_id IS NULL AND is_shown
        AND (${columns.join(', ')}) ${beyond} (${columns.map(() => '?').join(', ')})
      ORDER BY ${columns.map((column) => `${column} ${way}`).join(', ')} LIMIT ?`;
    return this.#database.prepare(sql).all(thread, ...start, limit) as unknown as Root[];
  }

  /** @param target is given with all it answers, also beyond the limit */
  #withReplies(roots: readonly Root[], limit: number, target: StoredComment | undefined): PublicComment[] {
    const rows = this.#sql.all`
      WITH RECURSIVE above (id) AS (
        SELECT ${target?.id ?? null}
        UNION ALL
        SELECT parent_id FROM above JOIN comments USING (id) WHERE parent_id IS NOT NULL
      ), placed AS (
        SELECT id, row_number() OVER (PARTITION BY root_id ORDER BY id) AS place, count(*) OVER (PARTITION BY root_id) AS "all"
        FROM comments WHERE root_id IN (SELECT value FROM json_each(${JSON.stringify(roots.map(({ id }) => id))})) AND is_shown
      )
      SELECT * FROM placed JOIN public_comments USING (id) WHERE place <= ${limit} OR id IN above ORDER BY id`;
    const replies = Map.groupBy(rows as unknown as Reply[], ({ root_id }) => root_id);
    return roots.flatMap((root) => {
      const given = replies.get(root.id) ?? [];
      const withheld = (given[0]?.all ?? 0) - given.length;
      return [{ ...asSeen(root), moreReplies: withheld || undefined }, ...given.map(asSeen)];
    });
  }
}
