/**
 * A real WordPress, in French, with one article that is open to comments: on a database of its own in a folder of its own, gone when it
 * is closed. `node test/real/wordpress.ts` starts one and prints its address. What is missing is installed from Debian's packages.
 */
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { aptOptions, canInstall, lock } from './debian.ts';

export interface WordPressOptions {
  /** One of Debian's: a classic one by default, or `twentytwentythree`, which is made of blocks. */
  readonly theme?: 'twentytwentyone' | 'twentytwentythree';
  /** Folders of plug-ins, as somebody would upload them: what is in them, and from where. All are switched on. */
  readonly plugins?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface WordPress extends AsyncDisposable {
  readonly url: string;
  readonly article: { readonly id: string; readonly url: string };
  /** @returns what a piece of PHP prints that runs inside this WordPress */
  run(php: string): Promise<string>;
  /** Mail that would have left, a line each. */
  readonly mail: string;
  close(): Promise<void>;
}

/** The widget as an owner would upload it. */
export const pluginFiles = {
  'comment-widget': {
    'comment-widget.php': 'demo/backends/wordpress-plugin.php',
    'wordpress.js': 'dist/standalone/wordpress.js',
    later: 'dist/standalone/later',
    'comment-widget.js': 'dist/comment-widget.js',
    chunks: 'dist/chunks',
  },
};

const here = import.meta.dirname;
const cache = resolve(here, '../../.data/wordpress');
const root = join(cache, 'usr/share/wordpress');

/** Of the system's: no service comes with them. */
const programs = { mariadbd: ['mariadb-server-core'], php: ['php-cli', 'php-mysql'] };

/** Only unpacked: to install WordPress would be to install a web server. */
const files = [
  'wordpress',
  'wordpress-l10n',
  'wordpress-theme-twentytwentyone',
  'wordpress-theme-twentytwentythree',
  'libjs-underscore',
];

const has = (program: string) => spawnSync(program, ['--version']).status === 0;
const missing = () => Object.entries(programs).flatMap(([program, packages]) => (has(program) ? [] : packages));

const reasonAgainst = () => {
  const lacking = [...missing(), ...(existsSync(root) ? [] : ['Debian’s files of WordPress'])];
  return lacking.length > 0
    ? `there is no ${lacking.join(', ')}, and only root on Debian can install that here`
    : undefined;
};

/**
 * Installs what is missing, where that takes no question (Debian, as root).
 * @returns why there is no WordPress to be started, or undefined
 */
export function installWordPress(): string | undefined {
  if (reasonAgainst() && canInstall()) spawnSync('flock', [lock, process.execPath, import.meta.filename, '--install']);
  return reasonAgainst();
}

function install(): void {
  if (!reasonAgainst()) return;
  apt('/', 'update');
  if (missing().length > 0) apt('/', 'install', '--yes', '--no-install-recommends', ...missing());
  if (existsSync(root)) return;
  const folder = `${cache}.new`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  apt(folder, 'download', ...files);
  for (const file of globSync('*.deb', { cwd: folder })) spawnSync('dpkg', ['--extract', file, '.'], { cwd: folder });
  const config = join(folder, 'usr/share/wordpress/wp-config.php');
  if (!existsSync(config)) return;
  writeFileSync(config, "<?php require getenv( 'SITE_CONFIG' );\n");
  renameSync(folder, cache);
}

function apt(folder: string, ...options: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', [...aptOptions, ...options], { cwd: folder, env, stdio: 'ignore' });
}

/** @throws where something of it does not start */
export async function startWordPress({
  theme = 'twentytwentyone',
  plugins = {},
}: WordPressOptions = {}): Promise<WordPress> {
  const folder = await mkdtemp(join(tmpdir(), 'wordpress-'));
  for (const [name, contents] of Object.entries(plugins))
    for (const [file, source] of Object.entries(contents))
      cpSync(source, join(folder, 'plugins', name, file), { recursive: true });
  const port = await freePort();
  const env = {
    ...process.env,
    SITE_FOLDER: folder,
    SITE_ROOT: root,
    SITE_CONFIG: join(here, 'wordpress/wp-config.php'),
    SITE_THEME: theme,
    SITE_URL: `http://127.0.0.1:${port}`,
    SITE_PLUGINS: JSON.stringify(Object.keys(plugins).map((name) => `${name}/${name}.php`)),
    // Pages ask for several things at once.
    PHP_CLI_SERVER_WORKERS: '4',
  };
  const children: ChildProcess[] = [];
  const start = (program: string, options: string[]) => {
    // A group of its own: PHP's server has children, too.
    const child = spawn(program, options, { env, detached: true, stdio: 'ignore' });
    children.push(child);
    return child;
  };
  const run = async (php: string) => {
    const code = `require getenv( 'SITE_ROOT' ) . '/wp-load.php'; ${php}`;
    return (await promisify(execFile)('php', [...compiled(folder), '-r', code], { env })).stdout;
  };
  const close = async () => {
    for (const child of children.reverse()) await end(child);
    await rm(folder, { recursive: true, force: true });
  };

  try {
    start('mariadbd', databaseOptions(folder));
    await until(() => existsSync(join(folder, 'database.sock')), 'MariaDB');
    const { stdout } = await promisify(execFile)('php', [...compiled(folder), join(here, 'wordpress/setup.php')], {
      env,
    });
    const article = JSON.parse(stdout) as WordPress['article'];
    start('php', [...compiled(folder), '-S', `127.0.0.1:${port}`, '-t', root, join(here, 'wordpress/router.php')]);
    await until(async () => (await fetch(article.url)).ok, 'PHP');
    const log = join(folder, 'mail.log');
    return {
      url: env.SITE_URL,
      article,
      run,
      get mail() {
        return existsSync(log) ? readFileSync(log, 'utf8') : '';
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** WordPress is hundreds of files: compiled once, and not for every page and every piece of PHP. */
function compiled(folder: string): string[] {
  mkdirSync(join(folder, 'compiled'), { recursive: true });
  const settings = { enable: 1, enable_cli: 1, validate_timestamps: 0, file_cache: join(folder, 'compiled') };
  return Object.entries(settings).map(([name, value]) => `-dopcache.${name}=${value}`);
}

/** A database that only this folder leads to: no network, no users, no tables but those of WordPress. */
function databaseOptions(folder: string): string[] {
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'init.sql'), 'CREATE DATABASE wordpress CHARACTER SET utf8mb4;');
  return [
    '--no-defaults',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    `--datadir=${folder}/data`,
    `--socket=${folder}/database.sock`,
    `--pid-file=${folder}/database.pid`,
    `--log-error=${folder}/database.log`,
    `--init-file=${folder}/init.sql`,
    '--skip-networking',
    '--skip-grant-tables',
    '--innodb-log-file-size=8M',
    '--innodb-buffer-pool-size=32M',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-stats-persistent=0',
  ];
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((done) => child.once('exit', done));
  const { pid } = child;
  process.kill(-pid, 'SIGTERM');
  const patience = setTimeout(() => process.kill(-pid, 'SIGKILL'), 5_000);
  await ended;
  clearTimeout(patience);
}

async function until(isTrue: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await Promise.resolve(isTrue()).catch(() => false)) return;
    await delay(50);
  }
  throw new Error(`${what} did not start`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

if (import.meta.main && process.argv.includes('--install')) install();
else if (import.meta.main) {
  const reason = installWordPress();
  if (reason) throw new Error(reason);
  const site = await startWordPress();
  console.log(`${site.article.url} (post ${site.article.id}); ${site.url}/wp-admin/ for admin, "un mot de passe"`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void site.close().then(() => process.exit()));
}
