/** In milliseconds: half of what a screen has for one of its 60 pictures a second. */
const longest = 8;

/**
 * Goes through a long list without holding up the page: every few milliseconds of it are a task of their own, after whatever else waits,
 * a key press for example. In a tab in the background too, where timers hardly ring.
 * @param work is done with each item in turn
 * @throws the reason of `signal`, before the slice that nobody waits for any more
 */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void, signal?: AbortSignal): Promise<void> {
  let end = 0;
  for (const item of items) {
    if (performance.now() >= end) {
      await pause(signal);
      end = performance.now() + longest;
    }
    work(item);
  }
}

/**
 * Goes on in another task, after whatever waits already. Not by `scheduler.yield()`, which goes before the browser's next frame: what
 * is drawn would be seen late, and so much of it at once that the frame takes long.
 * @throws the reason of `signal`, once nobody waits for it any more
 */
export async function pause(signal?: AbortSignal): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  port2.postMessage(0);
  await new Promise((resolve) => (port1.onmessage = resolve));
  port1.close();
  signal?.throwIfAborted();
}
