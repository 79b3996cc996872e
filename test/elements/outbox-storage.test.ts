import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { fillStorage, forgetAll, keepWaiting, kept, placeOf } from '../support/kept.js';
import { marie, Reader } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

const used = () => Object.entries(localStorage).join().length;

describe('what waits, in the storage of a browser', () => {
  const clock = Clock.hold();
  let backend: StagedBackend;
  let reader: Reader;
  let empty: (() => void) | undefined;

  const visit = async (attributes: Record<string, string> = {}) => {
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
  };
  const writes = async (text = 'Bonjour') => {
    reader.signs(marie);
    reader.writes(text);
    await eventually(() => reader.keepsDrafts);
  };

  beforeEach(() => {
    backend = new StagedBackend();
  });
  afterEach(() => {
    empty?.();
    empty = undefined;
    reader.widget.remove();
    dispatchEvent(new PageTransitionEvent('pageshow'));
    forgetAll(placeOf('/un-autre'), placeOf(location.pathname));
  });

  it('is not thrown away after a day where its draft is not taken', async () => {
    const name = keepWaiting(placeOf('/un-autre'), 'Deux heures de travail', { at: Date.now() - 90_000_000 });
    let isTried = false;
    empty = fillStorage((tried) => {
      isTried ||= tried.startsWith('comment-widget:draft') && tried.includes('un-autre');
      return false;
    });
    await visit();
    reader.goesTo('body');
    await eventually(() => isTried || !kept('outbox').length);
    await reader.settles();
    expect(kept('outbox')).to.deep.equal([name]);
  });

  it('takes the room of its draft, where there is none for both', async () => {
    await visit();
    await writes('Deux heures de travail');
    await eventually(() => {
      clock.advance(1);
      return kept('draft').length;
    });
    const limit = used() + 250;
    empty = fillStorage((name, value) => {
      const old = localStorage.getItem(name);
      return used() + value.length + name.length - (old === null ? 0 : old.length + name.length) <= limit;
    });
    backend.refuses('network');
    await reader.publishes();
    await eventually(() => reader.waiting.length);
    // A phone takes the page away: nobody is asked.
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(JSON.stringify(localStorage)).to.include('Deux heures de travail');
  });

  it('is known to have left, however full the storage has become meanwhile', async () => {
    await visit();
    backend.refuses('network');
    await writes();
    await reader.publishes();
    await eventually(() => reader.waiting.length);
    const [name] = kept('outbox');
    const since = () => (JSON.parse(localStorage.getItem(name!)!) as { since?: number }).since;
    expect(since()).to.equal(undefined);
    empty = fillStorage((taken, value) => (localStorage.getItem(taken) ?? '').length >= value.length);
    backend.holdsPosts();
    await eventually(() => {
      clock.advance(1);
      return backend.sent.length === 2;
    });
    expect(since()).to.be.a('number');
  });

  it('stays out of it once its page says so', async () => {
    await visit();
    await writes('x');
    reader.widget.draftDays = 0;
    await reader.settles();
    backend.refuses('network');
    reader.writes('Bonjour');
    await reader.publishes();
    await eventually(() => reader.waiting.length);
    expect(JSON.stringify(localStorage)).not.to.match(/Bonjour|Marie|exemple/);
  });

  it('is taken out of it at its next attempt, once its page says so', async () => {
    backend.refuses('network');
    await visit();
    await writes();
    await reader.publishes();
    await eventually(() => kept('outbox').length);
    reader.widget.draftDays = 0;
    await reader.settles();
    await eventually(() => {
      clock.advance(1);
      return !kept('outbox').length;
    });
    expect(reader.waiting).to.deep.equal(['Bonjour']);
  });

  it('does not become a draft while another tab is sending it', async () => {
    const place = placeOf(location.pathname);
    const name = keepWaiting(place, 'Bonjour', { at: Date.now() - 86_401_000 });
    let end!: () => void;
    await new Promise<void>((resolve) => {
      const work = () => (resolve(), new Promise<void>((done) => (end = done)));
      void navigator.locks.request(`comment-widget:lease ${name.split(' ').at(-1)}`, work);
    });
    await visit();
    reader.goesTo('body');
    await eventually(() => reader.waiting.length);
    // There it has arrived.
    localStorage.removeItem(name);
    dispatchEvent(new StorageEvent('storage', { key: name }));
    end();
    await eventually(() => !reader.waiting.length);
    expect(reader.field('body').value).to.equal('');
  });
});
