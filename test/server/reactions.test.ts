import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openServer, openStore, problemOf, type ApiClient } from './demo-server.ts';

const mine = '0b7c2a54-3f0e-4f57-9d7e-3a5a5c0f8a11';
const yours = '7d1f3c1e-0b0a-4a36-8a77-0c9d5d7a2b42';

function vote(server: ApiClient, id: string, key: string, value: unknown): Promise<Response> {
  return server.call('PUT', `${id}/votes/${key}`, { body: { value } });
}

async function scoreAfter(server: ApiClient, id: string, key: string, value: number): Promise<number> {
  const response = await vote(server, id, key, value);
  assert.equal(response.status, 200);
  const { score, ...rest } = (await response.json()) as { score: number };
  assert.deepEqual(rest, {});
  return score;
}

/** A published comment beside those that nobody may see. */
async function openGone(t: Parameters<typeof openServer>[0]) {
  const server = await openServer(t, { moderation: 'links' });
  const pending = await server.published({ body: 'Voir https://exemple.fr' });
  const deleted = await server.published({ body: 'Deux' });
  await server.call('DELETE', deleted.id, deleted);
  const refused = await server.published({ body: 'Trois' });
  openStore(t, server.database).refuse(refused.id);
  return { server, gone: [pending.id, deleted.id, refused.id, '999', 'x'] };
}

describe('a vote', () => {
  it('counts once for each key, and takes the place of an earlier one', async (t) => {
    const server = await openServer(t);
    const { id } = await server.published({});
    assert.equal(await scoreAfter(server, id, mine, 1), 1);
    assert.equal(await scoreAfter(server, id, mine, 1), 1);
    assert.equal(await scoreAfter(server, id, yours, 1), 2);
    assert.equal(await scoreAfter(server, id, mine.toUpperCase(), -1), 0);
    assert.equal(await scoreAfter(server, id, yours, 0), -1);
    assert.equal(await scoreAfter(server, id, yours, 0), -1);
    assert.equal((await server.list()).comments[0]?.score, -1);
    assert.equal(await scoreAfter(server, id, mine, 0), 0);
  });

  it('is for one comment: the same key counts for another as well', async (t) => {
    const server = await openServer(t);
    for (const body of ['Un', 'Deux']) await server.published({ body });
    assert.equal(await scoreAfter(server, '1', mine, 1), 1);
    assert.equal(await scoreAfter(server, '2', mine, 1), 1);
    assert.equal(await scoreAfter(server, '1', mine, 0), 0);
    assert.equal((await server.list()).comments[1]?.score, 1);
    assert.equal(await scoreAfter(server, '2', mine, 0), 0);
  });

  it('moves a comment in the best order, and in no other', async (t) => {
    const server = await openServer(t);
    for (const body of ['Un', 'Deux', 'Trois']) await server.published({ body });
    await vote(server, '2', mine, 1);
    await vote(server, '1', mine, -1);
    const ids = async (order: string) => (await server.list({ order })).comments.map(({ id }) => id).join();
    assert.deepEqual([await ids('best'), await ids('oldest'), await ids('newest')], ['2,3,1', '1,2,3', '3,2,1']);
  });

  it('outlives the server', async (t) => {
    const server = await openServer(t);
    await server.published({});
    await vote(server, '1', mine, 1);
    const again = await openServer(t, { database: server.database });
    assert.equal(await scoreAfter(again, '1', mine, -1), -1);
  });

  it('is -1, 0 or 1', async (t) => {
    const server = await openServer(t);
    await server.published({});
    for (const value of [2, 0.5, '1', null, undefined, true]) {
      const response = await vote(server, '1', mine, value);
      assert.equal(response.status, 422);
      assert.equal((await problemOf(response)).code, 'invalid');
    }
    assert.equal((await server.list()).comments[0]?.score, 0);
  });

  for (const key of ['1', 'x'.repeat(36), `${mine}0`, '0b7c2a543f0e4f579d7e3a5a5c0f8a11']) {
    it(`has a UUID for a key, which this is not: ${key}`, async (t) => {
      const server = await openServer(t);
      await server.published({});
      const response = await vote(server, '1', key, 1);
      assert.equal(response.status, 400);
      assert.equal((await problemOf(response)).code, 'invalid');
    });
  }

  it('is taken for published comments only', async (t) => {
    const { server, gone } = await openGone(t);
    for (const id of gone) {
      const response = await vote(server, id, mine, 1);
      assert.equal(response.status, 404);
      assert.equal((await problemOf(response)).code, 'gone');
    }
  });
});

describe('a report', () => {
  it('is stored for the moderators, and in no answer', async (t) => {
    const server = await openServer(t);
    const { id } = await server.published({});
    const reasons = ['', 'Publicité', '🙂'.repeat(1000)];
    for (const reason of reasons) {
      const response = await server.call('POST', `${id}/reports`, { body: { reason } });
      assert.equal(response.status, 204);
      assert.equal(await response.text(), '');
    }
    const reports = openStore(t, server.database).reports.list();
    assert.deepEqual(
      reports.map(({ commentId, reason }) => [commentId, reason]),
      reasons.map((reason) => [id, reason]),
    );
    assert.ok(reports.every(({ createdAt }) => new Date(createdAt).toISOString() === createdAt));
    assert.doesNotMatch(await (await server.query({ thread: '/' })).text(), /Publicité/);
  });

  it('is refused in another shape', async (t) => {
    const server = await openServer(t);
    await server.published({});
    for (const body of [{}, null, { reason: 3 }, { reason: '🙂'.repeat(1001) }, { reason: 'a\0b' }]) {
      const response = await server.call('POST', '1/reports', { body });
      assert.equal(response.status, 422);
      assert.equal((await problemOf(response)).code, 'invalid');
    }
    const text = await fetch(`${server.url}/api/comments/1/reports`, { method: 'POST', body: 'Publicité' });
    assert.equal(text.status, 415);
    assert.deepEqual(openStore(t, server.database).reports.list(), []);
  });

  it('is taken for published comments only', async (t) => {
    const { server, gone } = await openGone(t);
    for (const id of gone) {
      const response = await server.call('POST', `${id}/reports`, { body: { reason: '' } });
      assert.equal(response.status, 404);
      assert.equal((await problemOf(response)).code, 'gone');
    }
  });
});

describe('votes and reports', () => {
  it('are limited together, six for each comment that an address may post', async (t) => {
    const server = await openServer(t, { rateLimit: 1 });
    const { id } = await server.published({});
    await vote(server, '999', mine, 1);
    await vote(server, id, mine, 5);
    for (let n = 1; n <= 5; n++) assert.equal(await scoreAfter(server, id, mine, n % 2), n % 2);
    assert.equal((await server.call('POST', `${id}/reports`, { body: { reason: '' } })).status, 204);
    for (const response of [
      await vote(server, id, mine, 0),
      await server.call('POST', `${id}/reports`, { body: { reason: '' } }),
    ]) {
      const seconds = Number(response.headers.get('Retry-After'));
      assert.equal(response.status, 429);
      assert.equal((await problemOf(response)).code, 'rate-limited');
      assert.ok(Number.isInteger(seconds) && seconds > 0 && seconds <= 60, `Retry-After: ${seconds}`);
    }
    assert.equal((await server.list()).comments[0]?.score, 1);
  });

  it('are limited to sixty a minute by default', async (t) => {
    const server = await openServer(t, { rateLimit: undefined as never });
    const { id } = await server.published({});
    for (let n = 1; n <= 60; n++) assert.equal((await vote(server, id, mine, 1)).status, 200);
    assert.equal((await vote(server, id, mine, 1)).status, 429);
  });
});
