import type { DatabaseSync } from 'node:sqlite';
import { transact } from './database.ts';

export type Vote = -1 | 0 | 1;

/** Who voted is known by a key alone, which a reader's browser makes for each comment: no two votes can be brought together. */
export class Votes {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Puts a vote in the place of an earlier one with the same key.
   * @returns the score of the comment from now on
   */
  set(id: number, key: string, vote: Vote): number {
    const sql = (text: string) => this.#database.prepare(text);
    return transact(this.#database, () => {
      const earlier = sql('DELETE FROM votes WHERE comment_id = ? AND key = ? RETURNING value').get(id, key);
      if (vote !== 0) sql('INSERT INTO votes (comment_id, key, value) VALUES (?, ?, ?)').run(id, key, vote);
      const change = vote - Number(earlier?.['value'] ?? 0);
      const row = sql('UPDATE comments SET score = score + ? WHERE id = ? RETURNING score').get(change, id);
      return Number(row?.['score']);
    });
  }
}
