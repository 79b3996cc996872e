import { executeServerCommand } from '@web/test-runner-commands';
import fc from 'fast-check';

export interface FuzzSettings {
  readonly seed: number;
  /** How many answers each backend gives. */
  readonly runs: number;
}

/** What `FUZZ_SEED` and `FUZZ_RUNS` say, or what is usual. */
export function fuzzSettings(): Promise<FuzzSettings> {
  return executeServerCommand<FuzzSettings, null>('fuzz-settings');
}

/**
 * Tries a property, and has the end of the test run say how often.
 * @param what what it is tried with, as the list at the end calls it
 * @throws with the smallest case that fails, and the line that comes to it again
 */
export async function tries<T>(what: string, property: fc.IAsyncProperty<T>, settings: FuzzSettings): Promise<void> {
  const { seed, runs } = settings;
  const outcome = await fc.check(property, { seed, numRuns: runs, endOnFailure: true });
  await executeServerCommand('fuzz-tally', { what, runs: outcome.numRuns });
  if (!outcome.failed) return;
  const { counterexample, errorInstance, numShrinks, counterexamplePath } = outcome;
  throw new Error(
    [
      errorInstance instanceof Error ? errorInstance.message : String(errorInstance ?? 'it took too long'),
      `with ${fc.stringify(counterexample)}`,
      `after ${outcome.numRuns} runs and ${numShrinks} steps to a smaller case (${counterexamplePath})`,
      `again: FUZZ_SEED=${seed} FUZZ_RUNS=${runs} npx wtr --files ${location.search}`,
    ].join('\n'),
    { cause: errorInstance },
  );
}
