import type { DraftInput } from '../core/draft.js';
import { fieldNames, type FieldName } from '../core/rules.js';

export type Field = HTMLInputElement | HTMLTextAreaElement;

/** What other people's forms call the same things; the first is ours. */
const aliases = {
  body: 'body comment content message text',
  name: 'name author nick nom',
  email: 'email mail',
  url: 'url website link site',
  remember: 'remember wp-comment-cookies-consent',
  /** A hidden input: the comment that the page made its form to answer. */
  parent: 'parentId comment_parent',
};

/** @returns the field of a form, ours or the page's, that is asked for; undefined where the form has none. */
export function findField(form: HTMLFormElement, field: keyof typeof aliases): Field | undefined {
  const name = aliases[field].split(' ').find((alias) => form.elements.namedItem(alias) instanceof HTMLElement);
  return name ? (form.elements.namedItem(name) as Field) : undefined;
}

/** @returns what the fields hold, as typed; `''` for a field that the form does not have. */
export function readFields(form: HTMLFormElement): DraftInput {
  const entries = fieldNames.map((field) => [field, findField(form, field)?.value ?? '']);
  return Object.fromEntries(entries) as Record<FieldName, string>;
}

/** @returns every other text that the form would send: hidden inputs, a captcha's token, the honeypot. */
export function readExtra(form: HTMLFormElement): Record<string, string> {
  const extra = new FormData(form);
  for (const field of [...fieldNames, 'remember'] as const) extra.delete(findField(form, field)?.name ?? '');
  return Object.fromEntries([...extra].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
