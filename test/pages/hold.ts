import type { Page } from 'playwright-core';

/** Keeps the answers to these requests from coming until they are let go. */
export async function hold(page: Page, address: string): Promise<{ readonly release: () => void }> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  await page.route(address, async (route) => {
    await promise;
    await route.continue();
  });
  return { release: () => resolve(undefined) };
}
