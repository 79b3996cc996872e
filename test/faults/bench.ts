import type { Browser } from 'playwright-core';
import { audit, type Audit } from './audit.ts';
import type { Backend } from './backend.ts';
import { FaultPlan } from './fault-plan.ts';
import { FaultProxy } from './fault-proxy.ts';
import { Ledger } from './ledger.ts';
import type { Mark } from './mark.ts';
import { Sitting } from './sitting.ts';
import { Visitor } from './visitor.ts';

/** How many comments one reader writes before another one comes, with nothing stored, at an article of their own. */
const mostOfOneReader = 10;

export interface RunOptions {
  readonly browser: Browser;
  readonly backend: Backend;
  readonly seed: number;
  readonly comments: number;
  /** How many readers there are at once. Default 3. */
  readonly readers?: number;
}

/**
 * Has readers write to a backend while all that can goes wrong between the two.
 * @returns what they were told, held against what is stored in the end
 * @throws Error when a comment comes to no end, with all that happened to it
 */
export async function run({ browser, backend, seed, comments, readers = 3 }: RunOptions): Promise<Audit> {
  const ledger = new Ledger();
  const count = Math.ceil(comments / mostOfOneReader);
  let next = 0;

  async function sit(): Promise<void> {
    while (next < count) {
      const reader = ++next;
      const plan = new FaultPlan(seed, reader);
      const tell = (mark: Mark, event: string) => ledger.note(mark, event);
      const proxy = await FaultProxy.open({ plan, backend, tell });
      const visitor = await Visitor.at(await backend.openArticle(), browser, proxy.url);
      const left = Math.min(comments - (reader - 1) * mostOfOneReader, mostOfOneReader);
      try {
        await new Sitting({ seed, reader, comments: left, ledger, visitor, proxy, plan }).run();
      } catch (cause) {
        const open = ledger.entries.filter(({ told }) => told === 'nothing');
        const histories = open.map(({ mark, history }) => [mark, ...history].join('\n  '));
        throw new Error([`seed ${seed}, reader ${reader}: ${String(cause)}`, ...histories].join('\n'), { cause });
      } finally {
        await visitor.close();
        await proxy.close();
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(readers, count) }, sit));
  return audit(ledger.entries, await backend.stored());
}
