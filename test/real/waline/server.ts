/**
 * Waline itself, on a free port of this machine until its standard input ends. Prints its address.
 * The first argument is the folder that it is installed in; all else are Waline's own environment variables.
 */
import { createServer, type RequestListener } from 'node:http';
import { createRequire, registerHooks } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'sqlite3'
      ? { url: new URL('./sqlite3.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

const require = createRequire(join(process.argv[2]!, 'package.json'));
const waline = require('@waline/vercel') as (config: object) => RequestListener;

const server = createServer(waline({ env: 'production', disallowIPList: (process.env['DISALLOW_IP'] ?? '').split(',') })).listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.stdin.on('end', () => process.exit()).resume();
