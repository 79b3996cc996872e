import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLTagStore } from 'node:sqlite';
import type { Order } from './comment-rules.ts';
import type { Submission } from './comment-schema.ts';

export type CommentStatus = 'published' | 'pending';

/** A comment as anybody may see it, in the very shape of the protocol. */
export interface PublicComment {
  readonly id: string;
  readonly parentId: string | null;
  readonly author: { readonly name: string; readonly url?: string };
  readonly content: { readonly format: 'text'; readonly value: string };
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly status: CommentStatus;
}

export interface ListQuery {
  readonly thread: string;
  readonly order: Order;
  /** How many at most; -1 for all. */
  readonly limit: number;
  /** The id of the last comment of the page before. */
  readonly after?: number | undefined;
}

export interface InsertOptions {
  readonly status: CommentStatus;
  readonly createdAt?: Date;
  readonly attemptKey?: string | undefined;
}

// The view has no e-mail, and nothing below reads one out of the table: what cannot be fetched cannot leak.
const schema = `
  CREATE TABLE IF NOT EXISTS comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread TEXT NOT NULL,
    parent_id INTEGER REFERENCES comments (id),
    body TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    url TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('published', 'pending')),
    created_at TEXT NOT NULL,
    attempt_key TEXT UNIQUE
  ) STRICT;
  CREATE INDEX IF NOT EXISTS comments_of_thread ON comments (thread, status, id);
  CREATE INDEX IF NOT EXISTS comments_of_author ON comments (email, thread);
  CREATE VIEW IF NOT EXISTS public_comments AS
    SELECT id, thread, parent_id, body, name, url, status, created_at FROM comments;
`;

interface Row {
  readonly id: number;
  readonly parent_id: number | null;
  readonly body: string;
  readonly name: string;
  readonly url: string;
  readonly status: CommentStatus;
  readonly created_at: string;
}

function toComment(row: object): PublicComment {
  const { id, parent_id, body, name, url, status, created_at } = row as Row;
  return {
    id: String(id),
    parentId: parent_id === null ? null : String(parent_id),
    author: url ? { name, url } : { name },
    content: { format: 'text', value: body },
    createdAt: created_at,
    status,
  };
}

/** All comments, in one SQLite file. Once a method has returned, what it stored is on the disk, whatever becomes of the process. */
export class CommentStore {
  readonly #database: DatabaseSync;
  readonly #sql: SQLTagStore;

  /** @param file made with its folder where there is none yet */
  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.#database = new DatabaseSync(file, { timeout: 5000 });
    // FULL: with NORMAL, often advised for WAL, a power cut may undo commits that were already answered.
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    this.#database.exec(schema);
    this.#sql = this.#database.createTagStore();
  }

  close(): void {
    this.#database.close();
  }

  /** Everything `work` reads and writes happens at once, or not at all. */
  transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      // A commit that fails for want of space has rolled back already.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  isEmpty(): boolean {
    return this.#sql.get`SELECT 1 FROM comments` === undefined;
  }

  /** @returns published comments only. */
  list({ thread, order, limit, after }: ListQuery): PublicComment[] {
    const rows =
      order === 'oldest'
        ? this.#sql.all`SELECT * FROM public_comments WHERE thread = ${thread} AND status = 'published'
            AND id > ${after ?? 0} ORDER BY id LIMIT ${limit}`
        : this.#sql.all`SELECT * FROM public_comments WHERE thread = ${thread} AND status = 'published'
            AND id < ${after ?? Number.MAX_SAFE_INTEGER} ORDER BY id DESC LIMIT ${limit}`;
    return rows.map(toComment);
  }

  /** @returns how many published comments the thread has. */
  count(thread: string): number {
    const row = this.#sql.get`SELECT count(*) AS total FROM comments WHERE thread = ${thread} AND status = 'published'`;
    return Number(row?.['total']);
  }

  find(id: string): PublicComment | undefined {
    const row = this.#sql.get`SELECT * FROM public_comments WHERE id = ${id}`;
    return row && toComment(row);
  }

  /** @returns the comment, if anybody may see it in that thread. */
  findPublished(thread: string, id: string): PublicComment | undefined {
    const row = this.#sql
      .get`SELECT * FROM public_comments WHERE id = ${id} AND thread = ${thread} AND status = 'published'`;
    return row && toComment(row);
  }

  /** @returns what an earlier attempt with this key stored, and whether it was the same submission. */
  findAttempt(key: string, submission: Submission): { id: string; same: boolean } | undefined {
    const { thread, parentId, body, name, email, url } = submission;
    const row = this.#sql.get`SELECT id, thread = ${thread} AND parent_id IS ${parentId} AND body = ${body}
      AND name = ${name} AND email = ${email} AND url = ${url} AS same FROM comments WHERE attempt_key = ${key}`;
    return row && { id: String(row['id']), same: row['same'] === 1 };
  }

  /** True when the same author said the same, in answer to the same, since then. */
  hasDuplicate({ thread, parentId, body, name, email }: Submission, since: Date): boolean {
    return (
      this.#sql.get`SELECT 1 FROM comments WHERE email = ${email} AND thread = ${thread} AND name = ${name}
        AND parent_id IS ${parentId} AND body = ${body} AND created_at >= ${since.toISOString()}` !== undefined
    );
  }

  insert(submission: Submission, { status, createdAt = new Date(), attemptKey }: InsertOptions): PublicComment {
    const { thread, parentId, body, name, email, url } = submission;
    const row = this.#sql
      .get`INSERT INTO comments (thread, parent_id, body, name, email, url, status, created_at, attempt_key)
        VALUES (${thread}, ${parentId}, ${body}, ${name}, ${email}, ${url}, ${status}, ${createdAt.toISOString()},
          ${attemptKey ?? null}) RETURNING id, parent_id, body, name, url, status, created_at`;
    return toComment(row!);
  }
}
