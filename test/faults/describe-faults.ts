import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { installed } from '../browsers/installed.ts';
import { openBackend } from './backends.ts';
import { run } from './bench.ts';
import { describeFinding } from './results.ts';

const executablePath = installed('chromium');

/**
 * A few dozen comments to one backend, for each seed.
 * @param reason why the backend cannot be had, where it cannot
 */
export function describeFaults(backendName: string, seeds: readonly number[], reason?: string): void {
  const against = executablePath ? reason : 'Chromium is not installed';
  const name = `comments to ${backendName}, on a bad line`;
  describe(against === undefined ? name : `${name} (${against})`, { skip: against !== undefined }, () => {
    let browser: Browser;
    before(async () => {
      // Chromium refuses to sandbox root.
      browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    });
    after(() => browser.close());

    for (const seed of seeds)
      it(`are in once, or known not to be: seed ${seed}`, async () => {
        const backend = await openBackend(backendName);
        try {
          const { findings, sent, toldIn, givenUp, unsure } = await run({ browser, backend, seed, comments: 24 });
          assert.deepEqual(findings.map(describeFinding), []);
          assert.equal(toldIn + givenUp + unsure, sent);
          assert.ok(toldIn > 0 && givenUp + unsure > 0, 'nothing much happened');
        } finally {
          await backend.close();
        }
      });
  });
}
