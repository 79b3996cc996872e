import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { twikoo } from '../../src/adapters/twikoo.js';
import { fakeNetwork } from '../support/backend.js';
import { TwikooBackend } from '../support/backends/twikoo.js';
import { failure } from '../support/failure.js';

/** As a server answered in November 2026, but for the hashes. */
const eve = {
  id: '2b0ed62810c8427493016653479d898c',
  nick: '<b>Eve</b><script>alert(0)</script>',
  mailMd5: 'b6e7550cceb7b277a8644f32df31e121fa7e4da695d139dc6dce3b5f3f1b5888',
  link: 'javascript:alert(4)',
  comment: '<img src="x"> <strong>gras</strong> <a>lien</a> 1 &lt; 2 😀',
  os: 'Linux ',
  browser: 'Chrome 120.0.0.0',
  ipRegion: '',
  master: false,
  like: 0,
  ups: 0,
  downs: 0,
  liked: false,
  disliked: false,
  replies: [],
  ruser: null,
  isOwner: false,
  created: 1795328338920,
  updated: 1795328338920,
};
const luc = {
  ...eve,
  id: '6627e150690b4056a7a840e8d17239c3',
  nick: 'Luc',
  link: '',
  comment: 'Une réponse.',
  rid: '442001c5757c461aa44a2a986c61a94b',
  pid: '442001c5757c461aa44a2a986c61a94b',
  ruser: 'Zoé',
  created: 1795328337605,
};
const zoe = {
  ...eve,
  id: '442001c5757c461aa44a2a986c61a94b',
  nick: 'Zoé',
  link: 'https://zoe.example',
  comment: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>',
  replies: [luc] as object[],
  created: 1795328337120,
};
const recorded = { data: [eve, zoe], more: false, count: 2 };
const config = {
  VERSION: '1.7.19',
  IS_ADMIN: false,
  SITE_NAME: 'Le blog de test',
  GRAVATAR_CDN: 'www.gravatar.com',
  SHOW_DISLIKE: 'true',
  LIMIT_LENGTH: '500',
  CAPTCHA_PROVIDER: '',
};

