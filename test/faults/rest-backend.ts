import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startServer } from '../../demo/server/server.ts';
import { openSite } from '../real/site.ts';
import type { Stored } from './audit.ts';
import type { Backend } from './backend.ts';

/** The demo's server, and a site on another origin. */
export async function openRest(): Promise<Backend> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'comment-widget-faults-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const database = join(folder, 'demo.sqlite');
  const server = await startServer({ database, rateLimit: Infinity });
  stack.defer(() => server.close());
  const widget = `<comment-widget backend="rest" endpoint="${server.url}/api/comments"></comment-widget>`;
  const site = await openSite({ after: (end: () => void) => stack.defer(end) }, widget);
  let articles = 0;
  const open = stack.move();
  return {
    name: 'rest',
    isAtomic: true,
    api: /^\/api\//,
    openArticle: () => Promise.resolve(`${site}/article-${++articles}`),
    stored() {
      const file = new DatabaseSync(database, { readOnly: true });
      try {
        return Promise.resolve(file.prepare('SELECT body AS text FROM comments').all() as unknown as Stored[]);
      } finally {
        file.close();
      }
    },
    close: () => open.disposeAsync(),
  };
}
