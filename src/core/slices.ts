/** In milliseconds: half of what a screen has for one of its 60 pictures a second. */
const longest = 8;

/**
 * Goes through a long list without holding up the page: what takes longer than a few milliseconds goes on after whatever else waits,
 * a key press for example. In a tab in the background too, where timers hardly ring.
 * @param work is done with each item in turn, the first of them at once
 * @throws the reason of `signal`, before the slice that nobody waits for any more
 */
export async function inSlices<T>(items: readonly T[], work: (item: T) => void, signal?: AbortSignal): Promise<void> {
  let end = 0;
  for (const item of items) {
    if (performance.now() >= end) {
      if (end) await pause();
      signal?.throwIfAborted();
      end = performance.now() + longest;
    }
    work(item);
  }
}

/** Not everybody has a scheduler; a message is the next best, for nothing slows it down. */
function pause(): Promise<unknown> {
  return (
    globalThis.scheduler?.yield?.() ??
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(0);
    })
  );
}
