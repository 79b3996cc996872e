import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { commento } from '../../src/adapters/commento.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { CommentoServer } from '../support/backends/commento.js';
import { failure } from '../support/failure.js';

const can = ['count', 'around', 'parent'] as const;
const draft: Draft = { body: 'Bonjour', name: 'Zoé', email: '', url: '', extra: {} };
const commentHex = 'da7f62c3ec44b3e09df104a8b53b0dbd161c76ae73e4ac7bc2187eccfb89d498';
const html = '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n';

describe('commento', () => {
  const network = fakeNetwork();
  let server: CommentoServer;
  beforeEach(() => use(new CommentoServer()));
  function use(next: CommentoServer): void {
    server = next;
    network.use(...server.handlers);
  }

  const say = (body: object) => HttpResponse.text(JSON.stringify(body));
  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: () => Response) => () => network.use(http.all(`${server.endpoint}/*`, answer));
  const create = () => commento({ endpoint: server.endpoint });
  const list = () => create().list!({ thread: '/article/' }, {});
  const post = (changes: Partial<Draft> = {}, parentId: string | null = null) =>
    create().post!(
      { thread: '/article/', parentId, url: 'https://exemple.fr/article/', title: 'Un article' },
      { ...draft, ...changes },
      { attemptKey: crypto.randomUUID() },
    );

  const failures = {
    network: answers(() => HttpResponse.error()),
    unavailable: answers(() => new HttpResponse('', { status: 502 })),
    'rate-limited': answers(() => HttpResponse.text('Too many requests', { status: 429 })),
    misconfigured: () => void (server.domain = 'autre.example'),
    protocol: answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
  };
  const refusals = { unauthorized: () => void (server.requireIdentification = true) };

  describeAdapter('commento, where that is Commento++,', {
    create,
    close: (thread) => server.close(thread),
    can,
    failures,
    refusals,
  });

  describeAdapter('commento, where that is Commento++ with moderation,', {
    create() {
      server.moderateAllAnonymous = true;
      return create();
    },
    approve: (thread) => server.approve(thread),
    can,
  });

  describeAdapter('commento, where that is Commento,', {
    // Its first list tells which fields it takes.
    async create() {
      use(new CommentoServer({ isPlusPlus: false }));
      const adapter = create();
      const { rules } = await adapter.list!({ thread: '/article/' }, {});
      return { ...adapter, rules: { ...adapter.rules, ...rules } };
    },
    close: (thread) => server.close(thread),
    can,
    failures,
    refusals,
  });

  describe('posts', () => {
    it('JSON as plain text, which needs no leave of the server, without cookies', async () => {
      await post();
      const [request] = server.seen as [Request];
      expect([request.method, request.url]).to.deep.equal(['POST', 'https://commento.example/api/comment/new']);
      expect([request.credentials, request.headers.get('Content-Type')]).to.deep.equal([
        'omit',
        'text/plain;charset=UTF-8',
      ]);
    });

    it('every property, also where it is empty', async () => {
      await post({ name: '' });
      await post({}, commentHex);
      const [first, second] = await Promise.all(server.seen.map((request) => request.json() as Promise<unknown>));
      const common = { commenterToken: 'anonymous', domain: location.host, path: '/article/', markdown: 'Bonjour' };
      expect(first).to.deep.equal({ ...common, anonName: '', parentHex: 'root' });
      expect(second).to.deep.equal({ ...common, anonName: 'Zoé', parentHex: commentHex });
    });

    it('about the domain that the page names, to a server below a path', async () => {
      let seen: unknown;
      network.use(
        http.post('https://exemple.fr/commento/api/comment/list', async ({ request }) => {
          seen = await request.json();
          return say({ message: 'This domain is not registered with Commento.', success: false });
        }),
      );
      const adapter = commento({ endpoint: 'https://exemple.fr/commento/', domain: 'exemple.fr' });
      const { message } = await failure(adapter.list!({ thread: 'article' }, {}));
      expect(seen).to.deep.equal({ commenterToken: 'anonymous', domain: 'exemple.fr', path: 'article' });
      expect(message).to.include('add exemple.fr in Commento');
    });

    it('nothing to an address that is none', () => {
      for (const endpoint of ['', 'ftp://exemple.fr'])
        expect(() => commento({ endpoint }))
          .to.throw(/endpoint/)
          .with.property('code', 'misconfigured');
    });

    it('and knows of what was stored what it was told', async () => {
      answers(() => say({ commentHex, html, state: 'approved', success: true }))();
      expect(await post({}, 'parent')).to.deep.equal({
        id: commentHex,
        parentId: 'parent',
        author: { name: 'Zoé' },
        content: { format: 'html', value: html },
        createdAt: null,
        status: 'published',
      });
    });

    it('and says that it is held, also where it was taken for spam', async () => {
      for (const state of ['unapproved', 'flagged']) {
        answers(() => say({ commentHex, html, state, success: true }))();
        expect((await post()).status).to.equal('pending');
      }
    });

    it('and believes no other answer', async () => {
      for (const [path, body] of Object.entries({
        commentHex: { html, state: 'approved', success: true },
        html: { commentHex, state: 'approved', success: true },
        state: { commentHex, html, state: 'deleted', success: true },
      })) {
        answers(() => say(body))();
        const { code, message, outcome } = await failure(post());
        expect([code, outcome]).to.deep.equal(['protocol', 'unknown']);
        expect(message).to.include(`answer.${path}: `).and.not.include('Bonjour');
      }
    });

    it('at any length', async () => {
      await post({ body: 'x'.repeat(100_000) });
      const { comments, rules } = await list();
      expect(comments[0]!.content.value).to.have.lengthOf(100_008);
      expect(rules?.fields?.body).to.deep.equal({ use: 'required' });
    });

    it('twice what is sent twice: it does not look for that', async () => {
      await post();
      await post();
      expect((await list()).comments).to.have.lengthOf(2);
    });
  });

  describe('understands a refusal, which comes with a 200,', () => {
    const told = async (message: string) => {
      answers(() => say({ message, success: false }))();
      const { code, issues, outcome } = await failure(post());
      return [code, issues, outcome];
    };

    it('to take comments', async () => {
      server.isFrozen = true;
      expect((await failure(post())).code).to.equal('closed');
      expect((await list()).rules?.open).to.equal(false);
      server.isFrozen = false;
      server.close('/article/');
      expect((await failure(post())).code).to.equal('closed');
      expect((await list()).rules?.open).to.equal(false);
    });

    it('to take them from readers without an account, as every new domain does, and says where that is allowed', async () => {
      server.requireIdentification = true;
      const { code, message, outcome } = await failure(post());
      expect([code, outcome]).to.deep.equal(['unauthorized', 'refused']);
      expect(message).to.include(`in Commento, ${location.host}, allow "Anonymous comments"`);
      expect((await list()).rules?.open).to.equal(true);
    });

    it('to know the domain, and says where it is added', async () => {
      server.domain = 'autre.example';
      for (const attempt of [list, post]) {
        const { code, message } = await failure(attempt());
        expect(code).to.equal('misconfigured');
        expect(message).to.include(`add ${location.host} in Commento, or correct data-domain`);
      }
    });

    it('of no text', async () => {
      const { code, issues } = await failure(post({ body: '' }));
      expect([code, issues]).to.deep.equal(['invalid', [{ field: 'body', code: 'required' }]]);
    });

    it('for want of a database, after which the comment may be there', async () => {
      const message = 'An internal error has occurred. If you see this repeatedly, please contact support.';
      expect(await told(message)).to.deep.equal(['unavailable', [], 'unknown']);
      expect(await told('Some internal error occurred')).to.deep.equal(['unavailable', [], 'unknown']);
    });

    it('that nobody here can do anything about, and tells the owner', async () => {
      expect(await told('No such session token.')).to.deep.equal(['protocol', [], 'refused']);
      expect((await failure(post())).message).to.include('No such session token.');
    });

    it('that is no answer of Commento', async () => {
      for (const attempt of [list, post, () => create().count!(['/article/'], {})]) {
        answers(() => HttpResponse.html('<h1>Not found</h1>', { status: 404 }))();
        const { code, message } = await failure(attempt());
        expect(code).to.equal('misconfigured');
        expect(message).to.include('is this the address of Commento?');
      }
    });
  });
});
