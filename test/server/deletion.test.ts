import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { openServer, openStore, problemOf, withoutSecrets } from './demo-server.ts';

describe('a deletion', () => {
  it('leaves nothing where nothing stands below', async (t) => {
    const server = await openServer(t);
    const comment = await server.published({});
    const response = await server.call('DELETE', comment.id, comment);
    assert.equal(response.status, 204);
    assert.equal(await response.text(), '');
    const { comments, total } = await server.list();
    assert.deepEqual([comments, total], [[], 0]);
  });

  it('leaves a placeholder for what stands below, until that is gone', async (t) => {
    const server = await openServer(t);
    const top = await server.published({ url: 'https://exemple.fr' });
    const middle = await server.published({ body: 'Deux', parentId: top.id });
    const reply = await server.published({ body: 'Trois', parentId: middle.id });
    const empty = {
      author: { name: '' },
      content: { format: 'text', value: '' },
      status: 'deleted',
    };
    const placeholders = [top, middle].map(({ id, parentId, createdAt }) => ({ id, parentId, createdAt, ...empty }));
    for (const [index, comment] of [top, middle].entries()) {
      const response = await server.call('DELETE', comment.id, comment);
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), placeholders[index]);
    }
    const page = await server.list();
    assert.deepEqual(page.comments, [...placeholders, withoutSecrets(reply)]);
    assert.equal(page.total, 1);
    assert.deepEqual((await server.list({ around: reply.id })).comments, page.comments);
    assert.deepEqual((await server.list({ parent: top.id })).comments, page.comments.slice(1));
    assert.equal((await server.call('GET', top.id)).status, 404);
    assert.equal((await problemOf(await server.post({ parentId: top.id, body: 'Trop tard' }))).code, 'gone');

    assert.equal((await server.call('DELETE', reply.id, reply)).status, 204);
    assert.deepEqual((await server.list()).comments, []);
  });

  it('keeps no place for what waits for a moderator', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    const top = await server.published({});
    await server.published({ body: 'Voir https://exemple.fr', parentId: top.id });
    assert.equal((await server.call('DELETE', top.id, top)).status, 204);
  });

  it('leaves nothing about its author in the database', async (t) => {
    const server = await openServer(t);
    const author = { name: 'Zoé Untel', email: 'zoe@exemple.fr', url: 'https://zoe.exemple.fr' };
    const comment = await server.published({ ...author, body: 'Mon secret' });
    await server.call('DELETE', comment.id, comment);
    const file = new DatabaseSync(server.database);
    const row = JSON.stringify(file.prepare('SELECT * FROM comments').all());
    file.close();
    assert.match(row, /"deleted"/);
    assert.doesNotMatch(row, /Zoé|zoe|secret/);
  });

  it('is for ever: no moderator brings it back, and its id is nobody’s any more', async (t) => {
    const server = await openServer(t);
    const comment = await server.published({});
    await server.call('DELETE', comment.id, comment);
    openStore(t, server.database).approve(comment.id);
    assert.deepEqual((await server.list()).comments, []);
    assert.equal((await server.published({})).id, '2');
  });
});
