import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { commento } from '../../src/adapters/commento.js';
import type { ListQuery } from '../../src/core/adapter.js';
import { fakeNetwork } from '../support/backend.js';
import { CommentoServer } from '../support/backends/commento.js';
import { failure } from '../support/failure.js';

const endpoint = 'https://commento.example';
const zoe = 'f5f199645677e7f591e00a8c4367a700860662c5cac36048168a3a7ac6532778';
const luc = '9861e6e282990d7d02a02def48f545f0e7cc6af18ee81965b9f9ca7fccb1e30d';

/** As a real one listed them. */
const nobody = {
  commenterHex: 'anonymous',
  name: 'Anonymous',
  link: 'undefined',
  photo: 'undefined',
  provider: 'undefined',
  joinDate: '0001-01-01T00:00:00Z',
  isModerator: false,
  deleted: false,
};
const commenters = {
  anonymous: nobody,
  [luc]: { ...nobody, commenterHex: luc, name: 'Luc', provider: 'anon', joinDate: '2026-11-22T06:33:25.113484Z' },
  [zoe]: { ...nobody, commenterHex: zoe, name: 'Zoé', provider: 'anon', joinDate: '2026-11-22T06:33:24.958135Z' },
};
const comment = {
  commentHex: 'da7f62c3ec44b3e09df104a8b53b0dbd161c76ae73e4ac7bc2187eccfb89d498',
  commenterHex: zoe,
  markdown: '',
  html: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n',
  parentHex: 'root',
  score: 0,
  creationDate: '2026-11-22T06:33:24.95886Z',
  direction: 0,
  deleted: false,
};
const reply = {
  ...comment,
  commentHex: '3c1e4c44897206ca3e6a14148e91422703d4c9f2dbec51da356a092b2233b191',
  commenterHex: luc,
  html: '<p>Une réponse.</p>\n',
  parentHex: comment.commentHex,
  creationDate: '2026-11-22T06:33:25.114227Z',
};
const orphan = { ...reply, commentHex: '9f70', parentHex: 'zzz', creationDate: '2026-11-22T06:33:25.296345Z' };
const thread = {
  attributes: {
    domain: '127.0.0.1:8899',
    path: '/article-ouvert/',
    isLocked: false,
    commentCount: 5,
    stickyCommentHex: 'none',
    title: '',
  },
  commenters,
  comments: [comment],
  configuredOauths: { commento: true, github: false, gitlab: false, google: false, sso: false, twitter: false },
  defaultSortPolicy: 'creationdate-asc',
  domain: '127.0.0.1:8899',
  isFrozen: false,
  isModerator: false,
  requireIdentification: false,
  requireModeration: false,
  success: true,
};
const data = {
  id: comment.commentHex,
  parentId: null,
  author: { name: 'Zoé' },
  content: { format: 'html', value: comment.html },
  createdAt: new Date(Date.UTC(2026, 10, 22, 6, 33, 24, 958)),
  status: 'published',
};

