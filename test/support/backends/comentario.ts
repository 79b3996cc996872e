import { HttpResponse, http } from 'msw';
import { crossOrigin, type CrossOriginPolicy } from '../cross-origin.js';

/** As its preflight says: every origin is let in, with its cookies. */
const policy: CrossOriginPolicy = {
  credentials: true,
  methods: ['PUT', 'DELETE'],
  headers: ['authorization', 'content-type', 'x-requested-with', 'x-user-session', 'x-xsrf-token'],
};

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const never = '0001-01-01T00:00:00.000Z';
const nobody = '00000000-0000-0000-0000-000000000000';
const anonymous = {
  colourIndex: 0,
  createdTime: never,
  hasAvatar: false,
  id: nobody,
  isCommenter: true,
  isModerator: false,
  name: 'Anonymous',
};

interface Stored {
  readonly id: string;
  readonly path: string;
  readonly parentId: string;
  readonly authorName: string;
  readonly createdTime: string;
  readonly markdown: string;
  readonly html: string;
  isApproved: boolean;
  isPending: boolean;
  readonly isDeleted: false;
}

/** What the framework demands of a property, before the application sees the request. */
interface Property {
  readonly name: string;
  readonly required?: boolean;
  readonly longest?: number;
  readonly pattern?: RegExp;
  readonly format?: 'uuid';
}

const hostShape: Property = { name: 'host', required: true, longest: 259, pattern: /[-.a-z0-9]{1,253}/ };
const pathShape: Property = { name: 'path', required: true, longest: 2075, pattern: /\/.*/ };
const newShape: readonly Property[] = [
  hostShape,
  pathShape,
  { name: 'authorName', longest: 63 },
  { name: 'parentId', format: 'uuid' },
  { name: 'markdown', required: true, longest: 1_048_576 },
];

/**
 * Comentario 3.13.1 as it was recorded, at another origin. What was not recorded follows its sources; requests that no reader without an
 * account makes are none that it knows.
 */
