import { expect } from '@open-wc/testing';
import { byId, nest, type Branch } from '../../src/core/tree.js';
import { comment } from '../support/staged-backend.js';

/** `a < b` says that a answers b. */
function comments(...words: string[]) {
  return words.map((word) => {
    const [id = '', parentId = null] = word.split(' < ');
    return comment(id, id, { parentId });
  });
}

/** The tree in words: what stands under a comment in brackets, what it answers elsewhere after an arrow. */
function words(branches: readonly Branch[]): string {
  const of = ({ comment: { id }, replies, answers }: Branch) =>
    `${id}${answers ? `→${answers.id}` : ''}${replies.length ? `(${words(replies)})` : ''}`;
  return branches.map(of).join(' ');
}

describe('the tree of a thread', () => {
  it('keeps the order of the list at each place', () => {
    const list = comments('1', '2 < 1', '3', '4 < 1', '5 < 2', '6 < 3');
    expect(words(nest(list, 5))).to.equal('1(2(5) 4) 3(6)');
  });

  it('takes a list in which answers come before what they answer', () => {
    expect(words(nest(comments('3 < 2', '2 < 1', '1'), 5))).to.equal('1(2(3))');
  });

  it('puts what answers an absent comment at the top', () => {
    expect(words(nest(comments('1', '2 < 9', '3 < 2'), 5))).to.equal('1 2(3)');
  });

  it('lays what is too deep on the last level, each after what it answers, and says what that is', () => {
    const list = comments('1', '2 < 1', '3 < 2', '4 < 3', '5 < 4', '6 < 2', '7 < 1');
    expect(words(nest(list, 2))).to.equal('1(2(3 4→3 5→4 6) 7)');
    expect(words(nest(list, 0))).to.equal('1 2→1 3→2 4→3 5→4 6→2 7→1');
  });

  it('takes a chain longer than the engine’s stack', () => {
    const chain = Array.from({ length: 100_000 }, (_, n) => comment(`${n}`, '', { parentId: n ? `${n - 1}` : null }));
    let [branch] = nest(chain, Infinity);
    let depth = 0;
    for (; branch; branch = branch.replies[0]) depth++;
    expect(depth).to.equal(100_000);
  });

  it('does not go round in a circle', () => {
    expect(words(nest(comments('1', '2 < 3', '3 < 2', '4 < 4'), 5))).to.equal('1');
  });
});

describe('a list without repetitions', () => {
  it('has each comment where it stood first, as it was given last', () => {
    const list = [comment('1', 'a'), comment('2', 'b'), comment('1', 'c')];
    const known = byId(list);
    expect([...known.values()].map(({ id, content }) => id + content.value)).to.deep.equal(['1c', '2b']);
    byId([comment('3', 'd'), comment('2', 'e')], known);
    expect([...known.values()].map(({ id, content }) => id + content.value)).to.deep.equal(['1c', '2e', '3d']);
  });
});
