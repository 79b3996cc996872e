import type { FieldName, Rules } from './rules.js';

/**
 * A site may demand more than its backend, and leave out what the backend does not need; never the other way round.
 * @param required names of fields, separated by spaces
 * @param hidden likewise
 */
export function tighten(rules: Rules, required = '', hidden = ''): Rules {
  const fields = { ...rules.fields };
  const wish = (words: string, use: 'required' | 'none', impossible: 'required' | 'none') => {
    for (const word of words.split(' ').filter(Boolean) as FieldName[]) {
      if ((fields[word]?.use ?? impossible) !== impossible) fields[word] = { ...fields[word], use };
      else if (fields[word]?.use !== use)
        console.warn(`comment-widget: "${word}" cannot be ${use} with this backend; its fields are`, rules.fields);
    }
  };
  wish(required, 'required', 'none');
  wish(hidden, 'none', 'required');
  return { ...rules, fields };
}
