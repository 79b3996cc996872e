import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData, OwnComment } from '../core/comment.js';
import type { Order, Rules } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { authorOf } from './author.js';
import { toDate } from './dates.js';
import { textOf } from './html-text.js';
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
import { resolveEndpoint } from './settings.js';

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

  function ask(send: typeof read, path: string, request: ReadRequest, query?: Query): Promise<Answer> {
    return send(addressOf(server, path, query), {
      ...request,
      // Without it, its errors are pages.
      headers: { Accept: 'application/json', ...request.headers },
      admission: `isso.cfg, [general], one more line below "host =":    ${location.origin}`,
      refusal(status, body) {
        if (status === 404 && !path.startsWith('id/')) return { code: 'misconfigured', message: 'endpoint: no Isso' };
        if (status < 400) return undefined;
        return refusalBy(() => import('./isso-refusals.js'), status, body, rules);
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
      const answer = await ask(read, '', { signal }, query);
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
      const answer = await ask(write, 'new', { ...jsonRequest(draft), credentials }, { uri: thread });
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
        if (!counted) return fail('gone');
        if (counted.message === undefined) return counted.likes - counted.dislikes;
      }
      return fail('forbidden', 'one vote of an address, for good');
    },

    async count(threads, { signal }) {
      if (threads.length === 0) return {};
      const answer = await ask(read, 'count', { ...jsonRequest(threads), signal });
      const counts = answer.parse(z.array(z.unknown()));
      return Object.fromEntries(
        threads.map((thread, index) => [thread, answer.parse(z.number(), counts[index], index)]),
      );
    },
  };
}

function toComment(given: z.infer<typeof comment>): CommentData {
  const { parent, author, website, mode, modified, likes, dislikes } = given;
  const isDeleted = mode === 4;
  const editedAt = isDeleted || modified === null ? null : toDate(modified);
  return {
    id: String(given.id),
    parentId: parent === null ? null : String(parent),
    // Both are texts that Isso has escaped for HTML.
    author: authorOf(textOf(author), textOf(website)),
    // In a list a deleted text is an empty paragraph.
    content: { format: 'html', value: isDeleted ? '' : given.text },
    createdAt: toDate(given.created),
    status: statuses[mode],
    ...(editedAt && { editedAt }),
    ...(!isDeleted && { score: likes - dislikes }),
  };
}

function idPath(id: string, action = ''): string {
  return `id/${encodeURIComponent(id)}${action}`;
}
