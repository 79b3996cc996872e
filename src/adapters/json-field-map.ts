import type * as z from 'zod/mini';
import { toDate, toDateInUtc } from './dates.js';
import type { Answer } from './http.js';

/** Our names, and what stands for them elsewhere. */
export type Pairs = Readonly<Partial<Record<string, string>>>;

/** What stands at the end of a path, the whole for an empty one; null where there is nothing. */
export function at(value: unknown, path: string): unknown {
  for (const key of partsOf(path)) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  return value ?? null;
}

/**
 * What stands at the end of a path, held to its schema there.
 * @param path how one comes to the value itself, with a dot at its end
 */
export function part<T>(answer: Answer, schema: z.ZodMiniType<T>, value: unknown, way: string, path = ''): T {
  return answer.parse(schema, at(value, way), ...partsOf(path + way));
}

/** What has no time zone is in UTC. Null for what is no date. */
export function dateOf(value: unknown): Date | null {
  return typeof value === 'number' ? toDate(value) : toDateInUtc(word(value));
}

/** Whether one of the conditions is met. */
export function holds(conditions: Pairs, value: unknown): boolean {
  return Object.entries(conditions).some(([path, wanted]) => wanted!.split('|').includes(word(at(value, path))));
}

/** A value as a text; `''` for a list or an object, which may have no text, or be deeper than the stack. */
export function word(value: unknown): string {
  return value instanceof Object ? '' : String(value);
}

function partsOf(path: string): string[] {
  return path ? path.split('.') : [];
}
