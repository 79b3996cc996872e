import { executeServerCommand } from '@web/test-runner-commands';
import fc from 'fast-check';

export interface FuzzSettings {
  readonly seed: number;
  /** How many answers each backend gives. */
  readonly runs: number;
  /** True for a run that may take its time: what fails slowly is made smaller, too. */
  readonly isLong: boolean;
}

/** What `FUZZ_SEED` and `FUZZ_RUNS` say, or what is usual. */
export function fuzzSettings(): Promise<FuzzSettings> {
  return executeServerCommand<FuzzSettings, null>('fuzz-settings');
}

/** In milliseconds: every answer is there at once, so that what takes so long never ends. */
const patience = 30_000;

/** What is tried, and with what. */
export interface Trial<T> {
  /** As the list at the end calls it. */
  readonly what: string;
  readonly property: fc.IAsyncProperty<T>;
  readonly isSlow?: boolean;
}

/**
 * Tries a property, and has the end of the test run say how often.
 * @throws with the smallest case that fails, and the line that comes to it again
 */
export async function tries<T>({ what, property, isSlow = false }: Trial<T>, settings: FuzzSettings): Promise<void> {
  const { seed, runs, isLong } = settings;
  const outcome = await fc.check(property, { seed, numRuns: runs, endOnFailure: isSlow && !isLong, timeout: patience });
  await executeServerCommand('fuzz-tally', { what, runs: outcome.numRuns });
  if (!outcome.failed) return;
  const { counterexample, errorInstance, numShrinks, counterexamplePath } = outcome;
  throw new Error(
    [
      errorInstance instanceof Error ? errorInstance.message : 'something else was thrown',
      `with ${fc.stringify(counterexample)}`,
      `after ${outcome.numRuns} runs and ${numShrinks} steps to a smaller case (${counterexamplePath})`,
      `again: FUZZ_SEED=${seed} npm run fuzz`,
    ].join('\n'),
    { cause: errorInstance },
  );
}
