import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import type { Issue } from '../core/errors.js';
import { fieldNames } from '../core/rules.js';
import { addressOf, jsonRequest, read, write, type Answer, type Refusal } from './http.js';
import type { at, holds, Pairs } from './json-field-map.js';
import { countInGroups, recordOf } from './records.js';

export { mistakeIn } from './json-endpoint-mistakes.js';

/**
 * What the adapter knows, without names, which would weigh as much as some of it does. Its functions are handed over as well: to import
 * them from its file would make that one heavier.
 */
export type Endpoint = readonly [
  options: AdapterOptions,
  query: Pairs,
  send: Pairs,
  ids: ReadonlyMap<string | null, unknown>,
  refusal: (status: number, body: unknown) => Refusal | undefined,
  at: typeof at,
  resolve: (address: string, thread?: string) => URL,
  holds: typeof holds,
  held: Pairs,
  toComment: (answer: Answer, item: unknown, path: string, parent: string | null) => CommentData,
];

type Acts = Required<Adapter>;

/** How many threads are counted in one request: their keys are in its address, and servers take some 8 KB of that. */
const mostCounted = 50;

export async function post(
  [options, , send, ids, refusal, at, resolve, holds, held, toComment]: Endpoint,
  ...[{ thread, parentId, url: page, title }, { extra, ...draft }, { attemptKey }]: Parameters<Acts['post']>
): ReturnType<Acts['post']> {
  const { endpoint = '', post: address = endpoint, errorFields, posted: where = '' } = options;
  const given = { ...draft, thread, parentId: ids.get(parentId) ?? parentId, page, title, attemptKey };
  const values = new Map<string, unknown>(Object.entries(given));
  for (const [name, value] of Object.entries(extra)) values.set(`extra.${name}`, value);
  const answer = await write(resolve(address, thread), {
    ...jsonRequest(objectOf(Object.entries(send).map(([name, path]) => [path!, values.get(name)]))),
    refusal(status, body) {
      const refused = refusal(status, body);
      return refused && { ...refused, issues: errorFields === undefined ? [] : issuesIn(at(body, errorFields), send) };
    },
  });
  if (answer.body === '' || where === 'none') return { status: holds(held, answer.body) ? 'pending' : 'accepted' };
  const comment = toComment(answer, at(answer.body, where), where, parentId);
  return answer.status === 202 ? { ...comment, status: 'pending' } : comment;
}

export function count(
  [options, query, , , refusal, at, resolve]: Endpoint,
  ...[threads, { signal }]: Parameters<Acts['count']>
): ReturnType<Acts['count']> {
  return countInGroups(threads, mostCounted, async (asked) => {
    const url = addressOf(resolve(options['count']!), '', { [query['thread'] ?? 'thread']: asked });
    const answer = await read(url, { refusal, signal });
    // Of a thread without comments it may say nothing.
    const { counts = '' } = options;
    const found = answer.parse(
      recordOf(asked, z.exactOptional(z.number())),
      at(answer.body, counts),
      ...(counts ? [counts] : []),
    );
    return Object.fromEntries(asked.map((thread) => [thread, Object.hasOwn(found, thread) ? found[thread]! : 0]));
  });
}

/** Makes an object of what shall stand at the ends of paths; what is null or empty is left out. */
function objectOf(values: Iterable<readonly [path: string, value: unknown]>): object {
  const whole = bare();
  for (const [path, value] of values) {
    if (value === null || value === undefined || value === '') continue;
    const way = path.split('.');
    const last = way.pop()!;
    way.reduce((parent, key) => (parent[key] ??= bare()) as typeof whole, whole)[last] = value;
  }
  return whole;
}

/** Without a prototype, which a path could lead to. */
function bare(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

/** @param complaints what the server says of each field, under its own names */
function issuesIn(complaints: unknown, send: Pairs): Issue[] {
  return Object.entries(complaints ?? {}).map(([theirs, messages]): Issue => {
    const [message] = [messages].flat() as unknown[];
    const field = fieldNames.find((name) => send[name] === theirs) ?? 'body';
    return { field, code: 'refused', ...(typeof message === 'string' && { message }) };
  });
}
