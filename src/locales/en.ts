import type { Messages } from './fr.js';

const number = (value: number) => value.toLocaleString('en');
const plural = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;
const characters = (count: number) => plural(count, 'character', 'characters');

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
  errors: {
    network: 'The site does not answer. Check your connection, then try again.',
    unavailable: 'The site has a passing problem. Try again in a moment.',
    'rate-limited': 'You are posting too quickly. Please wait a little.',
    invalid: 'The site does not accept this comment as it is. Correct it, then send it again.',
    rejected: 'The site refused this comment. Change it before sending it again.',
    unauthorized: 'You must sign in to comment.',
    forbidden: 'You are not allowed to comment here.',
    challenge: 'A check failed. Try again.',
    closed: 'Comments are closed for this article.',
    gone: 'This discussion no longer exists. Copy your text, then reload the page.',
    duplicate: 'You have already sent this comment. Change it to add something.',
    protocol: 'The site gave an unexpected answer. Try again later.',
    misconfigured: 'Comments are not available at the moment.',
  },
  kept: 'Your text is kept.',
  retry: 'Try again',
  retryIn: (seconds) => `You can try again in ${plural(seconds, 'second', 'seconds')}.`,
  retryNow: 'You can try again.',
  signIn: 'Sign in',

  count: (count) => (count ? plural(count, 'comment', 'comments') : 'No comments'),
  empty: 'Be the first to respond to this article.',
  loading: 'Loading comments…',
  unread: 'The comments could not be loaded.',
  more: 'Show more comments',
  anonymous: 'Anonymous',
  awaiting: 'Awaiting moderation',
  date: (date) => date.toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' }),
  backToTop: 'Back to top',
};
