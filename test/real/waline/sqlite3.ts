import { DatabaseSync } from 'node:sqlite';

type Callback<This, Result = undefined> = (this: This, error: Error | null, result?: Result) => void;

/**
 * What Waline calls of the package `sqlite3`, over the SQLite that Node has in it: the package comes as C++ that is compiled for a
 * minute, or as a binary from somewhere else than the registry.
 */
export class Database {
  readonly #database: DatabaseSync;

  constructor(path: string, opened: Callback<unknown>) {
    this.#database = new DatabaseSync(path, {
      // As that package has it.
      enableDoubleQuotedStringLiterals: true,
      enableForeignKeyConstraints: false,
    });
    queueMicrotask(() => opened.call(this, null));
  }

  run(sql: string, done: Callback<{ lastID?: number; changes?: number }>): void {
    try {
      const { lastInsertRowid, changes } = this.#database.prepare(sql).run();
      done.call({ lastID: Number(lastInsertRowid), changes: Number(changes) }, null);
    } catch (error) {
      done.call({}, error as Error);
    }
  }

  all(sql: string, done: Callback<unknown, object[]>): void {
    let rows: object[];
    try {
      // Its rows have the prototype of objects.
      rows = this.#database
        .prepare(sql)
        .all()
        .map((row) => ({ ...row }));
    } catch (error) {
      return done.call(this, error as Error);
    }
    done.call(this, null, rows);
  }

  close(): void {
    this.#database.close();
  }
}
