import { expect } from '@open-wc/testing';
import { inSlices } from '../../src/core/slices.js';

describe('a long list', () => {
  const { now } = Performance.prototype;
  const scheduler = Object.getOwnPropertyDescriptor(window, 'scheduler');
  let time = 0;
  /** The numbers that were worked at, and a dash for each time when others had their turn. */
  let course: (number | string)[];
  const setScheduler = (value: unknown) =>
    Object.defineProperty(window, 'scheduler', { value, configurable: true, writable: true });
  /** Takes so many milliseconds. */
  const work = (item: number) => {
    course.push(item);
    time += item;
  };

  beforeEach(() => {
    course = [];
    performance.now = () => time;
    setScheduler({
      yield: () => {
        course.push('–');
        return Promise.resolve();
      },
    });
  });
  afterEach(() => {
    performance.now = now;
    if (scheduler) Object.defineProperty(window, 'scheduler', scheduler);
    else Reflect.deleteProperty(window, 'scheduler');
  });

  it('is gone through in its order, with a pause whenever that took 8 milliseconds', async () => {
    await inSlices([3, 4, 5, 1, 9, 8, 2], work);
    expect(course).to.deep.equal([3, 4, 5, '–', 1, 9, '–', 8, '–', 2]);
  });

  it('is gone through at once when that takes no time', async () => {
    const end = inSlices([1, 2, 3], work);
    expect(course).to.deep.equal([1, 2, 3]);
    await end;
    expect(course).to.deep.equal([1, 2, 3]);
    await inSlices([], work);
  });

  for (const [absent, value] of Object.entries({ scheduler: undefined, 'scheduler.yield': {} }))
    it(`lets others have their turn where there is no ${absent}`, async () => {
      setScheduler(value);
      const end = inSlices([8, 1], work);
      // As long as promises follow one another, nobody else has a turn.
      for (let count = 0; count < 100; count++) await Promise.resolve();
      expect(course).to.deep.equal([8]);
      await end;
      expect(course).to.deep.equal([8, 1]);
    });

  it('is left when nobody waits for it any more, for the very reason', async () => {
    const reader = new AbortController();
    const end = inSlices([8, 1, 2], work, reader.signal);
    reader.abort('left the page');
    expect(await end.catch((reason: unknown) => reason)).to.equal('left the page');
    expect(course).to.deep.equal([8, '–']);
  });

  it('is not begun when nobody waits for it', async () => {
    const reason = await inSlices([1], work, AbortSignal.abort('left the page')).catch((error: unknown) => error);
    expect(reason).to.equal('left the page');
    expect(course).to.deep.equal([]);
  });

  it('is left where the work fails', async () => {
    const failure = new Error('no comment');
    const end = inSlices([1, 2, 3], (item) => {
      if (item === 2) throw failure;
      work(item);
    });
    expect(await end.catch((reason: unknown) => reason)).to.equal(failure);
    expect(course).to.deep.equal([1]);
  });
});
