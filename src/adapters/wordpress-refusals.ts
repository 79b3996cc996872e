import * as z from 'zod/mini';
import type { ErrorCode, Issue, IssueCode } from '../core/errors.js';
import type { FieldName } from '../core/rules.js';
import { textOf } from './html-text.js';
import type { Refusal } from './http.js';

/** A refusal of the REST API; its message is in the language of the site. */
const problem = z.object({
  code: z.string(),
  message: z.exactOptional(z.unknown()),
  data: z.exactOptional(z.unknown()),
});

/** The fields, by what the names of parameters and the codes about lengths have in common. */
const fieldOf = { __proto__: null, author: 'name', author_email: 'email', author_url: 'url' } as object as Readonly<
  Record<string, FieldName>
>;

/** What WordPress' own codes mean where their status says something else. Flood is a 400, and spam that was thrown away a 500. */
const meaning: Readonly<Record<string, ErrorCode>> = {
  comment_flood: 'rate-limited',
  rest_comment_closed: 'closed',
  rest_comment_draft_post: 'closed',
  rest_comment_trash_post: 'closed',
  rest_cannot_read: 'gone',
  rest_cannot_read_post: 'forbidden',
  akismet_rest_comment_discarded: 'rejected',
};

/** Codes of WordPress itself, then the sentences by which `wp_die()` says that the database is away. */
const breakdown = /^(rest_|db_|internal_)|database|base de données/i;

/** What nobody but the owner can mend, and how. */
const mistakes: Readonly<Record<string, string>> = {
  rest_comment_invalid_post_id: '`thread` must be the id of a published post',
  rest_no_route: 'some plug-in has taken comments out of the REST API, or `endpoint` is not its root',
};

/**
 * What a refusal of the REST API means.
 * @param isOfPost of a comment that was sent: a plug-in's refusal of that is for its author to read
 */
export function refusalOf(status: number, body: unknown, isOfPost = false): Refusal | undefined {
  const { code, message, data } = problem.safeParse(body).data ?? {};
  if (!code)
    return status === 404
      ? { code: 'misconfigured', message: 'no REST API there: `endpoint` must be its root, as `/wp-json/`' }
      : undefined;
  if (mistakes[code]) return { code: 'misconfigured', message: `${code}: ${mistakes[code]}` };
  if (meaning[code]) return { code: meaning[code], message: code };
  const tooLong = /^comment_(.+)_column_length$/.exec(code)?.[1];
  if (tooLong) return { code: 'invalid', issues: [{ field: fieldOf[tooLong] ?? 'body', code: 'too-long' }] };
  if (code === 'rest_comment_content_invalid') return { issues: [{ field: 'body', code: 'required' }] };
  // What a plug-in refuses comes with a 500 where it names no status, and with a 403 where it thinks of spam.
  const isPlugIns = isOfPost && (status === 403 || status === 500) && !breakdown.test(code + String(message));
  if (status !== 400 && status !== 422 && !isPlugIns) return { message: code };
  const { params } = Object(data) as { params?: object };
  const issues = Object.entries(params ?? { content: message }).map(([name, sentence]): Issue => {
    const field = name === 'author_name' ? 'name' : (fieldOf[name] ?? 'body');
    const why: IssueCode = field === 'email' ? 'email' : 'refused';
    return { field, code: why, ...(why === 'refused' && { message: textOf(sentence) }) };
  });
  return { code: 'invalid', message: code, issues };
}
