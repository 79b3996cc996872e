import * as z from 'zod/mini';
import type { Adapter, AdapterOptions, ListQuery, RequestOptions } from '../core/adapter.js';
import type { CommentData, Page } from '../core/comment.js';
import type { CommentError } from '../core/errors.js';
import { defaultRules, type FieldRule } from '../core/rules.js';
import { authorOf } from './author.js';
import { toDate } from './dates.js';
import {
  addressOf,
  fail,
  jsonRequest,
  read,
  refusalBy,
  write,
  type Answer,
  type Query,
  type ReadRequest,
} from './http.js';
import { countInGroups, identity } from './records.js';
import { resolveEndpoint } from './settings.js';

type Id = string | number;

const text = z.exactOptional(z.nullable(z.string()));
const anything = z.exactOptional(z.unknown()) as z.ZodMiniType<Id | boolean | null | undefined>;

/** Of what there is of a comment, what may be shown: not its `avatar`, which has the MD5 of the e-mail address in it. */
const shape = {
  /** A number where Waline stands on SQL, a text elsewhere. It goes back to the server as it came. */
  objectId: identity,
  pid: anything,
  nick: text,
  link: text,
  /** What the author is, where that is a registered user. */
  type: text,
  comment: z.string(),
  /** Comments that came over from Valine have none. */
  status: z.exactOptional(z.nullable(z.literal(['approved', 'waiting', 'spam']))),
  like: z.number(),
  sticky: anything,
  /** Null where the database holds no date. */
  time: z.nullable(z.number()),
};
const comment = z.object(shape);
const branch = z.object({ ...shape, children: z.array(comment) });
const page = z.object({ totalPages: z.number(), count: z.number(), data: z.array(branch) });
const success = z.object({ errno: z.literal([0]), data: z.unknown() });

type Stored = z.infer<typeof comment>;

const sortBy = { newest: 'insertedAt_desc', oldest: 'insertedAt_asc', best: 'like_desc' };

/** The most that the server gives at once. */
const largestPage = 100;
/** How many threads are counted in one request: their keys are in its address, and servers take some 8 KB of that. */
const mostCounted = 50;

/** All pages are let in; but every answer waits for another server's, even where nobody logs in, and without it has no CORS headers. */
const admission =
  'Waline answers nobody while its login service does not: OAUTH_URL=data:application/json,{"services":[]}';

/** What tells the server where a reply goes: what it answers, and what that stands below. */
interface Place {
  readonly pid: Id;
  readonly rid: Id;
  /** Whom it answers. */
  readonly at: string;
}

interface Question extends ReadRequest {
  /** What comes below the address of all comments. */
  readonly path?: string;
}

