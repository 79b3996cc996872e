import type { AdapterOptions } from '../core/adapter.js';
import { CommentError, errorCodes } from '../core/errors.js';
import { fieldNames } from '../core/rules.js';

/** The names that stand before the equals sign in an option; whatever may, where there are none. */
const known: Readonly<Record<string, readonly string[] | undefined>> = {
  fields: ['id', 'parentId', 'name', 'url', 'isStaff', 'body', 'createdAt', 'replies'],
  send: ['thread', 'parentId', ...fieldNames, 'page', 'title', 'attemptKey', 'extra.NAME'],
  query: ['thread', 'limit', 'cursor', 'order'],
  orders: ['oldest', 'newest'],
  limits: fieldNames,
  errors: undefined,
  held: undefined,
  closed: undefined,
};

/**
 * What is wrong with options that make no sense, for the owner of the site: the adapter itself knows no more than that something is.
 */
export function mistakeIn([options]: readonly [AdapterOptions, ...unknown[]]): CommentError {
  const [option, why] = firstMistake(options);
  return new CommentError('misconfigured', `data-${option}: ${why}`);
}

function firstMistake(options: AdapterOptions): readonly [option: string, why: string] {
  const { paging = 'none', format = 'text', next } = options;
  const oddPaging = noneOf(paging, ['none', 'page', 'offset']);
  if (oddPaging) return ['paging', oddPaging];
  const oddFormat = noneOf(format, ['text', 'html']);
  if (oddFormat) return ['format', oddFormat];
  for (const option of Object.keys(known)) {
    const why = wordsOf(options[option])
      .map((word) => oddity(option, word))
      .find(Boolean);
    if (why) return [option, why];
  }
  if (paging !== 'none' && next) return ['next', 'goes without data-paging'];
  const { fields, send, orders } = options;
  for (const name of ['id', 'body'])
    if (fields !== undefined && !namesOf(fields).includes(name)) return ['fields', `${name} is missing`];
  if (send !== undefined && !namesOf(send).includes('body')) return ['send', 'body is missing'];
  const path = collision(wordsOf(send).map((word) => word.replace(/^[^=]+=/, '')));
  if (path) return ['send', `"${path}" is there twice`];
  if (orders !== undefined && !wordsOf(orders).length) return ['orders', 'none'];
  const isPaged = paging !== 'none' || next !== undefined;
  const asked = namesOf(options['query']);
  if (isPaged && asked.includes('cursor')) return ['orders', 'there are several, and no order in data-query'];
  return ['query', 'cursor goes with data-paging or data-next, and limit with cursor'];
}

/** What is wrong with one word of an option. */
function oddity(option: string, word: string): string | undefined {
  const isTrue = option === 'held' || option === 'closed';
  const [, ours = '', theirs = isTrue ? 'true' : ours] = /^([^=]+)(?:=(.+))?$/.exec(word) ?? [];
  if (!ours || !theirs.split('.').every(Boolean)) return `"${word}" is not like name=their.name`;
  if (option === 'errors') return noneOf(theirs, errorCodes);
  if (option === 'send' && /^extra\../.test(ours)) return undefined;
  const odd = noneOf(ours, known[option] ?? [ours]);
  if (odd || option !== 'limits') return odd;
  return /^[1-9]\d*$/.test(theirs) ? undefined : `"${theirs}" is no length`;
}

/** The first of some paths that ends where another one ends, or goes on. */
function collision(paths: readonly string[]): string | undefined {
  return paths.find((path) => paths.filter((other) => `${other}.`.startsWith(`${path}.`)).length > 1);
}

function noneOf(word: string, all: readonly string[]): string | undefined {
  return all.includes(word) ? undefined : `"${word}" is none of ${all.join(', ')}`;
}

function wordsOf(option = ''): readonly string[] {
  return option.match(/\S+/g) ?? [];
}

function namesOf(option: string | undefined): string[] {
  return wordsOf(option).map((word) => word.replace(/=.*/, ''));
}
