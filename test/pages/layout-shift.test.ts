import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { hold } from './hold.ts';
import { Reader } from './reader.ts';

const windows = { 'a desk': { width: 1280, height: 900 }, 'a telephone': { width: 360, height: 740 } };

/** In milliseconds: how much later than the page its script comes. */
const lateness = 800;

interface Shift {
  readonly value: number;
  /** Each node that moved, from where to where. */
  readonly sources: readonly string[];
}

/** What lib.dom.d.ts does not know yet. */
interface ShiftEntry extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

/** Everything that moved since the page began, once nothing more is to come. */
async function shifts(page: Page): Promise<Shift[]> {
  return page.evaluate(async () => {
    const entries: ShiftEntry[] = [];
    const keep = (list: PerformanceEntryList) => entries.push(...(list as ShiftEntry[]));
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
        // What stands in a shadow tree is not given out.
        const { localName, className } = (node instanceof Element ? node : node?.parentElement) ?? {};
        return `${localName}.${className} from ${place(previousRect)} to ${place(currentRect)}`;
      }),
    }));
  });
}

async function assertNothingMoved(page: Page): Promise<void> {
  const moved = await shifts(page);
  const sum = moved.reduce((total, { value }) => total + value, 0);
  assert.ok(sum < 0.001, JSON.stringify(moved, null, 1));
}

describeInChromium('nothing moves under the eyes', () => {
  for (const path of ['/', '/sans-script'])
    for (const [where, viewport] of Object.entries(windows))
      for (const [what, hash] of Object.entries({ 'the top': '', 'the form': '#commentaires' })) {
        it(`of who reads ${what} of ${path} on ${where}`, async (t) => {
          const demo = await Demo.open(t, { seeded: true });
          const reader = await Reader.before(t, { viewport, reducedMotion: 'reduce' });
          const { page } = reader;
          await page.route('**/dist/comment-widget.js', async (route) => {
            await delay(lateness);
            await route.continue();
          });
          const thread = await hold(page, '**/api/comments?*');
          await page.goto(demo.url + path + hash);
          await t.test('when the widget starts, later than the page', async () => {
            await reader.isTold('Chargement des commentaires…');
            await page.waitForFunction((isBelow) => scrollY > 1000 === isBelow, hash !== '');
            await assertNothingMoved(page);
          });
          await t.test('when the thread comes, later than the widget', async () => {
            thread.release();
            await page.getByRole('heading', { name: /^\d+\scommentaires$/ }).waitFor();
            await assertNothingMoved(page);
          });
        });
      }
});
