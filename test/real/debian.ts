import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether what is missing may be installed without a question. */
export const canInstall = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;

/** Test files run side by side, and apt for one of them at a time: held while it runs. */
export const lock = join(tmpdir(), 'comment-widget-apt.lock');

export const aptOptions = ['-qq', '-o=Dpkg::Use-Pty=0'];

/** Installs packages. What comes of it, the caller looks at. */
export function install(...packages: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const command of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]])
    spawnSync('flock', [lock, 'apt-get', ...aptOptions, ...command], { env, stdio: 'ignore' });
}
