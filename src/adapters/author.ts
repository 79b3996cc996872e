import type { Author } from '../core/comment.js';

/** Whether it is the address of a page, or of a picture, and not of something that runs. */
export function isWebAddress(address: string | null | undefined): address is string {
  return /^https?:\/\//i.test(address ?? '');
}

/**
 * Who wrote a comment, by what a backend says of them.
 * @param url left out where it is no web address
 */
export function authorOf(name?: string | null, url?: string | null, isStaff?: boolean | null): Author {
  return { name: name ?? '', ...(isWebAddress(url) && { url }), ...(isStaff && { isStaff }) };
}
