import type { DatabaseSync, SQLTagStore, StatementSync } from 'node:sqlite';
import type { Submission } from './comment-schema.ts';
import { openDatabase, transact } from './database.ts';
import type { StoredComment, StoredStatus } from './public-comment.ts';
import { Reports } from './reports.ts';
import { ServerSecret } from './server-secret.ts';
import { rowId, ThreadReader } from './thread-reader.ts';
import { Votes } from './votes.ts';

export interface InsertOptions {
  readonly status: 'published' | 'pending';
  readonly createdAt?: Date;
  readonly attemptKey?: string | undefined;
  readonly editedAt?: Date | undefined;
  readonly score?: number;
  readonly isStaff?: boolean;
  /** BCP 47 tag. */
  readonly lang?: string | undefined;
}

/** What changes a comment that is there; the last of their parameters is its id. */
const changes = {
  rewrite: 'UPDATE comments SET body = ?, edited_at = ? WHERE id = ?',
  erase: `UPDATE comments SET body = '', name = '', email = '', url = '', lang = NULL, edited_at = NULL, is_pinned = 0,
    is_staff = 0 WHERE id = ?`,
  pin: 'UPDATE comments SET is_pinned = ? WHERE parent_id IS NULL AND id = ?',
  judge: 'UPDATE comments SET status = ? WHERE id = ?',
  revise: 'UPDATE comments SET revision = (SELECT coalesce(max(revision), 0) + 1 FROM comments) WHERE id = ?',
};

type Changes = Readonly<Record<keyof typeof changes, StatementSync>>;

/** All comments, in one SQLite file. Once a method has returned, what it stored is on the disk, whatever becomes of the process. */
export class CommentStore {
  readonly threads: ThreadReader;
  readonly votes: Votes;
  readonly reports: Reports;
  readonly secret: ServerSecret;
  readonly #database: DatabaseSync;
  readonly #sql: SQLTagStore;
  readonly #changes: Changes;

  /**
   * @param file made with its folder where there is none yet
   * @throws Error when a later version of this server wrote it
   */
  constructor(file: string) {
    this.#database = openDatabase(file);
    this.#sql = this.#database.createTagStore();
    const prepared = Object.entries(changes).map(([name, sql]) => [name, this.#database.prepare(sql)] as const);
    this.#changes = Object.fromEntries(prepared) as Changes;
    this.threads = new ThreadReader(this.#database);
    this.votes = new Votes(this.#database);
    this.reports = new Reports(this.#database);
    this.secret = new ServerSecret(this.#database);
  }

  close(): void {
    this.#database.close();
  }

  /** Everything `work` reads and writes happens at once, or not at all. */
  transaction<T>(work: () => T): T {
    return transact(this.#database, work);
  }

  isEmpty(): boolean {
    return this.#sql.get`SELECT 1 FROM comments` === undefined;
  }

  find(id: string): StoredComment | undefined {
    return this.#sql.get`SELECT * FROM public_comments WHERE id = ${rowId(id)}` as StoredComment | undefined;
  }

  /** @returns the comment, if anybody may see it in that thread. */
  findPublished(thread: string, id: string): StoredComment | undefined {
    const comment = this.find(id);
    return comment?.thread === thread && comment.status === 'published' ? comment : undefined;
  }

  /** @returns what an earlier attempt with this key stored, and whether it was the same submission. */
  findAttempt(key: string, submission: Submission): { comment: StoredComment; same: boolean } | undefined {
    const row = this.#sql.get`SELECT id, attempt_digest FROM comments WHERE attempt_key = ${key}`;
    const comment = row && this.find(String(row['id']));
    return comment && { comment, same: row['attempt_digest'] === this.secret.digestOf(submission) };
  }

  /** True when the same author said the same, in answer to the same, since then. */
  hasDuplicate({ thread, parentId, body, name, email }: Submission, since: Date): boolean {
    return (
      this.#sql.get`SELECT 1 FROM comments WHERE email = ${email} AND thread = ${thread} AND name = ${name}
        AND parent_id IS ${parentId} AND body = ${body} AND created_at >= ${since.toISOString()}` !== undefined
    );
  }

  insert(submission: Submission, options: InsertOptions): StoredComment {
    const { thread, parentId, body, name, email, url } = submission;
    const {
      status,
      createdAt = new Date(),
      attemptKey = null,
      editedAt,
      score = 0,
      isStaff = false,
      lang = null,
    } = options;
    const digest = attemptKey === null ? null : this.secret.digestOf(submission);
    return this.transaction(() => {
      // It comes in pending, whatever it is to be: one way to be published, for all.
      const { lastInsertRowid } = this.#sql
        .run`INSERT INTO comments (thread, parent_id, root_id, body, name, email, url, lang, status, created_at, edited_at,
            score, is_staff, attempt_key, attempt_digest)
          VALUES (${thread}, ${parentId}, (SELECT coalesce(root_id, id) FROM comments WHERE id = ${parentId}), ${body}, ${name},
            ${email}, ${url}, ${lang}, 'pending', ${createdAt.toISOString()}, ${editedAt?.toISOString() ?? null}, ${score},
            ${Number(isStaff)}, ${attemptKey}, ${digest})`;
      const id = String(lastInsertRowid);
      this.#setStatus(id, status);
      return this.find(id)!;
    });
  }

  /** Changes what a comment says, and holds it for a moderator where it shall be. */
  edit(id: string, body: string, status: 'published' | 'pending'): void {
    this.transaction(() => {
      this.#changes.rewrite.run(body, new Date().toISOString(), rowId(id));
      this.#setStatus(id, status);
    });
  }

  /** Deletes what a comment says and who said it. Its row stays: no other comment shall ever get its id. */
  remove(id: string): void {
    this.transaction(() => {
      this.#changes.erase.run(rowId(id));
      this.#setStatus(id, 'deleted');
    });
  }

  /** For a moderator: shows what was held or refused. What its author has deleted stays so. */
  approve(id: string): void {
    this.#decide(id, 'published');
  }

  /** For a moderator: shows it no more, to its author neither. */
  refuse(id: string): void {
    this.#decide(id, 'refused');
  }

  /** For a moderator: puts a top-level comment before all others. */
  setPinned(id: string, isPinned: boolean): void {
    this.#changes.pin.run(Number(isPinned), rowId(id));
  }

  #decide(id: string, status: StoredStatus): void {
    this.transaction(() => {
      if (this.find(id)?.status !== 'deleted') this.#setStatus(id, status);
    });
  }

  #setStatus(id: string, status: StoredStatus): void {
    const was = this.find(id)?.status === 'published';
    const is = status === 'published';
    this.#changes.judge.run(status, rowId(id));
    if (is !== was) this.#countAbove(id, is ? 1 : -1);
    // What readers never saw is no news to them.
    if (is || was) this.#changes.revise.run(rowId(id));
  }

  #countAbove(id: string, step: 1 | -1): void {
    const rows = this.#sql.all`
      WITH RECURSIVE above (id) AS (
        SELECT parent_id FROM comments WHERE id = ${rowId(id)}
        UNION ALL
        SELECT parent_id FROM above JOIN comments USING (id)
      )
      UPDATE comments SET published_below = published_below + ${step} WHERE id IN above
      RETURNING id, status <> 'published' AND ${step} = 1 AND published_below = 1 AS reappears`;
    // A place that was given up is kept again: readers hear of it before they hear of what stands there.
    const reappearing = rows.filter(({ reappears }) => reappears).map((row) => Number(row['id']));
    for (const above of reappearing.sort((a, b) => a - b)) this.#changes.revise.run(above);
  }
}
