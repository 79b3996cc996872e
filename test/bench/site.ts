import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { minify } from '@swc/core';
import { CommentStore } from '../../demo/server/comment-store.ts';
import { startServer } from '../../demo/server/server.ts';
import { handWrittenForm } from './hand-written-form.ts';

/** The demo's article once per variant, each at its own path, served by the demo's own server. */
export interface Site {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** How many comments each page has. */
export const commentCount = 20;

/** The lines that bring the widget into a page. */
const styleSheet = '<link rel="stylesheet" href="/dist/comment-widget.css">';
const script = '<script type="module" src="/dist/comment-widget.js"></script>';
const closedElement = '></comment-widget>';

const slots = `>
  <div slot="form"><h2>Laisser un commentaire</h2><!-- form --></div>
  <div slot="thread"><h2>Commentaires</h2><!-- comments --></div>
</comment-widget>`;

function replace(page: string, part: string | RegExp, replacement: string): string {
  const replaced = page.replace(part, replacement);
  if (replaced === page) throw new Error(`The article of the demo has no ${String(part)}`);
  return replaced;
}

const changes = {
  widget: (page) => page,
  'hand-written': (page) => {
    const withoutStyles = replace(page, styleSheet, '');
    const withScript = replace(withoutStyles, script, script.replace('/dist/comment-widget', '/assets/hand-written'));
    return replace(withScript, /<comment-widget.*<\/comment-widget>/, '<div id="form"></div>');
  },
  standalone: (page) => replace(page, '/dist/comment-widget.js', '/dist/standalone/rest.js'),
  native: (page) =>
    replace(
      replace(page, styleSheet, `${styleSheet}<link rel="stylesheet" href="/assets/form.css">`),
      closedElement,
      slots,
    ),
} satisfies Record<string, (page: string) => string>;

export type Variant = keyof typeof changes;

export const variants = Object.keys(changes) as Variant[];

function storeComments(database: string): void {
  const store = new CommentStore(database);
  const body = 'Ils sont arrivés hier soir au-dessus de la halle, trois jours plus tard que l’an dernier. '
    .repeat(3)
    .trim();
  for (const variant of variants)
    for (let number = 1; number <= commentCount; number++) {
      const author = { name: `Lectrice ${number}`, email: 'lectrice@exemple.fr', url: '' };
      store.insert({ thread: `/${variant}`, parentId: null, body, ...author, extra: {} }, { status: 'published' });
    }
  store.close();
}

/** @param project the folder that `demo` and `dist` are in; they are copied, so that a build under way changes nothing */
export async function openSite(project = resolve(import.meta.dirname, '../..')): Promise<Site> {
  const root = await mkdtemp(join(tmpdir(), 'comment-widget-bench-'));
  for (const folder of ['demo/pages', 'demo/assets', 'dist'])
    await cp(join(project, folder), join(root, folder), { recursive: true });

  const article = await readFile(join(root, 'demo/pages/article.html'), 'utf8');
  for (const variant of variants) await writeFile(join(root, `demo/pages/${variant}.html`), changes[variant](article));
  const { code } = await minify(`(${String(handWrittenForm)})(false)`, { module: true, compress: true, mangle: true });
  await writeFile(join(root, 'demo/assets/hand-written.js'), code);

  const database = join(root, 'comments.sqlite');
  storeComments(database);
  const server = await startServer({ root, database, rateLimit: Infinity });
  const close = async () => {
    await server.close();
    await rm(root, { recursive: true });
  };
  return { url: server.url, close };
}
