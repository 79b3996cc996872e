import type * as z from 'zod/mini';
import { CommentError, type CommentErrorOptions, type ErrorCode } from '../core/errors.js';
import { readBody } from './response-body.js';

export { resolveEndpoint } from './settings.js';

/**
 * In UTF-16 code units: 10 000 comments fit in, long ones as well (1 600 units each, with all
 * that is said around the text), for backends that give a whole thread at once.
 */
const longestAnswer = 16_000_000;

/** In seconds. A longer wait is a clock gone wrong, or nothing a reader should be made to count down. */
const longestWait = 86_400;

/** What a status means where the backend says nothing more precise (RFC 9110, 15.5). */
const meaning: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'gone',
  405: 'misconfigured',
  408: 'network',
  409: 'duplicate',
  410: 'gone',
  413: 'invalid',
  422: 'invalid',
  429: 'rate-limited',
};

/**
 * After these a comment that was sent may be stored all the same. That holds for every 5xx: proxies (Varnish, Heroku) say 503
 * too, `Retry-After` included, when they handed the request on and got no answer in time.
 */
const doubtful: readonly ErrorCode[] = ['network', 'unavailable', 'protocol'];

/**
 * What a backend's own way of saying no means, as far as it tells: status and headers fill in the rest.
 * A `CommentError` is one, too.
 */
export interface Refusal extends CommentErrorOptions {
  readonly code?: ErrorCode | undefined;
  /** For the owner of the site, after the status, in the message of the error: nothing that a reader wrote. */
  readonly message?: string;
}

type Parameter = string | number | undefined;
export type Query = Readonly<Record<string, Parameter | readonly Parameter[]>>;

/** What `fetch` takes, and some settings of our own. */
export interface HttpRequest extends Pick<RequestInit, 'method' | 'body' | 'credentials'> {
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the whole answer must be there; 15 000 by default. */
  readonly timeout?: number;
  /**
   * Looks at every answer, also at one that its status calls a success: some backends say no with a 200.
   * @param body the JSON value, the text where it is no JSON, undefined where it is too long to be read
   * @param response with its body read: where the answer came from, redirects followed
   * @returns undefined when the status says it all, false when it is none whatever the status says; a promise of either, which never
   * rejects, where what knows must be loaded
   */
  readonly refusal?: (
    status: number,
    body: unknown,
    response: Response,
  ) => Refusal | false | undefined | Promise<Refusal | undefined>;
  /** For the owner of the site: what to change on the server where it does not let pages of this origin in, with the line to paste. */
  readonly admission?: string;
}

export interface ReadRequest extends HttpRequest {
  readonly signal?: AbortSignal | undefined;
}

/** An answer that is no refusal. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Where it came from in the end, redirects followed. */
  readonly url: string;
  /** The JSON value, the text where it is no JSON (`''` when empty), undefined where it is too long to be read. */
  readonly body: unknown;
  /**
   * @param value the part of the body that shall be of that shape, where it is not all of it
   * @param path where that part is
   * @throws CommentError `protocol` that says what is wrong and where, and quotes nothing of the answer
   */
  parse<T>(schema: z.ZodMiniType<T>, value?: unknown, ...path: PropertyKey[]): T;
}

/**
 * Asks a backend for something, by GET unless told otherwise, without cookies unless told otherwise.
 * @throws CommentError for whatever is no success; the reason of `signal` when that stopped it
 */
export function read(url: URL, request: ReadRequest): Promise<Answer> {
  return exchange(url, { method: 'GET', ...request }, 'refused');
}

/**
 * Hands something to a backend, by POST unless told otherwise. Takes no signal: what a reader sent is sent to the end.
 * @throws CommentError for whatever is no success, its outcome `unknown` where the backend may have stored the comment
 */
export function write(url: URL, request: HttpRequest): Promise<Answer> {
  return exchange(url, { method: 'POST', ...request, signal: undefined }, 'unknown');
}

/**
 * The address of something that a backend has.
 * @param path what comes after that of the backend itself, `''` for nothing
 * @param query what is added to its parameters: of a list each one, nothing of what is undefined
 */
export function addressOf(endpoint: URL, path: string, query: Query = {}): URL {
  const url = new URL(endpoint);
  if (path) url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  for (const [name, values] of Object.entries(query))
    for (const value of [values ?? []].flat()) url.searchParams.append(name, String(value));
  return url;
}

/**
 * Throws where an expression is wanted: `known ?? fail('gone')`.
 * @throws CommentError, always
 */
export function fail(...failure: ConstructorParameters<typeof CommentError>): never {
  throw new CommentError(...failure);
}

