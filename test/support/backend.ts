import { http, HttpResponse, type HttpHandler, type JsonBodyType } from 'msw';
import { setupWorker, type SetupWorker } from 'msw/browser';
import * as z from 'zod/mini';
import { memory, type MemoryAdapter } from '../../src/adapters/memory.js';
import type { CommentData } from '../../src/core/comment.js';
import { CommentError, type ErrorCode } from '../../src/core/errors.js';
import { defaultRules, type Order, type Rules } from '../../src/core/rules.js';

/** Those who still wait for an answer: the worker does not stop before they have one. */
const waiting: (() => void)[] = [];

/** Puts a network of one's own under the tests of the `describe` that calls it. What `use` adds lasts for one test. */
export function fakeNetwork(...handlers: HttpHandler[]): SetupWorker {
  const worker = setupWorker(...handlers);
  before(async () => {
    // The test runner's own requests go through.
    await worker.start({ quiet: true, onUnhandledFrame: 'bypass' });
  });
  afterEach(() => {
    worker.resetHandlers();
    for (const end of waiting.splice(0)) end();
  });
  // It stays registered: other test files of the same origin may be using it.
  after(() => worker.stop());
  return worker;
}

/** An answer that does not come before the test is over. */
export function silence(): Promise<Response> {
  return new Promise((resolve) => waiting.push(() => resolve(HttpResponse.error())));
}

/** An answer of RFC 9457. */
export function problem(
  status: number,
  members: Record<string, JsonBodyType> = {},
  headers: Record<string, string> = {},
) {
  const body = { type: 'about:blank', title: 'A problem', status, ...members };
  return HttpResponse.json(body, { status, headers: { 'Content-Type': 'application/problem+json', ...headers } });
}

/** What a client sends to post a comment, and nothing besides. */
const payloadSchema = z.strictObject({
  thread: z.string().check(z.minLength(1)),
  parentId: z.nullable(z.string()),
  body: z.string(),
  name: z.string(),
  email: z.string(),
  url: z.string(),
  page: z.strictObject({ url: z.url(), title: z.string() }),
  extra: z.record(z.string(), z.string()),
});
const editSchema = z.strictObject({ body: z.string() });
const voteSchema = z.strictObject({ value: z.literal([-1, 0, 1]) });
const reportSchema = z.strictObject({ reason: z.string().check(z.maxLength(1000)) });

type Payload = z.infer<typeof payloadSchema>;

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** With characters that an address must escape. */
const disguises = { id: ['+', '/é?#%2F'], cursor: ['+&=/ ', '?#%'], mark: ['&since=', '%+'] } as const;
type Disguise = keyof typeof disguises;

/** The limits are low, so that tests reach them. */
const fields: Rules['fields'] = {
  body: { use: 'required', max: 2_000, unit: 'characters' },
  name: { use: 'required', max: 80 },
  email: { use: 'required', max: 120 },
  url: { use: 'optional', max: 120 },
};

const statuses: Partial<Record<ErrorCode, number>> = {
  invalid: 422,
  unauthorized: 401,
  forbidden: 403,
  closed: 403,
  gone: 404,
  duplicate: 409,
};

/** What a request of the protocol is about: `/api/comments/ID/votes/KEY` is `[ID, 'votes', KEY]`. */
interface Asked {
  readonly request: Request;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly token: string | undefined;
}

/**
 * A server of the `rest` protocol that lives in the page. It is strict: a request that the protocol does not have makes it throw,
 * which its client sees as a 500 and a person on the console. What it does with the others is what the memory adapter does.
 */
