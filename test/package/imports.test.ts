import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, matchesGlob, resolve } from 'node:path';
import test, { suite } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ImportEffects, ImportTask } from './import-probe.ts';

const { exports, sideEffects, dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>;
  sideEffects: string[];
  dependencies: Record<string, string>;
};

const locales = globSync('dist/esm/locales/*.js').map((file) => basename(file, '.js'));

/** Imports the modules on a thread of their own, where nothing else has been imported. */
async function effectsOf(...specifiers: string[]): Promise<ImportEffects> {
  const task: ImportTask = { specifiers, locales };
  const worker = new Worker(new URL('import-probe.ts', import.meta.url), { workerData: task });
  const [effects] = (await once(worker, 'message')) as [ImportEffects];
  await worker.terminate();
  return effects;
}

/** Each path a page may write after `comment-widget`, and its file. */
const published = Object.entries(exports).flatMap(([path, target]) => {
  const file = typeof target === 'string' ? target : target.default;
  if (!path.includes('*')) return [{ path, file }];
  const [before = '', after = ''] = file.split('*');
  return globSync(file).map((found) => {
    const name = resolve(found).slice(resolve(before).length + 1, -after.length);
    return { path: path.replace('*', name), file: `${before}${name}${after}` };
  });
});

const scripts = published.filter(({ file }) => file.endsWith('.js'));
const hasEffects = (file: string) => sideEffects.some((pattern) => matchesGlob(resolve(file), resolve(pattern)));

suite('the published paths', () => {
  for (const { path, file } of published) test(`${path} has its file`, () => assert.ok(existsSync(file), file));

  for (const { path } of scripts)
    test(`${path} is imported by a server`, async () => {
      const { touched } = await effectsOf(path.replace('.', 'comment-widget'));
      assert.deepEqual(touched, []);
    });

  for (const { path, file } of scripts)
    test(`${path} has types`, () => assert.ok(existsSync(file.replace(/\.js$/, '.d.ts'))));
});

test('the types name no package but those that are installed with this one', () => {
  const strangers = globSync('dist/esm/**/*.d.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](@[^/'"]+\/[^/'"]+|[^./'"][^/'"]*)/g)]
      .filter(([, name]) => !(name! in dependencies))
      .map(([, name]) => `${file}: ${name!}`),
  );
  assert.deepEqual(strangers, []);
});

suite('sideEffects', () => {
  const modules = globSync('dist/esm/**/*.js');

  test('what is not listed does nothing when it is imported', async () => {
    const pure = modules.filter((file) => !hasEffects(file));
    assert.ok(pure.length > 10);
    const { elements, adapters, locales: known } = await effectsOf(...pure.map((file) => pathToFileURL(file).href));
    assert.deepEqual({ elements, adapters, known }, { elements: [], adapters: [], known: ['fr'] });
  });

  for (const file of modules.filter(hasEffects))
    test(`${file} does something`, async () => {
      const { elements, adapters } = await effectsOf(pathToFileURL(file).href);
      assert.ok(elements.length + adapters.length > 0);
    });

  for (const pattern of sideEffects) test(`${pattern} is there`, () => assert.ok(globSync(pattern).length > 0));
});
