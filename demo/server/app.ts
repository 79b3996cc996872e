import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { sendAnswer, type Answer } from './answer.ts';
import { CommentIntake } from './comment-intake.ts';
import { CommentStore } from './comment-store.ts';
import { CommentsApi } from './comments-api.ts';
import { CspReports } from './csp-reports.ts';
import { answerFormPost } from './form-post.ts';
import type { Moderation } from './moderation.ts';
import { OwnComments } from './own-comments.ts';
import { Pages } from './pages.ts';
import { Problem, problemAnswer, problemPage } from './problem.ts';
import { RateLimiter } from './rate-limiter.ts';
import { Reactions } from './reactions.ts';
import { mediaType } from './request-body.ts';
import { seed } from './seed.ts';
import { StaticFiles } from './static-files.ts';

export interface AppOptions {
  /** The SQLite file, made where there is none. */
  readonly database: string;
  /** Default `none`. */
  readonly moderation?: Moderation;
  /** How many comments a minute from one address, Infinity for no limit; six times as many votes and reports. Default 10. */
  readonly rateLimit?: number;
  /** For how many seconds its author may change and delete a comment. Default 900. */
  readonly editWindow?: number;
  /** The threads that take no more comments. */
  readonly closedThreads?: readonly string[];
  /** Whether a new database begins with a few comments on the page `/`. Default false. */
  readonly seeded?: boolean;
  /** How many comments that page begins with instead of those few. */
  readonly seedCount?: number | undefined;
  /** The folder that `demo/pages`, `demo/assets` and `dist` are in. Default: this project. */
  readonly root?: string;
}

export interface App {
  /** A listener for `node:http`, so that any server can stand around it. Always answers, never throws. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly close: () => void;
}

/** @param parts what the groups of its path stand for in the address */
type Handler = (request: IncomingMessage, url: URL, ...parts: string[]) => Answer | Promise<Answer>;
type Route = readonly [path: RegExp, methods: Readonly<Record<string, Handler>>];

/** Comments are public and no cookie is known here, so any page may read and post; any page may embed the bundle. */
const sharedPaths = /^\/(api|dist)\//;

const sharedHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After, Location',
};

function preflight(): Answer {
  const headers = {
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, PUT, DELETE',
    'Access-Control-Allow-Headers': 'Content-Type, Idempotency-Key, Accept-Language, Authorization',
    'Access-Control-Max-Age': '7200',
  };
  return { status: 204, headers };
}

function createRoutes(options: AppOptions, store: CommentStore): readonly Route[] {
  const {
    moderation = 'none',
    rateLimit = 10,
    editWindow = 900,
    closedThreads = [],
    root = resolve(import.meta.dirname, '../..'),
  } = options;
  const intake = new CommentIntake({ store, limiter: new RateLimiter(rateLimit), moderation, closedThreads });
  const ownComments = new OwnComments({ store, moderation, editWindow });
  const reactions = new Reactions(store, new RateLimiter(6 * rateLimit));
  const api = new CommentsApi({ store, intake, ownComments, reactions });
  const pages = new Pages(new StaticFiles(resolve(root, 'demo/pages')), store, intake);
  const assets = new StaticFiles(resolve(root, 'demo/assets'));
  const dist = new StaticFiles(resolve(root, 'dist'));
  const description = new StaticFiles(import.meta.dirname);
  const reports = new CspReports();

  const post: Handler = (request) => {
    const type = mediaType(request);
    if (type === 'application/json') return api.post(request);
    if (type === 'application/x-www-form-urlencoded') return answerFormPost(request, intake, pages);
    const accepted = 'application/json, application/x-www-form-urlencoded';
    const detail = `Un commentaire est envoyé en UTF-8, comme ${accepted.replace(',', ' ou')}.`;
    throw new Problem(415, detail, { code: 'invalid', headers: { 'Accept-Post': accepted } });
  };

  return [
    [/^\/api\/comments$/, { GET: (_, url) => api.list(url), POST: post, OPTIONS: preflight }],
    [/^\/api\/comments\/counts$/, { GET: (_, url) => api.counts(url), OPTIONS: preflight }],
    [
      /^\/api\/comments\/([^/]+)$/,
      {
        GET: (request, _, id = '') => api.read(request, id),
        PATCH: (request, _, id = '') => api.edit(request, id),
        DELETE: (request, _, id = '') => api.remove(request, id),
        OPTIONS: preflight,
      },
    ],
    [
      /^\/api\/comments\/([^/]+)\/votes\/([^/]+)$/,
      { PUT: (request, _, id = '', key = '') => api.vote(request, id, key), OPTIONS: preflight },
    ],
    [
      /^\/api\/comments\/([^/]+)\/reports$/,
      { POST: (request, _, id = '') => api.report(request, id), OPTIONS: preflight },
    ],
    [/^\/api\/openapi\.json$/, { GET: () => description.answer('/openapi.json'), OPTIONS: preflight }],
    [/^\/csp-reports$/, { GET: () => reports.list(), POST: (request) => reports.collect(request) }],
    [/^\/dist\//, { GET: (_, { pathname }) => dist.answer(pathname.slice('/dist'.length)) }],
    [/^\/assets\//, { GET: (_, { pathname }) => assets.answer(pathname.slice('/assets'.length)) }],
    [/^\/[\w-]*$/, { GET: (_, url) => pages.answer(url) }],
  ];
}

function dispatch(request: IncomingMessage, url: URL, routes: readonly Route[]): Answer | Promise<Answer> {
  const [path, methods] = routes.find(([path]) => path.test(url.pathname)) ?? [];
  if (!path || !methods) throw new Problem(404, 'Cette page n’existe pas.');
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const handler = methods[method];
  if (handler) return handler(request, url, ...path.exec(url.pathname)!.slice(1));
  const allowed = Object.keys(methods).map((name) => (name === 'GET' ? 'GET, HEAD' : name));
  throw new Problem(405, 'Cette méthode n’est pas admise ici.', { headers: { Allow: allowed.join(', ') } });
}

function answerError(error: unknown, request: IncomingMessage, { pathname }: URL): Answer {
  if (!(error instanceof Problem)) console.error(error);
  const problem =
    error instanceof Problem
      ? error
      : new Problem(500, 'Le service est momentanément indisponible. Réessayez plus tard.', { code: 'unavailable' });
  const isForm = pathname === '/api/comments' && mediaType(request) === 'application/x-www-form-urlencoded';
  const isScripted = pathname.startsWith('/api/') && !isForm;
  return isScripted ? problemAnswer(problem) : problemPage(problem);
}

function fill(store: CommentStore, { database, seedCount }: AppOptions): void {
  if (store.isEmpty()) return seed(store, seedCount);
  if (seedCount !== undefined) console.warn(`${database} has comments already, none are added.`);
}

/** Opens the database and puts the whole demo behind one listener. */
export function createApp(options: AppOptions): App {
  const store = new CommentStore(options.database);
  if (options.seeded) fill(store, options);
  const routes = createRoutes(options, store);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(request.url ?? '/', 'http://localhost') ?? new URL('http://localhost/*');
    let answer: Answer;
    try {
      answer = await dispatch(request, url, routes);
    } catch (error) {
      // Nobody is left to be told of a body that ended halfway.
      if (request.destroyed && !request.complete) return;
      answer = answerError(error, request, url);
    }
    if (sharedPaths.test(url.pathname)) answer = { ...answer, headers: { ...answer.headers, ...sharedHeaders } };
    await sendAnswer(request, response, answer);
  }

  return { handle, close: () => store.close() };
}
