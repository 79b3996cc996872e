import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { comentario } from '../../src/adapters/comentario.js';
import type { ListQuery } from '../../src/core/adapter.js';
import { fakeNetwork } from '../support/backend.js';
import { ComentarioServer } from '../support/backends/comentario.js';
import { failure } from '../support/failure.js';

const endpoint = 'https://comentario.example';
const never = '0001-01-01T00:00:00.000Z';
const nobody = '00000000-0000-0000-0000-000000000000';
const id = '76e376f3-f566-427a-8de5-77e54bbfde17';
const answerId = '56afa719-b68e-44e1-bfaa-db7c49926531';
const marie = '11111111-2222-4333-8444-555555555555';

/** As a real one listed it. */
const comment = {
  authorName: 'Zoé',
  createdTime: '2026-11-22T06:59:48.417Z',
  deletedTime: never,
  editedTime: never,
  html: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n',
  id,
  isApproved: true,
  isDeleted: false,
  isPending: false,
  isSticky: false,
  moderatedTime: never,
  pageId: '7bd3e3b9-d90c-4062-8847-482a15198d69',
  score: 0,
  url: `http://127.0.0.1:8899/article-ouvert/#comentario-${id}`,
  userCreated: nobody,
};
const data = {
  id,
  parentId: null,
  author: { name: 'Zoé' },
  content: { format: 'html', value: comment.html },
  createdAt: new Date(Date.UTC(2026, 10, 22, 6, 59, 48, 417)),
  status: 'published',
};
const commenter = { colourIndex: 0, createdTime: never, hasAvatar: false, id: nobody, isModerator: false };
const account = { ...commenter, id: marie, name: 'Marie', isCommenter: true };
const pageInfo = {
  authAnonymous: true,
  defaultSort: 'ta',
  enableCommentVoting: true,
  isDomainReadonly: false,
  isPageReadonly: false,
  maxCommentLength: 4096,
  version: '(?)',
};
const thread = { commenters: [{ ...commenter, name: 'Anonymous' }], comments: [comment], pageInfo };

