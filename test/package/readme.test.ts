import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
