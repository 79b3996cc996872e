import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { withSlowPage } from './slow-page.ts';

const pressCount = 50;

/** In milliseconds: a fast typist's pause, so that each key finds the page at rest. */
const pause = 120;

declare global {
  /** In the page: of each key, how many milliseconds passed until the frame that shows it was made. */
  var keyDelays: number[];
}

/** A page's script, so that it uses nothing from outside itself. */
export function watchKeys(): void {
  let pressed = 0;
  globalThis.keyDelays = [];
  addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), { capture: true });
  addEventListener('input', () =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      // Comes after the frame: style, layout and paint are part of the delay.
      port1.onmessage = () => globalThis.keyDelays.push(performance.now() - pressed);
      port2.postMessage(null);
    }),
  );
}

/**
 * Types into the form of a page.
 * @param length of the text that is in the field already, in characters
 * @returns the delay of each key, in milliseconds
 */
export function measureKeyPresses(browser: Browser, url: string, length: number): Promise<number[]> {
  return withSlowPage(browser, { isNetworkSlow: false }, async ({ page }) => {
    await page.addInitScript(watchKeys);
    await page.goto(url, { waitUntil: 'networkidle' });
    const field = page.locator('textarea');
    await field.fill('Bonjour à tous. '.repeat(length / 16));
    await page.waitForTimeout(3000);
    return typeKeys({
      run: (work) => page.evaluate(work),
      press: (letter) => page.keyboard.press(letter),
    });
  });
}

interface Typist {
  readonly run: <T>(work: () => T, given?: undefined) => Promise<T>;
  readonly press: (letter: string) => Promise<unknown>;
}

/**
 * Types at the end of what is in the field of a page, whose keys are watched.
 * @returns the delay of each key, in milliseconds
 */
export async function typeKeys({ run, press }: Typist): Promise<number[]> {
  await run(() => {
    const root = document.querySelector('comment-widget')?.shadowRoot ?? document;
    const field = root.querySelector('textarea')!;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
  // What the first press brings, its chunk and its checks, is not what every one costs.
  await press('a');
  await sleep(1000);
  await run(() => void (globalThis.keyDelays = []));
  for (let count = 0; count < pressCount; count++) {
    await press('a');
    await sleep(pause);
  }
  return run(() => globalThis.keyDelays);
}
