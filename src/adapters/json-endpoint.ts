import * as z from 'zod/mini';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData, Content } from '../core/comment.js';
import { errorCodes, type ErrorCode } from '../core/errors.js';
import { defaultRules, fieldNames, type FieldName, type FieldRule, type Order } from '../core/rules.js';
import { inSlices } from '../core/slices.js';
import { pageOf } from '../core/thread-pages.js';
import { authorOf } from './author.js';
import { addressOf, fail, read, resolveEndpoint, type Answer, type Query, type Refusal } from './http.js';
import { at, dateOf, holds, part, word, type Pairs } from './json-field-map.js';
import { parentsFirst } from './parents-first.js';
import { identity } from './records.js';

/** Stands for the thread in an address. */
const place = '{thread}';

/** By the kind of paging, the cursor of the first page. */
const starts: Pairs = { __proto__: null!, page: '1', offset: '0' };

const anything = z.unknown();
/** Of a comment, or of a page; null, nought and nothing stand for none. */
const reference = anything as z.ZodMiniType<string | number | null | undefined>;
const items = z.array(anything);
const text = z.nullable(z.string());

/** What is no comment otherwise. */
const strict: Readonly<Partial<Record<string, z.ZodMiniType>>> = {
  id: identity,
  name: text,
  url: text,
  body: z.string(),
};

