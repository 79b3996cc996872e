import type * as z from 'zod/mini';
import { toDate, toDateInUtc } from './dates.js';
import type { Answer } from './http.js';
import { choice, misconfigured } from './settings.js';

/** Our names, and what stands for them elsewhere. */
export type Pairs = ReadonlyMap<string, string>;

/** The keys that lead to something in an answer. */
export type Path = readonly PropertyKey[];

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
      if (!ours || !partsOf(theirs).every(Boolean)) misconfigured(option, `"${word}" is not like name=their.name`);
      return [known ? choice(option, ours, known) : ours, theirs];
    }),
  );
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
export function dateOf(value: unknown): Date | null {
  return typeof value === 'number' ? toDate(value < 1e11 ? value * 1000 : value) : toDateInUtc(word(value));
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
