import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { rest } from '../../src/adapters/rest.js';
import type { RequestOptions } from '../../src/core/adapter.js';
import { errorCodes, type ErrorCode } from '../../src/core/errors.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { RestBackend, fakeNetwork, problem } from '../support/backend.js';
import { failure } from '../support/failure.js';

const can = ['find', 'edit', 'remove', 'vote', 'report', 'count', 'around', 'parent', 'since'] as const;
const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';
const comment = {
  id: 'c1',
  parentId: null,
  author: { name: 'Marie', url: 'https://exemple.fr/' },
  content: { format: 'text', value: 'Bonjour' },
  createdAt: '2026-01-02T10:00:00.000Z',
  status: 'published',
};
const data = { ...comment, createdAt: new Date(Date.UTC(2026, 0, 2, 10)) };

describe('rest', () => {
  const network = fakeNetwork();
  let backend: RestBackend;
  beforeEach(() => {
    backend = new RestBackend();
    network.use(...backend.handlers);
  });

  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: (request: Request) => Response) => () =>
    network.use(http.all(backend.endpoint, ({ request }) => answer(request)));

  /** The same for what is posted. */
  const refuses = (status: number, code: ErrorCode) => () =>
    network.use(http.post(backend.endpoint, () => problem(status, { code })));

  const create = () => rest({ endpoint: backend.endpoint });
  const list = (options: RequestOptions = {}) => create().list!({ thread: 'a' }, options);
  const post = (options: RequestOptions = {}) =>
    create().post!(
      { thread: 'a', parentId: null, url: 'https://exemple.fr/article', title: 'Un article' },
      { body: 'Bonjour', name: 'Marie', email: 'marie@exemple.fr', url: '', extra: { captcha: 'jeton' } },
      { attemptKey, ...options },
    );

  describeAdapter('rest', {
    create,
    close: (thread) => backend.close(thread),
    can,
    repeatable: true,
    idempotent: true,
    failures: {
      network: answers(() => HttpResponse.error()),
      unavailable: answers(() => problem(503, {}, { 'Retry-After': '120' })),
      'rate-limited': answers(() => problem(429, {}, { 'Retry-After': '30' })),
      challenge: answers(() => problem(403, { code: 'challenge' })),
      unauthorized: answers(() => problem(401)),
      protocol: answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    },
    refusals: {
      duplicate: refuses(409, 'duplicate'),
      'rate-limited': refuses(429, 'rate-limited'),
      challenge: refuses(403, 'challenge'),
      unauthorized: refuses(401, 'unauthorized'),
      rejected: refuses(403, 'rejected'),
    },
  });

  describeAdapter('rest with moderation', {
    create() {
      backend.moderated = true;
      return create();
    },
    approve: (thread) => backend.approve(thread),
    can,
    idempotent: true,
  });

  describe('asks', () => {
    let seen: Request;
    const catches = (answer: object) =>
      answers((request) => {
        seen = request;
        return HttpResponse.json(answer);
      })();

    it('for what the query says, and nothing of what it does not', async () => {
      catches({ comments: [] });
      await list();
      expect(new URL(seen.url).search).to.equal('?thread=a');
      const query = { thread: 'é & +', order: 'newest', limit: 5, cursor: 'a=b&c', around: '#1', since: '+' } as const;
      await rest({ endpoint: `${backend.endpoint}?site=1` }).list!({ ...query, parentId: '2' }, {});
      const { searchParams } = new URL(seen.url);
      expect(Object.fromEntries(searchParams)).to.deep.equal({ ...query, parent: '2', limit: '5', site: '1' });
    });

    it('in the language of the page, where that is one', async () => {
      catches({ comments: [] });
      await list({ lang: 'fr-CA' });
      expect(seen.headers.get('Accept-Language')).to.equal('fr-CA');
      await list({ lang: 'français' });
      expect(seen.headers.get('Accept-Language')).not.to.equal('français');
    });

    it('to store what the draft says, under the key of the attempt', async () => {
      catches(comment);
      await post({ lang: 'fr' });
      const headers = ['Accept', 'Accept-Language', 'Content-Type', 'Idempotency-Key'].map((name) =>
        seen.headers.get(name),
      );
      expect(headers).to.deep.equal([
        'application/json, application/problem+json',
        'fr',
        'application/json',
        `"${attemptKey}"`,
      ]);
      expect(await seen.json()).to.deep.equal({
        thread: 'a',
        parentId: null,
        body: 'Bonjour',
        name: 'Marie',
        email: 'marie@exemple.fr',
        url: '',
        page: { url: 'https://exemple.fr/article', title: 'Un article' },
        extra: { captcha: 'jeton' },
      });
    });

    it('nothing of an address that is none', () => {
      for (const options of [{}, { endpoint: '' }, { endpoint: 'ftp://exemple.fr' }]) {
        expect(() => rest(options))
          .to.throw(/endpoint/)
          .with.property('code', 'misconfigured');
      }
    });
  });

  describe('understands as the answer to a post', () => {
    it('the comment, also where it was stored before', async () => {
      for (const status of [201, 200]) {
        answers(() => HttpResponse.json({ ...comment, status: 'pending' }, { status }))();
        expect(await post()).to.deep.equal({ ...data, status: 'pending' });
      }
    });

    it('what proves whose it is, and for how long it may be changed', async () => {
      const editableUntil = '2026-01-02T10:15:00.000Z';
      answers(() => HttpResponse.json({ ...comment, token: 'secret', editableUntil }, { status: 201 }))();
      expect(await post()).to.deep.equal({ ...data, token: 'secret', editableUntil: new Date(editableUntil) });
    });

    it('that it was accepted, and no more', async () => {
      for (const body of ['', '{}']) {
        answers(() => new HttpResponse(body, { status: 202 }))();
        expect(await post()).to.deep.equal({ status: 'accepted' });
      }
    });

    it('nothing that is neither', async () => {
      for (const [status, body] of [
        [200, ''],
        [201, '{}'],
        [201, '<p>Merci'],
        [202, '<p>Merci'],
        [202, 'null'],
        [201, JSON.stringify({ ...comment, token: 7 })],
        [204, null],
      ] as const) {
        answers(() => new HttpResponse(body, { status }))();
        const { code, outcome } = await failure(post());
        expect([status, body, code, outcome]).to.deep.equal([status, body, 'protocol', 'unknown']);
      }
    });
  });

  describe('understands a problem', () => {
    const told = async (...parts: Parameters<typeof problem>) => {
      answers(() => problem(...parts))();
      return failure(post());
    };

    it('by its code, where that is for a server to say', async () => {
      for (const code of errorCodes) {
        const sayable = !['network', 'protocol', 'misconfigured'].includes(code);
        expect((await told(418, { code })).code).to.equal(sayable ? code : 'protocol');
      }
    });

    it('by its status, where it has no code that is known', async () => {
      expect((await told(409)).code).to.equal('duplicate');
      expect((await told(403, { code: 'sorry' })).code).to.equal('forbidden');
      expect((await told(403, { code: 7, errors: 'none' })).code).to.equal('forbidden');
    });

    it('with what is wrong at each field', async () => {
      const { code, issues } = await told(422, {
        code: 'invalid',
        errors: [
          { field: 'body', code: 'too-long', limit: 5000, length: 6000, detail: 'Too long.' },
          { field: 'email', code: 'email' },
          { field: 'name', code: 'reserved', detail: 'This name is taken.' },
          { field: 'website', code: 'too-long', limit: 9, detail: 'Too long a website.' },
          { detail: 'We are on holiday.' },
        ],
      });
      expect(code).to.equal('invalid');
      expect(issues).to.deep.equal([
        { field: 'body', code: 'too-long', limit: 5000, length: 6000 },
        { field: 'email', code: 'email' },
        { field: 'name', code: 'refused', message: 'This name is taken.' },
        { field: 'body', code: 'refused', message: 'Too long a website.' },
        { field: 'body', code: 'refused', message: 'We are on holiday.' },
      ]);
    });

    it('with the time to wait', async () => {
      const error = await told(503, { code: 'rate-limited' }, { 'Retry-After': '17' });
      expect(error).to.include({ code: 'rate-limited', retryAfter: 17, outcome: 'refused' });
    });

    it('of a key that was used before as no answer yet: the comment may be stored', async () => {
      const error = await told(422, { code: 'idempotency-key-reused' });
      expect(error).to.include({ code: 'unavailable', outcome: 'unknown' });
    });

    it('without telling the console what it says', async () => {
      const error = await told(422, { title: 'marie@exemple.fr is not welcome', detail: 'Nor is « Bonjour »' });
      expect(error.message).not.to.match(/marie|Bonjour/);
    });
  });
});
