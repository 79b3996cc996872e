import type { DatabaseSync } from 'node:sqlite';

/** What a reader finds wrong with a comment. */
export interface Report {
  readonly commentId: string;
  /** In the reader's words, or `''`. */
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** For the moderators: no answer of the server has one. */
export class Reports {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add(id: number, reason: string): void {
    const sql = 'INSERT INTO reports (comment_id, reason, created_at) VALUES (?, ?, ?)';
    this.#database.prepare(sql).run(id, reason, new Date().toISOString());
  }

  /** @returns all of them, oldest first. */
  list(): Report[] {
    const sql =
      'SELECT CAST(comment_id AS TEXT) AS commentId, reason, created_at AS createdAt FROM reports ORDER BY id';
    return this.#database.prepare(sql).all() as unknown as Report[];
  }
}
