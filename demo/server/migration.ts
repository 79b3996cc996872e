import type { DatabaseSync } from 'node:sqlite';
import { ServerSecret } from './server-secret.ts';

/** What the version without `user_version` had: comments that were neither edited nor deleted, nor voted on. */
const setAside = `
  DROP VIEW public_comments;
  DROP INDEX comments_of_thread;
  DROP INDEX comments_of_author;
  ALTER TABLE comments RENAME TO old_comments;
  CREATE INDEX old_comments_of_parent ON old_comments (parent_id);
`;

const copy = `
  INSERT INTO comments
      (id, thread, parent_id, root_id, body, name, email, url, status, created_at, revision, attempt_key)
    WITH RECURSIVE placed (id, root_id) AS (
      SELECT id, NULL FROM old_comments WHERE parent_id IS NULL
      UNION ALL
      SELECT reply.id, coalesce(placed.root_id, placed.id) FROM placed JOIN old_comments AS reply ON reply.parent_id = placed.id
    )
    SELECT id, thread, parent_id, root_id, body, name, email, url, status, created_at,
      CASE status WHEN 'published' THEN id END, attempt_key
    FROM old_comments JOIN placed USING (id) ORDER BY id;

  UPDATE comments AS comment SET published_below = (
    WITH RECURSIVE below (id) AS (
      SELECT id FROM comments WHERE parent_id = comment.id
      UNION ALL
      SELECT reply.id FROM below JOIN comments AS reply ON reply.parent_id = below.id
    )
    SELECT count(*) FROM below JOIN comments USING (id) WHERE status = 'published'
  );

  DROP TABLE old_comments;
`;

/** The digests of what came with a key, so that a retry is still known. */
function signAttempts(database: DatabaseSync): void {
  const secret = new ServerSecret(database);
  const sign = database.prepare('UPDATE comments SET attempt_digest = ? WHERE id = ?');
  const rows = database.prepare('SELECT * FROM comments WHERE attempt_key IS NOT NULL').all();
  for (const row of rows) {
    const { id, thread, parent_id, body, name, email, url } = row as Record<string, string>;
    const parentId = parent_id === null ? null : String(parent_id);
    const submission = { thread, parentId, body, name, email, url } as Parameters<ServerSecret['digestOf']>[0];
    sign.run(secret.digestOf(submission), id!);
  }
}

/**
 * Takes over the comments of a file of the first version. To be run within a transaction.
 * @param createSchema makes the tables of today, beside the old one
 */
export function migrate(database: DatabaseSync, createSchema: () => void): void {
  database.exec(setAside);
  createSchema();
  database.exec(copy);
  signAttempts(database);
}
