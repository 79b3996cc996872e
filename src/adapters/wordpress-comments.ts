import * as z from 'zod/mini';
import type { AdapterOptions, ListQuery, RequestOptions } from '../core/adapter.js';
import type { CommentData, Page } from '../core/comment.js';
import { defaultRules, type FieldUse, type Rules } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { authorOf, isWebAddress } from './author.js';
import { toDateInUtc } from './dates.js';
import { textOf } from './html-text.js';
import { addressOf, fail, read, refusalBy, type Answer, type Query, type Refusal } from './http.js';
import { resolveEndpoint } from './settings.js';

/** What all of WordPress is called by, in links that lead to its API. */
const relation = 'https://api.w.org/';

/** Of `wp/v2/comments`. Whoever moderates gets more, e-mail and address of the author included: nobody looks at it. */
const commentSchema = z.object({
  id: z.number(),
  parent: z.number(),
  author_name: z.string(),
  author_url: z.string(),
  date_gmt: z.string(),
  content: z.object({ rendered: z.string() }),
  status: z.string(),
  author_avatar_urls: z.exactOptional(z.unknown()),
});

const fields = 'id,parent,author_name,author_url,date_gmt,content,status';

/** How many WordPress gives at most on one page; and ids that an address has room for. */
const mostAtOnce = 100;

/** For owners whose server keeps pages of other origins out. */
export const admission =
  "WordPress lets every origin in, unless a plug-in or the server before it does not: add_filter( 'rest_pre_serve_request', 'rest_send_cors_headers' );";

/**
 * What a refusal of the REST API means.
 * @param isOfPost of a comment that was sent: a plug-in's refusal of that is for its author to read
 */
export function refusalOf(status: number, body: unknown, isOfPost?: boolean): Promise<Refusal | undefined> | undefined {
  return status < 400 ? undefined : refusalBy(() => import('./wordpress-refusals.js'), status, body, isOfPost);
}

/** What the API of a site says of the comments on its posts. */
export interface WordPressComments {
  /**
   * The address of a route, which stands in the path or in the query.
   * @throws CommentError `misconfigured` where the root was neither given nor found
   */
  route(path: string): Promise<URL>;
  /** By pages of comments at the top, and below them level by level. */
  list(query: ListQuery, options: RequestOptions): Promise<Page>;
  /** The newest comments of a thread, whatever they answer, and the clock of the server in milliseconds. */
  newest(thread: string): Promise<{ readonly comments: readonly CommentData[]; readonly now: number }>;
  /** Without cookies: what anybody may read. */
  ask(path: string, query: Query, signal?: AbortSignal): Promise<Answer>;
  /** A comment that is the whole answer, or an item of it. */
  commentOf(answer: Answer, item?: unknown, ...path: PropertyKey[]): CommentData;
}

/**
 * Reads comments by the REST API, which every WordPress since 4.7 has (class-wp-rest-comments-controller.php).
 * @param api its root, `https://exemple.fr/wp-json/` or `https://exemple.fr/?rest_route=/`; by default what the page says of itself
 * @param options `type`: the route of what is commented, where that is no post (`pages`). `avatars`: pictures of authors are given,
 * though their addresses contain a hash that leads back to an e-mail
 */
