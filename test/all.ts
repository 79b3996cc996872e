/** Runs the tests in browsers, of what is slimmed for script tags, against real servers, and in Node, and ends with all that failed and one line over all. */
import { spawn } from 'node:child_process';

interface Result {
  passed: number;
  failed: number;
  /** What the reporter says of each failing test, as a line. */
  failures: string[];
}

/** Shows what an npm script prints, and reads its result from there. */
async function run(script: string, count: RegExp, settings: NodeJS.ProcessEnv = {}): Promise<Result> {
  const env = { ...process.env, ...settings };
  const child = spawn(`npm run --silent ${script}`, { stdio: ['ignore', 'pipe', 'inherit'], shell: true, env });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  const [last] = [...output.matchAll(count)].slice(-1);
  const passed = Number(last?.groups?.['passed'] ?? 0);
  const failed = Number(last?.groups?.['failed'] ?? 0);
  return {
    passed,
    failed: status === 0 ? failed : Math.max(failed, 1),
    failures: status === 0 ? [] : [...new Set(output.match(/^ *✖ .+$/gm))],
  };
}

const inBrowsers = /(?<passed>\d+) passed, (?<failed>\d+) failed/g;

/** What the reporter says of a file that came to no end: its browser died, or it did not load. */
const interrupted = /^✖ (?<browser>\w+) › (?<file>\S+\.test\.ts)$/;
const engines: Readonly<Record<string, string>> = { Chrome: 'chromium', Firefox: 'firefox', WebKit: 'webkit' };

/** A browser that died says nothing of the tests it took along: they are run once more, by themselves. What a test has said stays said. */
async function withInterrupted(result: Result): Promise<Result> {
  const { failures } = result;
  const files = failures.map((failure) => interrupted.exec(failure)?.groups).filter((groups) => groups !== undefined);
  if (!files.length || files.length < result.failed) return result;
  const again = { ...result, failed: 0, failures: [] as string[] };
  for (const { browser = '', file = '' } of files) {
    console.log(`\n${browser} came to no end with ${file}: once more`);
    const {
      passed,
      failed,
      failures: more,
    } = await run(`test:browsers -- --files ${file}`, inBrowsers, { BROWSERS: engines[browser] });
    again.passed += passed;
    again.failed += failed;
    again.failures.push(...more);
  }
  return again;
}

const inNode = /^ℹ pass (?<passed>\d+)\nℹ fail (?<failed>\d+)/gm;

const results = [
  await withInterrupted(await run('test:browsers', inBrowsers)),
  await run('test:slim', inBrowsers),
  await run('test:real', inNode),
  await run('test:node', inNode),
];

for (const failure of results.flatMap(({ failures }) => failures)) console.log(failure);
const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
