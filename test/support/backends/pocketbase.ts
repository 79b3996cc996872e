import { HttpResponse, http, type JsonBodyType } from 'msw';
import { crossOrigin } from '../cross-origin.js';

interface Stored {
  readonly id: string;
  readonly page: string;
  readonly author: string;
  readonly email: string;
  readonly website: string;
  readonly content: string;
  readonly parent: string;
  readonly created: string;
  status: string;
}

type Complaint = Readonly<{ code: string; message: string; params?: Readonly<Record<string, number>> }>;

/** What readers may see of a record, filter and sort by. */
const shown = ['author', 'content', 'created', 'id', 'page', 'parent', 'status', 'website'] as const;
const broken = 'Something went wrong while processing your request.';
const required: Complaint = { code: 'validation_required', message: 'Cannot be blank.' };

/**
 * PocketBase 0.40.4 with the collection of demo/backends/pocketbase.json and the hook beside it, as its recorded answers show it. It is
 * strict: what no adapter of this library should ask makes it throw, which its client sees as a 500 and a person on the console.
 */
export class PocketBase {
  readonly endpoint = 'https://pocketbase.example';
  readonly handlers = [
    http.all(`${this.endpoint}/*`, ({ request }) =>
      // It lets pages of every origin in, says `*`, and grants whatever headers are asked for.
      crossOrigin(
        request,
        { methods: ['PUT', 'PATCH', 'DELETE'], headers: ['content-type', 'authorization'] },
        (asked) => this.#answer(asked),
      ),
    ),
  ];
  /** What it was asked to store, oldest first. */
  readonly taken: Readonly<Record<string, unknown>>[] = [];
  collection = 'comments';
  /** What its field `status` begins with. */
  status: 'approved' | 'waiting' | 'spam' = 'approved';
  /** False where the hook is missing. */
  hasHook = true;
  /** False where only superusers may list, or create, records. */
  lists = true;
  creates = true;
  /** How many comments it still takes before it has had too many. */
  left = Infinity;
  readonly #records: Stored[] = [];

  approve(page: string): void {
    for (const record of this.#records) if (record.page === page) record.status = 'approved';
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const [, collection] = /^\/api\/collections\/([^/]+)\/records$/.exec(pathname) ?? [];
    if (collection === undefined) throw new Error(`Nothing to ask PocketBase: ${request.method} ${pathname}`);
    if (decodeURIComponent(collection) !== this.collection) return problem(404, 'Missing collection context.');
    if (request.method === 'GET') return this.lists ? this.#list(searchParams) : superusersOnly();
    if (request.method === 'POST') return this.creates ? this.#create(request) : superusersOnly();
    throw new Error(`Nothing to ask PocketBase: ${request.method}`);
  }

  #list(query: URLSearchParams): Response {
    const { filter = '', sort = '', page = '1', perPage = '30', fields = '', ...others } = Object.fromEntries(query);
    if (Object.keys(others).length) throw new Error(`PocketBase has no such parameters: ${Object.keys(others).join()}`);
    const matches = parseFilter(filter);
    const sorts = sort.split(',').filter(Boolean);
    const sortable = sorts.every((name) => [...shown, '@rowid'].includes(name as (typeof shown)[number]));
    if (!matches || !sortable || !/^\d+$/.test(page) || !/^\d+$/.test(perPage)) return problem(400, broken);

    const found = this.#records.filter((record) => record.status === 'approved' && matches(record));
    // What has the same date stands as SQLite likes, unless it was told otherwise.
    if (!sorts.includes('@rowid')) found.reverse();
    if (sorts.includes('created')) found.sort((a, b) => a.created.localeCompare(b.created));
    const at = Math.max(Number(page), 1);
    const size = Math.min(Number(perPage) || 30, 1_000);
    const items = found.slice((at - 1) * size, at * size).map((record) => this.#given(record));
    return HttpResponse.json({
      items: items.map((item) => Object.fromEntries(Object.entries(item).filter(([key]) => !fields || fields === key))),
      page: at,
      perPage: size,
      totalItems: found.length,
      totalPages: Math.ceil(found.length / size),
    });
  }

  async #create(request: Request): Promise<Response> {
    if (this.left-- <= 0) return problem(429, 'Too Many Requests.');
    if (request.headers.get('Content-Type') !== 'application/json') return problem(400, 'Unsupported Content-Type.');
    const text = await request.text();
    let sent: Readonly<Record<string, unknown>>;
    try {
      sent = JSON.parse(text) as Readonly<Record<string, unknown>>;
    } catch {
      return problem(400, broken);
    }
    const of = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '');
    const parent = this.#records.find(({ id }) => id === of('parent'));
    // The Create rule.
    if ('status' in sent || (parent && parent.page !== of('page'))) return problem(400, 'Failed to create record.');

