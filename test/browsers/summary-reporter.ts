import type { Reporter, TestResult, TestSession, TestSuiteResult } from '@web/test-runner';

interface NamedTest extends TestResult {
  path: string[];
}

const tests = (suite: TestSuiteResult, path: string[] = []): NamedTest[] => [
  ...suite.tests.map((test) => ({ ...test, path: [...path, test.name] })),
  ...suite.suites.flatMap((inner) => tests(inner, [...path, inner.name])),
];

const failing = (session: TestSession, ...what: string[]) => `✖ ${[session.browser.name, ...what].join(' › ')}`;

/** Ends the output with a line for each failing test, and one over all browsers: `12 passed, 0 failed`. */
export function summaryReporter(): Reporter {
  return {
    stop({ sessions }) {
      let passed = 0;
      const failures: string[] = [];
      for (const session of sessions) {
        const results = session.testResults ? tests(session.testResults) : [];
        const failed = results.filter((test) => !test.passed);
        passed += results.length - failed.length;
        for (const { path, error } of failed)
          failures.push(failing(session, ...path, error?.message.split('\n')[0] ?? ''));
        // The file did not even load.
        if (!session.passed && failed.length === 0) failures.push(failing(session, session.testFile ?? ''));
      }
      // On lines of their own, after the escape codes of the terminal.
      console.log(['', ...failures, `${passed} passed, ${failures.length} failed`].join('\n'));
    },
  };
}
