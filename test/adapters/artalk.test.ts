import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { artalk } from '../../src/adapters/artalk.js';
import type { AdapterOptions, PostTarget } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { ArtalkServer } from '../support/backends/artalk.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const can = ['find', 'vote', 'count'] as const;
const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';
const target: PostTarget = { thread: '/a/', parentId: null, url: 'https://exemple.fr/a/', title: 'Un article' };
const draft: Draft = { body: 'Bonjour', name: 'Zoé', email: 'zoe@example.test', url: '', extra: {} };

describe('artalk', () => {
  const network = fakeNetwork();
  let server: ArtalkServer;
  beforeEach(() => {
    server = new ArtalkServer();
    network.use(...server.handlers);
  });

  const create = (more: object = {}) => artalk({ endpoint: server.endpoint, site: server.site, ...more });
  const post = (said: Partial<Draft> = {}, where: Partial<PostTarget> = {}) =>
    create().post!({ ...target, ...where }, { ...draft, ...said }, { attemptKey });
  const publish = async (said: Partial<Draft> = {}, where: Partial<PostTarget> = {}) => {
    const posted = await post(said, where);
    if (!('id' in posted)) throw new Error('a receipt');
    return posted;
  };
  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: () => Response) => network.use(http.all(`${server.endpoint}/*`, answer));
  const says = (status: number, more: object) => () => answers(() => HttpResponse.json(more, { status }));
  const lines = () => server.seen.map(({ method, url }) => `${method} ${url.slice(server.endpoint.length)}`);

  describeAdapter('artalk', {
    create: () => create({ timeZone: server.timeZone }),
    can,
    close: (thread) => server.close(thread),
    asReader: (reader) => void (server.address = reader),
    failures: {
      network: () => answers(() => HttpResponse.error()),
      unavailable: says(500, { msg: 'Comment failed' }),
      unauthorized: says(401, { msg: 'Connexion requise', need_auth_login: true }),
      forbidden: () => answers(() => HttpResponse.html('<h1>Blocked</h1>', { status: 403 })),
      challenge: says(403, { msg: 'Captcha requis', need_captcha: true, iframe: true }),
      misconfigured: says(404, { msg: 'Le site `x` n’a pas été trouvé.', err_no_site: true }),
      protocol: () => answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    },
    refusals: { challenge: says(403, { msg: 'Captcha requis', need_captcha: true, iframe: true }) },
  });

  describeAdapter('artalk with moderation', {
    create() {
      server.moderated = true;
      return create();
    },
    can,
    approve: (thread) => server.approve(thread),
    asReader: (reader) => void (server.address = reader),
  });

  describe('sends', () => {
    it('what the draft says as JSON, without cookies, and nothing that Artalk does not need', async () => {
      await post({ url: 'https://zoe.example', extra: { other: 'x' } });
      const [sent, ...more] = server.seen as [Request, ...Request[]];
      expect(more).to.deep.equal([]);
      expect([sent.method, sent.url, sent.credentials, sent.headers.get('Content-Type')]).to.deep.equal([
        'POST',
        `${server.endpoint}/api/v2/comments`,
        'omit',
        'application/json',
      ]);
      expect(await sent.json()).to.deep.equal({
        name: 'Zoé',
        email: 'zoe@example.test',
        link: 'https://zoe.example',
        content: 'Bonjour',
        rid: 0,
        page_key: '/a/',
        page_title: 'Un article',
        site_name: 'Le blog de test',
      });
    });

    it('no link where there is none, and a parent that is a number', async () => {
      const { id } = await publish();
      expect(await publish({}, { parentId: id })).to.include({ parentId: id });
      const said = (await server.seen[1]!.json()) as object;
      expect(said).to.include({ rid: 1 }).and.not.have.property('link');
    });

    it('for a list what the query says', async () => {
      const adapter = create();
      await adapter.list!({ thread: 'é & +' }, {});
      for (const order of ['newest', 'oldest', 'best'] as const)
        await adapter.list!({ thread: '/a/', order, cursor: '40', limit: 5 }, {});
      const start = 'GET /api/v2/comments?page_key=';
      const rest = '%2Fa%2F&site_name=Le+blog+de+test&limit=5&offset=40';
      expect(lines()).to.deep.equal([
        `${start}%C3%A9+%26+%2B&site_name=Le+blog+de+test&limit=20&offset=0`,
        start + rest,
        `${start}${rest}&sort_by=date_asc`,
        `${start}${rest}&sort_by=vote`,
      ]);
    });

    it('votes only where they change something: the same once more would take it back', async () => {
      const { id } = await publish();
      const vote = async (value: -1 | 0 | 1) => {
        server.seen.length = 0;
        const score = await create().vote!({ thread: '/a/', id }, value, {});
        expect(lines()[0]).to.equal('GET /api/v2/votes/comment/1');
        return [score, lines()[1]];
      };
      expect(await vote(1)).to.deep.equal([1, 'POST /api/v2/votes/comment/1/up']);
      expect(await server.seen[1]!.json()).to.deep.equal({});
      expect(await vote(1)).to.deep.equal([1, undefined]);
      expect(await vote(-1)).to.deep.equal([-1, 'POST /api/v2/votes/comment/1/down']);
      expect(await vote(0)).to.deep.equal([0, 'POST /api/v2/votes/comment/1/down']);
      expect(await vote(0)).to.deep.equal([0, undefined]);
    });

    it('as many keys to be counted as an address may hold, and asks apart for those with a comma', async () => {
      await publish({}, { thread: '/un, deux/' });
      await publish();
      const long = Array.from({ length: 60 }, (_, index) => `/${'é'.repeat(20)}/${index}/`);
      server.seen.length = 0;
      const counts = await create().count!(['/a/', '/un, deux/', ' /b/ ', ...long], {});
      expect(counts).to.include({ '/a/': 1, '/un, deux/': 1, ' /b/ ': 0, [long[59]!]: 0 });
      expect(Object.keys(counts)).to.have.lengthOf(63);
      expect(
        lines().filter((line) => line.includes('/stats/page_comment?site_name=Le+blog+de+test&page_keys=')),
      ).to.have.lengthOf.within(4, 6);
    });

    it('to where Artalk is, also below a path, with or without the path of its API', async () => {
      const list = (endpoint: string) => artalk({ endpoint, site: 'x' }).list!({ thread: '/a/' }, {});
      network.use(http.get('https://artalk.example/below/api/v2/comments', () => HttpResponse.error()));
      for (const end of ['', '/', '/api/v2', '/api/v2/'])
        expect((await failure(list(`https://artalk.example/below${end}`))).code).to.equal('network');
    });

    it('nothing where a setting is missing, or makes no sense', () => {
      const { endpoint, site } = server;
      const wrong: [RegExp, AdapterOptions][] = [
        [/endpoint/, { site }],
        [/endpoint/, { endpoint: 'ftp://exemple.fr', site }],
        [/data-site/, { endpoint }],
        [/data-time-zone/, { endpoint, site, timeZone: 'Paris' }],
      ];
      for (const [said, options] of wrong)
        expect(() => artalk(options))
          .to.throw(said)
          .with.property('code', 'misconfigured');
    });
  });

  describe('is refused', () => {
    const issuesOf = async (said: Partial<Draft>, where: Partial<PostTarget> = {}) => {
      const { code, issues, outcome } = await failure(post(said, where));
      expect([code, outcome]).to.deep.equal(['invalid', 'refused']);
      return issues;
    };

    it('what a field lacks, or has that is none, at that field', async () => {
      expect(await issuesOf({ body: ' ' })).to.deep.equal([{ field: 'body', code: 'required' }]);
      expect(await issuesOf({ name: '' })).to.deep.equal([{ field: 'name', code: 'required' }]);
      expect(await issuesOf({ email: '' })).to.deep.equal([{ field: 'email', code: 'required' }]);
      expect(await issuesOf({ email: 'pas-une-adresse' })).to.deep.equal([{ field: 'email', code: 'email' }]);
      expect(await issuesOf({ url: 'javascript:alert(4)' })).to.deep.equal([{ field: 'url', code: 'url' }]);
    });

    it('an address that is none by a server that speaks English, at that field', async () => {
      says(400, { msg: 'Invalid Link' })();
      expect(await issuesOf({ url: 'https://zoe.example' })).to.deep.equal([{ field: 'url', code: 'url' }]);
      says(400, { msg: 'Invalid Email' })();
      expect(await issuesOf({})).to.deep.equal([{ field: 'email', code: 'email' }]);
    });

    it('an answer to what is folded or held, in the words of the server', async () => {
      const { id } = await publish();
      server.change(id, { is_collapsed: true });
      expect(await issuesOf({}, { parentId: id })).to.deep.equal([
        { field: 'body', code: 'refused', message: 'Impossible de répondre à ce commentaire' },
      ]);
    });

    it('an answer to what is not there', async () => {
      expect((await failure(post({}, { parentId: '99999' }))).code).to.equal('gone');
    });

    it('a comment where comments are closed, which a look at the page tells', async () => {
      server.close('/a/');
      expect((await failure(post())).code).to.equal('closed');
      expect(lines()).to.deep.equal([
        'POST /api/v2/comments',
        'GET /api/v2/comments?page_key=%2Fa%2F&site_name=Le+blog+de+test&limit=1',
      ]);
      expect((await create().list!({ thread: '/a/' }, {})).rules).to.deep.equal({ open: false });
      expect((await create().list!({ thread: '/b/' }, {})).rules).to.deep.equal({ open: true });
    });

    it('the name of an administrator', async () => {
      const said = { name: 'admin', email: 'admin@example.test' };
      expect(await failure(post(said))).to.include({ code: 'unauthorized', outcome: 'refused' });
    });

    it('a reader without an account, though that is said like a breakdown', async () => {
      server.anonymous = false;
      const error = await failure(post());
      expect(error).to.include({ code: 'unauthorized', outcome: 'refused' });
      expect(error.message).to.include('anonymous: true');
    });

    it('by a server that is no Artalk, or does not know the site, and says so to the owner', async () => {
      const unknown = await failure(create({ site: 'Inconnu' }).list!({ thread: '/a/' }, {}));
      expect(unknown.code).to.equal('misconfigured');
      expect(unknown.message).to.include('data-site');
      answers(() => HttpResponse.html('<h1>Not Found</h1>', { status: 404 }));
      for (const ask of [
        () => post(),
        () => create().list!({ thread: '/a/' }, {}),
        () => create().count!(['/a/'], {}),
      ]) {
        const { code, message } = await failure(ask());
        expect(code).to.equal('misconfigured');
        expect(message).to.include('endpoint');
      }
      answers(() => HttpResponse.html('<h1>Bad Gateway</h1>', { status: 502 }));
      expect((await failure(create().count!(['/a/'], {}))).code).to.equal('unavailable');
    });
  });

  it('tells an author what became of a comment that was held', async () => {
    server.moderated = true;
    const { id, status } = await publish();
    expect(status).to.equal('pending');
    const find = () => create().find!({ thread: '/a/', id }, {});
    expect(await find()).to.include({ id, status: 'pending' });
    server.approve('/a/');
    expect(await find()).to.include({ id, status: 'published' });
    server.drop(id);
    expect((await failure(find())).code).to.equal('gone');
  });
});
