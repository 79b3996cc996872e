import * as z from 'zod/mini';
import { commentRules, maxReason, type FieldName } from './comment-rules.ts';
import { Problem, type FieldError } from './problem.ts';

/** Controls (but tab and line ends, in a text) and halves of surrogate pairs: nobody typed them, and UTF-8 has no form of the latter. */
const unwritable = /(?![\t\n\r])\p{Cc}|\p{Cs}/u;
const unwritableInLine = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** Something a reader could see: a text of spaces, fillers and zero-width characters is an empty one. */
const visible = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Everything this takes, WordPress' `is_email()` takes as well. Moreover: no empty atom (RFC 5322, 3.2.3), at most 64 characters
 * before the @ (RFC 5321, 4.5.3.1.1), labels of at most 63 (RFC 1035, 2.3.4), a top level that does not begin with a digit.
 */
const email =
  /^(?=.{6,})(?=.{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/i;

function isWebAddress(value: string): boolean {
  if (!/^https?:\/\/[^\s@\\]+$/i.test(value) || !URL.canParse(value)) return false;
  return new URL(value).hostname.includes('.');
}

const sentences: Record<FieldName, string> = {
  body: 'Saisissez votre commentaire.',
  name: 'Saisissez votre nom.',
  email: 'Saisissez une adresse au format nom@exemple.fr.',
  url: 'Saisissez une adresse au format https://exemple.fr.',
};

const count = new Intl.NumberFormat('fr');

function fieldError(field: FieldName, value: string): FieldError | undefined {
  const { use, max } = commentRules.fields[field];
  if ((field === 'body' ? unwritable : unwritableInLine).test(value)) {
    const detail = 'Ce texte contient un caractère invisible qui ne peut pas être enregistré. Saisissez-le de nouveau.';
    return { field, code: 'refused', detail };
  }
  if (use === 'required' && !visible.test(value)) return { field, code: 'required', detail: sentences[field] };
  if (value === '') return undefined;
  const length = [...value].length;
  if (length > max) {
    const detail = `Ce texte compte ${count.format(length)} caractères, la limite est de ${count.format(max)}.`;
    return { field, code: 'too-long', limit: max, length, detail };
  }
  if (field === 'email' && !email.test(value)) return { field, code: 'email', detail: sentences.email };
  if (field === 'url' && !isWebAddress(value)) return { field, code: 'url', detail: sentences.url };
  return undefined;
}

function fieldText(field: FieldName) {
  const text = z.string().check(
    z.check(({ value, issues }) => {
      const error = fieldError(field, value);
      if (error) issues.push({ code: 'custom', input: value, params: { error } });
    }),
  );
  return z.prefault(text, '');
}

const submissionSchema = z.object({
  thread: z.string().check(
    z.minLength(1),
    z.maxLength(1000),
    z.refine((thread) => !unwritableInLine.test(thread)),
  ),
  parentId: z.prefault(z.nullable(z.string()), null),
  body: fieldText('body'),
  name: fieldText('name'),
  email: fieldText('email'),
  url: fieldText('url'),
  page: z.optional(z.object({ url: z.string(), title: z.string() })),
  extra: z.prefault(z.record(z.string(), z.string()), {}),
});

/** A comment as it came in, checked. Members it does not know are ignored. */
export type Submission = z.output<typeof submissionSchema>;

function toFieldError(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'custom' && issue.params) return [issue.params['error'] as FieldError];
  const field = Object.keys(commentRules.fields).find((name) => name === issue.path[0]) as FieldName | undefined;
  return field ? [{ field, code: 'refused', detail: 'Cette valeur doit être un texte.' }] : [];
}

/** @param refusal what is said above the fields that are not right */
function parse<S extends z.ZodMiniType>(schema: S, input: unknown, refusal: string): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const { issues } = result.error;
  const errors = issues.flatMap(toFieldError);
  const misshapen = issues.find(({ path }) => !errors.some(({ field }) => field === path[0]));
  const detail = misshapen
    ? `Le membre «\u00a0${misshapen.path.join('.')}\u00a0» manque ou n’a pas la forme attendue.`
    : refusal;
  throw new Problem(422, detail, { code: 'invalid', errors });
}

/**
 * Checks what a client sent, whoever wrote that client.
 * @throws Problem 422 `invalid`, with one error for each field that is not right.
 */
export function parseSubmission(input: unknown): Submission {
  return parse(submissionSchema, input, 'Le commentaire n’a pas été envoyé. Corrigez les champs indiqués.');
}

const editSchema = z.object({ body: fieldText('body') });

/** @throws Problem 422 `invalid`, like that of a submission */
export function parseEdit(input: unknown): z.output<typeof editSchema> {
  return parse(editSchema, input, 'Le commentaire n’a pas été modifié. Corrigez les champs indiqués.');
}

const voteSchema = z.object({ value: z.literal([-1, 0, 1]) });

/** @throws Problem 422 `invalid` */
export function parseVote(input: unknown): z.output<typeof voteSchema> {
  return parse(voteSchema, input, '');
}

const reportSchema = z.object({
  reason: z.string().check(z.refine((reason) => [...reason].length <= maxReason && !unwritable.test(reason))),
});

/** @throws Problem 422 `invalid` */
export function parseReport(input: unknown): z.output<typeof reportSchema> {
  return parse(reportSchema, input, '');
}
