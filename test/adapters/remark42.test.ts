import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { remark42 } from '../../src/adapters/remark42.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { Remark42 } from '../support/backends/remark42.js';
import { failure } from '../support/failure.js';

const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';
const draft: Draft = { body: 'Bonjour', name: 'Zoé', email: '', url: '', extra: { captcha: 'jeton' } };

describe('remark42', () => {
  const network = fakeNetwork();
  let backend: Remark42;
  const start = (endpoint?: string) => {
    backend = new Remark42(endpoint);
    network.use(...backend.handlers);
  };
  beforeEach(() => start());
  afterEach(() => backend.forget());

  const create = () => remark42({ endpoint: backend.endpoint });
  const post = (changes: Partial<Draft> = {}, parentId: string | null = null, thread = '/article/') =>
    create().post!(
      { thread, parentId, url: 'https://exemple.fr/article/', title: 'Un article' },
      { ...draft, ...changes },
      { attemptKey },
    );
  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: () => Response) => () => network.use(http.all(`${backend.endpoint}/*`, answer));
  const thread = () => `/article-${crypto.randomUUID()}/`;
  const close = (path: string) => backend.close(location.origin + path);

  describeAdapter('remark42 elsewhere, its token in a header', {
    create,
    thread,
    close,
    can: ['count'],
    failures: {
      network: answers(() => HttpResponse.error()),
      unavailable: answers(() => new HttpResponse('Bad Gateway', { status: 502 })),
      'rate-limited': answers(() => HttpResponse.text('You have reached maximum request limit.', { status: 429 })),
      misconfigured: answers(() => HttpResponse.text('404 page not found', { status: 404 })),
      protocol: answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    },
    refusals: {
      'rate-limited': () => void (backend.left = 0),
      rejected: () => void backend.reserved.add('Marie Curie'),
    },
  });

  describeAdapter('remark42 at the origin of the page, its token in a cookie', {
    create() {
      start('/remark42');
      backend.sendsToken = false;
      return create();
    },
    close: (url) => backend.close(url),
    can: ['count'],
  });

  describe('asks', () => {
    let seen: Request[];
    beforeEach(() => {
      seen = [];
      network.use(
        http.all(`${backend.endpoint}/*`, ({ request }) => {
          seen.push(request.clone());
        }),
      );
    });
    const line = ({ method, url }: Request) => `${method} ${url.slice(url.indexOf('.example') + 8)}`;
    const page = encodeURIComponent(`${location.origin}/article/`);

    it('for a page by its whole address, and once for how the server is set up', async () => {
      const adapter = create();
      const cursor = '04837079-3fc9-4070-a11b-d7b26d82398c';
      await adapter.list!({ thread: '/article/' }, {});
      await adapter.list!({ thread: 'https://exemple.fr/é', order: 'newest', cursor, limit: 2 }, {});
      await adapter.list!({ thread: 'article', order: 'best' }, {});
      expect(seen.map(line).sort()).to.deep.equal([
        'GET /api/v1/config?site=remark',
        'GET /api/v1/find?site=remark&url=article&format=tree&sort=-score&limit=100&offset_id=',
        `GET /api/v1/find?site=remark&url=${page}&format=tree&sort=%2Btime&limit=100&offset_id=`,
        `GET /api/v1/find?site=remark&url=https%3A%2F%2Fexemple.fr%2F%C3%A9&format=tree&sort=-time&limit=2&offset_id=${cursor}`,
      ]);
      for (const { headers, credentials } of seen) {
        expect(credentials).to.equal('same-origin');
        expect([...headers.keys()]).not.to.include.members(['content-type']);
      }
    });

    it('to log in under the name, then to store what the draft says', async () => {
      await post();
      expect(seen.map(line)).to.deep.equal([
        'GET /auth/anonymous/login?site=remark&user=Zo%C3%A9&aud=remark&session=1',
        'POST /api/v1/comment?site=remark',
      ]);
      const { headers, credentials } = seen[1]!;
      expect([headers.get('Content-Type'), credentials]).to.deep.equal(['application/json', 'same-origin']);
      expect(headers.get('X-JWT')).to.match(/^[\da-f-]{36}$/);
      expect(headers.has('X-XSRF-TOKEN')).to.equal(false);
      expect(await seen[1]!.json()).to.deep.equal({
        text: 'Bonjour',
        title: 'Un article',
        pid: '',
        locator: { site: 'remark', url: `${location.origin}/article/` },
      });
    });

    it('whether what is answered is there: Remark42 stores an answer to nothing, and shows it nowhere', async () => {
      const { id } = (await post()) as { id: string };
      expect(await post({}, id)).to.include({ parentId: id });
      expect(line(seen[3]!)).to.equal(`GET /api/v1/id/${id}?site=remark&url=${page}`);
      expect((await failure(post({}, 'zzz/é'))).code).to.equal('gone');
      expect(line(seen.at(-1)!)).to.include('/api/v1/id/zzz%2F%C3%A9?');
      expect(backend.taken).to.have.lengthOf(2);
    });

    it('how many there are on several pages at once', async () => {
      await post();
      seen = [];
      const counts = await create().count!(['/article/', 'https://exemple.fr/rien'], {});
      expect(counts).to.deep.equal({ '/article/': 1, 'https://exemple.fr/rien': 0 });
      expect(seen.map(line)).to.deep.equal(['POST /api/v1/counts?site=remark']);
      expect(await seen[0]!.json()).to.deep.equal([`${location.origin}/article/`, 'https://exemple.fr/rien']);
    });

    it('for another site, below the path of the endpoint', async () => {
      network.use(
        http.get(`${backend.endpoint}/*`, ({ request }) => {
          seen.push(request);
          return HttpResponse.json({});
        }),
      );
      const adapter = remark42({ endpoint: `${backend.endpoint}/r42/?key=1`, site: 'blog & co' });
      await adapter.list!({ thread: 'a' }, {}).catch(() => undefined);
      expect(line(seen[0]!)).to.match(/^GET \/r42\/api\/v1\/find\?key=1&site=blog\+%26\+co&url=a&/);
    });

    it('nothing of an address that is none', () => {
      expect(() => remark42({}))
        .to.throw(/endpoint/)
        .with.property('code', 'misconfigured');
    });
  });

  describe('knows who writes', () => {
    it('by a cookie that scripts do not see and one that they repeat, at the origin of the page', async () => {
      start('/remark42');
      backend.sendsToken = false;
      document.cookie = 'A-XSRF-TOKEN=1; path=/';
      let sent: Headers | undefined;
      network.use(http.post('/remark42/api/v1/comment', ({ request }) => void (sent = request.headers)));
      expect(await post()).to.include({ status: 'published' });
      expect(document.cookie).to.include(`XSRF-TOKEN=${sent!.get('X-XSRF-TOKEN')}`);
      document.cookie = 'A-XSRF-TOKEN=; path=/; max-age=0';
    });

    it('not at another origin that keeps its token to itself, which the owner of the site is told', async () => {
      const other = 'XSRF-TOKEN=of-this-site';
      document.cookie = `${other}; path=/`;
      let sent: Headers | undefined;
      network.use(http.post(`${backend.endpoint}/api/v1/comment`, ({ request }) => void (sent = request.headers)));
      for (const setting of ['exposesToken', 'sendsToken'] as const) {
        backend[setting] = false;
        const { code, message, outcome } = await failure(post());
        expect([code, outcome]).to.deep.equal(['misconfigured', 'refused']);
        expect(message).to.match(/serve it at the origin.*AUTH_SEND_JWT_HEADER=true.*Expose-Headers: X-JWT/);
        expect(sent).to.equal(undefined);
      }
    });

    it('only where it lets readers in', async () => {
      backend.letsIn = false;
      const { code, message } = await failure(post());
      expect([code, message.includes('AUTH_ANON=true')]).to.deep.equal(['misconfigured', true]);
    });

    it('by names of letters, digits, spaces and underscores, three bytes long', async () => {
      expect(create().rules.fields.name).to.deep.equal({ use: 'required', min: 3, max: 64, unit: 'bytes' });
      for (const name of ['Jé', 'Zoé_2', '中', 'Ève du Lac'])
        expect(await post({ name })).to.include({ parentId: null });
      for (const name of ['ab', 'Jean-Pierre', '<b>Eve</b>', 'É'.repeat(33)]) {
        const { code, issues } = await failure(post({ name }));
        expect([code, ...issues]).to.deep.equal(['invalid', { field: 'name', code: 'refused' }]);
      }
    });

    it('and whom it has blocked', async () => {
      backend.reserved.add('Zoé');
      expect(await failure(post())).to.include({ code: 'rejected', outcome: 'refused' });
    });
  });

  describe('understands why a comment is refused:', () => {
    const refuses = (status: number, body: JsonBodyType) =>
      network.use(http.post(`${backend.endpoint}/api/v1/comment`, () => HttpResponse.json(body, { status })));

    it('it is too long or too short', async () => {
      backend.settings = { ...backend.settings, min_comment_size: 3 };
      const { code, issues } = await failure(post({ body: 'x'.repeat(2_049) }));
      expect([code, ...issues]).to.deep.equal(['invalid', { field: 'body', code: 'too-long', limit: 2_048 }]);
      const short = await failure(post({ body: 'xx' }));
      expect(short.issues).to.deep.equal([{ field: 'body', code: 'too-short', limit: 3 }]);
    });

    it('what it says of it', async () => {
      const { code, issues } = await failure(post({ body: '[md](javascript:alert(5))' }));
      const message = 'links should start with mailto:, http:// or https://';
      expect([code, ...issues]).to.deep.equal(['invalid', { field: 'body', code: 'refused', message }]);
      refuses(400, { code: 20, details: "can't load picture from the comment", error: 'no such picture' });
      expect((await failure(post())).issues[0]).to.deep.include({ code: 'refused', message: 'no such picture' });
    });

    it('by its number', async () => {
      expect((await failure(post({ body: 'Un motinterdit ici.' }))).code).to.equal('rejected');
      for (const [status, number, code] of [
        [403, 7, 'rejected'],
        [403, 8, 'closed'],
        [400, 2, 'invalid'],
        [403, 3, 'forbidden'],
        [400, 5, 'gone'],
        [500, 0, 'unavailable'],
      ] as const) {
        refuses(status, { code: number, details: '…', error: 'rejected' });
        expect([number, (await failure(post())).code]).to.deep.equal([number, code]);
      }
    });

    it('it broke down on its way, which it also says with the status of a refusal', async () => {
      refuses(400, { code: 0, details: "can't save comment", error: 'database is locked' });
      expect(await failure(post())).to.include({ code: 'unavailable', outcome: 'unknown' });
    });

    it('it does not know the site, which its owner is told', async () => {
      refuses(400, { code: 6, details: "can't save comment", error: 'site not found' });
      const { code, outcome, message } = await failure(post());
      expect([code, outcome]).to.deep.equal(['misconfigured', 'refused']);
      expect(message).to.include('data-site');
    });

    it('there were too many, in plain text', async () => {
      backend.left = 1;
      await post();
      expect(await failure(post())).to.include({ code: 'rate-limited', outcome: 'refused', retryAfter: undefined });
    });

    it('it is for those who pay, in plain text', async () => {
      network.use(
        http.post(`${backend.endpoint}/api/v1/comment`, () => HttpResponse.text('Access denied', { status: 403 })),
      );
      expect((await failure(post())).code).to.equal('forbidden');
    });
  });
});
