/** What has come, or is on its way, by its address. */
const asked = new Map<string, Promise<unknown>>();

/**
 * Loads a module. What did not come is asked for anew at once, and at later calls; in the end under an address that was not asked for
 * before, for some browsers (Firefox 140) never ask twice for the same.
 * @param path relative to `base`
 * @throws TypeError when it does not come
 */
export function importAgain(path: string, base: string): Promise<unknown> {
  const { href } = new URL(path, base);
  const coming =
    asked.get(href) ??
    import(href)
      // One and the same module, wherever a browser asks again.
      .catch(() => import(href))
      .catch(() => import(`${href}?${Date.now()}`));
  asked.set(href, coming);
  coming.catch(() => asked.delete(href));
  return coming;
}
