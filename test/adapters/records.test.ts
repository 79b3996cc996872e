import { expect } from '@open-wc/testing';
import { countInGroups } from '../../src/adapters/records.js';

describe('counting in groups', () => {
  it('asks for no more than so many threads at once, and has them all in the end, whatever they are called', async () => {
    const asked: (readonly string[])[] = [];
    const counts = await countInGroups(['a', '__proto__', 'c'], 2, (group) => {
      asked.push(group);
      return Promise.resolve(Object.fromEntries(group.map((thread) => [thread, asked.length])));
    });
    expect(asked).to.deep.equal([['a', '__proto__'], ['c']]);
    expect(Object.entries(counts)).to.deep.equal([
      ['a', 1],
      ['__proto__', 1],
      ['c', 2],
    ]);
  });
});
