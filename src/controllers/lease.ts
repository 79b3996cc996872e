import { uuid } from '../core/uuid.js';

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
  if (locks)
    return locks.request(own, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
      return !!lock;
    });
  if (!(await claim(own))) return false;
  try {
    await work();
  } finally {
    withoutFail(() => localStorage.removeItem(own));
  }
  return true;
}

/** A word in the storage that all tabs read. Where nothing can be written, no other tab knows of the work either. */
async function claim(own: string): Promise<boolean> {
  const mark = `${Date.now() + longest} ${uuid()}`;
  const read = () => withoutFail(() => localStorage.getItem(own));
  if (parseInt(read() ?? '0', 10) > Date.now()) return false;
  withoutFail(() => localStorage.setItem(own, mark));
  await new Promise((resolve) => setTimeout(resolve, settling));
  return (read() ?? mark) === mark;
}

function withoutFail<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
