import { HttpResponse, http, type JsonBodyType } from 'msw';
import { crossOrigin, type CrossOriginPolicy } from '../cross-origin.js';
import {
  Thrown,
  bodyOf,
  demandType,
  escaped,
  forbidden,
  given,
  listed,
  mistakeIn,
  names,
  page,
  uriOf,
  type Stored,
} from './isso-wire.js';

/** As its preflight says, for the hosts that it knows. */
const policy: CrossOriginPolicy = {
  credentials: true,
  methods: ['PUT', 'DELETE'],
  headers: ['origin', 'referer', 'content-type'],
  exposed: ['x-set-cookie', 'date'],
};

const accepted = ['text', 'author', 'website', 'email', 'parent', 'title', 'notification'];

/**
 * Isso 0.14.0 as it was recorded, at another origin, and the browser's jar of cookies for it. What was not recorded follows its sources;
 * a request that they do not have makes it throw.
 */
export class IssoServer {
  readonly endpoint = 'https://isso.example';
  readonly handlers = [
    http.all(`${this.endpoint}/*`, ({ request }) => crossOrigin(request, policy, (asked) => this.#answer(asked))),
  ];
  /** The requests that came, oldest first. */
  readonly seen: Request[] = [];
  /** What the list tells of its settings. */
  config = {
    'reply-to-self': true,
    'require-email': false,
    'require-author': false,
    'website-field': true,
    'reply-notifications': false,
    gravatar: false,
    feed: false,
  };
  /** `[guard]`, which the recording turned off for most of it. */
  ratelimit = Infinity;
  directReply = Infinity;
  moderated = false;
  /** `[general] max-age`, in seconds: how long an author may change a comment. */
  maxAge = 900;
  /** Anonymised, of whoever asks. */
  address = '127.0.0.0';
  /** False for a browser that takes no cookies of other sites. */
  keepsCookies = true;
  /** In the browser. The server signs them; here it is enough that they bind the text. */
  readonly cookies = new Map<number, string>();
  readonly #comments: Stored[] = [];
  readonly #threads = new Set<string>();
  #lastId = 0;
  #clock = Date.now() / 1000;

  approve(uri: string): void {
    for (const comment of this.#comments) if (comment.uri === uri && comment.mode === 2) comment.mode = 1;
  }

  /** What a moderator deletes, or what nobody else has answered. */
  drop(id: number): void {
    this.#comments.splice(
      this.#comments.findIndex((comment) => comment.id === id),
      1,
    );
  }

  async #answer(request: Request): Promise<Response> {
    this.seen.push(request.clone());
    try {
      const { pathname, searchParams } = new URL(request.url);
      const [, id = '', action] = /^\/id\/(\d+)(?:\/(like|dislike))?$/.exec(pathname) ?? [];
      const route = `${request.method} ${pathname.replace(/\d+/, 'ID')}`;
      const routes: Readonly<Record<string, () => Response | Promise<Response>>> = {
        'GET /': () => this.#list(searchParams),
        'POST /new': () => this.#take(request, searchParams),
        'POST /count': () => this.#count(request),
        'GET /id/ID': () => this.#view(request, Number(id)),
        'PUT /id/ID': () => this.#edit(request, Number(id)),
        'DELETE /id/ID': () => this.#remove(request, Number(id)),
        'POST /id/ID/like': () => this.#vote(request, Number(id), action!),
        'POST /id/ID/dislike': () => this.#vote(request, Number(id), action!),
      };
      const answer = routes[route];
      if (!answer) throw new Thrown(404, 'The requested URL was not found on the server.');
      return await answer();
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      const { status, message } = error;
      if (request.headers.get('Accept') !== 'application/json') return page(status, message);
      return HttpResponse.json({ message: `${status} ${names[status]}: ${message}` }, { status });
    }
  }

  #list(query: URLSearchParams): Response {
    const uri = uriOf(query);
    const sort = query.get('sort') ?? 'oldest';
    if (!['newest', 'oldest', 'upvotes'].includes(sort))
      return page(400, "Invalid sort option. Must be one of: 'newest', 'oldest', 'upvotes'");
    const number = (name: string) => (query.has(name) ? Number(query.get(name)) : undefined);
    const [limit, offset = 0, nested, parent = null] = ['limit', 'offset', 'nested_limit', 'parent'].map(number);
    for (const [name, value] of Object.entries({ limit, offset, nested_limit: nested, parent }))
      if (value != null && !Number.isInteger(value)) return page(400, `${name} should be integer`);
    if (offset < 0) return page(400, 'offset should not be negative');

    const shown = this.#comments.filter((one) => one.uri === uri && one.mode !== 2);
    const below = (id: number | null) => shown.filter((one) => one.parent === id);
    const sorted = below(parent);
    if (parent === null && sort === 'newest') sorted.reverse();
    if (parent === null && sort === 'upvotes') sorted.sort((a, b) => b.likes - b.dislikes - (a.likes - a.dislikes));
    const given = sorted.slice(offset, limit === undefined ? undefined : offset + limit);
    const replies = given.map((one) => {
      if (parent !== null) return listed(one);
      const answers = below(one.id);
      const first = answers.slice(0, nested);
      const hidden = answers.length - first.length;
      return { ...listed(one), total_replies: answers.length, hidden_replies: hidden, replies: first.map(listed) };
    });
    return HttpResponse.json({
      id: parent,
      // What is deleted counts.
      total_replies: parent === null ? shown.length : sorted.length,
      hidden_replies: sorted.length - given.length - offset,
      replies,
      config: this.config,
    });
  }

