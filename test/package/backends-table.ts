import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Adapter, AdapterFactory } from '../../src/core/adapter.ts';
import { conformanceFile, type Conformance } from '../browsers/conformance-reporter.ts';
import { readTried } from '../real/tried.ts';

/** It tells results of tests: without a run, or without the real servers, there is nothing to tell. */
export const isMeasured = () =>
  existsSync(conformanceFile) && 'waline' in readTried() && 'wordpress-form' in readTried();

/** The files of adapters, by what `backend` calls them. */
function adapters(): string[] {
  const conformance = Object.keys(JSON.parse(readFileSync(conformanceFile, 'utf8')) as Conformance);
  return globSync('src/adapters/*.ts')
    .map((file) => basename(file, '.ts'))
    .filter((name) => conformance.some((title) => title.split(/[ ,]/)[0] === backendOf(name)))
    .sort();
}

/** `http` is what a page calls the adapter for endpoints of somebody's own; that name is the transport's among the files. */
const backendOf = (file: string) => (file === 'json-endpoint' ? 'http' : file);

async function make(file: string): Promise<Adapter> {
  const module = (await import(`../../dist/esm/adapters/${file}.js`)) as Record<string, AdapterFactory>;
  const create = Object.entries(module).find(([name]) => name.toLowerCase() === file.replaceAll('-', ''))![1];
  // What some of them cannot do without; none of it is asked for anything here.
  return create({ endpoint: 'https://backend.example/', appId: 'x', key: 'x', fields: 'body=text' });
}

const depth = (levels: number) => (levels === Infinity ? 'any depth' : levels ? `${levels}` : 'no');
const mark = (does: boolean) => (does ? 'yes' : 'no');

/**
 * What each backend's adapter can do: by the methods and rules that it has, and by the tests of the contract that it passed.
 * @returns the head of a table and its rows
 */
export async function backendRows(): Promise<[head: string[], rows: string[][]]> {
  const conformance = JSON.parse(readFileSync(conformanceFile, 'utf8')) as Conformance;
  const versions = readTried();
  const rows: string[][] = [];
  for (const file of adapters()) {
    const name = backendOf(file);
    const { list, post, edit, remove, vote, count, rules } = await make(file);
    const passed = Object.entries(conformance).flatMap(([title, tests]) =>
      title.split(/[ ,]/)[0] === name ? tests : [],
    );
    const says = (code: string) => passed.includes(`says "${code}" when its backend refuses a comment like that`);
    const moderation = passed.includes('says of what waits for a moderator that it does');
    const once = passed.includes('stores one comment for one attempt key');
    rows.push([
      `\`${name}\``,
      mark(!!post),
      list ? rules.orders.join(', ') : 'no',
      depth(rules.replyDepth),
      [edit && 'edit', remove && 'delete'].filter(Boolean).join(', ') || 'no',
      vote ? (rules.downvotes ? 'up, down' : 'up') : 'no',
      mark(!!count),
      moderation ? 'told' : 'not told',
      once ? 'stored once, by a key' : says('duplicate') ? 'refused' : 'stored twice',
      mark(says('rate-limited')),
      mark(passed.includes('says "closed" when the thread takes no more comments')),
      mark(!rules.sameOrigin),
      versions[name] ?? '',
    ]);
  }
  const head = [
    'backend',
    'post',
    'list',
    'replies',
    'edit',
    'vote',
    'count',
    'moderation',
    'doubles',
    'rate limit',
    'closed',
    'other origins',
    'tried against',
  ];
  return [head, rows];
}
