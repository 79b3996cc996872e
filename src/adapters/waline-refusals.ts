import type { Refusal } from './http.js';

/** What it says of a comment that it has already, in the language of the page: one word for English and the Romance languages. */
const duplicate =
  /dupli|Doppelter Inhalt|Дублированное содержание|nội dung trùng lặp|重複した内容|중복된 내용|内容之前已经发过|內容之前已經發過/i;

const unproven = 'this reader is blocked, or comment-submit got no extra.turnstile or extra.recaptchaV3';

/** Most refusals have the status 200, and a number of their own. */
export function refusalOf(status: number, body: unknown, isRead: boolean): Refusal | undefined {
  if (status === 401) return { message: 'the server has LOGIN=force' };
  if (status === 403 && isRead)
    return { code: 'misconfigured', message: `the server wants SECURE_DOMAINS=${location.hostname}` };
  // It says the same to whom it blocks.
  if (status === 403) return { code: 'challenge', message: unproven };
  if (status === 404) return { code: 'misconfigured', message: 'endpoint: no Waline there' };
  const { errno, errmsg, data } = Object(body) as Partial<Record<string, unknown>>;
  // What is not there is liked by nobody.
  if (data === '') return { code: 'gone' };
  if (errno === 1001) return { code: 'invalid' };
  if (errno !== 1000) return undefined;
  const message = typeof errmsg === 'string' ? errmsg : '';
  if (duplicate.test(message)) return { code: 'duplicate' };
  // IPQPS, as it is where the owner did not set it.
  if (/too fast/i.test(message)) return { code: 'rate-limited', retryAfter: 60 };
  // A plug-in of the server's, which says why.
  return { code: 'rejected', issues: [{ field: 'body', code: 'refused', message }] };
}
