import { HttpResponse, http, type JsonBodyType } from 'msw';
import { crossOrigin, type CrossOriginPolicy } from '../cross-origin.js';

/** As its preflight says, for the domains that it trusts: no cookies. */
const policy: CrossOriginPolicy = { methods: ['PUT', 'DELETE', 'PATCH'], headers: ['content-type'] };

type Fields = Record<string, unknown>;
type Reply = Response | Promise<Response>;

interface Stored {
  readonly id: number;
  readonly rid: number;
  readonly key: string;
  readonly content: string;
  readonly nick: string;
  readonly link: string;
  readonly email: string;
  readonly created: number;
  readonly votes: Map<string, 'up' | 'down'>;
  is_pending: boolean;
  is_pinned: boolean;
  is_collapsed: boolean;
}

/** The MD5 of the address that the suite signs with; of others it does not matter. */
const hashes: Readonly<Record<string, string>> = { 'marie.curie@exemple.fr': '942b4e5e5324b991b98cd9e2df6ec04a' };

/** Of what a request must have, as a server that speaks French names it. */
const wordings: Readonly<Record<string, string>> = { name: 'Nom', email: 'Email', content: 'Content' };

/**
 * Artalk 2.10.0 as it was recorded, at another origin, its locale French. What was not recorded follows its sources; requests that no
 * reader without an account makes are none that it knows.
 */