  async #take(request: Request, query: URLSearchParams): Promise<Response> {
    const data = await bodyOf(request);
    const uri = uriOf(query);
    const wrong = mistakeIn(data);
    if (wrong) return page(400, wrong);
    const said = (name: string) => (data[name] as string | null | undefined) ?? null;
    const [author, email, website, title] = [said('author'), said('email'), said('website'), said('title')];
    const unknown = Object.keys(data).filter((name) => !accepted.includes(name));
    if (unknown.length > 0) throw new Error(`Nothing that Isso is told: ${unknown.join()}`);
    if (!this.#threads.has(uri) && !title)
      return page(
        400,
        `Cannot create new thread: URI ${uri} is not accessible and no title was provided. Please provide a title parameter in your request.`,
      );
    this.#threads.add(uri);
    const asked = this.#comments.find((one) => one.id === data['parent'] && one.uri === uri);
    this.#guard(uri, asked, { author, email });

    this.#clock = Math.max(this.#clock + 0.001, Date.now() / 1000);
    const comment: Stored = {
      id: ++this.#lastId,
      uri,
      parent: asked ? (asked.parent ?? asked.id) : null,
      created: this.#clock,
      modified: null,
      mode: this.moderated ? 2 : 1,
      text: said('text')!,
      author: author && escaped(author),
      email,
      website: website && escaped(/^https?:\/\//.test(website) ? website : `http://${website}`, true),
      address: this.address,
      voters: new Set([this.address]),
      likes: 0,
      dislikes: 0,
    };
    this.#comments.push(comment);
    return this.#proven(request, comment, { ...given(comment), hash: '4505c1eeda98' }, this.moderated ? 202 : 201);
  }

  #guard(
    uri: string,
    asked: Stored | undefined,
    { author, email }: Record<'author' | 'email', string | null | undefined>,
  ) {
    const mine = this.#comments.filter(({ address }) => address === this.address);
    const now = Date.now() / 1000;
    const recent = mine.filter(({ created }) => now - created < 60).map(({ id }) => id);
    if (recent.length >= this.ratelimit)
      throw new Thrown(403, `${this.address}: ratelimit exceeded (${recent.join(', ')})`);
    const direct = mine.filter((one) => one.uri === uri && one.parent === null).length;
    if (!asked && direct >= this.directReply) throw new Thrown(403, `${direct} direct responses to ${uri}`);
    if (asked && !this.config['reply-to-self'] && asked.address === this.address && now - asked.created < 900)
      throw new Thrown(403, 'edit time frame is still open');
    if (this.config['require-email'] && !email) throw new Thrown(403, 'email address required but not provided');
    if (this.config['require-author'] && !author) throw new Thrown(403, 'author address required but not provided');
  }

