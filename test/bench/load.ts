import type { Browser } from 'playwright-core';
import { watchLoad, type Sightings } from './sightings.ts';
import { commentCount } from './site.ts';
import { withSlowPage } from './slow-page.ts';

/** One cold load of a page. Times in milliseconds. */
export interface Load extends Sightings {
  /** What the main thread spent on all its tasks, and on scripts. */
  readonly mainThread: number;
  readonly scripting: number;
}

/** Loads a page as a first visitor does, and makes sure that what was seen as usable takes a key. */
export function measureLoad(browser: Browser, url: string): Promise<Load> {
  return withSlowPage(browser, { isNetworkSlow: true }, async ({ page, session }) => {
    await session.send('Performance.enable');
    await page.addInitScript(watchLoad, commentCount);
    await page.goto(url, { waitUntil: 'commit' });
    const sightings = await page.evaluate(() => globalThis.sightings);
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name: string) => 1000 * (metrics.find((known) => known.name === name)?.value ?? NaN);

    const field = page.locator('textarea');
    await field.press('a');
    if ((await field.inputValue()) !== 'a') throw new Error(`The form of ${url} does not take a key`);
    return { ...sightings, mainThread: metric('TaskDuration'), scripting: metric('ScriptDuration') };
  });
}
