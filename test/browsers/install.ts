/**
 * Makes the browsers of the tests ready: installs them where that takes no question (Debian or Ubuntu, as root), and otherwise says how.
 * Tests run in the browsers there are; only a machine without any stops here.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { engines, installed, type Engine } from './installed.ts';

const packages: Record<Engine, readonly string[]> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

const missing = () => engines.filter((engine) => !installed(engine));

function apt(...options: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['-qq', '-o=Dpkg::Use-Pty=0', ...options], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

if (missing().length > 0) {
  const wanted = missing().flatMap((engine) => packages[engine]);
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log(`Browsers: installing ${wanted.join(', ')} with apt-get`);
    apt('update');
    // One by one: where one has no package of that name, the others still come.
    for (const engine of missing()) apt('install', '--yes', '--no-install-recommends', ...packages[engine]);
  } else {
    console.log(`Browsers: some are missing. On Debian: sudo apt-get install ${wanted.join(' ')}`);
  }
}

const present = engines.filter(installed);
if (present.length === 0) {
  console.error('Browsers: none found, and the tests need at least one. CHROMIUM_PATH can name it.');
  process.exit(1);
}
console.log(`Browsers: ${present.join(', ')}${missing().length > 0 ? ` (without ${missing().join(', ')})` : ''}`);