export class RestBackend {
  readonly endpoint = '/api/comments';
  readonly handlers = [
    http.all(this.endpoint, ({ request }) => this.#answer(request)),
    http.all(`${this.endpoint}/*`, ({ request }) => this.#answer(request)),
  ];
  /** The payloads it took, oldest first. */
  readonly taken: Payload[] = [];
  /** What was reported to it, oldest first. */
  readonly reports: { readonly id: string; readonly reason: string }[] = [];
  /** True when comments wait for `approve`; set before the first of them comes. */
  moderated = false;
  #store: MemoryAdapter | undefined;
  readonly #closed = new Set<string>();
  /** By id: an address does not tell. */
  readonly #threads = new Map<string, string>();
  readonly #attempts = new Map<string, string>();

  close(thread: string): void {
    this.#closed.add(thread);
  }

  approve(thread: string): void {
    this.#comments.approve(thread);
  }

  get #comments(): MemoryAdapter {
    return (this.#store ??= memory({
      rules: { fields, downvotes: true },
      moderated: this.moderated,
      closed: this.#closed,
    }));
  }

  async #answer(request: Request): Promise<Response> {
    const { headers, credentials, method } = request;
    demand(headers.get('Accept') === 'application/json, application/problem+json', `Accept: ${headers.get('Accept')}`);
    demand(credentials === 'omit', `credentials: ${credentials}`);
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.slice(this.endpoint.length).split('/').slice(1).map(decodeURIComponent);
    const authorization = headers.get('Authorization');
    const token = /^Bearer ([\w.~+/-]+=*)$/.exec(authorization ?? '')?.[1];
    demand(authorization === null || token, `Authorization: ${authorization}`);
    demand(!token || path.length === 1, 'a token where nobody asks for it');
    if (method === 'GET' || method === 'DELETE') {
      demand(!headers.has('Content-Type') && (await request.clone().text()) === '', `${method} with a body`);
    } else {
      demand(headers.get('Content-Type') === 'application/json', `Content-Type: ${headers.get('Content-Type')}`);
      demand([...searchParams].length === 0, `${method} with parameters`);
    }
    try {
      return await this.#route({ request, path, query: searchParams, token });
    } catch (error) {
      const status = error instanceof CommentError && statuses[error.code];
      if (!status) throw error;
      return problem(status, { code: error.code, errors: error.issues.map((issue) => ({ ...issue })) });
    }
  }

  #route(asked: Asked): Response | Promise<Response> {
    const { request, path } = asked;
    const shape = path.map((part, index) => (index === 0 && part !== 'counts' ? 'ID' : index === 2 ? 'KEY' : part));
    const routes: Readonly<Record<string, (asked: Asked) => Response | Promise<Response>>> = {
      GET: (asked) => this.#list(asked),
      POST: (asked) => this.#post(asked),
      'GET/counts': (asked) => this.#count(asked),
      'GET/ID': (asked) => this.#find(asked),
      'PATCH/ID': (asked) => this.#edit(asked),
      'DELETE/ID': (asked) => this.#remove(asked),
      'PUT/ID/votes/KEY': (asked) => this.#vote(asked),
      'POST/ID/reports': (asked) => this.#report(asked),
    };
    const answer = routes[[request.method, ...shape].join('/')];
    demand(answer, `${request.method} ${path.join(' / ')}`);
    return answer(asked);
  }

  async #list({ query }: Asked): Promise<Response> {
    const { thread, order = 'oldest', limit, cursor, around, parent, since, ...others } = Object.fromEntries(query);
    demand(Object.keys(others).length === 0, `parameters: ${Object.keys(others).join()}`);
    demand(new Set(query.keys()).size === [...query].length, `a parameter twice: ${query}`);
    demand(thread, 'no thread');
    demand(/^(oldest|newest|best)$/.test(order), `order=${order}`);
    demand(limit === undefined || /^[1-9]\d?$|^100$/.test(limit), `limit=${limit}`);
    demand(cursor === undefined || isDisguised('cursor', cursor), `cursor=${cursor}`);
    demand(since === undefined || isDisguised('mark', since), `since=${since}`);

    const page = await this.#comments.list!(
      {
        thread,
        order: order as Order,
        ...(limit !== undefined && { limit: Number(limit) }),
        ...(cursor !== undefined && { cursor: unmask('cursor', cursor) }),
        ...(around !== undefined && { around: unmask('id', around) }),
        ...(parent !== undefined && { parentId: unmask('id', parent) }),
        ...(since !== undefined && { since: unmask('mark', since) }),
      },
      {},
    );
    const { next, previous } = page;
    return HttpResponse.json({
      ...page,
      comments: page.comments.map((comment) => given(comment)),
      since: mask('mark', page.since!),
      ...(next !== undefined && { next: mask('cursor', next) }),
      ...(previous !== undefined && { previous: mask('cursor', previous) }),
      rules: { ...defaultRules, ...page.rules, fields, orders: ['oldest', 'newest', 'best'], downvotes: true },
    });
  }

  async #post({ request }: Asked): Promise<Response> {
    const key = request.headers.get('Idempotency-Key') ?? '';
    const attemptKey = /^"(.*)"$/.exec(key)?.[1] ?? '';
    demand(uuid.test(attemptKey), `Idempotency-Key: ${key}`);
    const body = await request.text();
    const attempt = this.#attempts.get(key);
    if (attempt !== undefined && attempt !== body) return problem(422, { code: 'idempotency-key-reused' });

    const payload = payloadSchema.parse(JSON.parse(body));
    const { thread, parentId, page, ...draft } = payload;
    const target = { thread, parentId: parentId === null ? null : unmask('id', parentId), ...page };
    const posted = await this.#comments.post!(target, draft, { attemptKey });
    demand('token' in posted, 'the store gives a receipt');
    const answer = { ...given(posted), token: posted.token };
    if (attempt !== undefined) return HttpResponse.json(answer);
    this.#attempts.set(key, body);
    this.#threads.set(posted.id, thread);
    this.taken.push(payload);
    const headers = { Location: `${this.endpoint}/${encodeURIComponent(answer.id)}` };
    return HttpResponse.json(answer, { status: 201, headers });
  }

  async #find(asked: Asked): Promise<Response> {
    return HttpResponse.json(given(await this.#comments.find!(this.#target(asked), {})));
  }

  async #edit(asked: Asked): Promise<Response> {
    const { body } = editSchema.parse(await asked.request.json());
    return HttpResponse.json(given(await this.#comments.edit!(this.#target(asked), body, {})));
  }

  async #remove(asked: Asked): Promise<Response> {
    const left = await this.#comments.remove!(this.#target(asked), {});
    return left ? HttpResponse.json(given(left)) : new HttpResponse(null, { status: 204 });
  }

  async #vote(asked: Asked): Promise<Response> {
    const token = asked.path[2]!;
    demand(uuid.test(token), `votes/${token}`);
    const { value } = voteSchema.parse(await asked.request.json());
    return HttpResponse.json({ score: await this.#comments.vote!({ ...this.#target(asked), token }, value, {}) });
  }

  async #report(asked: Asked): Promise<Response> {
    const { reason } = reportSchema.parse(await asked.request.json());
    const target = this.#target(asked);
    await this.#comments.report!(target, reason, {});
    this.reports.push({ id: mask('id', target.id), reason });
    return new HttpResponse(null, { status: 204 });
  }

  async #count({ query }: Asked): Promise<Response> {
    const threads = query.getAll('thread');
    demand([...query].length === threads.length, `parameters: ${query}`);
    demand(threads.length > 0 && threads.length <= 100, `${threads.length} threads`);
    return HttpResponse.json({ counts: await this.#comments.count!(threads, {}) });
  }

  #target({ path, token, query }: Asked) {
    demand([...query].length === 0, `parameters: ${query}`);
    const id = unmask('id', path[0]!);
    return { thread: this.#threads.get(id) ?? '', id, token };
  }
}

function demand(condition: unknown, complaint: string): asserts condition {
  if (!condition) throw new Error(`Not a request of the protocol: ${complaint}`);
}

function mask(disguise: Disguise, text: string): string {
  return disguises[disguise].join(text);
}

function isDisguised(disguise: Disguise, text: string): boolean {
  return text === mask(disguise, unmask(disguise, text));
}

/** What is not disguised is nothing of this server's, and stays as it is. */
function unmask(disguise: Disguise, text: string): string {
  const [start, end] = disguises[disguise];
  return text.startsWith(start) && text.endsWith(end) ? text.slice(start.length, -end.length) : text;
}

/** Dates become texts when it is sent. */
function given(comment: CommentData) {
  const { id, parentId } = comment;
  return { ...comment, id: mask('id', id), parentId: parentId === null ? null : mask('id', parentId) };
}
