import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import { errorCodes, type ErrorCode, type Issue } from '../core/errors.js';
import { fieldNames, type FieldName, type FieldRule, type Order } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { pageOf } from '../core/thread-pages.js';
import { at, holds, dateOf, objectOf, pairs, part, partsOf, word, type Pairs, type Path } from './json-field-map.js';
import { authorOf } from './author.js';
import { addressOf, jsonRequest, read, write, type Answer, type Query, type Refusal } from './http.js';
import { parentsFirst } from './parents-first.js';
import { countInGroups, recordOf } from './records.js';
import { choice, misconfigured, resolveEndpoint } from './settings.js';

/** What of a comment may be told where it stands. Not an avatar: its address may hold a hash of an e-mail. */
const readable = ['id', 'parentId', 'name', 'url', 'isStaff', 'body', 'createdAt', 'replies'];
const sendable = ['thread', 'parentId', ...fieldNames, 'page', 'title', 'attemptKey'];
const askable = ['thread', 'limit', 'cursor', 'order'];
const orderNames: readonly Order[] = ['oldest', 'newest'];

/** Stands for the thread in an address. */
const place = '{thread}';

/** By the kind of paging, the cursor of the first page. */
const starts = { none: undefined, page: '1', offset: '0' };

/** How many threads are counted in one request: their keys are in its address, and servers take some 8 KB of that. */
const mostCounted = 50;

const anything = z.unknown();
/** Of a comment, or of a page; null, nought and nothing stand for none. */
const key = anything as z.ZodMiniType<string | number | null | undefined>;
const items = z.array(anything);
const text = z.nullable(z.string());
const id = anything.check(
  z.check(({ value, issues }) => {
    if (!value || !/^(string|number)$/.test(typeof value)) issues.push({ code: 'custom', path: [], input: value });
  }),
) as z.ZodMiniType<string | number>;

/**
 * Somebody's own server that gives and takes JSON: attributes tell, without any code, which of its names is what. Names are separated
 * by spaces, ours before the equals sign and the server's after it; one alone is the same on both sides. The server's is a path where
 * there are dots in it: `name=author.name`.
 *
 * Where: `endpoint`, which lists comments, and takes them unless `post` is another address. `{thread}` in these stands for the thread.
 *
 * Requests: `query`, the parameters of a list: `thread limit cursor order`; `thread` by default, unless the address has it. `orders`:
 * `oldest newest`, the server's own first, each with its word for it. `next`, the path to the next cursor, or `paging`: `page` or
 * `offset`, for a cursor that counts; without either a list is the whole thread, and its pages are made here. `send`, what is
 * posted: `thread parentId body name email url`, which are the default, `page title attemptKey`, and `extra.NAME` for a hidden
 * input or the answer to a captcha; what is empty is left out. `limits`: how many characters the fields take. `count`, an address that
 * is given threads as repeated parameters and answers an object of numbers, and `counts`, the path to that.
 *
 * Answers: `list`, the path to the list where the answer is not itself one, and `total`, to how many comments there are. `fields`, what
 * is read of a comment: `id parentId name url body createdAt`, which are the default, `isStaff`, and `replies` for a list in each.
 * `format`: `text` or `html`. `held`, what tells that a comment waits for a moderator: `pending`, which is true then, or
 * `status=hold|spam`. `closed`, what tells it of a thread, likewise. `posted`, the path to the comment in the answer to a
 * post, or `none` where it has none.
 *
 * Refusals: `errors`, such as `409=duplicate 403:locked=closed spam=rejected`: by status, by the code at `errorCode` in the answer
 * (`code` by default), or by both, a success included. `errorFields`, the path to an object that says what is wrong at each field,
 * under the names of `send`.
 * @throws CommentError `misconfigured` when `endpoint` is missing, no http(s) address, or blocked as mixed content, and for every option
 * that makes no sense
 */
