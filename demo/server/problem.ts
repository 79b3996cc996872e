import { STATUS_CODES } from 'node:http';
import { htmlAnswer, jsonAnswer, type Answer } from './answer.ts';
import type { FieldName } from './comment-rules.ts';
import { html } from './html.ts';

export type ProblemCode =
  | 'invalid'
  | 'rejected'
  | 'unauthorized'
  | 'forbidden'
  | 'closed'
  | 'gone'
  | 'duplicate'
  | 'rate-limited'
  | 'unavailable'
  | 'idempotency-key-reused';

export interface FieldError {
  readonly field: FieldName;
  readonly code: 'required' | 'too-long' | 'email' | 'url' | 'refused';
  /** In code points, like `length`. */
  readonly limit?: number;
  readonly length?: number;
  /** A sentence a reader can act upon. */
  readonly detail: string;
}

interface ProblemOptions {
  readonly code?: ProblemCode;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Any answer but a success: thrown where the trouble is noticed, turned into JSON or HTML where the request came in. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: ProblemCode | undefined;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param status of the HTTP answer
   * @param detail a French sentence for the reader
   */
  constructor(status: number, detail: string, { code, errors = [], headers = {} }: ProblemOptions = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}

export function badRequest(detail: string): Problem {
  return new Problem(400, detail, { code: 'invalid' });
}

export function goneProblem(): Problem {
  return new Problem(404, 'Ce commentaire n’existe pas.', { code: 'gone' });
}

/** @param seconds after which the next one is let through */
export function rateLimitProblem(reason: string, seconds: number): Problem {
  const headers = { 'Retry-After': String(seconds) };
  return new Problem(429, `${reason} Réessayez dans ${seconds}\u202fs.`, { code: 'rate-limited', headers });
}

/** `application/problem+json` (RFC 9457). Its `about:blank` asks for the title of the status itself. */
export function problemAnswer({ status, message, code, errors, headers }: Problem): Answer {
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail: message,
    code,
    errors: errors.length > 0 ? errors : undefined,
  };
  return jsonAnswer(status, problem, {
    'Content-Type': 'application/problem+json',
    'Content-Language': 'fr',
    'Cache-Control': 'no-store',
    ...headers,
  });
}

/** The same for people who follow a link. */
export function problemPage({ status, message, headers }: Problem): Answer {
  const page = html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${message}</title>
      </head>
      <body>
        <main>
          <h1>${message}</h1>
          <p><a href="/">Retour à l’accueil</a></p>
        </main>
      </body>
    </html> `;
  return htmlAnswer(status, page.source, headers);
}
