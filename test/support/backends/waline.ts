import { http, HttpResponse, type JsonBodyType } from 'msw';
import * as z from 'zod/mini';
import { secrets } from '../../../src/testing/adapter-trial.js';
import { crossOrigin } from '../cross-origin.js';

interface Row {
  readonly id: number;
  readonly url: string;
  readonly comment: string;
  readonly nick: string | null;
  readonly mail: string | null;
  readonly link: string | null;
  readonly pid: number | null;
  readonly rid: number | null;
  /** Milliseconds; the database keeps the seconds. */
  readonly insertedAt: number;
  status: 'approved' | 'waiting' | 'spam';
  like: number;
  sticky: boolean | null;
}

/** What a client sends to post a comment, and nothing besides: the server would take no notice. */
const payload = z.strictObject({
  url: z.exactOptional(z.string()),
  comment: z.exactOptional(z.string()),
  nick: z.exactOptional(z.string()),
  mail: z.exactOptional(z.string()),
  link: z.exactOptional(z.string()),
  pid: z.exactOptional(z.number()),
  rid: z.exactOptional(z.number()),
  at: z.exactOptional(z.string()),
  turnstile: z.exactOptional(z.string()),
  recaptchaV3: z.exactOptional(z.string()),
});

/** By `lang` in small letters; English for all others. */
const duplicates: Readonly<Record<string, string>> = {
  de: 'Doppelter Inhalt gesendet',
  fr: 'Contenu dupliqué envoyé',
  'fr-fr': 'Contenu dupliqué envoyé',
  it: 'Contenuto duplicato',
  'it-it': 'Contenuto duplicato',
  jp: '重複した内容が送信されました',
  'jp-jp': '重複した内容が送信されました',
  ko: '중복된 내용',
  'ko-kr': '중복된 내용',
  'pt-br': 'Conteúdo duplicado enviado',
  ru: 'Дублированное содержание',
  'ru-ru': 'Дублированное содержание',
  vi: 'Nội dung trùng lặp đã được gửi',
  'vi-vn': 'Nội dung trùng lặp đã được gửi',
  'zh-cn': '发送的内容之前已经发过',
  'zh-tw': '發送的內容之前已經發過',
};

const orders = ['insertedAt_desc', 'insertedAt_asc', 'like_desc'];

/**
 * Waline 1.39.3 over SQLite, as far as readers come to it. It answers as the real one was seen to answer; what it was not seen to be
 * asked makes it throw.
 */
export class WalineBackend {
  readonly endpoint = 'https://waline.example';
  readonly handlers = [
    http.all(`${this.endpoint}/*`, ({ request }) =>
      // It says "Access-Control-Allow-Headers" of whatever is asked for, and exposes nothing.
      crossOrigin(request, { methods: ['PUT', 'DELETE', 'PATCH'], headers: ['content-type'] }, (asked) =>
        this.#answer(asked),
      ),
    ),
  ];
  /** What it was asked, oldest first. */
  readonly asked: Request[] = [];
  readonly rows: Row[] = [];

  /** `COMMENT_AUDIT` */
  audit = false;
  /** `IPQPS`, for ever: nobody posts a second time. */
  isFlooded = false;
  /** `LOGIN=force` */
  login = false;
  /** `TURNSTILE_SECRET`: the tokens it takes. */
  captcha: string | undefined;
  /** `SECURE_DOMAINS` */
  domains: readonly string[] | undefined;
  /** A plug-in's words against every comment. */
  objection: string | undefined;
  /** What goes wrong once the comment is stored: the mail does not go out. */
  isMailDown = false;

  /** Readers are slow: each comes a second after the last one, unless the test says otherwise. */
  pace = 1_000;
  #clock = Date.now();
  #lastId = 0;

  approve(thread: string): void {
    for (const row of this.rows) if (row.url === thread) row.status = 'approved';
  }

