import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { minify } from '@swc/core';
import { CommentStore } from '../../demo/server/comment-store.ts';
import { seedThread } from '../../demo/server/seed-thread.ts';
import { startServer } from '../../demo/server/server.ts';
import { handWrittenForm } from './hand-written-form.ts';

/** How a thread is read to its end: in one answer, page after page of a hundred, or in one answer by a page with no library. */
export const manners = ['one-answer', 'pages', 'hand-written'] as const;

export type Manner = (typeof manners)[number];

export interface ThreadSite {
  /** The demo's article under a thread of so many comments; 0 for none. */
  readonly address: (manner: Manner, count: number) => string;
  readonly close: () => Promise<void>;
}

const widget = /<comment-widget.*<\/comment-widget>/;

/** Serves the demo's article from the demo's own server, over threads like those of a newspaper, read when somebody scrolls to them. */
export async function openThreadSite(counts: readonly number[]): Promise<ThreadSite> {
  const project = resolve(import.meta.dirname, '../..');
  const root = await mkdtemp(join(tmpdir(), 'comment-widget-bench-'));
  for (const folder of ['demo/pages', 'demo/assets', 'dist'])
    await cp(join(project, folder), join(root, folder), { recursive: true });
  const { code } = await minify(`(${String(handWrittenForm)})(true)`, { module: true, compress: true, mangle: true });
  await writeFile(join(root, 'demo/assets/hand-written.js'), code);

  const article = await readFile(join(root, 'demo/pages/article.html'), 'utf8');
  const element = (attributes: string) =>
    `<comment-widget backend="rest" endpoint="/api/comments" thread="{{thread}}" loading="lazy" ${attributes}></comment-widget>`;
  const pages: Record<Manner, string> = {
    'one-answer': article.replace(widget, element('page-size="10000"')),
    pages: article.replace(widget, element('page-size="100"')),
    'hand-written': article
      .replace(widget, '<div id="form"></div>')
      .replace('/dist/comment-widget.js', '/assets/hand-written.js'),
  };

  const database = join(root, 'comments.sqlite');
  const store = new CommentStore(database);
  for (const manner of manners)
    for (const count of counts) {
      await writeFile(join(root, `demo/pages/${manner}-${count}.html`), pages[manner]);
      if (count > 0) seedThread(store, `/${manner}-${count}`, count);
    }
  store.close();

  const server = await startServer({ root, database, rateLimit: Infinity });
  const close = async () => {
    await server.close();
    await rm(root, { recursive: true });
  };
  return { address: (manner, count) => `${server.url}/${manner}-${count}`, close };
}