export class ArtalkServer {
  readonly endpoint = 'https://artalk.example';
  readonly site = 'Le blog de test';
  /** Three hours east of Greenwich, all the year. */
  readonly timeZone = 'Etc/GMT-3';
  readonly handlers = [
    http.all(`${this.endpoint}/*`, ({ request }) => crossOrigin(request, policy, (asked) => this.#answer(asked))),
  ];
  /** The requests that came, oldest first. */
  readonly seen: Request[] = [];
  /** Which captcha follows upon too many writes of one address. */
  captcha: 'image' | 'turnstile' | undefined;
  actionLimit = 3;
  /** `pending_default` */
  moderated = false;
  /** False where only who has an account may comment. */
  anonymous = true;
  /** Of whoever asks. */
  address = '127.0.0.1';
  readonly #comments: Stored[] = [];
  readonly #closed = new Set<string>();
  readonly #actions = new Map<string, number>();
  readonly #codes = new Map<string, string>();
  #lastCode = 1000;

  close(key: string): void {
    this.#closed.add(key);
  }

  approve(key: string): void {
    for (const comment of this.#comments) if (comment.key === key) comment.is_pending = false;
  }

  /** What a moderator, or a spam filter, does to a comment afterwards. */
  change(id: string, more: Partial<Pick<Stored, 'is_pending' | 'is_pinned' | 'is_collapsed'>>): void {
    Object.assign(this.#find(id)!, more);
  }

  /** A moderator deletes it. */
  drop(id: string): void {
    this.#comments.splice(this.#comments.indexOf(this.#find(id)!), 1);
  }

  /** What a person reads in the picture. */
  read(image: string): string {
    return atob(image.replace('data:image/png;base64,', '')).replace('picture of ', '');
  }

  async #answer(request: Request): Promise<Response> {
    this.seen.push(request.clone());
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.replace(/^\/api\/v2\//, '').split('/');
    const id = path.find((part) => /^\d+$/.test(part)) ?? '';
    const body = request.method === 'POST' ? await bodyOf(request) : {};
    const routes: Readonly<Record<string, () => Reply>> = {
      'GET comments': () => this.#list(searchParams),
      'POST comments': () => this.#guarded(() => this.#take(body)),
      'GET comments/ID': () => this.#get(id),
      'GET votes/comment/ID': () => this.#standing(id),
      'POST votes/comment/ID/up': () => this.#guarded(() => this.#vote(id, 'up')),
      'POST votes/comment/ID/down': () => this.#guarded(() => this.#vote(id, 'down')),
      'GET stats/page_comment': () => this.#count(searchParams),
      'POST captcha/verify': () => this.#verify(body),
    };
    const route = `${request.method} ${path.join('/').replace(/\b\d+\b/, 'ID')}`;
    const answer = routes[route];
    if (!pathname.startsWith('/api/v2/') || !answer) throw new Error(`Nothing that Artalk is asked: ${route}`);
    const { length } = request.url;
    if (length > 3000) throw new Error(`Too long for the buffer of headers, with what a browser adds: ${length}`);
    return answer();
  }

  #list(query: URLSearchParams): Response {
    const key = query.get('page_key') ?? '';
    if (!key.trim()) return refusal(400, 'Page_key est obligatoire');
    const wrong = this.#siteMistake(query.get('site_name'));
    if (wrong) return wrong;
    if (query.has('name') || query.has('email')) throw new Error('This gives anybody what somebody else has waiting');
    const shown = this.#comments.filter((one) => one.key === key && !one.is_pending);
    const roots = shown.filter(({ rid }) => rid === 0);
    const sort = query.get('sort_by');
    if (sort !== 'date_asc') roots.reverse();
    if (sort === 'vote') roots.sort((a, b) => votesOf(b, 'up') - votesOf(a, 'up'));
    if (sort === null) roots.sort((a, b) => Number(b.is_pinned) - Number(a.is_pinned));
    const offset = Number(query.get('offset') ?? 0);
    const given = roots.slice(offset, offset + Number(query.get('limit') ?? 0));
    const tops = new Set(given.map(({ id }) => id));
    const below = shown.filter((one) => one.rid !== 0 && tops.has(this.#topOf(one)));
    return HttpResponse.json({
      comments: [...given, ...below].map((one) => this.#toJson(one)),
      count: shown.length,
      roots_count: roots.length,
      page: { id: 1, admin_only: this.#closed.has(key), key, url: '', title: '', site_name: this.site, pv: 0 },
    });
  }

  #take(body: Fields): Response {
    for (const name of ['name', 'email', 'content', 'page_key', 'site_name'])
      if (!textOf(body[name]).trim()) return refusal(400, `${wordings[name] ?? name} est obligatoire`);
    const [nick, email, link, key] = ['name', 'email', 'link', 'page_key'].map((name) => textOf(body[name]));
    if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email!)) return refusal(400, 'Email invalide');
    if (link && !/^https?:\/\//.test(link)) return refusal(400, 'Lien invalide');
    const wrong = this.#siteMistake(body['site_name']);
    if (wrong) return wrong;
    if (email === 'admin@example.test' || this.#closed.has(key!))
      return refusal(403, 'Accès administrateur requis', { need_login: true });
    const rid = (body['rid'] as number | undefined) ?? 0;
    const parent = this.#find(String(rid));
    if (rid !== 0 && !parent) return refusal(404, 'Commentaire parent introuvable');
    if (parent && parent.key !== key) return refusal(400, 'Inconsistent with the page_key of the parent comment');
    if (parent?.is_pending || parent?.is_collapsed) return refusal(400, 'Impossible de répondre à ce commentaire');
    if (!this.anonymous) return refusal(500, 'anonymous user is not allowed');

    const comment: Stored = {
      id: (this.#comments.at(-1)?.id ?? 0) + 1,
      rid,
      key: key!,
      content: textOf(body['content']),
      nick: nick!,
      link: link!,
      email: email!,
      created: Date.now(),
      votes: new Map(),
      is_pending: this.moderated,
      is_pinned: false,
      is_collapsed: false,
    };
    this.#comments.push(comment);
    return HttpResponse.json(this.#toJson(comment));
  }

  #get(id: string): Response {
    const comment = this.#find(id);
    if (!comment) return refusal(404, 'Commentaire introuvable');
    const parent = this.#find(String(comment.rid));
    const reply = parent ? { ...this.#toJson(parent), visible: false } : null;
    return HttpResponse.json({ comment: this.#toJson(comment), reply_comment: reply });
  }

  #standing(id: string): Response {
    const comment = this.#find(id);
    if (!comment) return refusal(404, 'Commentaire introuvable');
    const given = comment.votes.get(this.address);
    const [up, down] = [votesOf(comment, 'up'), votesOf(comment, 'down')];
    return HttpResponse.json({ up, down, is_up: given === 'up', is_down: given === 'down' });
  }

  #vote(id: string, way: 'up' | 'down'): Response {
    const { votes } = this.#find(id) ?? {};
    if (votes?.get(this.address) === way) votes.delete(this.address);
    else votes?.set(this.address, way);
    return this.#standing(id);
  }

  #count(query: URLSearchParams): Response {
    const keys = (query.get('page_keys') ?? '').split(',').map((key) => key.trim());
    if (query.get('site_name') !== this.site) throw new Error(`Counts of another site: ${query}`);
    const countOf = (key: string) => this.#comments.filter((one) => one.key === key && !one.is_pending).length;
    return HttpResponse.json({ data: Object.fromEntries(keys.map((key) => [key, countOf(key)])) });
  }

  async #guarded(handler: () => Reply): Promise<Response> {
    const actions = this.#actions.get(this.address) ?? 0;
    if (!this.captcha) return handler();
    if (actions >= this.actionLimit) {
      const asked = this.captcha === 'image' ? { img_data: this.#newImage() } : { iframe: true };
      return refusal(403, 'Captcha requis', { need_captcha: true, ...asked });
    }
    const response = await handler();
    this.#actions.set(this.address, actions + 1);
    return response;
  }

  /** Puts an end to the last one. */
  #newImage(): string {
    const code = String(++this.#lastCode);
    this.#codes.set(this.address, code);
    return `data:image/png;base64,${btoa(`picture of ${code}`)}`;
  }

  #verify({ value }: Fields): Response {
    if (!this.captcha) return refusal(404, 'Captcha disabled');
    if (!textOf(value).trim()) return refusal(400, 'Value est obligatoire');
    const right = this.captcha === 'image' ? this.#codes.get(this.address) : 'jeton-de-turnstile';
    if (value === right) {
      // Once more, and no more.
      this.#actions.set(this.address, this.actionLimit - 1);
      return HttpResponse.json({ msg: 'Success' });
    }
    this.#actions.set(this.address, (this.#actions.get(this.address) ?? 0) + 1);
    if (this.captcha === 'image') return refusal(403, 'Captcha incorrect', { img_data: this.#newImage() });
    return refusal(403, 'Échec de la vérification', { detail: 'err reason: ["invalid-input-response"]' });
  }

  #siteMistake(name: unknown): Response | undefined {
    if (name === this.site) return undefined;
    const msg = `Le site \`${textOf(name)}\` n'a pas été trouvé. Veuillez le créer dans le centre de contrôle.`;
    return refusal(404, msg, { err_no_site: true });
  }

  #find(id: string): Stored | undefined {
    return this.#comments.find((one) => String(one.id) === id);
  }

  #topOf({ id, rid }: Stored): number {
    const parent = this.#find(String(rid));
    return parent ? this.#topOf(parent) : id;
  }

  #toJson({ votes, key, email, created, ...comment }: Stored) {
    const date = new Date(created + 3 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19);
    return {
      ...comment,
      content_marked: toHtml(comment.content),
      user_id: 2,
      email_encrypted: hashes[email] ?? 'a8e455e45c3709cf3d955a6212c0513c',
      ua: navigator.userAgent,
      date,
      is_allow_reply: !comment.is_pending && !comment.is_collapsed,
      is_verified: false,
      badge_name: '',
      badge_color: '',
      visible: true,
      vote_up: votesOf({ votes }, 'up'),
      vote_down: votesOf({ votes }, 'down'),
      page_key: key,
      page_url: `https://exemple.fr${key}`,
      site_name: this.site,
    };
  }
}

function votesOf({ votes }: Pick<Stored, 'votes'>, way: 'up' | 'down'): number {
  return [...votes.values()].filter((given) => given === way).length;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What is no JSON has nothing in it. */
async function bodyOf(request: Request): Promise<Fields> {
  if (request.headers.get('Content-Type') !== 'application/json') return {};
  return (await request.json().catch(() => ({}))) as Fields;
}

function refusal(status: number, msg: string, more: Record<string, JsonBodyType> = {}): Response {
  return HttpResponse.json({ ...more, msg }, { status });
}

/** Paragraphs; of a block of HTML only text is left. */
function toHtml(markdown: string): string {
  const safe = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return markdown
    .replace(/<script>.*?<\/script>/g, '')
    .split(/\n{2,}/)
    .map((block) => `<p>${safe(block)}</p>\n`)
    .join('');
}
