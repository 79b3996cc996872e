import { after, describe, type TestContext } from 'node:test';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { installed } from '../browsers/installed.ts';

const executablePath = installed('chromium');

/** In milliseconds: far more than anything takes, even on a machine that does other things as well. */
export const patience = 30_000;

let launched: Promise<Browser> | undefined;

after(async () => (await launched)?.close());

/** A suite whose tests look at pages; where there is no Chromium it is skipped, and says so. */
export function describeInChromium(name: string, tests: () => void): void {
  describe(name, { skip: executablePath ? false : 'Chromium is not installed' }, tests);
}

/** A visitor of their own: nothing stored, nothing cached. The browser is the same for all tests of a file. */
export async function openContext(t: TestContext, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  // Chromium refuses to sandbox root.
  launched ??= chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  const context = await (await launched).newContext({ locale: 'fr-FR', ...options });
  context.setDefaultTimeout(patience);
  t.after(() => context.close());
  return context;
}
