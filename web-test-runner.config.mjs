import { existsSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromiumLauncher } from './test/browsers/chromium-launcher.ts';
import { commandsPlugin } from './test/browsers/commands-plugin.ts';
import { fakeNetworkPlugin } from './test/browsers/fake-network-plugin.ts';
import { conformanceReporter } from './test/browsers/conformance-reporter.ts';
import { FirefoxLauncher } from './test/browsers/firefox-launcher.ts';
import { fuzzPlugin, fuzzReporter } from './test/browsers/fuzz-plugin.ts';
import { engines, installed } from './test/browsers/installed.ts';
import { summaryReporter } from './test/browsers/summary-reporter.ts';
import { WebKitLauncher } from './test/browsers/webkit-launcher.ts';

const launchers = {
  chromium: chromiumLauncher,
  firefox: (path) => new FirefoxLauncher(path),
  webkit: (path) => new WebKitLauncher(path),
};

/** `BROWSERS=chromium,webkit` asks for those two; otherwise the tests run in what the machine has. */
function browsers() {
  const asked = process.env.BROWSERS ? process.env.BROWSERS.split(',') : undefined;
  const missing = (asked ?? []).filter((engine) => !(engine in launchers && installed(engine)));
  if (missing.length > 0) throw new Error(`BROWSERS asks for ${missing.join(', ')}, which this machine does not have`);
  // What differs there is ours, not the browser's: one is enough.
  const chosen = asked ?? engines.filter(installed).slice(0, process.env.SLIM ? 1 : undefined);
  if (chosen.length === 0) throw new Error('No browser to test in: node test/browsers/install.ts');
  console.log(`Testing in ${chosen.join(', ')}`);
  return chosen.map((engine) => launchers[engine](installed(engine)));
}

/** `DIST=1` tests what rollup built instead of the sources. */
const built = Boolean(process.env.DIST);

const builtPlugin = {
  name: 'built',
  resolveImport({ source }) {
    const [, path] = /^(?:\.\.\/)+src(\/.+)$/.exec(source) ?? [];
    // What only the bundles hold has no file of its own there.
    return built && path && existsSync(`dist/esm${path}`) ? `/dist/esm${path}` : undefined;
  },
};

/** `SLIM=1` tests the sources with what the files for script tags have in the place of these. */
const slimmed = process.env.SLIM
  ? {
      lit: '/src/elements/lit-element.ts',
      'lit/html.js': '/src/elements/lit-html.ts',
      'zod/mini': '/src/core/schema.ts',
    }
  : {};

const slimPlugin = {
  name: 'slim',
  resolveImport: ({ source, context }) => (context.path.startsWith('/src/') ? slimmed[source] : undefined),
};

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: 'test/{core,adapters,locales,controllers,elements,fuzz}/**/*.test.ts',
  // "browser" also for msw, whose dependencies resolve to their Node builds otherwise.
  nodeResolve: { browser: true, exportConditions: ['browser', built ? 'production' : 'development'] },
  plugins: [
    builtPlugin,
    slimPlugin,
    fakeNetworkPlugin(),
    commandsPlugin(),
    fuzzPlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' }),
  ],
  reporters: [defaultReporter({ reportTestProgress: false }), fuzzReporter(), summaryReporter(), conformanceReporter()],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  browsers: browsers(),
  concurrentBrowsers: 2,
  // Mocha's own 2 seconds are short for axe on a busy machine.
  testFramework: { config: { timeout: 10_000 } },
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  // A longer run of the fuzz tests is as long as it was asked to be.
  testsFinishTimeout: process.env.FUZZ_RUNS ? 3_600_000 : 120_000,
};
