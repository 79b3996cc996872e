import type * as z from 'zod/mini';
import { CommentError } from '../core/errors.js';
import type { Answer } from './http.js';

/** Our names, and what stands for them elsewhere. */
export type Pairs = ReadonlyMap<string, string>;

/** The keys that lead to something in an answer. */
export type Path = readonly PropertyKey[];

/** @throws CommentError `misconfigured`, always */
export function refuse(option: string, why: string): never {
  throw new CommentError('misconfigured', `data-${option}: ${why}`);
}

/**
 * Reads `ours=theirs other`.
 * @param known the names that may stand before the equals sign; whatever may, where none are given
 * @param implied what stands for a name alone; the name itself where none is given
 * @throws CommentError `misconfigured` for other names, and for what is not of that form
 */
export function pairs(option: string, words: string, known?: readonly string[], implied?: string): Pairs {
  return new Map(
    words.match(/\S+/g)?.map((word) => {
      const [, ours = '', theirs = implied ?? ours] = /^([^=]+)(?:=(.+))?$/.exec(word) ?? [];
      if (!ours || !partsOf(theirs).every(Boolean)) refuse(option, `"${word}" is not like name=their.name`);
      return [known ? choice(option, ours, known) : ours, theirs];
    }),
  );
}

/** @throws CommentError `misconfigured` when it is none of those that are known */
export function choice<T extends string>(option: string, word: string, known: readonly T[]): T {
  return known.find((one) => one === word) ?? refuse(option, `"${word}" is none of ${known.join(', ')}`);
}

/** What stands at the end of a path, the whole for an empty one; null where there is nothing. */
export function at(value: unknown, path: string): unknown {
  for (const key of partsOf(path)) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  return value ?? null;
}

/** What stands at the end of a path, held to its schema there. */
export function part<T>(answer: Answer, schema: z.ZodMiniType<T>, value: unknown, way: string, path: Path = []): T {
  return answer.parse(schema, at(value, way), ...path, ...partsOf(way));
}

/** A number counts seconds or milliseconds; what has no time zone is in UTC. Null for what is no date. */
export function toDate(value: unknown): Date | null {
  const iso = word(value).replace(
    /^([\d-]{10})[ T]([\d:.]+)(.*)$/,
    (_, day, time, zone) => `${day}T${time}${zone || 'Z'}`,
  );
  const date = new Date(typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : iso);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Whether one of the conditions is met. */
export function holds(conditions: Pairs, value: unknown): boolean {
  return [...conditions].some(([path, wanted]) => wanted.split('|').includes(word(at(value, path))));
}

/** A value as a text; `''` for a list or an object, which may have no text, or be deeper than the stack. */
export function word(value: unknown): string {
  return value instanceof Object ? '' : String(value);
}

/** Makes an object of what shall stand at the ends of paths; what is null or empty is left out. */
export function objectOf(values: Iterable<readonly [path: string, value: unknown]>): object {
  const whole = bare();
  for (const [path, value] of values) {
    if (value === null || value === undefined || value === '') continue;
    const way = partsOf(path);
    const last = way.pop()!;
    way.reduce((parent, key) => (parent[key] ??= bare()) as typeof whole, whole)[last] = value;
  }
  return whole;
}

export function partsOf(path: string): string[] {
  return path ? path.split('.') : [];
}

/** Without a prototype, which a path could lead to. */
function bare(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
