/**
 * Whether this browser keeps something of ours.
 * @param kinds what comes after the colon in its names, for example `draft|outbox`
 */
export function isKept(kinds: string): boolean {
  try {
    return RegExp(`comment-widget:(${kinds})`).test(Object.keys(localStorage).join());
  } catch {
    // No storage, nothing kept.
    return false;
  }
}