describe('comentario reads', () => {
  const network = fakeNetwork();
  let seen: Request[];
  beforeEach(() => (seen = []));

  const answers = (answer: object, path = '/api/embed/comments') =>
    network.use(
      http.post(`${endpoint}${path}`, ({ request }) => {
        seen.push(request.clone());
        return HttpResponse.json(answer);
      }),
    );
  const list = (query: Partial<ListQuery> = {}) =>
    comentario({ endpoint }).list!({ thread: '/article/', ...query }, {});
  const first = async (changes: object, more: object = {}) => {
    answers({ ...thread, ...more, comments: [{ ...comment, ...changes }] });
    return (await list()).comments[0];
  };

  it('a thread, by a POST of JSON without cookies', async () => {
    answers(thread);
    const { rules, ...page } = await list();
    expect(page).to.deep.equal({ comments: [data], total: 1 });
    expect(rules).to.deep.equal({
      fields: { ...comentario({ endpoint }).rules.fields, body: { use: 'required', max: 4096, unit: 'bytes' } },
      orders: ['oldest', 'newest', 'best'],
      open: true,
    });
    const [request] = seen as [Request];
    expect([request.method, request.credentials, request.headers.get('Content-Type')]).to.deep.equal([
      'POST',
      'omit',
      'application/json',
    ]);
    expect(await request.json()).to.deep.equal({ host: location.host, path: '/article/' });
  });

  it('nothing where there is null', async () => {
    answers({ commenters: null, comments: null, pageInfo });
    expect(await list()).to.deep.include({ comments: [], total: 0 });
  });

  it('that a thread or the whole domain is closed', async () => {
    for (const closed of ['isDomainReadonly', 'isPageReadonly']) {
      answers({ ...thread, pageInfo: { ...pageInfo, [closed]: true } });
      expect((await list()).rules?.open).to.equal(false);
    }
  });

  it('its comments in the order of the domain, or of the query', async () => {
    const other = { ...comment, id: answerId, score: 2 };
    const last = { ...comment, id: marie, score: 1 };
    const orderOf = async (defaultSort: string, query: Partial<ListQuery> = {}) => {
      answers({ ...thread, comments: [comment, other, last], pageInfo: { ...pageInfo, defaultSort } });
      const { comments, rules } = await list(query);
      const [order] = rules!.orders!;
      return [order, ...comments.map((one) => [id, answerId, marie].indexOf(one.id))].join();
    };
    expect(await orderOf('ta')).to.equal('oldest,0,1,2');
    expect(await orderOf('td')).to.equal('newest,2,1,0');
    expect(await orderOf('sd')).to.equal('best,1,2,0');
    expect(await orderOf('sa')).to.equal('newest,2,1,0');
    expect(await orderOf('td', { order: 'best' })).to.equal('newest,1,2,0');
  });

  it('an answer under what it answers, and a pin', async () => {
    answers({
      ...thread,
      comments: [
        { ...comment, isSticky: true },
        { ...comment, id: answerId, parentId: id },
      ],
    });
    const { comments } = await list();
    expect(comments).to.deep.equal([
      { ...data, isPinned: true },
      { ...data, id: answerId, parentId: id },
    ]);
  });

  it('who wrote it: one of many accounts, with a picture that Comentario keeps', async () => {
    const more = { hasAvatar: true, isModerator: true, websiteUrl: 'https://exemple.fr/', email: 'marie@exemple.fr' };
    const { author } = (await first(
      { userCreated: marie, authorName: undefined },
      { commenters: [...thread.commenters, { ...account, ...more }] },
    ))!;
    expect(author).to.deep.equal({
      name: 'Marie',
      url: 'https://exemple.fr/',
      avatar: `${endpoint}/api/users/${marie}/avatar?size=M`,
      isStaff: true,
    });
  });

  it('who wrote it, without an address that leads nowhere', async () => {
    const more = { websiteUrl: 'javascript:alert(1)' };
    const given = await first({ userCreated: marie }, { commenters: [{ ...account, ...more }] });
    expect(given!.author).to.deep.equal({ name: 'Marie' });
  });

  it('nobody as "Anonymous", nor one whose account is gone', async () => {
    expect((await first({ authorName: undefined }))!.author).to.deep.equal({ name: '' });
    expect((await first({ authorName: undefined, userCreated: undefined }))!.author).to.deep.equal({ name: '' });
    expect((await first({ userCreated: marie }))!.author).to.deep.equal({ name: 'Zoé' });
  });

  it('when it was changed, unless that is the first day of the year 1', async () => {
    const editedTime = '2026-11-22T07:00:00Z';
    expect((await first({ editedTime }))!.editedAt).to.deep.equal(new Date(editedTime));
    expect(await first({ editedTime: undefined })).to.deep.equal(data);
    expect(await first({ createdTime: never })).to.deep.equal({ ...data, createdAt: null });
    expect(await first({ createdTime: 'hier' })).to.deep.equal({ ...data, createdAt: null });
  });

  it('a score where somebody voted, and votes are counted', async () => {
    expect(await first({ score: -2 })).to.deep.equal({ ...data, score: -2 });
    const off = { pageInfo: { ...pageInfo, enableCommentVoting: false } };
    expect(await first({ score: -2 }, off)).to.deep.equal(data);
    expect(await first({ score: 0 })).to.deep.equal(data);
  });

  it('nothing of what was deleted, whose author the server goes on naming', async () => {
    const deleted = { ...comment, html: undefined, isDeleted: true, deletedTime: '2026-11-23T00:00:00Z' };
    answers({ ...thread, comments: [deleted, { ...comment, id: answerId, parentId: id }] });
    const { comments, total } = await list();
    const nothing = { author: { name: '' }, content: { format: 'html', value: '' }, status: 'deleted' };
    expect(comments).to.deep.equal([
      { ...data, ...nothing },
      { ...data, id: answerId, parentId: id },
    ]);
    expect(total).to.equal(1);
  });

  const wrong: Record<string, object> = {
    comments: { ...thread, comments: {} },
    'comments.0': { ...thread, comments: ['Bonjour'] },
    'comments.0.id': { ...thread, comments: [{ ...comment, id: 7 }] },
    'comments.1.html': { ...thread, comments: [comment, { ...comment, html: null }] },
    'comments.0.isPending': { ...thread, comments: [{ ...comment, isPending: undefined }] },
    'comments.0.isDeleted': { ...thread, comments: [{ ...comment, isDeleted: 0 }] },
    'comments.0.score': { ...thread, comments: [{ ...comment, score: '1' }] },
    'comments.0.createdTime': { ...thread, comments: [{ ...comment, createdTime: 1767348000 }] },
    commenters: { ...thread, commenters: undefined },
    'commenters.0.isModerator': { ...thread, commenters: [{ id: marie, hasAvatar: false }] },
    pageInfo: { ...thread, pageInfo: undefined },
    'pageInfo.isPageReadonly': { ...thread, pageInfo: { ...pageInfo, isPageReadonly: 'no' } },
    'pageInfo.maxCommentLength': { ...thread, pageInfo: { ...pageInfo, maxCommentLength: '4096' } },
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
    const counts = '/api/embed/comments/counts';
    const count = (threads: readonly string[]) => comentario({ endpoint }).count!(threads, {});

    it('as recorded: a page that nobody has read has none', async () => {
      answers({ commentCounts: { '/article-ouvert/': 5 } }, counts);
      expect(await count(['/article-ouvert/', '/rien/', 'rien'])).to.deep.equal({
        '/article-ouvert/': 5,
        '/rien/': 0,
        rien: 0,
      });
      expect(await seen[0]!.json()).to.deep.equal({
        host: location.host,
        paths: ['/article-ouvert/', '/rien/', '/rien'],
      });
    });

    it('of 32 pages at once', async () => {
      answers({ commentCounts: {} }, counts);
      await count(Array.from({ length: 65 }, (_, index) => `/${index}`));
      const asked = await Promise.all(seen.map((request) => request.json() as Promise<{ paths: string[] }>));
      expect(asked.map(({ paths }) => paths.length)).to.deep.equal([32, 32, 1]);
    });

    it('that are none', async () => {
      for (const [path, answer] of [
        ['commentCounts', {}],
        ['commentCounts./a', { commentCounts: { '/a': '5' } }],
      ] as const) {
        answers(answer, counts);
        const { code, message } = await failure(count(['/a']));
        expect(code).to.equal('protocol');
        expect(message).to.include(`answer.${path}: `);
      }
    });

    it('with what is held, as the server does', async () => {
      const server = new ComentarioServer();
      server.moderated = true;
      network.use(...server.handlers);
      await comentario({ endpoint }).post!(
        { thread: '/article/', parentId: null, url: 'https://exemple.fr/', title: '' },
        { body: 'Bonjour', name: '', email: '', url: '', extra: {} },
        { attemptKey: crypto.randomUUID() },
      );
      expect(await count(['/article/'])).to.deep.equal({ '/article/': 1 });
      expect((await list()).total).to.equal(0);
    });
  });
});
