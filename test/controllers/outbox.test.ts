import { expect } from '@open-wc/testing';
import type { ReactiveController } from 'lit';
import type { Posted } from '../../src/controllers/attempt.js';
import type { OpenThread } from '../../src/controllers/open-thread.js';
import { OutboxStorage, type OutboxEntry } from '../../src/controllers/outbox-storage.js';
import { Outbox, type OutboxHost } from '../../src/controllers/outbox.js';
import { Clock } from '../support/clock.js';
import { eventually, turn } from '../support/eventually.js';
import { StagedBackend } from '../support/staged-backend.js';

const hour = 3_600_000;

function entry(key: string, more: Partial<OutboxEntry> = {}): OutboxEntry {
  const draft = { body: `Texte ${key}`, name: 'Marie', email: 'marie@exemple.fr', url: '', extra: {} };
  return { v: 1, key, draft, parentId: null, at: Date.now(), tries: 1, due: Date.now(), ...more };
}

/** Where an outbox lives: one form of a page, in front of a backend. */
class Page extends EventTarget implements OutboxHost {
  readonly backend = new StagedBackend();
  readonly controllers = new Set<ReactiveController>();
  readonly updateComplete = Promise.resolve(true);
  readonly posted: Posted[] = [];
  place = '/a';
  draftDays = 7;
  updates = 0;
  readonly outbox = new Outbox(this, {
    received: (_key, posted) => this.posted.push(posted),
    expired: () => undefined,
  });

  get settings() {
    const { place, draftDays } = this;
    const thread: OpenThread = {
      place: { thread: place, lang: 'fr' },
      ready: () => Promise.resolve(this.backend.adapter),
      post: (draft, parentId, attemptKey) =>
        this.backend.adapter.post!({ thread: place, parentId, url: '', title: '' }, draft, { attemptKey }),
    };
    return { openThread: () => Promise.resolve(thread), place, draftDays };
  }

  addController(controller: ReactiveController): void {
    this.controllers.add(controller);
  }

  removeController(controller: ReactiveController): void {
    this.controllers.delete(controller);
  }

  requestUpdate(): void {
    this.updates++;
  }

  opens(place: string): void {
    this.place = place;
    this.outbox.open(place);
  }

  get keys(): string[] {
    return this.backend.attemptKeys;
  }
}

