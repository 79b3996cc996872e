import { expect } from '@open-wc/testing';
import { memory, type MemoryAdapter } from '../../src/adapters/memory.js';
import type { Adapter, AdapterFactory, Vote } from '../../src/core/adapter.js';
import type { CommentData, OwnComment } from '../../src/core/comment.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { Clock } from '../support/clock.js';
import { failure } from '../support/failure.js';

const closed = new Set<string>();
/** What every thread begins with. */
const said: CommentData[] = [];

const can = ['find', 'edit', 'remove', 'vote', 'report', 'count', 'around', 'parent', 'since'] as const;

const seed = (id: string, parentId: string | null = null): CommentData => ({
  id,
  parentId,
  author: { name: 'Anne' },
  content: { format: 'html', value: `<p>${id}</p>` },
  createdAt: null,
  status: 'published',
});

describeAdapter('memory', {
  create: () => memory({ closed, comments: said }),
  close: (thread) => void closed.add(thread),
  can,
  repeatable: true,
  idempotent: true,
  refusals: {
    duplicate() {
      const content = { format: 'text', value: 'Un commentaire' } as const;
      said.push({ ...seed('1'), author: { name: 'Marie Curie' }, content });
    },
  },
});
afterEach(() => {
  said.length = 0;
});

describeAdapter('memory with its own rules', {
  create: () => memory({ rules: { replyDepth: 1, orders: ['newest'] } }),
  can,
  idempotent: true,
});

describeAdapter('memory without answers', {
  create: () => memory({ rules: { replyDepth: 0, downvotes: true } }),
  can: can.filter((capability) => capability !== 'parent'),
  idempotent: true,
});

let moderated: MemoryAdapter;

describeAdapter('memory with moderation', {
  create: () => (moderated = memory({ moderated: true })),
  approve: (thread) => moderated.approve(thread),
  can,
  idempotent: true,
});

