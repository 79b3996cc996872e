import { typeKeys, watchKeys } from './key-presses.ts';
import { QuietPage } from './quiet-page.ts';

/** One reading of a thread. Times in milliseconds since the reader came to it. */
export interface ThreadLoad {
  /** How many comments there are in the page in the end. */
  readonly comments: number;
  readonly first: number;
  readonly last: number;
  /** The longest task until the page came to rest. */
  readonly longestTask: number;
  /** From a key press to the frame that shows it, of each key. */
  readonly keys: readonly number[];
  /** Of the page at rest, in megabytes. */
  readonly heap: number;
}

/** A page's script, so that it uses nothing from outside itself: scrolls to the comments, and reads on as long as there are more. */
async function readThread(isEmpty: boolean): Promise<Pick<ThreadLoad, 'first' | 'last'>> {
  const quiet = 2000;
  const patience = 180_000;
  const place = document.querySelector('#commentaires')!;
  const root = place.querySelector('comment-widget')?.shadowRoot ?? place;
  const buttons = root.querySelector('comment-thread')?.children ?? [];
  const lists = root.querySelector('[part="lists"]') ?? root.querySelector('ol')!;
  const start = performance.now();
  let seen = '';
  let first = 0;
  let last = 0;
  const look = () => {
    if (root.querySelector('article')) first = performance.now() - start;
    else requestAnimationFrame(look);
  };
  look();
  place.scrollIntoView();
  for (let now = 0; now - last < quiet || (!first && !isEmpty); now = performance.now() - start) {
    await new Promise((resolve) => setTimeout(resolve, 16));
    // Counting ten thousand comments would be the longest task of all: the last list tells how far it is.
    const end = lists.lastElementChild;
    const drawn = `${lists.childElementCount} ${end?.querySelectorAll('article').length}`;
    const more = [...buttons].find((button) => button.matches('[part="retry"][aria-disabled="false"]'));
    (more as HTMLElement | undefined)?.click();
    if (more || drawn !== seen) last = performance.now() - start;
    seen = drawn;
    if (now > patience) throw new Error(`Only ${lists.querySelectorAll('article').length} comments in time`);
  }
  return { first, last };
}

/** A page's script, so that it uses nothing from outside itself. */
function countComments(): number {
  const place = document.querySelector('#commentaires')!;
  return (place.querySelector('comment-widget')?.shadowRoot ?? place).querySelectorAll('article').length;
}

/** Opens a page on a slowed machine, lets it come to rest, goes to its comments, and writes a few words. */
export function measureThread(executablePath: string, url: string, isEmpty: boolean): Promise<ThreadLoad> {
  return QuietPage.use(executablePath, async (page) => {
    await page.open(url);
    await page.run(watchKeys, undefined);
    const sight = { first: 0, last: 0 };
    const longestTask = await page.longestTask(async () => Object.assign(sight, await page.run(readThread, isEmpty)));
    const comments = await page.run(countComments, undefined);
    const { heap } = await page.memory();
    const keys = await typeKeys({ run: (work) => page.run(work, undefined), press: (letter) => page.press(letter) });
    return { ...sight, comments, longestTask, heap: heap / 1e6, keys };
  });
}

/** What is left of a widget that comes and goes, over so many rounds, in bytes of heap and in nodes. */
export function measureRounds(
  executablePath: string,
  url: string,
  rounds: number,
): Promise<{ readonly heap: number; readonly nodes: number }> {
  return QuietPage.use(executablePath, async (page) => {
    await page.open(url);
    // The first rounds fill caches that stay.
    await page.run(goRound, 100);
    const before = await page.memory();
    await page.run(goRound, rounds);
    const after = await page.memory();
    return { heap: after.heap - before.heap, nodes: after.nodes - before.nodes };
  });
}

/** A page's script, so that it uses nothing from outside itself. */
async function goRound(rounds: number): Promise<void> {
  const place = document.querySelector('#commentaires')!;
  place.scrollIntoView();
  for (let round = 0; round < rounds; round++) {
    const old = place.querySelector('comment-widget')!;
    const fresh = old.cloneNode() as HTMLElement;
    old.replaceWith(fresh);
    while (!fresh.shadowRoot?.querySelector('article')) await new Promise(requestAnimationFrame);
  }
  // The last one is drawn to its end.
  await new Promise((resolve) => setTimeout(resolve, 5000));
}

/** In milliseconds: what the library does without, for it cannot be done in parts. */
export function measureFirstWord(executablePath: string): Promise<number> {
  return QuietPage.use(executablePath, (page) =>
    page.run(() => {
      const start = performance.now();
      (12).toLocaleString('fr');
      return performance.now() - start;
    }, undefined),
  );
}
