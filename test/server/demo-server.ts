import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { CommentStore } from '../../demo/server/comment-store.ts';
import { startServer, type ServerOptions } from '../../demo/server/server.ts';

const files = {
  'demo/pages/article.html':
    '<title>Un article</title><comment-widget thread="{{thread}}"><!-- notice --><!-- form --><!-- comments --></comment-widget>',
  'demo/pages/csp.html': '<title>Page stricte</title><!-- notice --><!-- form -->',
  'demo/pages/vide.html': '<title>Page sans formulaire</title>',
  'demo/assets/site.css': 'body { color: black; }\n'.repeat(200),
  'demo/assets/point.png': 'not really a picture '.repeat(200),
  'dist/comment-widget.js': 'export const widget = true;\n'.repeat(200),
  'secret.txt': 'not to be served',
};

/** A folder that is gone when the test is. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'comment-widget-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface CommentJson {
  readonly id: string;
  readonly parentId: string | null;
  readonly author: { readonly name: string; readonly url?: string; readonly isStaff?: boolean };
  readonly content: { readonly format: string; readonly value: string };
  readonly createdAt: string;
  readonly status: string;
  readonly editedAt?: string;
  readonly isPinned?: boolean;
  readonly lang?: string;
  readonly score?: number;
  readonly moreReplies?: number;
  readonly editableUntil?: string;
}

/** What the answer to a post has, for its author alone. */
export interface OwnCommentJson extends CommentJson {
  readonly token: string;
}

export interface PageJson {
  readonly comments: readonly CommentJson[];
  readonly total: number;
  readonly next?: string;
  readonly previous?: string;
  readonly since: string;
  readonly rules: { readonly open: boolean; readonly fields: Readonly<Record<string, { readonly max: number }>> };
}

export interface ProblemJson {
  readonly status: number;
  readonly code?: string;
  readonly detail: string;
  readonly errors?: readonly {
    readonly field: string;
    readonly code: string;
    readonly limit?: number;
    readonly length?: number;
  }[];
}

export const marie = { name: 'Marie', email: 'marie@exemple.fr' };

/** The API of a running server, as any client could call it. */
export class ApiClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Posts a comment that is right but for what the test says. */
  post(fields: object, headers: Record<string, string> = {}): Promise<Response> {
    const body = JSON.stringify({ thread: '/', body: 'Bonjour', ...marie, ...fields });
    return this.send(body, { 'Content-Type': 'application/json', ...headers });
  }

  async published(fields: object): Promise<OwnCommentJson> {
    const response = await this.post(fields);
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as OwnCommentJson;
  }

  /** Asks for something below the address of a comment, or for the comment itself. */
  call(method: string, path: string, { token, body }: { token?: string; body?: unknown } = {}): Promise<Response> {
    const headers = {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(`${this.url}/api/comments/${path}`, { method, headers, ...sent });
  }

  send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Response> {
    return fetch(`${this.url}/api/comments`, { method: 'POST', body, headers });
  }

  /** Posts as a plain HTML form does. */
  submit(fields: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams({ thread: '/', page: '/', body: 'Bonjour', url: '', ...marie, ...fields });
    return fetch(`${this.url}/api/comments`, { method: 'POST', body, redirect: 'manual' });
  }

  query(parameters: Record<string, string>): Promise<Response> {
    return fetch(`${this.url}/api/comments?${new URLSearchParams(parameters).toString()}`);
  }

  async list(parameters: Record<string, string> = {}): Promise<PageJson> {
    return (await (await this.query({ thread: '/', ...parameters })).json()) as PageJson;
  }
}

/** A real server with its own database and a small site of its own; nothing limits how much is posted, unless the test says so. */
export async function openServer(
  t: TestContext,
  options: Partial<ServerOptions> = {},
): Promise<ApiClient & { root: string; database: string }> {
  const root = await temporaryFolder(t);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  const database = join(root, 'data/test.sqlite');
  const server = await startServer({ database, root, rateLimit: Infinity, ...options });
  t.after(() => server.close());
  return Object.assign(new ApiClient(server.url), { root, database });
}

/** The moderators' side of a running server. */
export function openStore(t: TestContext, database: string): CommentStore {
  const store = new CommentStore(database);
  t.after(() => store.close());
  return store;
}

/** The comment as everybody else gets it. */
export function withoutSecrets(comment: CommentJson): CommentJson {
  const own = ['token', 'editableUntil'];
  return Object.fromEntries(Object.entries(comment).filter(([name]) => !own.includes(name))) as unknown as CommentJson;
}

export async function problemOf(response: Response): Promise<ProblemJson> {
  return (await response.json()) as ProblemJson;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request whose path and headers are sent as they are: `fetch` would tidy them, and decompress the answer. */
export function rawRequest(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const sent = request({ hostname, port, path, headers, method, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject).end();
  });
}
