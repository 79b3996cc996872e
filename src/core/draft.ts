import * as z from 'zod/mini';
import type { Issue } from './errors.js';
import { fieldNames, lengthOf, type FieldName, type FieldRule, type Rules } from './rules.js';

/** What the form's fields hold, as typed. */
export type DraftInput = Readonly<Record<FieldName, string>>;

/** A comment that keeps the rules, ready for an adapter. A field that was left empty, or that the rules do not have, is `''`. */
export interface Draft extends DraftInput {
  /** Hidden inputs of the page's own form, and what listeners of `comment-submit` added. */
  readonly extra: Readonly<Record<string, string>>;
}

export type DraftResult =
  { readonly ok: true; readonly draft: DraftInput } | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * At least as strict as WordPress' `is_email()`, which several backends share, and stricter where a mail server would refuse:
 * dot-separated atoms (RFC 5322, 3.2.3) of 64 characters in all (RFC 5321, 4.5.3.1.1), labels of letters, digits and inner hyphens (RFC 1035, 2.3.1), a top level of letters.
 */
const emailPattern =
  /^(?=.{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@((?!-)[a-z\d-]{1,63}(?<!-)\.)+(?!-)[a-z][a-z\d-]*[a-z\d]$/i;

/** Letters, signs or pictures: something a reader could see. Spaces, fillers and zero-width characters alone are an empty text. */
const visible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u;

/** What no keyboard writes and some databases refuse: controls but tab and line feed, and halves of surrogate pairs. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const unwritable = /[\0-\x08\x0b-\x1f\x7f-\x9f]|\p{Surrogate}/gu;

function clean(text: string): string {
  const written = text.replace(/\r\n?/g, '\n').replace(unwritable, '');
  return visible.test(written) ? written.trim() : '';
}

/** `exemple.fr` is what people write for `https://exemple.fr`. */
function withScheme(address: string): string {
  return /^[^\s:/?#@]+\.[^\s:/?#@.]{2,}(:\d+)?([/?#]|$)/.test(address) ? `https://${address}` : address;
}

function isWebAddress(address: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address)) return false;
  const { hostname, username, password } = new URL(address);
  return !username && !password && /^[^.]+(\.[^.]+)+$/.test(hostname);
}

function complaint(field: FieldName, rule: FieldRule, value: string): Issue | undefined {
  if (!value) return rule.use === 'required' ? { field, code: 'required' } : undefined;
  const length = lengthOf(value, rule);
  if (rule.max !== undefined && length > rule.max) return { field, code: 'too-long', limit: rule.max, length };
  if (rule.min !== undefined && length < rule.min) return { field, code: 'too-short', limit: rule.min, length };
  if (field === 'email' && !(value.length <= 254 && emailPattern.test(value))) return { field, code: 'email' };
  if (field === 'url' && !isWebAddress(value)) return { field, code: 'url' };
  return undefined;
}

function fieldSchema(field: FieldName, rule: FieldRule) {
  return z.string().check(
    z.overwrite((value) => {
      if (rule.use === 'none') return '';
      const cleaned = clean(value);
      if (field === 'url') return withScheme(cleaned);
      return field === 'body' ? cleaned : cleaned.replace(/\s+/g, ' ');
    }),
    z.check(({ value, issues }) => {
      const issue = complaint(field, rule, value);
      if (issue) issues.push({ code: 'custom', input: value, params: { issue } });
    }),
  );
}

/**
 * Checks what was typed against the rules of the backend.
 * @returns the cleaned draft, or one issue for each field that is not right, in the order of the page.
 */
export function parseDraft(input: DraftInput, rules: Rules): DraftResult {
  const schema = z.object({
    body: fieldSchema('body', rules.fields.body),
    name: fieldSchema('name', rules.fields.name),
    email: fieldSchema('email', rules.fields.email),
    url: fieldSchema('url', rules.fields.url),
  });
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, draft: result.data };
  const issues = result.error.issues.flatMap((issue) =>
    issue.code === 'custom' ? [issue.params!['issue'] as Issue] : [],
  );
  return { ok: false, issues: issues.sort((a, b) => fieldNames.indexOf(a.field) - fieldNames.indexOf(b.field)) };
}
