import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Answer } from './answer.ts';
import { Problem } from './problem.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Nothing else is ever asked of the disk: no dot begins a name, nothing is escaped, so no path leads out of the folder. */
const plainPath = /^(\/[\w-][\w.-]*)+$/;

interface CachedFile {
  readonly version: string;
  readonly body: Buffer;
}

/** The files of one folder, kept in memory until they change. */
export class StaticFiles {
  readonly #folder: string;
  readonly #cache = new Map<string, CachedFile>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param path of a URL, from the folder on, with its first slash
   * @returns the same buffer as long as the file is the same; undefined where there is no such file.
   */
  async read(path: string): Promise<Buffer | undefined> {
    if (!plainPath.test(path)) return undefined;
    const file = join(this.#folder, path);
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const version = `${found.mtimeMs} ${found.size}`;
    const cached = this.#cache.get(path);
    if (cached?.version === version) return cached.body;
    const body = await readFile(file);
    this.#cache.set(path, { version, body });
    return body;
  }

  /** @throws Problem 404 where there is no such file */
  async answer(path: string): Promise<Answer> {
    const body = await this.read(path);
    if (!body) throw new Problem(404, 'Ce fichier n’existe pas.');
    return { status: 200, headers: { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }, body };
  }
}
