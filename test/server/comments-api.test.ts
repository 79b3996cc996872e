import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openServer, problemOf, withoutSecrets, type CommentJson } from './demo-server.ts';

describe('a thread', () => {
  it('gives a comment back byte for byte', async (t) => {
    const server = await openServer(t);
    const body = ' <script>alert("&amp;")</script>\r\n\tdeux\n\n\n👩‍👩‍👧 e\u0301 \u202e\u200b ‹fin› ';
    const posted = await server.published({ body });
    const { comments } = await server.list();
    assert.equal(posted.content.value, body);
    assert.deepEqual(comments, [withoutSecrets(posted)]);
  });

  it('tells who wrote, in answer to what, when, and where to find it', async (t) => {
    const server = await openServer(t);
    const first = await server.published({});
    const response = await server.post({ parentId: first.id, body: 'Merci', url: 'https://marie.example.org/' });
    const { id, createdAt, ...rest } = withoutSecrets((await response.json()) as CommentJson);
    assert.equal(response.status, 201);
    assert.deepEqual(rest, {
      parentId: first.id,
      author: { name: 'Marie', url: 'https://marie.example.org/' },
      content: { format: 'text', value: 'Merci' },
      status: 'published',
      score: 0,
    });
    assert.equal(new Date(createdAt).toISOString(), createdAt);
    const found = await fetch(new URL(response.headers.get('Location') ?? '', server.url));
    assert.deepEqual(await found.json(), { id, createdAt, ...rest });
  });

  it('keeps threads apart', async (t) => {
    const server = await openServer(t);
    await server.published({ thread: '/a' });
    assert.deepEqual((await server.list({ thread: '/b' })).comments, []);
    assert.equal((await server.list({ thread: '/b' })).total, 0);
  });

  it('tells its rules', async (t) => {
    const server = await openServer(t, { closedThreads: ['/clos'] });
    const { rules } = await server.list();
    assert.equal(rules.open, true);
    assert.equal(rules.fields['body']?.max, 5000);
    assert.equal((await server.list({ thread: '/clos' })).rules.open, false);
  });

  it('ignores query parameters it does not know', async (t) => {
    const server = await openServer(t);
    assert.equal((await server.query({ thread: '/', utm_source: 'lettre' })).status, 200);
  });

  const opaque = (text: string) => Buffer.from(text).toString('base64url');
  for (const query of [
    { thread: '' },
    { thread: '/', limit: '0' },
    { thread: '/', limit: '-1' },
    { thread: '/', limit: '2.5' },
    { thread: '/', limit: 'tous' },
    { thread: '/', order: 'worst' },
    { thread: '/', cursor: '' },
    { thread: '/', cursor: '12' },
    { thread: '/', cursor: "' OR 1=1" },
    { thread: '/', cursor: opaque('next newest 0 -3') },
    { thread: '/', cursor: opaque('next oldest 3') },
    { thread: '/', cursor: opaque('next oldest 0 x') },
    { thread: '/', cursor: opaque('aside oldest 0 3') },
    { thread: '/', cursor: opaque('after 3') },
    { thread: '/', parent: '1', cursor: opaque('next oldest 0 3') },
    { thread: '/', parent: '1', cursor: opaque('since 3') },
    { thread: '/', parent: '1', limit: '0' },
    { thread: '/', since: '' },
    { thread: '/', since: '3' },
    { thread: '/', since: opaque('after 3') },
    { thread: '/', since: opaque('since') },
  ]) {
    it(`refuses the query ${JSON.stringify(query)}`, async (t) => {
      const server = await openServer(t);
      const response = await server.query(query);
      assert.equal(response.status, 400);
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
      assert.equal((await problemOf(response)).code, 'invalid');
    });
  }

  it('is sent again only when it has changed', async (t) => {
    const server = await openServer(t);
    const address = `${server.url}/api/comments?thread=/`;
    const etag = (await fetch(address)).headers.get('ETag') ?? '';
    assert.equal((await fetch(address, { headers: { 'If-None-Match': etag } })).status, 304);
    await server.published({});
    assert.equal((await fetch(address, { headers: { 'If-None-Match': etag } })).status, 200);
  });
});

