import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { Reader } from './reader.ts';

const windows = { 'a desk': { width: 1280, height: 900 }, 'a telephone': { width: 360, height: 740 } };

/** In milliseconds: how much later than the page its script comes. */
const lateness = 800;

interface Shift {
  readonly value: number;
  /** Each node that moved, from where to where. */
  readonly sources: readonly string[];
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

/** Everything that moved since the page began, once nothing more is to come. */
async function shifts(page: Page): Promise<Shift[]> {
  return page.evaluate(async () => {
    const entries: LayoutShift[] = [];
    const keep = (list: PerformanceEntryList) => entries.push(...(list as LayoutShift[]));
    const observer = new PerformanceObserver((list) => keep(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    // A frame in which the last change is shown, and one after which its shift is known.
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve));
    keep(observer.takeRecords());
    const place = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(' ');
    return entries.map(({ value, sources }) => ({
      value,
      sources: sources.map(({ node, previousRect, currentRect }) => {
        const { id, className, localName } = (node instanceof Element ? node : node?.parentElement) ?? document.body;
        return `${localName}#${id}.${className} from ${place(previousRect)} to ${place(currentRect)}`;
      }),
    }));
  });
}

describeInChromium('the start of the widget moves nothing', () => {
  for (const path of ['/', '/sans-script'])
    for (const [where, viewport] of Object.entries(windows))
      for (const [what, hash] of Object.entries({ 'the top': '', 'the form': '#commentaires' })) {
        it(`for who reads ${what} of ${path} on ${where}, when the script is late`, async (t) => {
          const demo = await Demo.open(t, { seeded: true });
          const reader = await Reader.before(t, { viewport });
          const { page } = reader;
          await page.route('**/dist/comment-widget.js', async (route) => {
            await delay(lateness);
            await route.continue();
          });
          await page.goto(demo.url + path + hash);
          await page.getByRole('heading', { name: /^\d\u00a0commentaires$/ }).waitFor();
          assert.equal(await page.evaluate(() => scrollY > 0), hash !== '');
          const moved = await shifts(page);
          const sum = moved.reduce((total, { value }) => total + value, 0);
          assert.ok(sum < 0.001, JSON.stringify(moved, null, 1));
        });
      }
});
