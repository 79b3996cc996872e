/** A real PostgreSQL on this machine, for the tests of what lives in one. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { canInstall, install } from './debian.ts';

const run = promisify(execFile);

/** Where Debian has the programs of every version, none of them on the path. */
const versions = '/usr/lib/postgresql';

/** The folder of `initdb`, `pg_ctl` and `psql`, the newest where there are several. */
function find(): string | undefined {
  const debian = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = debian.map((version) => join(versions, version, 'bin'));
  return [...folders, ...(process.env['PATH'] ?? '').split(':')].find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'psql')),
  );
}

if (!find() && canInstall()) {
  const config = '/etc/postgresql-common/createcluster.conf';
  // Debian would start a server for the whole machine.
  if (!existsSync(config)) {
    mkdirSync(dirname(config), { recursive: true });
    writeFileSync(config, 'create_main_cluster = false\n');
  }
  install('postgresql');
}

const programs = find();

const version =
  programs && Number(/\d+/.exec(execFileSync(join(programs, 'initdb'), ['--version'], { encoding: 'utf8' })));

/** Why there is none to test with, or undefined. */
export const missing = !version
  ? 'no PostgreSQL here; on Debian: apt-get install postgresql'
  : version < 15
    ? `PostgreSQL ${version} is older than 15`
    : undefined;

/** What PostgreSQL refused. */
export class SqlError extends Error {
  readonly code: string;
  readonly detail: string | undefined;

  constructor(report: string) {
    const [, code = '', message = report] = /ERROR: +([\dA-Z]{5}): (.+)/.exec(report) ?? [];
    super(message);
    this.code = code;
    this.detail = /DETAIL: +(.+)/.exec(report)?.[1];
  }
}

/** One server with a folder of its own, which nobody reaches but through a socket in that folder. */
export class Postgres implements AsyncDisposable {
  readonly #folder: string;
  readonly #identity: { readonly uid?: number; readonly gid?: number };

  private constructor(folder: string, identity: { readonly uid?: number; readonly gid?: number }) {
    this.#folder = folder;
    this.#identity = identity;
  }

  static async start(): Promise<Postgres> {
    const folder = await mkdtemp(join(tmpdir(), 'comment-widget-postgres-'));
    // It refuses to run as root.
    const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
    const identity = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
    if (identity.uid !== undefined) await chown(folder, identity.uid, identity.gid);
    const server = new Postgres(folder, identity);
    await server.#run('initdb', [
      '--auth=trust',
      '--username=owner',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ]);
    // Without waiting for the disk: what is lost with the machine is nothing.
    const settings = `-c listen_addresses= -c fsync=off -k ${folder}`;
    await server.#run('pg_ctl', ['start', '--wait', '--silent', '--log', join(folder, 'log'), '-o', settings]);
    return server;
  }

  /** Runs SQL as the owner. Gives what the last statement gives, a line for a row. */
  async query(database: string, sql: string): Promise<string[]> {
    const options = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'];
    const place = [`--host=${this.#folder}`, '--username=owner', `--dbname=${database}`, '--set=VERBOSITY=verbose'];
    try {
      const { stdout } = await this.#run('psql', [...options, ...place, `--command=${sql}`]);
      return stdout.split('\n').filter(Boolean);
    } catch (error) {
      throw new SqlError((error as { stderr: string }).stderr);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#run('pg_ctl', ['stop', '--mode=immediate', '--silent']);
    await rm(this.#folder, { recursive: true, force: true });
  }

  #run(program: string, options: readonly string[]) {
    return run(join(programs!, program), options, {
      ...this.#identity,
      cwd: this.#folder,
      env: { ...process.env, PGDATA: join(this.#folder, 'data'), LC_ALL: 'C.UTF-8' },
    });
  }
}
