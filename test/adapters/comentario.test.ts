import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { comentario } from '../../src/adapters/comentario.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { ComentarioServer } from '../support/backends/comentario.js';
import { failure } from '../support/failure.js';

const can = ['count', 'around', 'parent'] as const;
const draft: Draft = { body: 'Bonjour', name: 'Zoé', email: '', url: '', extra: {} };

/** What a real one answered. */
const recorded = {
  comment: {
    authorIP: '127.0.0.1',
    authorName: 'Zoé',
    createdTime: '2026-11-22T06:59:48.417Z',
    deletedTime: '0001-01-01T00:00:00.000Z',
    editedTime: '0001-01-01T00:00:00.000Z',
    html: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n',
    id: '76e376f3-f566-427a-8de5-77e54bbfde17',
    isApproved: true,
    isDeleted: false,
    isPending: false,
    isSticky: false,
    markdown: 'Bonjour **à tous** & merci.',
    moderatedTime: '2026-11-22T06:59:48.417Z',
    pageId: '7bd3e3b9-d90c-4062-8847-482a15198d69',
    score: 0,
    url: 'http://127.0.0.1:8899/article-ouvert/#comentario-76e376f3-f566-427a-8de5-77e54bbfde17',
    userCreated: '00000000-0000-0000-0000-000000000000',
    userModerated: '00000000-0000-0000-0000-000000000000',
  },
  commenter: {
    colourIndex: 0,
    createdTime: '0001-01-01T00:00:00.000Z',
    hasAvatar: false,
    id: '00000000-0000-0000-0000-000000000000',
    isCommenter: true,
    isModerator: false,
    name: 'Anonymous',
  },
};