describe('commento reads', () => {
  const network = fakeNetwork();
  let seen: Request[];
  beforeEach(() => (seen = []));

  const answers = (answer: object, action = 'list') =>
    network.use(
      http.post(`${endpoint}/api/comment/${action}`, ({ request }) => {
        seen.push(request.clone());
        return HttpResponse.text(JSON.stringify(answer));
      }),
    );
  const list = (query: Partial<ListQuery> = {}) => commento({ endpoint }).list!({ thread: '/article/', ...query }, {});
  const first = async (changes: object, more: object = {}) => {
    answers({ ...thread, ...more, comments: [{ ...comment, ...changes }] });
    return (await list()).comments[0];
  };
  /** What the list tells of somebody with an account. */
  const authorOf = async (changes: object) => {
    const person = { ...nobody, commenterHex: zoe, name: 'Zoé', provider: 'commento', ...changes };
    return (await first({}, { commenters: { anonymous: nobody, [zoe]: person } }))!.author;
  };

  it('a thread, by a simple request without cookies', async () => {
    answers(thread);
    const { rules, ...page } = await list();
    expect(page).to.deep.equal({ comments: [data], total: 1 });
    expect(rules).to.deep.equal({
      fields: commento({ endpoint }).rules.fields,
      orders: ['oldest', 'best', 'newest'],
      open: true,
    });
    const [request] = seen as [Request];
    expect([request.credentials, request.headers.get('Content-Type')]).to.deep.equal([
      'omit',
      'text/plain;charset=UTF-8',
    ]);
    expect(await request.json()).to.deep.equal({
      commenterToken: 'anonymous',
      domain: location.host,
      path: '/article/',
    });
  });

  it('nothing of a new thread', async () => {
    answers({ ...thread, commenters: { anonymous: nobody }, comments: [] });
    expect(await list()).to.deep.include({ comments: [], total: 0 });
  });

  it('comments in the order in which they came, whatever their order in the answer', async () => {
    answers({ ...thread, comments: [orphan, reply, comment] });
    const { comments } = await list();
    expect(comments.map(({ id }) => id)).to.deep.equal([comment, reply, orphan].map(({ commentHex }) => commentHex));
  });

  it('what answers nothing that is there as a comment like any other', async () => {
    answers({ ...thread, comments: [comment, reply, orphan] });
    const { comments } = await list();
    expect(comments.map(({ parentId }) => parentId)).to.deep.equal([null, comment.commentHex, null]);
  });

  it('comments in the order of the domain, or of the query', async () => {
    const liked = { ...comment, commentHex: '1', score: 2, creationDate: '2026-11-22T06:33:25Z' };
    const last = { ...comment, commentHex: '2', score: 1, creationDate: '2026-11-22T06:33:26Z' };
    const orderOf = async (defaultSortPolicy: string, query: Partial<ListQuery> = {}) => {
      answers({ ...thread, comments: [last, comment, liked], defaultSortPolicy });
      const { comments, rules } = await list(query);
      return [rules!.orders![0], ...comments.map(({ id }) => id.slice(0, 1))].join();
    };
    expect(await orderOf('creationdate-asc')).to.equal('oldest,d,1,2');
    expect(await orderOf('creationdate-desc')).to.equal('newest,2,1,d');
    expect(await orderOf('score-desc')).to.equal('best,1,2,d');
    expect(await orderOf('score-desc', { order: 'oldest' })).to.equal('best,d,1,2');
  });

  it('that no names are taken where that is Commento', async () => {
    answers(thread);
    expect((await list()).rules?.fields?.name).to.deep.equal({ use: 'optional' });
    answers({ ...thread, comments: [], commenters: { anonymous: { ...nobody, deleted: undefined } } });
    expect((await list()).rules?.fields?.name).to.deep.equal({ use: 'none' });
  });

  it('that a thread or the whole domain is closed', async () => {
    answers({ ...thread, isFrozen: true });
    expect((await list()).rules?.open).to.equal(false);
    answers({ ...thread, attributes: { ...thread.attributes, isLocked: true } });
    expect((await list()).rules?.open).to.equal(false);
  });

  it('who wrote it: name, site, picture by way of Commento, and whether for the site', async () => {
    const photo = 'https://www.gravatar.com/avatar/942b4e5e5324b991b98cd9e2df6ec04a';
    expect(await authorOf({ link: 'https://exemple.fr/', photo, isModerator: true })).to.deep.equal({
      name: 'Zoé',
      url: 'https://exemple.fr/',
      avatar: `${endpoint}/api/commenter/photo?commenterHex=${zoe}`,
      isStaff: true,
    });
  });

  it('no site where there is none', async () => {
    for (const link of ['undefined', 'https://undefined', '', 'javascript:alert(1)'])
      expect(await authorOf({ link })).to.deep.equal({ name: 'Zoé' });
  });

  it('a name as it was written, and nobody as "Anonymous" or "[deleted]"', async () => {
    expect(await authorOf({ name: '<b>Eve</b><script>alert(0)</script>' })).to.deep.equal({
      name: '<b>Eve</b><script>alert(0)</script>',
    });
    expect((await first({ commenterHex: 'anonymous', markdown: 'Anonyme.' }))!.author).to.deep.equal({ name: '' });
    expect(await authorOf({ name: '[deleted]', deleted: true })).to.deep.equal({ name: '' });
  });

  it('a score where somebody voted, a pin, and no date that is none', async () => {
    expect(await first({ score: -2 })).to.deep.equal({ ...data, score: -2 });
    const attributes = { ...thread.attributes, stickyCommentHex: comment.commentHex };
    expect(await first({}, { attributes })).to.deep.equal({ ...data, isPinned: true });
    for (const creationDate of ['hier', '0001-01-01T00:00:00Z'])
      expect(await first({ creationDate })).to.deep.equal({ ...data, createdAt: null });
  });

  it('nothing of what was deleted but its place', async () => {
    const deleted = { ...comment, commenterHex: 'anonymous', html: '[deleted]', score: 3, deleted: true };
    answers({ ...thread, comments: [deleted, reply] });
    const { comments, total } = await list();
    const nothing = { author: { name: '' }, content: { format: 'html', value: '' }, status: 'deleted' };
    expect(comments[0]).to.deep.equal({ ...data, ...nothing });
    expect([comments[1]!.parentId, total]).to.deep.equal([comment.commentHex, 1]);
  });

  const wrong: Record<string, object> = {
    comments: { ...thread, comments: null },
    'comments.0': { ...thread, comments: ['Bonjour'] },
    'comments.0.commentHex': { ...thread, comments: [{ ...comment, commentHex: 7 }] },
    'comments.1.html': { ...thread, comments: [comment, { ...reply, html: undefined }] },
    'comments.0.parentHex': { ...thread, comments: [{ ...comment, parentHex: null }] },
    'comments.0.deleted': { ...thread, comments: [{ ...comment, deleted: 'no' }] },
    'comments.0.creationDate': { ...thread, comments: [{ ...comment, creationDate: 1767348000 }] },
    commenters: { ...thread, commenters: null },
    'commenters.anonymous': { ...thread, commenters: { [zoe]: commenters[zoe] } },
    [`commenters.${zoe}`]: { ...thread, commenters: { anonymous: nobody } },
    'commenters.anonymous.isModerator': {
      ...thread,
      commenters: { ...commenters, anonymous: { ...nobody, isModerator: 0 } },
    },
    isFrozen: { ...thread, isFrozen: undefined },
    'attributes.isLocked': { ...thread, attributes: {} },
    defaultSortPolicy: { ...thread, defaultSortPolicy: null },
  };
  for (const [path, answer] of Object.entries(wrong))
    it(`no thread that is wrong at ${path}`, async () => {
      answers(answer);
      const { code, message } = await failure(list());
      expect(code).to.equal('protocol');
      expect(message)
        .to.include(`answer.${path}: `)
        .and.not.match(/Zoé|Bonjour/);
    });

  describe('counts', () => {
    const count = (threads: readonly string[]) => commento({ endpoint }).count!(threads, {});

    it('as recorded: of a page without comments it hears nothing', async () => {
      answers({ commentCounts: { '/article-ouvert/': 5 }, success: true }, 'count');
      expect(await count(['/article-ouvert/', '/rien/'])).to.deep.equal({ '/article-ouvert/': 5, '/rien/': 0 });
      expect(await seen[0]!.json()).to.deep.equal({ domain: location.host, paths: ['/article-ouvert/', '/rien/'] });
    });

    it('nothing without asking, where nothing is to be counted', async () => {
      expect(await count([])).to.deep.equal({});
      expect(seen).to.have.lengthOf(0);
    });

    it('that are none', async () => {
      for (const [path, answer] of [
        ['commentCounts', { success: true }],
        ['commentCounts./a', { commentCounts: { '/a': '5' }, success: true }],
      ] as const) {
        answers(answer, 'count');
        const { code, message } = await failure(count(['/a']));
        expect(code).to.equal('protocol');
        expect(message).to.include(`answer.${path}: `);
      }
    });

    it('with what is held, as the server does', async () => {
      const server = new CommentoServer();
      server.moderateAllAnonymous = true;
      network.use(...server.handlers);
      await commento({ endpoint }).post!(
        { thread: '/article/', parentId: null, url: 'https://exemple.fr/', title: '' },
        { body: 'Bonjour', name: '', email: '', url: '', extra: {} },
        { attemptKey: crypto.randomUUID() },
      );
      expect(await count(['/article/'])).to.deep.equal({ '/article/': 1 });
      expect((await list()).total).to.equal(0);
    });
  });
});
