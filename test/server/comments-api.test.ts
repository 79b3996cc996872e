import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openServer, problemOf } from './demo-server.ts';

describe('a thread', () => {
  it('gives a comment back byte for byte', async (t) => {
    const server = await openServer(t);
    const body = ' <script>alert("&amp;")</script>\r\n\tdeux\n\n\n👩‍👩‍👧 e\u0301 \u202e\u200b ‹fin› ';
    const posted = await server.published({ body });
    const { comments } = await server.list();
    assert.equal(posted.content.value, body);
    assert.deepEqual(comments, [posted]);
  });

  it('tells who wrote, in answer to what, when, and where to find it', async (t) => {
    const server = await openServer(t);
    const first = await server.published({});
    const response = await server.post({ parentId: first.id, body: 'Merci', url: 'https://marie.example.org/' });
    const { id, createdAt, ...rest } = (await response.json()) as Record<string, string>;
    assert.equal(response.status, 201);
    assert.deepEqual(rest, {
      parentId: first.id,
      author: { name: 'Marie', url: 'https://marie.example.org/' },
      content: { format: 'text', value: 'Merci' },
      status: 'published',
    });
    assert.equal(new Date(createdAt ?? '').toISOString(), createdAt);
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

  for (const order of ['oldest', 'newest']) {
    it(`is given page by page, ${order} first, though comments come in meanwhile`, async (t) => {
      const server = await openServer(t);
      const ids: string[] = [];
      for (let n = 0; n < 7; n++) ids.push((await server.published({ body: `Commentaire ${n}` })).id);

      const read: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await server.list({ order, limit: '3', ...(cursor === undefined ? {} : { cursor }) });
        await server.published({ body: `Entre-temps ${read.length}` });
        read.push(...page.comments.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== undefined);
      const ofOld = read.filter((id) => ids.includes(id));
      assert.deepEqual(ofOld, order === 'oldest' ? ids : ids.toReversed());
      assert.equal(new Set(read).size, read.length);
    });
  }

  it('has no next page where the last one is full', async (t) => {
    const server = await openServer(t);
    for (const body of ['Un', 'Deux']) await server.published({ body });
    const page = await server.list({ limit: '2' });
    assert.equal(page.comments.length, 2);
    assert.equal(page.total, 2);
    assert.equal('next' in page, false);
  });

  it('is given a hundred comments at a time, whoever asks for more', async (t) => {
    const server = await openServer(t);
    await Promise.all(Array.from({ length: 101 }, (_, n) => server.published({ body: `Commentaire ${n}` })));
    assert.equal((await server.list({ limit: '500' })).comments.length, 100);
    assert.equal((await server.list()).comments.length, 50);
  });

  it('ignores query parameters it does not know', async (t) => {
    const server = await openServer(t);
    assert.equal((await server.query({ thread: '/', utm_source: 'lettre' })).status, 200);
  });

  const foreignCursor = Buffer.from('newest 3').toString('base64url');
  for (const query of [
    { thread: '' },
    { thread: '/', limit: '0' },
    { thread: '/', limit: '-1' },
    { thread: '/', limit: '2.5' },
    { thread: '/', limit: 'tous' },
    { thread: '/', order: 'best' },
    { thread: '/', cursor: '' },
    { thread: '/', cursor: '12' },
    { thread: '/', cursor: "' OR 1=1" },
    { thread: '/', cursor: foreignCursor },
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
  it('is not there when nobody wrote it', async (t) => {
    const server = await openServer(t);
    const response = await fetch(`${server.url}/api/comments/404`);
    assert.equal(response.status, 404);
    assert.equal((await problemOf(response)).code, 'gone');
  });

  it('is not there while it waits for a moderator', async (t) => {
    const server = await openServer(t, { moderation: 'all' });
    const response = await server.post({});
    assert.equal((await fetch(new URL(response.headers.get('Location') ?? '', server.url))).status, 404);
  });
});

describe('other origins', () => {
  it('may read and post', async (t) => {
    const server = await openServer(t);
    const preflight = await fetch(`${server.url}/api/comments`, {
      method: 'OPTIONS',
      headers: {
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type,idempotency-key',
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(
      preflight.headers.get('Access-Control-Allow-Headers'),
      'Content-Type, Idempotency-Key, Accept-Language',
    );
    assert.match(preflight.headers.get('Access-Control-Allow-Methods') ?? '', /POST/);
    assert.match(preflight.headers.get('Access-Control-Max-Age') ?? '', /^\d+$/);
  });

  it('may read what went wrong', async (t) => {
    const server = await openServer(t);
    for (const response of [await server.post({}), await server.post({ body: '' }), await server.send('{', {})]) {
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
