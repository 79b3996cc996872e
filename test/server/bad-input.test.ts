import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { describe, it } from 'node:test';
import { openServer, problemOf, type ProblemJson } from './demo-server.ts';

type FieldError = NonNullable<ProblemJson['errors']>[number];

const json = { 'Content-Type': 'application/json' };

/** A server that waits for what never comes makes these tests wait as well. */
const hangs = { timeout: 20_000 };

/** What the server may say of one field: everything but its sentence. */
function withoutSentence({ field, code, limit, length }: FieldError) {
  return { field, code, ...(limit === undefined ? {} : { limit, length }) };
}

describe('a field', () => {
  const refused: readonly (readonly [what: string, fields: object, errors: readonly FieldError[]])[] = [
    ['an empty body', { body: '' }, [{ field: 'body', code: 'required' }]],
    ['a missing body', { body: undefined }, [{ field: 'body', code: 'required' }]],
    [
      'a body of spaces and fillers',
      { body: ' \t\r\n\u00a0\u200b\u2800\u3164' },
      [{ field: 'body', code: 'required' }],
    ],
    ['a missing name', { name: undefined }, [{ field: 'name', code: 'required' }]],
    ['a missing e-mail', { email: '' }, [{ field: 'email', code: 'required' }]],
    [
      'a body of 64 KB',
      { body: 'é'.repeat(65_536) },
      [{ field: 'body', code: 'too-long', limit: 5000, length: 65_536 }],
    ],
    ['5001 emoji', { body: '🙂'.repeat(5001) }, [{ field: 'body', code: 'too-long', limit: 5000, length: 5001 }]],
    ['a name of 101', { name: 'n'.repeat(101) }, [{ field: 'name', code: 'too-long', limit: 100, length: 101 }]],
    [
      'an e-mail of 255',
      { email: `${'a'.repeat(243)}@exemple.com` },
      [{ field: 'email', code: 'too-long', limit: 254, length: 255 }],
    ],
    [
      'an address of 201',
      { url: `https://exemple.fr/${'a'.repeat(182)}` },
      [{ field: 'url', code: 'too-long', limit: 200, length: 201 }],
    ],
    ['NUL in the body', { body: 'a\0b' }, [{ field: 'body', code: 'refused' }]],
    ['ESC in the body', { body: 'a\x1b[31mb' }, [{ field: 'body', code: 'refused' }]],
    ['a lone high surrogate', { body: 'a\ud800b' }, [{ field: 'body', code: 'refused' }]],
    ['a lone low surrogate', { name: 'a\udc00' }, [{ field: 'name', code: 'refused' }]],
    ['a line end in the name', { name: 'Marie\nBcc: tous' }, [{ field: 'name', code: 'refused' }]],
    ['a line end in the e-mail', { email: 'a@exemple.fr\r\nBcc: b@c.fr' }, [{ field: 'email', code: 'refused' }]],
    ['a number', { body: 42 }, [{ field: 'body', code: 'refused' }]],
    ['null', { name: null }, [{ field: 'name', code: 'refused' }]],
    ['a list', { email: ['a@exemple.fr'] }, [{ field: 'email', code: 'refused' }]],
    [
      'everything wrong',
      { body: '', name: '', email: 'a', url: 'b' },
      [
        { field: 'body', code: 'required' },
        { field: 'name', code: 'required' },
        { field: 'email', code: 'email' },
        { field: 'url', code: 'url' },
      ],
    ],
  ];
  for (const [what, fields, errors] of refused) {
    it(`is refused: ${what}`, async (t) => {
      const server = await openServer(t);
      const response = await server.post(fields);
      const problem = await problemOf(response);
      assert.equal(response.status, 422);
      assert.equal(problem.code, 'invalid');
      assert.deepEqual(problem.errors?.map(withoutSentence), errors);
      assert.equal((await server.list()).total, 0);
    });
  }

  const emails =
    'marie @marie marie@ marie@exemple marie@-exemple.fr marie@exemple-.fr marie@exemple..fr .marie@exemple.fr marie.@exemple.fr ma..rie@exemple.fr ma(rie@exemple.fr marie@exem_ple.fr marie@exemple.fr. marie@exemple.1 a@b@exemple.fr "marie"@exemple.fr marie@[127.0.0.1] élodie@exemple.fr';
  for (const email of [
    ...emails.split(' '),
    'ma rie@exemple.fr',
    `${'a'.repeat(65)}@exemple.fr`,
    `a@${'b'.repeat(64)}.fr`,
  ]) {
    it(`is no e-mail: ${email}`, async (t) => {
      const server = await openServer(t);
      const { errors } = await problemOf(await server.post({ email }));
      assert.deepEqual(errors?.map(withoutSentence), [{ field: 'email', code: 'email' }]);
    });
  }

  for (const email of ['marie@exemple.fr', "o'neil+blog@sous.domaine.exemple.museum", 'm@x.xn--p1ai']) {
    it(`is an e-mail: ${email}`, async (t) => {
      const server = await openServer(t);
      assert.equal((await server.post({ email })).status, 201);
    });
  }

  for (const url of [
    'javascript:alert(1)',
    'JaVaScRiPt://exemple.fr/%0aalert(1)',
    ' https://exemple.fr',
    'data:text/html,<script>alert(1)</script>',
    'ftp://exemple.fr',
    '//exemple.fr',
    'exemple.fr',
    'https://',
    'https://localhost',
    'https://exemple.fr@pirate.fr/',
    'https://ex emple.fr',
    '   ',
  ]) {
    it(`is no address: ${url}`, async (t) => {
      const server = await openServer(t);
      const { errors } = await problemOf(await server.post({ url }));
      assert.deepEqual(errors?.map(withoutSentence), [{ field: 'url', code: 'url' }]);
    });
  }

  it('may be as long as its limit, counted in code points', async (t) => {
    const server = await openServer(t);
    const body = '🙂'.repeat(5000);
    assert.equal((await server.published({ body, name: '🙂'.repeat(100) })).content.value, body);
  });

  it('may bear two hundred combining marks, which are kept', async (t) => {
    const server = await openServer(t);
    const body = `e${'\u0301'.repeat(200)}`;
    assert.equal((await server.published({ body })).content.value, body);
  });
});

