import { expect } from '@open-wc/testing';
import { inSlices } from '../../src/core/slices.js';

describe('a long list', () => {
  const { now } = Performance.prototype;
  const { MessageChannel } = window;
  let time = 0;
  /** The numbers that were worked at, and a dash for each time when others had their turn. */
  let course: (number | string)[];
  /** Takes so many milliseconds. */
  const work = (item: number) => {
    course.push(item);
    time += item;
  };

  beforeEach(() => {
    course = [];
    Performance.prototype.now = () => time;
    class Channel {
      readonly port1: { onmessage?: () => void; close(): void } = { close: () => undefined };
      readonly port2 = {
        postMessage: () => {
          course.push('–');
          void Promise.resolve().then(() => this.port1.onmessage?.());
        },
      };
    }
    window.MessageChannel = Channel as unknown as typeof MessageChannel;
  });
  afterEach(() => {
    Performance.prototype.now = now;
    window.MessageChannel = MessageChannel;
  });

  it('is gone through in its order, with a pause whenever that took 8 milliseconds', async () => {
    await inSlices([3, 4, 5, 1, 9, 8, 2], work);
    expect(course).to.deep.equal(['–', 3, 4, 5, '–', 1, 9, '–', 8, '–', 2]);
  });

  it('is not begun in the task of whoever has it', async () => {
    const end = inSlices([1, 2, 3], work);
    expect(course).to.deep.equal(['–']);
    await end;
    expect(course).to.deep.equal(['–', 1, 2, 3]);
    await inSlices([], work);
    expect(course).to.deep.equal(['–', 1, 2, 3]);
  });

  it('may be made while it is gone through', async () => {
    function* numbers() {
      for (const number of [8, 1]) {
        course.push('next');
        yield number;
      }
    }
    await inSlices(numbers(), work);
    expect(course).to.deep.equal(['next', '–', 8, 'next', '–', 1]);
  });

  it('lets others have their turn', async () => {
    window.MessageChannel = MessageChannel;
    const end = inSlices([8, 1], work);
    // As long as promises follow one another, nobody else has a turn.
    for (let count = 0; count < 100; count++) await Promise.resolve();
    expect(course).to.deep.equal([]);
    await end;
    expect(course).to.deep.equal([8, 1]);
  });

  it('is left when nobody waits for it any more, for the very reason', async () => {
    const reader = new AbortController();
    const leave = (item: number) => {
      work(item);
      reader.abort('left the page');
    };
    const end = inSlices([8, 1, 2], leave, reader.signal);
    expect(await end.catch((reason: unknown) => reason)).to.equal('left the page');
    expect(course).to.deep.equal(['–', 8, '–']);
  });

  it('is not begun when nobody waits for it', async () => {
    const reason = await inSlices([1], work, AbortSignal.abort('left the page')).catch((error: unknown) => error);
    expect(reason).to.equal('left the page');
    expect(course).to.deep.equal(['–']);
  });

  it('is left where the work fails', async () => {
    const failure = new Error('no comment');
    const end = inSlices([1, 2, 3], (item) => {
      if (item === 2) throw failure;
      work(item);
    });
    expect(await end.catch((reason: unknown) => reason)).to.equal(failure);
    expect(course).to.deep.equal(['–', 1]);
  });
});
