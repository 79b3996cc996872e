import type { Browser, CDPSession, Page } from 'playwright-core';

/** How many times slower than this machine the reader's is. */
export const cpuSlowdown = 4;

/** “Slow 4G” of Chromium's developer tools; a request waits `latency` milliseconds, throughputs are in bytes a second. */
const slowNetwork = {
  offline: false,
  latency: 562,
  downloadThroughput: 1_440_000 / 8,
  uploadThroughput: 675_000 / 8,
};

export interface SlowPage {
  readonly page: Page;
  readonly session: CDPSession;
}

/** Opens an empty page that nothing is known to yet, uses it, and closes it whatever happens. */
export async function withSlowPage<T>(
  browser: Browser,
  { isNetworkSlow }: { readonly isNetworkSlow: boolean },
  use: (page: SlowPage) => Promise<T>,
): Promise<T> {
  const viewport = { width: 1280, height: 800 };
  // Without it the demo scrolls smoothly to the comments, and what moves meanwhile is not counted.
  const reducedMotion = 'reduce';
  const context = await browser.newContext({ viewport, reducedMotion, locale: 'fr-FR' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    if (isNetworkSlow) await session.send('Network.emulateNetworkConditions', slowNetwork);
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
    return await use({ page, session });
  } finally {
    await context.close();
  }
}
