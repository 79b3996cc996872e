import { expect } from '@open-wc/testing';
import {
  contentOf,
  findExpired,
  isExpired,
  OutboxStorage,
  type OutboxEntry,
} from '../../src/controllers/outbox-storage.js';

const prefix = 'comment-widget:outbox ';
const hour = 3_600_000;
const names = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));

function entry(key: string, more: Partial<OutboxEntry> = {}): OutboxEntry {
  const draft = { body: 'Bonjour', name: 'Marie', email: 'marie@exemple.fr', url: '', extra: {} };
  return { v: 1, key, draft, parentId: null, at: Date.now(), tries: 0, due: 0, ...more };
}

const asksBeforeLeaving = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));

describe('what waits to be sent', () => {
  let store: OutboxStorage;
  beforeEach(() => (store = new OutboxStorage('/a b', true)));
  afterEach(() => {
    for (const { key } of store.entries) store.remove(key);
    for (const name of names()) localStorage.removeItem(name);
  });

  it('is there for other tabs, the oldest first, until it is removed', () => {
    store.put(entry('2', { at: Date.now() - 1000 }));
    expect(store.put(entry('1', { at: Date.now() - 2000 }))).to.equal(true);
    const elsewhere = new OutboxStorage('/a b', true);
    expect(elsewhere.entries.map(({ key }) => key)).to.deep.equal(['1', '2']);
    expect(elsewhere.get('1')!.draft.name).to.equal('Marie');
    elsewhere.remove('1');
    expect(store.get('1')).to.equal(undefined);
    expect(asksBeforeLeaving()).to.equal(false);
  });

  it('is of one conversation', () => {
    store.put(entry('1'));
    for (const place of ['/a', '/a b c', '']) expect(new OutboxStorage(place, true).entries).to.deep.equal([]);
    expect(store.has(names()[0]!)).to.equal(true);
    expect([store.has(null), store.has(`${prefix}%2Fa 1`)]).to.deep.equal([false, false]);
  });

  it('is of the page where it shall not outlive the visit, for whoever asks there', () => {
    const ofPage = new OutboxStorage('/a b', false);
    expect(ofPage.put(entry('1'))).to.equal(false);
    expect([names(), ofPage.isStored('1'), asksBeforeLeaving()]).to.deep.equal([[], false, true]);
    expect(store.get('1')!.key).to.equal('1');
    expect(new OutboxStorage('/autre', false).entries).to.deep.equal([]);
    store.remove('1');
    expect([ofPage.entries, asksBeforeLeaving()]).to.deep.equal([[], false]);
  });

  it('is as it was last, where the storage is full in between', () => {
    store.put(entry('1'));
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    store.put(entry('1', { tries: 3 }));
    Storage.prototype.setItem = setItem;
    expect(store.entries.map(({ tries }) => tries)).to.deep.equal([3]);
    expect([store.isStored('1'), asksBeforeLeaving()]).to.deep.equal([false, true]);
    store.put(entry('1', { tries: 4 }));
    expect([store.isStored('1'), asksBeforeLeaving(), store.get('1')!.tries]).to.deep.equal([true, false, 4]);
  });

  it('is of the page where the storage itself is refused', () => {
    const own = Object.getOwnPropertyDescriptor(window, 'localStorage')!;
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    try {
      expect(store.put(entry('1'))).to.equal(false);
      expect(store.entries.map(({ key }) => key)).to.deep.equal(['1']);
      expect(findExpired()).to.deep.equal([]);
      store.remove('1');
      expect(store.entries).to.deep.equal([]);
    } finally {
      Object.defineProperty(window, 'localStorage', own);
    }
  });

  const whole = entry('1');
  for (const [what, value] of Object.entries({
    'no JSON': '{',
    nothing: 'null',
    'of another version': { ...whole, v: 2 },
    'under another key': { ...whole, key: '2' },
    'without a text': { ...whole, draft: {} },
    'without a draft': { ...whole, draft: undefined },
    'of no time': { ...whole, at: undefined },
    'due at no time': { ...whole, due: 'soon' },
  }))
    it(`is nothing where something else stands there: ${what}`, () => {
      localStorage.setItem(`${prefix}%2Fa%20b 1`, typeof value === 'string' ? value : JSON.stringify(value));
      expect([store.entries, store.get('1')]).to.deep.equal([[], undefined]);
    });

  it('has waited for too long after a day, or from a day ahead', () => {
    const at = (hours: number) => isExpired({ at: Date.now() + hours * hour });
    expect([at(-23.9), at(-24.1), at(23.9), at(24.1)]).to.deep.equal([false, true, false, true]);
    expect([isExpired(undefined), isExpired({}), isExpired(null)]).to.deep.equal([true, true, true]);
  });

  it('for too long is found in every conversation, and what is no comment is taken away', () => {
    const old = Date.now() - 25 * hour;
    store.put(entry('1', { at: old }));
    store.put(entry('2'));
    new OutboxStorage('/autre', true).put(entry('3', { at: old }));
    localStorage.setItem(`${prefix}%2Fa 5`, JSON.stringify({ v: 2, at: old }));
    localStorage.setItem(`${prefix}%2Fa 6`, JSON.stringify({ v: 2, at: Date.now() }));
    const found = findExpired().map(({ place, key }) => `${place} ${key}`);
    expect(found.sort()).to.deep.equal(['/a b 1', '/autre 3']);
    expect(
      names()
        .map((name) => name.slice(-1))
        .sort(),
    ).to.deep.equal(['1', '2', '3', '6']);
  });

  it('is the same comment for the form that it came from', () => {
    const { draft } = entry('1');
    expect(contentOf({ ...draft, extra: { token: '1' } }, '7')).to.equal(contentOf(draft, '7'));
    for (const part of ['body', 'name', 'email', 'url'] as const)
      expect(contentOf({ ...draft, [part]: 'Autre' }, '7'), part).not.to.equal(contentOf(draft, '7'));
    expect(contentOf(draft, null)).not.to.equal(contentOf(draft, '7'));
  });
});
