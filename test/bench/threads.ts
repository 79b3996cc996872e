/**
 * How a thread of 100, 1 000 and 10 000 comments is read, on a slowed machine: in one answer, page after page, and by a page written
 * by hand that draws all at once. It judges nothing: read what it prints. `node test/bench/threads.ts pages-10000` measures that one.
 */
import { cpus, loadavg } from 'node:os';
import { installed } from '../browsers/installed.ts';
import { quartiles } from './quartiles.ts';
import { printTable } from './table.ts';
import { measureFirstWord, measureRounds, measureThread } from './thread-load.ts';
import { manners, openThreadSite } from './thread-site.ts';

const counts = [0, 100, 1000, 10_000];
const rounds = 200;
/** All of them, and what comes after, where none is named. */
const wanted = process.argv.slice(2);

const executablePath = installed('chromium');
if (!executablePath) throw new Error('No Chromium to measure in: node test/browsers/install.ts');
const site = await openThreadSite(counts);
try {
  const load = loadavg().map((average) => average.toFixed(1));
  console.log(`${cpus().length} cores, load average ${load.join(' ')}`);
  console.log(
    '\n4× CPU slowdown, network of this machine; milliseconds since the reader came to the comments, megabytes of heap; keys: median (quartiles) of 50',
  );
  const rows = [];
  for (const manner of manners)
    for (const count of counts) {
      if (wanted.length && !wanted.includes(`${manner}-${count}`)) continue;
      const { comments, first, last, longestTask, keys, heap } = await measureThread(
        executablePath,
        site.address(manner, count),
        count === 0,
      );
      const [lower, median, upper] = quartiles(keys).map((key) => key.toFixed(1));
      rows.push({
        read: `${manner}, ${count}`,
        'in the page': String(comments),
        'first seen': first.toFixed(0),
        'all there': last.toFixed(0),
        'longest task': longestTask.toFixed(0),
        'key press': `${median} (${lower}–${upper})`,
        heap: heap.toFixed(1),
      });
    }
  printTable(rows);
  if (!wanted.length) {
    const { heap, nodes } = await measureRounds(executablePath, site.address('pages', 100), rounds);
    console.log(
      `\nafter ${rounds} rounds of connecting and disconnecting: ${(heap / 1000).toFixed(0)} KB of heap, ${nodes} nodes more`,
    );
    const word = await measureFirstWord(executablePath);
    console.log(`the first number that Intl says in French: ${word.toFixed(0)} ms`);
  }
} finally {
  await site.close();
}
