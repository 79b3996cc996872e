import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { TestContext } from 'node:test';

const built = resolve(import.meta.dirname, '../../dist/standalone');

/**
 * A site of somebody else, on an origin of its own: every address that is no script is the same page.
 * @param script the file of `dist/standalone` that the page has
 * @param content what stands in it
 * @returns its address, without a last slash
 */
export async function openSite(t: TestContext, script: string, content: string): Promise<string> {
  const page = `<!doctype html>
    <html lang="fr">
      <title>Un article</title>
      <script type="module" src="/${script}"></script>
      <section aria-label="Commentaires">${content}</section>
    </html>`;
  const library = await readFile(join(built, script));
  const server = createServer(({ url }, response) => {
    const isScript = url === `/${script}`;
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? library : page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
