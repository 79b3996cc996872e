import type * as z from 'zod/mini';
import type { Answer } from './http.js';

/** Our names, and what stands for them elsewhere. */
export type Pairs = Readonly<Partial<Record<string, string>>>;

/** What stands at the end of a path, the whole for an empty one; null where there is nothing. */
export function at(value: unknown, path: string): unknown {
  for (const key of partsOf(path)) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  return value ?? null;
}

/**
 * What stands in an answer at the end of a path, held to its schema there.
 * @param value where the path begins, the body of the answer by default
 * @param place how one comes there, for who reads what is wrong
 */
export function part<T>(
  answer: Answer,
  schema: z.ZodMiniType<T>,
  path: string,
  value: unknown = answer.body,
  place = '',
): T {
  return answer.parse(schema, at(value, path), ...[place, path].filter(Boolean));
}

/** Whether one of the conditions is met. */
export function holds(conditions: Pairs, value: unknown): boolean {
  return Object.entries(conditions).some(([path, wanted]) => wanted!.split('|').includes(word(at(value, path))));
}

/** A value as a text; `''` for a list or an object, which may have no text, or be deeper than the stack. */
export function word(value: unknown): string {
  return value instanceof Object ? '' : String(value);
}

/** What stands between the separators. Where one of two paths that are joined is empty there is nothing on one side of a dot. */
export function partsOf(text: string, separator: string | RegExp = '.'): string[] {
  return text.split(separator).filter(Boolean);
}
