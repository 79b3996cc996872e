import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import { defaultRules } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { addressOf, read, refusalBy, write, type HttpRequest } from './http.js';
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
      // Undefined where there is nothing to be sent.
      body: JSON.stringify(body),
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

function refusal(status: number, body: unknown): ReturnType<Required<HttpRequest>['refusal']> {
  if (status < 400) return undefined;
  const said = body as { readonly code?: unknown } | null | undefined;
  // The first attempt is under way still, or another text came with this key: what is stored, only a look at the thread tells.
  if (said?.code === 'idempotency-key-reused') return { code: 'unavailable' };
  return refusalBy(() => import('./rest-refusals.js'), body);
}