/**
 * Waline (server 1.39, its `/api/comment`). It does not tell apart who likes a comment: a vote counts once as long as this adapter lives.
 * @param options `endpoint`: the address of the server, which Waline's own client calls `serverURL`; `meta`: the fields the form has,
 * by default `nick,mail,link`, and `requiredMeta`: those of them that must be filled in, by default none: the server demands none.
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function waline({ endpoint, meta = 'nick,mail,link', requiredMeta = '' }: AdapterOptions): Adapter {
  const comments = addressOf(resolveEndpoint(endpoint), 'api/comment');

  /** By the id of what is answered. */
  const places = new Map<string, Place>();
  /** Attempts that came to an unknown end. */
  const doubtful = new Set<string>();
  /** By token. */
  const votes = new Map<string | undefined, readonly [value: number, score: number]>();

  const rule = (field: string): FieldRule => ({
    use: requiredMeta.includes(field) ? 'required' : meta.includes(field) ? 'optional' : 'none',
    max: 255, // in MySQL and PostgreSQL; the other databases take more
  });

  function ask(query: Query, { path = '', ...request }: Question): Promise<Answer> {
    return (request.body ? write : read)(addressOf(comments, path, query), {
      refusal(status, body) {
        const { errno, data } = Object(body) as { readonly errno?: unknown; readonly data?: unknown };
        if (status < 400 && !errno && data !== '') return undefined;
        return refusalBy(() => import('./waline-refusals.js'), status, body, !request.body);
      },
      admission,
      ...request,
    });
  }

  async function list(
    { thread, order = 'newest', limit = 10, cursor = '1' }: ListQuery,
    { signal }: RequestOptions,
  ): Promise<Page> {
    const query = { path: thread, sortBy: sortBy[order], page: cursor, pageSize: Math.min(limit, largestPage) };
    const { totalPages, count, data } = dataOf(await ask(query, { signal }), page);
    const next = Number(cursor) + 1;
    return { comments: data.flatMap(unfold), total: count, ...(next <= totalPages && { next: String(next) }) };
  }

  /**
   * A comment and what stands below it, nothing before what it answers. The server gives that the other way round in one of its orders,
   * and by chance within a second. What answers a comment that is held or deleted is still there: it answers the topmost one then.
   */
  function unfold(root: z.infer<typeof branch>): CommentData[] {
    const given = new Set<unknown>();
    const below = root.children.toSorted((a, b) => a.time! - b.time! || Number(a.objectId) - Number(b.objectId));
    return [root, ...below].map((data) => {
      const parent = data === root ? null : given.has(data.pid) ? data.pid : root.objectId;
      given.add(data.objectId);
      return take(data, root.objectId, parent);
    });
  }

  function take(data: Stored, rid: Id, parent: Stored['pid']): CommentData {
    const comment = toComment(data, parent);
    places.set(comment.id, { pid: data.objectId, rid, at: comment.author.name });
    return comment;
  }

  /** Looks first: the server stores an answer to whatever it is told, and only then falls over a comment that is not there. */
  async function placeBelow(thread: string, id: string): Promise<Place> {
    // Ninety-nine pages, however many there are said to be.
    for (let cursor: string | undefined = '1'; cursor && cursor.length < 3 && !places.has(id);)
      cursor = (await list({ thread, cursor, limit: largestPage }, {})).next;
    return places.get(id) ?? fail('gone');
  }

  return {
    name: 'waline',
    rules: {
      ...defaultRules,
      fields: {
        body: { use: 'required', max: 65_535, unit: 'bytes' },
        name: rule('nick'),
        email: rule('mail'),
        url: rule('link'),
      },
      replyDepth: Infinity,
      orders: ['newest', 'oldest', 'best'],
    },

    list,

    isRepeatable: () => true,

    async post({ thread, parentId }, { body, name, email, url, extra }, { attemptKey, lang = '' }) {
      const place = parentId === null ? undefined : await placeBelow(thread, parentId);
      const { turnstile, recaptchaV3 } = extra;
      const sent = { url: thread, comment: body, nick: name, mail: email, link: url, turnstile, recaptchaV3, ...place };
      try {
        // The language of its messages, also of the mail to those who run the site.
        const filled = Object.fromEntries(Object.entries(sent).filter(([, value]) => value));
        const answer = await ask({ lang }, jsonRequest(filled));
        const data = dataOf(answer, comment);
        return take(data, place?.rid ?? data.objectId, place?.pid);
      } catch (error) {
        const { code, outcome } = error as CommentError;
        // It answers once all are told of a comment, with a 500 where the mail does not go out. It has the comment then, and says so.
        if (code === 'duplicate' && doubtful.has(attemptKey)) return { status: 'accepted' };
        if (outcome === 'unknown') doubtful.add(attemptKey);
        throw error;
      }
    },

    async vote({ id, token }, value) {
      const [given, before] = votes.get(token) ?? [];
      if (given === value) return before!;
      const request = { ...jsonRequest({ like: value > 0 }), method: 'PUT', path: encodeURIComponent(id) };
      const answer = await ask({}, request);
      const { like } = dataOf(answer, z.object({ like: z.number() }));
      votes.set(token, [value, like]);
      return like;
    },

    count: (threads, { signal }) =>
      countInGroups(threads, mostCounted, async (asked) => {
        // One alone would be taken for a list, its commas between the threads.
        const answer = await ask({ type: 'count', url: ['', ...asked] }, { signal });
        const data = dataOf(answer, z.array(z.number()));
        const countOf = (index: number) => answer.parse(z.number(), data[index + 1], 'data', index);
        return Object.fromEntries(asked.map((thread, index) => [thread, countOf(index)]));
      }),
  };
}

function dataOf<T>(answer: Answer, schema: z.ZodMiniType<T>): T {
  return answer.parse(schema, answer.parse(success).data, 'data');
}

function toComment(
  { objectId, nick, link, type, comment: value, status, like, sticky, time }: Stored,
  parent: Stored['pid'],
): CommentData {
  return {
    id: String(objectId),
    parentId: parent ? String(parent) : null,
    author: authorOf(nick, link, type === 'administrator'),
    content: { format: 'html', value },
    createdAt: toDate(time),
    status: /waiting|spam/.test(status!) ? 'pending' : 'published',
    score: like,
    ...(!!sticky && { isPinned: true }),
  };
}
