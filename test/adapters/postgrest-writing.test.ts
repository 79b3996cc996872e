import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { postgrest } from '../../src/adapters/postgrest.js';
import type { AdapterOptions } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import type { ErrorCode } from '../../src/core/errors.js';
import { fakeNetwork } from '../support/backend.js';
import { Postgrest } from '../support/backends/postgrest.js';
import { failure } from '../support/failure.js';

const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';
const otherKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a12';
const draft: Draft = { body: 'Bonjour', name: 'Zoé', email: 'zoe@exemple.fr', url: '', extra: { captcha: 'jeton' } };

describe('postgrest, from the contract and not from a server, writes', () => {
  const network = fakeNetwork();
  let backend: Postgrest;
  beforeEach(() => {
    backend = new Postgrest();
    network.use(...backend.handlers);
  });

  const create = (options: AdapterOptions = {}) => postgrest({ endpoint: backend.endpoint, ...options });
  const post = (changes: Partial<Draft> = {}, parentId: string | null = null, key = attemptKey) =>
    create({ key: 'abc' }).post!(
      { thread: 'a', parentId, url: 'https://exemple.fr/article', title: 'Un article' },
      { ...draft, ...changes },
      { attemptKey: key },
    );

  let seen: Request[] = [];
  /** What is asked by that method from now on is answered like this. */
  const answers = (method: 'get' | 'post', answer: () => Response | undefined) => {
    seen = [];
    network.use(
      http[method](`${backend.origin}/*`, ({ request }) => {
        seen.push(request.clone());
        return answer();
      }),
    );
  };
  const refuses = (status: number, body: JsonBodyType) => {
    for (const method of ['get', 'post'] as const) answers(method, () => HttpResponse.json(body, { status }));
  };

  it('the columns that it may, under the id of the attempt, and asks for nothing back', async () => {
    answers('post', () => undefined);
    await post({ url: 'https://zoe.example' });
    const [request] = seen as [Request];
    const { headers } = request;
    expect(await request.json()).to.deep.equal({
      id: attemptKey,
      thread: 'a',
      parent_id: null,
      author_name: 'Zoé',
      author_email: 'zoe@exemple.fr',
      author_url: 'https://zoe.example',
      body: 'Bonjour',
    });
    expect(['Content-Type', 'Prefer', 'apikey', 'Authorization'].map((name) => headers.get(name))).to.deep.equal([
      'application/json',
      'return=minimal',
      'abc',
      'Bearer abc',
    ]);
    expect([request.url, request.credentials]).to.deep.equal([backend.endpoint, 'omit']);
  });

  it('nothing in the place of what was left empty', async () => {
    await post({ email: '', url: '' });
    expect(backend.taken[0]).to.include({ author_email: null, author_url: null });
  });

  it('what is published at once, and gives it back', async () => {
    expect(await post()).to.deep.include({ id: attemptKey, status: 'published', author: { name: 'Zoé' } });
  });

  it('what is held, which nobody may read, its author neither', async () => {
    backend.published = false;
    expect(await post()).to.deep.equal({ status: 'pending' });
    expect(await create().list!({ thread: 'a' }, {})).to.deep.equal({ comments: [], total: 0 });
  });

  it('what was stored before by the same attempt as a success, held or not', async () => {
    await post();
    expect(await post()).to.include({ id: attemptKey, status: 'published' });
    backend.delete(attemptKey);
    backend.published = false;
    for (let attempt = 1; attempt <= 2; attempt++) expect(await post()).to.deep.equal({ status: 'pending' });
    expect(backend.taken).to.have.lengthOf(2);
  });

  it('the same text under another id as a duplicate, and so what another unique index refuses', async () => {
    await post();
    expect((await failure(post({}, null, otherKey))).code).to.equal('duplicate');
    const message = 'duplicate key value violates unique constraint "comments_thread_md5_idx"';
    refuses(409, { code: '23505', details: null, hint: null, message });
    expect((await failure(post())).code).to.equal('duplicate');
  });

  it('no more than it knows, where it cannot look whether it is published', async () => {
    for (const answer of [() => HttpResponse.error(), () => HttpResponse.json({}, { status: 503 })]) {
      answers('get', answer);
      expect(await post()).to.deep.equal({ status: 'accepted' });
    }
  });

  it('nothing that another server may have taken', async () => {
    for (const [status, body] of [
      [200, '<h1>Bienvenue</h1>'],
      [201, '[{"id":"1"}]'],
    ] as const) {
      answers('post', () => new HttpResponse(body, { status }));
      expect(await failure(post())).to.include({ code: 'protocol', outcome: 'unknown' });
    }
  });

  it('an answer to what is published in the same thread only', async () => {
    backend.published = false;
    await post();
    for (const parentId of [attemptKey, otherKey, '999999999']) {
      const error = await failure(post({ body: 'Une réponse' }, parentId, crypto.randomUUID()));
      expect([error.code, error.outcome]).to.deep.equal(['gone', 'refused']);
    }
  });

  it('nothing to a closed thread, nor too often, and says for how long', async () => {
    backend.left = 0;
    expect(await failure(post())).to.include({ code: 'rate-limited', retryAfter: 60 });
    backend.close('a');
    expect((await failure(post())).code).to.equal('closed');
  });

  it('nothing where the table has a stricter rule than the form, and says at which field', async () => {
    for (const [field, value] of [
      ['body', ''],
      ['body', 'x'.repeat(10_001)],
      ['name', 'x'.repeat(81)],
      ['email', 'zoe'],
      ['url', 'ftp://zoe.example'],
    ] as const) {
      const { code, issues } = await failure(post({ [field]: value }));
      expect([code, issues]).to.deep.equal(['invalid', [{ field, code: 'refused' }]]);
    }
  });

  it('as many letters as the rules say, also where each is a pair', async () => {
    const { fields } = create().rules;
    const longest = (field: 'body' | 'name') => '👋'.repeat(fields[field].max!);
    await post({ body: longest('body'), name: longest('name') });
    expect(backend.taken).to.have.lengthOf(1);
  });

  /** As PostgREST puts them, and its gateways. */
  const refusals: [
    status: number,
    body: Readonly<Record<string, string | null>> | string,
    code: ErrorCode,
    told?: RegExp,
  ][] = [
    [
      400,
      {
        code: '23502',
        message: 'null value in column "author_name" of relation "comments" violates not-null constraint',
      },
      'invalid',
    ],
    [400, { code: '22001', message: 'value too long for type character varying(80)' }, 'invalid'],
    [400, { code: 'P0001', message: 'Pas de liens, merci.' }, 'invalid'],
    [422, { code: 'PT422', message: 'Pas de liens, merci.' }, 'invalid'],
    [
      409,
      {
        code: '23503',
        message:
          'insert or update on table "comments" violates foreign key constraint "comments_thread_parent_id_fkey"',
      },
      'gone',
    ],
    [401, { code: '42501', message: 'new row violates row-level security policy for table "comments"' }, 'forbidden'],
    [
      401,
      { code: '42501', message: 'permission denied for table comments' },
      'misconfigured',
      /permission denied .*postgrest\.sql/,
    ],
    [403, { code: '42501', message: 'permission denied for schema public' }, 'misconfigured', /postgrest\.sql/],
    [
      400,
      { code: 'PGRST204', message: "Could not find the 'author_url' column of 'comments' in the schema cache" },
      'misconfigured',
      /author_url.*postgrest\.sql/,
    ],
    [404, { code: '42P01', message: 'relation "public.comments" does not exist' }, 'misconfigured', /postgrest\.sql/],
    [
      500,
      { code: '42P17', message: 'infinite recursion detected in policy for relation "comments"' },
      'misconfigured',
      /recursion/,
    ],
    [401, { code: 'PGRST301', message: 'No suitable key or wrong key type' }, 'misconfigured', /data-key/],
    [401, { code: 'PGRST303', message: 'JWT expired' }, 'misconfigured', /JWT expired.*data-key/],
    [
      401,
      { message: 'Invalid API key', hint: 'Double check your API key.' },
      'misconfigured',
      /Invalid API key.*data-key/,
    ],
    [401, { code: 'PT401', message: 'log in' }, 'unauthorized'],
    [402, { code: 'PT402', message: 'Payment Required' }, 'protocol'],
    [404, '<h1>Not Found</h1>', 'misconfigured', /endpoint/],
    [405, { code: '25006', message: 'cannot execute INSERT in a read-only transaction' }, 'misconfigured'],
    [429, '', 'rate-limited'],
    [500, { code: '57014', message: 'canceling statement due to statement timeout' }, 'unavailable'],
    [504, { code: 'PGRST003', message: 'Timed out acquiring connection from connection pool.' }, 'unavailable'],
  ];
  for (const [status, body, code, told = /./] of refusals)
    it(`nothing where the answer is ${status} ${JSON.stringify(body)}: ${code}`, async () => {
      refuses(status, body);
      const error = await failure(post());
      expect([error.code, error.outcome]).to.deep.equal([
        code,
        code === 'unavailable' || code === 'protocol' ? 'unknown' : 'refused',
      ]);
      expect(error.message)
        .to.match(told)
        .and.not.match(/Bonjour|Zoé|zoe/);
    });

  it('nothing with a key where its server has no secret to check it by: a new attempt would change nothing', async () => {
    backend.hasSecret = false;
    for (const attempt of [post(), create({ key: 'abc' }).list!({ thread: 'a' }, {})]) {
      const { code, outcome, message } = await failure(attempt);
      expect([code, outcome]).to.deep.equal(['misconfigured', 'refused']);
      expect(message).to.match(/lacks JWT secret.*data-key/);
    }
    expect(await create().list!({ thread: 'a' }, {})).to.include({ total: 0 });
  });

  it('nothing without saying at which field, in the words of the owner where there are some', async () => {
    const issuesOf = async (code: string, message: string) => {
      refuses(400, { code, message });
      return (await failure(post())).issues;
    };
    const empty = 'null value in column "author_email" of relation "comments" violates not-null constraint';
    expect(await issuesOf('23502', empty)).to.deep.equal([{ field: 'email', code: 'required' }]);
    expect(await issuesOf('22001', 'value too long for type character varying(80)')).to.deep.equal([
      { field: 'body', code: 'refused' },
    ]);
    for (const code of ['P0001', 'PT400'])
      expect(await issuesOf(code, 'Pas de liens, merci.')).to.deep.equal([
        { field: 'body', code: 'refused', message: 'Pas de liens, merci.' },
      ]);
  });

  it('nothing that a secret key would open, nor with what is no key', () => {
    const jwt = (claims: object) => `eyJhbGciOiJIUzI1NiJ9.${btoa(JSON.stringify(claims)).replace(/=/g, '')}.c2ln`;
    const secrets = ['supabase', 'supabas', 'supabase2'].map((iss) =>
      jwt({ iss, role: 'service_role', exp: 2_000_000_000 }),
    );
    for (const key of ['sb_secret_abc', ...secrets])
      expect(() => create({ key }), key)
        .to.throw(/key: .*revoke/)
        .with.property('code', 'misconfigured');
    for (const key of ['a b', 'é', 'abc\n'])
      expect(() => create({ key }))
        .to.throw(/key: /)
        .with.property('code', 'misconfigured');
    for (const key of ['', 'sb_publishable_abc', jwt({ iss: 'supabase', role: 'anon' })]) create({ key });
  });

  it('nothing to an address that is none', () => {
    for (const options of [{}, { endpoint: '' }, { endpoint: 'postgres://exemple.fr' }])
      expect(() => postgrest(options))
        .to.throw(/endpoint/)
        .with.property('code', 'misconfigured');
  });
});
