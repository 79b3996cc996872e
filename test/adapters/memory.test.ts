import { expect } from '@open-wc/testing';
import { memory } from '../../src/adapters/memory.js';
import type { Adapter, AdapterFactory } from '../../src/core/adapter.js';
import type { CommentData } from '../../src/core/comment.js';
import { describeAdapter } from '../support/adapter-suite.js';
import { failure } from '../support/failure.js';

const closed = new Set<string>();

describeAdapter('memory', {
  create: () => memory({ closed }),
  close: (thread) => void closed.add(thread),
  idempotent: true,
});

describeAdapter('memory with its own rules', {
  create: () => memory({ rules: { replyDepth: 1, orders: ['newest'] } }),
  idempotent: true,
});

describe('memory', () => {
  const seed = (id: string, parentId: string | null = null): CommentData => ({
    id,
    parentId,
    author: { name: 'Anne' },
    content: { format: 'html', value: `<p>${id}</p>` },
    createdAt: null,
    status: 'published',
  });

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
    expect(await idsOf(factory({ endpoint: '/unused' }))).to.deep.equal([]);
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
    expect(await adapter.list!({ thread: 'a' }, {})).to.deep.equal({ comments: [], total: 0, rules: { open: true } });
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
  });

  it('keeps its place in the list when somebody posts between two pages', async () => {
    const adapter = memory({ comments: [seed('1'), seed('2'), seed('3')] });
    const first = await adapter.list!({ thread: 'a', order: 'newest', limit: 2 }, {});
    await post(adapter, 'Entre-temps');
    const second = await adapter.list!({ thread: 'a', order: 'newest', limit: 2, cursor: first.next! }, {});
    expect([...first.comments, ...second.comments].map(({ id }) => id)).to.deep.equal(['3', '2', '1']);
    expect(second).not.to.have.property('next');
  });
});
