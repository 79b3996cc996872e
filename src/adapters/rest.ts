import * as z from 'zod/mini';
import type { Adapter, AdapterOptions, RequestOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { ErrorCode, Issue, IssueCode } from '../core/errors.js';
import { defaultRules, fieldNames } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { read, resolveEndpoint, write, type Answer, type Refusal } from './http.js';

/** `z.minLength` would bring more code than this, which shares `z.check` with the form. */
const id = z.string().check(
  z.check(({ value, issues }) => {
    if (!value) issues.push({ code: 'custom', input: value });
  }),
);

const text = z.exactOptional(z.string());
const number = z.exactOptional(z.number());
const flag = z.exactOptional(z.boolean());

const comment = z.object({
  id,
  parentId: z.nullable(z.string()),
  author: z.object({ name: z.string(), url: text, avatar: text, isStaff: flag }),
  content: z.object({ format: z.literal(['text', 'html']), value: z.string() }),
  createdAt: z.nullable(z.string()),
  status: z.literal(['published', 'pending', 'deleted']),
  editedAt: text,
  isPinned: flag,
  lang: text,
  score: number,
  moreReplies: number,
  editableUntil: text,
});

/** What comes with a comment, or in its place, for those who sent it. */
const receipt = z.object({ token: text });

const fieldRule = z.object({
  use: z.literal(['required', 'optional', 'none']),
  min: number,
  max: number,
  unit: z.exactOptional(z.literal(['characters', 'bytes'])),
});

const page = z.object({
  comments: z.array(z.unknown()),
  total: number,
  next: text,
  previous: text,
  since: text,
  rules: z.exactOptional(
    z.object({
      fields: z.exactOptional(z.object({ body: fieldRule, name: fieldRule, email: fieldRule, url: fieldRule })),
      replyDepth: number,
      orders: z.exactOptional(z.array(z.literal(['oldest', 'newest', 'best']))),
      downvotes: flag,
      open: flag,
      sameOrigin: flag,
    }),
  ),
});

const complaint = z.object({ field: text, code: text, limit: number, length: number, detail: text });

/** A problem of RFC 9457 with two members of our own. */
const problem = z.object({ code: text, errors: z.exactOptional(z.array(complaint)) });

/** The codes a server may say; the others are about its being reached, which it cannot know. */
const sayable: readonly ErrorCode[] = [
  'invalid',
  'rejected',
  'unauthorized',
  'forbidden',
  'challenge',
  'closed',
  'gone',
  'duplicate',
  'rate-limited',
  'unavailable',
];

const issueCodes: readonly IssueCode[] = ['required', 'too-short', 'too-long', 'email', 'url'];

/** How many threads the protocol counts in one request. */
const mostCounted = 100;

/** What a request has besides its method. */
interface Question {
  /** What the address has after that of all comments, each part as it is. */
  readonly path?: readonly string[];
  readonly query?: Iterable<readonly [name: string, value: string | number | undefined]>;
  /** Of the comment's author. */
  readonly token?: string | undefined;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A server that speaks this library's own protocol (demo/server/openapi.json).
 * @param options `endpoint`: where the comments are, for example `/api/comments`
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function rest({ endpoint }: AdapterOptions): Adapter {
  const comments = resolveEndpoint(endpoint);

  function ask(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    { signal, lang = '' }: RequestOptions,
    { path = [], query = [], token, body, headers }: Question,
  ): Promise<Answer> {
    const url = new URL(comments);
    for (const part of path) url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(part)}`;
    for (const [name, value] of query) if (value !== undefined) url.searchParams.append(name, String(value));
    return (method === 'GET' ? read : write)(url, {
      method,
      headers: {
        Accept: 'application/json, application/problem+json',
        // `fetch` throws at characters that a header cannot have, and a page's `lang` may hold any.
        ...(/^[\w-]+$/.test(lang) && { 'Accept-Language': lang }),
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body ? JSON.stringify(body) : null,
      refusal,
      signal,
    });
  }

  return {
    name: 'rest',
    rules: { ...defaultRules, orders: ['oldest', 'newest', 'best'] },

    async list({ thread, order, limit, cursor, around, parentId: parent, since }, options) {
      const query = Object.entries({ thread, order, limit, cursor, around, parent, since });
      const answer = await ask('GET', options, { query });
      const { comments: given, ...more } = answer.parse(page);
      const found: CommentData[] = [];
      const take = (one: unknown) => found.push(toComment(answer.parse(comment, one, 'comments', found.length)));
      await inSlices(given, take, options.signal);
      return { ...more, comments: found };
    },

    async post({ thread, parentId, url, title }, { body, name, email, url: site, extra }, options) {
      const answer = await ask('POST', options, {
        body: { thread, parentId, body, name, email, url: site, page: { url, title }, extra },
        // A string of JSON is also one of a structured field (RFC 9651, 3.3.3).
        headers: { 'Idempotency-Key': JSON.stringify(options.attemptKey) },
      });
      if (answer.status !== 202) return { ...toComment(answer.parse(comment)), ...answer.parse(receipt) };
      if (answer.body !== '') answer.parse(receipt);
      return { status: 'accepted' };
    },

    async find({ id, token }, options) {
      return toComment((await ask('GET', options, { path: [id], token })).parse(comment));
    },

    async edit({ id, token }, body, options) {
      return toComment((await ask('PATCH', options, { path: [id], token, body: { body } })).parse(comment));
    },

    async remove({ id, token }, options) {
      const answer = await ask('DELETE', options, { path: [id], token });
      return answer.status === 204 ? null : toComment(answer.parse(comment));
    },

    async vote({ id, token }, value, options) {
      const answer = await ask('PUT', options, { path: [id, 'votes', token!], body: { value } });
      return answer.parse(z.object({ score: z.number() })).score;
    },

    async report({ id }, reason, options) {
      await ask('POST', options, { path: [id, 'reports'], body: { reason } });
    },

    async count(threads, options) {
      const counts: Record<string, number> = {};
      for (let start = 0; start < threads.length; start += mostCounted) {
        const asked = threads.slice(start, start + mostCounted);
        const query = asked.map((thread) => ['thread', thread] as const);
        const shape = z.object(Object.fromEntries(asked.map((thread) => [thread, z.number()])));
        const answer = await ask('GET', options, { path: ['counts'], query });
        Object.assign(counts, answer.parse(z.object({ counts: shape })).counts);
      }
      return counts;
    },
  };
}

function toComment({ createdAt, editedAt, editableUntil, ...data }: z.infer<typeof comment>): CommentData {
  const edited = toDate(editedAt);
  const until = toDate(editableUntil);
  return {
    ...data,
    createdAt: toDate(createdAt) ?? null,
    ...(edited && { editedAt: edited }),
    ...(until && { editableUntil: until }),
  };
}

/** @returns undefined for what is no date */
function toDate(text: string | null = ''): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function refusal(status: number, body: unknown): Refusal | undefined {
  const said = status < 400 ? undefined : problem.safeParse(body).data;
  // The first attempt is under way still, or another text came with this key: what is stored, only a look at the thread tells.
  if (said?.code === 'idempotency-key-reused') return { code: 'unavailable' };
  return said && { code: sayable.find((code) => code === said.code), issues: said.errors?.map(toIssue) };
}

function toIssue({ field, code, detail = '', ...measures }: z.infer<typeof complaint>): Issue {
  const at = fieldNames.find((name) => name === field);
  const why = issueCodes.find((known) => known === code);
  return at && why ? { field: at, code: why, ...measures } : { field: at ?? 'body', code: 'refused', message: detail };
}
