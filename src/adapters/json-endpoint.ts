import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData, Content } from '../core/comment.js';
import { errorCodes, notLoaded, type ErrorCode } from '../core/errors.js';
import { defaultRules, fieldNames, type FieldName, type FieldRule, type Order } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { pageOf } from '../core/thread-pages.js';
import { authorOf } from './author.js';
import { toDateInUtc } from './dates.js';
import { addressOf, read, resolveEndpoint, type Answer, type Query, type Refusal } from './http.js';
import type { Endpoint } from './json-endpoint-acts.js';
import { at, holds, part, partsOf, word, type Pairs } from './json-field-map.js';
import { parentsFirst } from './parents-first.js';
import { identity } from './records.js';

type Acts = typeof import('./json-endpoint-acts.js');

/** Stands for the thread in an address. */
const place = '{thread}';

const anything = z.unknown();
/** Null, nought and nothing stand for none. */
const scalar = anything as z.ZodMiniType<string | number | boolean | null | undefined>;
const items = z.array(anything);
const text = z.nullable(z.string());

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
export async function jsonEndpoint(options: AdapterOptions): Promise<Adapter> {
  const {
    endpoint = '',
    post = endpoint,
    count,
    list = '',
    next,
    total,
    errorCode = 'code',
    paging = 'none',
    format = 'text',
  } = options;
  const resolve = (address: string, thread = '') =>
    resolveEndpoint(address.replaceAll(place, encodeURIComponent(thread)));
  for (const address of [endpoint, post, count ?? post]) resolve(address);

  // Whether something is wrong is seen here; what it is, is found out where something is.
  // The cursor of the first page, where it is one that counts.
  const start = ({ page: '1', offset: '0' } as Pairs)[paging];
  let isSound = /^(none|page|offset) (text|html)$/.test(`${paging} ${format}`);
  /** @param names what may stand before the equals sign, besides what does so usually */
  const named = (
    option: string,
    usual: string,
    names = '[^=]+',
    value = /^[^.]+(\.[^.]+)*$/,
    implied?: string,
  ): Pairs => {
    const form = RegExp(`^(${usual.replaceAll(' ', '|')}|${names})(?:=(.+))?$`);
    const pairs = partsOf(options[option] ?? usual, /\s+/).map((word): [string, string] => {
      const [, ours = '', theirs = implied ?? ours] = form.exec(word) ?? [];
      isSound &&= !!ours && value.test(theirs);
      return [ours, theirs];
    });
    return { __proto__: null!, ...Object.fromEntries(pairs) };
  };
  const thread = (address: string) => (address.includes(place) ? '' : 'thread ');

  const isPaged = !!start || next !== undefined;
  const query = named('query', thread(endpoint), 'thread|limit|cursor|order');
  const orders = named('orders', isPaged ? 'oldest' : 'oldest newest', 'newest');
  const send = named(
    'send',
    `${thread(post)}parentId body name email url`,
    'thread|page|title|attemptKey|extra\\.[^=]+',
  );
  const fields = named('fields', 'id parentId name url body createdAt', 'isStaff|replies');
  const limits = named('limits', '', 'body|name|email|url', /^[1-9]\d*$/);
  const errors = named('errors', '', undefined, RegExp(`^(${errorCodes.join('|')})$`));
  const held = named('held', '', undefined, undefined, 'true');
  const closed = named('closed', '', undefined, undefined, 'true');

  const [itsOwn, other] = Object.keys(orders) as Order[];
  isSound &&= !!(
    fields['id'] &&
    fields['body'] &&
    send['body'] &&
    itsOwn &&
    // Where a path ends, no other one ends or goes on.
    !/( \S+)\1/.test(
      Object.values(send)
        .map((path) => ` ${path}.`)
        .sort()
        .join(''),
    ) &&
    (isPaged ? query['cursor'] && !(start && next) && (query['order'] || !other) : !query['cursor'] && !query['limit'])
  );
  /** As the server has them: what was a number goes back as one. */
  const ids = new Map<string | null, unknown>();
  const known: Endpoint = [options, query, send, ids, refusal, at, resolve, holds, held, toComment];
  const act =
    <Given extends unknown[], T>(pick: (all: Acts) => (endpoint: Endpoint, ...given: Given) => T | Promise<T>) =>
    async (...given: Given): Promise<T> =>
      pick(await import('./json-endpoint-acts.js').catch(notLoaded))(known, ...given);
  if (!isSound) throw await act((all) => all.mistakeIn)();

  const rule = (name: FieldName): FieldRule => ({
    use: name === 'body' ? 'required' : send[name] ? 'optional' : 'none',
    ...(limits[name] && { max: +limits[name] }),
  });

  return {
    name: 'http',
    rules: {
      ...defaultRules,
      fields: Object.fromEntries(fieldNames.map((name) => [name, rule(name)])) as Record<FieldName, FieldRule>,
      replyDepth: send['parentId'] ? Infinity : 0,
      orders: Object.keys(orders) as Order[],
    },

    async list(asked, { signal }) {
      const { thread, limit, cursor = start, order = itsOwn! } = asked;
      const values = { thread, limit, cursor, order: orders[order] };
      const asking = Object.entries(query).map(([name, theirs]) => [theirs, values[name as keyof typeof values]]);
      const url = addressOf(resolve(endpoint, thread), '', Object.fromEntries(asking) as Query);
      const answer = await read(url, { refusal, signal });
      const given = part(answer, items, list);
      const found: CommentData[] = [];
      const take = (comment: CommentData) => comment.status === 'published' && found.push(comment);
      await inSlices(unfold(answer, given, list && `${list}.`, null), take, signal);

      const told = {
        ...(total !== undefined && { total: part(answer, z.number(), total) }),
        ...(options['closed'] && { rules: { open: !holds(closed, answer.body) } }),
      };
      const comments = parentsFirst(!isPaged && itsOwn === 'newest' ? found.reverse() : found);
      if (!isPaged) return { total: found.length, ...pageOf(comments, { ...asked, order }), ...told };
      // Fewer than were asked for are the last ones; where no number was asked for, none are.
      const isLast = given.length < ((query['limit'] && limit) || 1);
      const counted = isLast ? null : +cursor! + (paging === 'page' ? 1 : given.length);
      const following = start ? counted : part(answer, scalar, next!);
      return { comments, ...(following ? { next: String(following) } : {}), ...told };
    },

    isRepeatable: () => !!send['attemptKey'],

    post: act((all) => all.post),

    ...(count !== undefined && { count: act((all) => all.count) }),
  };

  function refusal(status: number, body: unknown): Refusal | undefined {
    const said = word(at(body, errorCode));
    const code = errors[`${status}:${said}`] ?? errors[said] ?? errors[status];
    return code || status >= 400 ? { code: code as ErrorCode | undefined } : undefined;
  }

  /** What is in a list, and in the lists within. */
  function* unfold(answer: Answer, list: unknown[], path: string, parent: string | null): Generator<CommentData> {
    for (const [index, item] of list.entries()) {
      const here = `${path}${index}`;
      const comment = toComment(answer, item, here, parent);
      yield comment;
      const { replies } = fields;
      if (!replies || !at(item, replies)) continue;
      yield* unfold(answer, part(answer, items, replies, item, here), `${here}.${replies}.`, comment.id);
    }
  }

  /** @param parent what it answers, where it does not say so itself */
  function toComment(answer: Answer, item: unknown, path: string, parent: string | null): CommentData {
    const take = <T>(name: string, schema: z.ZodMiniType<T>) =>
      fields[name] ? part(answer, schema, fields[name], item, path) : undefined;
    const id = take('id', identity)!;
    const parentId = take('parentId', scalar);
    ids.set(String(id), id);
    return {
      id: String(id),
      parentId: parentId ? String(parentId) : parent,
      author: authorOf(take('name', text), take('url', text), +take('isStaff', scalar)! === 1),
      content: { format: format as Content['format'], value: take('body', z.string())! },
      createdAt: toDateInUtc(take('createdAt', anything)),
      status: holds(held, item) ? 'pending' : 'published',
    };
  }
}
