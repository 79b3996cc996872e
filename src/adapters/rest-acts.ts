import * as z from 'zod/mini';
import type { Adapter, RequestOptions } from '../core/adapter.js';
import type { Answer, Query } from './http.js';
import { comment, toComment } from './rest-comment.js';

/** How many threads the protocol counts in one request. */
const mostCounted = 100;

/** What a request has besides its method. */
export interface Question {
  /** What the address has after that of all comments, each part as it is. */
  readonly path?: readonly string[];
  readonly query?: Query;
  /** Of the comment's author. */
  readonly token?: string | undefined;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the server. */
export type Ask = (
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  options: RequestOptions,
  question: Question,
) => Promise<Answer>;

/** What the protocol has for comments that are there, and for threads that are not shown. */
export function actsOf(ask: Ask): Required<Pick<Adapter, 'find' | 'edit' | 'remove' | 'vote' | 'report' | 'count'>> {
  return {
    async find({ id, token }, options) {
      return toComment((await ask('GET', options, { path: [id], token })).parse(comment));
    },

    async edit({ id, token }, body, options) {
      return toComment((await ask('PATCH', options, { path: [id], token, body: { body } })).parse(comment));
    },

    async remove({ id, token }, options) {
      const answer = await ask('DELETE', options, { path: [id], token });
      return answer.status === 204 ? null : toComment(answer.parse(comment));
    },

    async vote({ id, token }, value, options) {
      const answer = await ask('PUT', options, { path: [id, 'votes', token!], body: { value } });
      return answer.parse(z.object({ score: z.number() })).score;
    },

    async report({ id }, reason, options) {
      await ask('POST', options, { path: [id, 'reports'], body: { reason } });
    },

    async count(threads, options) {
      const counts: Record<string, number> = {};
      for (let start = 0; start < threads.length; start += mostCounted) {
        const asked = threads.slice(start, start + mostCounted);
        const shape = z.object(Object.fromEntries(asked.map((thread) => [thread, z.number()])));
        const answer = await ask('GET', options, { path: ['counts'], query: { thread: asked } });
        Object.assign(counts, answer.parse(z.object({ counts: shape })).counts);
      }
      return counts;
    },
  };
}