export function jsonEndpoint({ endpoint = '', post = endpoint, ...options }: AdapterOptions): Adapter {
  const { list = '', next, total, posted = '', count, counts = '', errorCode = 'code', errorFields } = options;
  const { paging = 'none' } = options;
  const names = (option: string, usual: string, known?: readonly string[], implied?: string) =>
    pairs(option, options[option] ?? usual, known, implied);
  const resolve = (address: string, thread = '') =>
    resolveEndpoint(address.replaceAll(place, encodeURIComponent(thread)));
  for (const address of [endpoint, post, count ?? post]) resolve(address);

  const start = starts[choice('paging', paging, ['none', 'page', 'offset'])];
  const format = choice('format', options['format'] ?? 'text', ['text', 'html']);
  const isPaged = start !== undefined || next !== undefined;
  const query = names('query', endpoint.includes(place) ? '' : 'thread', askable);
  const orders = names('orders', isPaged ? 'oldest' : 'oldest newest', orderNames);
  const [itsOwn] = orders.keys();
  const send = names('send', `${post.includes(place) ? '' : 'thread '}parentId body name email url`);
  const limits = names('limits', '', fieldNames);
  const fields = names('fields', 'id parentId name url body createdAt', readable);
  const errors = names('errors', '');
  const held = names('held', '', undefined, 'true');
  const closed = names('closed', '', undefined, 'true');

  for (const code of errors.values()) choice('errors', code, errorCodes);
  const paths = [...send.values()];
  for (const name of send.keys()) if (!name.startsWith('extra.')) choice('send', name, sendable);
  for (const path of paths)
    if (paths.filter((other) => `${other}.`.startsWith(`${path}.`)).length > 1)
      misconfigured('send', `"${path}" is there twice`);
  demand('send', send, 'body');
  demand('fields', fields, 'id', 'body');
  for (const most of limits.values()) if (!/^[1-9]\d*$/.test(most)) misconfigured('limits', `"${most}" is no length`);
  if (start && next) misconfigured('next', 'goes without data-paging');
  if (isPaged !== query.has('cursor') || (!isPaged && query.has('limit')))
    misconfigured('query', 'cursor goes with data-paging or data-next, and limit with cursor');
  if (!itsOwn || (isPaged && orders.size > 1 && !query.has('order')))
    misconfigured('orders', 'none, or no order in data-query');

  /** As the server has them: what was a number goes back as one. */
  const ids = new Map<string | null, unknown>();
  const admission = `Access-Control-Allow-Origin: ${location.origin}, Access-Control-Allow-Headers: Content-Type`;

  const rule = (name: FieldName): FieldRule => ({
    use: name === 'body' ? 'required' : send.has(name) ? 'optional' : 'none',
    ...(limits.has(name) && { max: Number(limits.get(name)) }),
  });

  return {
    name: 'http',
    rules: {
      fields: Object.fromEntries(fieldNames.map((name) => [name, rule(name)])) as Record<FieldName, FieldRule>,
      replyDepth: send.has('parentId') ? Infinity : 0,
      orders: [...orders.keys()] as Order[],
      open: true,
      sameOrigin: false,
    },

    async list(asked, { signal }) {
      const { thread, limit } = asked;
      const order = (orders.has(asked.order!) ? asked.order : itsOwn) as Order;
      const cursor = asked.cursor ?? start;
      const values = { thread, limit, cursor, order: orders.get(order) };
      const asking = [...query].map(([name, theirs]) => [theirs, values[name as keyof typeof values]]);
      const answer = await ask(endpoint, thread, Object.fromEntries(asking) as Query, signal);
      const given = part(answer, items, answer.body, list);
      const found: CommentData[] = [];
      await inSlices(unfold(answer, given, partsOf(list), null), (comment) => found.push(comment), signal);

      const told = {
        ...(total !== undefined && { total: part(answer, z.number(), answer.body, total) }),
        ...(closed.size && { rules: { open: !holds(closed, answer.body) } }),
      };
      if (!isPaged) {
        if (itsOwn === 'newest') found.reverse();
        const { length } = found.filter(isPublished);
        return { total: length, ...pageOf(parentsFirst(found), { ...asked, order }), ...told };
      }
      // Fewer than were asked for are the last ones; where no number was asked for, none are.
      const isLast = given.length < ((query.has('limit') && limit) || 1);
      const counted = isLast ? null : Number(cursor) + (paging === 'page' ? 1 : given.length);
      const following = start === undefined ? part(answer, key, answer.body, next!) : counted;
      return {
        comments: parentsFirst(found.filter(isPublished)),
        ...(following ? { next: String(following) } : {}),
        ...told,
      };
    },

    isRepeatable: () => send.has('attemptKey'),

    async post({ thread, parentId, url: page, title }, { extra, ...draft }, { attemptKey }) {
      const given = { ...draft, thread, parentId: ids.get(parentId) ?? parentId, page, title, attemptKey };
      const values = new Map<string, unknown>(Object.entries(given));
      for (const [name, value] of Object.entries(extra)) values.set(`extra.${name}`, value);
      const answer = await write(resolve(post, thread), {
        ...jsonRequest(objectOf([...send].map(([name, path]) => [path, values.get(name)]))),
        admission,
        refusal,
      });
      if (answer.body === '' || posted === 'none') return { status: holds(held, answer.body) ? 'pending' : 'accepted' };
      const comment = toComment(answer, at(answer.body, posted), partsOf(posted), parentId);
      return answer.status === 202 ? { ...comment, status: 'pending' } : comment;
    },

    ...(count !== undefined &&
      ({
        count: (threads, { signal }) =>
          countInGroups(threads, mostCounted, async (asked) => {
            const answer = await ask(count, '', { [query.get('thread') ?? 'thread']: asked }, signal);
            // Of a thread without comments it may say nothing.
            const found = part(answer, recordOf(asked, z.exactOptional(z.number())), answer.body, counts);
            return Object.fromEntries(asked.map((thread) => [thread, found[thread] ?? 0]));
          }),
      } satisfies Partial<Adapter>)),
  };

  function ask(address: string, thread: string, query: Query, signal?: AbortSignal): Promise<Answer> {
    return read(addressOf(resolve(address, thread), '', query), { admission, refusal, signal });
  }

  function refusal(status: number, body: unknown): Refusal | undefined {
    const said = word(at(body, errorCode));
    const code = errors.get(`${status}:${said}`) ?? errors.get(said) ?? errors.get(String(status));
    if (!code && status < 400) return undefined;
    const complaints = errorFields === undefined ? {} : (at(body, errorFields) ?? {});
    const issues = Object.entries(complaints).map(([theirs, messages]): Issue => {
      const [message] = [messages].flat() as unknown[];
      const field = fieldNames.find((name) => send.get(name) === theirs) ?? 'body';
      return { field, code: 'refused', ...(typeof message === 'string' && { message }) };
    });
    return { code: code as ErrorCode | undefined, issues };
  }

  /** What is in a list, and in the lists within. */
  function* unfold(answer: Answer, list: unknown, path: Path, parent: string | null): Generator<CommentData> {
    for (const [index, item] of answer.parse(items, list, ...path).entries()) {
      const comment = toComment(answer, item, [...path, index], parent);
      yield comment;
      const replies = fields.get('replies');
      const below = replies && at(item, replies);
      if (below) yield* unfold(answer, below, [...path, index, ...partsOf(replies)], comment.id);
    }
  }

  /** @param parent what it answers, where it does not say so itself */
  function toComment(answer: Answer, item: unknown, path: Path, parent: string | null): CommentData {
    const take = <T>(name: string, schema: z.ZodMiniType<T>) => {
      const way = fields.get(name);
      return way ? part(answer, schema, item, way, path) : (null as T);
    };
    const own = take('id', id);
    const above = take('parentId', key);
    ids.set(String(own), own);
    return {
      id: String(own),
      parentId: above ? String(above) : parent,
      author: authorOf(take('name', text), take('url', text), Number(take('isStaff', anything)) === 1),
      content: { format, value: take('body', z.string()) },
      createdAt: dateOf(take('createdAt', anything)),
      status: holds(held, item) ? 'pending' : 'published',
    };
  }
}

function demand(option: string, given: Pairs, ...names: readonly string[]): void {
  for (const name of names) if (!given.has(name)) misconfigured(option, `${name} is missing`);
}

/** What waits for a moderator is for nobody else, whatever a server lists. */
function isPublished({ status }: CommentData): boolean {
  return status === 'published';
}
