import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import type { Fault, FaultPlan } from './fault-plan.ts';
import { FaultProxy } from './fault-proxy.ts';

/** A backend that says back what it is told, behind a proxy with these faults, one after the other. */
async function open(t: TestContext, ...faults: readonly Partial<Fault>[]) {
  const stored: string[] = [];
  let [atOnce, mostAtOnce] = [0, 0];
  const backend = createServer((asked, answer) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    void text(asked).then((body) => {
      stored.push(body);
      setTimeout(() => {
        atOnce--;
        answer.writeHead(201).end(`stored: ${body}`);
      }, 50);
    });
  }).listen(0, '127.0.0.1');
  await once(backend, 'listening');
  t.after(() => backend.close());
  const next = (): Fault => ({ pause: 0, reach: 'in time', ending: 'answer', ...faults[next.count++] });
  next.count = 0;
  const plan = { isOver: false, ofWrite: next, ofRead: next } as unknown as FaultPlan;
  const proxy = await FaultProxy.open({ plan, backend: { api: /^\/api/, isAtomic: false }, tell: () => undefined });
  t.after(() => proxy.close());

  /** @returns what comes back, or how it ended */
  const post = (body = 'r1c1', path = '/api') =>
    new Promise<string>((resolve) => {
      const { port } = backend.address() as AddressInfo;
      const options = { port: new URL(proxy.url).port, method: 'POST', path: `http://127.0.0.1:${port}${path}` };
      const sent = request({ ...options, agent: false }, (answer) => {
        text(answer).then(
          (all) => resolve(`${answer.statusCode} ${all}`),
          () => resolve('cut'),
        );
      });
      sent.on('error', ({ message }) => resolve(message)).end(body);
    });
  return { proxy, post, stored, mostAtOnce: () => mostAtOnce };
}

describe('the proxy of the fault bench', () => {
  it('hands on what has no fault, and all that is not for the API', async (t) => {
    const { post, stored } = await open(t, {}, { ending: 'reset' });
    assert.equal(await post(), '201 stored: r1c1');
    assert.equal(await post('r1c2', '/page'), '201 stored: r1c2');
    assert.deepEqual(stored, ['r1c1', 'r1c2']);
  });

  for (const [ending, seen] of [
    ['cut', 'cut'],
    ['close', 'socket hang up'],
    ['reset', 'read ECONNRESET'],
    [502, '502 <!doctype html><title>502</title><h1>502</h1>'],
  ] as const)
    it(`${ending}: with and without the backend`, async (t) => {
      const { post, stored } = await open(t, { ending }, { ending, reach: 'never' });
      assert.equal(await post(), seen);
      assert.deepEqual(stored, ['r1c1']);
      if (ending !== 'cut') assert.equal(await post(), seen);
      assert.equal(stored.length, 1);
    });

  it('lets a request come late, when its sender has lost the connection', async (t) => {
    const { post, stored, proxy } = await open(t, { reach: 'late', ending: 'reset' });
    assert.equal(await post(), 'read ECONNRESET');
    assert.equal(proxy.passages('r1c1')[0]?.isOver, false);
    while (!proxy.passages('r1c1')[0]?.isOver) await new Promise(setImmediate);
    assert.deepEqual(stored, ['r1c1']);
  });

  it('has a backend that is not atomic get the same comment once at a time', async (t) => {
    const { post, mostAtOnce } = await open(t);
    await Promise.all([post(), post(), post()]);
    assert.equal(mostAtOnce(), 1);
    await Promise.all([post(), post('r1c2')]);
    assert.equal(mostAtOnce(), 2);
  });

  it('is away for as many requests as an outage has', async (t) => {
    const { post, stored } = await open(t, { reach: 'never', ending: 'reset', outage: 2 });
    for (let count = 0; count < 3; count++) assert.equal(await post(), 'read ECONNRESET');
    assert.equal(await post(), '201 stored: r1c1');
    assert.equal(stored.length, 1);
  });
});
