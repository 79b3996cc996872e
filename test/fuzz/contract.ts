import { CommentError } from '../../src/core/errors.js';
import { fieldNames, type Rules } from '../../src/core/rules.js';
import type { CommentData, OwnComment, Page, Receipt } from '../../src/core/comment.js';
import { check, checkComment, checkError, secrets } from '../../src/testing/adapter-trial.js';
import type { Method } from './acts.js';

/** What may come out of each method. */
const checks: Readonly<Record<Method, (value: unknown) => void>> = {
  list: (value) => checkPage(value as Page),
  post: (value) => checkPosted(value as OwnComment | Receipt),
  find: (value) => checkGiven(value as CommentData),
  edit: (value) => checkGiven(value as CommentData),
  remove(value) {
    if (value !== null) checkGiven(value as CommentData);
  },
  vote: (value) => check(Number.isFinite(value), `a score is ${String(value)}`),
  report: (value) => check(value === undefined, 'a report gives something'),
  count(value) {
    for (const count of Object.values(value as object)) check(Number.isFinite(count), `a count is ${String(count)}`);
  },
};

/** @throws for what is neither a value of that method nor a `CommentError` */
export function checkEnding(method: Method, ending: { readonly value?: unknown; readonly error?: unknown }): void {
  if (!('error' in ending)) return checks[method](ending.value);
  const { error } = ending;
  checkError(error);
  check(error instanceof CommentError && ['refused', 'unknown'].includes(error.outcome), 'the outcome is none');
  const { image = 'data:' } = error.challenge ?? {};
  check(typeof image === 'string' && /^(data:|https?:)/.test(image), `a picture is ${image}`);
  for (const { message = '' } of error.issues) check(typeof message === 'string', 'a sentence is no text');
  const { retryAfter = 0 } = error;
  check(retryAfter <= 86_400, `somebody has to wait for ${retryAfter} seconds`);
}

/** @throws where an e-mail address comes out, or a hash of one */
export function checkSecrets({ value, error }: { readonly value?: unknown; readonly error?: unknown }): void {
  const everything = JSON.stringify([value ?? null, error ?? null, String(error)]).toLowerCase();
  for (const secret of secrets) check(!everything.includes(secret), `${secret} comes back`);
}

/**
 * What is looked at behind the border, for all adapters at once, is not for each of them to see to: that an id is no empty text
 * (`demandComment`), is there once (`unique`), that what is answered is there (`nest`), and that a link is one, and that nothing
 * is shown of what is deleted (`CommentItem`).
 * How many there are of something is the backend's word, whatever that is worth.
 */
function checkGiven(comment: CommentData): void {
  const { author, moreReplies = 1, status } = comment;
  const { name, url = '', avatar = '' } = author;
  check(typeof url === 'string' && typeof avatar === 'string', 'an address is no text');
  check(Number.isFinite(moreReplies), `moreReplies is ${moreReplies}`);
  const seen = { id: comment.id === '' ? 'none' : comment.id, parentId: comment.parentId || null, moreReplies: 1 };
  if (status !== 'deleted')
    checkComment({ ...comment, ...seen, author: { ...author, name, url: 'https://', avatar: 'https://' } });
}

function checkPage({ comments, total, next, previous, since, rules }: Page): void {
  check(Array.isArray(comments), 'the comments are no list');
  comments.forEach(checkGiven);
  check(Number.isFinite(total ?? 0), `the total is ${total}`);
  for (const cursor of [next, previous, since])
    check(cursor === undefined || (typeof cursor === 'string' && cursor), `a cursor is ${cursor}`);
  if (rules) checkRules(rules);
}

function checkRules({ fields, orders = ['oldest'], replyDepth = 0, open = true }: Partial<Rules>): void {
  for (const name of fields ? fieldNames : []) {
    const { use, min = 0, max = 0 } = fields![name];
    const isRule = ['required', 'optional', 'none'].includes(use) && !Number.isNaN(min) && !Number.isNaN(max);
    check(isRule, `the rule of ${name} makes no sense`);
  }
  check(
    orders.every((order) => ['oldest', 'newest', 'best'].includes(order)),
    'orders are none',
  );
  check(typeof replyDepth === 'number' && typeof open === 'boolean', 'the rules make no sense');
}

function checkPosted(posted: OwnComment | Receipt): void {
  if (!('id' in posted)) return check(['published', 'pending', 'accepted'].includes(posted.status), 'no receipt');
  checkGiven(posted);
  check(['string', 'undefined'].includes(typeof posted.token), 'a token is no text');
}
