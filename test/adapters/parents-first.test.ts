import { expect } from '@open-wc/testing';
import { parentsFirst } from '../../src/adapters/parents-first.js';
import type { CommentData } from '../../src/core/comment.js';

const comment = (id: string, parentId: string | null): CommentData => ({
  id,
  parentId,
  author: { name: '' },
  content: { format: 'text', value: '' },
  createdAt: null,
  status: 'published',
});
const order = (...pairs: [id: string, parentId: string | null][]) =>
  parentsFirst(pairs.map((pair) => comment(...pair)))
    .map(({ id }) => id)
    .join('');

describe('parents first', () => {
  it('puts nothing before what it answers, and keeps the order of the rest', () => {
    expect(order(['d', 'c'], ['c', 'a'], ['b', null], ['a', null], ['e', 'a'])).to.equal('baced');
  });

  it('leaves what answers something that is elsewhere where it would be without', () => {
    expect(order(['b', 'gone'], ['a', null], ['c', 'b'])).to.equal('bac');
  });

  it('gives each answer once, whatever is there twice', () => {
    expect(order(['a', null], ['a', null], ['b', 'a'])).to.equal('aab');
  });
});
