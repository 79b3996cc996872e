import { chromeLauncher, type ChromeLauncher } from '@web/test-runner-chrome';

/** @param executablePath a Chromium or Chrome, run without a window */
export function chromiumLauncher(executablePath: string): ChromeLauncher {
  return chromeLauncher({
    launchOptions: {
      executablePath,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium refuses to sandbox root
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
    // A context each: pages that run side by side would otherwise share storage and the service worker that fakes the network.
    createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
    concurrency: 2,
  });
}