/** What was read of one, where the options say that it is there. */
interface Taken {
  readonly id: string | number;
  readonly parentId?: string | number | null;
  readonly name?: string | null;
  readonly url?: string | null;
  readonly body: string;
  readonly createdAt?: unknown;
  readonly isStaff?: unknown;
}

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
  const start = starts[paging];
  let isSound = (start ?? paging === 'none') && /^(text|html)$/.test(format);
  const named = (option: string, usual: string, more?: string, value = /./, implied?: string): Pairs => {
    const found = (options[option] ?? usual).match(/\S+/g)?.map((word): [string, string] => {
      const [, ours = '', theirs = implied ?? ours] = /^([^=]+)(?:=([^.]+(?:\.[^.]+)*))?$/.exec(word) ?? [];
      const name = ours.replace(/^extra(\.[^.]+)+$/, '=');
      isSound &&= name && value.test(theirs) && (more ?? name).concat(' ', usual).split(' ').includes(name);
      return [ours, theirs];
    });
    return { __proto__: null!, ...Object.fromEntries(found ?? []) };
  };
  const thread = (address: string) => (address.includes(place) ? '' : 'thread ');

  const isPaged = !!start || next !== undefined;
  const query = named('query', thread(endpoint), 'thread limit cursor order');
  const orders = named('orders', isPaged ? 'oldest' : 'oldest newest', 'newest');
  const send = named('send', `${thread(post)}parentId body name email url`, 'thread page title attemptKey =');
  const fields = named('fields', 'id parentId name url body createdAt', 'isStaff replies');
  const limits = named('limits', '', 'body name email url', /^[1-9]\d*$/);
  const errors = named('errors', '', undefined, RegExp(`^(${errorCodes.join('|')})$`));
  const held = named('held', '', undefined, undefined, 'true');
  const closed = named('closed', '', undefined, undefined, 'true');

  const [itsOwn, other] = Object.keys(orders) as Order[];
  const { limit: size, cursor, order: sort } = query;
  // Where a path ends, no other one ends or goes on.
  const ends = Object.values(send).map((path) => ` ${path}.`);
  isSound &&= !!(
    fields['id'] &&
    fields['body'] &&
    send['body'] &&
    itsOwn &&
    !/( \S+)\1/.test(ends.sort().join('')) &&
    (isPaged ? cursor && !(start && next) && (sort || !other) : !(cursor || size))
  );
  if (!isSound) throw (await acts()).mistakeIn(options);

  /** As the server has them: what was a number goes back as one. */
  const ids = new Map<string | null, unknown>();
  const isHeld = (value: unknown) => holds(held, value);
  const known = { options, query, send, ids, refusal, at, part, resolve, isHeld, toComment };

  const rule = (name: FieldName): FieldRule => ({
    use: name === 'body' ? 'required' : send[name] ? 'optional' : 'none',
    ...(limits[name] && { max: Number(limits[name]) }),
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
      const { thread, limit, cursor = start } = asked;
      const order = orders[asked.order!] ? asked.order! : itsOwn!;
      const values = { thread, limit, cursor, order: orders[order] };
      const asking = Object.entries(query).map(([name, theirs]) => [theirs, values[name as keyof typeof values]]);
      const url = addressOf(resolve(endpoint, thread), '', Object.fromEntries(asking) as Query);
      const answer = await read(url, { refusal, signal });
      const given = part(answer, items, answer.body, list);
      const found: CommentData[] = [];
      const take = (comment: CommentData) => comment.status === 'published' && found.push(comment);
      await inSlices(unfold(answer, given, list && `${list}.`, null), take, signal);

      const told = {
        ...(total !== undefined && { total: part(answer, z.number(), answer.body, total) }),
        ...(options['closed'] && { rules: { open: !holds(closed, answer.body) } }),
      };
      if (!isPaged && itsOwn === 'newest') found.reverse();
      const comments = parentsFirst(found);
      if (!isPaged) return { total: found.length, ...pageOf(comments, { ...asked, order }), ...told };
      // Fewer than were asked for are the last ones; where no number was asked for, none are.
      const isLast = given.length < ((size && limit) || 1);
      const counted = isLast ? null : Number(cursor) + (paging === 'page' ? 1 : given.length);
      const following = start ? counted : part(answer, reference, answer.body, next!);
      return { comments, ...(following ? { next: String(following) } : {}), ...told };
    },

    isRepeatable: () => !!send['attemptKey'],

    post: async (...given) => (await acts()).post(known, ...given),

    ...(count !== undefined &&
      ({
        count: async (...given) => (await acts()).count(known, ...given),
      } satisfies Partial<Adapter>)),
  };

  function refusal(status: number, body: unknown): Refusal | undefined {
    const said = word(at(body, errorCode));
    const code = errors[`${status}:${said}`] ?? errors[said] ?? errors[status];
    return code || status >= 400 ? { code: code as ErrorCode | undefined } : undefined;
  }

  /** What is in a list, and in the lists within. */
  function* unfold(answer: Answer, list: unknown[], path: string, parent: string | null): Generator<CommentData> {
    for (const [index, item] of list.entries()) {
      const here = `${path}${index}.`;
      const comment = toComment(answer, item, here, parent);
      yield comment;
      const { replies } = fields;
      if (!replies || !at(item, replies)) continue;
      yield* unfold(answer, part(answer, items, item, replies, here), `${here}${replies}.`, comment.id);
    }
  }

  /** @param parent what it answers, where it does not say so itself */
  function toComment(answer: Answer, item: unknown, path: string, parent: string | null): CommentData {
    const taken = Object.entries(fields).map(([name, way]) => [
      name,
      part(answer, strict[name] ?? anything, item, way!, path),
    ]);
    const { id, parentId, name, url, body, createdAt, isStaff } = Object.fromEntries(taken) as unknown as Taken;
    ids.set(String(id), id);
    return {
      id: String(id),
      parentId: parentId ? String(parentId) : parent,
      author: authorOf(name, url, Number(isStaff) === 1),
      content: { format: format as Content['format'], value: body },
      createdAt: dateOf(createdAt),
      status: isHeld(item) ? 'pending' : 'published',
    };
  }
}

/** @throws CommentError `network` where it did not come: what is to be sent waits for it */
function acts() {
  return import('./json-endpoint-acts.js').catch((cause: unknown) =>
    fail('network', 'no json-endpoint-acts.js', { cause }),
  );
}
