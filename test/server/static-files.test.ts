import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compress } from '../../demo/server/compression.ts';
import { StaticFiles } from '../../demo/server/static-files.ts';
import { openServer, rawRequest } from './demo-server.ts';

const script = '/dist/comment-widget.js';

describe('a file', () => {
  it('is served with its type, and protected from sniffing', async (t) => {
    const server = await openServer(t);
    const types = {
      [script]: 'text/javascript; charset=utf-8',
      '/assets/site.css': 'text/css; charset=utf-8',
      '/assets/point.png': 'image/png',
    };
    for (const [path, type] of Object.entries(types)) {
      const { status, headers } = await rawRequest(server.url, path);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], type);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'strict-origin-when-cross-origin');
      assert.equal(headers['cache-control'], 'no-cache');
    }
  });

  const encodings: [accepted: string, used: string | undefined][] = [
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['BR; Q=1', 'br'],
    ['br;q=0, gzip;q=0.0', undefined],
  ];
  for (const [accepted, used] of encodings) {
    it(`is sent as ${used ?? 'it is'} to who accepts ${accepted || 'nothing'}`, async (t) => {
      const server = await openServer(t);
      const { headers, body } = await rawRequest(server.url, script, { 'Accept-Encoding': accepted });
      const plain = used === 'br' ? brotliDecompressSync(body) : used === 'gzip' ? gunzipSync(body) : body;
      assert.equal(headers['content-encoding'], used);
      assert.equal(headers['vary'], 'Accept-Encoding');
      assert.equal(Number(headers['content-length']), body.length);
      assert.deepEqual(plain, await readFile(join(server.root, script)));
    });
  }

  it('is read and compressed once, as long as it is the same', async (t) => {
    const { root } = await openServer(t);
    const files = new StaticFiles(join(root, 'dist'));
    const [first, second] = [await files.read('/comment-widget.js'), await files.read('/comment-widget.js')];
    assert.ok(first && second);
    assert.equal(first, second);
    assert.equal(compress(first, 'br'), compress(second, 'br'));
  });

  it('that is no text is sent as it is', async (t) => {
    const server = await openServer(t);
    const { headers } = await rawRequest(server.url, '/assets/point.png', { 'Accept-Encoding': 'gzip, br' });
    assert.equal(headers['content-encoding'], undefined);
  });

  it('has one strong tag for each encoding, and is not sent again to who has it', async (t) => {
    const server = await openServer(t);
    const tags = new Set<string>();
    for (const encoding of ['identity', 'gzip', 'br']) {
      const accept = { 'Accept-Encoding': encoding };
      const tag = (await rawRequest(server.url, script, accept)).headers.etag ?? '';
      tags.add(tag);
      assert.match(tag, /^"[^"]+"$/);
      for (const known of [tag, `"autre", W/${tag}`, '*']) {
        const { status, headers, body } = await rawRequest(server.url, script, { ...accept, 'If-None-Match': known });
        assert.equal(status, 304);
        assert.equal(headers.etag, tag);
        assert.equal(body.length, 0);
      }
      assert.equal((await rawRequest(server.url, script, { ...accept, 'If-None-Match': '"autre"' })).status, 200);
    }
    assert.equal(tags.size, 3);
  });

  it('is sent anew once it has changed', async (t) => {
    const server = await openServer(t);
    const accept = { 'Accept-Encoding': 'br' };
    const before = await rawRequest(server.url, script, accept);
    await appendFile(join(server.root, script), '// changed');
    const after = await rawRequest(server.url, script, { ...accept, 'If-None-Match': before.headers.etag ?? '' });
    assert.equal(after.status, 200);
    assert.match(brotliDecompressSync(after.body).toString(), /changed$/);
  });

  it('answers HEAD, and no other method', async (t) => {
    const server = await openServer(t);
    const head = await rawRequest(server.url, script, {}, 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(Number(head.headers['content-length']), (await readFile(join(server.root, script))).length);
    assert.equal(head.body.length, 0);
    const post = await rawRequest(server.url, script, {}, 'POST');
    assert.equal(post.status, 405);
    assert.equal(post.headers.allow, 'GET, HEAD');
  });

  it('of the bundle may be loaded by a page of another origin', async (t) => {
    const server = await openServer(t);
    const { headers } = await rawRequest(server.url, script);
    assert.equal(headers['access-control-allow-origin'], '*');
  });
});

describe('a path', () => {
  for (const path of [
    '/dist/../secret.txt',
    '/dist/%2e%2e/secret.txt',
    '/dist/..%2fsecret.txt',
    '/dist/..%5csecret.txt',
    '/dist/%252e%252e/secret.txt',
    '/dist/....//secret.txt',
    '/dist//../../secret.txt',
    '/dist\\..\\..\\secret.txt',
    '/assets/../../secret.txt',
    '/assets/site.css%00.png',
    '/assets/.hidden',
    '/assets/',
    '/assets',
    '/dist/missing.js',
    '/data/test.sqlite',
    '/..%2f..%2fsecret',
    '/__proto__',
  ]) {
    it(`leads out of no folder: ${path}`, async (t) => {
      const server = await openServer(t);
      const { status, body } = await rawRequest(server.url, path);
      assert.equal(status, 404);
      assert.doesNotMatch(body.toString(), /not to be served/);
    });
  }

  for (const path of ['//', '//evil.example/dist', 'http://%', '/%', '/%ff']) {
    it(`that makes no sense is answered like any other: ${path}`, async (t) => {
      const server = await openServer(t);
      assert.equal((await rawRequest(server.url, path)).status, 404);
    });
  }
});
