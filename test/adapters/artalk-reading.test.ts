import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { artalk } from '../../src/adapters/artalk.js';
import type { ListQuery } from '../../src/core/adapter.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const endpoint = 'https://artalk.example';

/** As it was recorded, at 06:44:46 GMT, in Paris. */
const comment = {
  id: 1,
  content: 'Bonjour **à tous** & merci.',
  content_marked: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n',
  user_id: 2,
  nick: 'Zoé',
  email_encrypted: 'a8e455e45c3709cf3d955a6212c0513c',
  link: 'https://zoe.example',
  ua: 'curl/7.88.1',
  date: '2026-11-22 07:44:46',
  is_collapsed: false,
  is_pending: false,
  is_pinned: false,
  is_allow_reply: true,
  is_verified: false,
  rid: 0,
  badge_name: '',
  badge_color: '',
  visible: true,
  vote_up: 0,
  vote_down: 0,
  page_key: '/article-ouvert/',
  page_url: 'http://127.0.0.1:8899/article-ouvert/',
  site_name: 'Le blog de test',
};
const answer = { ...comment, id: 3, rid: 1, content_marked: '<p>Une réponse.</p>\n', nick: 'Luc', link: '' };
const page = {
  id: 3,
  admin_only: false,
  key: '/pagine/',
  url: 'http://127.0.0.1:8899/pagine/',
  title: '',
  site_name: 'Le blog de test',
  vote_up: 0,
  vote_down: 0,
  pv: 0,
  date: '2026-11-22 07:44:47',
};
const thread = { comments: [comment, answer], count: 2, roots_count: 1, page };

