import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openServer, openStore, type ApiClient, type PageJson } from './demo-server.ts';

/** What has changed, in short: ids, and the state of each. */
async function news(server: ApiClient, since: string): Promise<{ changes: string[]; page: PageJson }> {
  const page = await server.list({ since });
  const changes = page.comments.map(({ id, status, content }) => `${id} ${status} ${content.value}`.trim());
  return { changes, page };
}

describe('what is new in a thread', () => {
  it('is nothing at first, for a thread nobody wrote in as well', async (t) => {
    const server = await openServer(t);
    const { since } = await server.list();
    const { changes, page } = await news(server, since);
    assert.deepEqual(changes, []);
    assert.equal(page.total, 0);
    assert.equal(page.since, since);
    assert.equal(page.rules.open, true);
  });

  it('is what was published since, in that order, whatever it answers', async (t) => {
    const server = await openServer(t);
    const { id } = await server.published({ body: 'Un' });
    const { since } = await server.list();
    await server.published({ body: 'Deux' });
    await server.published({ body: 'Trois', parentId: id });
    await server.published({ body: 'Ailleurs', thread: '/b' });
    const { changes, page } = await news(server, since);
    assert.deepEqual(changes, ['2 published Deux', '3 published Trois']);
    assert.equal(page.comments[1]?.parentId, id);
    assert.equal(page.total, 3);
    assert.deepEqual((await news(server, page.since)).changes, []);
    assert.deepEqual((await news(server, (await server.list({ parent: id })).since)).changes, []);
  });

  it('is what was edited and deleted, once, in its last state', async (t) => {
    const server = await openServer(t);
    const first = await server.published({ body: 'Un' });
    const second = await server.published({ body: 'Deux' });
    await server.published({ body: 'Réponse', parentId: second.id });
    const { since } = await server.list();
    await server.call('PATCH', first.id, { token: first.token, body: { body: 'Un, revu' } });
    await server.call('DELETE', second.id, second);
    await server.call('PATCH', first.id, { token: first.token, body: { body: 'Un, revu deux fois' } });
    const { changes, page } = await news(server, since);
    assert.deepEqual(changes, ['2 deleted', '1 published Un, revu deux fois']);
    assert.deepEqual(page.comments[0]?.author, { name: '' });
    assert.equal(typeof page.comments[1]?.editedAt, 'string');
  });

  it('is a deleted comment even where nothing is left of it', async (t) => {
    const server = await openServer(t);
    const comment = await server.published({});
    const { since } = await server.list();
    assert.equal((await server.call('DELETE', comment.id, comment)).status, 204);
    assert.deepEqual((await news(server, since)).changes, ['1 deleted']);
  });

  it('is what a moderator approves, and is not what waits for one', async (t) => {
    const server = await openServer(t, { moderation: 'all' });
    const store = openStore(t, server.database);
    const { since } = await server.list();
    for (const body of ['Un', 'Deux', 'Trois']) await server.published({ body });
    assert.deepEqual((await news(server, since)).changes, []);
    store.approve('2');
    store.approve('1');
    store.refuse('3');
    const { changes, page } = await news(server, since);
    assert.deepEqual(changes, ['2 published Deux', '1 published Un']);
    store.refuse('1');
    assert.deepEqual((await news(server, page.since)).changes, ['1 deleted']);
  });

  it('is no comment whose author took it back before anybody saw it', async (t) => {
    const server = await openServer(t, { moderation: 'all' });
    const { since } = await server.list();
    const comment = await server.published({});
    await server.call('PATCH', comment.id, { token: comment.token, body: { body: 'Revu' } });
    assert.equal((await server.call('DELETE', comment.id, comment)).status, 204);
    assert.deepEqual((await news(server, since)).changes, []);
  });

  it('is a comment that an edit sends back to the moderators: gone for now', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    const comment = await server.published({});
    const { since } = await server.list();
    await server.call('PATCH', comment.id, { token: comment.token, body: { body: 'Voir https://exemple.fr' } });
    const { changes, page } = await news(server, since);
    assert.deepEqual(changes, ['1 deleted']);
    openStore(t, server.database).approve('1');
    assert.deepEqual((await news(server, page.since)).changes, ['1 published Voir https://exemple.fr']);
  });

  it('has the place that a reply needs again before the reply', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    const store = openStore(t, server.database);
    const top = await server.published({ body: 'Un' });
    const middle = await server.published({ body: 'Deux', parentId: top.id });
    const reply = await server.published({ body: 'Voir https://exemple.fr', parentId: middle.id });
    for (const comment of [middle, top]) assert.equal((await server.call('DELETE', comment.id, comment)).status, 204);
    const { since, comments } = await server.list();
    assert.deepEqual(comments, []);
    store.approve(reply.id);
    const { changes } = await news(server, since);
    assert.deepEqual(changes, ['1 deleted', '2 deleted', '3 published Voir https://exemple.fr']);
    assert.deepEqual(
      (await server.list()).comments.map(({ id }) => id),
      ['1', '2', '3'],
    );
  });

  it('is no vote', async (t) => {
    const server = await openServer(t);
    await server.published({});
    const { since } = await server.list();
    await server.call('PUT', '1/votes/0b7c2a54-3f0e-4f57-9d7e-3a5a5c0f8a11', { body: { value: 1 } });
    assert.deepEqual((await news(server, since)).changes, []);
  });

  it('is told a hundred at a time, none left out', async (t) => {
    const server = await openServer(t);
    const { since } = await server.list();
    for (let n = 1; n <= 130; n++) await server.published({ body: `Commentaire ${n}` });
    const first = await news(server, since);
    const second = await news(server, first.page.since);
    assert.deepEqual([first.changes.length, second.changes.length], [100, 30]);
    assert.equal(second.changes[0], '101 published Commentaire 101');
    assert.deepEqual((await news(server, second.page.since)).changes, []);
  });
});