describe('comentario', () => {
  const network = fakeNetwork();
  let server: ComentarioServer;
  beforeEach(() => {
    server = new ComentarioServer();
    network.use(...server.handlers);
  });

  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: () => Response) => () => network.use(http.all(`${server.endpoint}/*`, answer));
  /** Posts are answered like this, and only they. */
  const takes = (answer: () => Response) => network.use(http.put(`${server.endpoint}/*`, answer));

  const create = () => comentario({ endpoint: server.endpoint });
  const list = () => create().list!({ thread: '/article/' }, {});
  const post = (changes: Partial<Draft> = {}, parentId: string | null = null, adapter = create()) =>
    adapter.post!(
      { thread: '/article/', parentId, url: 'https://exemple.fr/article/', title: 'Un article' },
      { ...draft, ...changes },
      { attemptKey: crypto.randomUUID() },
    );

  describeAdapter('comentario', {
    create,
    thread: () => `/suite/${crypto.randomUUID()}/`,
    close: (thread) => server.close(thread),
    can,
    failures: {
      network: answers(() => HttpResponse.error()),
      unavailable: answers(() => new HttpResponse('', { status: 502 })),
      'rate-limited': answers(() => HttpResponse.text('Too many requests', { status: 429 })),
      misconfigured: () => void (server.host = 'autre.example'),
      protocol: answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    },
    refusals: {
      unauthorized: () => void (server.settings.authAnonymous = false),
      rejected: () => void (server.silenced = 'readonly'),
    },
  });

  describeAdapter('comentario with moderation', {
    create() {
      server.moderated = true;
      return create();
    },
    thread: () => `/suite/${crypto.randomUUID()}/`,
    approve: (thread) => server.approve(thread),
    can,
  });

  describe('posts', () => {
    const lines = () => server.seen.map(({ method }) => method).join();

    it('again where the server did not know the page, after asking for it', async () => {
      await post();
      await post();
      expect(lines()).to.equal('PUT,POST,PUT,PUT');
    });

    it('once where the page was listed', async () => {
      await list();
      await post();
      expect(lines()).to.equal('POST,PUT');
    });

    it('no third time', async () => {
      takes(() => new HttpResponse('', { status: 404 }));
      const { code, outcome } = await failure(post());
      expect([code, outcome]).to.deep.equal(['gone', 'refused']);
      expect(lines()).to.equal('POST');
    });

    it('JSON without cookies, and what the draft and the target say', async () => {
      await list();
      const { id } = { id: '', ...(await post()) };
      await post({ name: '' }, id);
      const [, first, second] = server.seen as [Request, Request, Request];
      expect([first.method, first.url]).to.deep.equal(['PUT', 'https://comentario.example/api/embed/comments']);
      expect([first.credentials, first.headers.get('Content-Type')]).to.deep.equal(['omit', 'application/json']);
      const common = { host: location.host, path: '/article/', unregistered: true, markdown: 'Bonjour' };
      expect(await first.json()).to.deep.equal({ ...common, authorName: 'Zoé' });
      expect(await second.json()).to.deep.equal({ ...common, parentId: id });
    });

    it('about the domain that the page names, to a server below a path', async () => {
      let seen: unknown;
      network.use(
        http.post('https://exemple.fr/comentario/api/embed/comments', async ({ request }) => {
          seen = await request.json();
          return HttpResponse.json({ id: 'unknown-host', message: 'Unknown host' }, { status: 403 });
        }),
      );
      const adapter = comentario({ endpoint: 'https://exemple.fr/comentario', host: 'exemple.fr' });
      const { message } = await failure(adapter.list!({ thread: 'article' }, {}));
      expect(seen).to.deep.equal({ host: 'exemple.fr', path: '/article' });
      expect(message).to.include('Domains: add exemple.fr');
    });

    it('nothing to an address that is none', () => {
      for (const endpoint of ['', 'ftp://exemple.fr'])
        expect(() => comentario({ endpoint }))
          .to.throw(/endpoint/)
          .with.property('code', 'misconfigured');
    });

    it('and gives back what was recorded, the address it came from left out', async () => {
      takes(() => HttpResponse.json(recorded));
      expect(await post()).to.deep.equal({
        id: '76e376f3-f566-427a-8de5-77e54bbfde17',
        parentId: null,
        author: { name: 'Zoé' },
        content: { format: 'html', value: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n' },
        createdAt: new Date(Date.UTC(2026, 10, 22, 6, 59, 48, 417)),
        status: 'published',
      });
    });

    it('and calls nobody "Anonymous"', async () => {
      const comment = { ...recorded.comment, authorName: undefined };
      takes(() => HttpResponse.json({ ...recorded, comment }));
      const { author } = { author: undefined, ...(await post()) };
      expect(author).to.deep.equal({ name: '' });
    });

    it('and says that it is held, also where it is neither held nor approved', async () => {
      for (const isPending of [true, false]) {
        const reason = 'Domain policy requires moderation on comments by unregistered users';
        const comment = { ...recorded.comment, isApproved: false, isPending, pendingReason: reason };
        takes(() => HttpResponse.json({ ...recorded, comment }));
        expect((await post()).status).to.equal('pending');
      }
    });

    it('and gives an empty text where the server left nothing of it', async () => {
      const posted = await post({ body: '<script>alert(1)</script>' });
      expect(posted).to.have.deep.property('content', { format: 'html', value: '' });
    });

    it('twice what is sent twice: it does not look for that', async () => {
      await post();
      await post();
      expect((await list()).comments).to.have.lengthOf(2);
    });
  });

  describe('understands a refusal', () => {
    const told = async (status: number, body: object | string) => {
      takes(() =>
        typeof body === 'string' ? new HttpResponse(body, { status }) : HttpResponse.json(body, { status }),
      );
      const { code, issues, outcome } = await failure(post());
      return [code, issues, outcome];
    };

    it('to take comments at all', async () => {
      server.settings.isDomainReadonly = true;
      expect((await failure(post())).code).to.equal('closed');
      expect((await list()).rules?.open).to.equal(false);
    });

    it('to take them from readers without an account, and says where that is allowed', async () => {
      server.settings.authAnonymous = false;
      const { code, message } = await failure(post());
      expect(code).to.equal('unauthorized');
      expect(message).to.include(`Domains, ${location.host}, Authentication, allow "Commenting without registration"`);
    });

    it('to take them from readers whom a moderator silenced, banned or locked out', async () => {
      for (const how of ['readonly', 'banned', 'locked'] as const) {
        server.silenced = how;
        expect(await failure(post())).to.include({ code: 'rejected', outcome: 'refused' });
      }
    });

    it('to know the domain, and says where it is added', async () => {
      server.host = 'autre.example';
      for (const attempt of [list, post, () => create().count!(['/article/'], {})]) {
        const { code, message } = await failure(attempt());
        expect(code).to.equal('misconfigured');
        expect(message).to.include(`Domains: add ${location.host}, or correct data-host or endpoint`);
      }
    });

    it('of a text in bytes, as it was set', async () => {
      server.settings.maxCommentLength = 200;
      expect((await list()).rules?.fields?.body).to.deep.equal({ use: 'required', max: 200, unit: 'bytes' });
      await post({ body: 'é'.repeat(100) });
      const { code, issues } = await failure(post({ body: 'é'.repeat(101) }));
      expect([code, issues]).to.deep.equal(['invalid', [{ field: 'body', code: 'too-long' }]]);
    });

    it('of a name that is too long, and of no text', async () => {
      await post({ name: '👩'.repeat(63) });
      const { code, issues } = await failure(post({ name: 'n'.repeat(64) }));
      expect([code, issues]).to.deep.equal(['invalid', [{ field: 'name', code: 'too-long' }]]);
      expect((await failure(post({ body: '' }))).issues).to.deep.equal([{ field: 'body', code: 'required' }]);
      const strange = { code: 605, message: "body.markdown in body should match '.*'" };
      expect(await told(422, strange)).to.deep.equal(['invalid', [{ field: 'body', code: 'refused' }], 'refused']);
    });

    it('of an answer to what is no comment', async () => {
      expect((await failure(post({}, 'zzz'))).code).to.equal('gone');
      // Of one that is not there its database complains.
      const nobodys = await failure(post({}, '11111111-1111-1111-1111-111111111111'));
      expect([nobodys.code, nobodys.outcome]).to.deep.equal(['unavailable', 'unknown']);
    });

    it('of a path that is too long, which no reader can mend', async () => {
      const thread = `/${'a'.repeat(2075)}`;
      expect((await failure(create().list!({ thread }, {}))).code).to.equal('misconfigured');
      expect((await failure(create().count!([thread], {}))).code).to.equal('misconfigured');
    });

    it('that says nothing more than its status', async () => {
      expect(await told(500, '')).to.deep.equal(['unavailable', [], 'unknown']);
      expect(await told(403, { id: 'not-allowed', message: 'This action is forbidden' })).to.include('forbidden');
      expect(await told(415, { code: 415, message: 'unsupported media type' })).to.include('protocol');
      expect(await told(400, { code: 400, message: 'parsing body body from "" failed' })).to.include('invalid');
    });

    it('without telling the console what a reader wrote', async () => {
      takes(() => HttpResponse.json({ code: 601, message: 'body.markdown in body: "Bonjour"' }, { status: 422 }));
      expect((await failure(post())).message).not.to.include('Bonjour');
    });
  });
});
