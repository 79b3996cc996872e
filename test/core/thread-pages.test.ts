import { expect } from '@open-wc/testing';
import type { CommentData } from '../../src/core/comment.js';
import { lineTo, pageOf, shownOf } from '../../src/core/thread-pages.js';
import { comment } from '../support/staged-backend.js';

/** `'2<1'` is comment 2, which answers comment 1. */
function thread(...places: string[]): CommentData[] {
  return places.map((place) => {
    const [id, parentId = null] = place.split('<') as [string, string?];
    return comment(id, id, { parentId });
  });
}

function withMembers(all: readonly CommentData[], members: Readonly<Record<string, Partial<CommentData>>>) {
  return all.map((one) => ({ ...one, ...members[one.id] }));
}

type Query = Parameters<typeof pageOf>[1];
const ids = (all: readonly CommentData[], query: Query = {}) =>
  pageOf(all, query)
    .comments.map(({ id }) => id)
    .join(' ');

describe('a page of a thread', () => {
  it('has comments at the top, each with what stands below it, the oldest first', () => {
    const all = thread('1', '2', '3<1', '4', '5<3', '6<2', '7<1');
    expect(ids(all)).to.equal('1 3 5 7 2 6 4');
    expect(ids(all, { order: 'newest' })).to.equal('4 2 6 1 3 5 7');
    const first = pageOf(all, { limit: 2 });
    expect(first.comments.map(({ id }) => id)).to.deep.equal(['1', '3', '5', '7', '2', '6']);
    const last = pageOf(all, { limit: 2, cursor: first.next! });
    expect(last).to.deep.equal({ comments: [all[3]] });
  });

  it('has 20 comments at the top where nobody says how many', () => {
    const all = thread(...Array.from({ length: 21 }, (_, index) => String(index)));
    const first = pageOf(all, {});
    expect(first.comments).to.have.lengthOf(20);
    expect(pageOf(all, { cursor: first.next! })).to.deep.equal({ comments: [all[20]] });
  });

  it('begins with the best, and with the oldest of those', () => {
    const all = withMembers(thread('1', '2', '3', '4<1', '5'), {
      1: { score: 1 },
      2: { score: -1 },
      3: { score: 5 },
      4: { score: 9 },
      5: { score: 1 },
    });
    expect(ids(all, { order: 'best' })).to.equal('3 1 4 5 2');
    expect(ids(thread('1', '2'), { order: 'best' })).to.equal('1 2');
  });

  it('begins with what is pinned, in every order', () => {
    const all = withMembers(thread('1', '2', '3', '4<1'), { 2: { isPinned: true }, 4: { isPinned: true } });
    expect(ids(all)).to.equal('2 1 4 3');
    expect(ids(all, { order: 'newest' })).to.equal('2 3 1 4');
    expect(ids(all, { order: 'best' })).to.equal('2 1 4 3');
    expect(ids(all, { limit: 1, cursor: pageOf(all, { limit: 1 }).next! })).to.equal('1 4');
  });

  it('shows what is deleted only where something published stands below it', () => {
    const all = withMembers(thread('1', '2<1', '3<2', '4', '5<4', '6', '7<6'), {
      1: { status: 'deleted' },
      2: { status: 'deleted' },
      4: { status: 'deleted' },
      5: { status: 'deleted' },
      6: { status: 'deleted' },
      7: { status: 'pending' },
    });
    expect(ids(all)).to.equal('1 2 3');
    expect([...shownOf(all)].sort()).to.deep.equal(['1', '2', '3']);
  });

  it('shows nobody what is held, nor keeps what answers it back', () => {
    const all = withMembers(thread('1', '2<1', '3'), { 1: { status: 'pending' } });
    expect(ids(all)).to.equal('2 3');
    expect(ids(withMembers(all, { 2: { status: 'deleted' } }))).to.equal('3');
  });

  it('keeps its place when the comment at its end is deleted', () => {
    const all = thread('1', '2', '3', '4');
    const { next } = pageOf(all, { limit: 2 });
    expect(ids(withMembers(all, { 2: { status: 'deleted' } }), { cursor: next! })).to.equal('3 4');
  });

  it('is the first one for a cursor of nobody’s', () => {
    for (const cursor of ['', '1', '>9', '<9', 'what?']) expect(ids(thread('1', '2'), { cursor })).to.equal('1 2');
  });

  it('has what answers nothing that is there, and what goes round in a circle', () => {
    expect(ids(thread('1', '2<9', '3<2'))).to.equal('1 2 3');
    const circle = thread('1<2', '2<1', '3');
    expect(ids(circle).split(' ').sort().join('')).to.equal('123');
    expect(ids(circle, { around: '2' })).to.include('2');
    expect(lineTo('2', circle)).to.have.members(['1', '2']);
  });

  describe('with many answers', () => {
    // 1 has answers 2 to 26; 27 answers the last of them.
    const answers = Array.from({ length: 25 }, (_, index) => `${index + 2}<1`);
    const all = thread('1', ...answers, '27<26', '28');

    it('gives 20 of them, and says how many more there are', () => {
      const { comments } = pageOf(all, {});
      expect(comments.map(({ id }) => id)).to.deep.equal([...all.slice(0, 21).map(({ id }) => id), '28']);
      expect(comments[0]).to.deep.equal({ ...all[0], moreReplies: 6 });
      expect(comments.at(-1)).to.equal(all.at(-1));
    });

    it('gives the one that is looked for, and what it stands under, too', () => {
      const { comments } = pageOf(all, { around: '27' });
      expect(comments.map(({ id }) => Number(id))).to.deep.equal(
        [...Array(21).keys()].map((n) => n + 1).concat(26, 27, 28),
      );
      expect(comments[0]!.moreReplies).to.equal(4);
    });

    it('gives them all to who asks for them, by hundreds', () => {
      expect(ids(all, { parentId: '1' })).to.equal(
        all
          .slice(1, 27)
          .map(({ id }) => id)
          .join(' '),
      );
      const more = thread('1', ...Array.from({ length: 150 }, (_, index) => `${index + 2}<1`), '152');
      const first = pageOf(more, { parentId: '1' });
      expect(first.comments).to.deep.equal(more.slice(1, 101));
      expect(pageOf(more, { parentId: '1', cursor: first.next! })).to.deep.equal({ comments: more.slice(101, 151) });
      expect(ids(more, { parentId: '1', limit: 2 })).to.equal('2 3');
      expect(ids(more, { parentId: '152' })).to.equal('');
      expect(ids(more, { parentId: '999' })).to.equal('');
    });
  });

  describe('around a comment', () => {
    const all = thread('1', '2', '3', '4', '5', '6<4', '7<6');

    it('begins with what it stands under, and leads both ways', () => {
      const page = pageOf(all, { around: '7', limit: 1 });
      expect(page.comments.map(({ id }) => id)).to.deep.equal(['4', '6', '7']);
      expect(ids(all, { cursor: page.next!, limit: 2 })).to.equal('5');
      const before = pageOf(all, { cursor: page.previous!, limit: 2 });
      expect(before.comments.map(({ id }) => id)).to.deep.equal(['2', '3']);
      expect(before).not.to.have.property('next');
      const first = pageOf(all, { cursor: before.previous!, limit: 2 });
      expect(first).to.deep.equal({ comments: [all[0]] });
    });

    it('has nothing before it where it begins the thread', () => {
      expect(pageOf(all, { around: '1', limit: 1 })).to.have.keys('comments', 'next');
      expect(pageOf(all, { around: '7', order: 'newest', limit: 1 }).comments[0]!.id).to.equal('4');
      expect(pageOf(all, { around: '5', order: 'newest', limit: 9 })).to.have.keys('comments');
    });

    it('finds none that nobody may see', () => {
      const held = withMembers(all, { 3: { status: 'pending' }, 5: { status: 'deleted' } });
      for (const around of ['3', '5', '9']) expect(ids(held, { around, limit: 1 })).to.equal('1');
    });

    it('counts only what is shown as being before it', () => {
      const deleted = withMembers(all, { 1: { status: 'deleted' } });
      expect(pageOf(deleted, { around: '2', limit: 1 })).not.to.have.property('previous');
      expect(ids(deleted, { cursor: pageOf(deleted, { around: '3', limit: 1 }).previous! })).to.equal('2');
    });
  });
});

describe('the line to a comment', () => {
  it('has all it stands under, from the top down', () => {
    const all = thread('1', '2<1', '3<2', '4<9');
    expect(lineTo('3', all)).to.deep.equal(['1', '2', '3']);
    expect(lineTo('4', all)).to.deep.equal(['4']);
    expect(lineTo('9', all)).to.deep.equal([]);
  });
});
