import { http, HttpResponse, type HttpHandler, type JsonBodyType } from 'msw';
import { setupWorker, type SetupWorker } from 'msw/browser';
import * as z from 'zod/mini';
import { fieldNames, type Rules } from '../../src/core/rules.js';

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

type Payload = z.infer<typeof payloadSchema>;

interface Stored {
  readonly id: string;
  readonly payload: Payload;
  readonly createdAt: Date;
  approved: boolean;
}

/** The limits are low, so that tests reach them. */
const fields: Rules['fields'] = {
  body: { use: 'required', max: 2_000, unit: 'characters' },
  name: { use: 'required', max: 80 },
  email: { use: 'required', max: 120 },
  url: { use: 'optional', max: 120 },
};

/**
 * A server of the `rest` protocol that lives in the page. It is strict: a request that the protocol does not have makes it throw,
 * which its client sees as a 500 and a person on the console.
 */
export class RestBackend {
  readonly endpoint = '/api/comments';
  readonly handlers = [
    http.get(this.endpoint, ({ request }) => this.#list(request)),
    http.post(this.endpoint, ({ request }) => this.#post(request)),
  ];
  /** The payloads it took, oldest first. */
  readonly taken: Payload[] = [];
  /** True when comments wait for `approve`. */
  moderated = false;
  readonly #stored: Stored[] = [];
  readonly #closed = new Set<string>();
  readonly #attempts = new Map<string, { readonly body: string; readonly stored: Stored }>();

  close(thread: string): void {
    this.#closed.add(thread);
  }

  approve(thread: string): void {
    for (const stored of this.#of(thread)) stored.approved = true;
  }

  #of(thread: string): Stored[] {
    return this.#stored.filter(({ payload }) => payload.thread === thread);
  }

  #list(request: Request): Response {
    const { searchParams } = new URL(request.url);
    const { thread, order = 'oldest', limit = '20', cursor, ...others } = Object.fromEntries(searchParams);
    demand(Object.keys(others).length === 0, `parameters: ${Object.keys(others).join()}`);
    demand(thread, 'no thread');
    demand(/^(oldest|newest)$/.test(order), `order=${order}`);
    demand(/^[1-9]\d?$/.test(limit), `limit=${limit}`);
    demandHeaders(request);

    const listed = this.#of(thread).filter(({ approved }) => approved);
    if (order === 'newest') listed.reverse();
    const seen = listed.findIndex(({ id }) => cursorAfter(id) === cursor);
    demand(cursor === undefined || seen >= 0, `cursor=${cursor}`);
    const page = listed.slice(seen + 1, seen + 1 + Number(limit));
    const last = page.at(-1);
    return HttpResponse.json({
      comments: page.map(given),
      total: listed.length,
      ...(last && last !== listed.at(-1) && { next: cursorAfter(last.id) }),
      rules: { open: !this.#closed.has(thread), fields, replyDepth: 5, orders: ['oldest', 'newest'] },
    });
  }

  async #post(request: Request): Promise<Response> {
    demandHeaders(request);
    demand(request.headers.get('Content-Type') === 'application/json', 'Content-Type');
    const key = request.headers.get('Idempotency-Key') ?? '';
    demand(/^"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}"$/.test(key), `Idempotency-Key: ${key}`);
    const body = await request.text();
    const attempt = this.#attempts.get(key);
    if (attempt?.body === body) return HttpResponse.json(given(attempt.stored));
    if (attempt) return problem(422, { code: 'idempotency-key-reused' });

    const payload = payloadSchema.parse(JSON.parse(body));
    if (this.#closed.has(payload.thread)) return problem(403, { code: 'closed' });
    const errors = complaints(payload);
    if (errors.length > 0) return problem(422, { code: 'invalid', errors });
    const thread = this.#of(payload.thread);
    if (payload.parentId !== null && !thread.some(({ id }) => id === payload.parentId)) return problem(410);
    if (thread.some((other) => other.payload.body === payload.body && other.payload.email === payload.email)) {
      return problem(409);
    }

    const stored = { id: `c${this.#stored.length + 1}`, payload, createdAt: new Date(), approved: !this.moderated };
    this.#stored.push(stored);
    this.taken.push(payload);
    this.#attempts.set(key, { body, stored });
    const headers = { Location: `${this.endpoint}/${stored.id}` };
    return HttpResponse.json(given(stored), { status: 201, headers });
  }
}

function demand(condition: unknown, complaint: string): asserts condition {
  if (!condition) throw new Error(`Not a request of the protocol: ${complaint}`);
}

function demandHeaders({ headers, credentials }: Request): void {
  demand(headers.get('Accept') === 'application/json, application/problem+json', `Accept: ${headers.get('Accept')}`);
  demand(credentials === 'omit', `credentials: ${credentials}`);
}

/** With characters that an address must escape. */
function cursorAfter(id: string): string {
  return `+&=/ ${id}?#%`;
}

function given({ id, payload: { parentId, name, url, body }, createdAt, approved }: Stored) {
  return {
    id,
    parentId,
    author: { name, ...(url && { url }) },
    content: { format: 'text', value: body },
    createdAt: createdAt.toISOString(),
    status: approved ? 'published' : 'pending',
  };
}

function complaints(payload: Payload) {
  return fieldNames.flatMap((field) => {
    const { use, max = Infinity } = fields[field];
    const length = [...payload[field]].length;
    if (use === 'required' && length === 0) return [{ field, code: 'required' }];
    if (length > max) return [{ field, code: 'too-long', limit: max, length, detail: 'Much too long.' }];
    return field === 'email' && !payload.email.includes('@') ? [{ field, code: 'email' }] : [];
  });
}