  /** Deletes one row, and what is directly below it. */
  delete(id: number): void {
    const isGone = (row: Row) => row.id === id || row.pid === id || row.rid === id;
    this.rows.splice(0, Infinity, ...this.rows.filter((row) => !isGone(row)));
  }

  async #answer(request: Request): Promise<Response> {
    this.asked.push(request.clone());
    demand(request.credentials === 'omit', `credentials: ${request.credentials}`);
    const { pathname, searchParams: query } = new URL(request.url);
    demand(new Set(query.keys()).size === [...query].length || query.get('type') === 'count', `twice in ${query}`);
    if (this.domains && !this.domains.includes(location.hostname)) return refused(403, 'Forbidden');
    const [, id] = /^\/api\/comment(?:\/([^/]+))?$/.exec(pathname) ?? [pathname];
    if (!pathname.startsWith('/api/comment')) return refused(404, `url \`${pathname}\` not found.`);
    if (request.method === 'GET' && !id) return query.get('type') === 'count' ? this.#count(query) : this.#list(query);
    demand(request.headers.get('Content-Type') === 'application/json', 'what is sent is no JSON');
    const sent: unknown = await request.json();
    if (request.method === 'POST' && !id) return this.#post(sent, query);
    demand(request.method === 'PUT' && id, `${request.method} ${pathname}`);
    return this.#like(decodeURIComponent(id), sent);
  }

  #list(query: URLSearchParams): Response {
    const { path, page = '1', pageSize = '10', sortBy = 'insertedAt_desc', ...others } = Object.fromEntries(query);
    demand(Object.keys(others).length === 0, `parameters: ${Object.keys(others).join()}`);
    if (!path) return wrong({ path: 'path can not be blank' });
    if (!/^\d+$/.test(page)) return wrong({ page: 'page need an integer under your options' });
    if (!/^\d+$/.test(pageSize) || +pageSize > 100)
      return wrong({ pageSize: 'pageSize need an integer under your options' });
    if (!orders.includes(sortBy)) return wrong({ sortBy: `sortBy need in an array of ${JSON.stringify(orders)}` });

    const found = this.rows.filter(({ url, status }) => url === path && status === 'approved');
    // Ascending is whatever the database does by itself.
    if (sortBy === 'insertedAt_desc') found.sort((a, b) => seconds(b) - seconds(a));
    if (sortBy === 'like_desc') found.sort((a, b) => b.like - a.like);
    const roots = found.filter(({ rid }) => rid === null).sort((a, b) => Number(b.sticky) - Number(a.sticky));
    const start = (+page - 1) * +pageSize;
    return given({
      page: +page,
      totalPages: Math.ceil(roots.length / +pageSize),
      pageSize: +pageSize,
      count: found.length,
      data: roots.slice(start, start + +pageSize).map((root) => ({
        ...listed(root),
        children: found
          .filter(({ rid }) => rid === root.id)
          .reverse()
          .map(listed),
      })),
    });
  }

  #count(query: URLSearchParams): Response {
    const urls = query.getAll('url');
    demand([...query].length === urls.length + 1 && urls.length > 0, `parameters: ${query}`);
    demand(query.toString().length < 8_000, 'an address that servers find too long');
    const asked = urls.length === 1 ? urls[0]!.split(',') : urls;
    const isCounted = (row: Row, asked: string) => row.url === asked && row.status === 'approved';
    return given(asked.map((one) => this.rows.filter((row) => isCounted(row, one)).length));
  }

  #post(sent: unknown, query: URLSearchParams): Response {
    demand([...query.keys()].join() === 'lang', `parameters: ${query}`);
    const {
      url,
      comment,
      nick = null,
      mail = null,
      link = null,
      pid = null,
      rid = null,
      ...more
    } = payload.parse(sent);
    // Reached through the logic of the route, so before anything is looked up.
    if (this.login) return refused(401, 'Unauthorized');
    if (this.captcha !== undefined && more.turnstile !== this.captcha) return refused(403, 'Forbidden');
    if (!url || !comment)
      return wrong({
        ...(!url && { url: 'url need an URL under your options' }),
        ...(!comment && { comment: 'comment can not be blank' }),
      });
    demand(pid === null || more.at !== undefined, 'an answer to nobody');
    demand((pid === null) === (rid === null), 'pid and rid go together');

    const isSame = (row: Row) =>
      row.url === url && row.mail === mail && row.nick === nick && row.link === link && row.comment === comment;
    if (this.rows.some(isSame)) return said(1000, duplicates[query.get('lang')!.toLowerCase()] ?? 'Duplicate Content');
    if (this.isFlooded && this.rows.length > 0) return said(1000, 'Comment too fast!');
    if (this.objection !== undefined) return said(1000, this.objection);

    const status = this.audit ? 'waiting' : /motinterdit/.test(comment) ? 'spam' : 'approved';
    const id = ++this.#lastId;
    const row: Row = {
      id,
      url,
      comment,
      nick,
      mail,
      link,
      pid,
      rid,
      insertedAt: this.#clock,
      status,
      like: 0,
      sticky: null,
    };
    this.#clock += this.pace;
    this.rows.push(row);
    if (pid !== null && !this.rows.some((other) => other.id === pid))
      return refused(500, "Cannot read properties of undefined (reading 'user_id')");
    if (this.isMailDown) return refused(500, 'connect ECONNREFUSED 127.0.0.1:465');
    // What was not sent is not in the answer, nor what the database fills in.
    const all = { link, nick, pid, rid, url, comment: rendered(comment), status, objectId: id, ...shown(row), like: 0 };
    const answer = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
    return given({ ...answer, time: row.insertedAt });
  }

  #like(id: string, sent: unknown): Response {
    const { like } = z.strictObject({ like: z.boolean() }).parse(sent);
    const row = this.rows.find((one) => String(one.id) === id);
    if (!row) return given('');
    row.like = Math.max(0, row.like + (like ? 1 : -1));
    const { objectId, ...rest } = listed(row);
    return given({ ...rest, id: objectId, url: row.url });
  }
}

