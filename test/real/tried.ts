import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What was tried against which server: its name and version, by what `backend` calls the adapter. */
export type Tried = Partial<Record<string, string>>;

const file = 'dist/tried.json';

export function readTried(): Tried {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Tried) : {};
}

/** Writes down what a real server was, for the README's table. */
export function writeTried(server: string, ...backends: readonly string[]): void {
  mkdirSync('dist', { recursive: true });
  const more = Object.fromEntries(backends.map((backend) => [backend, server]));
  writeFileSync(file, JSON.stringify({ ...readTried(), ...more }, null, 1));
}