describe('memory', () => {
  const post = (adapter: Adapter, body: string, parentId: string | null = null, name = 'Marie') =>
    adapter.post!(
      { thread: 'a', parentId, url: 'https://exemple.fr/', title: 'Un article' },
      { body, name, email: 'marie@exemple.fr', url: '', extra: {} },
      { attemptKey: crypto.randomUUID() },
    );

  const idsOf = async (adapter: Adapter, thread = 'a') =>
    (await adapter.list!({ thread }, {})).comments.map(({ id }) => id);

  it('is a factory like any other', async () => {
    const factory: AdapterFactory = memory;
    expect(await idsOf(await factory({ endpoint: '/unused' }))).to.deep.equal([]);
  });

  it('begins every thread with the same comments, which stay as they were', async () => {
    const comments = Object.freeze([seed('1'), seed('2', '1')]);
    const adapter = memory({ comments });
    await post(adapter, 'Un commentaire');
    expect(await idsOf(adapter)).to.deep.equal(['1', '2', 'memory-1']);
    expect(await idsOf(adapter, 'b')).to.deep.equal(['1', '2']);
    expect(await idsOf(memory({ comments }))).to.deep.equal(['1', '2']);
  });

  it('shows nobody what waits for a moderator', async () => {
    const adapter = memory({ moderated: true });
    expect((await post(adapter, 'Un commentaire')).status).to.equal('pending');
    const { comments, total } = await adapter.list!({ thread: 'a' }, {});
    expect([comments, total]).to.deep.equal([[], 0]);
  });

  it('keeps its rules, like the form', async () => {
    const adapter = memory({ rules: { fields: { ...memory().rules.fields, body: { use: 'required', max: 5 } } } });
    const error = await failure(post(adapter, 'Trop long', null, ' '));
    expect(error.code).to.equal('invalid');
    expect(error.issues).to.deep.equal([
      { field: 'body', code: 'too-long', limit: 5, length: 9 },
      { field: 'name', code: 'required' },
    ]);
    expect(await idsOf(adapter)).to.deep.equal([]);
  });

  it('knows the same text of the same person again, and nobody else by it', async () => {
    const adapter = memory();
    await post(adapter, 'Merci');
    expect((await failure(post(adapter, ' Merci\r\n'))).code).to.equal('duplicate');
    await post(adapter, 'Merci', null, 'Anne');
    expect(await idsOf(adapter)).to.have.lengthOf(2);
  });

  it('takes no comment where all threads are closed', async () => {
    const adapter = memory({ rules: { open: false } });
    expect((await failure(post(adapter, 'Merci'))).code).to.equal('closed');
    expect((await adapter.list!({ thread: 'a' }, {})).rules).to.deep.equal({ open: false });
  });

  it('puts an answer that would nest too deep under the nearest comment that may have it', async () => {
    const comments = [seed('1'), seed('2', '1'), seed('3', '2')];
    const parentAt = async (replyDepth: number) => {
      const answer = await post(memory({ comments, rules: { replyDepth } }), 'Une réponse', '3');
      return 'id' in answer && answer.parentId;
    };
    expect(await parentAt(Infinity)).to.equal('3');
    expect(await parentAt(3)).to.equal('3');
    expect(await parentAt(2)).to.equal('2');
    expect(await parentAt(1)).to.equal('1');
    expect(await parentAt(0)).to.equal(null);
  });

  it('says "gone" of a comment that is not there to be answered', async () => {
    expect((await failure(post(memory(), 'Une réponse', '1'))).code).to.equal('gone');
    for (const status of ['pending', 'deleted'] as const) {
      const adapter = memory({ comments: [{ ...seed('1'), status }, seed('2', '1')] });
      expect((await failure(post(adapter, 'Une réponse', '1'))).code).to.equal('gone');
    }
  });

  it('keeps its place in the list when somebody posts between two pages', async () => {
    const adapter = memory({ comments: [seed('1'), seed('2'), seed('3')] });
    const first = await adapter.list!({ thread: 'a', order: 'newest', limit: 2 }, {});
    await post(adapter, 'Entre-temps');
    const second = await adapter.list!({ thread: 'a', order: 'newest', limit: 2, cursor: first.next! }, {});
    expect([...first.comments, ...second.comments].map(({ id }) => id)).to.deep.equal(['3', '2', '1']);
    expect(second).not.to.have.property('next');
  });

  it('lists in its own first order where none is asked for', async () => {
    const adapter = memory({ comments: [seed('1'), seed('2')], rules: { orders: ['newest', 'oldest'] } });
    expect(await idsOf(adapter)).to.deep.equal(['2', '1']);
  });

  it('gives what a thread began with as it is', async () => {
    const comments: CommentData[] = [
      {
        ...seed('1'),
        score: 3,
        isPinned: true,
        lang: 'en',
        editedAt: new Date(0),
        author: { name: 'A', isStaff: true },
      },
      { ...seed('2'), status: 'deleted', author: { name: '' } },
      seed('3', '2'),
    ];
    expect((await memory({ comments }).list!({ thread: 'a' }, {})).comments).to.deep.equal(comments);
  });

  it('gives changes by hundreds, and loses none', async () => {
    const adapter = memory();
    for (let count = 1; count <= 101; count++) await post(adapter, `Commentaire ${count}`);
    const first = await adapter.list!({ thread: 'a', since: '0' }, {});
    expect(first.comments).to.have.lengthOf(100);
    const { comments } = await adapter.list!({ thread: 'a', since: first.since! }, {});
    expect(comments.map(({ content }) => content.value)).to.deep.equal(['Commentaire 101']);
  });

  it('gives a vote no change to tell of', async () => {
    const adapter = memory({ comments: [{ ...seed('1'), score: 0 }] });
    await adapter.vote!({ thread: 'a', id: '1', token: 'somebody' }, 1, {});
    expect((await adapter.list!({ thread: 'a', since: '0' }, {})).comments).to.deep.equal([]);
  });

  it('takes no vote and no report of what nobody may see', async () => {
    const adapter = memory({
      comments: [
        { ...seed('1'), status: 'pending', score: 0 },
        { ...seed('2'), status: 'deleted' },
      ],
    });
    for (const id of ['1', '2', '3']) {
      const target = { thread: 'a', id, token: 'somebody' };
      expect((await failure(adapter.vote!(target, 1, {}))).code).to.equal('gone');
      expect((await failure(adapter.report!(target, 'Réclame', {}))).code).to.equal('gone');
      expect((await failure(adapter.find!(target, {}))).code).to.equal('gone');
    }
  });

  it('counts no votes for what has no score, and none against where there are none', async () => {
    const adapter = memory({ comments: [seed('1'), { ...seed('2'), score: 4 }] });
    const vote = (id: string, value: Vote) => adapter.vote!({ thread: 'a', id, token: 'somebody' }, value, {});
    expect((await failure(vote('1', 1))).code).to.equal('forbidden');
    expect((await failure(vote('2', -1))).code).to.equal('forbidden');
    expect(await vote('2', 1)).to.equal(5);
  });

  describe('knows an author', () => {
    const clock = Clock.hold();
    const quarter = 15 * 60;
    const write = async (adapter: Adapter, body = 'Un commentaire', parentId: string | null = null) => {
      const posted = await post(adapter, body, parentId);
      const { id, token, editableUntil } = posted as OwnComment;
      return { target: { thread: 'a', id, token }, posted: posted as OwnComment, editableUntil };
    };
    const codeOf = async (promise: Promise<unknown>) => (await failure(promise)).code;

    it('by a token of 36 characters, for a quarter of an hour', async () => {
      const adapter = memory();
      const begin = Date.now();
      const { target, posted, editableUntil } = await write(adapter);
      expect(target.token).to.have.lengthOf(36);
      expect(posted.score).to.equal(0);
      expect(editableUntil!.getTime()).to.equal(begin + quarter * 1000);
      clock.advance(quarter - 1);
      expect((await adapter.find!(target, {})).editableUntil).to.deep.equal(editableUntil);
      expect((await adapter.edit!(target, 'À temps', {})).editableUntil).to.deep.equal(editableUntil);
      clock.advance(1);
      expect(await adapter.find!(target, {})).not.to.have.property('editableUntil');
      expect(await codeOf(adapter.edit!(target, 'Trop tard', {}))).to.equal('forbidden');
      expect(await codeOf(adapter.remove!(target, {}))).to.equal('forbidden');
    });

    it('and nobody else', async () => {
      const adapter = memory({ comments: [seed('1')] });
      const { target } = await write(adapter);
      const { token, ...nobody } = target;
      const other = { ...target, token: 'autre' };
      expect(await codeOf(adapter.edit!(nobody, 'Autre chose', {}))).to.equal('unauthorized');
      expect(await codeOf(adapter.edit!(other, 'Autre chose', {}))).to.equal('forbidden');
      expect(await codeOf(adapter.remove!(nobody, {}))).to.equal('unauthorized');
      expect(await codeOf(adapter.remove!(other, {}))).to.equal('forbidden');
      expect(await codeOf(adapter.edit!({ thread: 'a', id: '1', token }, 'Autre chose', {}))).to.equal('forbidden');
      expect(await codeOf(adapter.edit!({ ...target, thread: 'b' }, 'Autre chose', {}))).to.equal('gone');
      expect(await adapter.find!(nobody, {})).not.to.have.property('editableUntil');
    });

    it('whose changes keep the rules, of their text alone', async () => {
      const body = { use: 'required', max: 14 } as const;
      const adapter = memory({ rules: { fields: { ...memory().rules.fields, body } } });
      const { target } = await write(adapter);
      const { issues } = await failure(adapter.edit!(target, 'Bien trop long.', {}));
      expect(issues).to.deep.equal([{ field: 'body', code: 'too-long', limit: 14, length: 15 }]);
      expect((await adapter.edit!(target, ' Court\r\n', {})).content.value).to.equal('Court');
    });

    it('whose changes are held where all is', async () => {
      const adapter = memory({ moderated: true });
      const { target } = await write(adapter);
      adapter.approve('a');
      const mark = (await adapter.list!({ thread: 'a' }, {})).since!;
      expect((await adapter.edit!(target, 'Autre chose', {})).status).to.equal('pending');
      expect(await idsOf(adapter)).to.deep.equal([]);
      expect((await adapter.list!({ thread: 'a', since: mark }, {})).comments).to.deep.equal([]);
      adapter.approve('a');
      const [told] = (await adapter.list!({ thread: 'a', since: mark }, {})).comments;
      expect(told!.content.value).to.equal('Autre chose');
    });

    it('whose comment leaves its place behind where it was answered, and nothing else', async () => {
      const adapter = memory();
      const { target, posted } = await write(adapter);
      const answer = await write(adapter, 'Une réponse', target.id);
      const left = await adapter.remove!(target, {});
      expect(left).to.deep.equal({
        id: target.id,
        parentId: null,
        author: { name: '' },
        content: { format: 'text', value: '' },
        createdAt: posted.createdAt,
        status: 'deleted',
      });
      expect((await adapter.list!({ thread: 'a' }, {})).comments[0]).to.deep.equal(left);
      expect(await adapter.remove!(answer.target, {})).to.equal(null);
      expect(await idsOf(adapter)).to.deep.equal([]);
      await post(adapter, 'Un commentaire');
    });

    it('by the same token at every attempt to send the same', async () => {
      const adapter = memory();
      const target = { thread: 'a', parentId: null, url: 'https://exemple.fr/', title: 'Un article' };
      const draft = { body: 'Merci', name: 'Marie', email: 'marie@exemple.fr', url: '', extra: {} };
      const first = await adapter.post!(target, draft, { attemptKey: 'clé' });
      expect(await adapter.post!(target, draft, { attemptKey: 'clé' })).to.deep.equal(first);
    });
  });
});