describe('an outbox', () => {
  const clock = Clock.hold();
  let page: Page;
  let store: OutboxStorage;

  const start = () => {
    for (const controller of page.controllers) controller.hostConnected?.();
    page.opens('/a');
  };
  const settles = async () => {
    for (let round = 0; round < 5; round++) await turn();
  };
  const passes = async (seconds: number) => {
    clock.advance(seconds);
    await settles();
  };

  beforeEach(() => {
    page = new Page();
    store = new OutboxStorage('/a', true);
  });
  afterEach(() => {
    for (const controller of page.controllers) controller.hostDisconnected?.();
    for (const { key } of store.entries) store.remove(key);
    Reflect.deleteProperty(navigator, 'locks');
    for (const name of Object.keys(localStorage))
      if (/^comment-widget:(draft|outbox|lease)/.test(name)) localStorage.removeItem(name);
  });

  it('sends one after the other, in their order', async () => {
    store.put(entry('2', { at: Date.now() - 1 }));
    store.put(entry('1', { at: Date.now() - 2 }));
    const answer = page.backend.holdsPosts();
    start();
    await eventually(() => page.keys.length);
    await settles();
    await eventually(() => page.keys.length);
    expect(page.keys).to.deep.equal(['1']);
    answer();
    await eventually(() => page.posted.length === 2);
    expect(page.keys).to.deep.equal(['1', '2']);
  });

  it('sends nothing of itself that has waited for a day in this page, and all that its author asks for', async () => {
    page.draftDays = 0;
    new OutboxStorage('/a', false).put(entry('1', { at: Date.now() - 25 * hour }));
    start();
    await passes(600);
    expect(page.keys).to.deep.equal([]);
    await page.outbox.send('1', true);
    await eventually(() => page.keys.length);
    expect(page.keys).to.deep.equal(['1']);
    expect(page.posted).to.have.lengthOf(1);
  });

  it('keeps what has waited for a day in this page where there are no drafts beyond the visit', async () => {
    page.draftDays = 0;
    store.put(entry('1', { at: Date.now() - 25 * hour }));
    start();
    await eventually(() => !JSON.stringify(localStorage).includes('Texte 1'));
    expect(page.outbox.entries.map(({ key }) => key)).to.deep.equal(['1']);
  });

  it('does not send what another visit has only just left on its way', async () => {
    store.put(entry('1', { tries: 0, due: Date.now() + 4_000 }));
    start();
    await passes(3);
    expect(page.keys).to.deep.equal([]);
    await passes(2);
    await eventually(() => page.keys.length);
    expect(page.keys).to.deep.equal(['1']);
  });

  it('does not send what another visit was just sending from here, until that has arrived', async () => {
    store.put(entry('before'));
    const answer = page.backend.holdsPosts();
    start();
    await eventually(() => page.keys.length);
    // The page is reloaded at once: its locks are gone, and its request is on its way still.
    for (const controller of page.controllers) controller.hostDisconnected?.();
    const left = store.get('before')!;
    store.remove('before');
    store.put({ ...left, key: '1' });
    page = new Page();
    start();
    await passes(3);
    expect(page.keys).to.deep.equal([]);
    await passes(2);
    await eventually(() => page.keys.length);
    expect(page.keys).to.deep.equal(['1']);
    answer();
  });

  for (const [what, act] of Object.entries({
    'gave it up': (key: string) => store.remove(key),
    'is sending it': (key: string) => store.put({ ...store.get(key)!, since: 7, left: 8, isOut: true }),
  }))
    it(`does not send what it was frozen with for longer than a lease lasts, where another tab ${what}`, async () => {
      page.backend.isRepeatable = false;
      const thaw = page.backend.holdsLists();
      start();
      store.put(entry('1', { since: Date.now(), due: Date.now() + hour, isFirm: true }));
      const sent = page.outbox.send('1', true);
      await eventually(() => page.backend.asked.length);
      act('1');
      const left = store.get('1');
      thaw();
      await sent;
      expect(page.keys).to.deep.equal([]);
      expect(store.get('1')).to.deep.equal(left);
    });

  it('answers a challenge once, and says the rest again', async () => {
    const { draft } = entry('1');
    const extra = { captcha: 'aZ3', 'cf-turnstile-response': 'jeton', 'g-recaptcha-response': 'jeton', site: '7' };
    store.put(entry('1', { draft: { ...draft, extra } }));
    page.backend.refuses('unavailable');
    start();
    await eventually(() => store.get('1')!.tries === 2);
    expect(page.backend.draft!.extra).to.deep.equal(extra);
    page.backend.refuses('challenge');
    await page.outbox.send('1', true);
    expect(page.backend.draft!.extra).to.deep.equal({ site: '7' });
    expect(store.get('1')!.halt).to.equal('challenge');
  });

  it('answers no challenge with what its page was left with', async () => {
    start();
    const answer = page.backend.holdsPosts();
    const { draft } = entry('1');
    const asked = entry('1', { draft: { ...draft, extra: { captcha: 'aZ3' } } });
    const posted = page.outbox.post(asked, '/a', () => undefined);
    await eventually(() => page.keys.length);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(store.get('1')!.draft.extra).to.deep.equal({});
    answer();
    await posted;
  });

  it('looks at the clock now and then, however long it is to wait', async () => {
    const hundredDays = 100 * 24 * hour;
    store.put(entry('1', { isFirm: true, due: Date.now() + hundredDays }));
    const delays: number[] = [];
    const { setTimeout: wait } = window;
    window.setTimeout = ((run: () => void, delay: number) => {
      delays.push(delay);
      return wait(run, delay);
    }) as typeof setTimeout;
    start();
    await settles();
    window.setTimeout = wait;
    // A timer that is told more than 2^31 ms rings at once, again and again.
    expect(Math.max(...delays)).to.be.within(1_000, 300_000);
    expect(page.keys).to.deep.equal([]);
  });

  it('sends nothing to the conversation that its page turns to while it waits for its lease', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    store.put(entry('1', { due: Date.now() + hour, isFirm: true }));
    start();
    const sent = page.outbox.send('1', true);
    page.opens('/b');
    await sent;
    expect(page.backend.sent).to.deep.equal([]);
    expect(store.get('1')!.since).to.equal(undefined);
  });

  it('takes back what waits where it was, though its page turns away meanwhile', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    store.put(entry('1', { due: Date.now() + hour, isFirm: true }));
    start();
    const discarded = page.outbox.discard('1');
    page.opens('/b');
    expect(await discarded).to.include({ key: '1' });
    expect(store.get('1')).to.equal(undefined);
  });

  it('takes back what there is in the end, and claims nothing of what is gone', async () => {
    store.put(entry('1', { halt: 'rejected' }));
    start();
    store.put(entry('1', { halt: 'rejected', since: 7 }));
    const told: unknown[] = [];
    page.addEventListener('comment-discarded', (event) => told.push((event as CustomEvent).detail));
    expect(await page.outbox.discard('1')).to.include({ since: 7 });
    expect(await page.outbox.discard('1')).to.equal(undefined);
    expect(told).to.deep.equal([{ body: 'Texte 1', parentId: null, isUncertain: true }]);
  });

  it('is nowhere for no moment, where it is put into another place', async () => {
    store.put(entry('1', { halt: 'rejected' }));
    start();
    let isThereStill: unknown;
    const discarded = page.outbox.discard('1', () => (isThereStill = store.get('1')));
    let isTold = false;
    page.addEventListener('comment-discarded', () => (isTold = !store.get('1')));
    expect(await discarded).to.include({ key: '1' });
    expect(isThereStill).not.to.equal(undefined);
    expect(isTold).to.equal(true);
  });

  it('shows what other tabs do to it, also where they clear all; not what they do elsewhere', () => {
    start();
    const isShown = (key: string | null) => {
      const before = page.updates;
      dispatchEvent(new StorageEvent('storage', { key }));
      return page.updates > before;
    };
    expect([
      isShown('comment-widget:outbox %2Fa 1'),
      isShown(null),
      isShown('comment-widget:outbox %2Fb 1'),
    ]).to.deep.equal([true, true, false]);
  });

  it('rests while its form is out of the page', async () => {
    store.put(entry('1', { due: Date.now() + 5_000, isFirm: true }));
    start();
    for (const controller of page.controllers) controller.hostDisconnected?.();
    await passes(60);
    dispatchEvent(new Event('online'));
    await settles();
    expect(page.keys).to.deep.equal([]);
    for (const controller of page.controllers) controller.hostConnected?.();
    await settles();
    await eventually(() => page.keys.length);
    expect(page.keys).to.deep.equal(['1']);
  });
});
