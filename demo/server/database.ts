import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from './migration.ts';

/** What `PRAGMA user_version` says of a file in this shape. */
const version = 1;

/**
 * `root_id` is the top-level comment that a reply stands under, however deep, and null at the top. `published_below` counts what is
 * published under a comment, however deep: a comment that is gone keeps its place as long as that is not 0. `revision` is null until
 * a comment is first published; from then on each change that readers see gives it the next number of the whole file.
 *
 * The ranks are what a list is sorted by: all of them ascend, so that a row value finds its place in an index by itself.
 *
 * The view has no e-mail, and nothing reads one out of the table: what cannot be fetched cannot leak.
 */
const schema = `
  CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread TEXT NOT NULL,
    parent_id INTEGER REFERENCES comments (id),
    root_id INTEGER REFERENCES comments (id),
    body TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    url TEXT NOT NULL,
    lang TEXT,
    status TEXT NOT NULL CHECK (status IN ('published', 'pending', 'refused', 'deleted')),
    created_at TEXT NOT NULL,
    edited_at TEXT,
    score INTEGER NOT NULL DEFAULT 0,
    is_pinned INTEGER NOT NULL DEFAULT 0,
    is_staff INTEGER NOT NULL DEFAULT 0,
    published_below INTEGER NOT NULL DEFAULT 0,
    revision INTEGER UNIQUE,
    attempt_key TEXT UNIQUE,
    attempt_digest TEXT,
    is_shown INTEGER AS (status = 'published' OR published_below > 0),
    pin_rank INTEGER AS (-is_pinned),
    score_rank INTEGER AS (-score),
    oldest_rank INTEGER AS (id),
    newest_rank INTEGER AS (-id)
  ) STRICT;
  CREATE INDEX roots_oldest ON comments (thread, pin_rank, oldest_rank) WHERE parent_id IS NULL AND is_shown;
  CREATE INDEX roots_newest ON comments (thread, pin_rank, newest_rank) WHERE parent_id IS NULL AND is_shown;
  CREATE INDEX roots_best ON comments (thread, pin_rank, score_rank, oldest_rank) WHERE parent_id IS NULL AND is_shown;
  CREATE INDEX comments_of_root ON comments (root_id, id) WHERE is_shown;
  CREATE INDEX comments_of_parent ON comments (parent_id, id);
  CREATE INDEX published_of_thread ON comments (thread) WHERE status = 'published';
  CREATE INDEX revisions_of_thread ON comments (thread, revision);
  CREATE INDEX comments_of_author ON comments (email, thread);

  CREATE VIEW public_comments AS
    SELECT id, thread, parent_id, root_id, body, name, url, lang, status, created_at, edited_at, score, is_pinned, is_staff,
      published_below, revision, is_shown, pin_rank, score_rank, oldest_rank, newest_rank
    FROM comments;

  CREATE TABLE votes (
    comment_id INTEGER NOT NULL REFERENCES comments (id),
    key TEXT NOT NULL,
    value INTEGER NOT NULL CHECK (value IN (-1, 1)),
    PRIMARY KEY (comment_id, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    comment_id INTEGER NOT NULL REFERENCES comments (id),
    reason TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
`;

/** Everything `work` reads and writes happens at once, or not at all. Within another transaction it is a part of that one. */
export function transact<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work();
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A commit that fails for want of space has rolled back already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function hasTable(database: DatabaseSync, name: string): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
}

function createSchema(database: DatabaseSync): void {
  database.exec(schema);
  database.prepare('INSERT INTO secrets (name, value) VALUES (?, ?)').run('key', randomBytes(32));
}

function bringUpToDate(database: DatabaseSync, file: string): void {
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (found > version) {
    throw new Error(`A newer version of this server wrote ${file}. Set DATABASE to another file, or delete this one.`);
  }
  if (found === version) return;
  if (hasTable(database, 'comments')) migrate(database, () => createSchema(database));
  else createSchema(database);
  database.exec(`PRAGMA user_version = ${version}`);
}

/**
 * Opens a file of comments, made with its folder where there is none yet, and brings one of an earlier version up to date.
 * @throws Error when a later version wrote it, or when it is no database
 */
export function openDatabase(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    // FULL: with NORMAL, often advised for WAL, a power cut may undo commits that were already answered.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    transact(database, () => bringUpToDate(database, file));
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}
