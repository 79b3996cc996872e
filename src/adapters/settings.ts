import { CommentError } from '../core/errors.js';

/**
 * The address of a backend; a relative one is resolved against the page's.
 * @throws CommentError `misconfigured` for none, for what is not http(s), for one with a user name, which `fetch` refuses, and
 * for plain http from an https page, which browsers block (W3C Mixed Content, 5.3)
 */
export function resolveEndpoint(endpoint = '', pageProtocol = globalThis.location?.protocol): URL {
  const base = globalThis.document?.baseURI;
  const url = endpoint.trim() && URL.canParse(endpoint, base) && new URL(endpoint, base);
  const allowed = pageProtocol === 'https:' ? /^https:/ : /^https?:/;
  if (url && allowed.test(url.protocol) && !url.username) return url;
  throw new CommentError('misconfigured', `endpoint: "${endpoint}" is nothing that a ${pageProtocol} page may fetch`);
}

/**
 * @param option the name of the `data-*` attribute
 * @throws CommentError `misconfigured`, always
 */
export function misconfigured(option: string, why: string): never {
  throw new CommentError('misconfigured', `data-${option}: ${why}`);
}

/** @throws CommentError `misconfigured` for none of those that are known */
export function choice<T extends string>(option: string, word: string, known: readonly T[]): T {
  return known.find((one) => one === word) ?? misconfigured(option, `"${word}" is none of ${known.join(', ')}`);
}
