import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readme, withTables } from './readme-tables.ts';

test('the tables of the README say what the source says (npm run docs writes them)', () => {
  const text = readFileSync(readme, 'utf8');
  assert.equal(text, withTables(text));
});
