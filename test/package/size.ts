/** What the built files weigh, and what in them weighs it. Ends with 1 where a budget is exceeded. */
import { globSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { basename, posix } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** The first one that a source fits is its part. */
const parts: readonly [part: string, sources: RegExp][] = [
  ['lit', /node_modules\/|src\/elements\/lit-(element|html)\.ts/],
  ['zod', /node_modules\/zod\//],
  ['core', /src\/core\//],
  ['adapters', /src\/adapters\//],
  ['controllers', /src\/controllers\//],
  ['styles', /src\/elements\/styles\//],
  ['elements', /src\/elements\//],
  ['locales', /src\/locales\//],
  ['entry', /./],
];

const read = (file: string) => readFileSync(`dist/${file}`, 'utf8');

/** The file and what it imports without being asked: what a browser loads before the first line runs. */
function withStaticImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, specifier] of read(file).matchAll(/\b(?:from|import)\s*"(\.[^"]+)"/g))
    withStaticImports(posix.join(posix.dirname(file), specifier!), seen);
  return seen;
}

/** The minified text of each part: its source map tells where each character comes from. */
function textOfParts(file: string): Map<string, string> {
  const map = new SourceMap(JSON.parse(read(`${file}.map`)) as SourceMapPayload);
  const texts = new Map<string, string>();
  read(file)
    .split('\n')
    .forEach((line, row) => {
      for (let column = 0; column < line.length; column++) {
        const entry = map.findEntry(row, column);
        const source = 'originalSource' in entry ? entry.originalSource : '';
        const [part] = parts.find(([, sources]) => sources.test(source)) ?? ['entry'];
        texts.set(part, (texts.get(part) ?? '') + line.charAt(column));
      }
    });
  return texts;
}

const gzip = (text: string) => gzipSync(text, { level: 9 }).length;

function row(name: string, texts: readonly string[]): string {
  const total = (weigh: (text: string) => number) => texts.reduce((sum, text) => sum + weigh(text), 0);
  const columns = [(text: string) => Buffer.byteLength(text), gzip, (text: string) => brotliCompressSync(text).length];
  return name.padEnd(40) + columns.map((weigh) => total(weigh).toLocaleString('en').padStart(10)).join('');
}

const heading = (title: string) =>
  `\n${title.padEnd(40)}${['bytes', 'gzip', 'brotli'].map((c) => c.padStart(10)).join('')}`;

const entry = [...withStaticImports('comment-widget.js')];
const files = globSync('{*.js,*.css,{chunks,standalone}/*.js}', { cwd: 'dist' }).sort();

console.log(heading('file'));
for (const file of files) console.log(row(file, [read(file)]));
console.log(row('before the form can be used', entry.map(read)), `(${entry.length} files)`);

for (const [title, whole] of [
  ['parts of standalone/rest.js, each alone', ['standalone/rest.js']],
  ['parts of what comes before the form', entry],
] as const) {
  console.log(heading(title));
  const texts = whole.map(textOfParts);
  for (const [part] of parts) {
    const text = texts.map((all) => all.get(part) ?? '').join('');
    if (text) console.log(row(part, [text]));
  }
}

/** By what their names begin with, which the hash follows. */
const chunks = new Map(
  files
    .filter((file) => file.startsWith('chunks/'))
    .map((file) => {
      const [, name] = /^chunks\/(.+)-[\w-]{6}\.js$/.exec(file) ?? [];
      if (!name) throw new Error(`Whose chunk is ${file}?`);
      return [name, file];
    }),
);

const budgets = [
  { name: 'form, thread and rest', files: ['standalone/rest.js'], gzip: 20_000 },
  { name: 'form and rest', files: ['standalone/rest-form.js'], gzip: 12_000 },
  // An adapter is one file. What several use is in `http` and in `shared`, what both for WordPress use in `wordpress-comments`, and
  // what a backend says no with in `…-refusals`, for when it does: each is held to what an adapter is.
  ...[...globSync('src/adapters/*.ts'), 'shared'].flatMap((source) => {
    const chunk = chunks.get(basename(source, '.ts'));
    return chunk ? [{ name: source, files: [chunk], gzip: 2_048 }] : [];
  }),
  { name: 'before the form can be used', files: entry, gzip: 9_430 },
];

console.log('');
for (const budget of budgets) {
  const weight = budget.files.reduce((sum, file) => sum + gzip(read(file)), 0);
  const kept = weight <= budget.gzip;
  console.log(`${kept ? 'within' : 'OVER'} budget: ${budget.name}, ${weight} of ${budget.gzip} bytes gzip`);
  if (!kept) process.exitCode = 1;
}
