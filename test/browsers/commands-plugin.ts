import { ChromeLauncher } from '@web/test-runner-chrome';
import type { TestRunnerPlugin } from '@web/test-runner';
import type { CDPSession, Page } from 'puppeteer-core';
import type { MediaFeatures, WindowSize } from './commands.ts';
import { WebKitLauncher } from './webkit-launcher.ts';

/** An empty value gives a feature back to the machine; one that is left out would stay as it was. */
const unset: Required<MediaFeatures> = {
  'forced-colors': '',
  'prefers-color-scheme': '',
  'prefers-contrast': '',
  'prefers-reduced-motion': '',
};

/** One a page, kept: what a session has emulated, only that session can take back. */
const devTools = new WeakMap<Page, Promise<CDPSession>>();

function devToolsOf(page: Page): Promise<CDPSession> {
  const session = devTools.get(page) ?? page.createCDPSession();
  devTools.set(page, session);
  return session;
}

/** Answers `commands.ts`: what @web/test-runner-commands does not do in all three engines. */
export function commandsPlugin(): TestRunnerPlugin {
  return {
    name: 'browser-commands',
    async executeCommand({ command, payload, session }) {
      const { browser } = session;
      if (command === 'window-size') {
        const { width, height } = payload as WindowSize;
        if (browser instanceof WebKitLauncher) await browser.resize(width, height);
        if (browser instanceof ChromeLauncher) await browser.getPage(session.id).setViewport({ width, height });
        return true;
      }
      if (command === 'media') {
        // Only Chromium can be told; `name` is what tells it from Firefox, which has the same launcher.
        if (!(browser instanceof ChromeLauncher) || browser.name === 'Firefox') return false;
        const tools = await devToolsOf(browser.getPage(session.id));
        const features = Object.entries({ ...unset, ...(payload as MediaFeatures) });
        await tools.send('Emulation.setEmulatedMedia', {
          features: features.map(([name, value]) => ({ name, value })),
        });
        return true;
      }
      return undefined;
    },
  };
}
