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

function tooLarge(request: IncomingMessage): Problem {
  // The rest is let through unread: a client that is still sending when the connection closes never sees the answer.
  request.resume();
  return new Problem(413, 'L’envoi dépasse la taille maximale de 256\u00a0Kio.', { code: 'invalid' });
}

/**
 * Reads a request's body.
 * @throws Problem 413 as soon as more than 256 KiB were announced or came in; 400 for what is not UTF-8.
 */
export async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(request);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > limit) throw tooLarge(request);
    chunks.push(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem(400, 'L’envoi n’est pas du texte en UTF-8.', { code: 'invalid' });
  }
}

/** @throws Problem like `readText`, and 400 for what is not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'L’envoi n’est pas du JSON bien formé.', { code: 'invalid' });
  }
}
