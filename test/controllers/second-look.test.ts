import { expect } from '@open-wc/testing';
import type { OutboxEntry } from '../../src/controllers/outbox-storage.js';
import { isTwin, lookAgain } from '../../src/controllers/second-look.js';
import type { Adapter, ListQuery } from '../../src/core/adapter.js';
import type { CommentData, Page } from '../../src/core/comment.js';
import { CommentError } from '../../src/core/errors.js';
import { defaultRules, type Order } from '../../src/core/rules.js';
import { comment } from '../support/staged-backend.js';

const draft = { body: 'Bonjour', name: 'Marie', email: '', url: '', extra: {} };
const sentAt = Date.UTC(2026, 0, 2, 12);
const minute = 60_000;
const entry: OutboxEntry = { v: 1, key: 'k', draft, parentId: null, at: sentAt, since: sentAt, tries: 1, due: 0 };

/** What Marie said, so many minutes after it was sent. */
const marie = (id: string, minutes = 0, others: Partial<CommentData> = {}) =>
  comment(id, 'Bonjour', { author: { name: 'Marie' }, createdAt: new Date(sentAt + minutes * minute), ...others });

/** A backend with those pages, and what it was asked for. */
function backend(pages: readonly (readonly CommentData[])[], orders: readonly Order[] = ['oldest']) {
  const asked: ListQuery[] = [];
  const list = (query: ListQuery): Promise<Page> => {
    asked.push(query);
    const page = Number(query.cursor ?? 0);
    return Promise.resolve({ comments: pages[page]!, ...(page + 1 < pages.length && { next: String(page + 1) }) });
  };
  const adapter: Adapter = { name: 'pages', rules: { ...defaultRules, orders }, list };
  const look = async (more: Partial<OutboxEntry> = {}) =>
    (await lookAgain({ adapter, thread: '/a', lang: 'fr' }, { ...entry, ...more }))?.id;
  return { adapter, asked, look };
}