/**
 * What a backend says no with, of which there is much and few readers hear, is loaded when it does.
 * @returns what the loaded `refusalOf` makes of it; where that does not come, the status says what there is to say
 */
export async function refusalBy<Said extends unknown[]>(
  load: () => Promise<{ refusalOf: (...said: Said) => Refusal | undefined }>,
  ...said: Said
): Promise<Refusal | undefined> {
  try {
    return (await load()).refusalOf(...said);
  } catch {
    return {};
  }
}

/** What a request has that sends JSON, by POST unless told otherwise. */
export function jsonRequest(
  value: object,
  headers?: HttpRequest['headers'],
): Pick<HttpRequest, 'method' | 'headers' | 'body'> {
  return { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

async function exchange(url: URL, request: ReadRequest, doubt: 'refused' | 'unknown'): Promise<Answer> {
  const { timeout = 15_000, refusal, signal, admission, ...init } = request;
  const failure = (code: ErrorCode, what: string, options: CommentErrorOptions = {}) =>
    // Without the query, which may say more than a log should know.
    new CommentError(code, `${init.method} ${url.origin}${url.pathname}: ${what}`, {
      ...options,
      outcome: options.outcome ?? (doubtful.includes(code) ? doubt : 'refused'),
    });

  const deadline = AbortSignal.timeout(timeout);
  const ask = () =>
    fetch(url, {
      credentials: 'omit',
      // After an unknown outcome a list must show what is there now.
      cache: 'no-cache',
      ...init,
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
  let response: Response | undefined;
  let text: string | undefined;
  let body: unknown;
  try {
    response = await ask();
    ({ text, body } = await readBody(response, longestAnswer));
  } catch (cause) {
    signal?.throwIfAborted();
    // Only of what may be asked twice; on its way through a tunnel, the diagnosis itself does not come.
    const isForeign = !response && doubt === 'refused' && !deadline.aborted && url.origin !== location.origin;
    const reason = isForeign
      ? await import('./diagnosis.js').then(({ diagnose }) => diagnose(url, ask, admission)).catch(() => undefined)
      : undefined;
    signal?.throwIfAborted();
    const silence = deadline.aborted ? `no answer within ${timeout} ms` : 'no answer';
    throw failure('network', reason ?? silence, { cause });
  }

  const { status, headers } = response;
  const summary = `${status} ${headers.get('Content-Type') ?? 'untyped'}${response.redirected ? ' after a redirect' : ''}`;
  // An API that misses something says so in a language of its own.
  const isNowhere = doubt === 'refused' && status === 404 && body === text && summary.includes('html');
  const nowhere: Refusal = { code: 'misconfigured', message: 'no API there: is the endpoint right?' };
  const refused = (await refusal?.(status, body, response)) ?? (isNowhere ? nowhere : response.ok ? undefined : {});
  if (refused) {
    const { code, message, retryAfter: wait, ...more } = refused;
    const called = code ?? meaning[status] ?? (status < 500 ? 'protocol' : 'unavailable');
    const said = message ? `${summary}, ${message}` : summary;
    // The cause of an error that was made already is not among what spreads.
    const { cause } = refused;
    throw failure(called, said, { ...more, cause, retryAfter: wait ?? retryAfter(headers) });
  }

  return {
    status,
    headers,
    url: response.url,
    body,
    parse(schema, value = body, ...path) {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      throw failure('protocol', `${summary}, ${complaint(text, body, path, result.error.issues[0]!)}`);
    },
  };
}

/** Where it is and what it should be, never what it is: that may be what somebody wrote. */
function complaint(text: string | undefined, body: unknown, path: PropertyKey[], issue: z.core.$ZodIssue): string {
  if (text === undefined) return 'too long';
  // JSON is never the same as what it stands for: this text was none.
  if (body === text) return text ? 'not JSON: is the endpoint right?' : 'empty';
  return `${['answer', ...path, ...issue.path].join('.')}: ${'expected' in issue ? `expected ${issue.expected}` : issue.code}`;
}

/**
 * RFC 9110, 10.2.3: seconds, or one of the three forms of a date (5.6.7), which is in GMT even where it does not say so.
 * @returns whole seconds from now, undefined where there is nothing to go by
 */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('Retry-After');
  if (!value) return undefined;
  const date = () => (Date.parse(value.replace(/( GMT)?$/, ' GMT')) - Date.now()) / 1000;
  const seconds = Math.ceil(Number.isNaN(Number(value)) ? date() : Number(value));
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), longestWait);
}
