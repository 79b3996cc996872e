import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { postgrest } from '../../src/adapters/postgrest.js';
import type { Adapter, AdapterOptions } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { Postgrest } from '../support/backends/postgrest.js';
import { failure } from '../support/failure.js';

const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';
const draft: Draft = { body: 'Bonjour', name: 'Zoé', email: 'zoe@exemple.fr', url: '', extra: { captcha: 'jeton' } };
const columns = 'id,parent_id,author_name,author_url,body,created_at,is_staff';
const row = {
  id: attemptKey,
  parent_id: null,
  author_name: 'Zoé',
  author_url: null,
  body: 'Bonjour <b>à tous</b>',
  created_at: '2026-01-02T10:00:00.123456+01:00',
  is_staff: false,
};

describe('postgrest, from the contract and not from a server,', () => {
  const network = fakeNetwork();
  let backend: Postgrest;
  beforeEach(() => {
    backend = new Postgrest();
    network.use(...backend.handlers);
  });

  const create = (options: AdapterOptions = {}) => postgrest({ endpoint: backend.endpoint, ...options });
  const post = (changes: Partial<Draft> = {}, parentId: string | null = null, adapter: Adapter = create()) =>
    adapter.post!(
      { thread: 'a', parentId, url: 'https://exemple.fr/article', title: 'Un article' },
      { ...draft, ...changes },
      { attemptKey },
    );

  let seen: Request[] = [];
  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: (request: Request) => Response | undefined) => () => {
    seen = [];
    network.use(
      http.all(`${backend.origin}/*`, ({ request }) => {
        seen.push(request.clone());
        return answer(request);
      }),
    );
  };
  const gives = (body: JsonBodyType, init: ResponseInit = {}) => answers(() => HttpResponse.json(body, init))();
  /** In full, as PostgREST does unless it is told to say little. */
  const refuses = (status: number, code: string, message: string, details: string | null = null) =>
    gives({ code, details, hint: null, message }, { status });

  describeAdapter('postgrest', {
    create,
    can: ['count'],
    repeatable: true,
    idempotent: true,
    close: (thread) => backend.close(thread),
    failures: {
      network: answers(() => HttpResponse.error()),
      unavailable: () => refuses(503, 'PGRST002', 'Could not query the database for the schema cache. Retrying.'),
      misconfigured: () => refuses(404, 'PGRST205', "Could not find the table 'public.comments' in the schema cache"),
      protocol: answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    },
    refusals: {
      duplicate: () => refuses(409, 'PT409', 'already said'),
      'rate-limited': () => refuses(429, 'PT429', 'too many comments'),
    },
  });

  describeAdapter('postgrest with moderation and a key', {
    create() {
      backend.published = false;
      backend.key = 'sb_publishable_abc';
      return create({ key: backend.key });
    },
    approve: (thread) => backend.approve(thread),
    can: ['count'],
    idempotent: true,
    close: (thread) => backend.close(thread),
  });

  describe('reads', () => {
    it('the columns that it may, of one thread, with the key it is given', async () => {
      gives([]);
      await create({ key: 'abc' }).list!({ thread: 'é, (&) + "x"', limit: 5, cursor: '10' }, {});
      const [{ method, url, headers, credentials }] = seen as [Request];
      const query = { select: columns, thread: 'eq.é, (&) + "x"', order: 'number.asc', limit: '5', offset: '10' };
      expect(Object.fromEntries(new URL(url).searchParams)).to.deep.equal(query);
      expect([method, credentials, headers.get('Prefer')]).to.deep.equal(['GET', 'omit', 'count=exact']);
      expect([headers.get('apikey'), headers.get('Authorization')]).to.deep.equal(['abc', 'Bearer abc']);
    });

    it('without a key where there is none', async () => {
      gives([]);
      await create().list!({ thread: 'a', order: 'newest' }, {});
      const [{ url, headers }] = seen as [Request];
      expect(new URL(url).searchParams.get('order')).to.equal('root.desc,number.asc');
      expect([headers.get('apikey'), headers.get('Authorization')]).to.deep.equal([null, null]);
    });

    it('keeps what the endpoint has: a last slash, a query', async () => {
      gives([]);
      await create({ endpoint: `${backend.origin}/rest/v1/comments/?x=1` }).count!(['a'], {});
      expect(seen[0]!.url).to.match(/\/rest\/v1\/comments_count\?x=1&select=thread%2Ctotal&thread=in/);
    });

    it('a row: text as text, a site only by http(s), the time zone, who speaks for the site', async () => {
      const others = [
        { ...row, id: '2', parent_id: attemptKey, author_url: 'https://zoe.example', is_staff: true },
        { ...row, id: '3', author_url: 'javascript:alert(1)', created_at: 'infinity' },
      ];
      gives([row, ...others], { headers: { 'Content-Range': '0-2/3' } });
      const { comments, ...page } = await create().list!({ thread: 'a' }, {});
      const comment = {
        id: attemptKey,
        parentId: null,
        author: { name: 'Zoé' },
        content: { format: 'text', value: 'Bonjour <b>à tous</b>' },
        createdAt: new Date('2026-01-02T09:00:00.123Z'),
        status: 'published',
      };
      const author = { name: 'Zoé', url: 'https://zoe.example', isStaff: true };
      expect(comments).to.deep.equal([
        comment,
        { ...comment, id: '2', parentId: attemptKey, author },
        { ...comment, id: '3', createdAt: null },
      ]);
      expect(page).to.deep.equal({ total: 3 });
    });

    it('on, where the server gives fewer rows than it is asked for', async () => {
      backend.mostRows = 2;
      for (const body of ['Un', 'Deux', 'Trois'])
        await create().post!(
          { thread: 'a', parentId: null, url: '', title: '' },
          { ...draft, body },
          {
            attemptKey: crypto.randomUUID(),
          },
        );
      const first = await create().list!({ thread: 'a', limit: 20 }, {});
      expect([first.comments.length, first.total, first.next]).to.deep.equal([2, 3, '2']);
      const second = await create().list!({ thread: 'a', limit: 20, cursor: first.next! }, {});
      expect([second.comments.length, second.next]).to.deep.equal([1, undefined]);
    });

    it('on by what it got, where a proxy keeps the range to itself', async () => {
      for (const range of [{}, { 'Content-Range': '0-0/*' }]) {
        gives([row], { headers: range });
        expect(await create().list!({ thread: 'a', limit: 1 }, {}))
          .to.include({ next: '1' })
          .and.not.have.key('total');
        expect(await create().list!({ thread: 'a', limit: 2 }, {})).to.have.keys('comments');
      }
    });

    it('nothing past the end, where comments have gone meanwhile', async () => {
      await post();
      expect(await create().list!({ thread: 'a', cursor: '20' }, {})).to.deep.equal({ comments: [] });
      refuses(416, 'PGRST103', 'Requested range not satisfiable', 'Limit should be greater than or equal to zero.');
      expect((await failure(create().list!({ thread: 'a' }, {}))).code).to.equal('gone');
    });

    it('counts of threads with any name, fifty in a request', async () => {
      const names = ['a', 'b,c', 'd"e\\', '(f)', 'g.h:*', '__proto__'];
      for (const [index, thread] of names.entries())
        for (let count = 0; count <= index; count++)
          await create().post!(
            { thread, parentId: null, url: '', title: '' },
            { ...draft, body: `${count}` },
            {
              attemptKey: crypto.randomUUID(),
            },
          );
      answers(() => undefined)();
      const others = Array.from({ length: 95 }, (_, index) => `https://exemple.fr/un-article/${index}`);
      const counts = await create().count!([...names, ...others], {});
      expect(names.map((name) => counts[name])).to.deep.equal([1, 2, 3, 4, 5, 6]);
      expect(seen).to.have.lengthOf(3);
      expect(Object.keys(counts)).to.have.lengthOf(101);
    });

    const wrong: [path: string, body: JsonBodyType][] = [
      ['', { comments: [] }],
      ['0.id', [{ ...row, id: 7 }]],
      ['0.parent_id', [{ ...row, parent_id: 7 }]],
      ['0.author_name', [{ ...row, author_name: null }]],
      ['0.author_url', [{ ...row, author_url: undefined }]],
      ['1.body', [row, { ...row, body: null }]],
      ['0.created_at', [{ ...row, created_at: 1767348000 }]],
      ['0.is_staff', [{ ...row, is_staff: 'no' }]],
    ];
    for (const [path, body] of wrong)
      it(`nothing that is wrong at "${path}"`, async () => {
        gives(body);
        const { code, message } = await failure(create().list!({ thread: 'a' }, {}));
        expect(code).to.equal('protocol');
        expect(message)
          .to.include(`answer${path && '.'}${path}: `)
          .and.not.include('Bonjour');
      });

    it('no counts that are none', async () => {
      gives([{ thread: 'a', total: '3' }]);
      expect((await failure(create().count!(['a'], {}))).message).to.include('answer.0.total: ');
    });
  });
});
