import * as z from 'zod/mini';
import type { Adapter, AdapterOptions, RequestOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { CommentError, Issue, IssueCode } from '../core/errors.js';
import { lengthOf, type FieldName, type FieldUse } from '../core/rules.js';
import { authorOf } from './author.js';
import { toDateInUtc } from './dates.js';
import { addressOf, jsonRequest, read, write, type Answer, type Query, type Refusal } from './http.js';
import { choice, resolveEndpoint } from './settings.js';

/** The e-mail is not among them: the collection hides it. */
const record = z.object({
  id: z.string(),
  author: z.string(),
  website: z.string(),
  content: z.string(),
  parent: z.string(),
  status: z.string(),
  created: z.string(),
});

const pageOf = <T>(item: z.ZodMiniType<T>) =>
  z.object({ items: z.array(item), page: z.number(), totalItems: z.number(), totalPages: z.number() });

const problem = z.object({ data: z.unknown() });

const limit = z.exactOptional(z.number());
const complaint = z.object({
  code: z.string(),
  message: z.string(),
  params: z.exactOptional(z.object({ max: limit, min: limit })),
});

const meaning: Readonly<Record<string, IssueCode>> = {
  validation_required: 'required',
  validation_is_email: 'email',
  validation_invalid_url: 'url',
  validation_max_text_constraint: 'too-long',
  validation_min_text_constraint: 'too-short',
};

/** Which field of the form stands in which of the collection. Without a prototype, which a name in an answer could lead to. */
const fieldOf = {
  __proto__: null,
  content: 'body',
  author: 'name',
  email: 'email',
  website: 'url',
} as object as Readonly<Record<string, FieldName>>;

const uses: readonly FieldUse[] = ['required', 'optional', 'none'];

/** In bytes: PocketBase takes 3 500, and 200 terms; a proxy before it takes addresses of 8 000, where each byte may need three. */
const longestFilter = 2_000;
/** How many records PocketBase gives at once at most. */
const mostRecords = 1_000;
/** How many times that are counted at most, whatever number of pages is claimed. */
const mostPages = 50;

/**
 * PocketBase with the collection of demo/backends/pocketbase.json, and with the hook demo/backends/pocketbase.pb.js, which stores
 * the readers' e-mails. What is known of its answers was seen at version 0.40.4.
 * @param options `endpoint`: where PocketBase is, for example `https://pocketbase.example`; `collection`: its name there, `comments`
 * by default; `email`: whether it takes an e-mail, `required` as in that file by default, `optional` or `none`
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content, and when `email`
 * is none of the three
 */
export function pocketbase({ endpoint, collection = 'comments', email: use = 'required' }: AdapterOptions): Adapter {
  const records = addressOf(resolveEndpoint(endpoint), `api/collections/${encodeURIComponent(collection)}/records`);
  const admission = `PocketBase has other origins: pocketbase serve --origins="${location.origin}"`;

  function ask(query: Query, { signal }: RequestOptions): Promise<Answer> {
    return read(addressOf(records, '', query), { admission, refusal: (status, body) => refusal(status, body), signal });
  }

  return {
    name: 'pocketbase',
    rules: {
      fields: {
        body: { use: 'required', max: 5_000 },
        name: { use: 'required', max: 100 },
        email: { use: choice('email', use, uses) },
        url: { use: 'optional', max: 2_082 },
      },
      replyDepth: Infinity,
      // In any other order some page would have an answer before what it answers.
      orders: ['oldest'],
      open: true,
      sameOrigin: false,
    },

    async list({ thread, cursor = 1, limit = 100 }, options) {
      // Those of the same millisecond stand as they came: @rowid counts them.
      const query = { filter: `(${equal('page', thread)})`, sort: 'created,@rowid', page: cursor, perPage: limit };
      const { items, page, totalItems: total, totalPages } = (await ask(query, options)).parse(pageOf(record));
      return { comments: items.map(toComment), total, ...(page < totalPages && { next: String(page + 1) }) };
    },

    isRepeatable: () => true,

    async post({ thread, parentId }, { body, name, email, url, extra }, { attemptKey }) {
      // The id may come from whoever writes, and is the same when they try again: PocketBase keeps one record of it.
      const id = attemptKey.replaceAll('-', '').slice(0, 15);
      const given = { id, page: thread, author: name, email, website: url, content: body, parent: parentId ?? '' };
      try {
        const answer = await write(records, {
          ...jsonRequest({ ...extra, ...given }),
          admission,
          refusal: (status, answer) => refusal(status, answer, given),
        });
        return toComment(answer.parse(record));
      } catch (error) {
        if ((error as CommentError).code !== 'duplicate') throw error;
      }
      const [stored] = (await ask({ filter: `(${equal('id', id)})` }, {})).parse(pageOf(record)).items;
      // It is there, but only what is approved is shown.
      return stored ? toComment(stored) : { status: 'pending' };
    },

    async count(threads, options) {
      const counts = new Map(threads.map((thread) => [thread, 0]));
      const counted = pageOf(z.object({ page: z.string() }));
      for (const filter of filtersOf(threads))
        for (let page = 1, last = 1; page <= last; page++) {
          const answer = await ask({ filter, fields: 'page', page, perPage: mostRecords }, options);
          const { items, totalPages } = answer.parse(counted);
          for (const { page: thread } of items) if (counts.has(thread)) counts.set(thread, counts.get(thread)! + 1);
          last = Math.min(totalPages, mostPages);
        }
      return Object.fromEntries(counts);
    },
  };

  /** @param sent what was to be stored, undefined where something was asked for */
  function refusal(status: number, body: unknown, sent?: { readonly email: string }): Refusal | undefined {
    const said = status < 400 ? undefined : problem.safeParse(body).data;
    const settings = (message: string) => ({ code: 'misconfigured', message: `"${collection}" ${message}` }) as const;
    const imported = 'import demo/backends/pocketbase.json';
    if (said && status === 404) return settings(`is no collection: ${imported}`);
    if (said && status === 403) return sent ? { code: 'closed' } : settings(`has no List rule: status = 'approved'`);
    if (!said || status !== 400) return undefined;
    if (!sent) return settings(`lacks a field, or the name of the thread is too long: ${imported}`);

    const issues: Issue[] = [];
    for (const [name, found] of Object.entries(said.data ?? {})) {
      const { code = '', message = '', params = {} } = complaint.safeParse(found).data ?? {};
      const field = fieldOf[name];
      const why = meaning[code];
      if (code === 'validation_not_unique') return { code: 'duplicate' };
      if (name === 'parent') return { code: 'gone' };
      if (!field) return settings(`takes no such "${name}": ${code}`);
      if (field === 'email' && why === 'required' && sent.email)
        return settings('drops e-mails: copy demo/backends/pocketbase.pb.js to pb_hooks');
      const limit = params.max ?? params.min;
      issues.push(why ? { field, code: why, ...(limit && { limit }) } : { field, code: 'refused', message });
    }
    // Of its Create rule PocketBase says no more than that it was not met.
    return { code: issues.length ? 'invalid' : 'rejected', issues };
  }
}

/** A string of JSON is one of a filter, too, whatever is in it. */
function equal(field: string, value: string): string {
  return `${field}=${JSON.stringify(value)}`;
}

/** As few filters as there may be for all of these threads. */
function filtersOf(threads: readonly string[]): string[] {
  const filters: string[] = [];
  for (const thread of threads) {
    const term = equal('page', thread);
    const longer = `${filters.at(-1)}||${term}`;
    const fits = filters.length > 0 && lengthOf(longer, { use: 'none', unit: 'bytes' }) <= longestFilter;
    filters.splice(filters.length - Number(fits), 1, fits ? longer : term);
  }
  return filters;
}

function toComment({
  id,
  author: name,
  website,
  content,
  parent,
  status,
  created,
}: z.infer<typeof record>): CommentData {
  return {
    id,
    parentId: parent || null,
    author: authorOf(name, website),
    content: { format: 'text', value: content },
    createdAt: toDateInUtc(created),
    status: status === 'approved' ? 'published' : 'pending',
  };
}
