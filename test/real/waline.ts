/**
 * A real Waline on this machine. `node test/real/waline.ts` starts one, prints its address and stops it on Ctrl+C; environment
 * variables are its settings.
 */
import { execFile, fork } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

const source = join(import.meta.dirname, 'waline');

/** Waline's own names for them, and `BLOCKED_IP` and `REFUSED_WORD` for what only code can set. */
export type WalineSettings = Readonly<Record<string, string | undefined>>;

/** A row of the table of comments. */
export interface WalineComment {
  readonly id: number;
  readonly url: string;
  readonly comment: string;
  readonly nick: string | null;
  readonly mail: string | null;
  readonly link: string | null;
  readonly pid: number | null;
  readonly rid: number | null;
  readonly status: string;
  readonly like: number | null;
  readonly ua: string | null;
}

export interface Waline extends AsyncDisposable {
  /** What the widget is given as its `endpoint`. */
  readonly url: string;
  /** Every comment there is, oldest first: looks into the database itself, past the server. */
  readonly stored: WalineComment[];
  /** Does to a comment what its administrator would do, by the same requests. */
  moderate(method: 'PUT' | 'DELETE', id: number, change?: object): Promise<void>;
  close(): Promise<void>;
}

/**
 * Installs Waline where nobody else has yet: some 600 packages, 20 seconds, once for each lock file. Their install scripts do not
 * run: what they would build, Node has (sqlite3.ts).
 * @returns the folder
 */
export async function installWaline(): Promise<string> {
  const lock = await readFile(join(source, 'package-lock.json'));
  const digest = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `comment-widget-waline-${digest}`);
  if (existsSync(folder)) return folder;
  const draft = await mkdtemp(`${folder}-`);
  try {
    for (const file of ['package.json', 'package-lock.json']) await copyFile(join(source, file), join(draft, file));
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=1'];
    await promisify(execFile)('npm', ['ci', ...options], { cwd: draft, timeout: 180_000 });
    // Whole or not at all, whoever else installs it now.
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Starts a Waline with a database of its own that begins empty, on a free port of this machine. It takes everything at once. */
export async function startWaline(settings: WalineSettings = {}): Promise<Waline> {
  const installed = await installWaline();
  const folder = await mkdtemp(join(tmpdir(), 'comment-widget-waline-data-'));
  const database = join(folder, 'waline.sqlite');
  const file = new DatabaseSync(database);
  file.exec(await readFile(join(source, 'schema.sql'), 'utf8'));
  file.close();

  const key = 'secret';
  const child = fork(join(source, 'server.ts'), [installed], {
    env: {
      PATH: process.env['PATH'],
      SQLITE_PATH: folder,
      JWT_TOKEN: key,
      // It asks these servers for their opinion otherwise, before all else and about every comment.
      OAUTH_URL: 'data:application/json,{"services":[]}',
      AKISMET_KEY: 'false',
      IPQPS: '0',
      ...settings,
    },
    silent: true,
  });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const ended = once(child, 'exit');
  const port = await Promise.race([once(child, 'message'), ended.then(() => [])]).then(([said]) => said as unknown);
  const close = async () => {
    if (child.connected) child.disconnect();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  if (typeof port !== 'number') {
    await close();
    throw new Error(`Waline did not start: ${output}`);
  }
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    get stored() {
      const reading = new DatabaseSync(database, { readOnly: true });
      try {
        return reading.prepare('SELECT * FROM wl_Comment ORDER BY id').all() as unknown as WalineComment[];
      } finally {
        reading.close();
      }
    },
    async moderate(method, id, change) {
      const response = await fetch(`${url}/api/comment/${id}`, {
        method,
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${administratorToken(key)}` },
        body: change ? JSON.stringify(change) : null,
      });
      const { errno } = (await response.json()) as { errno: number };
      if (errno !== 0) throw new Error(`Waline says ${errno} to its administrator`);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A JSON Web Token for the first user, whom the schema makes an administrator. */
function administratorToken(key: string): string {
  const said = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from('1').toString('base64url')}`;
  return `${said}.${createHmac('sha256', key).update(said).digest('base64url')}`;
}

if (import.meta.main) {
  const { url, close } = await startWaline(process.env);
  console.log(url);
  process.once('SIGINT', () => void close());
}
