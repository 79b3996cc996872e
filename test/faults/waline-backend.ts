import { openSite } from '../real/site.ts';
import { startWaline } from '../real/waline.ts';
import type { Backend } from './backend.ts';

/** A real Waline, and a site on another origin. */
export async function openWaline(): Promise<Backend> {
  await using stack = new AsyncDisposableStack();
  const waline = stack.use(await startWaline());
  const widget = `<comment-widget backend="waline" endpoint="${waline.url}"></comment-widget>`;
  const site = await openSite({ after: (end: () => void) => stack.defer(end) }, widget);
  let articles = 0;
  const open = stack.move();
  return {
    name: 'waline',
    isAtomic: false,
    api: /^\/api\/comment/,
    openArticle: () => Promise.resolve(`${site}/article-${++articles}`),
    stored: () => Promise.resolve(waline.stored.map(({ comment }) => ({ text: comment }))),
    close: () => open.disposeAsync(),
  };
}
