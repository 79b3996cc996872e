import type { IncomingMessage } from 'node:http';
import { MIMEType } from 'node:util';
import { Problem } from './problem.ts';

/** In bytes: fifty times the longest comment, whatever its script and its escapes. */
const limit = 256 * 1024;

/** @returns the type without its parameters, in lower case; `''` for none, an unreadable one, or another charset than UTF-8. */
export function mediaType(request: IncomingMessage): string {
  try {
    const { essence, params } = new MIMEType(request.headers['content-type'] ?? '');
    return (params.get('charset') ?? 'utf-8').toLowerCase() === 'utf-8' ? essence : '';
  } catch {
    return '';
  }
}

function tooLarge(): Problem {
  return new Problem(413, 'L’envoi dépasse la taille maximale de 256\u00a0Kio.', { code: 'invalid' });
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // What is too much still flows by, unkept: who listens only after sending would never see an answer to less.
      if (size > limit) reject(tooLarge());
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/**
 * Reads a request's body.
 * @throws Problem 413 as soon as more than 256 KiB were announced or came in; 400 for what is not UTF-8.
 */
export async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const bytes = await readBytes(request);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, 'L’envoi n’est pas du texte en UTF-8.', { code: 'invalid' });
  }
}

/**
 * Reads a request's body as JSON, whatever type it claims to be.
 * @throws Problem like `readText`, and 400 for what is not JSON.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'L’envoi n’est pas du JSON bien formé.', { code: 'invalid' });
  }
}

/**
 * Reads the body of a request that may be nothing but JSON.
 * @throws Problem like `readJson`, and 415 for another media type.
 */
export function demandJson(request: IncomingMessage): Promise<unknown> {
  if (mediaType(request) === 'application/json') return readJson(request);
  const headers = { Accept: 'application/json' };
  throw new Problem(415, 'Ceci est envoyé en UTF-8, comme application/json.', { code: 'invalid', headers });
}
