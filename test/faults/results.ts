import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Audit, Finding } from './audit.ts';

/** What became of one run, in the order of the table's columns. */
export interface Result {
  readonly backend: string;
  readonly seed: number;
  readonly sent: number;
  readonly toldIn: number;
  readonly storedOnce: number;
  readonly lost: number;
  readonly doubled: number;
  readonly toldWrongly: number;
  /** Texts that changed on their way, and comments that nobody wrote. */
  readonly strange: number;
  readonly givenUp: number;
  readonly uncertain: number;
}

const file = 'dist/faults.json';

const columns: Readonly<Record<keyof Result, string>> = {
  backend: 'backend',
  seed: 'seed',
  sent: 'sent',
  toldIn: 'told that it is in',
  storedOnce: 'stored once',
  lost: 'lost',
  doubled: 'doubled',
  toldWrongly: 'told wrongly',
  strange: 'anything else',
  givenUp: 'given up',
  uncertain: 'given up, told that it may be in',
};

export function resultOf(backend: string, seed: number, { findings, unsure, ...counts }: Audit): Result {
  const count = (...kinds: readonly Finding['kind'][]) => findings.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    backend,
    seed,
    ...counts,
    uncertain: unsure,
    lost: count('lost'),
    doubled: count('doubled'),
    toldWrongly: count('told wrongly'),
    strange: count('not as written', "nobody's"),
  };
}

/** @returns a head and a row for each result, as a table of anything has them */
export function tableOf(results: readonly Result[]): [head: string[], rows: string[][]] {
  const names = Object.keys(columns) as (keyof Result)[];
  return [Object.values(columns), results.map((result) => names.map((name) => String(result[name])))];
}

/** The last run against each backend, in the order of their names. */
export function readResults(): readonly Result[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result[]) : [];
}

export function writeResult(result: Result): void {
  mkdirSync('dist', { recursive: true });
  const others = readResults().filter(({ backend }) => backend !== result.backend);
  const all = [...others, result].sort((a, b) => (a.backend < b.backend ? -1 : 1));
  writeFileSync(file, JSON.stringify(all, null, 1));
}

/** All that is to be known of what went wrong: what happened to the comment, in that order. */
export function describeFinding({ kind, text, why, history }: Finding): string {
  return [`${kind}: ${why}: ${JSON.stringify(text)}`, ...history].join('\n  ');
}