export function wordpressComments(
  api: string | undefined,
  { type = 'posts', avatars }: AdapterOptions,
): WordPressComments {
  let found = api ? Promise.resolve(resolveEndpoint(api)) : undefined;

  async function route(path: string): Promise<URL> {
    found ??= discover();
    // What could not be asked is asked again.
    found.catch(() => (found = undefined));
    const url = new URL(await found);
    const query = url.searchParams.get('rest_route');
    const join = (base: string) => `${base.replace(/\/$/, '')}/wp/v2/${path}`;
    if (query === null) url.pathname = join(url.pathname);
    else url.searchParams.set('rest_route', join(query));
    return url;
  }

  async function ask(path: string, query: Query, signal?: AbortSignal): Promise<Answer> {
    const url = addressOf(await route(path), '', query);
    return read(url, {
      headers: { Accept: 'application/json' },
      refusal: (status, body) => refusalOf(status, body),
      admission,
      signal,
    });
  }

  /** @returns those that were not known yet, and whether there may be more of them */
  async function take(query: Query, known: Map<string, CommentData>, signal?: AbortSignal) {
    const _fields = `${fields}${avatars === undefined ? '' : ',author_avatar_urls'}`;
    const answer = await ask('comments', { _fields, ...query }, signal);
    const fresh: CommentData[] = [];
    let count = 0;
    const add = (item: unknown) => {
      const comment = commentOf(answer, item, count++);
      if (!known.has(comment.id)) fresh.push(comment);
      known.set(comment.id, comment);
    };
    await inSlices(answer.parse(z.array(z.unknown())), add, signal);
    return { answer, fresh, isFull: count === mostAtOnce };
  }

  /** @returns those that were not known yet */
  async function takeAll(query: Query, known: Map<string, CommentData>, signal?: AbortSignal): Promise<CommentData[]> {
    const all: CommentData[] = [];
    for (let page = 1; ; page++) {
      const { fresh, isFull } = await take({ ...query, per_page: mostAtOnce, order: 'asc', page }, known, signal);
      all.push(...fresh);
      if (!isFull || !fresh.length) return all;
    }
  }

  function commentOf(answer: Answer, item?: unknown, ...path: PropertyKey[]): CommentData {
    const data = answer.parse(commentSchema, item, ...path);
    const pictures = avatars === undefined ? {} : (Object(data.author_avatar_urls) as Record<string, unknown>);
    const avatar = String(pictures['96']);
    return {
      id: String(data.id),
      parentId: data.parent ? String(data.parent) : null,
      author: { ...authorOf(textOf(data.author_name), data.author_url), ...(isWebAddress(avatar) && { avatar }) },
      content: { format: 'html', value: data.content.rendered },
      createdAt: toDateInUtc(data.date_gmt),
      // `hold`, `spam`, `trash`: nobody tells a spammer.
      status: data.status === 'approved' ? 'published' : 'pending',
    };
  }

  /** Undefined for what is no post of that type, or is for nobody to read. */
  async function openness(post: string, signal?: AbortSignal): Promise<boolean | undefined> {
    try {
      const answer = await ask(`${type}/${post}`, { _fields: 'comment_status' }, signal);
      return answer.parse(z.object({ comment_status: z.string() })).comment_status === 'open';
    } catch {
      return undefined;
    }
  }

  return {
    route,
    ask,
    commentOf,

    async list({ thread, order, cursor = '1', limit = 20 }, { signal }) {
      const post = postOf(thread);
      const size = Math.min(limit, mostAtOnce);
      const comments = new Map<string, CommentData>();
      const roots = { post, parent: 0, per_page: size, page: cursor, order: order === 'newest' ? 'desc' : 'asc' };
      const [{ answer, fresh }, all, open] = await Promise.all([
        take(roots, comments, signal),
        ask('comments', { post, per_page: 1, _fields: 'id' }, signal),
        openness(post, signal),
      ]);
      const total = totalOf(all);
      // Once all are there, nobody has to look whether somebody answers the last ones.
      for (let above = fresh; above.length && comments.size < total;) {
        const below: CommentData[] = [];
        for (let start = 0; start < above.length; start += mostAtOnce) {
          const parents = above.slice(start, start + mostAtOnce).map(({ id }) => id);
          below.push(...(await takeAll({ post, parent: parents.join() }, comments, signal)));
        }
        above = below;
      }
      const atTop = totalOf(answer);
      // What answers a comment that was taken away hangs on nothing. Where there are more pages, it is theirs that may be missing.
      if (atTop <= size && comments.size < total)
        for (const comment of await takeAll({ post }, new Map(), signal)) comments.set(comment.id, comment);
      return {
        comments: [...comments.values()],
        total,
        ...(Number(cursor) * size < atTop && { next: String(Number(cursor) + 1) }),
        ...(open !== undefined && { rules: { open } }),
      };
    },

    async newest(thread) {
      const query = { post: postOf(thread), per_page: 10, orderby: 'id', order: 'desc' };
      const { answer, fresh } = await take(query, new Map());
      return { comments: fresh, now: Date.parse(answer.headers.get('Date') ?? '') };
    },
  };
}

/** What WordPress takes; `identity` and `depth` say what the settings of a site make of it. */
export function wordpressRules({ identity, depth = '5' }: AdapterOptions, sameOrigin: boolean): Rules {
  const { body, name, email, url } = defaultRules.fields;
  const use: FieldUse = identity === 'none' || identity === 'optional' ? identity : 'required';
  const site = use === 'none' ? use : url.use;
  return {
    ...defaultRules,
    fields: { body, name: { ...name, use }, email: { ...email, use }, url: { ...url, use: site } },
    replyDepth: Number(depth),
    orders: ['oldest', 'newest'],
    sameOrigin,
  };
}

/** @throws CommentError `misconfigured` for what is no id */
export function postOf(thread: string): string {
  if (/^[1-9]\d*$/.test(thread)) return thread;
  return fail('misconfigured', `thread: "${thread}" is no id of a post`);
}

function totalOf(answer: Answer): number {
  const total = answer.headers.get('X-WP-Total');
  return answer.parse(z.number(), total === null ? total : Number(total), 'X-WP-Total');
}

/** Every page of a WordPress says where its API is: in its head, or in a header of its answer. */
async function discover(): Promise<URL> {
  const link = document.querySelector<HTMLLinkElement>(`link[rel="${relation}"]`)?.href;
  if (link) return resolveEndpoint(link);
  const { headers } = await read(new URL(location.href), { method: 'HEAD' });
  const links = headers.get('Link')?.match(/<[^>]*>[^<]*/g) ?? [];
  const told = links.find((one) => one.includes(`rel="${relation}"`));
  if (told) return resolveEndpoint(told.slice(1, told.indexOf('>')));
  const hint = 'where the REST API is must be said, as "https://exemple.fr/wp-json/"';
  return fail('misconfigured', `endpoint: this page has no <link rel="${relation}">: ${hint}`);
}
