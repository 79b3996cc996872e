import { lengthOf, type FieldRule } from '../core/rules.js';

/**
 * How many more characters a field takes, for a counter.
 * @returns undefined while there is plenty: a reader wants to know when it gets scarce, not before. Negative once it is too much.
 *   Where bytes are counted, an estimate from what the text's own characters weigh.
 */
export function remainingCharacters(text: string, rule: FieldRule): number | undefined {
  const { max = Infinity } = rule;
  const length = lengthOf(text, rule);
  const left = max - length;
  if (left > Math.min(500, max / 5)) return undefined;
  return Math.floor((left * lengthOf(text, { use: rule.use })) / (length || 1));
}