    const record: Stored = {
      id:
        of('id') || Array.from(crypto.getRandomValues(new Uint8Array(15)), (byte) => (byte % 36).toString(36)).join(''),
      page: of('page'),
      author: of('author'),
      email: this.hasHook ? of('email') : '',
      website: of('website'),
      content: of('content'),
      parent: of('parent'),
      created: new Date().toISOString().replace('T', ' '),
      status: this.status,
    };
    const complaints: Record<string, Complaint> = {
      ...lengthComplaint('author', record.author, 100),
      ...lengthComplaint('content', record.content, 5_000),
      ...emailComplaint(record.email),
      ...lengthComplaint('page', record.page, 500),
      ...(record.parent && !parent && missing),
      ...websiteComplaint(record.website),
      ...idComplaint(record.id),
    };
    if (Object.keys(complaints).length === 0 && this.#records.some(({ id }) => id === record.id))
      complaints['id'] = { code: 'validation_not_unique', message: 'Value must be unique.' };
    if (Object.keys(complaints).length) return problem(400, 'Failed to create record.', complaints);
    this.#records.push(record);
    this.taken.push(sent);
    return HttpResponse.json(this.#given(record));
  }

  #given(record: Stored): Record<string, string> {
    const own = Object.fromEntries(shown.map((name) => [name, record[name]]));
    return { ...own, collectionId: 'pbc_533777971', collectionName: this.collection };
  }
}

function problem(status: number, message: string, data: Record<string, JsonBodyType> = {}): Response {
  return HttpResponse.json({ data, message, status }, { status });
}

function superusersOnly(): Response {
  return problem(403, 'Only superusers can perform this action.');
}

/** Of its language for filters, what this library speaks. */
function parseFilter(filter: string): ((record: Stored) => boolean) | undefined {
  const bare = /^\((.*)\)$/s.exec(filter)?.[1] ?? filter;
  const term = /^(\w+)=("(?:[^"\\]|\\.)*")(?:\|\||$)/s;
  const tests: ((record: Stored) => boolean)[] = [];
  let rest = bare;
  for (let found; (found = term.exec(rest)); rest = rest.slice(found[0].length)) {
    const field = shown.find((name) => name === found[1]);
    if (!field) return undefined;
    const value = JSON.parse(found[2]!) as string;
    tests.push((record) => record[field] === value);
  }
  const isTooLong = new TextEncoder().encode(filter).length > 3_500 || tests.length > 200;
  return rest || isTooLong ? undefined : (record) => tests.some((test) => test(record));
}

function lengthComplaint(field: string, value: string, max: number): Record<string, Complaint> {
  if (!value) return { [field]: required };
  if ([...value].length <= max) return {};
  const message = `Must be no more than ${max} character(s).`;
  return { [field]: { code: 'validation_max_text_constraint', message, params: { max } } };
}

function emailComplaint(email: string): Record<string, Complaint> {
  if (!email) return { email: required };
  if (/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(email)) return {};
  return { email: { code: 'validation_is_email', message: 'Must be a valid email address.' } };
}

function websiteComplaint(website: string): Record<string, Complaint> {
  if (!website || (/^(https?|ftp):\/\/\S+$/.test(website) && [...website].length < 2_083)) return {};
  return { website: { code: 'validation_invalid_url', message: 'Must be a valid url.' } };
}

function idComplaint(id: string): Record<string, Complaint> {
  if (/^[a-z0-9]{15}$/.test(id)) return {};
  return { id: { code: 'validation_invalid_format', message: 'Invalid value format.' } };
}

const missing: Record<string, Complaint> = {
  parent: {
    code: 'validation_missing_rel_records',
    message: 'Failed to find all relation records with the provided ids.',
  },
};