export class ComentarioServer {
  readonly endpoint = 'https://comentario.example';
  readonly handlers = [
    http.all(`${this.endpoint}/*`, ({ request }) => crossOrigin(request, policy, (asked) => this.#answer(asked))),
  ];
  /** The requests that came, oldest first. */
  readonly seen: Request[] = [];
  /** The one domain that it knows. */
  host = location.host;
  /** The settings of that domain. */
  settings = {
    authAnonymous: true,
    defaultSort: 'td',
    enableCommentVoting: true,
    isDomainReadonly: false,
    maxCommentLength: 4096,
  };
  /** True where the domain's policy holds what readers without an account write. */
  moderated = false;
  /** What a moderator made of all those without an account. */
  silenced: 'readonly' | 'banned' | 'locked' | undefined;
  /** By path: those whose comments were asked for. */
  readonly #pages = new Map<string, { readonly pageId: string; isPageReadonly: boolean; count: number }>();
  readonly #comments: Stored[] = [];
  #clock = Date.now();

  approve(path: string): void {
    for (const comment of this.#comments)
      if (comment.path === path && comment.isPending) Object.assign(comment, { isPending: false, isApproved: true });
  }

  close(path: string): void {
    this.#page(path).isPageReadonly = true;
  }

  async #answer(request: Request): Promise<Response> {
    this.seen.push(request.clone());
    const { pathname, search } = new URL(request.url);
    const line = `${request.method} ${pathname}${search}`;
    const known = ['POST /api/embed/comments', 'PUT /api/embed/comments', 'POST /api/embed/comments/counts'];
    if (!known.includes(line)) throw new Error(`Nothing that Comentario is asked: ${line}`);
    const type = request.headers.get('Content-Type') ?? '';
    if (!/^application\/json\b/.test(type)) {
      const message = `unsupported media type "${type}", only [application/json] are allowed`;
      return HttpResponse.json({ code: 415, message }, { status: 415 });
    }
    const body = (await request.json()) as Record<string, unknown>;
    if (line.endsWith('/counts')) return this.#count(body);
    return line.startsWith('PUT') ? this.#take(body) : this.#list(body);
  }

  #list(body: Record<string, unknown>): Response {
    const mistake = mistakeIn(body, [hostShape, pathShape]);
    if (mistake) return mistake;
    if (body['host'] !== this.host) return refusal(403, 'unknown-host', 'Unknown host');
    const path = body['path'] as string;
    const { pageId, isPageReadonly } = this.#page(path);
    const shown = this.#comments.filter((one) => one.path === path && one.isApproved && !one.isPending);
    const ids = new Set(shown.map(({ id }) => id));
    // What answers something that is not shown is not shown either.
    for (const { id, parentId } of shown) if (parentId && !ids.has(parentId)) ids.delete(id);
    const comments = shown.filter(({ id }) => ids.has(id)).map((one) => toJson(one, pageId));
    return HttpResponse.json({
      commenters: comments.length > 0 ? [anonymous] : null,
      comments: comments.length > 0 ? comments : null,
      pageInfo: { ...pageInfo, ...this.settings, pageId, isPageReadonly },
    });
  }

  #take(body: Record<string, unknown>): Response {
    const mistake = mistakeIn(body, newShape);
    if (mistake) return mistake;
    if (body['unregistered'] !== true) return refusal(401, 'unauthenticated', "User isn't authenticated");
    if (body['host'] !== this.host) return refusal(403, 'unknown-host', 'Unknown host');
    if (!this.settings.authAnonymous) return refusal(401, 'unauthenticated', "User isn't authenticated");
    const path = body['path'] as string;
    const page = this.#pages.get(path);
    if (!page) return nothing(404);
    if (this.settings.isDomainReadonly) return refusal(403, 'domain-readonly', 'This domain is read-only');
    if (page.isPageReadonly) return refusal(403, 'page-readonly', 'This page is read-only');
    if (this.silenced) return refusal(403, `user-${this.silenced}`, `This user is ${this.silenced}`);
    const markdown = (body['markdown'] as string).trim();
    if (new TextEncoder().encode(markdown).length > this.settings.maxCommentLength)
      return refusal(422, 'comment-text-too-long', 'Comment text is too long');
    const parentId = (body['parentId'] as string | undefined) ?? '';
    // The database's own complaint.
    if (parentId && !this.#comments.some(({ id }) => id === parentId)) return nothing(500);

    this.#clock = Math.max(this.#clock + 1, Date.now());
    const comment: Stored = {
      id: crypto.randomUUID(),
      path,
      parentId,
      authorName: (body['authorName'] as string | undefined) ?? '',
      createdTime: new Date(this.#clock).toISOString(),
      markdown,
      html: toHtml(markdown),
      isApproved: !this.moderated,
      isPending: this.moderated,
      isDeleted: false,
    };
    this.#comments.push(comment);
    page.count++;
    const reason = 'Domain policy requires moderation on comments by unregistered users';
    return HttpResponse.json({
      comment: {
        ...toJson(comment, page.pageId),
        authorIP: '127.0.0.1',
        ...(this.moderated && { pendingReason: reason }),
      },
      commenter: anonymous,
    });
  }

  /** Of what is held, too: that is how it counts. */
  #count(body: Record<string, unknown>): Response {
    const mistake = mistakeIn(body, [hostShape]);
    if (mistake) return mistake;
    const paths = body['paths'];
    if (!Array.isArray(paths)) return complaint(602, 'body.paths in body is required');
    if (paths.length < 1) return complaint(612, 'body.paths in body should have at least 1 items');
    if (paths.length > 32) return complaint(611, 'body.paths in body should have at most 32 items');
    for (const [index, path] of (paths as unknown[]).entries()) {
      const wrong = mistakeIn({ [`paths.${index}`]: path }, [{ ...pathShape, name: `paths.${index}` }]);
      if (wrong) return wrong;
    }
    if (body['host'] !== this.host) return nothing(404);
    const known = (paths as string[]).filter((path) => this.#pages.has(path));
    const commentCounts = Object.fromEntries(known.map((path) => [path, this.#pages.get(path)!.count]));
    return HttpResponse.json({ commentCounts });
  }

  #page(path: string) {
    let page = this.#pages.get(path);
    if (!page) this.#pages.set(path, (page = { pageId: crypto.randomUUID(), isPageReadonly: false, count: 0 }));
    return page;
  }
}

/** Go-openapi says of all that is wrong what is wrong first. */
function mistakeIn(body: Record<string, unknown>, shape: readonly Property[]): Response | undefined {
  for (const { name, required, longest = Infinity, pattern, format } of shape) {
    const value = body[name];
    if (value === undefined || value === '') {
      if (required) return complaint(602, `body.${name} in body is required`);
    } else if (typeof value !== 'string') {
      const message = `parsing body body from "" failed, because json: cannot unmarshal ${name}`;
      return HttpResponse.json({ code: 400, message }, { status: 400 });
    } else if ([...value].length > longest) {
      return complaint(603, `body.${name} in body should be at most ${longest} chars long`);
    } else if (pattern && !pattern.test(value)) {
      return complaint(605, `body.${name} in body should match '${pattern.source.replace('\\', '')}'`);
    } else if (format && !uuid.test(value)) {
      return complaint(601, `body.${name} in body must be of type ${format}: "${value}"`);
    }
  }
  return undefined;
}

function complaint(code: number, message: string): Response {
  return HttpResponse.json({ code, message }, { status: 422 });
}

function refusal(status: number, id: string, message: string): Response {
  return HttpResponse.json({ id, message }, { status });
}

function nothing(status: number): Response {
  return new HttpResponse('', { status, headers: { 'Content-Type': 'application/json' } });
}

/** What is empty is left out, but for what is true or false and the score. */
function toJson({ path, parentId, authorName, html, markdown, ...comment }: Stored, pageId: string) {
  return {
    ...(authorName && { authorName }),
    deletedTime: never,
    editedTime: never,
    ...(html && { html }),
    isSticky: false,
    ...(markdown && { markdown }),
    moderatedTime: comment.isPending ? never : comment.createdTime,
    pageId,
    ...(parentId && { parentId }),
    score: 0,
    url: `http://${location.host}${path}#comentario-${comment.id}`,
    userCreated: nobody,
    ...comment,
  };
}

/** Paragraphs; a block of HTML is left out with the text in it. */
function toHtml(markdown: string): string {
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return markdown
    .split(/\n{2,}/)
    .map((block) => (block.startsWith('<') ? '' : `<p>${escaped(block)}</p>\n`))
    .join('');
}

const pageInfo = {
  authLocal: true,
  authSso: false,
  baseDocsUrl: 'https://docs.comentario.app',
  commentDeletionAuthor: true,
  commentDeletionModerator: true,
  commentEditingAuthor: true,
  commentEditingModerator: true,
  defaultLangId: 'en',
  domainId: 'b052e689-5c67-417d-be66-4f3debf8eb2b',
  domainName: 'Le blog de test',
  enableRss: true,
  federatedSignupEnabled: true,
  idps: null,
  liveUpdateEnabled: false,
  localSignupEnabled: true,
  markdownImagesEnabled: false,
  markdownLinksEnabled: true,
  markdownTablesEnabled: true,
  privacyPolicyUrl: 'https://docs.comentario.app/en/legal/privacy/',
  showDeletedComments: true,
  ssoNonInteractive: false,
  ssoSignupEnabled: true,
  ssoUrl: '',
  termsOfServiceUrl: 'https://docs.comentario.app/en/legal/tos/',
  version: '(?)',
};
