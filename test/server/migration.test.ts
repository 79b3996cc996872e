import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { CommentStore } from '../../demo/server/comment-store.ts';
import { openServer, temporaryFolder, type OwnCommentJson } from './demo-server.ts';

/** What the first version of the server made. */
const firstSchema = `
  CREATE TABLE comments (
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
  CREATE INDEX comments_of_thread ON comments (thread, status, id);
  CREATE INDEX comments_of_author ON comments (email, thread);
  CREATE VIEW public_comments AS
    SELECT id, thread, parent_id, body, name, url, status, created_at FROM comments;
`;

async function openOld(t: TestContext): Promise<string> {
  const file = join(await temporaryFolder(t), 'data/old.sqlite');
  mkdirSync(dirname(file));
  const database = new DatabaseSync(file);
  database.exec(firstSchema);
  const insert =
    database.prepare(`INSERT INTO comments (thread, parent_id, body, name, email, url, status, created_at, attempt_key)
    VALUES ('/', ?, ?, 'Marie', 'marie@exemple.fr', '', ?, '2026-01-02T10:00:00.000Z', ?)`);
  insert.run(null, 'Un', 'published', null);
  insert.run(1, 'Un, un', 'published', 'k');
  insert.run(2, 'Un, un, un', 'published', null);
  insert.run(1, 'Un, deux', 'pending', null);
  insert.run(null, 'Deux', 'published', 'l');
  database.close();
  return file;
}

describe('a database of the first version', () => {
  it('is taken over with all that is in it', async (t) => {
    const database = await openOld(t);
    const server = await openServer(t, { database });
    const { comments, total, since } = await server.list();
    assert.deepEqual(
      comments.map(({ id, parentId, content, score }) => [id, parentId, content.value, score]),
      [
        ['1', null, 'Un', 0],
        ['2', '1', 'Un, un', 0],
        ['3', '2', 'Un, un, un', 0],
        ['5', null, 'Deux', 0],
      ],
    );
    assert.equal(total, 4);
    assert.deepEqual((await server.list({ parent: '1' })).comments, comments.slice(1, 3));
    assert.deepEqual((await server.list({ order: 'newest', limit: '1' })).comments, comments.slice(3));

    const { id } = await server.published({ body: 'Trois' });
    assert.equal(id, '6');
    assert.deepEqual(
      (await server.list({ since })).comments.map((comment) => comment.id),
      ['6'],
    );
  });

  it('keeps the places of what is deleted afterwards', async (t) => {
    const database = await openOld(t);
    const store = new CommentStore(database);
    t.after(() => store.close());
    store.remove('1');
    store.remove('2');
    store.remove('5');
    const query = { thread: '/', order: 'oldest', limit: 10, replyLimit: 10 } as const;
    assert.deepEqual(
      store.threads.page(query).comments.map(({ id, status }) => [id, status]),
      [
        ['1', 'deleted'],
        ['2', 'deleted'],
        ['3', 'published'],
      ],
    );
    store.approve('4');
    assert.equal(store.threads.count('/'), 2);
  });

  it('still knows a retry, and gives a token to it', async (t) => {
    const server = await openServer(t, { database: await openOld(t) });
    const response = await server.post({ parentId: '1', body: 'Un, un' }, { 'Idempotency-Key': '"k"' });
    const { id, token } = (await response.json()) as OwnCommentJson;
    assert.deepEqual([response.status, id], [200, '2']);
    assert.match(token, /^[\w-]{43}$/);
    assert.equal((await server.post({ body: 'Deux' }, { 'Idempotency-Key': '"l"' })).status, 200);
    assert.equal((await server.post({ body: 'Autre' }, { 'Idempotency-Key': '"k"' })).status, 422);
  });

  it('is taken over once', async (t) => {
    const database = await openOld(t);
    new CommentStore(database).close();
    const store = new CommentStore(database);
    t.after(() => store.close());
    assert.equal(store.threads.count('/'), 4);
  });
});

describe('a database of a later version', () => {
  it('is left alone, and said to be one', async (t) => {
    const file = join(await temporaryFolder(t), 'later.sqlite');
    new CommentStore(file).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 2');
    database.close();
    assert.throws(() => new CommentStore(file), /A newer version of this server wrote .*later\.sqlite/);
  });
});
