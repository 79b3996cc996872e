import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { ApiClient, openStore, temporaryFolder, type CommentJson } from './demo-server.ts';

const main = resolve(import.meta.dirname, '../../demo/server/main.ts');

interface Process {
  readonly child: ChildProcess;
  /** What it has said so far. */
  readonly output: () => string;
}

function run(t: TestContext, env: Record<string, string>): Process {
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...env } });
  let output = '';
  const collect = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  t.after(() => child.kill('SIGKILL'));
  return { child, output: () => output };
}

async function exitCode({ child }: Process): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
}

/** Starts the demo as a person would, on a port that is free. */
async function start(t: TestContext, env: Record<string, string>): Promise<Process & { api: ApiClient }> {
  const process = run(t, { PORT: '0', RATE_LIMIT: '0', ...env });
  for (;;) {
    const address = /http:\S+(?=\/\n)/.exec(process.output())?.[0];
    if (address) return { ...process, api: new ApiClient(address) };
    if (process.child.exitCode !== null) throw new Error(process.output());
    await once(process.child.stdout!, 'data');
  }
}

describe('a server that is killed while it is written to', () => {
  it('has kept every comment it answered for, and doubles none when all are sent again', async (t) => {
    const DATABASE = join(await temporaryFolder(t), 'demo.sqlite');
    const server = await start(t, { DATABASE });
    const acknowledged = new Map<number, CommentJson>();
    const send = ({ api }: { api: ApiClient }, n: number) =>
      api.post({ thread: '/kill', body: `Commentaire ${n}` }, { 'Idempotency-Key': `"kill-${n}"` });

    let next = 0;
    const write = async () => {
      for (;;) {
        const n = next++;
        const response = await send(server, n);
        acknowledged.set(n, (await response.json()) as CommentJson);
        if (acknowledged.size === 100) server.child.kill('SIGKILL');
      }
    };
    // Each of them goes on until its request fails.
    await Promise.allSettled(Array.from({ length: 8 }, write));
    await exitCode(server);
    assert.equal(server.child.signalCode, 'SIGKILL');
    assert.ok(acknowledged.size >= 100);
    assert.ok(next > acknowledged.size, 'some were under way');

    const again = await start(t, { DATABASE });
    for (let n = 0; n < next; n++) {
      const response = await send(again, n);
      const comment = (await response.json()) as CommentJson;
      const first = acknowledged.get(n);
      if (first) assert.deepEqual([response.status, comment], [200, first]);
      else assert.ok(response.status === 200 || response.status === 201);
    }

    const stored: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await again.api.list({ thread: '/kill', ...(cursor === undefined ? {} : { cursor }) });
      stored.push(...page.comments.map(({ content }) => content.value));
      cursor = page.next;
    } while (cursor !== undefined);
    assert.deepEqual(stored.sort(), Array.from({ length: next }, (_, n) => `Commentaire ${n}`).sort());
  });
});

describe('a server that is killed the moment it has answered', () => {
  it('has kept edits, deletions, votes and reports', async (t) => {
    const DATABASE = join(await temporaryFolder(t), 'demo.sqlite');
    const server = await start(t, { DATABASE });
    const [edited, deleted] = [
      await server.api.published({ thread: '/kill', body: 'Un' }),
      await server.api.published({ thread: '/kill', body: 'Deux' }),
    ];
    const vote = { body: { value: 1 } };
    await server.api.call('PUT', `${edited.id}/votes/0b7c2a54-3f0e-4f57-9d7e-3a5a5c0f8a11`, vote);
    await server.api.call('POST', `${edited.id}/reports`, { body: { reason: 'Publicité' } });
    await server.api.call('DELETE', deleted.id, deleted);
    await server.api.call('PATCH', edited.id, { token: edited.token, body: { body: 'Revu' } });
    server.child.kill('SIGKILL');
    await exitCode(server);

    const { api } = await start(t, { DATABASE });
    const { comments } = await api.list({ thread: '/kill' });
    assert.deepEqual(
      comments.map(({ content, score }) => [content.value, score]),
      [['Revu', 1]],
    );
    assert.equal(openStore(t, DATABASE).reports.list()[0]?.reason, 'Publicité');
    assert.equal((await api.call('DELETE', edited.id, edited)).status, 204, 'the token is still good');
  });
});

