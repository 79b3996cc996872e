import { HttpResponse } from 'msw';

export type Fields = Record<string, unknown>;

export interface Stored {
  readonly id: number;
  readonly uri: string;
  readonly parent: number | null;
  readonly created: number;
  readonly email: string | null;
  readonly address: string;
  readonly voters: Set<string>;
  modified: number | null;
  mode: 1 | 2 | 4;
  text: string;
  author: string | null;
  website: string | null;
  likes: number;
  dislikes: number;
}

/** What is refused: thrown there, so it honours `Accept`; what is given back is HTML whatever was asked for. */
export class Thrown extends Error {
  readonly status: keyof typeof names;

  constructor(status: keyof typeof names, description: string) {
    super(description);
    this.status = status;
  }
}

export const names = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
} as const;
export const forbidden =
  "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.";

/** The guard against forms of other sites. */
export function demandType({ headers }: Request): void {
  const type = headers.get('Content-Type');
  if (type && !type.startsWith('application/json')) throw new Thrown(403, 'CSRF');
}

export async function bodyOf(request: Request): Promise<Fields> {
  demandType(request);
  const sent = await request.text();
  if (new TextEncoder().encode(sent).length > 256 * 1024)
    throw new Thrown(413, 'The data value transmitted exceeds the capacity limit.');
  try {
    return JSON.parse(sent) as Fields;
  } catch {
    throw new Thrown(400, 'Unable to read JSON request');
  }
}

export function uriOf(query: URLSearchParams): string {
  const uri = query.get('uri');
  if (uri === null) throw new Thrown(400, 'missing uri query');
  return uri;
}

export function mistakeIn(data: Fields): string | undefined {
  const { text, parent = null, email, website } = data;
  if (text == null) return 'text is missing';
  if (parent !== null && !Number.isInteger(parent)) return 'parent must be an integer or null';
  for (const name of ['text', 'author', 'website', 'email'])
    if (data[name] != null && typeof data[name] !== 'string') return `${name} must be a string or null`;
  const lengthOf = (value: unknown) => [...((value as string | null | undefined) ?? '')].length;
  if (lengthOf((text as string).trimEnd()) < 3) return 'text is too short (minimum length: 3)';
  if (lengthOf(text) > 65_535) return 'text is too long (maximum length: 65535)';
  if (lengthOf(email) > 254) return 'http://tools.ietf.org/html/rfc5321#section-4.5.3';
  if (lengthOf(website) > 254) return 'arbitrary length limit';
  const address = /^(https?:\/\/)?(([\w](?:[\w-]{0,61}[\w])?\.)+[\w-]{2,}\.?|localhost)(:\d+)?(\/?|[/?]\S+)$/iu;
  return website && !address.test(website as string) ? 'Website not Django-conform' : undefined;
}

export function page(status: keyof typeof names, reason: string): Response {
  const said = escaped(reason, true).replaceAll('&#x27;', '&#39;');
  const title = `<title>${status} ${names[status]}</title>\n<h1>${names[status]}</h1>`;
  return HttpResponse.html(`<!doctype html>\n<html lang=en>\n${title}\n<p>${said}</p>\n`, { status });
}

/** Python's `html.escape`. */
export function escaped(text: string, quotes = false): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return quotes ? safe.replaceAll('"', '&quot;').replaceAll("'", '&#x27;') : safe;
}

/** Every line is a paragraph; what is markup comes out as text. */
export function rendered(text: string): string {
  return `<p>${escaped(text).split(/\n+/).join('</p>\n<p>')}</p>`;
}

export function given({ id, parent, created, modified, mode, text, author, website, likes, dislikes }: Stored) {
  return {
    id,
    parent,
    created,
    modified,
    mode,
    text: rendered(text),
    author,
    website,
    likes,
    dislikes,
    notification: null,
  };
}

export function listed(comment: Stored) {
  return { ...given(comment), hash: '4505c1eeda98' };
}
