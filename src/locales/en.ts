import { elapsed } from './elapsed.js';
import type { Messages } from './fr.js';
import { thousands } from './thousands.js';

const plural = (count: number, one: string, many: string) => `${thousands(count, ',')} ${count === 1 ? one : many}`;
const characters = (count: number) => plural(count, 'character', 'characters');

const months = 'January February March April May June July August September October November December'.split(' ');
const day = (date: Date) => `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}`;

export const en: Messages = {
  title: 'Leave a comment',
  emailNotice: 'Your email address will not be published.',
  requiredNotice: 'Required fields are marked *',
  fields: { body: 'Comment', name: 'Name', email: 'Email', url: 'Website' },
  identity: 'Your details',
  emailHint: 'Example: name@example.com',
  remember: 'Save my name, email, and website in this browser for the next time I comment.',
  rememberSome: 'Save my details in this browser for the next time I comment.',
  submit: 'Post comment',
  shortcut: 'Ctrl or ⌘ + Enter to send',
  privacy: 'Personal data',

  errors: {
    network: 'The site does not answer. Check your connection, then try again.',
    unavailable: 'The site has a passing problem. Try again in a moment.',
    'rate-limited': 'You are posting too quickly. Please wait a little.',
    invalid: 'The site does not accept this comment as it is. Correct it, then send it again.',
    rejected: 'The site refused this comment. Change it before sending it again.',
    unauthorized: 'You must sign in to comment.',
    forbidden: 'You are not allowed to comment here.',
    challenge: 'The site asks for a check. Complete it, then try again.',
    closed: 'Comments are closed for this article.',
    gone: 'This discussion no longer exists. Copy your text, then reload the page.',
    duplicate: 'You have already sent this comment. Change it to add something.',
    protocol: 'The site gave an unexpected answer. Try again later.',
    misconfigured: 'Comments are not available at the moment.',
  },
  retry: 'Try again',
  writing: {
    restored: 'Draft restored.',
    erase: 'Erase',
    remaining: (count) => (count < 0 ? `${characters(-count)} too many` : `${characters(count)} left`),
    suggestion: (email) => `Did you mean ${email}?`,
    summary: (count) => `Nothing is sent yet: ${plural(count, 'field', 'fields')} to correct.`,
    issues: {
      required: ({ field }) =>
        ({
          body: 'Write your comment.',
          name: 'Enter your name.',
          email: 'Enter your email address, for example name@example.com.',
          url: 'Enter the address of your website, for example https://example.com.',
        })[field],
      'too-short': ({ limit }, label) => `${label}: write at least ${limit ? characters(limit) : 'a few words'}.`,
      'too-long': ({ limit, length }, label) =>
        `${label}: ${limit && length ? `remove ${characters(length - limit)}` : 'shorten your text'}.`,
      email: () => 'Enter an email address like name@example.com.',
      url: () => 'Enter a website address like https://example.com.',
      refused: ({ message }, label) => `${label}: ${message ?? 'the site does not accept this, please change it.'}`,
    },
    sending: 'Sending…',
    slow: 'Sending takes longer than usual. Your text is kept.',
    sent: {
      published: 'Your comment is published.',
      pending: 'Your comment is awaiting moderation. It will be visible once approved.',
      accepted: 'Your comment has been sent. It may be reviewed before it appears.',
    },
    captcha: { label: 'Type the text in the picture', picture: 'Picture to check you by' },
    kept: 'Your text is kept.',
    retryIn: (seconds) => `You can try again in ${plural(seconds, 'second', 'seconds')}.`,
    retryNow: 'You can try again.',
    signIn: 'Sign in',
  },
  outbox: {
    label: 'Comments waiting to be sent',
    waiting: 'Waiting to be sent',
    answers: (name) => `In reply to ${name}`,
    unreachable:
      'The site does not answer. Your comment will go by itself as soon as it can, here or on your next visit.',
    busy: 'The site asks for a little patience. Your comment will go by itself after that.',
    offline: 'You are offline. Your comment will go by itself when the connection is back.',
    fleeting: 'This comment is kept in this page only: leave it open, and the comment will go as soon as it can.',
    uncertain:
      'We do not know whether this comment has arrived: it is not in the discussion, but may be awaiting moderation. If you send it again, it could appear twice.',
    challenge: 'The site asks for a check. Choose “Edit” to complete it, then send your comment again.',
    elsewhere: 'This comment is being sent from another tab. Try again in a moment.',
    doubtful: 'This comment may have arrived already: if you change it and send it again, both versions could appear.',
    send: 'Send now',
    resend: 'Send again',
    edit: 'Edit',
    discard: 'Give up',
    discarded: 'This comment will not be sent.',
    discardedLate: 'This comment will not be sent again. If it had arrived already, it will appear in the discussion.',
    undo: 'Restore',
    several: {
      published: (count) => `Your ${count} comments are published.`,
      pending: (count) => `Your ${count} comments are awaiting moderation. They will be visible once approved.`,
      accepted: (count) => `Your ${count} comments have been sent. They may be reviewed before they appear.`,
    },
  },

  count: (count) => (count ? plural(count, 'comment', 'comments') : 'No comments'),
  empty: 'Be the first to respond to this article.',
  loading: 'Loading comments…',
  unread: 'The comments could not be loaded.',
  more: (left) => `Show more comments${left ? ` (${thousands(left, ',')} left)` : ''}`,
  earlier: 'Show earlier comments',
  replies: (count) => `Show ${plural(count, 'reply', 'replies')}`,
  news: (count) => `${plural(count, 'new comment', 'new comments')} — Show`,
  sort: 'Sort by',
  orders: { oldest: 'Oldest first', newest: 'Newest first', best: 'Best first' },

  anonymous: 'Anonymous',
  staff: 'Staff',
  pinned: 'Pinned',
  edited: 'edited',
  awaiting: 'Awaiting moderation',
  deleted: 'Comment deleted',
  answers: (name) => `In reply to ${name}`,
  date: (date) => `${day(date)} at ${date.toTimeString().slice(0, 5)}`,
  ago(date) {
    const [count, unit] = elapsed(date, 'minute', 'hour', 'day');
    if (!unit) return day(date);
    if (!count) return 'just now';
    return unit === 'day' && count === 1 ? 'yesterday' : `${plural(count, unit, `${unit}s`)} ago`;
  },

  reply: 'Reply',
  replyTo: (name) => `Reply to ${name}`,
  cancelReply: 'Cancel reply',
  like: 'Like',
  dislike: 'Dislike',
  act: (act, name) => `${act}, comment by ${name}`,
  score: (score) => plural(score, 'vote', 'votes'),
  edit: 'Edit',
  remove: 'Delete',
  report: 'Report',
  copyLink: 'Copy link',
  copied: 'The link is copied.',
  inAddress: 'The link is in the address bar.',
  backToTop: 'Back to top',
  panel: {
    save: 'Save',
    saved: 'Your comment is changed.',
    removeQuestion: 'Delete your comment for good?',
    removed: 'Your comment is deleted.',
    reportQuestion: 'What should we know about this comment? (optional)',
    reported: 'Thank you. Your report has been sent.',
    cancel: 'Cancel',
  },
};
