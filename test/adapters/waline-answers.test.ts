import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { waline } from '../../src/adapters/waline.js';
import type { Adapter, PostOptions } from '../../src/core/adapter.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const thread = '/article-ouvert/';
const draft = { body: 'Bonjour', name: 'Zoé', email: 'zoe@example.test', url: 'https://zoe.example', extra: {} };

/** Version 1.39.3 said this. */
const created = {
  link: 'https://zoe.example',
  nick: 'Zoé',
  url: thread,
  comment: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n',
  status: 'approved',
  objectId: 1,
  browser: 'Chrome120.0',
  os: 'Linux',
  avatar: 'https://seccdn.libravatar.org/avatar/a8e455e45c3709cf3d955a6212c0513c',
  orig: 'Bonjour **à tous** & merci.',
  addr: '内网IP',
  like: 0,
  time: 1795328081148,
};
const listed = { ...created, pid: null, rid: null, user_id: null, sticky: null, time: 1795328081000, children: [] };
const answer = {
  ...listed,
  objectId: 2,
  pid: 1,
  rid: 1,
  nick: 'Luc',
  link: null,
  reply_user: { nick: 'Zoé', link: 'https://zoe.example', avatar: created.avatar },
};
/** Stored in the same second, so the newer one comes first. */
const children = [{ ...answer, objectId: 3, pid: 2, nick: 'Zoé' }, answer];

