import { HttpResponse } from 'msw';

/** What a server lets pages of other origins do. Methods in capitals, headers in small letters. */
export interface CrossOriginPolicy {
  /** False where cookies may not come along: `Access-Control-Allow-Credentials` is missing, or the origin is `*`. */
  readonly credentials?: boolean;
  /** Besides GET, HEAD and POST, which need no leave. */
  readonly methods?: readonly string[];
  /** Besides those that need no leave. `content-type` must be here for JSON to be sent. */
  readonly headers?: readonly string[];
  /** What of an answer's headers a page may read, besides `Content-Type` and the few others that need no leave. */
  readonly exposed?: readonly string[];
}

/** Fetch Standard, "CORS-safelisted method", "… request-header", "… response-header name". */
const plainMethods = ['GET', 'HEAD', 'POST'];
const plainTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;
const plainHeaders = ['accept', 'accept-language', 'content-language'];
const readable = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
];

/** What a browser adds by itself, and no page can. */
const itsOwn =
  /^(sec-.*|user-agent|referer|origin|host|connection|content-length|accept-encoding|cache-control|pragma|dnt)$/;

/**
 * Stands in for the browser's half of CORS, which a service worker's answers do not go through.
 * @returns what a page on another origin sees: a network error where the policy forbids the request, and no header that it does not expose
 */
export async function crossOrigin(
  request: Request,
  policy: CrossOriginPolicy,
  answer: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  const { credentials = false, methods = [], headers = [], exposed = [] } = policy;
  const mayAsk = plainMethods.includes(request.method) || methods.includes(request.method);
  const maySay = [...request.headers].every(
    ([name, value]) =>
      itsOwn.test(name) ||
      plainHeaders.includes(name) ||
      headers.includes(name) ||
      (name === 'content-type' && plainTypes.test(value)),
  );
  const mayProve = credentials || request.credentials !== 'include';
  if (!mayAsk || !maySay || !mayProve) {
    console.error(`A browser would not send this to another origin: ${request.method} ${request.url}`);
    return HttpResponse.error();
  }
  const response = await answer(request);
  if (response.type === 'error') return response;
  const shown = new Headers(
    [...response.headers].filter(([name]) => readable.includes(name) || exposed.includes(name)),
  );
  return new HttpResponse(response.body, { status: response.status, headers: shown });
}
