import * as z from 'zod/mini';
import type { ErrorCode, Issue, IssueCode } from '../core/errors.js';
import { fieldNames } from '../core/rules.js';
import type { Refusal } from './http.js';
import { number, text } from './rest-comment.js';

const complaint = z.object({ field: text, code: text, limit: number, length: number, detail: text });

/** A problem of RFC 9457 with two members of our own. */
const problem = z.object({ code: text, errors: z.exactOptional(z.array(complaint)) });

/** The codes a server may say; the others are about its being reached, which it cannot know. Not picked from all: that list would load before. */
const sayable: readonly ErrorCode[] = [
  'invalid',
  'rejected',
  'unauthorized',
  'forbidden',
  'challenge',
  'closed',
  'gone',
  'duplicate',
  'rate-limited',
  'unavailable',
];

const issueCodes: readonly IssueCode[] = ['required', 'too-short', 'too-long', 'email', 'url'];

export function refusalOf(body: unknown): Refusal | undefined {
  const said = problem.safeParse(body).data;
  return said && { code: sayable.find((code) => code === said.code), issues: said.errors?.map(toIssue) };
}

function toIssue({ field, code, detail = '', ...measures }: z.infer<typeof complaint>): Issue {
  const at = fieldNames.find((name) => name === field);
  const why = issueCodes.find((known) => known === code);
  return at && why ? { field: at, code: why, ...measures } : { field: at ?? 'body', code: 'refused', message: detail };
}
