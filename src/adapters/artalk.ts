import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import { CommentError, type ErrorCode, type Issue } from '../core/errors.js';
import type { FieldName, Order, Rules } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { zoneClock } from '../core/zone-clock.js';
import { read, resolveEndpoint, write, type Answer, type Refusal } from './http.js';

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

const text = z.exactOptional(z.string());
const flag = z.exactOptional(z.boolean());

/** `msg` is in the language of the server, but for what its authors never meant to be read. */
const complaint = z.object({ msg: text, img_data: text, need_captcha: flag, need_login: flag, err_no_site: flag });
type Complaint = z.infer<typeof complaint>;

/** The newest as it comes without saying so has first what is pinned. */
const sorts: Readonly<Record<Order, object>> = {
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

/** What it means that Artalk does not have an address that does not name a comment. */
const nowhere = (status: number): Refusal | undefined =>
  status === 404 ? { code: 'misconfigured', message: 'endpoint: no Artalk' } : undefined;

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
  if (!site) throw new CommentError('misconfigured', 'data-site: missing');
  const dateAt = timeZone ? zoneClock(timeZone) : () => null;

  /** @param refused what a refusal means that Artalk does not explain by a flag */
  function ask(
    send: typeof read,
    path: string,
    { query = {}, body, signal }: { query?: object; body?: object; signal?: AbortSignal | undefined },
    refused: (status: number, said: Complaint) => Refusal | undefined = () => undefined,
  ): Promise<Answer> {
    const url = new URL(path, api);
    url.search = new URLSearchParams({ ...query }).toString();
    return send(url, {
      signal,
      ...(body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
      admission: `artalk.yml, trusted_domains: ["${location.origin}"]`,
      refusal(status, answer) {
        if (status < 400) return undefined;
        const said = complaint.safeParse(answer).data ?? {};
        if (said.err_no_site) return { code: 'misconfigured', message: 'data-site: no such site' };
        return said.need_captcha ? challenge(said) : refused(status, said);
      },
    });
  }

  async function readThread(key: string, more: object, signal?: AbortSignal) {
    const query = { page_key: key, site_name: site, ...more };
    const answer = await ask(read, 'comments', { query, signal }, nowhere);
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
      const end = offset + found.filter(({ parentId }) => parentId === null).length;
      return {
        comments: inLine(found),
        total: given.count,
        ...(offset < end && end < given.roots_count && { next: String(end) }),
        rules: { open: !given.page.admin_only },
      };
    },

    async post({ thread, parentId, title }, draft) {
      const value = proofs.map((name) => draft.extra[name]).find(Boolean);
      if (value) {
        const refused = (status: number, said: Complaint) => (status === 403 ? challenge(said) : undefined);
        await ask(read, 'captcha/verify', { body: { value } }, refused).catch((error: unknown) => {
          // It asks for none.
          if (!is(error, 'gone')) throw error;
        });
      }
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
      const answer = await ask(write, 'comments', { body }, (status, { msg = '', need_login }) => {
        if (status === 400) return { issues: [issueOf(msg, draft)] };
        if (status === 404 && parentId !== null) return { code: 'gone' };
        if (need_login) return { code: 'unauthorized' };
        if (msg !== 'anonymous user is not allowed') return nowhere(status);
        return { code: 'unauthorized', message: 'artalk.yml, auth: anonymous: true' };
      }).catch(async (error: unknown) => {
        // It says the same where comments are closed, and to whoever takes an administrator's name.
        const isClosed = () => readThread(thread, { limit: 1 }).then(([, { page }]) => page.admin_only);
        if (is(error, 'unauthorized') && (await isClosed().catch(() => false))) throw new CommentError('closed');
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
        const answer = await ask(read, 'stats/page_comment', { query, signal }, nowhere);
        const shape = z.object(Object.fromEntries(keys.map((key) => [key, z.exactOptional(z.number())])));
        const { data } = answer.parse(z.object({ data: shape }));
        // A key with a comma is two of them there.
        for (const key of keys) counts[key] = data[key] ?? (await readThread(key, { limit: 1 }, signal))[1].count;
      }
      return counts;
    },
  };

  function toComment(given: z.infer<typeof comment>): CommentData {
    const { rid, nick, link: url } = given;
    return {
      id: String(given.id),
      parentId: rid ? String(rid) : null,
      author: { name: nick, ...(/^https?:\/\//i.test(url) && { url }) },
      content: { format: 'html', value: given.content_marked },
      createdAt: dateAt(given.date),
      status: given.is_pending ? 'pending' : 'published',
      score: given.vote_up - given.vote_down,
      ...(given.is_pinned && { isPinned: true }),
    };
  }
}

/** Nothing before what it answers. What answers something that is held by now comes like any other. */
function inLine(found: readonly CommentData[]): CommentData[] {
  const ids = new Set(found.map(({ id }) => id));
  const below = new Map<string | null, CommentData[]>();
  for (const one of found) {
    const parentId = ids.has(one.parentId!) ? one.parentId : null;
    below.set(parentId, [...(below.get(parentId) ?? []), { ...one, parentId }]);
  }
  const line = below.get(null) ?? [];
  for (const { id } of line) {
    line.push(...(below.get(id) ?? []));
    // Once: an id that is there twice might lead back to itself.
    below.delete(id);
  }
  return line;
}

function is(error: unknown, code: ErrorCode): boolean {
  return (error as CommentError).code === code;
}

function challenge({ img_data: image = '' }: Complaint): Refusal {
  return image.startsWith('data:image/')
    ? { code: 'challenge', challenge: { image } }
    : {
        code: 'challenge',
        message: `artalk.yml, captcha_type: image; or the form needs ${proofs.join()}`,
      };
}

function issueOf(message: string, { body, name, email }: Draft): Issue {
  const [missing] = Object.entries({ body, name, email }).find(([, said]) => !said.trim()) ?? [];
  if (missing) return { field: missing as FieldName, code: 'required' };
  if (/mail/i.test(message)) return { field: 'email', code: 'email' };
  return /link|lien/i.test(message) ? { field: 'url', code: 'url' } : { field: 'body', code: 'refused', message };
}
