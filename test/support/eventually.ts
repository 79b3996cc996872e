/** The real one, also while a test holds the clock. */
const { setTimeout: delay } = window;

/** One turn of the event loop, after every promise that is settled by now and every message that is on its way. */
export async function turn(): Promise<void> {
  await new Promise((resolve) => delay(resolve));
  const { port1, port2 } = new MessageChannel();
  port2.postMessage(0);
  await new Promise((resolve) => (port1.onmessage = resolve));
  port1.close();
}

/** The next picture the browser paints, before which it takes the focus from what is no longer there to be seen. */
export function frame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => delay(resolve)));
}

/**
 * Waits until something is so.
 * @returns what the condition gave
 * @throws when it is not so for so long that it will never be
 */
export async function eventually<T>(condition: () => T): Promise<NonNullable<T>> {
  for (let patience = 1000; patience > 0; patience--) {
    const value = condition();
    if (value) return value;
    await new Promise((resolve) => delay(resolve, 5));
  }
  throw new Error(`It was never so: ${String(condition)}`);
}
