import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData, OwnComment } from '../core/comment.js';
import { CommentError, type IssueCode } from '../core/errors.js';
import type { FieldName, Order, Rules } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { read, resolveEndpoint, write, type Answer, type ReadRequest, type Refusal } from './http.js';

const text = z.nullable(z.string());
const flag = z.exactOptional(z.boolean());

const comment = z.object({
  id: z.number(),
  parent: z.nullable(z.number()),
  text: z.string(),
  author: text,
  website: text,
  mode: z.literal([1, 2, 4]),
  created: z.number(),
  modified: z.nullable(z.number()),
  likes: z.number(),
  dislikes: z.number(),
  // At the top: the first of its answers, and how many there are more.
  replies: z.exactOptional(z.array(z.unknown())),
  hidden_replies: z.exactOptional(z.number()),
});

const page = z.object({
  total_replies: z.number(),
  hidden_replies: z.number(),
  replies: z.array(z.unknown()),
  config: z.object({ 'require-email': flag, 'require-author': flag, 'website-field': flag }),
});

/** `message` tells why a vote does not count; the answer is null where there is nothing to be voted on. */
const votes = z.nullable(z.object({ likes: z.number(), dislikes: z.number(), message: z.exactOptional(z.string()) }));

const statuses = { 1: 'published', 2: 'pending', 4: 'deleted' } as const;

const sorts: Readonly<Record<Order, string>> = { oldest: 'oldest', newest: 'newest', best: 'upvotes' };

/** What proves that a comment is its author's is a cookie. */
const credentials = 'include';

/** How many comments at the top come by default, and how many answers with each. */
const few = 20;

const rules: Rules = {
  fields: {
    body: { use: 'required', min: 3, max: 65_535 },
    name: { use: 'optional' },
    email: { use: 'optional', max: 254 },
    url: { use: 'optional', max: 254 },
  },
  replyDepth: 1,
  orders: ['oldest', 'newest', 'best'],
  downvotes: true,
  open: true,
  sameOrigin: false,
};

/** What Isso says of a request that it does not take: in JSON, or in a page of HTML. */
const complaint = z.object({ message: z.string() });

/** By what it says, in English everywhere. */
const issues: readonly (readonly [said: string, field: FieldName, code: IssueCode])[] = [
  ['is missing', 'body', 'required'],
  ['too short', 'body', 'too-short'],
  ['too long', 'body', 'too-long'],
  ['rfc5321', 'email', 'too-long'],
  ['arbitrary', 'url', 'too-long'],
  ['Website', 'url', 'url'],
  ['email address', 'email', 'required'],
  ['author address', 'name', 'required'],
];
const refusals: readonly (readonly [said: string, refusal: Refusal])[] = [
  // It looks a minute back.
  ['ratelimit', { code: 'rate-limited', retryAfter: 60 }],
  // Until the comment that is answered may not be changed any more: `max-age` after it was written.
  ['time frame', { code: 'rate-limited', retryAfter: 900, message: 'isso.cfg, [guard]: reply-to-self = true' }],
  // For good: from that address only answers are taken.
  ['direct responses', { code: 'rejected', message: 'isso.cfg, [guard]: direct-reply = 3' }],
  ['CSRF', { code: 'misconfigured', message: 'a proxy changes the Content-Type' }],
];

