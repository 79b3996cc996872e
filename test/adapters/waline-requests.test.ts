import { expect } from '@open-wc/testing';
import { waline } from '../../src/adapters/waline.js';
import type { Adapter, PostOptions } from '../../src/core/adapter.js';
import { fakeNetwork } from '../support/backend.js';
import { WalineBackend } from '../support/backends/waline.js';
import { failure } from '../support/failure.js';

const thread = '/article-ouvert/';
const draft = { body: 'Bonjour', name: 'Zoé', email: 'zoe@example.test', url: 'https://zoe.example', extra: {} };

describe('waline asks', () => {
  const network = fakeNetwork();
  let backend: WalineBackend;
  let adapter: Adapter;
  beforeEach(() => {
    backend = new WalineBackend();
    network.use(...backend.handlers);
    adapter = waline({ endpoint: `${backend.endpoint}/` });
  });

  const list = () => adapter.list!({ thread }, {});
  const post = (body: string, parentId: string | null = null, more: object = {}, options: Partial<PostOptions> = {}) =>
    adapter.post!(
      { thread, parentId, url: 'https://exemple.fr/a', title: 'Un article' },
      { ...draft, body, ...more },
      { attemptKey: crypto.randomUUID(), lang: 'fr', ...options },
    );
  const line = ({ method, url }: Request) => `${method} ${url.slice(backend.endpoint.length)}`;

  it('to store what the draft says, and nothing that was left empty', async () => {
    await post('Bonjour', null, { email: '', url: '' });
    const [request] = backend.asked as [Request];
    expect(line(request)).to.equal('POST /api/comment?lang=fr');
    expect(request.headers.get('Content-Type')).to.equal('application/json');
    expect(await request.json()).to.deep.equal({ url: thread, comment: 'Bonjour', nick: 'Zoé' });
  });

  it('to store an answer with what it answers, the one at the top, and whom', async () => {
    await post('Un');
    await post('Deux', '1', { name: 'Luc' });
    await post('Trois', '2');
    const sent = (await Promise.all(backend.asked.map((request) => request.json()))) as object[];
    const of = ({ pid, rid, at }: { pid?: number; rid?: number; at?: string }) => [pid, rid, at];
    expect(sent.map(of)).to.deep.equal([
      [undefined, undefined, undefined],
      [1, 1, 'Zoé'],
      [2, 1, 'Luc'],
    ]);
  });

  it('where an answer goes when it was not told, page by page', async () => {
    backend.pace = 0;
    for (let root = 1; root <= 101; root++) await post(`Le ${root}`);
    await post('Une réponse', '1', { name: 'Luc' });
    backend.asked.length = 0;
    adapter = waline({ endpoint: backend.endpoint });
    // In one second, so the server gives the oldest first.
    await post('Encore', '101');
    expect(backend.asked.map(line)).to.deep.equal([
      'GET /api/comment?path=%2Farticle-ouvert%2F&sortBy=insertedAt_desc&page=1&pageSize=100',
      'GET /api/comment?path=%2Farticle-ouvert%2F&sortBy=insertedAt_desc&page=2&pageSize=100',
      'POST /api/comment?lang=fr',
    ]);
  });

  it('for nothing to be stored below what is not there', async () => {
    await post('Un');
    expect(await failure(post('Deux', '99999'))).to.include({ code: 'gone' });
    expect(backend.rows.length).to.equal(1);
  });

  it('for one comment, where the server has it and says that it failed', async () => {
    const attemptKey = crypto.randomUUID();
    backend.isMailDown = true;
    expect(await failure(post('Un', null, {}, { attemptKey }))).to.include({ code: 'unavailable', outcome: 'unknown' });
    expect(backend.rows.length).to.equal(1);
    expect(await post('Un', null, {}, { attemptKey })).to.deep.equal({ status: 'accepted' });
    expect(backend.rows.length).to.equal(1);
    expect(await failure(post('Un'))).to.include({ code: 'duplicate' });
  });

  it('for one answer, where what it answers was deleted meanwhile, and shows it', async () => {
    await post('Un');
    await post('Deux', '1');
    await list();
    backend.delete(2);
    const attemptKey = crypto.randomUUID();
    expect(await failure(post('Trois', '2', {}, { attemptKey }))).to.include({
      code: 'unavailable',
      outcome: 'unknown',
    });
    expect(await post('Trois', '2', {}, { attemptKey })).to.deep.equal({ status: 'accepted' });
    expect((await list()).comments.map(({ id, parentId }) => [id, parentId])).to.deep.equal([
      ['1', null],
      ['3', '1'],
    ]);
  });

  it('again what was only refused, and a duplicate stays one', async () => {
    await post('Un');
    backend.isFlooded = true;
    const attemptKey = crypto.randomUUID();
    expect(await failure(post('Deux', null, {}, { attemptKey }))).to.include({ code: 'rate-limited' });
    backend.isFlooded = false;
    expect(await post('Deux', null, {}, { attemptKey })).to.include({ status: 'published' });
    // Refused before it was stored, and posted by somebody of the same name meanwhile.
    backend.captcha = 'jeton';
    expect(await failure(post('Trois', null, {}, { attemptKey }))).to.include({ code: 'challenge' });
    backend.captcha = undefined;
    await post('Trois');
    expect(await failure(post('Trois', null, {}, { attemptKey }))).to.include({ code: 'duplicate' });
  });

  it('what it has already, and understands that in each of its languages', async () => {
    await post('Un');
    for (const lang of ['fr', 'fr-FR', 'en', '', 'de', 'it', 'jp', 'ko-KR', 'pt-BR', 'ru', 'vi', 'zh-CN', 'zh-TW'])
      expect([lang, (await failure(post('Un', null, {}, { lang }))).code]).to.deep.equal([lang, 'duplicate']);
    expect(backend.rows).to.have.lengthOf(1);
  });

  it('with the captcha that the page had solved', async () => {
    backend.captcha = 'jeton';
    expect(await failure(post('Un'))).to.include({ code: 'challenge' });
    expect(await post('Un', null, { extra: { turnstile: 'jeton', website: 'x' } })).to.include({ status: 'published' });
    backend.captcha = undefined;
    await post('Deux', null, { extra: { recaptchaV3: 'autre' } });
    expect(await backend.asked.at(-1)!.json()).to.deep.include({ recaptchaV3: 'autre' });
  });

  it('for comments in an order, a page at a time, of as many as the server gives', async () => {
    for (const order of ['newest', 'oldest', 'best'] as const) await adapter.list!({ thread, order, limit: 500 }, {});
    await list();
    const query = (sortBy: string, pageSize: number) =>
      `GET /api/comment?path=%2Farticle-ouvert%2F&sortBy=${sortBy}&page=1&pageSize=${pageSize}`;
    expect(backend.asked.map(line)).to.deep.equal([
      query('insertedAt_desc', 100),
      query('insertedAt_asc', 100),
      query('like_desc', 100),
      query('insertedAt_desc', 10),
    ]);
  });

  it('to like once what is liked twice, and to take back what was liked on an earlier visit', async () => {
    await post('Un');
    const target = { thread, id: '1', token: crypto.randomUUID() };
    backend.rows[0]!.like = 3;
    expect(await adapter.vote!(target, 1, {})).to.equal(4);
    expect(await adapter.vote!(target, 1, {})).to.equal(4);
    expect(await waline({ endpoint: backend.endpoint }).vote!(target, 0, {})).to.equal(3);
    const [, like, unlike, ...others] = backend.asked;
    expect([line(like!), await like!.text(), line(unlike!), await unlike!.text(), others.length]).to.deep.equal([
      'PUT /api/comment/1',
      '{"like":true}',
      'PUT /api/comment/1',
      '{"like":false}',
      0,
    ]);
  });

  it('how many comments a thread has whose key is a list to the server', async () => {
    const odd = '/a,b/';
    await adapter.post!({ thread: odd, parentId: null, url: 'https://exemple.fr/a', title: '' }, draft, {
      attemptKey: crypto.randomUUID(),
    });
    expect(await adapter.count!([odd], {})).to.deep.equal({ [odd]: 1 });
    expect(await adapter.count!([odd, '/a', 'b/'], {})).to.deep.equal({ [odd]: 1, '/a': 0, 'b/': 0 });
  });

  it('below the path of its server', async () => {
    const base = `${backend.endpoint}/.netlify/functions/comment?x=1`;
    expect(await failure(waline({ endpoint: base }).list!({ thread }, {}))).to.include({ code: 'misconfigured' });
    expect(line(backend.asked[0]!)).to.match(/^GET \/\.netlify\/functions\/comment\/api\/comment\?x=1&path=/);
  });

  it('nothing of an address that is none', () => {
    expect(() => waline({}))
      .to.throw(/endpoint/)
      .with.property('code', 'misconfigured');
  });
});
