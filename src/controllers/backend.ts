import { adapterLoader, adapterNames } from '../adapters/registry.js';
import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData, Receipt } from '../core/comment.js';
import { asCommentError, CommentError } from '../core/errors.js';
import type { Rules } from '../core/rules.js';

/**
 * Makes an adapter.
 * @param backend the name of a registered one, or an adapter of the page's own
 * @throws CommentError `misconfigured` for a name nobody registered and for options that make no sense, `network` where its code did not come
 */
export async function makeAdapter(backend: string | Adapter, options: AdapterOptions): Promise<Adapter> {
  if (typeof backend === 'object') return backend;
  const load = adapterLoader(backend);
  if (!load)
    throw new CommentError('misconfigured', `no backend "${backend}"; there are: ${adapterNames().join(', ')}`);
  let create;
  try {
    create = await load();
  } catch (cause) {
    throw new CommentError('network', `no adapter "${backend}"`, { cause });
  }
  return create(options);
}

// Anybody writes adapters, and not everybody with types: what is counted on is looked at.

/** @throws CommentError `protocol` for what is no comment */
export function demandComment<T extends CommentData>(comment: T): T {
  const { id, author, content, createdAt, status } = comment;
  const isDate = createdAt === null || createdAt.getTime() === createdAt.getTime();
  const isWhole =
    id && typeof id === 'string' && typeof author.name === 'string' && typeof content.value === 'string' && isDate;
  return demand(isWhole && ['published', 'pending', 'deleted'].includes(status), comment);
}

/** @throws CommentError `protocol` for what is no receipt */
export function demandReceipt(receipt: Receipt): Receipt {
  return demand(['published', 'pending', 'accepted'].includes(receipt.status), receipt);
}

function demand<T>(isWhole: unknown, value: T): T {
  if (isWhole) return value;
  // The backend has answered: what was sent may well be stored.
  throw asCommentError('the adapter gave no comment');
}

/** Rules of which a backend, or a page of one, told only some. */
export function withDefaults(base: Rules, rules: Partial<Rules> | undefined): Rules {
  return { ...base, ...rules, fields: { ...base.fields, ...rules?.fields } };
}