describe('a second look', () => {
  it('finds what was sent, on whatever page it is', async () => {
    const { asked, look } = backend([[comment('1')], [comment('2')], [comment('3'), marie('4')]]);
    expect(await look()).to.equal('4');
    expect(asked.map(({ cursor }) => cursor)).to.deep.equal([undefined, '1', '2']);
    expect(asked[0]).to.deep.equal({ thread: '/a' });
  });

  it('finds nothing where there is nothing to read', async () => {
    const { adapter } = backend([]);
    const { name, rules } = adapter;
    expect(await lookAgain({ adapter: { name, rules }, thread: '/a', lang: 'fr' }, entry)).to.equal(undefined);
  });

  it('takes no other comment for it: of another name, deleted, there before, or old', async () => {
    for (const other of [
      marie('1', 0, { author: { name: 'Anne' } }),
      marie('1', 0, { status: 'deleted' }),
      marie('1', -66),
      marie('1', 0, { content: { format: 'text', value: 'Bonsoir' } }),
    ])
      expect(await backend([[other]]).look()).to.equal(undefined);
    expect(await backend([[marie('1')]]).look({ twins: ['1'] })).to.equal(undefined);
  });

  it('leaves the clocks of a reader and a server an hour, and asks for no date', async () => {
    expect(await backend([[marie('1', -61)]]).look()).to.equal('1');
    expect(await backend([[marie('1', 0, { createdAt: null })]]).look()).to.equal('1');
    expect(await backend([[marie('1', 0, { status: 'pending' })]]).look()).to.equal('1');
  });

  it('begins when the comment was written where it never left', async () => {
    expect(await backend([[marie('1', -61)]]).look({ since: undefined })).to.equal('1');
    expect(await backend([[marie('1', -61)]]).look({ since: undefined, at: sentAt + 5 * minute })).to.equal(undefined);
  });

  it('does not read on where all that follows is older', async () => {
    const old = comment('1', 'Avant', { createdAt: new Date(sentAt - 100 * minute) });
    const newest = backend([[old], [marie('2')]], ['oldest', 'newest']);
    expect(await newest.look()).to.equal(undefined);
    expect(newest.asked).to.deep.equal([{ thread: '/a', order: 'newest' }]);
  });

  it('reads on past what is pinned, past old answers, and for an answer', async () => {
    const old = { createdAt: new Date(sentAt - 100 * minute) };
    const pinned = backend([[comment('1', 'Avant', { ...old, isPinned: true })], [marie('2')]], ['newest']);
    expect(await pinned.look()).to.equal('2');
    const answer = backend([[comment('1', 'Avant', { ...old, parentId: '0' })], [marie('2')]], ['newest']);
    expect(await answer.look()).to.equal('2');
    const under = backend([[comment('1', 'Avant', old)], [marie('2', 0, { parentId: '1' })]], ['newest']);
    expect(await under.look({ parentId: '1' })).to.equal('2');
    expect(under.asked[0]!.around).to.equal('1');
    expect(under.asked[1]!.around).to.equal(undefined);
  });

  describe('for an answer', () => {
    const sent = { parentId: '1' };

    it('takes none for it that answers another comment, nor one for a comment that answers none', async () => {
      const comments = [comment('0'), comment('1'), marie('2', 0, { parentId: '0' })];
      expect(await backend([comments]).look(sent)).to.equal(undefined);
      expect(await backend([comments]).look()).to.equal(undefined);
    });

    it('finds it further up, where the backend nests no deeper or keeps no such thing', async () => {
      const line = [comment('0'), comment('1', 'Avant', { parentId: '0' })];
      expect(await backend([[...line, marie('2', 0, { parentId: '0' })]]).look(sent)).to.equal('2');
      expect(await backend([[...line, marie('2')]]).look(sent)).to.equal('2');
      const circle = [comment('0', 'Avant', { parentId: '1' }), comment('1', 'Avant', { parentId: '0' })];
      expect(await backend([[...circle, marie('2', 0, { parentId: '3' })]]).look(sent)).to.equal(undefined);
    });

    /** Each comment keeps to itself what is given for it alone. */
    const cuts = (pages: Readonly<Record<string, readonly CommentData[]>>) => {
      const asked: unknown[] = [];
      const list = ({ parentId = '' }: ListQuery) => {
        asked.push(parentId);
        return Promise.resolve({ comments: pages[parentId]! });
      };
      const adapter = { name: 'cuts', rules: defaultRules, list };
      const look = () => lookAgain({ adapter, thread: '/a', lang: 'fr' }, { ...entry, ...sent });
      return { asked, look };
    };
    const cut = { moreReplies: 1 };

    it('asks for what the backend keeps to itself below what it answers, and nowhere else', async () => {
      const roots = [comment('0', 'Avant', cut), comment('1', 'Avant', cut)];
      const { asked, look } = cuts({ '': roots, 1: [marie('2', 0, { parentId: '1' })] });
      expect((await look())?.id).to.equal('2');
      expect(asked).to.deep.equal(['', '1']);
    });

    it('asks for it wherever there is something, as long as what it answers is not among what is given', async () => {
      const roots = [comment('8', 'Avant', cut), comment('9', 'Avant', cut)];
      const below = [comment('1', 'Avant', { parentId: '9' }), marie('2', 0, { parentId: '1' })];
      const { asked, look } = cuts({ '': roots, 8: [], 9: below });
      expect((await look())?.id).to.equal('2');
      expect(asked).to.deep.equal(['', '8', '9']);
    });
  });

  it('finds what it answers on a later page, before it looks below all that is folded on the way there', async () => {
    const folded = (page: number) =>
      Array.from({ length: 20 }, (_, index) => comment(`${page}-${index}`, 'Avant', { moreReplies: 3 }));
    const { asked, look } = backend([
      folded(0),
      folded(1),
      folded(2),
      [comment('p'), marie('ours', 0, { parentId: 'p' })],
    ]);
    expect(await look({ parentId: 'p' })).to.equal('ours');
    expect(asked).to.have.lengthOf(4);
  });

  it('comes to an end where a backend has always more', async () => {
    let count = 0;
    const { adapter } = backend([]);
    const list = () => Promise.resolve({ comments: [], next: String(++count) });
    expect(await lookAgain({ adapter: { ...adapter, list }, thread: '/a', lang: 'fr' }, entry)).to.equal(undefined);
    expect(count).to.equal(50);
  });

  it('tells what is no comment', async () => {
    const error: unknown = await backend([[comment('1', 'Bonjour', { status: 'lost' as 'deleted' })]])
      .look()
      .catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(CommentError).and.to.include({ code: 'protocol' });
  });
});

describe('a twin', () => {
  it('says the same under the same name; where none was given, under any', () => {
    expect(isTwin(marie('1'), draft)).to.equal(true);
    expect(isTwin(comment('1', 'Bonjour'), draft)).to.equal(false);
    expect(isTwin(comment('1', 'Bonjour'), { ...draft, name: '' })).to.equal(true);
  });
});
