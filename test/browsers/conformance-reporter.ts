import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, TestSuiteResult } from '@web/test-runner';

/** What each adapter was seen to do: the tests of the contract that passed in all browsers, by what the suite calls the adapter. */
export type Conformance = Record<string, string[]>;

export const conformanceFile = 'dist/conformance.json';

const title = / keeps the contract of adapters$/;

/** Writes down which adapter keeps what of the contract, for the README's table. Only of a run over all adapters. */
export function conformanceReporter(): Reporter {
  return {
    stop({ sessions }) {
      const kept = new Map<string, Map<string, boolean>>();
      const look = (suite: TestSuiteResult) => {
        if (title.test(suite.name)) {
          const name = suite.name.replace(title, '');
          const tests = kept.get(name) ?? kept.set(name, new Map()).get(name)!;
          for (const test of suite.tests) tests.set(test.name, (tests.get(test.name) ?? true) && test.passed);
        }
        suite.suites.forEach(look);
      };
      for (const { testResults } of sessions) if (testResults) look(testResults);
      if (!kept.has('memory')) return;
      const passed = [...kept].map(([name, tests]) => [name, [...tests.keys()].filter((test) => tests.get(test))]);
      mkdirSync('dist', { recursive: true });
      writeFileSync(conformanceFile, JSON.stringify(Object.fromEntries(passed.sort()) as Conformance, null, 1));
    },
  };
}
