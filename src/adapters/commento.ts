import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { Author, CommentData } from '../core/comment.js';
import type { Order, Rules } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { pageOf } from '../core/thread-pages.js';
import { authorOf } from './author.js';
import { toDateOfGo } from './dates.js';
import { addressOf, read, write, type Answer, type Refusal } from './http.js';
import { recordOf } from './records.js';
import { resolveEndpoint } from './settings.js';

const comment = z.object({
  commentHex: z.string(),
  commenterHex: z.string(),
  parentHex: z.string(),
  html: z.string(),
  score: z.number(),
  creationDate: z.string(),
  deleted: z.boolean(),
});

const commenter = z.object({
  name: z.string(),
  link: z.string(),
  photo: z.string(),
  isModerator: z.boolean(),
  deleted: z.exactOptional(z.boolean()),
});

const thread = z.object({
  comments: z.array(z.unknown()),
  isFrozen: z.boolean(),
  defaultSortPolicy: z.string(),
  attributes: z.object({ isLocked: z.boolean(), stickyCommentHex: z.string() }),
});

const receipt = z.object({
  commentHex: z.string(),
  html: z.string(),
  state: z.literal(['approved', 'unapproved', 'flagged']),
});

/** What it says no with, the status being 200. */
const complaint = z.object({ success: z.literal([false]), message: z.string() });

/** Whoever has no account, and in Commento++ gave no name either. It is listed in every thread. */
const nobody = 'anonymous';

const orderOf: ReadonlyMap<string, Order> = new Map([
  ['creationdate-asc', 'oldest'],
  ['creationdate-desc', 'newest'],
]);

const orders: readonly Order[] = ['best', 'newest', 'oldest'];

const rules: Rules = {
  fields: { body: { use: 'required' }, name: { use: 'optional' }, email: { use: 'none' }, url: { use: 'none' } },
  replyDepth: Infinity,
  orders,
  open: true,
  sameOrigin: false,
};

/**
 * Commento and Commento++, for readers without an account there: votes and changes are for those who have one. A thread comes whole and
 * in no order, so it is put in order and its pages are made here. Written after the answers of Commento++ 1.8.7 and the sources of both,
 * which tell by their lists which of them they are: a name is for Commento++ only.
 * @param options `endpoint`: where Commento is, without the `/api`. `domain`: the one by which it knows the site, where that is not the
 * page's own. A thread is what its own script calls a page: the path of it, or its `data-page-id`
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function commento({ endpoint, domain = location.host }: AdapterOptions): Adapter {
  const api = addressOf(resolveEndpoint(endpoint), 'api');

  /**
   * The body is JSON, and goes as the plain text that `fetch` takes a string for: of its headers the server lets other origins set
   * none but `X-Requested-With`. It demands every property, and that none is null.
   */
  const ask = (send: typeof write, action: string, body: object, signal?: AbortSignal): Promise<Answer> =>
    send(addressOf(api, `comment/${action}`), {
      method: 'POST',
      body: JSON.stringify({ domain, ...body }),
      refusal,
      ...(signal && { signal }),
    });

  function refusal(status: number, body: unknown): Refusal | undefined {
    if (status === 404) return { code: 'misconfigured', message: 'is this the address of Commento?' };
    const said = complaint.safeParse(body).data?.message;
    if (said === undefined) return undefined;
    if (/ frozen| locked/.test(said)) return { code: 'closed' };
    if (/ empty/.test(said)) return { code: 'invalid', issues: [{ field: 'body', code: 'required' }] };
    if (/ internal error/.test(said)) return { code: 'unavailable' };
    if (/ authorised/.test(said))
      return { code: 'unauthorized', message: `in Commento, ${domain}, allow "Anonymous comments"` };
    if (/ not registered/.test(said))
      return { code: 'misconfigured', message: `add ${domain} in Commento, or correct data-domain` };
    // In its own words, of which none are the reader's.
    return { code: 'protocol', message: said, outcome: 'refused' };
  }

  return {
    name: 'commento',
    rules,

    async list({ thread: path, ...query }, { signal }) {
      const answer = await ask(read, 'list', { commenterToken: nobody, path }, signal);
      const { comments, isFrozen, attributes, defaultSortPolicy } = answer.parse(thread);
      const given: z.infer<typeof comment>[] = [];
      await inSlices(comments, (one) => given.push(answer.parse(comment, one, 'comments', given.length)), signal);
      const hexes = [nobody, ...given.map(({ commenterHex }) => commenterHex)];
      const { commenters } = answer.parse(z.object({ commenters: recordOf(hexes, commenter) }));

      const known = new Set<string>();
      const found = given
        .map((one) => ({ ...one, createdAt: toDateOfGo(one.creationDate) }))
        .sort((a, b) => Number(a.createdAt) - Number(b.createdAt))
        .map(({ commentHex, commenterHex, parentHex, html, score, createdAt, deleted }): CommentData => {
          // It takes answers to what is not there, and keeps from this reader what is held.
          const parentId = known.has(parentHex) ? parentHex : null;
          known.add(commentHex);
          return {
            id: commentHex,
            parentId,
            // Of what is deleted it is nobody.
            author: toAuthor(commenterHex, commenters[commenterHex]!),
            content: { format: 'html', value: deleted ? '' : html },
            createdAt,
            status: deleted ? 'deleted' : 'published',
            ...(commentHex === attributes.stickyCommentHex && { isPinned: true }),
            // Nobody votes without an account: a nought at every comment would say nothing.
            ...(score && !deleted ? { score } : {}),
          };
        });
      const order = orderOf.get(defaultSortPolicy) ?? 'best';
      const takesNames = commenters[nobody]!.deleted !== undefined;
      return {
        ...pageOf(found, { order, ...query }),
        total: found.filter(({ status }) => status === 'published').length,
        rules: {
          fields: { ...rules.fields, name: { use: takesNames ? 'optional' : 'none' } },
          orders: [...new Set([order, ...orders])],
          open: !isFrozen && !attributes.isLocked,
        },
      };
    },

    async post({ thread: path, parentId }, { body, name }) {
      const answer = await ask(write, 'new', {
        commenterToken: nobody,
        anonName: name,
        path,
        parentHex: parentId ?? 'root',
        markdown: body,
      });
      const { commentHex, html, state } = answer.parse(receipt);
      return {
        id: commentHex,
        parentId,
        author: authorOf(name),
        content: { format: 'html', value: html },
        createdAt: null,
        status: state === 'approved' ? 'published' : 'pending',
      };
    },

    async count(threads, { signal }) {
      // It refuses to count nothing.
      if (!threads.length) return {};
      const answer = await ask(read, 'count', { paths: threads }, signal);
      // Of a page without comments it says nothing.
      const commentCounts = recordOf(threads, z.exactOptional(z.number()));
      const counts = answer.parse(z.object({ commentCounts })).commentCounts;
      return Object.fromEntries(threads.map((path) => [path, counts[path] ?? 0]));
    },
  };

  function toAuthor(hex: string, { name, link, photo, isModerator, deleted }: z.infer<typeof commenter>): Author {
    if (hex === nobody || deleted) return authorOf();
    return {
      // "undefined" stands for none, and was made an address of by mistake.
      ...authorOf(name, link.replace(/^https?:\/\/undefined$/i, ''), isModerator),
      // By way of Commento, which fetches it from where the account is: that address may hold a hash of an e-mail.
      ...(photo !== 'undefined' && { avatar: addressOf(api, 'commenter/photo', { commenterHex: hex }).href }),
    };
  }
}
