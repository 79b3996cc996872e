import * as z from 'zod/mini';
import type { Issue } from '../core/errors.js';
import type { FieldName } from '../core/rules.js';
import type { Refusal } from './http.js';

/** What is sent: a comment has a `content`. */
export interface Sent {
  readonly content?: string;
  readonly name?: string;
  readonly email?: string;
  /** Of the comment answered; 0 for none. */
  readonly rid?: number;
  readonly [property: string]: unknown;
}

const text = z.exactOptional(z.string());
const flag = z.exactOptional(z.boolean());

/** `msg` is in the language of the server, but for what its authors never meant to be read. */
const complaint = z.object({ msg: text, img_data: text, need_captcha: flag, need_login: flag, err_no_site: flag });

/** @param proofs where a form has what a captcha gave */
export function refusalOf(
  status: number,
  body: unknown,
  path: string,
  sent: Sent | undefined,
  proofs: readonly string[],
): Refusal | undefined {
  const { msg = '', img_data: image = '', ...said } = complaint.safeParse(body).data ?? {};
  if (said.err_no_site) return { code: 'misconfigured', message: 'data-site: no such site' };
  if (said.need_captcha || (path === 'captcha/verify' && status === 403))
    return image.startsWith('data:image/')
      ? { code: 'challenge', challenge: { image } }
      : { code: 'challenge', message: `artalk.yml, captcha_type: image; or the form needs ${proofs.join()}` };
  if (sent?.content !== undefined) {
    if (status === 400) return { issues: [issueOf(msg, sent)] };
    if (status === 404 && sent.rid) return { code: 'gone' };
    if (said.need_login) return { code: 'unauthorized' };
    if (msg === 'anonymous user is not allowed')
      return { code: 'unauthorized', message: 'artalk.yml, auth: anonymous: true' };
  }
  // Of an address that names no comment.
  const isNowhere = status === 404 && /^(comments|stats\/page_comment)$/.test(path);
  return isNowhere ? { code: 'misconfigured', message: 'endpoint: no Artalk' } : undefined;
}

function issueOf(message: string, { content: body = '', name = '', email = '' }: Sent): Issue {
  const [missing] = Object.entries({ body, name, email }).find(([, said]) => !said.trim()) ?? [];
  if (missing) return { field: missing as FieldName, code: 'required' };
  if (/mail/i.test(message)) return { field: 'email', code: 'email' };
  return /link|lien/i.test(message) ? { field: 'url', code: 'url' } : { field: 'body', code: 'refused', message };
}