describe('twikoo reads', () => {
  const network = fakeNetwork();
  let backend: TwikooBackend;
  beforeEach(() => {
    backend = new TwikooBackend();
    network.use(...backend.handlers);
  });

  const create = () => twikoo({ endpoint: backend.endpoint });
  const list = (options: { readonly limit?: number; readonly cursor?: string } = {}) =>
    create().list!({ thread: '/article-ouvert/', ...options }, {});

  /** Each event is answered like this, and the configuration as it was recorded. */
  const answers = (page: object, more: object = {}) =>
    network.use(
      http.post(backend.endpoint, async ({ request }) => {
        const { event } = (await request.json()) as { event: string };
        const all: Record<string, object> = { GET_CONFIG: { code: 0, config }, COMMENT_GET: page, ...more };
        return HttpResponse.json(all[event]);
      }),
    );

  it('what was recorded: a reply under what it answers, no script in an address, no hash', async () => {
    answers(recorded);
    const page = await list();
    expect(page.comments).to.deep.equal([
      {
        id: eve.id,
        parentId: null,
        author: { name: '<b>Eve</b><script>alert(0)</script>' },
        content: { format: 'html', value: eve.comment },
        createdAt: new Date(eve.created),
        status: 'published',
        score: 0,
      },
      {
        id: zoe.id,
        parentId: null,
        author: { name: 'Zoé', url: 'https://zoe.example' },
        content: { format: 'html', value: zoe.comment },
        createdAt: new Date(zoe.created),
        status: 'published',
        score: 0,
      },
      {
        id: luc.id,
        parentId: zoe.id,
        author: { name: 'Luc' },
        content: { format: 'html', value: 'Une réponse.' },
        createdAt: new Date(luc.created),
        status: 'published',
        score: 0,
      },
    ]);
    expect(page).to.include({ total: 3 }).and.not.have.property('next');
  });

  it('who speaks for the site, what is pinned, what readers think of it, and who has no name', async () => {
    answers({ ...recorded, data: [{ ...eve, nick: '匿名', master: true, top: true, ups: 3, downs: 4 }] });
    const [comment] = (await list()).comments;
    expect(comment).to.deep.include({ author: { name: '', isStaff: true }, isPinned: true, score: -1 });
  });

  it('what MongoDB makes of nothing', async () => {
    answers({ ...recorded, data: [{ ...eve, pid: null, rid: null, link: null }] });
    expect((await list()).comments[0]).to.have.property('parentId', null);
  });

  it('what answers an answer under that, and under the top where that is gone or comes later', async () => {
    const answer = { ...luc, id: 'b', pid: luc.id };
    const replies = [luc, answer, { ...luc, id: 'c', pid: 'gone' }, { ...luc, id: 'd', pid: 'e' }, { ...luc, id: 'e' }];
    answers({ ...recorded, data: [{ ...zoe, replies }] });
    const parents = (await list()).comments.map(({ parentId }) => parentId);
    expect(parents).to.deep.equal([null, zoe.id, luc.id, zoe.id, zoe.id, zoe.id]);
  });

  it('with a token that is nobody’s: without one, what nobody owns is shown, even if it is held', async () => {
    backend.secrets = { review: true };
    backend.comments.push({
      ...{ id: 'a', uid: undefined, url: '/article-ouvert/', nick: 'Zoé', mail: '', link: '', comment: 'Un motmodere' },
      ...{
        pid: undefined,
        rid: undefined,
        master: false,
        created: 1,
        isSpam: true,
        top: undefined,
        ups: [],
        downs: [],
      },
    });
    const adapter = create();
    expect((await adapter.list!({ thread: '/article-ouvert/' }, {})).comments).to.deep.equal([]);
    await adapter.count!(['/article-ouvert/'], {});
    const tokens = backend.seen.map(({ accessToken }) => accessToken);
    expect(tokens).to.have.lengthOf(3);
    for (const token of tokens) expect(token).to.match(/^[\da-f-]{36}$/);
  });

  it('by whatever way the address of a page is written', async () => {
    const adapter = create();
    const target = { parentId: null, url: 'https://exemple.fr/a', title: '' };
    const draft = { body: 'Bonjour', name: 'Zoé', email: '', url: '', extra: {} };
    await adapter.post!({ ...target, thread: '/a' }, draft, { attemptKey: crypto.randomUUID() });
    await adapter.post!({ ...target, thread: '/a/' }, draft, { attemptKey: crypto.randomUUID() });
    expect((await adapter.list!({ thread: '/a' }, {})).comments).to.have.lengthOf(2);
    expect(await adapter.count!(['/a', '/a/', '/', '/b'], {})).to.deep.equal({ '/a': 2, '/a/': 2, '/': 0, '/b': 0 });
  });

  describe('page by page', () => {
    const numbered = (from: number, to: number) =>
      Array.from({ length: from - to + 1 }, (_, index) => ({
        ...eve,
        id: String(from - index),
        created: 1000 + from - index,
      }));
    const counts = { GET_COMMENTS_COUNT: { data: [{ count: 10 }, { count: 2 }] } };

    it('from the oldest one that came, and says how many there are, replies too', async () => {
      answers({ data: numbered(10, 3), more: true, count: 10 }, counts);
      const { comments, total, next } = await list();
      expect([comments.length, total]).to.deep.equal([8, 12]);
      let asked: object[] = [];
      network.use(
        http.post(backend.endpoint, async ({ request }) => {
          asked = [...asked, (await request.json()) as object];
          return HttpResponse.json({ data: numbered(2, 1), more: false, count: 10 });
        }),
      );
      const last = await list({ cursor: next! });
      expect(asked).to.have.lengthOf(1);
      expect(asked[0]).to.include({ event: 'COMMENT_GET', url: '/article-ouvert/', before: 1003 });
      expect(last).to.include({ total: 12 }).and.not.have.any.keys('next', 'rules');
    });

    it('as short as it is asked for, though the server gives more', async () => {
      answers({ data: numbered(4, 1), more: false, count: 4 });
      const { comments, total, next } = await list({ limit: 3 });
      expect([comments.map(({ id }) => id), total, next]).to.deep.equal([['4', '3', '2'], 4, '1002.4']);
    });

    it('with all that is pinned, which comes but once, and nobody twice', async () => {
      const pinned = ['x', 'y', 'z'].map((id) => ({ ...eve, id, created: 5, top: true }));
      answers({ data: [...pinned, ...numbered(4, 1)], more: false, count: 7 });
      const { comments, next } = await list({ limit: 2 });
      expect([comments.map(({ id }) => id), next]).to.deep.equal([['x', 'y', 'z'], '1005.7']);
    });
  });

  const wrong: Record<string, object> = {
    data: { more: false },
    more: { data: [] },
    'data.0.id': { ...recorded, data: [{ ...eve, id: 7 }] },
    'data.0.nick': { ...recorded, data: [{ ...eve, nick: null }] },
    'data.0.comment': { ...recorded, data: [{ ...eve, comment: undefined }] },
    'data.0.created': { ...recorded, data: [{ ...eve, created: '2026-11-22' }] },
    'data.0.ups': { ...recorded, data: [{ ...eve, ups: undefined }] },
    'data.0.isSpam': { ...recorded, data: [{ ...eve, isSpam: 'true' }] },
    'data.1.replies.0.created': { ...recorded, data: [eve, { ...zoe, replies: [{ ...luc, created: null }] }] },
  };
  for (const [path, page] of Object.entries(wrong))
    it(`no page that is wrong at ${path}`, async () => {
      answers(page);
      const { code, message } = await failure(list());
      expect(code).to.equal('protocol');
      expect(message)
        .to.include(`answer.${path}: `)
        .and.not.match(/Eve|Zoé|alert/);
    });

  it('no configuration and no counts that are none', async () => {
    answers(recorded, { GET_CONFIG: { code: 0, config: { LIMIT_LENGTH: 500 } } });
    expect((await failure(list())).message).to.include('answer.config.LIMIT_LENGTH: expected string');
    answers(recorded, { GET_COMMENTS_COUNT: { data: [{ url: '/a', count: 1 }] } });
    expect((await failure(create().count!(['/a'], {}))).message).to.include('answer.data.length: ');
  });

  it('a failure where there is no code, only a sentence and no comments', async () => {
    answers({ data: [], message: '参数"url"不合法', accessToken: '77ed0312b12049ccae0c2980a1f6b7f9' });
    expect((await failure(list())).code).to.equal('unavailable');
  });
});
