import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { cusdis } from '../../src/adapters/cusdis.js';
import type { ListQuery } from '../../src/core/adapter.js';
import { fakeNetwork } from '../support/backend.js';
import { CusdisBackend } from '../support/backends/cusdis.js';
import { failure } from '../support/failure.js';

const replies = { data: [] as unknown, commentCount: 0, pageSize: 100, pageCount: 1 };
const comment = {
  id: 'c449e25d-d9e4-47b6-b54d-3540e01bb2e7',
  createdAt: '2026-11-22T06:51:31.741Z',
  content: 'Par formulaire',
  by_nickname: 'Ana',
  moderator: null,
  moderatorId: null,
  replies,
  parsedContent: '<p>Par formulaire</p>\n',
  parsedCreatedAt: 'Invalid Date',
};
const page = (...data: unknown[]) => ({ data: { data, commentCount: data.length, pageSize: 10, pageCount: 1 } });

describe('cusdis reads', () => {
  const network = fakeNetwork();
  let backend: CusdisBackend;
  beforeEach(() => {
    backend = new CusdisBackend();
    network.use(...backend.handlers);
  });

  const create = () => cusdis({ endpoint: backend.origin, appId: backend.appId });
  const gives = (value: object) => network.use(http.all(`${backend.origin}/*`, () => HttpResponse.json(value)));
  const paths = () => backend.seen.map(({ url }) => new URL(url).pathname.split('/').at(-1));

  async function publish(count: number, thread = 'pagine', parentId: string | null = null): Promise<void> {
    const draft = { name: 'Ana', email: '', url: '', extra: {} };
    const target = { thread, parentId, url: 'https://exemple.fr/', title: '' };
    for (let number = 1; number <= count; number++)
      await create().post!(target, { ...draft, body: `Numéro ${number}` }, { attemptKey: crypto.randomUUID() });
    backend.approve(thread);
    backend.seen.length = 0;
  }
  const numbers = async (query: Partial<ListQuery> = {}, thread = 'pagine') => {
    const { comments, ...more } = await create().list!({ thread, ...query }, {});
    return [comments.map(({ content }) => /\d+/.exec(content.value)?.[0]).join(), more] as const;
  };

  it('twelve comments in two pages, the newest first, and asks once how many there are', async () => {
    await publish(12);
    expect(await numbers()).to.deep.equal(['12,11,10,9,8,7,6,5,4,3', { total: 12, next: '2.0.12' }]);
    expect(await numbers({ cursor: '2.0.12' })).to.deep.equal(['2,1', { total: 12 }]);
    expect(paths()).to.deep.equal(['comments', 'count', 'comments']);
  });

  it('fewer at once than the server gives', async () => {
    await publish(12);
    expect((await numbers({ limit: 4 }))[1]).to.deep.equal({ total: 12, next: '1.4.12' });
    expect(await numbers({ limit: 4, cursor: '1.8.12' })).to.deep.equal(['4,3', { total: 12, next: '2.0.12' }]);
    expect(await numbers({ limit: 1, cursor: '2.1.12' })).to.deep.equal(['1', { total: 12 }]);
  });

  it('how many there are with the answers, which the server’s own total leaves out', async () => {
    await publish(1);
    await publish(2, 'pagine', backend.comments[0]!.id);
    expect((await numbers())[1]).to.deep.equal({ total: 3 });
    await publish(1);
    expect((await numbers({ limit: 1 }))[1]).to.deep.equal({ total: 4, next: '1.1.4' });
  });

  it('no total of a thread whose name would be taken for two', async () => {
    await publish(2, 'un,deux');
    const [, { next, ...more }] = await numbers({ limit: 1 }, 'un,deux');
    expect([next, more]).to.deep.equal(['1.1.', {}]);
    expect((await numbers({ cursor: next! }, 'un,deux'))[0]).to.equal('1');
  });

  it('nothing past the end', async () => {
    gives({ data: { data: [], commentCount: 12, pageSize: 10, pageCount: 2 } });
    expect(await numbers({ cursor: '9.0.12' })).to.deep.equal(['', { total: 12 }]);
  });

  const wrong: Record<string, object> = {
    data: {},
    'data.data': { data: { ...page().data, data: {} } },
    'data.pageCount': { data: { ...page().data, pageCount: undefined } },
    'data.data.0.id': page({ ...comment, id: 7 }),
    'data.data.0.createdAt': page({ ...comment, createdAt: 1795328338920 }),
    'data.data.0.by_nickname': page({ ...comment, by_nickname: undefined }),
    'data.data.0.parsedContent': page({ ...comment, parsedContent: null }),
    'data.data.0.moderator.displayName': page({ ...comment, moderator: {} }),
    'data.data.1.replies': page(comment, { ...comment, replies: undefined }),
    'data.data.0.replies.data.1.id': page({
      ...comment,
      replies: { ...replies, data: [comment, { ...comment, id: null }] },
    }),
  };
  for (const [path, answer] of Object.entries(wrong))
    it(`no page that is wrong at ${path}`, async () => {
      gives(answer);
      const { code, message } = await failure(create().list!({ thread: 'a' }, {}));
      expect(code).to.equal('protocol');
      expect(message)
        .to.include(`answer.${path}: `)
        .and.not.match(/Ana|formulaire/);
    });

  it('no answer to a post that does not say what became of it, and no counts that are none', async () => {
    const target = { thread: 'a', parentId: null, url: 'https://exemple.fr/', title: '' };
    const draft = { body: 'Bonjour', name: 'Ana', email: '', url: '', extra: {} };
    for (const [path, answer] of [
      ['data.approved', { data: { ...comment, parentId: null } }],
      ['data', { message: 'Bonjour' }],
    ] as const) {
      gives(answer);
      const error = await failure(create().post!(target, draft, { attemptKey: 'a' }));
      expect(error).to.include({ code: 'protocol', outcome: 'unknown' });
      expect(error.message).to.include(`answer.${path}: `);
    }
    gives({ data: { a: '3' } });
    expect((await failure(create().count!(['a'], {}))).message).to.include('answer.data.a: ');
  });
});