const data = {
  id: '1',
  parentId: null,
  author: { name: 'Zoé', url: 'https://zoe.example' },
  content: { format: 'html', value: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n' },
  createdAt: new Date(Date.UTC(2026, 10, 22, 6, 44, 46)),
  status: 'published',
  score: 0,
};

describe('artalk reads', () => {
  const network = fakeNetwork();
  /** Whatever is asked from now on is answered like this. */
  const answers = (said: object | null) => network.use(http.all(`${endpoint}/*`, () => HttpResponse.json(said)));
  const create = (timeZone = 'Europe/Paris') => artalk({ endpoint, site: 'Le blog de test', timeZone });
  const list = (query: Partial<ListQuery> = {}) => create().list!({ thread: '/a/', ...query }, {});
  const one = async (more: object, timeZone?: string) => {
    answers({ ...thread, comments: [{ ...comment, ...more }] });
    return (await create(timeZone).list!({ thread: '/a/' }, {})).comments[0]!;
  };

  it('a page, and nothing that was made of an e-mail', async () => {
    answers(thread);
    expect(await list()).to.deep.equal({
      comments: [
        data,
        {
          ...data,
          id: '3',
          parentId: '1',
          author: { name: 'Luc' },
          content: { format: 'html', value: '<p>Une réponse.</p>\n' },
        },
      ],
      total: 2,
      rules: { open: true },
    });
  });

  it('a page that nobody has commented on, and one past the end', async () => {
    answers({ ...thread, comments: [], count: 0, roots_count: 0 });
    expect(await list()).to.deep.equal({ comments: [], total: 0, rules: { open: true } });
    answers({ ...thread, comments: [], count: 5, roots_count: 50 });
    expect(await list({ cursor: '40' })).to.deep.equal({ comments: [], total: 5, rules: { open: true } });
  });

  it('how far it has come: what is at the top counts, its answers do not', async () => {
    answers({ ...thread, comments: [comment, { ...comment, id: 2 }, answer], count: 9, roots_count: 5 });
    expect((await list()).next).to.equal('2');
    expect((await list({ cursor: '2' })).next).to.equal('4');
    expect((await list({ cursor: '3' })).next).to.equal(undefined);
  });

  it('nothing before what it answers, in whatever order it comes', async () => {
    const comments = [
      { ...comment, id: 9 },
      comment,
      { ...comment, id: 7, rid: 5 },
      { ...comment, id: 5, rid: 3 },
      answer,
      { ...comment, id: 4, rid: 1 },
    ];
    answers({ ...thread, comments });
    const found = (await list()).comments.map(({ id, parentId }) => [id, parentId]);
    expect(found).to.deep.equal([
      ['9', null],
      ['1', null],
      ['3', '1'],
      ['4', '1'],
      ['5', '3'],
      ['7', '5'],
    ]);
  });

  it('an answer to what is held by now like a comment at the top', async () => {
    answers({
      ...thread,
      comments: [comment, { ...comment, id: 6, rid: 5 }, { ...comment, id: 7, rid: 6 }],
      roots_count: 5,
    });
    const { comments, next } = await list();
    expect(comments.map(({ id, parentId }) => [id, parentId])).to.deep.equal([
      ['1', null],
      ['6', null],
      ['7', '6'],
    ]);
    // The cursor counts as the server does.
    expect(next).to.equal('1');
  });

  it('what is held, pinned, voted on', async () => {
    expect(await one({ is_pending: true })).to.include({ status: 'pending' });
    expect(await one({ is_pinned: true })).to.include({ isPinned: true });
    expect(await one({ vote_up: 2, vote_down: 5 })).to.include({ score: -3 });
  });

  it('a name as it was typed, and no address but of the web', async () => {
    expect((await one({ nick: '<b>Eve</b>', link: 'javascript:alert(4)' })).author).to.deep.equal({
      name: '<b>Eve</b>',
    });
    expect((await one({ link: 'HTTP://zoe.example' })).author.url).to.equal('HTTP://zoe.example');
  });

  it('dates by the clock of its server, where the page says where that is', async () => {
    const at = async (date: string, timeZone?: string) => (await one({ date }, timeZone)).createdAt?.toISOString();
    expect(await at('2026-07-01 12:00:00')).to.equal('2026-07-01T10:00:00.000Z');
    expect(await at('2026-07-01 12:00:00', 'Asia/Shanghai')).to.equal('2026-07-01T04:00:00.000Z');
    expect(await at('2026-07-01 12:00:00', 'UTC')).to.equal('2026-07-01T12:00:00.000Z');
    // On the days when clocks are put forward and back, in the middle of the night.
    expect(await at('2026-03-29 01:59:59')).to.equal('2026-03-29T00:59:59.000Z');
    expect(await at('2026-03-29 03:00:00')).to.equal('2026-03-29T01:00:00.000Z');
    expect(await at('2026-10-25 01:59:59')).to.equal('2026-10-24T23:59:59.000Z');
    expect(await at('2026-10-25 03:00:00')).to.equal('2026-10-25T02:00:00.000Z');
    expect(await at('hier')).to.equal(undefined);
    expect(await at('')).to.equal(undefined);
    expect(await at('2026-07-01 12:00:00', '')).to.equal(undefined);
  });

  const wrong: Record<string, object> = {
    comments: { ...thread, comments: null },
    count: { ...thread, count: '2' },
    roots_count: { ...thread, roots_count: undefined },
    page: { ...thread, page: undefined },
    'page.admin_only': { ...thread, page: { ...page, admin_only: 0 } },
    'comments.0': { ...thread, comments: ['Bonjour'] },
    'comments.0.id': { ...thread, comments: [{ ...comment, id: '1' }] },
    'comments.0.rid': { ...thread, comments: [{ ...comment, rid: null }] },
    'comments.0.content_marked': { ...thread, comments: [{ ...comment, content_marked: undefined }] },
    'comments.0.nick': { ...thread, comments: [{ ...comment, nick: 7 }] },
    'comments.0.link': { ...thread, comments: [{ ...comment, link: null }] },
    'comments.0.date': { ...thread, comments: [{ ...comment, date: 1795328544 }] },
    'comments.0.is_pending': { ...thread, comments: [{ ...comment, is_pending: 'no' }] },
    'comments.1.is_pinned': { ...thread, comments: [comment, { ...comment, is_pinned: 1 }] },
    'comments.1.vote_up': { ...thread, comments: [comment, { ...comment, vote_up: '1' }] },
    'comments.1.vote_down': { ...thread, comments: [comment, { ...comment, vote_down: null }] },
  };
  for (const [path, said] of Object.entries(wrong))
    it(`no page that is wrong at ${path}`, async () => {
      answers(said);
      const error = await failure(list());
      expect(error.code).to.equal('protocol');
      expect(error.message)
        .to.include(`answer.${path}: `)
        .and.not.match(/Zoé|Bonjour|a8e455/);
    });

  it('nothing else that is wrong', async () => {
    const adapter = create();
    const draft = { body: 'Bonjour', name: 'Zoé', email: 'zoe@example.test', url: '', extra: {} };
    const target = { thread: '/a/', parentId: null, url: '', title: '' };
    const cases: [ask: () => Promise<unknown>, said: object | null, path: string, outcome: string][] = [
      [() => adapter.vote!({ thread: '/a/', id: '1' }, 1, {}), { up: 1, down: 0 }, 'answer.is_up', 'refused'],
      [() => adapter.count!(['/a/'], {}), { data: [4] }, 'answer.data', 'refused'],
      [() => adapter.count!(['/a/'], {}), { data: { '/a/': '4' } }, 'answer.data./a/', 'refused'],
      [() => adapter.find!({ thread: '/a/', id: '1' }, {}), comment, 'answer.comment', 'refused'],
      [
        () => adapter.find!({ thread: '/a/', id: '1' }, {}),
        { comment: { ...comment, id: null } },
        'comment.id',
        'refused',
      ],
      [() => adapter.post!(target, draft, { attemptKey: '' }), { msg: 'Success' }, 'answer.id', 'unknown'],
      [() => adapter.post!(target, draft, { attemptKey: '' }), null, 'answer', 'unknown'],
    ];
    for (const [ask, said, path, outcome] of cases) {
      answers(said);
      const error = await failure(ask());
      expect([JSON.stringify(said), error.code, error.outcome]).to.deep.equal([
        JSON.stringify(said),
        'protocol',
        outcome,
      ]);
      expect(error.message).to.include(path);
    }
  });
});