function demand(condition: unknown, complaint: string): asserts condition {
  if (!condition) throw new Error(`Not a request that Waline was seen to get: ${complaint}`);
}

const headers = { 'x-waline-version': '1.39.3' };

function given(data: JsonBodyType): Response {
  return HttpResponse.json({ errno: 0, errmsg: '', data }, { headers });
}

function said(errno: number, errmsg: JsonBodyType): Response {
  return HttpResponse.json({ errno, errmsg }, { headers });
}

function wrong(errmsg: Record<string, string>): Response {
  return said(1001, errmsg);
}

function refused(status: number, errmsg: string): Response {
  return HttpResponse.json({ errno: status, errmsg }, { status, headers });
}

const seconds = ({ insertedAt }: Row) => Math.floor(insertedAt / 1000);

/** What every answer has of a comment, and nobody asked for. */
function shown({ mail, comment }: Row) {
  const hash = mail === secrets[0] ? secrets[1]! : 'd41d8cd98f00b204e9800998ecf8427e';
  const avatar = `https://seccdn.libravatar.org/avatar/${hash}`;
  return { browser: '', os: '', avatar, orig: comment, addr: '内网IP' };
}

function listed(row: Row) {
  const { id, comment, link, nick, pid, rid, like, status } = row;
  const known = { status, comment: rendered(comment), link, nick, pid, rid, user_id: null, sticky: row.sticky, like };
  return { ...known, objectId: id, ...shown(row), time: seconds(row) * 1000 };
}

/** Of Markdown, paragraphs are enough here. */
function rendered(markdown: string): string {
  const escaped = markdown
    .replace(/<script>.*?<\/script>/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;');
  return escaped
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph}</p>\n`)
    .join('');
}
