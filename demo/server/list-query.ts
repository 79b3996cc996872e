import { commentRules, type Order } from './comment-rules.ts';
import { badRequest } from './problem.ts';
import { readCursor, readMark, type ThreadCursor } from './thread-cursor.ts';

const defaultLimit = 50;
const defaultBelowLimit = 100;
const maxLimit = 10_000;

/** How many of the comments below a top-level one a page has. */
const replyLimit = 20;

/** How many threads are counted at once. */
const maxThreads = 100;

/** One of the three questions that a list answers: what has changed, what stands below a comment, or a page of the thread. */
export type ListQuery = { readonly thread: string } & (
  | { readonly since: number }
  | { readonly parentId: string; readonly after: number; readonly limit: number }
  | {
      readonly order: Order;
      readonly limit: number;
      readonly replyLimit: number;
      readonly cursor: ThreadCursor | undefined;
      readonly around: string | undefined;
    }
);

function readOrder(value: string | null): Order {
  const order = commentRules.orders.find((known) => known === (value ?? 'oldest'));
  if (!order) throw badRequest(`Le paramètre «\u00a0order\u00a0» vaut ${commentRules.orders.join(' ou ')}.`);
  return order;
}

function readLimit(value: string | null, byDefault: number): number {
  if (value === null) return byDefault;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw badRequest('Le paramètre «\u00a0limit\u00a0» est un nombre entier positif.');
  return Math.min(Number(value), maxLimit);
}

/** @param read gives undefined for what comes from elsewhere */
function readOpaque<T>(name: string, value: string | null, read: (value: string) => T | undefined): T | undefined {
  if (value === null) return undefined;
  const found = read(value);
  if (found === undefined) throw badRequest(`Le paramètre «\u00a0${name}\u00a0» ne vient pas d’une telle liste.`);
  return found;
}

/** @throws Problem 400 for a query that makes no sense */
export function readListQuery(parameters: URLSearchParams): ListQuery {
  const thread = parameters.get('thread');
  if (!thread) throw badRequest('Le paramètre «\u00a0thread\u00a0» manque.');

  const since = readOpaque('since', parameters.get('since'), (value) => readMark('since', value));
  if (since !== undefined) return { thread, since };

  const cursor = parameters.get('cursor');
  const parentId = parameters.get('parent');
  if (parentId !== null) {
    const after = readOpaque('cursor', cursor, (value) => readMark('after', value)) ?? 0;
    return { thread, parentId, after, limit: readLimit(parameters.get('limit'), defaultBelowLimit) };
  }

  const order = readOrder(parameters.get('order'));
  const ofOrder = (value: string) => {
    const found = readCursor(value);
    return found?.order === order ? found : undefined;
  };
  return {
    thread,
    order,
    limit: readLimit(parameters.get('limit'), defaultLimit),
    replyLimit,
    cursor: readOpaque('cursor', cursor, ofOrder),
    around: parameters.get('around') ?? undefined,
  };
}

/** @throws Problem 400 for none, or too many */
export function readThreads(parameters: URLSearchParams): string[] {
  const threads = parameters.getAll('thread');
  if (threads.length === 0) throw badRequest('Le paramètre «\u00a0thread\u00a0» manque.');
  if (threads.length > maxThreads)
    throw badRequest(`Le paramètre «\u00a0thread\u00a0» figure ${maxThreads} fois au plus.`);
  return threads;
}
