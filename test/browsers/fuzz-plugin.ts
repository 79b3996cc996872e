import type { Reporter, TestRunnerPlugin } from '@web/test-runner';

/** Fixed, so that who changes nothing gets no red run; `npm run fuzz` looks where this one does not. */
const usualSeed = 20_261_122;
const usualRuns = 2_000;

const { FUZZ_SEED, FUZZ_RUNS } = process.env;

/** A longer run begins elsewhere each time, and says where: `FUZZ_SEED` leads there again. */
const seed = FUZZ_SEED ? Number(FUZZ_SEED) : FUZZ_RUNS ? Date.now() % 2 ** 31 : usualSeed;

/** How often what was tried, by browser. */
const tally = new Map<string, Map<string, number>>();

/** Answers `trial-run.ts`. */
export function fuzzPlugin(): TestRunnerPlugin {
  return {
    name: 'fuzz',
    executeCommand({ command, payload, session }) {
      const { name } = session.browser;
      if (command === 'fuzz-settings') {
        const runs = FUZZ_RUNS ? Number(FUZZ_RUNS) : usualRuns;
        // What is tried is mostly ours, and the same in each engine; a part is for how theirs parse dates, numbers and texts.
        return { seed, runs: name === 'Chrome' ? runs : Math.ceil(runs / 10), isLong: Boolean(FUZZ_RUNS) };
      }
      if (command === 'fuzz-tally') {
        const { what, runs } = payload as { what: string; runs: number };
        const tried = tally.get(name) ?? tally.set(name, new Map()).get(name)!;
        tried.set(what, (tried.get(what) ?? 0) + runs);
        return true;
      }
      return undefined;
    },
  };
}

/** Says at the end how many altered answers each backend gave. */
export function fuzzReporter(): Reporter {
  return {
    stop() {
      const { format } = new Intl.NumberFormat('en');
      for (const [browser, tried] of tally) {
        const sum = [...tried.values()].reduce((total, runs) => total + runs, 0);
        const each = [...tried].sort().map(([what, runs]) => `${what} ${format(runs)}`);
        console.log(`\nFuzz in ${browser}, seed ${seed}: ${format(sum)} altered answers\n${each.join(', ')}`);
      }
    },
  };
}
