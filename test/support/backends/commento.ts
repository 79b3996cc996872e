import { HttpResponse, http } from 'msw';
import { crossOrigin, type CrossOriginPolicy } from '../cross-origin.js';

/** `Access-Control-Allow-Origin: *`, and no header but one: what is more than a simple request does not get through its preflight. */
const policy: CrossOriginPolicy = { headers: ['x-requested-with'] };

interface Stored {
  readonly commentHex: string;
  readonly path: string;
  readonly parentHex: string;
  readonly score: number;
  readonly creationDate: string;
  readonly commenterHex: string;
  readonly markdown: string;
  readonly html: string;
  state: 'approved' | 'unapproved';
  readonly deleted: false;
}

type Demand = Readonly<Record<string, unknown>>;

/**
 * Commento++ 1.8.7 as it was recorded, at another origin, or Commento as its sources are. What no reader without an account asks for
 * it does not know.
 */
export class CommentoServer {
  readonly endpoint = 'https://commento.example';
  readonly handlers = [
    http.all(`${this.endpoint}/*`, ({ request }) => crossOrigin(request, policy, (asked) => this.#answer(asked))),
  ];
  /** The requests that came, oldest first. */
  readonly seen: Request[] = [];
  /** The one domain that it knows, and the settings of that. */
  domain = location.host;
  isFrozen = false;
  requireIdentification = false;
  moderateAllAnonymous = false;
  defaultSortPolicy = 'score-desc';
  readonly #isPlusPlus: boolean;
  readonly #commenters = new Map<string, object>();
  readonly #locked = new Set<string>();
  readonly #comments: Stored[] = [];
  #clock = Date.now();

  constructor({ isPlusPlus = true } = {}) {
    this.#isPlusPlus = isPlusPlus;
    this.#addCommenter('anonymous', 'Anonymous', 'undefined');
  }

  approve(path: string): void {
    for (const comment of this.#comments) if (comment.path === path) comment.state = 'approved';
  }

  close(path: string): void {
    this.#locked.add(path);
  }

  async #answer(request: Request): Promise<Response> {
    this.seen.push(request.clone());
    const line = `${request.method} ${new URL(request.url).pathname}`;
    const properties: Readonly<Record<string, readonly string[]>> = {
      'POST /api/comment/list': ['commenterToken', 'domain', 'path'],
      'POST /api/comment/new': ['commenterToken', 'domain', 'path', 'parentHex', 'markdown'],
      'POST /api/comment/count': ['domain', 'paths'],
    };
    const demanded = properties[line];
    if (!demanded) throw new Error(`Nothing that Commento is asked: ${line}`);
    let body: Demand;
    try {
      body = (await request.json()) as Demand;
    } catch {
      return no("Invalid JSON request. If you think this shouldn't happen, please contact support.");
    }
    const all = line.endsWith('new') && this.#isPlusPlus ? [...demanded, 'anonName'] : demanded;
    if (all.some((name) => (body[name] ?? null) === null)) return no('One or more field(s) empty.');
    if (line.endsWith('count')) return this.#count(body);
    if (body['domain'] !== this.domain) return no('This domain is not registered with Commento.');
    return line.endsWith('new') ? this.#take(body) : this.#list(body);
  }

  #take({ commenterToken, path, parentHex, markdown, anonName }: Demand): Response {
    if (this.isFrozen) return no('Cannot add a new comment because that domain is frozen.');
    if (this.requireIdentification && commenterToken === 'anonymous')
      return no("You're not authorised to access that.");
    if (commenterToken !== 'anonymous') return no('No such session token.');
    let commenterHex = 'anonymous';
    if (this.#isPlusPlus && (anonName as string).trim())
      this.#addCommenter((commenterHex = hex()), (anonName as string).trim(), 'anon');
    if (!parentHex || !markdown) return no('One or more field(s) empty.');
    if (this.#locked.has(path as string)) return no('This thread is locked. You cannot add new comments.');

    this.#clock = Math.max(this.#clock + 1, Date.now());
    const comment: Stored = {
      commentHex: hex(),
      path: path as string,
      commenterHex,
      markdown: markdown as string,
      html: toHtml(markdown as string),
      parentHex: parentHex as string,
      score: 0,
      // In microseconds, a nought at the end left out.
      creationDate: new Date(this.#clock).toISOString().replace('Z', '95Z'),
      state: this.moderateAllAnonymous ? 'unapproved' : 'approved',
      deleted: false,
    };
    this.#comments.push(comment);
    const { commentHex, html, state } = comment;
    return say({ commentHex, html, state, success: true });
  }

  #list({ path }: Demand): Response {
    const shown = this.#comments.filter((one) => one.path === path && one.state === 'approved');
    // The database gives them in any order: here in that of numbers that mean nothing.
    shown.sort((a, b) => (a.commentHex < b.commentHex ? -1 : 1));
    const comments = shown.map(({ path: _path, state: _state, ...comment }) => ({
      ...comment,
      markdown: comment.commenterHex === 'anonymous' ? comment.markdown : '',
      direction: 0,
    }));
    const known = new Set(['anonymous', ...comments.map(({ commenterHex }) => commenterHex)]);
    return say({
      attributes: {
        domain: this.domain,
        path,
        isLocked: this.#locked.has(path as string),
        commentCount: this.#counted(path),
        stickyCommentHex: 'none',
        title: '',
      },
      commenters: Object.fromEntries([...known].map((one) => [one, this.#commenters.get(one)])),
      comments,
      configuredOauths: { commento: true, github: false, gitlab: false, google: false, sso: false, twitter: false },
      defaultSortPolicy: this.defaultSortPolicy,
      domain: this.domain,
      isFrozen: this.isFrozen,
      isModerator: false,
      requireIdentification: this.requireIdentification,
      requireModeration: false,
      success: true,
    });
  }

  #count({ domain, paths }: Demand): Response {
    if (domain === '') return no('One or more field(s) empty.');
    if (!(paths as string[]).length) return no('Empty paths field.');
    const known = (paths as string[]).filter((path) => domain === this.domain && this.#has(path));
    return say({
      commentCounts: Object.fromEntries(known.map((path) => [path, this.#counted(path)])),
      success: true,
    });
  }

  #has(path: unknown): boolean {
    return this.#comments.some((one) => one.path === path);
  }

  /** With what is held, as its trigger counts. */
  #counted(path: unknown): number {
    return this.#comments.filter((one) => one.path === path).length;
  }

  #addCommenter(commenterHex: string, name: string, provider: string): void {
    const none = { link: 'undefined', photo: 'undefined', isModerator: false };
    const joinDate = provider === 'anon' ? new Date().toISOString() : '0001-01-01T00:00:00Z';
    const more = this.#isPlusPlus ? { deleted: false } : {};
    this.#commenters.set(commenterHex, { commenterHex, name, provider, joinDate, ...none, ...more });
  }
}

function no(message: string): Response {
  return say({ message, success: false });
}

/** Always 200, and always said to be plain text. */
function say(body: object): Response {
  return new HttpResponse(JSON.stringify(body), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}

function hex(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Paragraphs, without the tags that were written in them. */
function toHtml(markdown: string): string {
  const escaped = (text: string) =>
    text
      .replace(/<[^>]*>/g, '')
      .replace(/&(?!amp;)/g, '&amp;')
      .replace(/"/g, '&#34;')
      .replace(/</g, '&lt;');
  return markdown
    .split(/\n{2,}/)
    .map((block) => `<p>${escaped(block)}</p>\n`)
    .join('');
}
