import type { Reporter, TestSuiteResult } from '@web/test-runner';

/** Ends the output with one plain line over all browsers: `12 passed, 0 failed`. */
export function summaryReporter(): Reporter {
  return {
    stop({ sessions }) {
      let passed = 0;
      let failed = 0;
      const count = (suite: TestSuiteResult) => {
        for (const test of suite.tests) test.passed ? passed++ : failed++;
        suite.suites.forEach(count);
      };
      for (const session of sessions) {
        const before = failed;
        if (session.testResults) count(session.testResults);
        if (!session.passed && failed === before) failed++; // the file did not even load
      }
      console.log(`\n${passed} passed, ${failed} failed`); // on a line of its own, after the escape codes of the terminal
    },
  };
}
