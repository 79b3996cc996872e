/**
 * How fast the demo's article is with the widget, and with a form made by hand in its place: cold loads on a slow network and key
 * presses, all on a slowed machine. `node test/bench/main.ts 21` loads each page 21 times. It judges nothing: read what it prints.
 */
import { cpus, loadavg } from 'node:os';
import { chromium, type Browser } from 'playwright-core';
import { installed } from '../browsers/installed.ts';
import { measureKeyPresses } from './key-presses.ts';
import { measureLoad, type Load } from './load.ts';
import { quartiles } from './quartiles.ts';
import { openSite, variants, type Site, type Variant } from './site.ts';
import { printTable } from './table.ts';

const rounds = Number(process.argv[2] ?? 9);

/** The form of the widget shall be usable within so many times what the one made by hand takes. */
const goal = 1.15;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const weight = (scripts: Load['scripts']) => sum(scripts.map(({ bytes }) => bytes)) / 1000;
const early = ({ scripts, usable }: Load) => scripts.filter(({ arrived }) => arrived < usable);

/** The columns of the table, in milliseconds where nothing else is said. */
const columns: Readonly<Record<string, readonly [digits: number, measure: (load: Load) => number]>> = {
  'KB to form': [1, (load) => weight(early(load))],
  'KB in all': [1, ({ scripts }) => weight(scripts)],
  'scripts in': [0, (load) => Math.max(0, ...early(load).map(({ arrived }) => arrived))],
  usable: [0, ({ usable }) => usable],
  comments: [0, ({ shown }) => shown],
  'main thread': [0, ({ mainThread }) => mainThread],
  scripting: [0, ({ scripting }) => scripting],
  blocking: [0, ({ longTasks }) => sum(longTasks.map((duration) => duration - 50))],
  longest: [0, ({ longTasks }) => Math.max(0, ...longTasks)],
  CLS: [3, ({ shift }) => shift],
};

function withSpread(values: readonly number[], digits: number): string {
  const [lower, median, upper] = quartiles(values).map((value) => value.toFixed(digits));
  return lower === upper ? median! : `${median} (${lower}–${upper})`;
}

/** One load of each variant a round, so that what disturbs the machine for a while disturbs all of them. */
async function loadAll(browser: Browser, { url }: Site): Promise<Record<Variant, Load>[]> {
  // Who follows a link to the comments has them in view from the first frame on, and sees whatever moves there.
  const measure = (variant: Variant) => measureLoad(browser, `${url}/${variant}#commentaires`);
  const loads = [];
  for (let round = 0; round < rounds; round++)
    loads.push({
      widget: await measure('widget'),
      'hand-written': await measure('hand-written'),
      standalone: await measure('standalone'),
      native: await measure('native'),
    });
  return loads;
}

function printLoads(loads: readonly Readonly<Record<Variant, Load>>[]): void {
  const row = (variant: Variant) => {
    const cells = Object.entries(columns).map(([column, [digits, measure]]) => {
      const values = loads.map((round) => measure(round[variant]));
      return [column, withSpread(values, digits)] as const;
    });
    return { page: variant, ...Object.fromEntries(cells) };
  };
  printTable(variants.map(row));
}

function printRatio(loads: readonly Readonly<Record<Variant, Load>>[]): void {
  const usable = (variant: Variant) => quartiles(loads.map((round) => round[variant].usable))[1];
  const ratio = usable('widget') / usable('hand-written');
  const ofRounds = loads.map((round) => round.widget.usable / round['hand-written'].usable);
  console.log(
    `\nusable, widget to hand-written: ${ratio.toFixed(2)}, goal ${goal}; by round ${withSpread(ofRounds, 2)}`,
  );
}

async function printKeyPresses(browser: Browser, { url }: Site): Promise<void> {
  const rows = [];
  for (const variant of ['widget', 'hand-written'] as const) {
    const empty = await measureKeyPresses(browser, `${url}/${variant}`, 0);
    const full = await measureKeyPresses(browser, `${url}/${variant}`, 65_536);
    rows.push({ page: variant, 'empty field': withSpread(empty, 1), 'with 64 KB': withSpread(full, 1) });
  }
  printTable(rows);
}

const executablePath = installed('chromium');
if (!executablePath) throw new Error('No Chromium to measure in: node test/browsers/install.ts');
// Chromium refuses to sandbox root.
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const site = await openSite();
try {
  const load = loadavg().map((average) => average.toFixed(1));
  console.log(`Chromium ${browser.version()}, ${cpus().length} cores, load average ${load.join(' ')}`);
  console.log(`\nmedians of ${rounds} cold loads (quartiles): 4× CPU slowdown, 562 ms a request, 1.44 Mbit/s`);
  const loads = await loadAll(browser, site);
  printLoads(loads);
  printRatio(loads);
  console.log('\nms from key press to frame, medians of 50 (quartiles): 4× CPU slowdown');
  await printKeyPresses(browser, site);
} finally {
  await browser.close();
  await site.close();
}
