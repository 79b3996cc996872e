import { DatabaseSync } from 'node:sqlite';

/**
 * What Waline calls of the package `sqlite3`, over the SQLite that Node brings along: the package is C++, compiled for a minute or
 * fetched from somewhere else than the registry.
 */
export class Database {
  readonly #database: DatabaseSync;

  constructor(path: string, opened: (error: Error | null) => void) {
    // As that package opens it.
    const options = { enableDoubleQuotedStringLiterals: true, enableForeignKeyConstraints: false };
    this.#database = new DatabaseSync(path, options);
    queueMicrotask(() => opened(null));
  }

  run(sql: string, done: (this: { lastID?: number; changes?: number }, error: Error | null) => void): void {
    try {
      const { lastInsertRowid, changes } = this.#database.prepare(sql).run();
      done.call({ lastID: Number(lastInsertRowid), changes: Number(changes) }, null);
    } catch (error) {
      done.call({}, error as Error);
    }
  }

  all(sql: string, done: (error: Error | null, rows?: object[]) => void): void {
    try {
      const rows = this.#database.prepare(sql).all();
      // Objects like any other, as that package gives.
      done(
        null,
        rows.map((row) => ({ ...row })),
      );
    } catch (error) {
      done(error as Error);
    }
  }

  close(): void {
    this.#database.close();
  }
}
