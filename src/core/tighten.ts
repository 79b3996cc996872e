import type { FieldName, Rules } from './rules.js';

/**
 * A site may demand more than its backend, and leave out what the backend does not need; never the other way round.
 * @param required names of fields, separated by spaces
 * @param hidden likewise
 * @param complain told of each wish that makes no sense; false while the backend has not spoken, and the site is believed
 */
export function tighten(
  rules: Rules,
  required: string | null = '',
  hidden: string | null = '',
  complain: ((problem: string) => void) | false = console.warn,
): Rules {
  const fields = { ...rules.fields };
  const wish = (words: string | null, use: 'required' | 'none', impossible: 'required' | 'none') => {
    for (const word of (words?.match(/\S+/g) ?? []) as FieldName[]) {
      const isPossible =
        Object.hasOwn(fields, word) && (fields[word].use !== impossible || (!complain && word !== 'body'));
      if (isPossible) fields[word] = { ...fields[word], use };
      else if (complain) complain(`comment-widget: "${word}" cannot be ${use}, of ${Object.keys(fields).join(', ')}`);
    }
  };
  wish(required, 'required', 'none');
  wish(hidden, 'none', 'required');
  return { ...rules, fields };
}
