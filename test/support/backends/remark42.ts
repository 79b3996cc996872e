import { HttpResponse, http, type JsonBodyType } from 'msw';
import { crossOrigin } from '../cross-origin.js';

interface Stored {
  readonly id: string;
  readonly pid: string;
  readonly url: string;
  readonly user: string;
  readonly text: string;
  readonly title: string;
  readonly time: string;
}

interface Branch {
  readonly comment: Record<string, JsonBodyType>;
  readonly replies?: Branch[];
}

interface Session {
  readonly user: string;
  readonly site: string;
  readonly xsrf: string;
}

const notFound = "can't load key";

/**
 * Remark42 at its state of August 2026, as its recorded answers show it, in a browser that keeps its cookies. It is strict: what no
 * adapter of this library should ask makes it throw, which its client sees as a 500 and a person on the console.
 */
export class Remark42 {
  readonly endpoint: string;
  readonly handlers;
  /** The bodies it stored, oldest first. */
  readonly taken: Readonly<Record<string, unknown>>[] = [];
  readonly site = 'remark';
  settings = {
    edit_duration: 300,
    min_comment_size: 0,
    max_comment_size: 2048,
    anon_vote: false,
    positive_score: false,
  };
  /** AUTH_ANON, AUTH_SEND_JWT_HEADER, and whether a proxy lets pages of other origins read that header. */
  letsIn = true;
  sendsToken = true;
  exposesToken = true;
  /** Names that are kept for others. */
  readonly reserved = new Set<string>();
  /** How many comments it still takes before it has had too many. */
  left = Infinity;
  readonly #comments: Stored[] = [];
  readonly #closed = new Set<string>();
  readonly #sessions = new Map<string, Session>();
  /** The cookie that no script reads. */
  #cookie: string | undefined;

