import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { isso } from '../../src/adapters/isso.js';
import type { PostTarget } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { IssoServer } from '../support/backends/isso.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const can = ['find', 'remove', 'vote', 'count', 'parent'] as const;
const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';
const target: PostTarget = { thread: '/a/', parentId: null, url: 'https://exemple.fr/a/', title: 'Un article' };
const draft: Draft = { body: 'Bonjour', name: 'Zoé', email: '', url: '', extra: {} };

describe('isso', () => {
  const network = fakeNetwork();
  let server: IssoServer;
  beforeEach(() => {
    server = new IssoServer();
    network.use(...server.handlers);
  });

  const create = () => isso({ endpoint: server.endpoint });
  const post = (said: Partial<Draft> = {}, where: Partial<PostTarget> = {}) =>
    create().post!({ ...target, ...where }, { ...draft, ...said }, { attemptKey });
  const publish = async (said: Partial<Draft> = {}, where: Partial<PostTarget> = {}) => {
    const posted = await post(said, where);
    if (!('id' in posted)) throw new Error('a receipt');
    return posted;
  };
  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: () => Response) => network.use(http.all(`${server.endpoint}/*`, answer));
  const page = (status: number, reason: string) =>
    HttpResponse.html(`<!doctype html>\n<html lang=en>\n<title>${status}</title>\n<p>${reason}</p>\n`, { status });
  const message = (text: string) => HttpResponse.json({ message: `403 Forbidden: ${text}` }, { status: 403 });

  describeAdapter('isso', {
    create,
    thread: () => `/${crypto.randomUUID()}/`,
    can,
    asReader: (reader) => void (server.address = reader),
    votesStay: true,
    failures: {
      network: () => answers(() => HttpResponse.error()),
      unavailable: () => answers(() => HttpResponse.html('<h1>Internal Server Error</h1>', { status: 500 })),
      'rate-limited': () => answers(() => message('127.0.0.0: ratelimit exceeded (1, 2)')),
      misconfigured: () => answers(() => HttpResponse.html('<h1>Not Found</h1>', { status: 404 })),
      protocol: () => answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    },
    refusals: { 'rate-limited': () => void (server.ratelimit = 0) },
  });

  describeAdapter('isso with moderation', {
    create() {
      server.moderated = true;
      return create();
    },
    approve: (thread) => server.approve(thread),
    can,
    asReader: (reader) => void (server.address = reader),
    votesStay: true,
  });

  describe('sends', () => {
    it('what the draft says as JSON, to the thread as a URI, and proves it later by a cookie', async () => {
      await publish({ email: 'zoe@example.test', url: 'https://zoe.example', extra: { captcha: 'x' } });
      const [sent, asked, ...more] = server.seen as [Request, Request, ...Request[]];
      expect(more).to.deep.equal([]);
      expect([sent.method, sent.url, sent.credentials]).to.deep.equal([
        'POST',
        `${server.endpoint}/new?uri=%2Fa%2F`,
        'include',
      ]);
      expect([sent.headers.get('Content-Type'), sent.headers.get('Accept')]).to.deep.equal([
        'application/json',
        'application/json',
      ]);
      expect(await sent.json()).to.deep.equal({
        text: 'Bonjour',
        author: 'Zoé',
        email: 'zoe@example.test',
        website: 'https://zoe.example',
        parent: null,
        title: 'Un article',
      });
      expect([asked.method, asked.url, asked.credentials]).to.deep.equal(['GET', `${server.endpoint}/id/1`, 'include']);
    });

    it('null for what was left empty, and a parent that is a number', async () => {
      const { id } = await publish();
      server.seen.length = 0;
      await publish({ name: '' }, { parentId: id });
      expect(await server.seen[0]!.json()).to.include({ author: null, email: null, website: null, parent: 1 });
    });

    it('a title always, or Isso would fetch the page', async () => {
      expect(await publish({}, { title: '' })).to.include({ status: 'published' });
      expect(await server.seen[0]!.json()).to.include({ title: '/a/' });
    });

    it('nothing that proves anything where nothing is to be proved', async () => {
      const { id } = await publish();
      server.seen.length = 0;
      server.address = '10.0.0.0';
      await create().list!({ thread: '/a/' }, {});
      await create().count!(['/a/', '/b/'], {});
      await create().vote!({ thread: '/a/', id }, -1, {});
      expect(server.seen.map(({ method, url, credentials }) => [method, url, credentials])).to.deep.equal([
        ['GET', `${server.endpoint}/?uri=%2Fa%2F&sort=oldest&limit=20&offset=0&nested_limit=20`, 'omit'],
        ['POST', `${server.endpoint}/count`, 'omit'],
        ['POST', `${server.endpoint}/id/1/dislike`, 'omit'],
      ]);
      expect(await server.seen[1]!.json()).to.deep.equal(['/a/', '/b/']);
      // No type, so no request beforehand whether it may be sent.
      expect([server.seen[2]!.headers.get('Content-Type'), await server.seen[2]!.text()]).to.deep.equal([null, '']);
    });

    it('to where Isso is, also below a path', async () => {
      network.use(http.get('https://isso.example/comments/', () => message('edit time frame is still open')));
      for (const endpoint of ['https://isso.example/comments', 'https://isso.example/comments/?old=1'])
        expect((await failure(isso({ endpoint }).list!({ thread: '/a/' }, {}))).code).to.equal('rate-limited');
    });

    it('nothing to an address that is none', () => {
      for (const options of [{}, { endpoint: '' }, { endpoint: 'ftp://exemple.fr' }])
        expect(() => isso(options))
          .to.throw(/endpoint/)
          .with.property('code', 'misconfigured');
    });
  });

  describe('knows an author', () => {
    it('for as long as the cookie lives', async () => {
      const { editableUntil } = await publish();
      const minutes = (editableUntil!.getTime() - Date.now()) / 60_000;
      expect(minutes).to.be.within(14, 15);
    });

    it('not at all in a browser that does not keep it', async () => {
      server.keepsCookies = false;
      expect(await publish()).not.to.have.property('editableUntil');
      const { code } = await failure(create().remove!({ thread: '/a/', id: '1' }, {}));
      expect(code).to.equal('forbidden');
    });

    it('not where the cookie ends as it comes, which is not asked about', async () => {
      server.maxAge = 0;
      expect(await publish()).not.to.have.property('editableUntil');
      expect(server.seen.map(({ method }) => method)).to.deep.equal(['POST']);
    });

    it('not where nothing says that there is a cookie', async () => {
      answers(() => HttpResponse.json(recorded, { status: 201 }));
      expect(await publish()).not.to.have.property('editableUntil');
    });

    it('whose comment was refused meanwhile, cookie or not', async () => {
      server.moderated = true;
      const { id, status } = await publish();
      expect(status).to.equal('pending');
      server.cookies.clear();
      expect((await failure(create().find!({ thread: '/a/', id }, {}))).code).to.equal('forbidden');
      server.drop(Number(id));
      expect((await failure(create().find!({ thread: '/a/', id }, {}))).code).to.equal('gone');
    });
  });

  describe('is refused', () => {
    it('a text, a name or an address that Isso does not take, each at its field', async () => {
      const refused = async (said: Partial<Draft>) => {
        const { code, issues, outcome } = await failure(post(said));
        expect([code, outcome]).to.deep.equal(['invalid', 'refused']);
        return issues;
      };
      expect(await refused({ body: 'ab' })).to.deep.equal([{ field: 'body', code: 'too-short', limit: 3 }]);
      expect(await refused({ body: 'x'.repeat(65_536) })).to.deep.equal([
        { field: 'body', code: 'too-long', limit: 65_535 },
      ]);
      expect(await refused({ url: 'pas un site' })).to.deep.equal([{ field: 'url', code: 'url' }]);
      const long = `https://zoe.example/${'x'.repeat(254)}`;
      expect(await refused({ url: long })).to.deep.equal([{ field: 'url', code: 'too-long', limit: 254 }]);
      expect(await refused({ email: `${'x'.repeat(250)}@example.test` })).to.deep.equal([
        { field: 'email', code: 'too-long', limit: 254 },
      ]);
      server.config['require-email'] = true;
      expect(await refused({})).to.deep.equal([{ field: 'email', code: 'required' }]);
      server.config['require-author'] = true;
      expect(await refused({ name: '', email: 'zoe@example.test' })).to.deep.equal([
        { field: 'name', code: 'required' },
      ]);
    });

    it('a text that takes more bytes than Isso reads, with the field and no number that the form counts', async () => {
      const error = await failure(post({ body: '👩'.repeat(65_535) }));
      expect(error).to.include({ code: 'invalid', outcome: 'refused' });
      expect(error.issues).to.deep.equal([{ field: 'body', code: 'too-long' }]);
      // What stands before it has a limit of its own, and says so in a page.
      answers(() => HttpResponse.html('<h1>413 Request Entity Too Large</h1>', { status: 413 }));
      expect((await failure(post())).issues).to.deep.equal([{ field: 'body', code: 'too-long' }]);
    });

    it('no text at all, at its field', async () => {
      answers(() => page(400, 'text is missing'));
      const { code, issues } = await failure(post());
      expect([code, issues]).to.deep.equal(['invalid', [{ field: 'body', code: 'required' }]]);
    });

    it('an e-mail that is none as little as Isso does', async () => {
      expect(await publish({ email: 'pas-une-adresse' })).to.include({ status: 'published' });
    });

    it('more than two comments a minute, for a minute', async () => {
      server.ratelimit = 2;
      await publish();
      await publish();
      expect(await failure(post())).to.include({ code: 'rate-limited', retryAfter: 60, outcome: 'refused' });
    });

    it('the fourth comment that answers nobody, for good', async () => {
      server.directReply = 1;
      const { id } = await publish();
      const error = await failure(post());
      expect(error).to.include({ code: 'rejected', retryAfter: undefined });
      expect(error.message).to.include('direct-reply = 3');
      expect(await publish({}, { parentId: id })).to.include({ parentId: id });
    });

    it('an answer to oneself while the comment may still be changed', async () => {
      server.config['reply-to-self'] = false;
      const { id } = await publish();
      const error = await failure(post({}, { parentId: id }));
      expect(error).to.include({ code: 'rate-limited', retryAfter: 900 });
      expect(error.message).to.include('reply-to-self = true');
    });

    it('by what stands in between, and says so to the owner', async () => {
      answers(() => page(403, 'CSRF'));
      const changed = await failure(post());
      expect(changed.code).to.equal('misconfigured');
      expect(changed.message).to.include('Content-Type');
      answers(() => HttpResponse.json({ message: '404 Not Found: The requested URL' }, { status: 404 }));
      const lost = await failure(create().count!(['/a/'], {}));
      expect(lost.code).to.equal('misconfigured');
      expect(lost.message).to.include('endpoint');
    });

    it('a second vote, one on what one wrote, and one taken back', async () => {
      const { id } = await publish();
      const vote = (value: -1 | 0 | 1) => create().vote!({ thread: '/a/', id }, value, {});
      expect((await failure(vote(1))).code).to.equal('forbidden');
      server.address = '10.0.0.0';
      expect(await vote(1)).to.equal(1);
      expect((await failure(vote(-1))).code).to.equal('forbidden');
      server.seen.length = 0;
      expect((await failure(vote(0))).code).to.equal('forbidden');
      expect(server.seen).to.deep.equal([]);
    });
  });
});

/** As it was recorded. */
const recorded = {
  id: 1,
  parent: null,
  created: 1795328544.5310671,
  modified: null,
  mode: 1,
  text: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>',
  author: 'Zoé',
  website: 'http://zoe.example',
  likes: 0,
  dislikes: 0,
  notification: 0,
  hash: 'aeb710ff1453',
};
