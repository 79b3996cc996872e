import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { ErrorCode, Issue, IssueCode } from '../core/errors.js';
import { defaultRules, fieldNames } from '../core/rules.js';
import { read, resolveEndpoint, write, type Refusal } from './http.js';

/** `z.minLength` would bring more code than this, which shares `z.check` with the form. */
const id = z.string().check(
  z.check(({ value, issues }) => {
    if (!value) issues.push({ code: 'custom', input: value });
  }),
);

const comment = z.object({
  id,
  parentId: z.nullable(z.string()),
  author: z.object({ name: z.string(), url: z.exactOptional(z.string()) }),
  content: z.object({ format: z.literal(['text', 'html']), value: z.string() }),
  createdAt: z.nullable(z.string()),
  status: z.literal(['published', 'pending']),
});

const fieldRule = z.object({
  use: z.literal(['required', 'optional', 'none']),
  min: z.exactOptional(z.number()),
  max: z.exactOptional(z.number()),
  unit: z.exactOptional(z.literal(['characters', 'bytes'])),
});

const page = z.object({
  comments: z.array(comment),
  total: z.exactOptional(z.number()),
  next: z.exactOptional(z.string()),
  rules: z.exactOptional(
    z.object({
      fields: z.exactOptional(z.object({ body: fieldRule, name: fieldRule, email: fieldRule, url: fieldRule })),
      replyDepth: z.exactOptional(z.number()),
      orders: z.exactOptional(z.array(z.literal(['oldest', 'newest', 'best']))),
      open: z.exactOptional(z.boolean()),
      sameOrigin: z.exactOptional(z.boolean()),
    }),
  ),
});

const complaint = z.object({
  field: z.exactOptional(z.string()),
  code: z.exactOptional(z.string()),
  limit: z.exactOptional(z.number()),
  length: z.exactOptional(z.number()),
  detail: z.exactOptional(z.string()),
});

/** A problem of RFC 9457 with two members of our own. */
const problem = z.object({ code: z.exactOptional(z.string()), errors: z.exactOptional(z.array(complaint)) });

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
 * A server that speaks this library's own protocol (demo/server/openapi.yaml).
 * @param options `endpoint`: where the comments are, for example `/api/comments`
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function rest({ endpoint }: AdapterOptions): Adapter {
  const comments = resolveEndpoint(endpoint);
  return {
    name: 'rest',
    rules: { ...defaultRules, orders: ['oldest', 'newest'] },

    async list({ thread, order, limit, cursor }, { signal, lang }) {
      const url = new URL(comments);
      for (const [name, value] of Object.entries({ thread, order, limit, cursor })) {
        if (value !== undefined) url.searchParams.set(name, String(value));
      }
      const answer = await read(url, { headers: headers(lang), refusal, signal });
      const { comments: found, ...more } = answer.parse(page);
      return { ...more, comments: found.map(toComment) };
    },

    async post({ thread, parentId, url, title }, { body, name, email, url: site, extra }, { attemptKey, lang }) {
      const answer = await write(comments, {
        // A string of JSON is also one of a structured field (RFC 9651, 3.3.3).
        headers: {
          ...headers(lang),
          'Content-Type': 'application/json',
          'Idempotency-Key': JSON.stringify(attemptKey),
        },
        body: JSON.stringify({ thread, parentId, body, name, email, url: site, page: { url, title }, extra }),
        refusal,
      });
      if (answer.status !== 202) return toComment(answer.parse(comment));
      if (answer.body !== '') answer.parse(z.object({}));
      return { status: 'accepted' };
    },
  };
}

function headers(lang = ''): Record<string, string> {
  // `fetch` throws at characters that a header cannot have, and a page's `lang` may hold any.
  const language = /^[\w-]+$/.test(lang) && { 'Accept-Language': lang };
  return { Accept: 'application/json, application/problem+json', ...language };
}

function toComment({ createdAt, ...data }: z.infer<typeof comment>): CommentData {
  const date = new Date(createdAt ?? '');
  return { ...data, createdAt: Number.isNaN(date.getTime()) ? null : date };
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
