import { HttpResponse, http } from 'msw';
import { crossOrigin } from '../cross-origin.js';

/** The columns of demo/backends/postgrest.sql. */
interface Row {
  readonly id: string;
  readonly thread: string;
  readonly parent_id: string | null;
  readonly author_name: string;
  readonly author_email: string | null;
  readonly author_url: string | null;
  readonly body: string;
  readonly created_at: string;
  readonly is_staff: boolean;
  readonly number: number;
  readonly root: number;
  published: boolean;
}

type Readable = Exclude<keyof Row, 'author_email' | 'published'>;
type Given = Readonly<Record<string, string | null | undefined>>;

const insertable: readonly string[] = 'id thread parent_id author_name author_email author_url body'.split(' ');
const readable = 'id thread parent_id author_name author_url body created_at is_staff number root'.split(
  ' ',
) as Readable[];
const columns: readonly string[] = [...readable, 'author_email', 'published'];

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A refusal, as PostgREST words it. */
class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: string | null;

  constructor(status: number, code: string, message: string, details: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/**
 * PostgREST with the table of demo/backends/postgrest.sql. What PostgREST says comes from its documentation and its specification
 * tests, what PostgreSQL says in it from a PostgreSQL 15. It is strict: what has no business with it makes it throw, which its client
 * sees as a 500 and a person on the console.
 */
export class Postgrest {
  readonly origin = 'https://postgrest.example';
  readonly endpoint = `${this.origin}/comments`;
  readonly handlers = [
    http.all(`${this.origin}/*`, ({ request }) =>
      // It lets pages of every origin in, and grants whatever headers are asked for.
      crossOrigin(
        request,
        {
          methods: ['PATCH', 'PUT', 'DELETE'],
          headers: ['authorization', 'apikey', 'content-type', 'prefer'],
          exposed: ['content-location', 'content-range', 'location', 'range-unit'],
        },
        (asked) => this.#answer(asked),
      ),
    ),
  ];
  /** What it was asked to store, oldest first. */
  readonly taken: Given[] = [];
  /** What the column `published` begins with. */
  published = true;
  /** The only key that its gateway lets in, as Supabase's does; undefined without a gateway. */
  key: string | undefined;
  /** The setting `jwt-secret`, without which it takes no token. */
  hasSecret = true;
  /** How many comments it still takes before it has had too many. */
  left = Infinity;
  /** The setting `db-max-rows`. */
  mostRows = Infinity;
  readonly #rows: Row[] = [];
  readonly #closed = new Set<string>();

  close(thread: string): void {
    this.#closed.add(thread);
  }

  approve(thread: string): void {
    for (const row of this.#rows) if (row.thread === thread) row.published = true;
  }

  /** As the owner of the table does. */
  delete(id: string): void {
    const at = this.#rows.findIndex((row) => row.id === id);
    if (at < 0) return;
    this.#rows.splice(at, 1);
    for (const row of [...this.#rows]) if (row.parent_id === id) this.delete(row.id);
  }

  async #answer(request: Request): Promise<Response> {
    const { headers, method, url } = request;
    if (request.credentials !== 'omit') throw new Error(`credentials: ${request.credentials}`);
    if (this.key !== undefined && headers.get('apikey') !== this.key) {
      const message = headers.has('apikey') ? 'Invalid API key' : 'No API key found in request';
      return HttpResponse.json({ message, hint: 'Double check your API key.' }, { status: 401 });
    }
    const { pathname, searchParams } = new URL(url);
    try {
      if (!this.hasSecret && headers.has('Authorization'))
        throw new Refused(500, 'PGRST300', 'Server lacks JWT secret');
      if (method === 'GET' && pathname === '/comments') return this.#list(request, searchParams);
      if (method === 'GET' && pathname === '/comments_count') return this.#count(searchParams);
      if (method === 'POST' && pathname === '/comments') return await this.#insert(request, searchParams);
      if (method !== 'GET' && method !== 'POST') throw new Error(`Nothing to do in this table: ${method}`);
      const hint = "Perhaps you meant the table 'public.comments'";
      const message = `Could not find the table 'public.${pathname.slice(1)}' in the schema cache`;
      return HttpResponse.json({ code: 'PGRST205', details: null, hint, message }, { status: 404 });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { status, code, message, details } = error;
      return HttpResponse.json({ code, details, hint: null, message }, { status });
    }
  }

  #list({ headers }: Request, query: URLSearchParams): Response {
    const { select = '*', order = '', limit = 'Infinity', offset = '0', ...filters } = Object.fromEntries(query);
    const chosen = select === '*' ? (columns as Readable[]) : (select.split(',') as Readable[]);
    const sorts = order.split(',').filter(Boolean);
    const wanted = Object.entries(filters);
    const names = [...chosen, ...sorts.map((sort) => sort.split('.')[0]!), ...wanted.map(([name]) => name)];
    for (const name of names) {
      if (!columns.includes(name)) throw new Refused(400, '42703', `column comments.${name} does not exist`);
      if (!readable.includes(name as Readable)) throw denied();
    }
    const matches = wanted.map(([name, filter]) => {
      const value = /^eq\.(.*)$/s.exec(filter)?.[1];
      if (value === undefined) throw new Refused(400, 'PGRST100', `"failed to parse filter (${filter})" (line 1)`);
      if (name === 'id' && !uuid.test(value)) throw noUuid(value);
      return (row: Row) => String(row[name as Readable]) === value;
    });

    const found = this.#rows.filter((row) => row.published && matches.every((match) => match(row)));
    found.sort((a, b) => {
      for (const sort of sorts) {
        const [name, direction = 'asc'] = sort.split('.') as [Readable, string?];
        if (a[name] === b[name]) continue;
        return (a[name]! < b[name]! ? -1 : 1) * (direction === 'desc' ? -1 : 1);
      }
      return 0;
    });
    const counts = headers.get('Prefer')?.includes('count=exact') ?? false;
    const start = Number(offset);
    if (counts && start > 0 && start >= found.length) {
      const details = `An offset of ${start} was requested, but there are only ${found.length} rows.`;
      throw new Refused(416, 'PGRST103', 'Requested range not satisfiable', details);
    }
    const given = found.slice(start, start + Math.min(Number(limit), this.mostRows));
    const range = given.length ? `${start}-${start + given.length - 1}` : '*';
    return HttpResponse.json(
      given.map((row) => Object.fromEntries(chosen.map((name) => [name, row[name]]))),
      {
        status: counts && given.length < found.length ? 206 : 200,
        headers: { 'Content-Range': `${range}/${counts ? found.length : '*'}`, 'Range-Unit': 'items' },
      },
    );
  }

  #count(query: URLSearchParams): Response {
    const { select, thread = '', ...others } = Object.fromEntries(query);
    if (select !== 'thread,total' || Object.keys(others).length) throw new Error(`comments_count: ${query}`);
    const list = /^in\.\((.*)\)$/s.exec(thread)?.[1] ?? '';
    // An element without quotation marks ends at a comma or a parenthesis.
    const threads = [...list.matchAll(/"((?:[^"\\]|\\.)*)"(?=,|$)|[^,()]+/gs)].map(([all, quoted]) =>
      quoted === undefined ? all : quoted.replace(/\\(.)/gs, '$1'),
    );
    // What proxies take of an address.
    if (String(query).length > 8_000) return new HttpResponse('URI Too Long', { status: 414 });
    const rows = threads.map((asked) => ({
      thread: asked,
      total: this.#rows.filter((row) => row.thread === asked && row.published).length,
    }));
    return HttpResponse.json(rows.filter(({ total }) => total > 0));
  }

  async #insert(request: Request, query: URLSearchParams): Promise<Response> {
    if ([...query].length) throw new Error(`insert: ${query}`);
    if (!request.headers.get('Content-Type')?.startsWith('application/json'))
      throw new Error(`Content-Type: ${request.headers.get('Content-Type')}`);
    const given = (await request.json()) as Given;
    for (const name of Object.keys(given)) {
      if (!columns.includes(name))
        throw new Refused(400, 'PGRST204', `Could not find the '${name}' column of 'comments' in the schema cache`);
      if (!insertable.includes(name)) throw denied();
    }
    const { id = crypto.randomUUID(), thread, parent_id = null, author_email = null, author_url = null } = given;
    const { author_name = null, body = null } = given;
    for (const value of [id, parent_id]) if (value !== null && !uuid.test(value)) throw noUuid(value);

    // In PostgreSQL's order: triggers, row-level security, constraints, unique indexes.
    const number = this.#rows.length + 1;
    let root = number;
    const known = this.#rows.some((row) => row.id === id);
    if (!known) {
      if (this.#closed.has(thread!)) throw new Refused(403, 'PT403', 'closed');
      if (this.#rows.some((row) => row.thread === thread && row.author_name === author_name && row.body === body))
        throw new Refused(409, 'PT409', 'duplicate');
      if (this.left <= 0) throw new Refused(429, 'PT429', 'too many comments', '60');
      if (parent_id !== null) {
        const parent = this.#rows.find((row) => row.thread === thread && row.id === parent_id && row.published);
        if (!parent) throw new Refused(404, 'PT404', 'the comment answered is not there');
        root = parent.root;
      }
    }
    const wantsRow = request.headers.get('Prefer')?.includes('return=representation');
    if (wantsRow && !this.published)
      throw new Refused(401, '42501', 'new row violates row-level security policy for table "comments"');
    for (const [name, value] of Object.entries({ thread, author_name, body }))
      if (value === null || value === undefined)
        throw new Refused(
          400,
          '23502',
          `null value in column "${name}" of relation "comments" violates not-null constraint`,
        );
    const isText = (value: string | null, most: number, pattern = /\S/) =>
      value === null || ([...value].length <= most && pattern.test(value));
    if (!isText(thread!, 500)) throw broken('thread');
    if (!isText(author_name, 80)) throw broken('author_name');
    if (!isText(author_email, 254, /^[^@\s]+@[^@\s]+$/)) throw broken('author_email');
    if (!isText(author_url, 500, /^https?:\/\/\S+$/i)) throw broken('author_url');
    if (!isText(body, 10_000)) throw broken('body');
    if (known) throw new Refused(409, '23505', 'duplicate key value violates unique constraint "comments_pkey"');

    this.left--;
    this.taken.push(given);
    const created_at = new Date().toISOString().replace('Z', '123+00:00');
    const { published } = this;
    const rest = { created_at, published, is_staff: false, number, root };
    this.#rows.push({
      ...{ id: id!, parent_id, author_email, author_url, ...rest },
      thread: thread!,
      author_name: author_name!,
      body: body!,
    });
    return new HttpResponse(null, { status: 201 });
  }
}

function denied(): Refused {
  return new Refused(401, '42501', 'permission denied for table comments');
}

function noUuid(value: string): Refused {
  return new Refused(400, '22P02', `invalid input syntax for type uuid: "${value}"`);
}

function broken(column: string): Refused {
  const message = `new row for relation "comments" violates check constraint "comments_${column}_check"`;
  return new Refused(400, '23514', message);
}
