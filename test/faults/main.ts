/**
 * Has readers write hundreds of comments to real backends while all that can goes wrong in between, and holds what they were told against
 * what is stored. `node test/faults/main.ts --seed 7 --comments 400 --readers 3 --backend rest --backend waline`: by default a seed of
 * chance, which is printed, and every backend. Ends with 1 where anything is not as it was told.
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { printTable } from '../bench/table.ts';
import { installed } from '../browsers/installed.ts';
import { backendNames, openBackend } from './backends.ts';
import { run } from './bench.ts';
import { describeFinding, resultOf, tableOf, writeResult, type Result } from './results.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    comments: { type: 'string', default: '300' },
    readers: { type: 'string', default: '3' },
    backend: { type: 'string', multiple: true, default: [...backendNames] },
  },
});
const [seed, comments, readers] = [values.seed, values.comments, values.readers].map(Number) as [
  number,
  number,
  number,
];
if (![seed, comments, readers].every(Number.isInteger))
  throw new Error('--seed, --comments and --readers are whole numbers');

const executablePath = installed('chromium');
if (!executablePath) throw new Error('No Chromium to write in: node test/browsers/install.ts');
// Chromium refuses to sandbox root.
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const results: Result[] = [];
try {
  for (const name of values.backend) {
    console.log(`${name}: ${comments} comments, seed ${seed}`);
    const backend = await openBackend(name);
    try {
      const found = await run({ browser, backend, seed, comments, readers });
      const result = resultOf(name, seed, found);
      results.push(result);
      writeResult(result);
      for (const finding of found.findings) console.log(describeFinding(finding));
      if (found.findings.length > 0) process.exitCode = 1;
    } finally {
      await backend.close();
    }
  }
} finally {
  await browser.close();
}
const [head, rows] = tableOf(results);
printTable(rows.map((row) => Object.fromEntries(head.map((column, index) => [column, row[index]!]))));
