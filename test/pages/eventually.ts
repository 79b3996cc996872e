import { setTimeout as delay } from 'node:timers/promises';
import { patience } from './chromium.ts';

/**
 * Tries until it goes well.
 * @throws what the last try threw, when time is up
 */
export async function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(20);
    }
  }
}
