import { turn } from './eventually.js';

/** Import this, and no test of the file passes in which anything goes wrong unnoticed, in the page or on its console. */
const uncaught: string[] = [];
let written: string[] = [];

const real = { warn: console.warn, error: console.error };

function note(...args: unknown[]): void {
  const text = args.map(String).join(' ');
  // What Lit finds remarkable in its development build.
  if (!text.includes('lit.dev/msg')) written.push(text);
}

/** @returns what the widget told the site's owner; asking for it is what makes it expected. */
export function consoleTold(): string[] {
  const told = written;
  written = [];
  return told;
}

addEventListener('error', ({ message }) => uncaught.push(message));
addEventListener('unhandledrejection', ({ reason }) => uncaught.push(`in a promise: ${String(reason)}`));

beforeEach(() => {
  console.warn = console.error = note;
});

afterEach(async function () {
  await turn();
  Object.assign(console, real);
  const wrongs = [...uncaught.splice(0), ...consoleTold()];
  // Of this test only: a hook that throws would end the whole file. Mocha's types do not know how.
  const { test } = this as unknown as { test: { error(problem: Error): void } };
  if (wrongs.length > 0) test.error(new Error(`Nobody expected: ${wrongs.join('\n')}`));
});
