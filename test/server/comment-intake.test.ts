import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { openServer, problemOf, type OwnCommentJson } from './demo-server.ts';

describe('a comment sent twice', () => {
  it('is a duplicate', async (t) => {
    const server = await openServer(t);
    await server.published({});
    const response = await server.post({});
    assert.equal(response.status, 409);
    assert.equal((await problemOf(response)).code, 'duplicate');
    assert.equal((await server.list()).total, 1);
  });

  it('is none when author, text, thread or parent differ', async (t) => {
    const server = await openServer(t);
    const { id } = await server.published({});
    for (const fields of [
      { name: 'Jean' },
      { email: 'j@exemple.fr' },
      { body: 'Bonsoir' },
      { thread: '/b' },
      { parentId: id },
    ]) {
      assert.equal((await server.post(fields)).status, 201);
    }
  });

  it('may be meant ten minutes later', async (t) => {
    const server = await openServer(t);
    const { id } = await server.published({});
    const database = new DatabaseSync(server.database);
    const earlier = new Date(Date.now() - 11 * 60_000).toISOString();
    database.prepare('UPDATE comments SET created_at = ? WHERE id = ?').run(earlier, id);
    database.close();
    assert.equal((await server.post({})).status, 201);
  });
});

describe('an Idempotency-Key', () => {
  const key = { 'Idempotency-Key': '"0b7c2a54-3f0e-4f57-9d7e-3a5a5c0f8a11"' };

  it('gives the very same comment to a retry, and stores nothing', async (t) => {
    const server = await openServer(t);
    const first = await server.post({}, key);
    const second = await server.post({ extra: { captcha: 'another token' } }, key);
    assert.deepEqual([first.status, second.status], [201, 200]);
    assert.equal(second.headers.get('Location'), first.headers.get('Location'));
    assert.deepEqual(await second.json(), await first.json());
    assert.equal((await server.list()).total, 1);
  });

  it('stores one comment for many attempts at once', async (t) => {
    const server = await openServer(t);
    const responses = await Promise.all(Array.from({ length: 8 }, () => server.post({}, key)));
    const statuses = responses.map(({ status }) => status).sort();
    const ids = await Promise.all(responses.map(async (response) => ((await response.json()) as { id: string }).id));
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 200, 200, 201]);
    assert.equal(new Set(ids).size, 1);
    assert.equal((await server.list()).total, 1);
  });

  it('is refused for another comment', async (t) => {
    const server = await openServer(t);
    await server.post({}, key);
    for (const fields of [{ body: 'Bonsoir' }, { email: 'autre@exemple.fr' }, { url: 'https://exemple.fr' }]) {
      const response = await server.post(fields, key);
      assert.equal(response.status, 422);
      assert.equal((await problemOf(response)).code, 'idempotency-key-reused');
    }
    assert.equal((await server.list()).total, 1);
  });

  it('may be used again after a refusal', async (t) => {
    const server = await openServer(t);
    assert.equal((await server.post({ email: 'marie' }, key)).status, 422);
    assert.equal((await server.post({}, key)).status, 201);
  });

  it('answers a retry even when nothing new would be taken', async (t) => {
    const server = await openServer(t, { rateLimit: 1 });
    await server.post({}, key);
    assert.equal((await server.post({ body: 'Bonsoir' })).status, 429);
    assert.equal((await server.post({}, key)).status, 200);
  });

  for (const wrong of ['sans-guillemets', '""', '"a', '"a"b"', '"é"', `"${'a'.repeat(256)}"`, '"a", "b"']) {
    it(`is refused when it is no quoted string: ${wrong.slice(0, 20)}`, async (t) => {
      const server = await openServer(t);
      const response = await server.post({}, { 'Idempotency-Key': wrong });
      assert.equal(response.status, 400);
      assert.equal((await server.list()).total, 0);
    });
  }

  it('may hold escaped quotes', async (t) => {
    const server = await openServer(t);
    assert.equal((await server.post({}, { 'Idempotency-Key': '"a\\"b\\\\"' })).status, 201);
  });
});

