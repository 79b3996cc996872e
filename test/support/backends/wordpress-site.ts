import { HttpResponse } from 'msw';
import {
  cannotReadPost,
  died,
  filtered,
  filteredName,
  invalidEmail,
  refused,
  sanitized,
  tooLong,
  unslashed,
  view,
  webAddress,
  type Stored,
} from './wordpress-answers.js';

/** What is posted by REST. */
export type Asked = Readonly<Record<string, unknown>>;
/** What is posted by the form. */
export type Submission = Readonly<Record<string, string>>;

type Entry = Omit<Stored, 'id' | 'written' | 'status'>;

const known = ['post', 'parent', 'page', 'per_page', 'order', 'orderby', '_fields'];

/** What anybody may say of a comment by REST, and nobody has a reason to: when it was written, what of it shall be in the answer. */
const forged = ['_fields', 'id', 'author_user_agent', 'date', 'date_gmt', 'link', 'meta', 'type'];

const duplicate = 'Détection d’un doublon\u00a0: il semble que vous avez déjà envoyé ce commentaire\u00a0!';
const tooFast = 'Vous envoyez vos commentaires trop rapidement. Prenez votre temps.';

/** The posts and comments of a WordPress, and what it does with them. */
export class WordPressSite {
  /** Every comment waits for a moderator. */
  moderated = false;
  /** The filter `rest_allow_anonymous_comments`. */
  anonymous = true;
  /** Its setting that who comments must have an account. */
  registration = false;
  /** Its setting that who comments must give name and e-mail. */
  requiresIdentity = true;
  /** Fifteen seconds between comments of one address. */
  flood = false;
  /** Of which comments are spam. */
  forbidden: string | undefined;

  readonly stored: Stored[] = [];
  readonly #posts = new Map<number, { readonly type: string; isOpen: boolean; isProtected: boolean }>();

  /** @returns the id of a post, as a thread is called */
  publish(type: 'posts' | 'pages' = 'posts', isProtected = false): string {
    const id = this.#posts.size + 4;
    this.#posts.set(id, { type, isOpen: true, isProtected });
    return String(id);
  }

  close(thread: string): void {
    this.#posts.get(Number(thread))!.isOpen = false;
  }

  approve(thread: string): void {
    for (const comment of this.stored)
      if (comment.post === Number(thread) && comment.status === 'hold') comment.status = 'approved';
  }