describe('waline understands', () => {
  const network = fakeNetwork();
  const endpoint = 'https://waline.example';
  let seen: Request[];
  let adapter: Adapter;
  beforeEach(() => {
    seen = [];
    adapter = waline({ endpoint });
  });

  function answers(body: JsonBodyType, status = 200): void {
    network.use(
      http.all(`${endpoint}/*`, ({ request }) => {
        seen.push(request.clone());
        return HttpResponse.json(body, { status });
      }),
    );
  }
  const gives = (data: JsonBodyType) => answers({ errno: 0, errmsg: '', data });
  const givesList = (...data: JsonBodyType[]) => gives({ page: 1, totalPages: 1, pageSize: 10, count: 8, data });
  const list = () => adapter.list!({ thread }, {});
  const post = (parentId: string | null = null, extra = {}, options: Partial<PostOptions> = {}) =>
    adapter.post!(
      { thread, parentId, url: 'https://exemple.fr/a', title: 'Un article' },
      { ...draft, extra },
      { attemptKey: crypto.randomUUID(), ...options },
    );

  it('what was stored, without the hash of the address', async () => {
    gives(created);
    expect(await post()).to.deep.equal({
      id: '1',
      parentId: null,
      author: { name: 'Zoé', url: 'https://zoe.example' },
      content: { format: 'html', value: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n' },
      createdAt: new Date(1795328081148),
      status: 'published',
      score: 0,
    });
  });

  it('what is held, and what passes for spam, as pending', async () => {
    for (const status of ['waiting', 'spam']) {
      gives({ ...created, status });
      expect(await post()).to.include({ status: 'pending' });
    }
  });

  it('what has no author', async () => {
    gives({ ...created, nick: undefined, link: undefined });
    expect(await post())
      .to.have.property('author')
      .that.deep.equals({ name: '' });
    givesList({ ...listed, nick: null, link: null });
    expect((await list()).comments[0]!.author).to.deep.equal({ name: '' });
  });

  it('markup as the server cleaned it, a name as it is, and no address that runs something', async () => {
    const nick = '<b>Eve</b><script>alert(0)</script>';
    const value = '<img src="x"> <strong>gras</strong> <a>lien</a> [md](javascript:alert(5)) 1 &lt; 2 😀';
    gives({ ...created, nick, comment: value, link: 'javascript:alert(4)' });
    expect(await post()).to.deep.include({ author: { name: nick }, content: { format: 'html', value } });
  });

  it('who speaks for the site, and what stands above the others', async () => {
    givesList({ ...listed, type: 'administrator', label: 'Patronne', sticky: 1 }, { ...listed, type: 'guest' });
    const [first, second] = (await list()).comments;
    expect(first).to.include({ isPinned: true });
    expect(first!.author.isStaff).to.equal(true);
    expect(second).not.to.have.any.keys('isPinned');
    expect(second!.author.isStaff).to.equal(undefined);
  });

  it('what came over from Valine, and dates that are none', async () => {
    givesList({ ...listed, status: undefined }, { ...listed, status: null, time: null });
    const { comments } = await list();
    expect(comments.map(({ status }) => status)).to.deep.equal(['published', 'published']);
    expect(comments[1]!.createdAt).to.equal(null);
  });

  it('answers in the order in which they were written, whatever the order of the list', async () => {
    for (const given of [children, children.toReversed()]) {
      givesList({ ...listed, children: given });
      const { comments, total } = await list();
      expect(comments.map(({ id, parentId }) => [id, parentId])).to.deep.equal([
        ['1', null],
        ['2', '1'],
        ['3', '2'],
      ]);
      expect(total).to.equal(8);
    }
    givesList({
      ...listed,
      children: [
        { ...answer, objectId: 4, time: 2 },
        { ...answer, objectId: 5, time: 1 },
      ],
    });
    expect((await list()).comments.map(({ id }) => id)).to.deep.equal(['1', '5', '4']);
  });

  it('an answer to what is gone as one to the comment at the top', async () => {
    givesList({ ...listed, children: [{ ...answer, objectId: 7, pid: 999 }] }, { ...listed, objectId: 8, pid: 1 });
    expect((await list()).comments.map(({ id, parentId }) => [id, parentId])).to.deep.equal([
      ['1', null],
      ['7', '1'],
      ['8', null],
    ]);
  });

  it('ids that are texts, where Waline stands on no SQL', async () => {
    givesList({
      ...listed,
      objectId: '65f0a1',
      children: [{ ...answer, objectId: '65f0a2', pid: '65f0a1', rid: '65f0a1' }],
    });
    expect((await list()).comments.map(({ id, parentId }) => [id, parentId])).to.deep.equal([
      ['65f0a1', null],
      ['65f0a2', '65f0a1'],
    ]);
    gives({ ...created, objectId: '65f0a3', pid: '65f0a2', rid: '65f0a1' });
    expect(await post('65f0a2')).to.include({ parentId: '65f0a2' });
    expect(await seen[1]!.json()).to.deep.include({ pid: '65f0a2', rid: '65f0a1' });
  });

  it('that there is more to read', async () => {
    gives({ page: 2, totalPages: 3, pageSize: 2, count: 5, data: [] });
    expect(await adapter.list!({ thread, cursor: '2', limit: 2 }, {})).to.deep.equal({
      comments: [],
      total: 5,
      next: '3',
    });
    gives({ page: 9, totalPages: 3, pageSize: 2, count: 5, data: [] });
    expect(await adapter.list!({ thread, cursor: '9' }, {})).to.deep.equal({ comments: [], total: 5 });
  });

  it('nothing that has another shape, and says where', async () => {
    for (const [body, path] of [
      ['Waline', 'answer: expected object'],
      [{}, 'answer.errno'],
      [{ errno: 0, data: { totalPages: 1, count: 1 } }, 'answer.data.data: expected array'],
      [
        { errno: 0, data: { totalPages: 1, count: 1, data: [{ ...listed, objectId: null }] } },
        'answer.data.data.0.objectId',
      ],
      [{ errno: 0, data: { totalPages: 1, count: 1, data: [{ ...listed, like: '1' }] } }, 'answer.data.data.0.like'],
      [
        { errno: 0, data: { totalPages: 1, count: 1, data: [{ ...listed, status: 'trash' }] } },
        'answer.data.data.0.status',
      ],
      [
        { errno: 0, data: { totalPages: 1, count: 1, data: [{ ...listed, children: [{ ...answer, comment: 1 }] }] } },
        'answer.data.data.0.children.0.comment: expected string',
      ],
    ] as const) {
      answers(body as JsonBodyType);
      const error = await failure(list());
      expect(error.code, path).to.equal('protocol');
      expect(error.message).to.include(path);
    }
    gives({ ...created, comment: undefined });
    expect(await failure(post())).to.include({ code: 'protocol', outcome: 'unknown' });
  });

  describe('a no', () => {
    const no = async (body: JsonBodyType, status = 200) => {
      answers(body, status);
      return failure(post());
    };

    it('that is said with the status of a yes', async () => {
      for (const errmsg of ['Duplicate Content', 'Contenu dupliqué envoyé', 'Contenuto duplicato'])
        expect(await no({ errno: 1000, errmsg })).to.include({ code: 'duplicate', outcome: 'refused' });
      expect(await no({ errno: 1000, errmsg: 'Comment too fast!' })).to.include({
        code: 'rate-limited',
        retryAfter: 60,
      });
      expect(await no({ errno: 1001, errmsg: { comment: 'comment can not be blank' } })).to.include({
        code: 'invalid',
      });
      expect(await no({ errno: 1234, errmsg: 'Whatever' })).to.include({ code: 'protocol' });
    });

    it('of a plug-in, in its own words', async () => {
      const { code, issues } = await no({ errno: 1000, errmsg: 'Les liens sont interdits ici.' });
      expect(code).to.equal('rejected');
      expect(issues).to.deep.equal([{ field: 'body', code: 'refused', message: 'Les liens sont interdits ici.' }]);
    });

    it('for want of a login, of a captcha, or of an address that is right', async () => {
      const unauthorized = await no({ errno: 401, errmsg: 'Unauthorized' }, 401);
      expect(unauthorized.code).to.equal('unauthorized');
      expect(unauthorized.message).to.match(/LOGIN=force/);
      const forbidden = await no({ errno: 403, errmsg: 'Forbidden' }, 403);
      expect(forbidden.code).to.equal('challenge');
      expect(forbidden.message).to.match(/extra\.turnstile/);
      expect(await no({ errno: 404, errmsg: 'url `/x/api/comment` not found.' }, 404)).to.include({
        code: 'misconfigured',
      });
      expect(await no({ errno: 400, errmsg: 'Incorrect parameter format' }, 400)).to.include({ code: 'invalid' });
    });

    it('to pages of this site, with what to write where', async () => {
      answers({ errno: 403, errmsg: 'Forbidden' }, 403);
      for (const asked of [list(), adapter.count!([thread], {})]) {
        const error = await failure(asked);
        expect(error.code).to.equal('misconfigured');
        expect(error.message).to.include(`SECURE_DOMAINS=${location.hostname}`);
      }
    });
  });

  it('likes, and that there is nothing to be liked', async () => {
    const target = { thread, id: '1', token: crypto.randomUUID() };
    gives({ id: 1, user_id: null, ...created, objectId: undefined, like: 7 });
    expect(await adapter.vote!(target, 1, {})).to.equal(7);
    gives('');
    expect(await failure(adapter.vote!(target, 0, {}))).to.include({ code: 'gone' });
    gives({ ...created, like: null });
    expect(await failure(adapter.vote!(target, 0, {}))).to.include({ code: 'protocol' });
  });

  it('counts, and nothing that is none', async () => {
    gives([0, 5, 8, 0]);
    expect(await adapter.count!(['/a/', '/b/', '/c/'], {})).to.deep.equal({ '/a/': 5, '/b/': 8, '/c/': 0 });
    for (const data of [[0, 5], 5, [0, 5, null]]) {
      gives(data);
      expect(await failure(adapter.count!(['/a/', '/b/'], {}))).to.include({ code: 'protocol' });
    }
  });
});
