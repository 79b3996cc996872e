/**
 * Waline, in a process of its own: its settings are environment variables, and it has room for one of itself. Lives as long as the
 * process that forked it, which is told the address.
 */
import { createServer, type RequestListener } from 'node:http';
import { createRequire, registerHooks } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const folder = process.argv[2]!;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'sqlite3'
      ? { url: new URL('sqlite3.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

/** What the owner of a server may write in its `index.cjs`: environment variables do not reach these. */
interface Config {
  readonly env: string;
  readonly disallowIPList: readonly string[];
  readonly plugins: readonly object[];
}

/** A plug-in that refuses comments with these words in them, and says so. */
const refusing = (word: string) => ({
  hooks: {
    preSave: ({ comment }: { comment: string }) =>
      comment.includes(word) ? { errmsg: `« ${word} » n’a pas sa place ici.` } : undefined,
  },
});

const fromFolder = createRequire(join(folder, 'package.json'));
const waline = fromFolder('@waline/vercel') as (config: Config) => RequestListener;
const { BLOCKED_IP = '', REFUSED_WORD } = process.env;
const server = createServer(
  waline({ env: 'production', disallowIPList: [BLOCKED_IP], plugins: REFUSED_WORD ? [refusing(REFUSED_WORD)] : [] }),
).listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));

process.on('disconnect', () => process.exit());
