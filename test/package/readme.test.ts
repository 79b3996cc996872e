import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { guide, withExample } from './adapter-guide.ts';
import { readme, withTables } from './readme-tables.ts';

test('the tables of the README say what the source says (npm run docs writes them)', () => {
  const text = readFileSync(readme, 'utf8');
  assert.equal(text, withTables(text));
});

test('"Write an adapter" shows the example that the tests run (npm run docs writes it)', () => {
  const text = readFileSync(guide, 'utf8');
  assert.equal(text, withExample(text));
  assert.equal(text.match(/^```ts$/gm)?.length, 3);
});
