import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { compress, preferredEncoding } from './compression.ts';

/** What a handler gives back; only `sendAnswer` writes to the connection. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const textTypes = /^(text\/|image\/svg\+xml|application\/(json|problem\+json|javascript))/;

/** Below this everything fits one packet anyway. */
const worthCompressing = 1000;

export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function htmlAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers }, body };
}

/** `If-None-Match` (RFC 9110, 13.1.2): a list of tags compared weakly, or `*`. */
function isKnown(etag: string, ifNoneMatch = ''): boolean {
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** Writes an answer: compressed where the client takes it, 304 where it has it already, without its body to HEAD. */
export async function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  const headers: Record<string, string | number> = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cache-Control': 'no-cache',
    ...answer.headers,
  };
  if (answer.body === undefined) {
    response.writeHead(answer.status, headers).end();
    return;
  }

  const plain = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const isText = textTypes.test(String(headers['Content-Type']));
  const encoding = isText && plain.length > worthCompressing ? preferredEncoding(request.headers) : undefined;
  if (isText) headers['Vary'] = 'Accept-Encoding';
  if (encoding) headers['Content-Encoding'] = encoding;

  if (answer.status === 200 && (request.method === 'GET' || request.method === 'HEAD')) {
    // A strong tag names the very bytes that are sent, so each encoding has its own (RFC 9110, 8.8.3.3).
    const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
    headers['ETag'] = encoding ? `"${digest}-${encoding}"` : `"${digest}"`;
    if (isKnown(headers['ETag'], request.headers['if-none-match'])) {
      response.writeHead(304, headers).end();
      return;
    }
  }

  const body = encoding ? await compress(plain, encoding) : plain;
  response.writeHead(answer.status, { ...headers, 'Content-Length': body.length }).end(body);
}
