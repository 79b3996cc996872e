/**
 * A random UUID in any context. `crypto.randomUUID` is there in secure ones only, and not every intranet is one;
 * every blob's address ends in a UUID (W3C File API, 8.3.1).
 */
export function uuid(): string {
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return url.slice(-36);
}
