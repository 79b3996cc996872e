import type { Content } from './comment.js';

/** What no backend changes of a text, whatever it does to quotes, spaces, links and smileys; of one without letters all that is seen. */
const letters = (text: string) => text.normalize().replace(/[^\p{L}\p{N}]+/gu, '') || text.replace(/\s+/g, '');

const tags = /<[^>]*>/g;

/** What Markdown is and its reader does not see: where a link leads, the number of an item. */
const markdown = /\]\([^)]*\)|^\s*\d+[.)]\s/gm;

/** A letter may be written by its number (HTML, 13.5). What is named is a sign, for all that backends write by themselves. */
const decoded = (html: string) =>
  html
    .replace(/&#(\d{1,6});/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-f]{1,5});/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&\w+;/g, '');

/**
 * Whether a comment says what was written. Backends make HTML of a text, and some make Markdown of it first: only letters and
 * digits are compared.
 * @param written what was sent
 * @param content what a backend gives
 */
export function isSameText(written: string, { format, value }: Content): boolean {
  if (format === 'text') return letters(written) === letters(value);
  const shown = letters(decoded(value.replace(tags, '')));
  const ways = [written, written.replace(tags, ''), written.replace(markdown, '')];
  return ways.some((way) => letters(way) === shown);
}
