import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isMeasured } from './backends-table.ts';
import { guide, withExample } from './adapter-guide.ts';
import { readme, withTables } from './readme-tables.ts';

const tables = isMeasured() ? 'the tables' : 'the tables but for backends (which is of results: npm test has them)';

test(`${tables} of the README say what the source says (npm run docs writes them)`, async () => {
  const text = readFileSync(readme, 'utf8');
  assert.equal(text, await withTables(text));
});

test('"Write an adapter" shows the example that the tests run (npm run docs writes it)', () => {
  const text = readFileSync(guide, 'utf8');
  assert.equal(text, withExample(text));
  assert.equal(text.match(/^```ts$/gm)?.length, 3);
});

for (const name of ['README.md', 'src/adapters/README.md', 'demo/backends/README.md'])
  test(`what ${name} points to is there`, () => {
    const root = new URL('../../', import.meta.url);
    const text = readFileSync(new URL(name, root), 'utf8');
    const files = [...text.matchAll(/`((?:src|test|demo)\/[\w./-]+)`/g)].map(([, path]) => new URL(path!, root));
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, path]) => new URL(path!, new URL(name, root)),
    );
    assert.deepEqual(
      [...files, ...links].filter((address) => !existsSync(address)).map(({ pathname }) => pathname),
      [],
    );
  });
