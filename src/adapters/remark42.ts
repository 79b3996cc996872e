import * as z from 'zod/mini';
import type { Adapter, AdapterOptions, RequestOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { ErrorCode } from '../core/errors.js';
import type { Order, Rules } from '../core/rules.js';
import { authorOf } from './author.js';
import { toDate } from './dates.js';
import {
  addressOf,
  fail,
  jsonRequest,
  read,
  write,
  type Answer,
  type HttpRequest,
  type Query,
  type Refusal,
} from './http.js';
import { resolveEndpoint } from './settings.js';

const flag = z.exactOptional(z.boolean());

const person = z.object({ name: z.string(), admin: flag });

/** What Remark42 says besides is for those who have an account, is Markdown, which is not clean, or made of somebody's e-mail or IP. */
const comment = z.object({
  id: z.string(),
  pid: z.string(),
  text: z.string(),
  user: person,
  time: z.string(),
  edit: z.exactOptional(z.object({ time: z.string() })),
  pin: flag,
  delete: flag,
});

const nodes = z.array(z.unknown());
const branch = z.object({ comment, replies: z.exactOptional(nodes) });
const tree = z.object({
  comments: nodes,
  info: z.object({
    count: z.number(),
    count_left: z.number(),
    last_comment: z.exactOptional(z.string()),
    read_only: flag,
  }),
});

const counted = z.array(z.object({ url: z.string(), count: z.number() }));
const settings = z.object({ min_comment_size: z.number(), max_comment_size: z.number() });
const problem = z.object({ code: z.exactOptional(z.number()), error: z.string() });

/** By the numbers that Remark42 gives its errors. Of what is not here the status says enough. */
const codes: Readonly<Record<number, ErrorCode>> = {
  // With a status of 400, too.
  0: 'unavailable',
  1: 'gone',
  5: 'gone',
  7: 'rejected',
  8: 'closed',
  19: 'rejected',
};

const sorts: Readonly<Record<Order, string>> = { oldest: '+time', newest: '-time', best: '-score' };

const fields: Rules['fields'] = {
  body: { use: 'required', max: 2_048 },
  // Letters, digits, spaces and underscores.
  name: { use: 'required', min: 3, max: 64, unit: 'bytes' },
  email: { use: 'none' },
  url: { use: 'none' },
};

/**
 * Remark42 for readers without an account (AUTH_ANON=true): whatever they write, they log in for under their name. For that it must
 * be at the page's own origin, or give its token in a header that pages may read. What is known of
 * its answers was seen at its state of August 2026, and read in its source where nobody saw it.
 * @param options `endpoint`: where Remark42 is, for example `/remark42`; `site`: its name there, `remark` by default. A thread that
 * is a path stands for the address of that page, as Remark42's own widget calls it
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function remark42({ endpoint, site = 'remark' }: AdapterOptions): Adapter {
  const server = resolveEndpoint(endpoint);
  let config: z.infer<typeof settings> | undefined;

  /** @param options of what only reads */
  function ask(
    method: string,
    path: string,
    query: Query,
    options?: RequestOptions,
    sent: HttpRequest = {},
  ): Promise<Answer> {
    const url = addressOf(server, path, { site, ...query });
    const request = {
      method,
      ...sent,
      credentials: 'same-origin',
      admission: 'PROXY_CORS=false',
      refusal,
    } as const;
    return options ? read(url, { ...request, signal: options.signal }) : write(url, request);
  }

  /** @returns the header by which Remark42 knows who writes */
  async function login(user: string): Promise<Record<string, string>> {
    const answer = await ask('GET', 'auth/anonymous/login', { user, aud: site, session: '1' });
    answer.parse(person);
    const jwt = answer.headers.get('X-JWT');
    if (jwt) return { 'X-JWT': jwt };
    // Another origin has no business with a token of this one.
    const [, xsrf] = /(?:^|; )XSRF-TOKEN=([^;]+)/.exec(server.origin === location.origin ? document.cookie : '') ?? [];
    if (xsrf) return { 'X-XSRF-TOKEN': xsrf };
    return fail(
      'misconfigured',
      'serve it at the origin of the page, or AUTH_SEND_JWT_HEADER=true, Access-Control-Expose-Headers: X-JWT',
    );
  }

  return {
    name: 'remark42',
    rules: {
      fields,
      replyDepth: Infinity,
      orders: Object.keys(sorts) as Order[],
      unmoderated: true,
      open: true,
      sameOrigin: false,
    },

    async list({ thread, order = 'oldest', cursor = '', limit = 100 }, options) {
      const query = { url: pageOf(thread), format: 'tree', sort: sorts[order], limit, offset_id: cursor };
      const [answer, told] = await Promise.all([
        ask('GET', 'api/v1/find', query, options),
        config ? undefined : ask('GET', 'api/v1/config', {}, options),
      ]);
      config ??= told!.parse(settings);
      const { comments: top, info } = answer.parse(tree);
      const comments: CommentData[] = [];
      // No recursion: a chain of answers may be longer than the engine's stack.
      const waiting: [path: string, node: unknown][] = [];
      const enter = (path: string, all: readonly unknown[] = []) => {
        for (let index = all.length; index--;) waiting.push([`${path}.${index}`, all[index]]);
      };
      enter('comments', top);
      for (let next; (next = waiting.pop());) {
        const [path, node] = next;
        const { comment, replies } = answer.parse(branch, node, path);
        comments.push(toComment(comment));
        enter(`${path}.replies`, replies);
      }
      return {
        comments,
        total: info.count,
        ...(info.count_left && info.last_comment && { next: info.last_comment }),
        rules: {
          fields: { ...fields, body: { use: 'required', min: config.min_comment_size, max: config.max_comment_size } },
          open: !info.read_only,
        },
      };
    },

    async post({ thread, parentId, title }, { body, name }) {
      const url = pageOf(thread);
      const headers = await login(name);
      // Remark42 stores an answer to what is not there, and never shows it.
      if (parentId) await ask('GET', `api/v1/id/${encodeURIComponent(parentId)}`, { url });
      const sent = { text: body, title, pid: parentId ?? '', locator: { site, url } };
      return toComment((await ask('POST', 'api/v1/comment', {}, undefined, jsonRequest(sent, headers))).parse(comment));
    },

    async count(threads, options) {
      const pages = threads.map(pageOf);
      const answer = await ask('POST', 'api/v1/counts', {}, options, jsonRequest(pages));
      const counts = new Map(answer.parse(counted).map(({ url, count }) => [url, count]));
      return Object.fromEntries(threads.map((thread, index) => [thread, counts.get(pages[index]!) ?? 0]));
    },
  };
}

