import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { CommentData, OwnComment } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import type { ErrorCode } from '../core/errors.js';
import type { FieldName } from '../core/rules.js';
import { textOf, withTags } from './html-text.js';
import { fail, write, type Refusal } from './http.js';
import { postOf, wordpressComments, wordpressRules } from './wordpress-comments.js';
import { resolveEndpoint } from './settings.js';

const handler = 'wp-comments-post.php';

/** Of fields, in sentences that say what is wrong with one: only they tell which. */
const mentioned: readonly (readonly [FieldName, RegExp])[] = [
  ['email', /e-?mail/i],
  ['url', /\burl\b/i],
  ['name', /\b(nom|name)\b/i],
];

/** In milliseconds: what the clocks of a server may be apart. */
const slack = 5_000;

/**
 * Any WordPress as it is, from its own pages: comments go where the form of the theme sends them, so that all its plug-ins and
 * notifications work. They are read by the REST API.
 *
 * Facts are of WordPress 5.3 to 6.8: wp-comments-post.php, wp_handle_comment_submission() in comment.php, wp_die() in functions.php.
 * @param options `endpoint`: the address of `wp-comments-post.php`; by default that of the theme's form, else `/wp-comments-post.php`.
 * `api`: the root of the REST API, by default what the page says. `identity`: `optional` where the site does not ask for name and
 * e-mail, `none` for a reader who is signed in. `depth`: how deep replies nest, 5 by default, 0 for none. `type`: `pages` for what is
 * no post. `avatars`: pictures of authors are given, though their addresses contain a hash of the e-mail
 * @throws CommentError `misconfigured` when `endpoint` is of another origin: WordPress lets nobody else read what its form answers
 */
export function wordpressForm({ endpoint, api, ...options }: AdapterOptions): Adapter {
  const form = document.querySelector<HTMLFormElement>(`form[action*="${handler}"]`);
  const address = resolveEndpoint(endpoint ?? form?.getAttribute('action') ?? `/${handler}`);
  if (address.origin !== location.origin)
    fail(
      'misconfigured',
      `endpoint: ${handler} answers pages of ${address.origin} alone; from elsewhere there is backend="wordpress-rest"`,
    );
  const comments = wordpressComments(api, options);

  return {
    name: 'wordpress-form',
    rules: wordpressRules(options, true),

    list: (query, asked) => comments.list(query, asked),

    isRepeatable: () => true,

    async post({ thread, parentId }, draft) {
      const { body, name, email, url, extra } = draft;
      const start = performance.now();
      const sent = new URLSearchParams({
        ...extra,
        comment: withTags(body),
        // A reader who is signed in has no such fields, and WordPress looks at none.
        ...(name && { author: withTags(name) }),
        ...(email && { email }),
        ...(url && { url }),
        comment_post_ID: postOf(thread),
        comment_parent: parentId ?? '0',
      });
      // Some themes say where to go then. To another host WordPress does not lead, but to a page where one must sign in.
      sent.delete('redirect_to');
      let isLed = false;
      const answer = await write(address, {
        // JSON instead of a page, where it says no.
        headers: { Accept: 'application/json' },
        credentials: 'same-origin',
        body: sent,
        // What is stored is answered with the way to it, whatever stands at its end.
        refusal(status, said, response) {
          isLed = leadsFrom(address, response);
          return !isLed && refusalOf(status, said, draft);
        },
      });
      const { pathname, searchParams } = new URL(answer.url, address);
      if (pathname.endsWith('/wp-login.php')) fail('unauthorized', `${handler} led to the login`);
      if (!isLed)
        fail('protocol', `${handler}: neither a refusal nor the way to a comment`, {
          outcome: 'unknown',
        });
      const held = searchParams.get('unapproved');
      if (held) return heldComment(held, parentId, draft);
      return (await shown(thread, parentId, draft, start)) ?? { status: 'accepted' };
    },
  };

  /** The way to a published comment does not tell which it is, nor that it is published: spam goes the same way. The list does. */
  async function shown(
    thread: string,
    parentId: string | null,
    { name, body }: Draft,
    start: number,
  ): Promise<CommentData | undefined> {
    try {
      const { comments: newest, now } = await comments.newest(thread);
      const since = now - (performance.now() - start) - slack;
      return newest.find(
        ({ author, content, createdAt, ...comment }) =>
          comment.parentId === parentId &&
          (!name || author.name === name) &&
          letters(content.value) === letters(withTags(body)) &&
          createdAt &&
          createdAt.getTime() >= since,
      );
    } catch {
      // It is stored all the same.
      return undefined;
    }
  }
}

/** Its text is as it was typed: what becomes of it is shown once it is published. */
function heldComment(id: string, parentId: string | null, { name, url, body }: Draft): OwnComment {
  return {
    id,
    parentId,
    author: { name, ...(url && { url }) },
    content: { format: 'text', value: body },
    createdAt: new Date(),
    status: 'pending',
  };
}

/** What WordPress leaves of a text, whatever it does to its signs, its links and its lines. */
function letters(text: string): string {
  return text.replace(/<[/a-z][^>]*>|&#?\w+;|[^\p{L}\p{N}]/giu, '');
}

/**
 * WebKit does not call an answer redirected where a service worker of the page handed it on. A server that knows its handler by another
 * address leads there, by a GET that stores nothing.
 */
function leadsFrom(address: URL, { url }: Response): boolean {
  const { pathname } = new URL(url, address);
  return pathname !== address.pathname && !pathname.includes(handler);
}

/** Everything that is no way to a comment. The codes of WordPress do not come with it, only statuses and sentences. */
function refusalOf(status: number, body: unknown, { name, email }: Draft): Refusal | undefined {
  if (status === 405)
    return { code: 'misconfigured', message: `${handler} is somewhere else: give its address as endpoint` };
  if (status === 200 && body === '')
    return {
      code: 'gone',
      message: 'the silence of WordPress: no published post has this id, or it asks for a password',
    };
  const sentence = sentenceOf(body);
  if (status === 403) return { code: meaningOf(sentence) };
  // Plug-ins that check the form die with a 500 unless told otherwise; so does WordPress when the database does.
  const isPlugIn = status === 500 && !/database|base de données|saved|enregistré/i.test(sentence);
  if (!sentence || (status !== 200 && status !== 400 && !isPlugIn)) return undefined;
  const [field] = mentioned.find(([, word]) => word.test(sentence)) ?? [name ? (email ? 'body' : 'email') : 'name'];
  return { code: 'invalid', issues: [{ field, code: 'refused', message: sentence }] };
}

/** A page of `wp_die()`, or the same as JSON; `''` for any other answer. */
function sentenceOf(body: unknown): string {
  const { code, message } = Object(body) as { code?: unknown; message?: unknown };
  if (code === 'wp_die') return textOf(message);
  const page = /<body id="error-page">\s*(?:<div[^>]*>)?([^]*?)<(?:\/div|p><a)/.exec(
    typeof body === 'string' ? body : '',
  );
  return page ? textOf(page[1]) : '';
}

/** In French and English; in another language, and from whatever else stands before WordPress, it is a refusal like any other. */
function meaningOf(sentence: string): ErrorCode {
  if (/connecter|logged in/i.test(sentence)) return 'unauthorized';
  if (/^sorry, repl|réponses/i.test(sentence)) return 'gone';
  return /closed|fermés|this item|cet élément/i.test(sentence) ? 'closed' : 'rejected';
}
