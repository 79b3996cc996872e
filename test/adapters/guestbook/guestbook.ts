import * as z from 'zod/mini';
import { addressOf, jsonRequest, read, resolveEndpoint, write } from '../../../src/adapters/http.js';
import { defaultRules, type Adapter, type AdapterOptions, type CommentData } from '../../../src/index.js';

/** What the server gives for one entry. */
const entry = z.object({ id: z.number(), name: z.string(), message: z.string(), date: z.string() });

function toComment({ id, name, message, date }: z.infer<typeof entry>): CommentData {
  return {
    id: String(id),
    parentId: null,
    author: { name },
    content: { format: 'text', value: message },
    createdAt: new Date(date),
    status: 'published',
  };
}

export function guestbook({ endpoint }: AdapterOptions): Adapter {
  const entries = resolveEndpoint(endpoint);
  return {
    name: 'guestbook',
    rules: {
      ...defaultRules,
      fields: {
        body: { use: 'required', max: 2000 },
        name: { use: 'required', max: 80 },
        email: { use: 'none' },
        url: { use: 'none' },
      },
      replyDepth: 0,
    },

    async list({ thread }, { signal }) {
      const answer = await read(addressOf(entries, '', { page: thread }), { signal });
      return { comments: answer.parse(z.array(entry)).map(toComment) };
    },

    async post({ thread }, { name, body }) {
      const answer = await write(entries, jsonRequest({ page: thread, name, message: body }));
      return toComment(answer.parse(entry));
    },
  };
}
