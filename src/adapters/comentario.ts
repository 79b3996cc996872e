import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { Author, CommentData } from '../core/comment.js';
import type { CommentError, IssueCode } from '../core/errors.js';
import type { FieldName, Order, Rules } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { pageOf } from '../core/thread-pages.js';
import { authorOf } from './author.js';
import { toDateOfGo } from './dates.js';
import { addressOf, jsonRequest, read, write, type Answer, type Refusal } from './http.js';
import { countInGroups, recordOf } from './records.js';
import { resolveEndpoint } from './settings.js';

/** Go leaves out of its answer what is empty, also a text of which its sanitiser left nothing. */
const text = z.exactOptional(z.string());

const comment = z.object({
  id: z.string(),
  parentId: text,
  userCreated: text,
  authorName: text,
  html: text,
  score: z.number(),
  createdTime: z.string(),
  editedTime: text,
  isSticky: z.boolean(),
  isApproved: z.boolean(),
  isPending: z.boolean(),
  isDeleted: z.boolean(),
});

const commenter = z.object({
  id: z.string(),
  name: text,
  websiteUrl: text,
  hasAvatar: z.boolean(),
  isModerator: z.boolean(),
});

type Commenter = z.infer<typeof commenter>;

const thread = z.object({
  comments: z.nullable(z.array(z.unknown())),
  commenters: z.nullable(z.array(commenter)),
  pageInfo: z.object({
    isDomainReadonly: z.boolean(),
    isPageReadonly: z.boolean(),
    defaultSort: z.string(),
    enableCommentVoting: z.boolean(),
    maxCommentLength: z.number(),
  }),
});

const receipt = z.object({ comment, commenter });

/** What the application says, and what the framework under it says of a request that its schema does not allow. */
const complaint = z.object({ id: text, code: z.exactOptional(z.number()), message: text });

/** All who have no account are this one, whose name is "Anonymous" in every language. */
const anonymous = /^[0-]*$/;

/** By time or by score, ascending or descending. The worst first is an order that nobody here asks for. */
const orderOf: ReadonlyMap<string, Order> = new Map([
  ['ta', 'oldest'],
  ['sd', 'best'],
]);

const orders: readonly Order[] = ['newest', 'oldest', 'best'];

/** Those of go-openapi that a reader can mend. */
const issueCodes: Readonly<Record<number, IssueCode>> = { 602: 'required', 603: 'too-long' };
const fieldOf: ReadonlyMap<string, FieldName> = new Map([
  ['markdown', 'body'],
  ['authorName', 'name'],
]);

/** How many paths the server counts in one request. */
const mostCounted = 32;

const rules: Rules = {
  fields: {
    body: { use: 'required', max: 4096, unit: 'bytes' },
    name: { use: 'optional', max: 63 },
    email: { use: 'none' },
    url: { use: 'none' },
  },
  replyDepth: Infinity,
  orders,
  open: true,
  sameOrigin: false,
};

