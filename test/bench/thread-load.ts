import type { Browser, CDPSession, Page } from 'playwright-core';
import { typeKeys, watchKeys } from './key-presses.ts';
import { withSlowPage } from './slow-page.ts';

/** One reading of a thread. Times in milliseconds since the reader came to it. */
export interface ThreadLoad {
  /** How many comments there are in the page in the end. */
  readonly comments: number;
  readonly first: number;
  readonly last: number;
  /** The longest task until the page came to rest; 0 where none was over 50 (W3C Long Tasks). */
  readonly longestTask: number;
  /** From a key press to the frame that shows it, of each key. */
  readonly keys: readonly number[];
  /** Of the page at rest, in megabytes. */
  readonly heap: number;
}

/** A page's script, so that it uses nothing from outside itself: scrolls to the comments, and reads on as long as there are more. */
async function readThread(isEmpty: boolean): Promise<Omit<ThreadLoad, 'keys' | 'heap'>> {
  const longTasks: number[] = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  });
  const quiet = 2000;
  const patience = 180_000;
  const place = document.querySelector('#commentaires')!;
  const root = place.querySelector('comment-widget')?.shadowRoot ?? place;
  const start = performance.now();
  let comments = 0;
  let first = 0;
  let last = 0;
  place.scrollIntoView();
  for (let now = 0; now - last < quiet || (!comments && !isEmpty); now = performance.now() - start) {
    // Not at every frame: counting thousands of elements takes its time, too.
    await new Promise((resolve) => setTimeout(resolve, comments > 1000 ? 250 : 16));
    const seen = root.querySelectorAll('article').length;
    if (seen > 0) first ||= performance.now() - start;
    const more = root.querySelector<HTMLElement>('comment-thread > [part="retry"][aria-disabled="false"]');
    more?.click();
    if (more || seen !== comments) last = performance.now() - start;
    comments = seen;
    if (now > patience) throw new Error(`Only ${comments} comments in time`);
  }
  return { comments, first, last, longestTask: Math.max(0, ...longTasks) };
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

/** Opens a page on a slowed machine and a fast network, lets it come to rest, goes to its comments, and writes a few words. */
export function measureThread(browser: Browser, url: string, isEmpty: boolean): Promise<ThreadLoad> {
  return withSlowPage(browser, { isNetworkSlow: false }, async ({ page, session }) => {
    await page.addInitScript(watchKeys);
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.waitForTimeout(2000);
    const sight = await page.evaluate(readThread, isEmpty);
    const heap = await heapOf(session);
    return { ...sight, heap, keys: await typeKeys(page) };
  });
}

/** What is left of a widget that comes and goes, in bytes of heap and in nodes: what a round leaves, over all of them. */
export async function measureRounds(
  browser: Browser,
  url: string,
  rounds: number,
): Promise<[heap: number, nodes: number]> {
  return withSlowPage(browser, { isNetworkSlow: false }, async ({ page, session }) => {
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.locator('#commentaires').scrollIntoViewIfNeeded();
    const state = async () => {
      const heap = (await heapOf(session)) * 1e6;
      const { nodes } = await session.send('Memory.getDOMCounters');
      return [heap, nodes] as const;
    };
    // The first rounds fill caches that stay.
    await goRound(page, 20);
    const [heapBefore, nodesBefore] = await state();
    await goRound(page, rounds);
    const [heapAfter, nodesAfter] = await state();
    return [heapAfter - heapBefore, nodesAfter - nodesBefore];
  });
}

async function goRound(page: Page, rounds: number): Promise<void> {
  await page.evaluate(async (count) => {
    const place = document.querySelector('#commentaires')!;
    for (let round = 0; round < count; round++) {
      const old = place.querySelector('comment-widget')!;
      const fresh = old.cloneNode() as HTMLElement;
      old.replaceWith(fresh);
      while (!fresh.shadowRoot?.querySelector('article')) await new Promise(requestAnimationFrame);
    }
  }, rounds);
}
