import { HttpResponse, http, type JsonBodyType } from 'msw';
import * as z from 'zod/mini';
import { crossOrigin } from '../cross-origin.js';

const name = z.string().check(z.minLength(1), z.maxLength(80));
/** What a post holds, and nothing besides; what is empty is not there. */
const posted = z.strictObject({
  article: z.string().check(z.minLength(1)),
  reply_to: z.optional(z.number()),
  text: z.string().check(z.minLength(1), z.maxLength(2_000)),
  author: z.strictObject({ name: z.optional(name), mail: z.optional(z.email()), site: z.optional(z.url()) }),
  key: z.uuid(),
  captcha: z.optional(z.string()),
});

type Posted = z.infer<typeof posted>;

interface Stored extends Posted {
  readonly nr: number;
  readonly at: Date;
  state: 'online' | 'waiting';
}

/**
 * A server as somebody may have written it for their own site: numbers for ids, its own names for everything, an envelope around every
 * answer, some of its refusals with a status of success. It lists comments at the top by pages, and the answers within each. It is
 * strict: what its author would not send makes it throw, which its client sees as a 500 and a person on the console.
 */
export class JsonServer {
  readonly origin = 'https://json.example';
  readonly endpoint = `${this.origin}/comments`;
  /** What tells the adapter how this server speaks: in HTML, each of these is an attribute that begins with `data-`. */
  readonly options = {
    endpoint: this.endpoint,
    post: `${this.endpoint}/new`,
    fields: 'id=nr name=author.name url=author.site body=text createdAt=at replies=answers',
    send: 'thread=article parentId=reply_to body=text name=author.name email=author.mail url=author.site attemptKey=key extra.captcha=captcha',
    list: 'data.items',
    posted: 'data',
    held: 'state=waiting|spam',
    closed: 'data.article.locked',
    total: 'data.article.count',
    query: 'thread=article limit=size cursor=page order=sort',
    orders: 'newest=desc oldest=asc',
    paging: 'page',
    errors: '200:flood=rate-limited 409=duplicate locked=closed 418=rejected captcha=challenge',
    errorCode: 'error.kind',
    errorFields: 'error.fields',
    count: `${this.endpoint}/count`,
    counts: 'data',
  };
  readonly handlers = [
    http.all(`${this.origin}/*`, ({ request }) =>
      crossOrigin(request, { headers: ['content-type'] }, (asked) => this.#answer(asked)),
    ),
  ];
  /** What it stored, oldest first. */
  readonly stored: Stored[] = [];
  moderated = false;
  readonly #closed = new Set<string>();

  close(article: string): void {
    this.#closed.add(article);
  }

  approve(article: string): void {
    for (const one of this.stored) if (one.article === article) one.state = 'online';
  }

  async #answer(request: Request): Promise<Response> {
    if (request.credentials !== 'omit') throw new Error(`credentials: ${request.credentials}`);
    const { pathname, searchParams } = new URL(request.url);
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /comments') return this.#list(searchParams);
    if (route === 'GET /comments/count') return this.#count(searchParams);
    if (route === 'POST /comments/new') return this.#post(request);
    throw new Error(`Nothing there: ${route}`);
  }

  #list(query: URLSearchParams): Response {
    const { article, page, size = '10', sort, ...others } = Object.fromEntries(query);
    if (!article || !/^[1-9]\d*$/.test(page ?? '') || !/^[1-9]\d*$/.test(size) || !/^(a|de)sc$/.test(sort ?? ''))
      throw new Error(`What a list would be asked for: ${query}`);
    if (Object.keys(others).length) throw new Error(`Unknown parameters: ${query}`);
    const shown = this.stored.filter((one) => one.article === article && one.state === 'online');
    const top = shown.filter((one) => one.reply_to === undefined);
    if (sort === 'desc') top.reverse();
    const start = (Number(page) - 1) * Number(size);
    const items = top.slice(start, start + Number(size)).map((one) => given(one, shown));
    return HttpResponse.json({ data: { items, article: { count: shown.length, locked: this.#closed.has(article) } } });
  }

  #count(query: URLSearchParams): Response {
    const articles = query.getAll('article');
    if (articles.length !== [...query].length || articles.length > 50) throw new Error(`Not to be counted: ${query}`);
    const data: Record<string, number> = {};
    for (const { article, state } of this.stored)
      if (articles.includes(article) && state === 'online') data[article] = (data[article] ?? 0) + 1;
    return HttpResponse.json({ data });
  }

  async #post(request: Request): Promise<Response> {
    if (request.headers.get('Content-Type') !== 'application/json') throw new Error('No JSON');
    const { data, error } = posted.safeParse(await request.json());
    if (error?.issues.some(({ code }) => code === 'unrecognized_keys')) throw error;
    if (error) {
      const fields = Object.fromEntries(
        error.issues.map(({ path, code }) => [path.join('.'), [`It is wrong: ${code}.`]]),
      );
      return refused(422, 'invalid', { fields });
    }
    if (this.#closed.has(data.article)) return refused(403, 'locked');
    if (data.text.includes('viagra')) return refused(418, 'teapot');
    if (data.text.includes('vite')) return refused(200, 'flood');
    const known = this.stored.find((one) => one.key === data.key);
    if (known) return HttpResponse.json({ data: given(known, []) });
    const isAnswered = (one: Stored) => one.article === data.article && one.nr === data.reply_to;
    if (data.reply_to !== undefined && !this.stored.some(isAnswered)) return refused(404, 'parent');
    const state = this.moderated ? 'waiting' : 'online';
    const one: Stored = { ...data, nr: this.stored.length + 1, at: new Date(), state };
    this.stored.push(one);
    return HttpResponse.json({ data: given(one, []) }, { status: 201 });
  }
}

function refused(status: number, kind: string, more: object = {}): Response {
  return HttpResponse.json({ error: { kind, ...more } }, { status });
}

/** Nobody gets an e-mail. What has no answers has no list of them. */
function given(
  { nr, author, text, at, state, reply_to }: Stored,
  all: readonly Stored[],
): Readonly<Record<string, JsonBodyType>> {
  const answers = all.filter((other) => other.reply_to === nr).map((other) => given(other, all));
  return {
    nr,
    author: { name: author.name ?? null, site: author.site ?? null },
    text,
    // As MySQL has it, in UTC.
    at: at.toISOString().replace('T', ' ').replace('Z', ''),
    state,
    reply_to: reply_to ?? 0,
    ...(answers.length && { answers }),
  };
}
