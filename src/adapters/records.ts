import * as z from 'zod/mini';

/** What a database calls a record: a number, or a text. */
export const identity = z.unknown().check(
  z.check(({ value, issues }) => {
    if (!value || !/^(string|number)$/.test(typeof value)) issues.push({ code: 'custom', path: [], input: value });
  }),
) as z.ZodMiniType<string | number>;

type Counts = Readonly<Record<string, number>>;

/** An object of values of one kind, for example what many threads have been counted to. */
export function recordOf<T extends z.ZodMiniType>(keys: readonly string[], value: T) {
  return z.object(Object.fromEntries(keys.map((key) => [key, value])));
}

/**
 * Counts many threads by several requests.
 * @param most how many go into one
 */
export async function countInGroups(
  threads: readonly string[],
  most: number,
  count: (group: readonly string[]) => Promise<Counts>,
): Promise<Counts> {
  let counts: Counts = {};
  for (let start = 0; start < threads.length; start += most)
    // Not assigned: a thread may be called `__proto__`.
    counts = { ...counts, ...(await count(threads.slice(start, start + most))) };
  return counts;
}
