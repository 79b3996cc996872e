import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { TestContext } from 'node:test';

const built = resolve(import.meta.dirname, '../../dist');

/**
 * A site of somebody else, on an origin of its own, with the built files: every address that is no script is the same page.
 * @param content what stands in it
 * @returns its address, without a last slash
 */
export async function openSite(t: Pick<TestContext, 'after'>, content: string): Promise<string> {
  const page = `<!doctype html>
    <html lang="fr">
      <title>Un article</title>
      <script type="module" src="/comment-widget.js"></script>
      <section aria-label="Commentaires">${content}</section>
    </html>`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const isScript = pathname.endsWith('.js');
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    (isScript ? readFile(join(built, pathname)) : Promise.resolve(page)).then(
      (body) => response.end(body),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
