import * as z from 'zod/mini';
import type { IssueCode } from '../core/errors.js';
import type { FieldName, Rules } from '../core/rules.js';
import type { Refusal } from './http.js';

/** What Isso says of a request that it does not take: in JSON, or in a page of HTML. */
const complaint = z.object({ message: z.string() });

/** By what it says, in English everywhere. */
const issues: readonly (readonly [said: string, field: FieldName, code: IssueCode])[] = [
  ['is missing', 'body', 'required'],
  ['too short', 'body', 'too-short'],
  ['too long', 'body', 'too-long'],
  ['rfc5321', 'email', 'too-long'],
  ['arbitrary', 'url', 'too-long'],
  ['Website', 'url', 'url'],
  ['email address', 'email', 'required'],
  ['author address', 'name', 'required'],
];
const refusals: readonly (readonly [said: string, refusal: Refusal])[] = [
  // It looks a minute back.
  ['ratelimit', { code: 'rate-limited', retryAfter: 60 }],
  // Until the comment that is answered may not be changed any more: `max-age` after it was written.
  ['time frame', { code: 'rate-limited', retryAfter: 900, message: 'isso.cfg, [guard]: reply-to-self = true' }],
  // For good: from that address only answers are taken.
  ['direct responses', { code: 'rejected', message: 'isso.cfg, [guard]: direct-reply = 3' }],
  ['CSRF', { code: 'misconfigured', message: 'a proxy changes the Content-Type' }],
];

/** @param rules to whose limits a text is held */
export function refusalOf(status: number, body: unknown, rules: Rules): Refusal | undefined {
  // Of 256 KiB in all, or what a proxy lets through: bytes, which is not what the form counts.
  if (status === 413) return { issues: [{ field: 'body', code: 'too-long' }] };
  const said = typeof body === 'string' ? body : (complaint.safeParse(body).data?.message ?? '');
  const [, field, code] = issues.find(([text]) => said.includes(text)) ?? [];
  if (!field || !code) return refusals.find(([text]) => said.includes(text))?.[1];
  const { min, max } = rules.fields[field];
  const limit = { 'too-short': min, 'too-long': max }[code as string];
  return { code: 'invalid', issues: [{ field, code, ...(limit && { limit }) }] };
}