/** What the widget calls a thread unless told otherwise is a path. */
function pageOf(thread: string): string {
  return thread.startsWith('/') ? location.origin + thread : thread;
}

function toComment({ id, pid, text, user, time, edit, pin, delete: isDeleted }: z.infer<typeof comment>): CommentData {
  const editedAt = toDate(edit?.time);
  return {
    id,
    parentId: pid || null,
    author: isDeleted ? authorOf() : authorOf(user.name, null, user.admin),
    content: { format: 'html', value: isDeleted ? '' : text },
    createdAt: toDate(time),
    status: isDeleted ? 'deleted' : 'published',
    ...(editedAt && { editedAt }),
    ...(pin && { isPinned: true }),
  };
}

function refusal(status: number, body: unknown): Refusal | undefined {
  if (status === 404) return { code: 'misconfigured' };
  // It lets those in whom it has blocked, then does not know them.
  if (status === 401) return { code: 'rejected' };
  const said = status < 400 ? undefined : problem.safeParse(body).data;
  if (!said) return undefined;
  const { code, error } = said;
  const field = 'body';
  const [, end, limit] = /(min|max) allowed size (\d+)/.exec(error) ?? [];
  if (end) return { issues: [{ field, code: end === 'min' ? 'too-short' : 'too-long', limit: Number(limit) }] };
  if (code === 4 || code === 20) return { issues: [{ field, code: 'refused', message: error }] };
  if (code === 6) return { code: 'misconfigured', message: 'data-site: no such site' };
  if (code !== undefined) return { code: codes[code] };
  // By the login.
  return status === 403
    ? { code: 'invalid', issues: [{ field: 'name', code: 'refused' }] }
    : { code: 'misconfigured', message: 'AUTH_ANON=true' };
}
