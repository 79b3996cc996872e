/** The origins whose owner was told. */
const told = new Set<string>();

/**
 * Why a request got no answer that a page may see: `fetch` does not tell (Fetch Standard, 3.3), so its owner could not know. Nobody can:
 * what stands before a server and fails for it has no CORS headers either. To readers it is an outage, then, which passes or does not.
 * @param ask makes the same request once more
 * @returns what the site's owner must change where it does not pass, told on the console as well; undefined where it was the network
 */
export async function diagnose(
  url: URL,
  ask: () => Promise<unknown>,
  admission = `Access-Control-Allow-Origin: ${location.origin}, Access-Control-Allow-Headers: Content-Type`,
): Promise<string | undefined> {
  const goesWell = (asked: Promise<unknown>) =>
    asked.then(
      () => true,
      () => false,
    );
  // Blind, it is let through to every server. One that answers so, and then refuses again, was not just out of reach for a moment.
  const isThere = await goesWell(fetch(url, { mode: 'no-cors', credentials: 'omit', cache: 'no-store' }));
  if (!isThere || (await goesWell(ask()))) return undefined;
  const reason = `the server is there and, unless something before it fails for now, does not let pages of ${location.origin} in (CORS). To change there: ${admission}`;
  if (!told.has(url.origin)) console.error(`comment-widget: ${url.origin}${url.pathname}: ${reason}`);
  told.add(url.origin);
  return reason;
}