describe('the rate limit', () => {
  it('refuses what is too much, and tells for how long', async (t) => {
    const server = await openServer(t, { rateLimit: 3 });
    for (const body of ['Un', 'Deux', 'Trois']) assert.equal((await server.post({ body })).status, 201);
    const response = await server.post({ body: 'Quatre' });
    const seconds = Number(response.headers.get('Retry-After'));
    assert.equal(response.status, 429);
    assert.equal((await problemOf(response)).code, 'rate-limited');
    assert.ok(Number.isInteger(seconds) && seconds > 0 && seconds <= 60, `Retry-After: ${seconds}`);
  });

  it('does not count what was refused for another reason', async (t) => {
    const server = await openServer(t, { rateLimit: 2 });
    await server.post({});
    for (const fields of [{}, { body: '' }, { parentId: '999' }]) await server.post(fields);
    assert.equal((await server.post({ body: 'Bonsoir' })).status, 201);
  });

  it('is ten a minute by default', async (t) => {
    const server = await openServer(t, { rateLimit: undefined as never });
    for (let n = 1; n <= 10; n++) assert.equal((await server.post({ body: `Commentaire ${n}` })).status, 201);
    assert.equal((await server.post({ body: 'Encore un' })).status, 429);
  });
});

describe('moderation', () => {
  it('holds every comment where it shall', async (t) => {
    const server = await openServer(t, { moderation: 'all' });
    assert.equal((await server.published({})).status, 'pending');
    assert.deepEqual(await server.list().then(({ comments, total }) => ({ comments, total })), {
      comments: [],
      total: 0,
    });
  });

  it('holds only those with links where it shall', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    for (const body of ['Voir http://exemple.fr', 'HTTPS://EXEMPLE.FR', 'Sur www.exemple.fr']) {
      assert.equal((await server.published({ body })).status, 'pending');
    }
    assert.equal((await server.published({ body: 'Sans lien', url: 'https://exemple.fr' })).status, 'published');
    assert.equal((await server.list()).total, 1);
  });
});

describe('a closed thread', () => {
  it('takes nothing more', async (t) => {
    const server = await openServer(t, { closedThreads: ['/clos'] });
    const response = await server.post({ thread: '/clos' });
    assert.equal(response.status, 403);
    assert.equal((await problemOf(response)).code, 'closed');
    assert.equal((await server.post({ thread: '/ouvert' })).status, 201);
  });
});

describe('the trap', () => {
  it('catches what fills every field', async (t) => {
    const server = await openServer(t);
    const response = await server.post({ extra: { topic: 'Buy now' } });
    assert.equal(response.status, 403);
    assert.equal((await problemOf(response)).code, 'rejected');
    assert.equal((await server.post({ extra: { topic: '' } })).status, 201);
  });
});

describe('an e-mail', () => {
  it('is stored, and given out in no answer', async (t) => {
    const server = await openServer(t, { rateLimit: 3 });
    const email = 'secrete.personne@exemple.fr';
    const key = { 'Idempotency-Key': '"k"' };
    const first = await server.post({ email }, key);
    const { token } = (await first.clone().json()) as OwnCommentJson;
    const answers = [
      first,
      await server.post({ email }, key),
      await server.post({ email, body: 'Autre' }, key),
      await server.post({ email }),
      await server.post({ email, body: 'Deux' }),
      await server.post({ email, body: 'Trois' }),
      await server.post({ email, body: 'Quatre' }),
      await server.post({ email, body: '' }),
      await server.post({ email: `${email}@` }),
      await server.query({ thread: '/' }),
      await server.query({ thread: '/', order: 'newest' }),
      await server.query({ thread: '/', around: '1', order: 'best' }),
      await server.query({ thread: '/', parent: '1' }),
      await server.query({ thread: '/', since: Buffer.from('since 0').toString('base64url') }),
      await server.call('GET', '1'),
      await server.call('GET', '1', { token }),
      await server.call('PATCH', '1', { token, body: { body: 'Revu' } }),
      await fetch(`${server.url}/`),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 200, 422, 409, 201, 201, 429, 422, 422, 200, 200, 200, 200, 200, 200, 200, 200, 200],
    );
    for (const answer of answers) {
      assert.doesNotMatch(await answer.text(), /secrete/);
      assert.doesNotMatch(JSON.stringify([...answer.headers]), /secrete/);
    }
    const database = new DatabaseSync(server.database);
    assert.equal(database.prepare('SELECT email FROM comments').get()?.['email'], email);
    database.close();
  });
});
