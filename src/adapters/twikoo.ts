import * as z from 'zod/mini';
import type { Adapter, AdapterOptions, CommentTarget, RequestOptions } from '../core/adapter.js';
import type { CommentData, OwnComment } from '../core/comment.js';
import { uuid } from '../core/uuid.js';
import { fail, jsonRequest, read, refusalBy, write, type Answer } from './http.js';
import { counted, item, page, rulesOf, settings, toComment, type Item } from './twikoo-answers.js';
import { resolveEndpoint } from './settings.js';

/** How many pages are read for one comment: a server may have pages of eight, and lets an address ask 250 times in ten minutes. */
const mostPages = 50;

/** A comment of a page, as it came and as it is shown. */
interface Found extends Item {
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

    async list({ thread, limit = Infinity, cursor = '' }, options) {
      const [before, told] = cursor.split('.').map(Number) as [number, number?];
      const [{ groups, more }, config] = await Promise.all([
        look(thread, before || undefined, stranger, options),
        !cursor && ask('GET_CONFIG', {}, options),
      ]);
      // The server's pages are as long as it likes. What is pinned comes with the first one only, so all of it is given.
      const end = Math.max(limit, groups.filter(([root]) => root.top).length);
      const given = groups.slice(0, end);
      const next = groups[end] ? groups[end][0].created + 1 : more && given.at(-1)?.[0].created;
      // The server's own total leaves out the replies.
      const total = told ?? (more ? (await count([thread], options))[thread]! : groups.flat().length);
      return {
        comments: given.flat().map(({ shown }) => shown),
        total,
        ...(next && { next: `${next}.${total}` }),
        ...(config && { rules: rulesOf(config.parse(settings).config) }),
      };
    },

    async post({ thread, parentId, url: href }, { body, name, email, url: link, extra }, { attemptKey: accessToken }) {
      // What answers nothing that is there Twikoo would take, and show to nobody.
      if (parentId && !places.has(parentId)) await seek({ thread, id: parentId }, {});
      const { rid, before } = places.get(parentId!) ?? {};
      const own = async (options?: RequestOptions): Promise<OwnComment | undefined> => {
        const one = (await look(thread, before, accessToken, options)).groups.flat().find(({ isOwner }) => isOwner);
        return one && { ...one.shown, token: accessToken };
      };
      // It takes everything twice. But each comment has an owner of its own, by whom it is found again.
      const stored = attempts.has(accessToken) && (await own());
      if (stored) return stored;
      attempts.add(accessToken);
      const answer = await ask('COMMENT_SUBMIT', {
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
        comment: body.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\n/g, '<br>'),
        // Left out where there is none: what answers '' is shown to nobody.
        pid: parentId || undefined,
        rid,
      });
      answer.parse(z.object({ id: z.string() }));
      return (await own({}).catch(() => undefined)) ?? { status: 'accepted' };
    },

    find: async (target, options) => (await seek(target, options)).shown,

    async remove({ id, token = stranger }) {
      await ask('COMMENT_DELETE_FOR_USER', { id, accessToken: token });
      return null;
    },

    async vote(target, value) {
      const { id, token = stranger } = target;
      const { liked, disliked, shown } = await seek(target);
      const given = +liked - +disliked;
      // The same vote once more would take it back.
      if (given !== value) {
        const type = (value || given) > 0 ? 'up' : 'down';
        await ask('COMMENT_LIKE', { id, accessToken: token, type });
      }
      return shown.score! - given + value;
    },

    count,
  };

  /** @param options of what only reads */
  async function ask(event: string, fields: object, options?: RequestOptions): Promise<Answer> {
    const answer = await (options ? read : write)(url, {
      ...jsonRequest({ accessToken: stranger, ...fields, event }),
      refusal(status, body) {
        const { code, message } = Object(body) as { readonly code?: unknown; readonly message?: unknown };
        // A list that fails has no code, and no comments.
        if (!code && !message) return undefined;
        return refusalBy(() => import('./twikoo-refusals.js'), status, message);
      },
      signal: options?.signal,
    });
    answer.parse(z.object({}));
    return answer;
  }

  /** Reads a page of a thread as the owner of a token sees it. */
  async function look(thread: string, before: number | undefined, accessToken: string, options?: RequestOptions) {
    const answer = await ask('COMMENT_GET', { url: thread, before, accessToken }, options);
    const { data, more } = answer.parse(page);
    const groups = data.map((value, index) => {
      const root = answer.parse(item, value, 'data', index);
      const replies = root.replies.map((reply, at) => answer.parse(item, reply, 'data', index, 'replies', at));
      const place = { rid: root.id, before: root.top ? undefined : root.created + 1 };
      const seen = new Set<unknown>();
      return [root, ...replies].map((one) => {
        // What answers something that is not there stands at the same place as that.
        const parentId = seen.has(one.pid) ? one.pid! : one === root ? null : root.id;
        seen.add(one.id);
        places.set(one.id, place);
        return { ...one, shown: toComment(one, parentId) };
      }) as [root: Found, ...replies: Found[]];
    });
    return { groups, more };
  }

  /** One comment, on the page where it was, or on whichever has it. */
  async function seek({ thread, id, token = stranger }: CommentTarget, options?: RequestOptions): Promise<Found> {
    let before = places.get(id)?.before;
    for (let left = mostPages; left--;) {
      const { groups, more } = await look(thread, before, token, options);
      const found = groups.flat().find((one) => one.id === id);
      if (found) return found;
      // What was pinned meanwhile comes with the first page.
      before = places.delete(id) ? undefined : more ? groups.at(-1)?.[0].created : fail('gone');
    }
    fail('unavailable');
  }

  async function count(threads: readonly string[], options: RequestOptions): Promise<Record<string, number>> {
    // A list has both ways to write an address; a count has the one that is asked for.
    const urls = threads.flatMap((thread) => ['', '/'].map((end) => thread.replace(/\/?$/, end)));
    const answer = await ask('GET_COMMENTS_COUNT', { urls, includeReply: true }, options);
    const { data } = answer.parse(counted);
    answer.parse(z.literal([urls.length]), data.length, 'data', 'length');
    return Object.fromEntries(threads.map((thread, at) => [thread, data[2 * at]!.count + data[2 * at + 1]!.count]));
  }
}
