import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { startServer, type RunningServer } from './server.ts';

function wholeNumber(maximum: number) {
  const error = `A whole number from 0 to ${maximum}.`;
  return z.coerce.number(error).check(z.int(error), z.minimum(0, error), z.maximum(maximum, error));
}

const settings = z.object({
  PORT: z.prefault(wholeNumber(65_535), 8080),
  HOST: z.prefault(z.string(), '127.0.0.1'),
  DATABASE: z.prefault(z.string(), resolve(import.meta.dirname, '../../.data/demo.sqlite')),
  MODERATION: z.prefault(z.enum(['all', 'links', 'none'], 'One of all, links, none.'), 'none'),
  /** Comments a minute from one address; 0 for no limit. */
  RATE_LIMIT: z.prefault(wholeNumber(10_000), 10),
  /** How many comments the article begins with in a new database, instead of a few. */
  COMMENTS: z.exactOptional(wholeNumber(100_000)),
  CLOSED_THREADS: z.prefault(z.string(), ''),
});

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function explain(error: unknown, port: number): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${port} is already in use. Set PORT to another one, or to 0 for any free one.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user. Set PORT to one above 1023.`;
  return `The server could not start: ${String(error)}`;
}

async function start(): Promise<RunningServer> {
  const result = settings.safeParse(process.env);
  if (!result.success) fail(`Wrong settings.\n${z.prettifyError(result.error)}`);
  const { PORT, HOST, DATABASE, MODERATION, RATE_LIMIT, COMMENTS, CLOSED_THREADS } = result.data;
  try {
    return await startServer({
      port: PORT,
      host: HOST,
      database: DATABASE,
      moderation: MODERATION,
      rateLimit: RATE_LIMIT || Infinity,
      closedThreads: CLOSED_THREADS.split(',').map((thread) => thread.trim()),
      seeded: true,
      seedCount: COMMENTS,
    });
  } catch (error) {
    fail(explain(error, PORT));
  }
}

const server = await start();
console.log(`The demo is at ${server.url}/`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Once only: a second signal ends the process at once.
  process.once(signal, () => void server.close());
}