  async list(query: Readonly<Record<string, string>>): Promise<Response> {
    const unknown = Object.keys(query).filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new Error(`nobody asks for ${unknown.join()}`);
    const { post, parent, page = '1', per_page = '10', order = 'desc', orderby = 'date_gmt', _fields } = query;
    const invalid = [
      !/^\d+$/.test(post ?? '') && 'post',
      parent !== undefined && !/^\d+(,\d+)*$/.test(parent) && 'parent',
      !/^[1-9]\d*$/.test(page) && 'page',
      !(/^\d+$/.test(per_page) && Number(per_page) >= 1 && Number(per_page) <= 100) && 'per_page',
      !/^(asc|desc)$/.test(order) && 'order',
      !/^(date|date_gmt|id)$/.test(orderby) && 'orderby',
    ].find((name) => name !== false);
    if (invalid !== undefined)
      return refused(400, 'rest_invalid_param', `Paramètre(s) invalide(s)\u00a0: «\u00a0${invalid}\u00a0»`, {
        params: { [invalid]: `${invalid} doit être compris entre 1 (inclus) et 100 (inclus)` },
      });
    if (this.#posts.get(Number(post))?.isProtected) return cannotReadPost();
    const parents = parent?.split(',').map(Number);
    const all = this.stored
      .filter((one) => one.post === Number(post) && one.status === 'approved')
      .filter((one) => !parents || parents.includes(one.parent));
    if (orderby !== 'id') all.sort((one, other) => one.written.getTime() - other.written.getTime());
    if (order === 'desc') all.reverse();
    const size = Number(per_page);
    const shown = await Promise.all(all.slice((Number(page) - 1) * size, Number(page) * size).map((one) => view(one)));
    const wanted = _fields?.split(',');
    const cut = (item: object) =>
      Object.fromEntries(Object.entries(item).filter(([name]) => !wanted || wanted.includes(name)));
    return HttpResponse.json(shown.map(cut), {
      headers: {
        'X-WP-Total': String(all.length),
        'X-WP-TotalPages': String(Math.ceil(all.length / size)),
        Allow: 'GET',
        Date: new Date().toUTCString(),
      },
    });
  }

  post(type: string, id: number): Response {
    const post = this.#posts.get(id);
    if (post?.type !== type) return refused(404, 'rest_post_invalid_id', 'Identifiant de l’article non valide.');
    return HttpResponse.json({ comment_status: post.isOpen ? 'open' : 'closed' });
  }

  /** As anybody may read it. */
  async one(id: number): Promise<Response> {
    const comment = this.stored.find((one) => one.id === id);
    if (!comment) return refused(404, 'rest_comment_invalid_id', 'Identifiant de commentaire non valide.');
    if (comment.status !== 'approved')
      return refused(401, 'rest_cannot_read', 'Désolé, vous n’avez pas l’autorisation de lire ce commentaire.');
    return HttpResponse.json(await view(comment));
  }

  /** WP_REST_Comments_Controller::create_item() */
  async create(asked: Asked, isSignedIn: boolean): Promise<Response> {
    const { post, parent = 0, content, author_name = '', author_email = '', author_url = '' } = asked;
    const named = forged.filter((name) => name in asked);
    if (named.length > 0) throw new Error(`nobody says ${named.join()} of a comment`);
    if (parent !== null && !Number.isInteger(parent))
      return refused(400, 'rest_invalid_param', 'Paramètre(s) invalide(s)\u00a0: «\u00a0parent\u00a0»', {
        params: { parent: 'parent n’est pas de type integer.' },
      });
    const email = String(author_email);
    if (email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) return invalidEmail();
    if (!isSignedIn && (!this.anonymous || this.registration))
      return refused(
        401,
        'rest_comment_login_required',
        'Désolé, vous devez vous connecter pour avoir la possibilité de commenter.',
      );
    for (const name of ['author', 'author_ip', 'status'])
      if (name in asked)
        return refused(
          401,
          `rest_comment_invalid_${name}`,
          `Désolé, vous n’avez pas l’autorisation de modifier «\u00a0${name}\u00a0» pour les commentaires.`,
        );
    const target = typeof post === 'number' ? this.#posts.get(post) : undefined;
    if (!target)
      return refused(
        403,
        'rest_comment_invalid_post_id',
        'Désolé, vous n’avez pas l’autorisation de créer ce commentaire sans publication existante.',
      );
    if (target.isProtected) return cannotReadPost();
    if (!target.isOpen) return refused(403, 'rest_comment_closed', 'Les commentaires sont fermés pour cet article.');
    const text = typeof content === 'string' ? content : '';
    if (!text.trim()) return refused(400, 'rest_comment_content_invalid', 'Contenu du commentaire non valide.');
    if (!isSignedIn && this.requiresIdentity && !(author_name && email))
      return refused(
        400,
        'rest_comment_author_data_required',
        'La création d’un commentaire nécessite une valeur valide pour le nom d’auteur ou d’autrice et l’e-mail.',
      );
    const given = { name: sanitized(String(author_name)), email, url: String(author_url), content: text };
    const long = tooLong(given);
    if (long) {
      const column = long === 'name' ? 'author' : long === 'content' ? 'content' : `author_${long}`;
      return refused(
        400,
        `comment_${column}_column_length`,
        'Le champ de commentaire dépasse la longueur maximum autorisée.',
      );
    }
    const entry: Entry = {
      ...given,
      ...(isSignedIn && { name: 'Camille', email: 'camille@exemple.fr', url: '' }),
      user: isSignedIn ? 2 : 0,
      post: Number(post),
      // Whatever it is.
      parent: Number(parent),
    };
    // Before it is filtered: what filtering changes is no duplicate. Nor is what has backslashes, which nobody put before them.
    if (this.#isDuplicate({ ...entry, name: unslashed(entry.name), content: unslashed(text) }))
      return refused(409, 'comment_duplicate', duplicate);
    if (this.#isFlood(entry)) return refused(400, 'comment_flood', tooFast);
    const { name, url } = entry;
    const stored = this.#store({ ...entry, name: filteredName(name), content: filtered(text), url: webAddress(url) });
    // What WordPress does not know it leaves out of account.
    return HttpResponse.json(await view(stored), { status: 201, headers: { Allow: 'POST' } });
  }

  /** wp-comments-post.php */
  submit(sent: Submission, asJson: boolean, isSignedIn: boolean): Response {
    const {
      comment = '',
      author = '',
      email = '',
      url = '',
      comment_post_ID,
      comment_parent = '0',
      redirect_to,
    } = sent;
    const no = (status: number, message: string) => died(status, message, asJson);
    const post = this.#posts.get(Number(comment_post_ID));
    if (!post || post.isProtected)
      return new HttpResponse('', { headers: { 'Content-Type': 'text/html; charset=UTF-8' } });
    if (!post.isOpen) return no(403, 'Les commentaires sont fermés pour cet article.');
    const parent = Number(comment_parent);
    const answered = this.stored.find(({ id }) => id === parent);
    if (parent && (answered?.status !== 'approved' || answered.post !== Number(comment_post_ID)))
      return no(403, 'Désolé, les réponses aux commentaires non approuvés ne sont pas autorisées.');
    if (this.registration && !isSignedIn)
      return no(403, 'Désolé, vous devez vous connecter pour avoir la possibilité de commenter.');
    const error = '<strong>Erreur\u00a0:</strong> ';
    if (this.requiresIdentity && !isSignedIn) {
      if (email.length < 6 || !author) return no(200, `${error}veuillez renseigner les champs obligatoires.`);
      if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
        return no(200, `${error}veuillez saisir une adresse e-mail valide.`);
    }
    if (!comment.trim()) return no(200, `${error}veuillez saisir votre commentaire.`);
    const given = { name: author, email, url, content: comment };
    const long = tooLong(given);
    if (long) {
      const words = {
        name: 'votre nom est trop long',
        email: 'votre adresse e-mail est trop longue',
        url: 'votre URL est trop longue',
        content: 'votre commentaire est trop long',
      };
      return no(200, `${error}${words[long]}.`);
    }
    const entry: Entry = {
      name: isSignedIn ? 'Camille' : filteredName(author.replace(/<\S[^>]*>?/g, '')),
      email: isSignedIn ? 'camille@exemple.fr' : email,
      url: isSignedIn ? '' : webAddress(url),
      content: filtered(comment.trim()),
      user: isSignedIn ? 2 : 0,
      post: Number(comment_post_ID),
      parent,
    };
    if (this.#isDuplicate(entry)) return no(409, duplicate);
    if (this.#isFlood(entry)) return no(429, tooFast);
    const stored = this.#store(entry);
    const hasConsent = 'wp-comment-cookies-consent' in sent;
    const way = new URL(redirect_to ?? `/article/${entry.post}/`, location.origin);
    if (stored.status === 'hold' && entry.email && !hasConsent) {
      way.searchParams.set('unapproved', String(stored.id));
      way.searchParams.set('moderation-hash', '5bf8033a9a623f57e4aa1ad09d029445');
    }
    way.hash = `comment-${stored.id}`;
    // wp_safe_redirect()
    const isOwn = way.origin === location.origin;
    return new HttpResponse(null, { status: 302, headers: { Location: isOwn ? way.href : '/wp-admin/' } });
  }

  #isDuplicate({ post, parent, name, email, content }: Entry): boolean {
    return this.stored.some(
      (one) =>
        one.post === post &&
        one.parent === parent &&
        one.status !== 'trash' &&
        one.name === name &&
        (!email || one.email === email) &&
        one.content === content,
    );
  }

  #isFlood({ email }: Entry): boolean {
    const since = Date.now() - 15_000;
    return this.flood && this.stored.some((one) => one.email === email && one.written.getTime() > since);
  }

  #store(entry: Entry): Stored {
    const isSpam = this.forbidden !== undefined && entry.content.includes(this.forbidden);
    const status = isSpam ? 'spam' : this.moderated ? 'hold' : 'approved';
    const stored: Stored = { ...entry, id: this.stored.length + 58, written: new Date(), status };
    this.stored.push(stored);
    return stored;
  }
}
