import type { Browser, CDPSession, Page } from 'playwright-core';
import { typeKeys, watchKeys } from './key-presses.ts';
import { withSlowPage } from './slow-page.ts';

/** One visit to a thread. Times in milliseconds since the navigation began. */
export interface ThreadLoad {
  /** How many comments there are in the page in the end. */
  readonly comments: number;
  readonly first: number;
  readonly last: number;
  /** The longest task from the first look at the page until it came to rest; 0 where none was over 50 (W3C Long Tasks). */
  readonly longestTask: number;
  /** From a key press to the frame that shows it, of each key. */
  readonly keys: readonly number[];
  /** Of the page at rest, in megabytes. */
  readonly heap: number;
}

interface Sight {
  readonly comments: number;
  readonly first: number;
  readonly last: number;
  readonly longestTask: number;
}

declare global {
  /** In the page: settles once nothing has been added for a while. */
  var sight: Promise<Sight>;
}

/** A page's script, put before all others, so that it uses nothing from outside itself. */
function watchThread(): void {
  const longTasks: number[] = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
    buffered: true,
  });
  const quiet = 2000;
  const patience = 180_000;
  globalThis.sight = new Promise((resolve, reject) => {
    let comments = 0;
    let first = 0;
    let last = 0;
    const look = () => {
      const now = performance.now();
      const place = document.querySelector('#commentaires');
      const root = place?.querySelector('comment-widget')?.shadowRoot ?? place;
      const seen = root?.querySelectorAll('article').length ?? 0;
      if (seen > 0) first ||= now;
      if (seen !== comments) last = now;
      comments = seen;
      const isReady = !!root?.querySelector('textarea');
      // Whoever reads it all goes on at once.
      const more = root?.querySelector<HTMLElement>('comment-thread > [part="retry"][aria-disabled="false"]');
      if (more) more.click();
      if (isReady && !more && now - Math.max(last, 1000) > quiet && document.readyState === 'complete')
        resolve({ comments, first, last, longestTask: Math.max(0, ...longTasks) });
      else if (now > patience) reject(new Error(`Only ${comments} comments in time`));
      // Not at every frame: counting thousands of elements takes its time, too.
      else setTimeout(look, comments > 1000 ? 250 : 16);
    };
    look();
  });
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

/** Opens a thread on a slowed machine and a fast network, waits for all of it, and writes a few words. */
export function measureThread(browser: Browser, url: string): Promise<ThreadLoad> {
  return withSlowPage(browser, { isNetworkSlow: false }, async ({ page, session }) => {
    await page.addInitScript(watchThread);
    await page.addInitScript(watchKeys);
    await page.goto(url, { waitUntil: 'commit' });
    const sight = await page.evaluate(() => globalThis.sight);
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