describe('a comment by its address', () => {
  for (const id of ['404', '0', '-1', '1.0', '0x1', '%31', 'abc', '1%20OR%201=1']) {
    it(`is not there when nobody wrote it: ${id}`, async (t) => {
      const server = await openServer(t);
      await server.published({});
      const response = await server.call('GET', id);
      assert.equal(response.status, 404);
      assert.equal((await problemOf(response)).code, 'gone');
    });
  }

  it('is not there while it waits for a moderator', async (t) => {
    const server = await openServer(t, { moderation: 'all' });
    const response = await server.post({});
    assert.equal((await fetch(new URL(response.headers.get('Location') ?? '', server.url))).status, 404);
  });
});

describe('the count of several threads', () => {
  it('is of published comments only, whatever the threads are called', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    const names = ['/', '/a b?c=d&e', '__proto__', 'été'];
    for (const [index, thread] of names.entries())
      for (let n = 0; n <= index; n++) await server.published({ thread, body: `Commentaire ${n}` });
    await server.published({ body: 'Voir https://exemple.fr' });
    const deleted = await server.published({ body: 'À supprimer' });
    await server.call('DELETE', deleted.id, deleted);

    const query = new URLSearchParams([...names, '/vide', '/'].map((thread) => ['thread', thread]));
    const response = await server.call('GET', `counts?${query.toString()}`);
    const { counts } = JSON.parse(await response.text()) as { counts: object };
    assert.deepEqual(Object.entries(counts), [...names.map((name, index) => [name, index + 1]), ['/vide', 0]]);
  });

  it('is given for a hundred threads at once, and no more', async (t) => {
    const server = await openServer(t);
    const ask = (count: number) =>
      server.call('GET', `counts?${Array.from({ length: count }, (_, n) => `thread=${n}`).join('&')}`);
    assert.equal(Object.keys(((await (await ask(100)).json()) as { counts: object }).counts).length, 100);
    for (const count of [0, 101]) {
      const response = await ask(count);
      assert.equal(response.status, 400);
      assert.equal((await problemOf(response)).code, 'invalid');
    }
  });
});

describe('other origins', () => {
  for (const path of ['', '/counts', '/1', '/1/votes/0b7c2a54-3f0e-4f57-9d7e-3a5a5c0f8a11', '/1/reports']) {
    it(`may read and write: /api/comments${path}`, async (t) => {
      const server = await openServer(t);
      const { status, headers } = await fetch(`${server.url}/api/comments${path}`, { method: 'OPTIONS' });
      assert.equal(status, 204);
      assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
      assert.equal(headers.get('Access-Control-Allow-Methods'), 'GET, HEAD, POST, PATCH, PUT, DELETE');
      assert.equal(
        headers.get('Access-Control-Allow-Headers'),
        'Content-Type, Idempotency-Key, Accept-Language, Authorization',
      );
      assert.match(headers.get('Access-Control-Max-Age') ?? '', /^\d+$/);
    });
  }

  it('may read what went wrong', async (t) => {
    const server = await openServer(t);
    const responses = [
      await server.post({}),
      await server.post({ body: '' }),
      await server.send('{', {}),
      await server.call('DELETE', '1'),
      await server.call('PATCH', '1', { token: 'x', body: {} }),
    ];
    for (const response of responses) {
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
      assert.equal(response.headers.get('Access-Control-Allow-Credentials'), null);
      assert.equal(response.headers.get('Access-Control-Expose-Headers'), 'Retry-After, Location');
    }
  });
});

describe('methods', () => {
  it('tells which it has', async (t) => {
    const server = await openServer(t);
    const response = await fetch(`${server.url}/api/comments`, { method: 'DELETE' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('Allow'), 'GET, HEAD, POST, OPTIONS');
    assert.equal((await server.call('PUT', '1')).headers.get('Allow'), 'GET, HEAD, PATCH, DELETE, OPTIONS');
  });

  it('answers HEAD with the headers of GET, and no body', async (t) => {
    const server = await openServer(t);
    const address = `${server.url}/api/comments?thread=/`;
    const get = await fetch(address);
    const head = await fetch(address, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('ETag'), get.headers.get('ETag'));
    assert.equal(await head.text(), '');
  });
});
