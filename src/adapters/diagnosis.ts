/**
 * Why a request got no answer that a page may see: `fetch` does not tell (Fetch Standard, 3.3), so its owner could not know.
 * @param ask makes the same request once more
 * @returns what the site's owner must change, or undefined where it was the network
 */
export async function diagnose(
  url: URL,
  ask: () => Promise<unknown>,
  admission = `Access-Control-Allow-Origin: ${location.origin}`,
): Promise<string | undefined> {
  const goesWell = (asked: Promise<unknown>) =>
    asked.then(
      () => true,
      () => false,
    );
  // Blind, it is let through to every server. One that answers so, and then refuses again, was not just out of reach for a moment.
  const isThere = await goesWell(fetch(url, { mode: 'no-cors', credentials: 'omit', cache: 'no-store' }));
  if (!isThere || (await goesWell(ask()))) return undefined;
  return `the server is there, and does not let pages of ${location.origin} in (CORS). To change there: ${admission}`;
}
