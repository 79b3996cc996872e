import { htmlAnswer, type Answer } from './answer.ts';
import type { CommentIntake } from './comment-intake.ts';
import type { CommentStore } from './comment-store.ts';
import { closedHtml, formHtml, type FormValues } from './form-html.ts';
import { html, type Html } from './html.ts';
import { Problem } from './problem.ts';
import type { StaticFiles } from './static-files.ts';
import { threadHtml } from './thread-html.ts';
import type { ThreadPage } from './thread-reader.ts';

/** A page under this policy neither runs nor styles anything that is not a file of this server. */
const strictPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html comment-widget',
  'report-uri /csp-reports',
].join('; ');

/** What the address tells after a plain form was sent. */
const notices = new Map([
  ['publie', 'Votre commentaire est publié.'],
  ['en-attente', 'Votre commentaire est en attente de modération.'],
]);

/** For a form that came from no page of ours. */
const bareTemplate = `<!doctype html>
<html lang="fr">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Laisser un commentaire</title>
  </head>
  <body>
    <main><!-- form --></main>
  </body>
</html>
`;

/** What the placeholders of a page stand for. Only what the page does contain is made. */
interface Parts {
  readonly comments: () => Html;
  readonly notice: () => Html;
  readonly form: () => Html;
  readonly thread: () => Html;
}

/** How many top-level comments a page has, unless it is asked for all. */
const firstComments = 100;
const all = 1_000_000;

/** In one go, so that nothing a reader wrote is ever taken for a placeholder. */
function fill(template: string, parts: Parts): string {
  return template.replace(
    /<!-- (comments|notice|form) -->|\{\{(thread)\}\}/g,
    (_, comment?: keyof Parts, key?: keyof Parts) => parts[comment ?? key ?? 'thread']().source,
  );
}

function pageHeaders(path: string): Record<string, string> {
  return path === '/csp' ? { 'Content-Security-Policy': strictPolicy } : {};
}

/** A comment that was refused, as its plain form sent it. */
export interface RefusedForm {
  readonly thread: string;
  /** The path of the page it stood on. */
  readonly page: string;
  readonly parentId: string | null;
  readonly values: FormValues;
  readonly problem: Problem;
}

/** The HTML pages: files with placeholders for what changes. */
export class Pages {
  readonly #files: StaticFiles;
  readonly #store: CommentStore;
  readonly #intake: CommentIntake;

  constructor(files: StaticFiles, store: CommentStore, intake: CommentIntake) {
    this.#files = files;
    this.#store = store;
    this.#intake = intake;
  }

  /** @throws Problem 404 where there is no such page */
  async answer({ pathname: path, searchParams }: URL): Promise<Answer> {
    const template = await this.#template(path);
    if (template === undefined) throw new Problem(404, 'Cette page n’existe pas.');
    const notice = notices.get(searchParams.get('commentaire') ?? '');
    const parentId = searchParams.get('repondre');
    const body = fill(template, {
      ...this.#parts(path, searchParams.get('commentaires') === 'tous' ? all : firstComments),
      notice: () => html`${notice && html`<p id="comment-notice" class="comment-notice" role="status">${notice}</p>`}`,
      form: () =>
        this.#intake.isOpen(path)
          ? formHtml({ thread: path, page: path, parent: this.#parent(path, parentId) })
          : closedHtml,
    });
    return htmlAnswer(200, body, pageHeaders(path));
  }

  /** The same page again, its form filled in as it was sent, each sentence at its field: what was typed is never lost. */
  async refuse({ thread, page, parentId, values, problem }: RefusedForm): Promise<Answer> {
    const template = await this.#template(page);
    const parent = this.#parent(thread, parentId);
    const complaint = { message: problem.message, errors: problem.errors };
    const body = fill(template?.includes('<!-- form -->') ? template : bareTemplate, {
      ...this.#parts(thread, firstComments),
      notice: () => html``,
      form: () => formHtml({ thread, page, parent, values, complaint }),
    });
    return htmlAnswer(problem.status, body.replace('<title>', '<title>Erreur\u00a0: '), {
      ...pageHeaders(page),
      ...problem.headers,
      'Cache-Control': 'no-store',
    });
  }

  async #template(path: string): Promise<string | undefined> {
    const file = await this.#files.read(path === '/' ? '/article.html' : `${path}.html`);
    return file?.toString();
  }

  /** True when the first comments, which the page of that thread has, are all there are. */
  hasAll(thread: string): boolean {
    return !this.#read(thread, firstComments).next;
  }

  #read(thread: string, limit: number): ThreadPage {
    return this.#store.threads.page({ thread, order: 'oldest', limit, replyLimit: all });
  }

  #parts(thread: string, limit: number): Pick<Parts, 'comments' | 'thread'> {
    return {
      comments: () => {
        const { comments, next } = this.#read(thread, limit);
        return threadHtml(comments, { isOpen: this.#intake.isOpen(thread), hasMore: next !== undefined });
      },
      thread: () => html`${thread}`,
    };
  }

  #parent(thread: string, id: string | null): { id: string; name: string } | undefined {
    const parent = id === null ? undefined : this.#store.findPublished(thread, id);
    return parent && { id: String(parent.id), name: parent.name };
  }
}
