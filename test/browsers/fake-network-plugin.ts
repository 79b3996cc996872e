import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestRunnerPlugin } from '@web/test-runner';

const worker = fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js'));

/** Serves the service worker of msw at the root, which is its scope, straight from the package: no copy to keep in step. */
export function fakeNetworkPlugin(): TestRunnerPlugin {
  return {
    name: 'fake-network',
    serve({ path }) {
      return path === '/mockServiceWorker.js' ? { body: readFileSync(worker, 'utf8'), type: 'js' } : undefined;
    },
  };
}
