import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { CommentError, ErrorCode } from '../core/errors.js';
import type { Order, Rules } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { zoneClock } from '../core/zone-clock.js';
import type { Sent } from './artalk-refusals.js';
import { authorOf } from './author.js';
import { addressOf, fail, jsonRequest, read, refusalBy, write, type Answer, type Query } from './http.js';
import { parentsFirst } from './parents-first.js';
import { recordOf } from './records.js';
import { misconfigured, resolveEndpoint } from './settings.js';

const comment = z.object({
  id: z.number(),
  rid: z.number(),
  content_marked: z.string(),
  nick: z.string(),
  link: z.string(),
  date: z.string(),
  is_pending: z.boolean(),
  is_pinned: z.boolean(),
  vote_up: z.number(),
  vote_down: z.number(),
});

const page = z.object({
  comments: z.array(z.unknown()),
  count: z.number(),
  roots_count: z.number(),
  page: z.object({ admin_only: z.boolean() }),
});

const votes = z.object({ up: z.number(), down: z.number(), is_up: z.boolean(), is_down: z.boolean() });

/** The newest as it comes without saying so has first what is pinned. */
const sorts: Readonly<Record<Order, Query>> = {
  newest: {},
  oldest: { sort_by: 'date_asc' },
  best: { sort_by: 'vote' },
};

/** Where a form has what a captcha gave: what was read in a picture, or the token of one of these services. */
const proofs = ['captcha', 'cf-turnstile-response', 'h-captcha-response', 'g-recaptcha-response'];

/** In characters: the server under it takes 4096 bytes of headers, the address among them. */
const longestKeys = 2000;

const rules: Rules = {
  fields: {
    body: { use: 'required' },
    name: { use: 'required' },
    email: { use: 'required' },
    url: { use: 'optional' },
  },
  replyDepth: Infinity,
  orders: ['newest', 'oldest', 'best'],
  downvotes: true,
  open: true,
  sameOrigin: false,
};

/**
 * Artalk 2, for readers without an account; votes need 2.10. Changes are for its administrators. Written after the answers of 2.10.0,
 * and after `server/handler` and `internal/captcha` of that version.
 * @param options `endpoint`: where Artalk is, without the `/api/v2`. `site`: its name of the site. `timeZone`: `timezone` of its
 * artalk.yml, as in `Europe/Paris`, since its dates do not say theirs; comments have no date without it. A thread is a `page_key`.
 * What a captcha gave comes in the draft's `extra`: as `captcha`, or as the hidden input of Turnstile, hCaptcha or reCAPTCHA is named
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content, when `site` is
 * missing, or `timeZone` is none
 */
export function artalk({ endpoint, site, timeZone }: AdapterOptions): Adapter {
  const api = resolveEndpoint(endpoint);
  api.pathname = api.pathname.replace(/(\/api\/v2)?\/*$/, '/api/v2/');
  if (!site) misconfigured('site', 'missing');
  const dateAt = timeZone ? zoneClock(timeZone) : () => null;

  function ask(
    send: typeof read,
    path: string,
    { query, body, signal }: { query?: Query; body?: Sent; signal?: AbortSignal | undefined },
  ): Promise<Answer> {
    return send(addressOf(api, path, query), {
      signal,
      ...(body && jsonRequest(body)),
      admission: `artalk.yml, trusted_domains: ["${location.origin}"]`,
      refusal(status, answer) {
        if (status < 400) return undefined;
        return refusalBy(() => import('./artalk-refusals.js'), status, answer, path, body, proofs);
      },
    });
  }

  async function readThread(key: string, more: Query, signal?: AbortSignal) {
    const answer = await ask(read, 'comments', { query: { page_key: key, site_name: site, ...more }, signal });
    return [answer, answer.parse(page)] as const;
  }

  return {
    name: 'artalk',
    rules,

    async list({ thread, order = 'newest', cursor, limit = 20 }, { signal }) {
      const offset = Number(cursor ?? 0);
      const [answer, given] = await readThread(thread, { limit, offset, ...sorts[order] }, signal);
      const found: CommentData[] = [];
      await inSlices(
        given.comments,
        (one) => found.push(toComment(answer.parse(comment, one, 'comments', found.length))),
        signal,
      );
      const known = new Set<string | null>(found.map(({ id }) => id));
      const end = offset + found.filter(({ parentId }) => parentId === null).length;
      return {
        // What answers something that is held by now comes like any other.
        comments: parentsFirst(found).map((one) => (known.has(one.parentId) ? one : { ...one, parentId: null })),
        total: given.count,
        ...(offset < end && end < given.roots_count && { next: String(end) }),
        rules: { open: !given.page.admin_only },
      };
    },

    async post({ thread, parentId, title }, draft) {
      const value = proofs.map((name) => draft.extra[name]).find(Boolean);
      if (value)
        await ask(read, 'captcha/verify', { body: { value } }).catch((error: unknown) => {
          // It asks for none.
          if (!is(error, 'gone')) throw error;
        });
      const body = {
        name: draft.name,
        email: draft.email,
        content: draft.body,
        rid: Number(parentId),
        page_key: thread,
        page_title: title,
        site_name: site,
        ...(draft.url && { link: draft.url }),
      };
      const answer = await ask(write, 'comments', { body }).catch(async (error: unknown) => {
        // It says the same where comments are closed, and to whoever takes an administrator's name.
        const isClosed = () => readThread(thread, { limit: 1 }).then(([, { page }]) => page.admin_only);
        if (is(error, 'unauthorized') && (await isClosed().catch(() => false))) fail('closed');
        throw error;
      });
      return toComment(answer.parse(comment));
    },

    async find({ id }, { signal }) {
      const answer = await ask(read, `comments/${encodeURIComponent(id)}`, { signal });
      return toComment(answer.parse(z.object({ comment })).comment);
    },

    async vote({ id }, value) {
      const path = `votes/comment/${encodeURIComponent(id)}`;
      const standing = (await ask(read, path, {})).parse(votes);
      const given = Number(standing.is_up) - Number(standing.is_down);
      if (given === value) return standing.up - standing.down;
      // The same once more takes it back.
      const way = (value || given) > 0 ? 'up' : 'down';
      const { up, down } = (await ask(write, `${path}/${way}`, { body: {} })).parse(votes);
      return up - down;
    },

    async count(threads, { signal }) {
      const counts: Record<string, number> = {};
      const groups: string[][] = [];
      for (const key of threads) {
        const group = groups.at(-1);
        if (group && encodeURIComponent(`${group.join()},${key}`).length < longestKeys) group.push(key);
        else groups.push([key]);
      }
      for (const keys of groups) {
        const query = { site_name: site, page_keys: keys.join() };
        const answer = await ask(read, 'stats/page_comment', { query, signal });
        const { data } = answer.parse(z.object({ data: recordOf(keys, z.exactOptional(z.number())) }));
        // A key with a comma is two of them there.
        for (const key of keys) counts[key] = data[key] ?? (await readThread(key, { limit: 1 }, signal))[1].count;
      }
      return counts;
    },
  };

  function toComment(given: z.infer<typeof comment>): CommentData {
    const { rid, nick, link } = given;
    return {
      id: String(given.id),
      parentId: rid ? String(rid) : null,
      author: authorOf(nick, link),
      content: { format: 'html', value: given.content_marked },
      createdAt: dateAt(given.date),
      status: given.is_pending ? 'pending' : 'published',
      score: given.vote_up - given.vote_down,
      ...(given.is_pinned && { isPinned: true }),
    };
  }
}

function is(error: unknown, code: ErrorCode): boolean {
  return (error as CommentError).code === code;
}
