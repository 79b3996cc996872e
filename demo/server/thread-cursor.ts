import { commentRules, type Order } from './comment-rules.ts';

/** A place between two top-level comments in one of the orders, and the way to go on from there. */
export interface ThreadCursor {
  readonly order: Order;
  readonly direction: 'next' | 'previous';
  /** The ranks of the comment beside it: comments that come in meanwhile shift nothing. */
  readonly ranks: readonly number[];
}

/** The columns that a thread is sorted by, all ascending. Pinned comments come first in every order. */
export const rankColumns: Readonly<Record<Order, readonly string[]>> = {
  oldest: ['pin_rank', 'oldest_rank'],
  newest: ['pin_rank', 'newest_rank'],
  best: ['pin_rank', 'score_rank', 'oldest_rank'],
};

function encode(...parts: readonly (string | number)[]): string {
  return Buffer.from(parts.join(' ')).toString('base64url');
}

function decode(text: string): string[] {
  return Buffer.from(text, 'base64url').toString().split(' ');
}

function isWholeNumber(text: string): boolean {
  return /^-?\d{1,15}$/.test(text);
}

export function writeCursor({ order, direction, ranks }: ThreadCursor): string {
  return encode(direction, order, ...ranks);
}

/** @returns undefined for what `writeCursor` did not write */
export function readCursor(text: string): ThreadCursor | undefined {
  const [direction, name, ...ranks] = decode(text);
  const order = commentRules.orders.find((known) => known === name);
  if (!order || ranks.length !== rankColumns[order].length || !ranks.every(isWholeNumber)) return undefined;
  return direction === 'next' || direction === 'previous' ? { order, direction, ranks: ranks.map(Number) } : undefined;
}

/** What a number is given out as: opaque, so that nobody reckons with it, and good for one purpose only. */
export type Mark = 'after' | 'since';

export function writeMark(mark: Mark, value: number): string {
  return encode(mark, value);
}

/** @returns undefined for what `writeMark` did not write for that purpose */
export function readMark(mark: Mark, text: string): number | undefined {
  const [purpose, value = '', ...more] = decode(text);
  return purpose === mark && isWholeNumber(value) && more.length === 0 ? Number(value) : undefined;
}
