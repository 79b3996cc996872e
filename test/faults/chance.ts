import { SeededRandom } from '../../demo/server/seeded-random.ts';

/**
 * Chance for one decision. What it comes to depends on the seed and on what is decided, never on what was decided before: a run that
 * goes another way at one comment meets the same luck at all the others.
 * @param words what is decided, and about what
 */
export function chanceOf(seed: number, ...words: readonly (string | number)[]): SeededRandom {
  let hash = 0x811c9dc5;
  // FNV-1a.
  for (const unit of words.join(' ')) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  return new SeededRandom(seed ^ hash);
}

export type Weighted<T> = readonly (readonly [weight: number, choice: T])[];

/** One of several, each as likely as it weighs. */
export function pickWeighted<T>(chance: SeededRandom, choices: Weighted<T>): T {
  let left = chance.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
  return (choices.find(([weight]) => (left -= weight) < 0) ?? choices.at(-1)!)[1];
}