describe('a thread or parent', () => {
  for (const fields of [
    { thread: undefined },
    { thread: '' },
    { thread: 'a\0b' },
    { thread: 'a'.repeat(1001) },
    { thread: 3 },
    { parentId: 1 },
    { extra: { topic: 1 } },
    { page: 'https://exemple.fr' },
  ]) {
    it(`is refused: ${JSON.stringify(fields).slice(0, 40)}`, async (t) => {
      const server = await openServer(t);
      const response = await server.post(fields);
      assert.equal(response.status, 422);
      assert.equal((await problemOf(response)).code, 'invalid');
    });
  }

  it('must be known, published, and in the same thread', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    const elsewhere = await server.published({ thread: '/ailleurs' });
    const pending = await server.published({ body: 'Voir https://exemple.fr' });
    assert.equal(pending.status, 'pending');
    for (const parentId of [elsewhere.id, pending.id, '999', 'abc', '0x1', '', "1' OR 1=1"]) {
      const response = await server.post({ parentId, body: `En réponse à ${parentId}` });
      assert.equal(response.status, 422);
      assert.equal((await problemOf(response)).code, 'gone');
    }
  });
});

describe('a request', () => {
  for (const body of ['', '{"thread":"/", "body', 'null]', '{"body": "\u0001"}']) {
    it(`is refused when it is no JSON: ${JSON.stringify(body)}`, async (t) => {
      const server = await openServer(t);
      const response = await server.send(body, json);
      assert.equal(response.status, 400);
      assert.equal((await problemOf(response)).code, 'invalid');
    });
  }

  for (const body of ['null', '[]', '"texte"', '12']) {
    it(`is refused when it is JSON of another shape: ${body}`, async (t) => {
      const server = await openServer(t);
      assert.equal((await server.send(body, json)).status, 422);
    });
  }

  it('is refused when it is no UTF-8', async (t) => {
    const server = await openServer(t);
    assert.equal((await server.send(Uint8Array.of(0x22, 0xc3, 0x28, 0x22), json)).status, 400);
  });

  for (const type of [
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
    'json',
    '',
  ]) {
    it(`is refused as ${type || 'nothing'}`, async (t) => {
      const server = await openServer(t);
      const response = await server.send(new TextEncoder().encode('{}'), type ? { 'Content-Type': type } : {});
      assert.equal(response.status, 415);
      assert.equal((await problemOf(response)).code, 'invalid');
      assert.equal(response.headers.get('Accept-Post'), 'application/json, application/x-www-form-urlencoded');
    });
  }

  it('is taken with a charset of UTF-8, whatever the case', async (t) => {
    const server = await openServer(t);
    assert.equal((await server.post({}, { 'Content-Type': 'Application/JSON; Charset="UTF-8"' })).status, 201);
  });

  it('of 20 MB is refused, and the client hears of it', async (t) => {
    const server = await openServer(t);
    const response = await server.post({ body: 'a'.repeat(20_000_000) });
    assert.equal(response.status, 413);
    assert.equal((await problemOf(response)).code, 'invalid');
    assert.equal((await server.post({})).status, 201);
  });

  it('that never tells its length is refused before its end', hangs, async (t) => {
    const server = await openServer(t);
    const sent = request(`${server.url}/api/comments`, { method: 'POST', headers: json, agent: false });
    sent.write('a'.repeat(300 * 1024));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    assert.equal(response.statusCode, 413);
    sent.destroy();
  });

  it('of 20 MB in pieces is let through, so that whoever listens only after sending hears', hangs, async (t) => {
    const server = await openServer(t);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const heard = text(socket);
    const head =
      'POST /api/comments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const piece = `F4240\r\n${'a'.repeat(1_000_000)}\r\n`;
    const next = 'GET /api/comments?thread=/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    await pipeline(Readable.from([head, ...Array.from({ length: 20 }, () => piece), '0\r\n\r\n', next]), socket);
    assert.match(await heard, /^HTTP\/1\.1 413 [^]*HTTP\/1\.1 200 /);
  });

  it('that breaks off leaves nothing behind, in the log neither', async (t) => {
    const log = t.mock.method(console, 'error');
    const server = await openServer(t);
    await new Promise((resolve) => {
      const headers = { ...json, 'Content-Length': 1000 };
      const sent = request(`${server.url}/api/comments`, { method: 'POST', headers, agent: false });
      sent.on('error', resolve);
      sent.write('{"thread":"/","body":"Bonjour"', () => sent.destroy(new Error('gone')));
    });
    assert.equal((await server.list()).total, 0);
    assert.equal((await server.post({})).status, 201);
    assert.equal(log.mock.callCount(), 0);
  });
});
