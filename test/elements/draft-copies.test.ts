import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { forgetAll, kept, placeOf } from '../support/kept.js';
import { KeepingBackend } from '../support/keeping-backend.js';
import { marie, Reader } from '../support/reader.js';
import { widgetFor } from '../support/widget.js';

describe('a draft that there are two copies of', () => {
  const clock = Clock.hold();
  let backend: KeepingBackend;
  let reader: Reader;

  const visit = async () => {
    reader = await Reader.visit(widgetFor(backend.adapter));
  };
  const writes = async (text = 'Bonjour') => {
    reader.signs(marie);
    reader.writes(text);
    await eventually(() => reader.keepsDrafts);
    await eventually(() => {
      clock.advance(1);
      return JSON.stringify(localStorage).includes(text);
    });
  };
  const sends = async () => {
    await reader.pressesButton();
    await eventually(() => backend.sent.length);
  };
  const body = () => reader.field('body').value;
  const turnsPage = (type: 'pagehide' | 'pageshow') =>
    void dispatchEvent(new PageTransitionEvent(type, { persisted: true }));

  beforeEach(() => {
    backend = new KeepingBackend(true);
  });
  afterEach(() => {
    reader.widget.remove();
    turnsPage('pageshow');
    forgetAll(placeOf(location.pathname));
  });

  describe('as the page makes its widget anew while the comment is on its way', () => {
    for (const [what, isTold] of [
      ['confirmed', true],
      ['lost', false],
    ] as const)
      for (const isKeyed of [true, false])
        it(`is not in the new form any more once the answer is ${what}, keys known: ${isKeyed}`, async () => {
          backend = new KeepingBackend(isKeyed, { rules: { unmoderated: true } });
          await visit();
          await writes();
          const answer = backend.holdsPost(isTold);
          await sends();
          reader.widget.remove();
          await visit();
          await eventually(() => body() === 'Bonjour');
          answer();
          await eventually(() => !body());
          expect(kept('draft')).to.deep.equal([]);
          expect(backend.texts).to.deep.equal(['Bonjour']);
        });

    it('stays where something else has been written in the new form', async () => {
      await visit();
      await writes();
      const answer = backend.holdsPost();
      await sends();
      reader.widget.remove();
      await visit();
      await eventually(() => body() === 'Bonjour');
      await writes('Un tout autre commentaire');
      answer();
      await eventually(() => backend.texts.length);
      await reader.settles();
      expect(body()).to.equal('Un tout autre commentaire');
      turnsPage('pagehide');
      expect(JSON.stringify(localStorage)).to.include('Un tout autre');
    });

    it('is sent once, where it is sent from both', async () => {
      await visit();
      await writes();
      const answer = backend.holdsPost();
      await sends();
      reader.widget.remove();
      await visit();
      await eventually(() => body() === 'Bonjour');
      reader.signs(marie);
      await reader.publishes();
      answer();
      await eventually(() => !kept('draft').length);
      expect(new Set(backend.attemptKeys).size).to.equal(1);
      expect(backend.texts).to.deep.equal(['Bonjour']);
    });
  });

  it('in a tab that was duplicated keeps its key when the first one has its answer', async () => {
    await visit();
    await writes();
    const answer = backend.holdsPost();
    await sends();
    const [name] = kept('draft');
    const value = localStorage.getItem(name!)!;
    // The page of the test goes on as the second tab: what it knew as the first one is gone, what stands in the storage is there.
    answer();
    await eventually(() => !kept('draft').length);
    reader.widget.remove();
    localStorage.setItem(name!, value);
    await visit();
    await eventually(() => body() === 'Bonjour');
    // The first one is answered only now.
    localStorage.removeItem(name!);
    dispatchEvent(new StorageEvent('storage', { key: name!, oldValue: value, newValue: null }));
    reader.signs(marie);
    await reader.publishes();
    const [first, second] = backend.attemptKeys;
    expect(second).to.equal(first);
    expect(backend.texts).to.deep.equal(['Bonjour']);
  });

  describe('and is gone from the storage', () => {
    it('is not written again by a page that comes back from the history: it was sent from another copy', async () => {
      await visit();
      await writes();
      turnsPage('pagehide');
      const [name] = kept('draft');
      localStorage.removeItem(name!);
      turnsPage('pageshow');
      turnsPage('pagehide');
      expect(JSON.stringify(localStorage)).not.to.include('Bonjour');
    });

    it('is not written again when the tab that it was taken from is left', async () => {
      await visit();
      await writes();
      const [name] = kept('draft');
      localStorage.removeItem(name!);
      dispatchEvent(new StorageEvent('storage', { key: name!, oldValue: 'x', newValue: null }));
      turnsPage('pagehide');
      expect(JSON.stringify(localStorage)).not.to.include('Bonjour');
    });

    it('is written where its author goes on with it here', async () => {
      await visit();
      await writes();
      const [name] = kept('draft');
      localStorage.removeItem(name!);
      reader.writes('Bonjour à tous');
      turnsPage('pagehide');
      expect(JSON.stringify(localStorage)).to.include('Bonjour à tous');
    });
  });

  it('is not written over what was written on in the next copy of its page', async () => {
    await visit();
    await writes();
    turnsPage('pagehide');
    const [name] = kept('draft');
    const draft = JSON.parse(localStorage.getItem(name!)!) as object;
    localStorage.setItem(name!, JSON.stringify({ ...draft, text: 'Bonjour à tous', left: true }));
    turnsPage('pageshow');
    turnsPage('pagehide');
    expect(JSON.stringify(localStorage)).to.include('Bonjour à tous');
  });

  it('is kept in both tabs, where one was duplicated and writes on', async () => {
    await visit();
    await writes();
    const [name] = kept('draft');
    const draft = JSON.parse(localStorage.getItem(name!)!) as object;
    const newValue = JSON.stringify({ ...draft, text: 'Dans l’autre' });
    localStorage.setItem(name!, newValue);
    dispatchEvent(new StorageEvent('storage', { key: name!, newValue }));
    expect(kept('draft')).to.have.lengthOf(2);
    expect(JSON.stringify(localStorage)).to.include('Bonjour').and.to.include('Dans l’autre');
  });
});