  constructor(endpoint = 'https://remark42.example') {
    this.endpoint = endpoint;
    this.handlers = [
      http.all(`${endpoint}/*`, ({ request }) => {
        if (endpoint.startsWith('/')) return this.#answer(request);
        const policy = {
          credentials: true,
          methods: ['PUT', 'DELETE', 'OPTIONS'],
          headers: ['accept', 'authorization', 'content-type', 'x-xsrf-token', 'x-jwt'],
          exposed: this.exposesToken ? ['authorization', 'x-jwt'] : ['authorization'],
        };
        return crossOrigin(request, policy, (asked) => this.#answer(asked));
      }),
    ];
  }

  close(url: string): void {
    this.#closed.add(url);
  }

  /** Drops the cookies. */
  forget(): void {
    this.#cookie = undefined;
    document.cookie = 'XSRF-TOKEN=; path=/; max-age=0';
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.slice(new URL(this.endpoint, location.href).pathname.replace(/\/$/, '').length);
    const id = /^\/api\/v1\/id\/([^/]+)$/.exec(path)?.[1];
    const route = `${request.method} ${id === undefined ? path : '/api/v1/id'}`;
    const body: unknown = request.method === 'POST' ? await this.#json(request) : undefined;
    if (!searchParams.get('site')) throw new Error(`No site: ${request.url}`);
    switch (route) {
      case 'GET /auth/anonymous/login':
        return this.#login(request, searchParams);
      case 'GET /api/v1/config':
        return HttpResponse.json({ version: 'master-20261122', auth_providers: ['anonymous'], ...this.settings });
      case 'GET /api/v1/find':
        return this.#find(searchParams);
      case 'GET /api/v1/id': {
        const found = this.#comments.find((one) => one.id === id && one.url === searchParams.get('url'));
        return found ? HttpResponse.json(this.#given(found)) : problem(400, 1, notFound, "can't get comment by id");
      }
      case 'POST /api/v1/counts':
        return HttpResponse.json(
          (body as string[]).map((url) => ({ url, count: this.#of(url).length, count_left: 0, ...times })),
        );
      case 'POST /api/v1/comment':
        return this.#create(request, searchParams, body as Record<string, unknown>);
      default:
        throw new Error(`Nothing to ask Remark42: ${route}`);
    }
  }

  async #json(request: Request): Promise<unknown> {
    const type = request.headers.get('Content-Type');
    if (type !== 'application/json') throw new Error(`Content-Type: ${type}`);
    return request.json();
  }

  #login(request: Request, query: URLSearchParams): Response {
    const user = query.get('user') ?? '';
    const site = query.get('aud') ?? '';
    if (!this.letsIn) return HttpResponse.json({ error: 'provider anonymous not supported' }, { status: 400 });
    if (!site) return HttpResponse.json({ error: 'failed to set token' }, { status: 500 });
    const { length } = new TextEncoder().encode(user);
    if (length < 3 || length > 64 || !/^[\p{L}\d_ ]+$/u.test(user) || user !== user.trim())
      return HttpResponse.json({ error: 'incorrect user or password' }, { status: 403 });

    const [token, xsrf] = [crypto.randomUUID(), crypto.randomUUID()];
    this.#sessions.set(token, { user, site, xsrf });
    if (this.endpoint.startsWith('/') && request.credentials !== 'omit') {
      this.#cookie = token;
      document.cookie = `XSRF-TOKEN=${xsrf}; path=/`;
    }
    const attrs = { admin: false, blocked: this.reserved.has(user) };
    const headers: HeadersInit = this.sendsToken ? { 'X-Jwt': token } : {};
    return HttpResponse.json({ ...this.#user(user), attrs }, { headers });
  }

  #sessionOf(request: Request): Session | undefined {
    const token = request.headers.get('X-JWT');
    if (token) return this.#sessions.get(token);
    const cookie = request.credentials === 'omit' ? undefined : this.#cookie;
    const session = this.#sessions.get(cookie ?? '');
    return session?.xsrf === request.headers.get('X-XSRF-TOKEN') ? session : undefined;
  }

  #create(request: Request, query: URLSearchParams, body: Record<string, unknown>): Response {
    if (this.left-- <= 0) return HttpResponse.text('You have reached maximum request limit.', { status: 429 });
    const session = this.#sessionOf(request);
    if (!session || this.reserved.has(session.user)) return HttpResponse.text('Unauthorized', { status: 401 });
    if (session.site !== query.get('site')) return HttpResponse.text('Access denied', { status: 403 });

    const { text = '', pid = '', title = '', locator } = body as Record<string, string>;
    const { site = '', url = '' } = { ...(locator as unknown as Record<string, string>) };
    if (session.site !== site) {
      const mismatch = `site mismatch, "${session.site}" not allowed to post to ${site}`;
      return problem(403, 4, mismatch, 'invalid site');
    }
    const length = [...text].length;
    const { min_comment_size: min, max_comment_size: max } = this.settings;
    const wrong = !text
      ? 'empty comment text'
      : length > max
        ? `comment text exceeded max allowed size ${max} (${length})`
        : length < min
          ? `comment text is smaller than min allowed size ${min} (${length})`
          : /\]\((?!https?:|mailto:)/.test(text) && 'links should start with mailto:, http:// or https://';
    if (wrong) return problem(400, 4, wrong, 'invalid comment');
    if (this.#closed.has(url)) return problem(403, 8, 'rejected', 'old post, read-only');
    if (text.includes('motinterdit')) return problem(400, 19, 'comment contains restricted words', 'invalid comment');
    if (!url) return problem(500, 0, 'no bucket  in store: bucket name required', "can't save comment");

    // A nanosecond apart, as its clock has them.
    const time = new Date().toISOString().replace('Z', `${String(this.#comments.length).padStart(6, '0')}Z`);
    const stored = { id: crypto.randomUUID(), pid, url, user: session.user, text, title, time };
    this.#comments.push(stored);
    this.taken.push(body);
    return HttpResponse.json(this.#given(stored), { status: 201 });
  }

  #find(query: URLSearchParams): Response {
    const url = query.get('url') ?? '';
    if (query.get('format') !== 'tree' || !url) throw new Error(`Nothing to find: ${query}`);
    const [limit, offset, sort] = [query.get('limit') ?? '', query.get('offset_id') ?? '', query.get('sort') ?? ''];
    if (!/^\d*$/.test(limit)) return problem(400, 1, 'strconv.Atoi', 'bad limit value');
    if (offset && !/^[\da-f-]{36}$/.test(offset)) return problem(400, 1, 'invalid UUID', 'bad offset_id value');
    const all = query.get('site') === this.site ? this.#of(url) : [];
    // What answers nothing that is there is in no tree.
    const below = (pid: string): Branch[] =>
      all
        .filter((one) => one.pid === pid)
        .map((one) => {
          const replies = below(one.id);
          return { comment: this.#given(one), ...(replies.length && { replies }) };
        });
    let top = below('');
    if (sort === '-time') top.reverse();
    else if (sort !== '+time' && sort !== '-score') throw new Error(`sort: ${sort}`);
    top = top.slice(top.findIndex(({ comment }) => comment['id'] === offset) + 1);

    // The limit counts answers, too, but no comment comes without its own, and one always comes.
    const size = ({ replies = [] }: Branch): number => replies.reduce((sum, reply) => sum + size(reply), 1);
    let count = 0;
    let end = 0;
    for (const node of limit ? top : []) {
      if (end > 0 && count + size(node) > Number(limit)) break;
      count += size(node);
      end++;
    }
    const given = limit ? top.slice(0, end) : top;
    const left = top.slice(given.length).reduce((sum, node) => sum + size(node), 0);
    const last = given.at(-1)?.comment['id'];
    return HttpResponse.json({
      comments: given,
      info: {
        ...(all.length && { url }),
        count: all.length,
        count_left: left,
        ...(limit && last && { last_comment: last }),
        ...(this.#closed.has(url) && { read_only: true }),
        ...times,
      },
    });
  }

  #of(url: string): Stored[] {
    return this.#comments.filter((one) => one.url === url);
  }

  #user(name: string) {
    const id = `anonymous_${[...new TextEncoder().encode(name)].map((byte) => byte.toString(16)).join('')}`;
    const picture = `https://remark42.example/api/v1/avatar/${id}.image`;
    return { name, id, picture };
  }

  #given({ url, user, text, ...others }: Stored): Record<string, JsonBodyType> {
    const clean = text
      .replace(/<script>.*?<\/script>/gs, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;');
    return {
      ...others,
      text: `<p>${clean}</p>\n`,
      orig: text,
      user: { ...this.#user(user), admin: false, site_id: this.site },
      locator: { site: this.site, url },
      score: 0,
      vote: 0,
    };
  }
}

const times = { first_time: '0001-01-01T00:00:00Z', last_time: '0001-01-01T00:00:00Z' };

function problem(status: number, code: number, error: string, details: string): Response {
  return HttpResponse.json({ code, details, error }, { status });
}
