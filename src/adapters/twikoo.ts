import * as z from 'zod/mini';
import type { Adapter, AdapterOptions, CommentTarget, RequestOptions } from '../core/adapter.js';
import type { CommentData, OwnComment } from '../core/comment.js';
import { CommentError } from '../core/errors.js';
import { uuid } from '../core/uuid.js';
import { read, resolveEndpoint, write, type Answer } from './http.js';
import { counted, item, page, refusal, rulesOf, settings, toComment, type Item } from './twikoo-answers.js';

/** A comment of a page, as it came and as it is shown. */
interface Found extends Item {
  readonly root: Item;
  readonly shown: CommentData;
}

/**
 * Twikoo, self-hosted or as a function of a host. Comments are sent as HTML, since that is what it takes: the reader's text, escaped.
 *
 * Whether a comment is held, Twikoo does not say when it takes it: the adapter looks at the thread with its author's eyes, and where
 * the comment is not to be seen it is accepted, nothing more. What a filter finds out later, nobody is told.
 *
 * Tokens of a captcha come from the page, in `extra`: `turnstileToken`, `capToken`, or the four `geeTest…` ones.
 *
 * Facts are of Twikoo 1.7.19: src/server/self-hosted/index.js, src/server/function/twikoo/utils/index.js, and what a server answered.
 * @param options `endpoint`: the address of the server, `https://twikoo.exemple.fr/`. The thread is what Twikoo calls `url`, by default
 * in its own pages the path of the article; with and without a last slash it is the same
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function twikoo({ endpoint }: AdapterOptions): Adapter {
  const url = resolveEndpoint(endpoint);
  // Who says nothing is taken for the author of all comments of those who said nothing, and shown what is held of them.
  const stranger = uuid();
  /** By id: the comment at the top that it stands under, or is, and what to ask for to get the page that begins with that. */
  const places = new Map<string, { readonly rid: string; readonly before: number | undefined }>();
  const attempts = new Set<string>();

  return {
    name: 'twikoo',
    rules: { ...rulesOf({}), replyDepth: 1, orders: ['newest'], open: true, sameOrigin: false },

    async list({ thread, limit = Infinity, cursor }, options) {
      const [before, told] = (cursor ?? '').split('.').map(Number) as [number, number?];
      const [{ found, more }, config] = await Promise.all([
        look(read, thread, before || undefined, stranger, options),
        cursor ? undefined : ask(read, 'GET_CONFIG', { accessToken: stranger }, options),
      ]);
      // The server's pages are as long as it likes. What is pinned comes with the first one only, so all of it is given.
      const roots = [...new Set(found.map(({ root }) => root))];
      const left = roots.slice(Math.max(limit, roots.filter(({ top }) => top).length));
      const next = left[0] ? left[0].created + 1 : more && roots.at(-1)?.created;
      // The server's own total leaves out the replies.
      const total = told ?? (more ? (await count([thread], options))[thread]! : found.length);
      return {
        comments: found.filter(({ root }) => !left.includes(root)).map(({ shown }) => shown),
        total,
        ...(next && { next: `${next}.${total}` }),
        ...(config && { rules: rulesOf(config.parse(settings).config) }),
      };
    },

    async post({ thread, parentId, url: href }, { body, name, email, url: link, extra }, { attemptKey: accessToken }) {
      const { rid, before } = places.get(parentId ?? '') ?? {};
      // Twikoo would take it, and show it to nobody.
      if (parentId !== null && !rid) throw new CommentError('gone');
      const own = async (via: typeof read): Promise<OwnComment | undefined> => {
        const one = (await look(via, thread, before, accessToken)).found.find(({ isOwner }) => isOwner);
        return one && { ...one.shown, token: accessToken };
      };
      // It takes everything twice. But each comment has an owner of its own, by whom it is found again.
      const stored = attempts.has(accessToken) && (await own(write));
      if (stored) return stored;
      attempts.add(accessToken);
      const answer = await ask(write, 'COMMENT_SUBMIT', {
        ...extra,
        accessToken,
        url: thread,
        href,
        // Never left out: the server would stumble, where it has a list of blocked words.
        nick: name,
        mail: email,
        link,
        // There must be one. What it tells of the reader's device would be shown to everybody.
        ua: 'comment-widget',
        comment: body.replace(/[&<>\n]/g, (sign) => (sign === '\n' ? '<br>' : `&#${sign.charCodeAt(0)};`)),
        // Left out where there is none: what answers '' is shown to nobody.
        pid: parentId ?? undefined,
        rid,
      });
      answer.parse(z.object({ id: z.string() }));
      return (await own(read).catch(() => undefined)) ?? { status: 'accepted' };
    },

    find: async (target, options) => (await seek(read, target, options)).shown,

    async remove({ id, token = stranger }) {
      await ask(write, 'COMMENT_DELETE_FOR_USER', { id, accessToken: token });
      return null;
    },

    async vote(target, value) {
      const { id, token = stranger } = target;
      const { liked, disliked, shown } = await seek(write, target);
      const given = Number(liked) - Number(disliked);
      // The same vote once more would take it back.
      if (given !== value) {
        const type = (value || given) > 0 ? 'up' : 'down';
        await ask(write, 'COMMENT_LIKE', { id, accessToken: token, type });
      }
      return shown.score! - given + value;
    },

    count,
  };

  async function ask(via: typeof read, event: string, fields: object, options?: RequestOptions): Promise<Answer> {
    const answer = await via(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...fields, event }),
      refusal,
      admission: `in Twikoo's panel, add ${location.origin} to CORS_ALLOW_ORIGIN, after a comma; or wait: after 250 requests in ten minutes it lets nobody in`,
      signal: options?.signal,
    });
    answer.parse(z.object({}));
    return answer;
  }

  /** Reads a page of a thread as the owner of a token sees it. */
  async function look(
    via: typeof read,
    thread: string,
    before: number | undefined,
    accessToken: string,
    options?: RequestOptions,
  ) {
    const answer = await ask(via, 'COMMENT_GET', { url: thread, before, accessToken }, options);
    const { data, more } = answer.parse(page);
    const found = data.flatMap((value, index) => {
      const root = answer.parse(item, value, 'data', index);
      const replies = root.replies.map((reply, at) => answer.parse(item, reply, 'data', index, 'replies', at));
      const { id: rid, top, created } = root;
      const place = { rid, before: top ? undefined : created + 1 };
      const seen = new Set<unknown>();
      return [root, ...replies].map((one): Found => {
        // What answers something that is not there stands at the same place as that.
        const parentId = seen.has(one.pid) ? one.pid! : seen.size ? rid : null;
        seen.add(one.id);
        places.set(one.id, place);
        return { ...one, root, shown: toComment(one, parentId) };
      });
    });
    return { found, more };
  }

  /** One comment, on the page where it was, or on the first one. */
  async function seek(
    via: typeof read,
    { thread, id, token = stranger }: CommentTarget,
    options?: RequestOptions,
  ): Promise<Found> {
    const before = places.get(id)?.before;
    const { found, more } = await look(via, thread, before, token, options);
    const one = found.find((other) => other.id === id);
    if (one) return one;
    // It may stand on another page.
    throw new CommentError(more && !before ? 'unavailable' : 'gone');
  }

  async function count(threads: readonly string[], options: RequestOptions): Promise<Record<string, number>> {
    // A list has both ways to write an address; a count has the one that is asked for.
    const urls = threads.flatMap((thread) => [thread, thread.endsWith('/') ? thread.slice(0, -1) : `${thread}/`]);
    const answer = await ask(read, 'GET_COMMENTS_COUNT', { urls, includeReply: true, accessToken: stranger }, options);
    const { data } = answer.parse(counted);
    answer.parse(z.literal([urls.length]), data.length, 'data', 'length');
    return Object.fromEntries(threads.map((thread, at) => [thread, data[2 * at]!.count + data[2 * at + 1]!.count]));
  }
}
