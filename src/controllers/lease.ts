import { uuid } from '../core/uuid.js';
import { withStorage } from './local-storage.js';

/** In milliseconds: longer than any attempt takes, with all that is looked for before it. */
const longest = 120_000;

/** In milliseconds: what another tab needs to write over ours, where both begin at once. */
const settling = 150;

/**
 * Does something unless another tab is at it.
 * @param name what it is done to
 * @returns whether it was done
 */
export async function withLease(name: string, work: () => Promise<void> | void): Promise<boolean> {
  const own = `comment-widget:lease ${name}`;
  // They are there in secure contexts only, and not every intranet is one.
  const locks = navigator.locks as LockManager | undefined;
  let isAnswered = false;
  try {
    if (locks)
      return await locks.request(own, { ifAvailable: true }, async (lock) => {
        isAnswered = true;
        if (lock) await work();
        return !!lock;
      });
  } catch (error) {
    // Where a page has no storage it may have no locks either.
    if (isAnswered) throw error;
  }
  const mark = `${Date.now() + longest} ${uuid()}`;
  if (!(await claim(own, mark))) return false;
  try {
    await work();
  } finally {
    withStorage((storage) => storage.getItem(own) === mark && storage.removeItem(own));
  }
  return true;
}

/** A word in the storage that all tabs read. Where nothing can be written, no other tab knows of the work either. */
async function claim(own: string, mark: string): Promise<boolean> {
  const read = () => withStorage((storage) => storage.getItem(own));
  const left = parseInt(read() ?? '0', 10) - Date.now();
  // More than there ever is comes from a clock that was set back since.
  if (left > 0 && left <= longest) return false;
  withStorage((storage) => storage.setItem(own, mark));
  await new Promise((resolve) => setTimeout(resolve, settling));
  return (read() ?? mark) === mark;
}
