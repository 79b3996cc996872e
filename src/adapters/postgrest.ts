import * as z from 'zod/mini';
import type { Adapter, AdapterOptions, RequestOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { CommentError } from '../core/errors.js';
import type { FieldName } from '../core/rules.js';
import { authorOf } from './author.js';
import { toDate } from './dates.js';
import { addressOf, jsonRequest, read, write, type Answer, type Query, type Refusal } from './http.js';
import { countInGroups } from './records.js';
import { misconfigured, resolveEndpoint } from './settings.js';

/** Named one by one: readers have no right to the other columns, and `*` would ask for them all. */
const shape = {
  id: z.string(),
  parent_id: z.nullable(z.string()),
  author_name: z.string(),
  author_url: z.nullable(z.string()),
  body: z.string(),
  created_at: z.string(),
  is_staff: z.boolean(),
};
const row = z.object(shape);
const select = Object.keys(shape).join();

/** Gateways before PostgREST have no code, and it leaves out the details where it is told to say little. */
const problem = z.object({
  code: z.exactOptional(z.string()),
  message: z.string(),
  details: z.exactOptional(z.unknown()),
});

/** By the numbers in which comments came, which a trigger copies from the top down: dates may be the same, numbers are not. */
const sorts = { oldest: 'number.asc', newest: 'root.desc,number.asc' } as const;

/** Supabase's secret keys: the new ones by their name, the old ones by the role that is written in them, `service_role` in base 64. */
const secret = /^sb_secret_|c2VydmljZV9yb2xl|NlcnZpY2Vfcm9sZ|zZXJ2aWNlX3JvbG/;

/** Their keys are in the address, and servers take some 8 KB of that. */
const mostCounted = 50;

/**
 * PostgREST, and Supabase which has it inside, with the table of demo/backends/postgrest.sql; another table can be given the same
 * columns by a view. Written after the documentation and the specification tests of PostgREST, the answers of the table itself after
 * PostgreSQL 15.
 * @param options `endpoint`: the table's address, for example `https://abc.supabase.co/rest/v1/comments`; `key`: Supabase's
 * publishable (anon) key, or a token for PostgREST, where it asks for one
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content, and when `key` is
 * a secret one or none that a header may hold
 */
export function postgrest({ endpoint, key = '' }: AdapterOptions): Adapter {
  const table = resolveEndpoint(endpoint);
  table.pathname = table.pathname.replace(/\/$/, '');
  if (!/^[\w.~+/=-]*$/.test(key) || secret.test(key))
    misconfigured('key', 'give the publishable (anon) one, and revoke any other that was here');

  const headers = key ? { apikey: key, Authorization: `Bearer ${key}` } : {};
  const admission = `in PostgREST's configuration, add it to server-cors-allowed-origins = "${location.origin}"`;

  function ask(query: Query, { signal }: RequestOptions, suffix = ''): Promise<Answer> {
    const url = addressOf(table, '', query);
    url.pathname += suffix;
    return read(url, { headers: { ...headers, Prefer: 'count=exact' }, admission, refusal, signal });
  }

  return {
    name: 'postgrest',
    rules: {
      fields: {
        body: { use: 'required', max: 10_000 },
        name: { use: 'required', max: 80 },
        email: { use: 'optional', max: 254 },
        url: { use: 'optional', max: 500 },
      },
      replyDepth: Infinity,
      orders: ['oldest', 'newest'],
      open: true,
      sameOrigin: false,
    },

    async list({ thread, order, limit, cursor = '0' }, options) {
      const sort = order === 'newest' ? sorts.newest : sorts.oldest;
      const query = { select, thread: `eq.${thread}`, order: sort, limit, offset: cursor };
      try {
        const answer = await ask(query, options);
        const rows = answer.parse(z.array(row));
        // `0-24/137`; a proxy may have taken it away. A server may give fewer than it is asked for.
        const [said] = /\d+$/.exec(answer.headers.get('Content-Range') ?? '') ?? [];
        const end = Number(cursor) + rows.length;
        const isLast = said ? end >= Number(said) : rows.length !== limit;
        return {
          comments: rows.map(toComment),
          ...(said && { total: Number(said) }),
          ...(rows.length && !isLast ? { next: String(end) } : {}),
        };
      } catch (error) {
        // Past the end: what stood there when the page before was read is gone.
        if (cursor === '0' || (error as CommentError).code !== 'gone') throw error;
        return { comments: [] };
      }
    },

    isRepeatable: () => true,

    async post({ thread, parentId }, { body, name, email, url }, { attemptKey: id }) {
      const columns = { id, thread, parent_id: parentId, author_name: name, author_email: email || null };
      let isStored = false;
      try {
        const answer = await write(table, {
          // Asked for the row itself, PostgreSQL would refuse to store one that its author may not read.
          ...jsonRequest({ ...columns, author_url: url || null, body }, { ...headers, Prefer: 'return=minimal' }),
          admission,
          refusal(status, said) {
            // The primary key is that of the attempt.
            isStored = !!problemOf(said).message?.includes('_pkey"');
            return refusal(status, said);
          },
        });
        answer.parse(z.literal(['']));
      } catch (error) {
        if (!isStored) throw error;
      }
      try {
        const [own] = (await ask({ select, id: `eq.${id}` }, {})).parse(z.array(row));
        // It is there, but only what is published is shown.
        return own ? toComment(own) : { status: 'pending' };
      } catch {
        return { status: 'accepted' };
      }
    },

    count: (threads, options) =>
      countInGroups(threads, mostCounted, async (asked) => {
        const thread = `in.(${asked.map(quoted).join()})`;
        const answer = await ask({ select: 'thread,total', thread }, options, '_count');
        const rows = answer.parse(z.array(z.object({ thread: z.string(), total: z.number() })));
        const counts = [...asked.map((thread) => ({ thread, total: 0 })), ...rows];
        return Object.fromEntries(counts.map(({ thread, total }) => [thread, total]));
      }),
  };
}

/** What PostgreSQL, PostgREST, the table's own trigger (`PT…`) or a gateway before them says no with. */
function problemOf(body: unknown): Partial<z.infer<typeof problem>> {
  return problem.safeParse(body).data ?? {};
}

function refusal(status: number, body: unknown): Refusal | undefined {
  if (status < 400) return undefined;
  const { code = '', message = '', details } = problemOf(body);
  const misconfigured = (what: string): Refusal => ({
    code: 'misconfigured',
    message: `${message || status}: ${what}`,
  });

  // Past the end of the thread; what is answered was deleted, or never was.
  if (status === 416 || code === '23503' || code === '22P02') return { code: 'gone' };
  if (code === 'PT403') return { code: 'closed' };
  if (code === 'PT429')
    return { retryAfter: typeof details === 'string' && /^\d{1,5}$/.test(details) ? +details : undefined };
  if (/ row-level /.test(message)) return { code: 'forbidden' };
  // Of privileges, names and addresses, nothing of which is a reader's.
  if (/^(42|PGRST[12])/.test(code)) return misconfigured('run demo/backends/postgrest.sql');
  // Readers do not log in. A gateway has no code for it; a server without a secret to check keys by calls it a breakdown (PGRST300).
  if (code.startsWith('PGRST3') || (status === 401 && !code.startsWith('PT')))
    return misconfigured('is data-key the publishable key?');
  if (status === 404 && !code) return misconfigured('is endpoint the address of a table?');
  if (status !== 400 && status !== 422) return undefined;

  // A constraint or a column has its field in its name. What `raise exception` says is for the reader.
  const [, field = 'body'] = /author_(name|email|url)/.exec(message) ?? [];
  const why = code === '23502' ? 'required' : 'refused';
  return { issues: [{ field: field as FieldName, code: why, ...(code.startsWith('P') && { message }) }] };
}

function toComment({ id, parent_id, author_name: name, ...data }: z.infer<typeof row>): CommentData {
  return {
    id,
    parentId: parent_id,
    author: authorOf(name, data.author_url, data.is_staff),
    content: { format: 'text', value: data.body },
    createdAt: toDate(data.created_at),
    status: 'published',
  };
}

/** As one of a list in an address: without the quotation marks a comma would end it. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
