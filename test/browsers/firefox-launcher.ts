import { setTimeout as delay } from 'node:timers/promises';
import { ChromeLauncher } from '@web/test-runner-chrome';
import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer-core';

/** An ordinary Firefox: Puppeteer speaks WebDriver BiDi to it, so no driver has to be installed. */
export class FirefoxLauncher extends ChromeLauncher {
  #browser: Browser | undefined;

  constructor(executablePath: string) {
    super(
      { browser: 'firefox', executablePath },
      ({ browser }) => browser.defaultBrowserContext(),
      ({ context }) => context.newPage(),
      puppeteer as never, // typed as the module, used as its default export
      1,
    );
  }

  override async launchBrowser(options?: LaunchOptions): Promise<Browser> {
    this.#browser = await super.launchBrowser(options);
    return this.#browser;
  }

  /** Firefox takes seconds to quit while a service worker lives, and nothing of its profile is worth the wait. */
  override async stop(): Promise<void> {
    await Promise.race([super.stop(), delay(500)]);
    this.#browser?.process()?.kill('SIGKILL');
  }
}