/**
 * Isso 0.13.1 or later, for readers, who need no account. It knows authors by a cookie, for as long as `[general] max-age` says, and
 * voters by their address: a vote stays as it was given first. Written after the answers of 0.14.0, and after `isso/views/comments.py`
 * and `isso/db/spam.py` of that version.
 * @param options `endpoint`: where Isso is, for example `https://comments.example.org/`. A thread is what Isso calls a URI: the path of
 * the page, or its mails lead nowhere
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function isso({ endpoint }: AdapterOptions): Adapter {
  const server = resolveEndpoint(endpoint);
  server.pathname = server.pathname.replace(/\/?$/, '/');

  function ask(send: typeof read, path: string, request: ReadRequest, query: object = {}): Promise<Answer> {
    const url = new URL(path, server);
    url.search = new URLSearchParams({ ...query }).toString();
    return send(url, {
      ...request,
      // Without it, its errors are pages.
      headers: { Accept: 'application/json', ...(request.body && { 'Content-Type': 'application/json' }) },
      admission: `isso.cfg, [general], one more line below "host =":    ${location.origin}`,
      refusal(status, body) {
        if (status === 404 && !path.startsWith('id/')) return { code: 'misconfigured', message: 'endpoint: no Isso' };
        return status < 400 ? undefined : refusal(body);
      },
    });
  }

  /** Until when a comment may be deleted: as long as its cookie lives, where the browser has kept that of another site. */
  async function editableUntil(id: number, { headers }: Answer): Promise<Pick<OwnComment, 'editableUntil'>> {
    const [, age] = /Max-Age=([1-9]\d{0,8})\b/i.exec(headers.get('X-Set-Cookie') ?? '') ?? [];
    if (!age) return {};
    const until = new Date(Date.now() + Number(age) * 1000);
    return ask(read, `id/${id}`, { credentials, timeout: 3000 }).then(
      () => ({ editableUntil: until }),
      () => ({}),
    );
  }

  return {
    name: 'isso',
    rules,

    async list({ thread, order = 'oldest', cursor = '', parentId: parent, limit = few }, { signal }) {
      // The comments that came before, and how many of them are deleted: Isso counts those, too.
      const [offset = 0, deleted = 0] = cursor.split('-').map(Number);
      const isTop = parent === undefined;
      const query = {
        uri: thread,
        sort: sorts[order],
        limit,
        offset,
        ...(isTop ? { nested_limit: few } : { parent }),
      };
      const answer = await ask(read, './', { signal }, query);
      const { total_replies: total, hidden_replies: hidden, replies: given, config } = answer.parse(page);
      const comments: CommentData[] = [];
      let gone = deleted;
      const take = (one: unknown, index: number, ...path: PropertyKey[]) => {
        const at = [...path, 'replies', index];
        const data = answer.parse(comment, one, ...at);
        const { hidden_replies: moreReplies = 0, replies = [] } = data;
        const found = toComment(data);
        if (found.status === 'deleted') gone++;
        comments.push(moreReplies > 0 ? { ...found, moreReplies } : found);
        replies.forEach((reply, place) => take(reply, place, ...at));
      };
      await inSlices(given.entries(), ([index, one]) => take(one, index), signal);
      return {
        comments,
        ...(isTop && { total: total - gone }),
        ...(hidden > 0 && given.length > 0 && { next: `${offset + given.length}-${gone}` }),
        rules: {
          fields: {
            ...rules.fields,
            name: { use: config['require-author'] ? 'required' : 'optional' },
            email: { use: config['require-email'] ? 'required' : 'optional', max: 254 },
            url: { use: config['website-field'] === false ? 'none' : 'optional', max: 254 },
          },
        },
      };
    },

    async post({ thread, parentId, title }, { body, name, email, url }) {
      const draft = {
        text: body,
        author: name || null,
        email: email || null,
        website: url || null,
        parent: parentId === null ? null : Number(parentId),
        // Of a page that has no comments yet Isso would fetch the title itself, and refuse the comment where it cannot.
        title: title || thread,
      };
      const answer = await ask(write, 'new', { body: JSON.stringify(draft), credentials }, { uri: thread });
      const posted = answer.parse(comment);
      return { ...toComment(posted), ...(await editableUntil(posted.id, answer)) };
    },

    async find({ id }, { signal }) {
      return toComment((await ask(read, idPath(id), { signal, credentials })).parse(comment));
    },

    async remove({ id }) {
      const answer = await ask(write, idPath(id), { method: 'DELETE', credentials });
      const left = answer.parse(z.nullable(comment));
      return left && toComment(left);
    },

    async vote({ id }, value) {
      if (value) {
        const answer = await ask(write, idPath(id, value > 0 ? '/like' : '/dislike'), {});
        const counted = answer.parse(votes);
        if (!counted) throw new CommentError('gone');
        if (counted.message === undefined) return counted.likes - counted.dislikes;
      }
      throw new CommentError('forbidden', 'one vote of an address, for good');
    },

    async count(threads, { signal }) {
      if (threads.length === 0) return {};
      const answer = await ask(read, 'count', { method: 'POST', body: JSON.stringify(threads), signal });
      const counts = answer.parse(z.array(z.unknown()));
      return Object.fromEntries(
        threads.map((thread, index) => [thread, answer.parse(z.number(), counts[index], index)]),
      );
    },
  };
}

function toComment(given: z.infer<typeof comment>): CommentData {
  const { parent, author, website, mode, modified, likes, dislikes } = given;
  const url = plain(website);
  const isDeleted = mode === 4;
  const editedAt = isDeleted ? null : toDate(modified);
  return {
    id: String(given.id),
    parentId: parent === null ? null : String(parent),
    author: { name: plain(author), ...(/^https?:\/\//i.test(url) && { url }) },
    // In a list a deleted text is an empty paragraph.
    content: { format: 'html', value: isDeleted ? '' : given.text },
    createdAt: toDate(given.created),
    status: statuses[mode],
    ...(editedAt && { editedAt }),
    ...(!isDeleted && { score: likes - dislikes }),
  };
}

/** Null for what no calendar has. */
function toDate(seconds: number | null): Date | null {
  const date = new Date((seconds ?? NaN) * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Names and addresses are texts that Isso has escaped for HTML. */
function plain(escaped: string | null): string {
  const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };
  return (escaped ?? '').replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => signs[name]!);
}

function idPath(id: string, action = ''): string {
  return `id/${encodeURIComponent(id)}${action}`;
}

function refusal(body: unknown): Refusal | undefined {
  const said = typeof body === 'string' ? body : (complaint.safeParse(body).data?.message ?? '');
  const [, field, code] = issues.find(([text]) => said.includes(text)) ?? [];
  if (!field || !code) return refusals.find(([text]) => said.includes(text))?.[1];
  const { min, max } = rules.fields[field];
  const limit = { 'too-short': min, 'too-long': max }[code as string];
  return { code: 'invalid', issues: [{ field, code, ...(limit && { limit }) }] };
}
