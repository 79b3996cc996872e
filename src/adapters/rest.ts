import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { ErrorCode, Issue, IssueCode } from '../core/errors.js';
import { defaultRules, fieldNames } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { addressOf, read, write, type Refusal } from './http.js';
import { actsOf, type Ask } from './rest-acts.js';
import { comment, flag, number, text, toComment } from './rest-comment.js';
import { resolveEndpoint } from './settings.js';

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

/**
 * A server that speaks this library's own protocol (demo/server/openapi.json).
 * @param options `endpoint`: where the comments are, for example `/api/comments`
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function rest({ endpoint }: AdapterOptions): Adapter {
  const comments = resolveEndpoint(endpoint);

  const ask: Ask = (method, { signal, lang = '' }, { path = [], query, token, body, headers }) =>
    (method === 'GET' ? read : write)(addressOf(comments, path.map(encodeURIComponent).join('/'), query), {
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

  return {
    name: 'rest',
    rules: { ...defaultRules, orders: ['oldest', 'newest', 'best'] },

    async list({ thread, order, limit, cursor, around, parentId: parent, since }, options) {
      const query = { thread, order, limit, cursor, around, parent, since };
      const answer = await ask('GET', options, { query });
      const { comments: given, ...more } = answer.parse(page);
      const found: CommentData[] = [];
      const take = (one: unknown) => found.push(toComment(answer.parse(comment, one, 'comments', found.length)));
      await inSlices(given, take, options.signal);
      return { ...more, comments: found };
    },

    isRepeatable: () => true,

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

    ...actsOf(ask),
  };
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
