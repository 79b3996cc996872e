import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { pocketbase } from '../../src/adapters/pocketbase.js';
import type { Adapter, AdapterOptions } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { draft, recorded } from '../support/backends/pocketbase-recorded.js';
import { PocketBase } from '../support/backends/pocketbase.js';

const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';
const page = { items: [recorded], page: 1, perPage: 2, totalItems: 6, totalPages: 3 };

describe('pocketbase', () => {
  const network = fakeNetwork();
  let backend: PocketBase;
  beforeEach(() => {
    backend = new PocketBase();
    network.use(...backend.handlers);
  });

  const create = (options: AdapterOptions = {}) => pocketbase({ endpoint: backend.endpoint, ...options });
  const post = (changes: Partial<Draft> = {}, parentId: string | null = null, adapter: Adapter = create()) =>
    adapter.post!(
      { thread: 'a', parentId, url: 'https://exemple.fr/article', title: 'Un article' },
      { ...draft, ...changes },
      { attemptKey },
    );

  let seen: Request[] = [];
  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: () => Response) => () => {
    seen = [];
    network.use(
      http.all(`${backend.endpoint}/*`, ({ request }) => {
        seen.push(request.clone());
        return answer();
      }),
    );
  };
  const gives = (body: JsonBodyType, status = 200) => answers(() => HttpResponse.json(body, { status }))();
  const refuses = (status: number, message: string, data = {}) => gives({ data, message, status }, status);

  describeAdapter('pocketbase', {
    create,
    can: ['count'],
    repeatable: true,
    idempotent: true,
    failures: {
      network: answers(() => HttpResponse.error()),
      unavailable: answers(() => new HttpResponse('Bad Gateway', { status: 502 })),
      'rate-limited': () => refuses(429, 'Too Many Requests.'),
      misconfigured: () => refuses(404, 'Missing collection context.'),
      protocol: answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    },
    refusals: {
      'rate-limited': () => void (backend.left = 0),
      closed: () => void (backend.creates = false),
      // It does not say what its Create rule has against it.
      rejected: () => refuses(400, 'Failed to create record.'),
    },
  });

  describeAdapter('pocketbase with moderation', {
    create() {
      backend.status = 'waiting';
      return create();
    },
    approve: (thread) => backend.approve(thread),
    can: ['count'],
    repeatable: true,
    // It is, but of what is held the second attempt gets a receipt only.
    idempotent: false,
  });

  describeAdapter('pocketbase without e-mails, of another name, behind a proxy', {
    create() {
      backend.collection = 'réactions';
      return create({ endpoint: `${backend.endpoint}/`, collection: 'réactions', email: 'optional' });
    },
    can: ['count'],
    idempotent: true,
  });

  describe('asks', () => {
    const query = () => Object.fromEntries(new URL(seen[0]!.url).searchParams);

    it('for the records of one thread, in the order in which they came', async () => {
      gives(page);
      await create().list!({ thread: '/article-ouvert/', limit: 2, cursor: '2' }, {});
      expect(seen.map(({ method }) => method)).to.deep.equal(['GET']);
      expect(new URL(seen[0]!.url).pathname).to.equal('/api/collections/comments/records');
      expect(query()).to.deep.equal({
        filter: '(page="/article-ouvert/")',
        sort: 'created,@rowid',
        page: '2',
        perPage: '2',
      });
      expect([seen[0]!.credentials, seen[0]!.headers.has('Content-Type')]).to.deep.equal(['omit', false]);
    });

    it('for a thread whose name has quotes and backslashes in it, as PocketBase reads them', async () => {
      gives(page);
      await create().list!({ thread: 'a\\"b\\', limit: 2 }, {});
      expect(query()['filter']).to.equal('(page="a\\\\\\"b\\\\")');
    });

    it('below the path of the endpoint, in the collection of that name', async () => {
      gives(page);
      await create({ endpoint: `${backend.endpoint}/pb/?site=1`, collection: 'a/b' }).list!({ thread: 'a' }, {});
      expect(seen[0]!.url).to.match(/\/pb\/api\/collections\/a%2Fb\/records\?site=1&filter=/);
    });

    it('to store what the draft says under an id of the attempt, and sets no status', async () => {
      gives(recorded);
      await post(
        { url: 'https://zoe.example/', extra: { 'cf-turnstile-response': 'jeton', page: 'b' } },
        'parent000000001',
      );
      const [request] = seen as [Request];
      expect([request.method, request.url, request.credentials, request.headers.get('Content-Type')]).to.deep.equal([
        'POST',
        `${backend.endpoint}/api/collections/comments/records`,
        'omit',
        'application/json',
      ]);
      expect(await request.json()).to.deep.equal({
        'cf-turnstile-response': 'jeton',
        id: '0f9d1c3e6f2b4f3',
        page: 'a',
        author: 'Zoé',
        email: 'zoe@exemple.fr',
        website: 'https://zoe.example/',
        content: 'Bonjour',
        parent: 'parent000000001',
      });
    });

    it('how many there are in as few requests as its filters allow', async () => {
      const threads = Array.from({ length: 1_000 }, (_, index) => String(index % 500));
      gives({ ...page, items: [{ page: '7' }, { page: '9' }, { page: '7' }], totalPages: 1 });
      const counts = await create().count!(threads, {});
      expect(seen)
        .to.have.lengthOf(counts['7']! / 2)
        .and.lengthOf.below(8);
      for (const { url } of seen) {
        const { filter = '', ...others } = Object.fromEntries(new URL(url).searchParams);
        expect(filter.length).to.be.below(2_001);
        expect(filter.split('||')).to.have.lengthOf.below(201);
        expect(others).to.deep.equal({ fields: 'page', page: '1', perPage: '1000' });
      }
    });

    it('for the next thousand as long as there are more to count', async () => {
      const asked: string[] = [];
      network.use(
        http.get(`${backend.endpoint}/*`, ({ request }) => {
          const at = new URL(request.url).searchParams.get('page')!;
          asked.push(at);
          return HttpResponse.json({ ...page, items: [{ page: 'a' }], page: Number(at), totalPages: 3 });
        }),
      );
      expect(await create().count!(['a'], {})).to.deep.equal({ a: 3 });
      expect(asked).to.deep.equal(['1', '2', '3']);
    });

    it('nothing where its settings make no sense', () => {
      for (const options of [{ endpoint: '' }, { endpoint: 'ftp://pocketbase.example' }, { email: 'maybe' }])
        expect(() => create(options))
          .to.throw(/endpoint|email: "maybe" is none of required, optional, none/)
          .with.property('code', 'misconfigured');
      expect(create({ email: 'none' }).rules.fields.email).to.deep.equal({ use: 'none' });
    });
  });
});
