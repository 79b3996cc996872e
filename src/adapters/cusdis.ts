import * as z from 'zod/mini';
import type { Adapter, AdapterOptions, RequestOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import { defaultRules, type Rules } from '../core/rules.js';
import { authorOf } from './author.js';
import { toDate } from './dates.js';
import { addressOf, fail, jsonRequest, read, write, type Query, type Refusal } from './http.js';
import { countInGroups, recordOf } from './records.js';
import { misconfigured, resolveEndpoint } from './settings.js';

const text = z.nullable(z.string());

/** The answer to a post has the e-mail as well, which is left where it is. */
const shared = { id: z.string(), createdAt: z.string(), by_nickname: text, moderatorId: text };

const listed = z.object({
  ...shared,
  parsedContent: z.string(),
  moderator: z.exactOptional(z.nullable(z.object({ displayName: text }))),
  replies: z.object({ data: z.array(z.unknown()) }),
});

const posted = z.object({
  data: z.object({ ...shared, content: z.string(), approved: z.boolean(), parentId: text }),
});

const page = z.object({ data: z.object({ data: z.array(z.unknown()), pageCount: z.number() }) });

/** In characters. Of the databases that Cusdis may have, MySQL holds the least: VARCHAR(191), and TEXT of 65 535 bytes. */
const longest = 191;

const rules: Rules = {
  ...defaultRules,
  fields: {
    // With room for the ends of lines.
    body: { use: 'required', max: 60_000, unit: 'bytes' },
    name: { use: 'required', max: longest },
    email: { use: 'optional', max: longest },
    url: { use: 'none' },
  },
  replyDepth: Infinity,
  orders: ['newest'],
};

/** So that an address is not too long for any server. */
const mostCounted = 50;

/**
 * Cusdis, the service or a server of one's own. Every comment waits for a moderator, and nobody can look for it meanwhile: one that is
 * sent again, since the answer got lost, is there twice. Comments are Markdown, without links and pictures. Of what answers one comment,
 * the server gives the last hundred.
 *
 * Facts are of July 2026: pages/api/open, service/comment.service.ts, the schemas in prisma/, and what a server answered.
 * @param options `endpoint`: the address of the server, `https://cusdis.com/`. `appId`: the site, by the id that the dashboard gives it;
 * it may also stand in the endpoint, `https://cusdis.com/?appId=…`, where there is no place to say it
 * @throws CommentError `misconfigured` when no `appId` is there; when `endpoint` is missing, no http(s) address, or blocked as mixed content
 */
export function cusdis({ endpoint, appId: given }: AdapterOptions): Adapter {
  const server = resolveEndpoint(endpoint);
  const appId = given || server.searchParams.get('appId') || misconfigured('app-id', 'the id of the site is missing');
  server.search = '';

  return {
    name: 'cusdis',
    rules,

    async list({ thread, limit = Infinity, cursor = '1.0' }, options) {
      const [number, start, told] = cursor.split('.').map(Number) as [number, number, number?];
      const answer = await read(address('comments', { appId, pageId: thread, page: number }), request(options));
      const { data, pageCount } = answer.parse(page).data;
      const comments: CommentData[] = [];
      const take = (value: unknown, parentId: string | null, ...path: PropertyKey[]) => {
        const { parsedContent, moderator, replies, ...one } = answer.parse(listed, value, ...path);
        const name = moderator?.displayName || one.by_nickname;
        const content = { format: 'html', value: parsedContent } as const;
        comments.push({ ...toComment({ ...one, by_nickname: name }), parentId, content, status: 'published' });
        // They come the newest first, here too.
        for (let at = replies.data.length; at--;) take(replies.data[at], one.id, ...path, 'replies', 'data', at);
      };
      // The server's pages are of ten comments that answer none.
      const end = Math.min(data.length, start + limit);
      for (let at = start; at < end; at++) take(data[at], null, 'data', 'data', at);

      const place = end < data.length ? `${number}.${end}` : number < pageCount && `${number + 1}.0`;
      // The server's own total leaves out the replies.
      const total = told || (place || number > 1 ? (await count([thread], options))[thread] : comments.length);
      return {
        comments,
        ...(total !== undefined && { total }),
        ...(place && { next: `${place}.${total ?? ''}` }),
      };
    },

    async post({ thread, parentId, url, title }, { body, name, email }) {
      // The server would take it, as it takes whatever it is sent.
      if (!body) fail('invalid', '', { issues: [{ field: 'body', code: 'required' }] });
      const answer = await write(address('comments'), {
        ...request(),
        ...jsonRequest({
          appId,
          pageId: thread,
          // Markdown makes one line of two.
          content: body.replace(/(?<!\n)\n(?!\n)/g, '  \n'),
          nickname: name,
          email: email || undefined,
          parentId: parentId ?? undefined,
          // For the moderator. What does not fit in would be no reason to refuse the comment.
          pageUrl: url.length > longest ? undefined : url,
          pageTitle: title.slice(0, longest),
        }),
      });
      const { content, approved, parentId: parent, ...one } = answer.parse(posted).data;
      return {
        ...toComment(one),
        parentId: parent,
        content: { format: 'text', value: content },
        status: approved ? 'published' : 'pending',
      };
    },

    count,
  };

  function address(path: string, query?: Query): URL {
    return addressOf(server, `api/open/${path}`, query);
  }

  function request({ signal }: RequestOptions = {}) {
    return { refusal, signal };
  }

  function refusal(status: number): Refusal | undefined {
    if (status === 413) return { issues: [{ field: 'body', code: 'too-long' }] };
    return status === 404 ? { code: 'misconfigured', message: `appId: the server has no site ${appId}` } : undefined;
  }

  function count(threads: readonly string[], options: RequestOptions): Promise<Readonly<Record<string, number>>> {
    // The server would take one with a comma for two.
    const askable = threads.filter((thread) => !thread.includes(','));
    return countInGroups(askable, mostCounted, async (asked) => {
      const path = `project/${encodeURIComponent(appId)}/comments/count`;
      const answer = await read(address(path, { pageIds: asked.join() }), request(options));
      return answer.parse(z.object({ data: recordOf(asked, z.number()) })).data;
    });
  }
}

type Shared = Readonly<Record<'id' | 'createdAt', string> & Record<'by_nickname' | 'moderatorId', string | null>>;

function toComment({ id, createdAt, by_nickname: name, moderatorId }: Shared) {
  return { id, author: authorOf(name, null, !!moderatorId), createdAt: toDate(createdAt) };
}