describe('the command', () => {
  it('takes its settings from the environment', async (t) => {
    const DATABASE = join(await temporaryFolder(t), 'new/folder/demo.sqlite');
    const { api } = await start(t, { DATABASE, MODERATION: 'all', RATE_LIMIT: '1', CLOSED_THREADS: '/a, /b' });
    assert.ok((await api.list()).total > 0, 'begins with a few comments');
    assert.equal((await api.published({})).status, 'pending');
    assert.equal((await api.post({ body: 'Encore' })).status, 429);
    assert.equal((await api.post({ thread: '/b' })).status, 403);
  });

  it('adds its first comments once only', async (t) => {
    const DATABASE = join(await temporaryFolder(t), 'demo.sqlite');
    const first = await start(t, { DATABASE });
    const { total } = await first.api.list();
    first.child.kill('SIGTERM');
    assert.equal(await exitCode(first), 0);
    const second = await start(t, { DATABASE });
    assert.equal((await second.api.list()).total, total);
  });

  it('begins with as many comments as it is asked for, once', async (t) => {
    const DATABASE = join(await temporaryFolder(t), 'demo.sqlite');
    const first = await start(t, { DATABASE, COMMENTS: '250' });
    assert.equal((await first.api.list()).total, 250);
    assert.ok((await first.api.list({ thread: '/sans-script' })).total > 0);
    first.child.kill('SIGTERM');
    await exitCode(first);
    const second = await start(t, { DATABASE, COMMENTS: '300' });
    assert.equal((await second.api.list()).total, 250);
    assert.match(second.output(), /demo\.sqlite has comments already, none are added\./);
  });

  it('says plainly that a later version wrote the database', async (t) => {
    const DATABASE = join(await temporaryFolder(t), 'demo.sqlite');
    const database = new DatabaseSync(DATABASE);
    database.exec('PRAGMA user_version = 99');
    database.close();
    const process = run(t, { PORT: '0', DATABASE });
    assert.equal(await exitCode(process), 1);
    assert.match(process.output(), /^The server could not start: .*A newer version .*demo\.sqlite\..*\n$/);
  });

  it('says plainly that the port is taken', async (t) => {
    const other = createServer().listen(0, '127.0.0.1');
    t.after(() => other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const process = run(t, { PORT: String(port), DATABASE: join(await temporaryFolder(t), 'demo.sqlite') });
    assert.equal(await exitCode(process), 1);
    assert.equal(
      process.output(),
      `Port ${port} is already in use. Set PORT to another one, or to 0 for any free one.\n`,
    );
  });

  for (const [name, value] of Object.entries({
    PORT: '80800',
    MODERATION: 'some',
    RATE_LIMIT: 'many',
    COMMENTS: '100001',
  })) {
    it(`names a setting that makes no sense: ${name}=${value}`, async (t) => {
      const process = run(t, { PORT: '0', DATABASE: join(await temporaryFolder(t), 'demo.sqlite'), [name]: value });
      assert.equal(await exitCode(process), 1);
      assert.match(process.output(), new RegExp(name));
    });
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`answers what is under way, then ends, at ${signal}`, async (t) => {
      const process = await start(t, { DATABASE: join(await temporaryFolder(t), 'demo.sqlite') });
      const body = JSON.stringify({ thread: '/', body: 'Dernier mot', name: 'Marie', email: 'marie@exemple.fr' });
      const headers = {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        Expect: '100-continue',
      };
      const sent = request(`${process.api.url}/api/comments`, { method: 'POST', headers, agent: false });
      sent.flushHeaders();
      await once(sent, 'continue');
      process.child.kill(signal);
      sent.end(body);
      const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume: () => void }];
      response.resume();
      assert.equal(response.statusCode, 201);
      assert.equal(await exitCode(process), 0);
    });
  }
});