/**
 * Comentario 3, for readers without an account of its own: votes and changes are for those who have one. It gives a thread whole, so
 * its pages are made here. Written after the answers of 3.13.1 and after `resources/swagger/swagger.yml` of that version.
 * @param options `endpoint`: where Comentario is, without the `/api`. `host`: the domain by which it knows the site, where that is
 * not the page's own. A thread is a path on it: one without a slash at its beginning gets it
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function comentario({ endpoint, host = location.host }: AdapterOptions): Adapter {
  const api = addressOf(resolveEndpoint(endpoint), 'api');

  const refusals: Readonly<Record<string, Refusal>> = {
    'comment-text-too-long': { issues: [{ field: 'body', code: 'too-long' }] },
    'domain-readonly': { code: 'closed' },
    'page-readonly': { code: 'closed' },
    // So may a moderator have made all those without an account.
    'user-banned': { code: 'rejected' },
    'user-locked': { code: 'rejected' },
    'user-readonly': { code: 'rejected' },
    unauthenticated: {
      code: 'unauthorized',
      message: `Comentario, Domains, ${host}, Authentication, allow "Commenting without registration"`,
    },
    'unknown-host': {
      code: 'misconfigured',
      message: `Comentario, Domains: add ${host}, or correct data-host or endpoint`,
    },
  };

  function ask(method: 'POST' | 'PUT', path: string, body: object, signal?: AbortSignal): Promise<Answer> {
    return (method === 'POST' ? read : write)(addressOf(api, `embed/comments${path}`), {
      ...jsonRequest({ host, ...body }),
      method,
      signal,
      // What is read is never "gone": a page that is not there yet is made. A count says so of a host it does not know.
      refusal: (status, said) => (status === 404 && method === 'POST' ? refusals['unknown-host'] : refusal(said)),
    });
  }

  function refusal(body: unknown): Refusal | undefined {
    const { id: said = '', code = 0, message = '' } = complaint.safeParse(body).data ?? {};
    const [, property] = /^body\.(\w+)/.exec(message) ?? [];
    if (!property) return refusals[said];
    if (property === 'parentId') return { code: 'gone' };
    const field = fieldOf.get(property);
    if (!field) return { code: 'misconfigured', message: `no such ${property}` };
    return { issues: [{ field, code: issueCodes[code] ?? 'refused' }] };
  }

  async function readThread(path: string, signal?: AbortSignal) {
    const answer = await ask('POST', '', { path }, signal);
    const { comments, commenters, pageInfo } = answer.parse(thread);
    const authors = new Map(commenters?.map((author) => [author.id, author]));
    const found: CommentData[] = [];
    const take = (one: unknown) => {
      const given = answer.parse(comment, one, 'comments', found.length);
      const { score } = given;
      const data = toComment(given, authors.get(given.userCreated ?? ''));
      // Nobody votes without an account: a nought at every comment would say nothing.
      found.push(score && pageInfo.enableCommentVoting ? { ...data, score } : data);
    };
    await inSlices(comments ?? [], take, signal);
    return [found, pageInfo] as const;
  }

  return {
    name: 'comentario',
    rules,

    async list({ thread: key, ...query }, { signal }) {
      const [found, pageInfo] = await readThread(pathOf(key), signal);
      const order = orderOf.get(pageInfo.defaultSort) ?? 'newest';
      return {
        ...pageOf(found, { order, ...query }),
        total: found.filter(({ status }) => status === 'published').length,
        rules: {
          fields: { ...rules.fields, body: { ...rules.fields.body, max: pageInfo.maxCommentLength } },
          orders: [...new Set([order, ...orders])],
          open: !pageInfo.isDomainReadonly && !pageInfo.isPageReadonly,
        },
      };
    },

    async post({ thread: key, parentId }, { body, name }) {
      const path = pathOf(key);
      const send = () =>
        ask('PUT', '', {
          path,
          unregistered: true,
          markdown: body,
          // JSON leaves out what is undefined; the server takes no empty `parentId`.
          authorName: name || undefined,
          parentId: parentId ?? undefined,
        });
      const answer = await send().catch(async (error: unknown) => {
        if ((error as CommentError).code !== 'gone') throw error;
        // It knows a page only once somebody has asked for its comments.
        await readThread(path);
        return send();
      });
      const { comment, commenter } = answer.parse(receipt);
      return toComment(comment, commenter);
    },

    count: (threads, { signal }) =>
      countInGroups(threads, mostCounted, async (asked) => {
        const paths = asked.map(pathOf);
        const answer = await ask('POST', '/counts', { paths }, signal);
        // Of a page that nobody has read yet it says nothing.
        const commentCounts = recordOf(paths, z.exactOptional(z.number()));
        const counts = answer.parse(z.object({ commentCounts })).commentCounts;
        return Object.fromEntries(asked.map((key) => [key, counts[pathOf(key)] ?? 0]));
      }),
  };

  function toComment(given: z.infer<typeof comment>, commenter?: Commenter): CommentData {
    const { parentId = null, html = '', isDeleted } = given;
    const edited = toDateOfGo(given.editedTime);
    return {
      id: given.id,
      parentId,
      // Of what is deleted the server forgets what was said, not who said it.
      author: isDeleted ? authorOf() : toAuthor(given.authorName, commenter),
      content: { format: 'html', value: isDeleted ? '' : html },
      createdAt: toDateOfGo(given.createdTime),
      status: isDeleted ? 'deleted' : given.isApproved && !given.isPending ? 'published' : 'pending',
      ...(edited && { editedAt: edited }),
      ...(given.isSticky && { isPinned: true }),
    };
  }

  function toAuthor(name = '', commenter?: Commenter): Author {
    if (!commenter || anonymous.test(commenter.id)) return authorOf(name);
    const { id, websiteUrl, hasAvatar, isModerator } = commenter;
    return {
      ...authorOf(commenter.name ?? name, websiteUrl, isModerator),
      // Comentario keeps the picture itself, under a number of its own: no hash of an e-mail.
      ...(hasAvatar && { avatar: addressOf(api, `users/${id}/avatar`, { size: 'M' }).href }),
    };
  }
}

function pathOf(thread: string): string {
  return thread.startsWith('/') ? thread : `/${thread}`;
}
