import { expect } from '@open-wc/testing';
import { withLease } from '../../src/controllers/lease.js';
import { Clock } from '../support/clock.js';

const name = 'a comment';
const own = `comment-widget:lease ${name}`;

/** Something that takes as long as the test wants. */
function work() {
  let finish!: () => void;
  const end = new Promise<void>((resolve) => (finish = resolve));
  return { begin: () => end, finish };
}

const cases: Record<string, (() => void) | undefined> = {
  'with the locks of the browser': undefined,
  'without locks': () => Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true }),
  'where the locks are refused': () =>
    Object.defineProperty(navigator, 'locks', {
      value: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) },
      configurable: true,
    }),
};

for (const [circumstance, prepare] of Object.entries(cases))
  describe(`what one of several tabs does, ${circumstance}`, () => {
    beforeEach(() => prepare?.());
    afterEach(() => {
      Reflect.deleteProperty(navigator, 'locks');
      localStorage.removeItem(own);
    });

    it('is done once, where two begin at the same time', async () => {
      let runs = 0;
      const run = async () => {
        runs++;
        await new Promise((resolve) => setTimeout(resolve, 200));
      };
      const done = await Promise.all([withLease(name, run), withLease(name, run)]);
      expect([runs, done.sort()]).to.deep.equal([1, [false, true]]);
    });

    it('may be done again afterwards, also where it failed', async () => {
      let runs = 0;
      const fail = () => (runs++, Promise.reject(new Error('broken')));
      const failure = await withLease(name, fail).catch(String);
      expect([runs, failure]).to.deep.equal([1, 'Error: broken']);
      expect(await withLease(name, () => undefined)).to.equal(true);
      expect(localStorage.getItem(own)).to.equal(null);
    });

    it('is not begun by another one as long as it lasts', async () => {
      const { begin, finish } = work();
      const first = withLease(name, begin);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await withLease(name, () => undefined)).to.equal(false);
      finish();
      expect(await first).to.equal(true);
    });

    it('holds up nothing else', async () => {
      const { begin, finish } = work();
      const first = withLease(name, begin);
      expect(await withLease('another', () => undefined)).to.equal(true);
      finish();
      expect(await first).to.equal(true);
    });
  });

describe('a lease with locks', () => {
  it('writes nothing', async () => {
    let written: string | null = 'something';
    await withLease(name, () => void (written = localStorage.getItem(own)));
    expect(written).to.equal(null);
  });
});

describe('a lease without locks', () => {
  const clock = Clock.hold();
  beforeEach(() => Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true }));
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'locks');
    localStorage.removeItem(own);
  });
  const isFree = () => withLease(name, () => undefined);

  it('of another tab counts, until that must be long gone', async () => {
    localStorage.setItem(own, `${Date.now() + 60_000} elsewhere`);
    expect(await isFree()).to.equal(false);
    clock.advance(61);
    expect(await isFree()).to.equal(true);
  });

  it('that a clock has left behind in the future, or that is nothing, does not count', async () => {
    for (const value of [`${Date.now() + 86_400_000} elsewhere`, 'nothing']) {
      localStorage.setItem(own, value);
      expect(await isFree(), value).to.equal(true);
    }
  });

  it('is for whoever wrote last', async () => {
    const first = isFree();
    localStorage.setItem(own, `${Date.now() + 120_000} elsewhere`);
    expect(await first).to.equal(false);
  });

  it('that has become another tab’s meanwhile is left to it', async () => {
    const theirs = `${Date.now() + 120_000} elsewhere`;
    expect(await withLease(name, () => localStorage.setItem(own, theirs))).to.equal(true);
    expect(localStorage.getItem(own)).to.equal(theirs);
  });

  it('is everybody’s where nothing can be written', async () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      expect(await isFree()).to.equal(true);
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});