  async #count(request: Request): Promise<Response> {
    const uris = (await bodyOf(request)) as unknown as string[];
    if (!Array.isArray(uris)) throw new Thrown(400, 'JSON must be a list of URLs');
    return HttpResponse.json(
      uris.map((uri) => this.#comments.filter((one) => one.uri === uri && one.mode === 1).length),
    );
  }

  #view(request: Request, id: number): Response {
    const comment = this.#comments.find((one) => one.id === id);
    if (!comment) throw new Thrown(404, 'The requested URL was not found on the server.');
    if (!this.#cookie(request, id)) throw new Thrown(403, forbidden);
    return HttpResponse.json(given(comment));
  }

  async #edit(request: Request, id: number): Promise<Response> {
    const data = await bodyOf(request);
    const comment = this.#own(request, id);
    const wrong = mistakeIn(data);
    if (wrong) return page(400, wrong);
    comment.text = data['text'] as string;
    // Only what it is told.
    if ('author' in data) comment.author = data['author'] as string | null;
    if ('website' in data) comment.website = data['website'] as string | null;
    comment.modified = Date.now() / 1000;
    return this.#proven(request, comment, given(comment), 200);
  }

  #remove(request: Request, id: number): Response {
    demandType(request);
    const comment = this.#own(request, id);
    const isAnswered = this.#comments.some(({ parent }) => parent === id);
    if (isAnswered) Object.assign(comment, { text: '', mode: 4, author: null, website: null });
    else this.drop(id);
    this.cookies.delete(id);
    const expired = '=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=Lax';
    const body = isAnswered ? { ...given(comment), text: '' } : null;
    return HttpResponse.json(body, { headers: { 'X-Set-Cookie': `isso-${id}${expired}` } });
  }

  #vote(request: Request, id: number, action: string): Response {
    demandType(request);
    const comment = this.#comments.find((one) => one.id === id);
    if (!comment) return HttpResponse.json(null);
    const { voters } = comment;
    const isDenied = voters.has(this.address);
    if (!isDenied) comment[action === 'like' ? 'likes' : 'dislikes']++;
    voters.add(this.address);
    const { likes, dislikes } = comment;
    const message = `${action === 'like' ? 'Upvote' : 'Downvote'} denied because a vote has already been registered for this remote address: ${this.address}`;
    return HttpResponse.json({ likes, dislikes, ...(isDenied && { message }) });
  }

  #cookie({ credentials }: Request, id: number): string | undefined {
    return credentials === 'include' && this.keepsCookies ? this.cookies.get(id) : undefined;
  }

  #own(request: Request, id: number): Stored {
    const comment = this.#comments.find((one) => one.id === id);
    if (!comment || this.#cookie(request, id) !== comment.text) throw new Thrown(403, forbidden);
    return comment;
  }

  #proven({ credentials }: Request, { id, text }: Stored, body: JsonBodyType, status: number): Response {
    if (credentials === 'include' && this.maxAge > 0) this.cookies.set(id, text);
    const expires = `Expires=Sun, 22 Nov 2026 06:37:24 GMT; Max-Age=${this.maxAge}`;
    const cookie = `isso-${id}=signed; ${expires}; Path=/; SameSite=Lax`;
    return HttpResponse.json(body, { status, headers: { 'X-Set-Cookie': cookie } });
  }
}
