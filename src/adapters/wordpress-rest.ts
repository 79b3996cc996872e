import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { Draft } from '../core/draft.js';
import type { CommentError } from '../core/errors.js';
import { type Issue } from '../core/errors.js';
import { withTags } from './html-text.js';
import { jsonRequest, read, write, type Answer, type Refusal } from './http.js';
import { admission, postOf, refusalOf, wordpressComments, wordpressRules } from './wordpress-comments.js';

/** For owners: WordPress takes no comments of strangers by REST unless it is told to. */
const anonymous =
  "rest_comment_login_required: readers without an account may not comment by REST. In the theme's functions.php or a plug-in: add_filter( 'rest_allow_anonymous_comments', '__return_true' );";

/** What WordPress has names for itself. Whoever may send a comment may date it as well, and say which parts of the answer are wanted. */
const own = /^(_fields|id|author|author_(ip|name|email|url|user_agent)|date|date_gmt|link|meta|status|type)$/;

/** For the one refusal that is not the reader's to know. */
const staleNonce = 'rest_cookie_invalid_nonce';

/**
 * WordPress by its REST API, from whatever origin. Comments of readers without an account need one line in the theme or a plug-in of
 * the site, `add_filter( 'rest_allow_anonymous_comments', '__return_true' );`, and nobody is told of them by e-mail: WordPress sends
 * that for its form alone, which `wordpress-form` speaks to.
 *
 * Facts are of WordPress 4.7 to 6.8: class-wp-rest-comments-controller.php, wp_allow_comment() in comment.php.
 * @param options `endpoint`: the root of the API, `https://exemple.fr/wp-json/` or `https://exemple.fr/?rest_route=/`; by default what
 * the page says. `nonce`: what `wp_create_nonce( 'wp_rest' )` gives for a reader who is signed in, `''` for one who is not, on a site
 * where one must be. `identity`: `optional` where the site does not ask for name and e-mail. `depth`: how deep replies nest, 5 by
 * default, 0 for none. `type`: `pages` for what is no post. `avatars`: pictures of authors are given, though their addresses contain
 * a hash of the e-mail
 * @throws CommentError `misconfigured` when `endpoint` is no http(s) address, or blocked as mixed content
 */
export function wordpressRest({ endpoint, nonce, ...options }: AdapterOptions): Adapter {
  const comments = wordpressComments(endpoint, options);
  // WordPress knows who is signed in; what the form says of that is left out of account.
  const identity = nonce ? 'none' : options['identity'];
  let proof = nonce;

  return {
    name: 'wordpress-rest',
    rules: wordpressRules({ ...options, identity }, false),

    list: (query, asked) => comments.list(query, asked),

    // What WordPress cleans of a text it does after its look for a duplicate, and so it finds none of these.
    isRepeatable: ({ body }) => !/<[/a-z]|&#/i.test(body),

    async post({ thread, parentId }, { body, name, email, url, extra }) {
      const post = Number(postOf(thread));
      const author = Object.entries({ author_name: asStored(name), author_email: email, author_url: url });
      const payload = {
        ...Object.fromEntries(Object.entries(extra).filter(([key]) => !own.test(key))),
        post,
        parent: Number(parentId ?? 0),
        content: asStored(body),
        ...Object.fromEntries(author.filter(([, value]) => value)),
      };
      // WordPress takes an answer to what is not there any more, and its list leads to none of these.
      if (parentId) await mustBeThere(parentId);
      const address = await comments.route('comments');
      const send = (): Promise<Answer> =>
        write(address, {
          ...jsonRequest(payload, { Accept: 'application/json', ...(proof && { 'X-WP-Nonce': proof }) }),
          // With a nonce, and only with one, WordPress looks at the cookies.
          credentials: proof ? 'same-origin' : 'omit',
          refusal: (status, said) => refusalOfPost(status, said, { name, email }),
          admission,
        });
      try {
        return comments.commentOf(await send());
      } catch (error) {
        if (!proof || (error as CommentError).cause !== staleNonce) throw error;
        // A nonce lives for a day, and a page may be open for longer. WordPress refused before it looked at the comment.
        proof = await renewed(address);
        return comments.commentOf(await send());
      }
    },
  };

  /** @throws CommentError `gone` for a comment that nobody may read any more */
  async function mustBeThere(id: string): Promise<void> {
    try {
      await comments.ask(`comments/${id}`, { _fields: 'id' });
    } catch (error) {
      if ((error as CommentError).code === 'gone') throw error;
    }
  }

  function refusalOfPost(
    status: number,
    body: unknown,
    draft: Pick<Draft, 'name' | 'email'>,
  ): Refusal | undefined | Promise<Refusal | undefined> {
    const { code } = Object(body) as { code?: unknown };
    if (code === staleNonce) return { code: 'unauthorized', message: staleNonce, cause: staleNonce };
    if (code === 'rest_comment_login_required')
      return nonce === undefined ? { code: 'misconfigured', message: anonymous } : { code: 'unauthorized' };
    if (code === 'rest_comment_author_data_required') {
      const missing = (['name', 'email'] as const).filter((field) => !draft[field]);
      return { issues: missing.map((field): Issue => ({ field, code: 'required' })) };
    }
    return refusalOf(status, body, true);
  }
}

/**
 * A text or a name as WordPress stores it (wp_kses() in kses.php). Its REST API compares what came with what is stored, before it cleans
 * it, and without its backslashes: of a comment that came twice it would not know. Browsers themselves send it twice where a connection
 * breaks off.
 */
function asStored(text: string): string {
  return withTags(text).replaceAll('\\', '&#092;');
}

/** @throws CommentError `unauthorized` for a reader who is signed in no more */
async function renewed(comments: URL): Promise<string> {
  const site = comments.pathname.replace(/(index\.php\/)?[^/]+\/wp\/v2\/comments$/, '');
  const url = new URL('wp-admin/admin-ajax.php?action=rest-nonce', new URL(site, comments));
  const signedOut = (status: number): Refusal | undefined => (status < 500 ? { code: 'unauthorized' } : undefined);
  const answer = await read(url, {
    credentials: 'same-origin',
    refusal: (status, body) => (status === 200 && /^\w{8,}$/.test(String(body)) ? undefined : signedOut(status)),
  });
  return String(answer.body);
}
