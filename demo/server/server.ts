import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, type AppOptions } from './app.ts';

export interface ServerOptions extends AppOptions {
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
}

export interface RunningServer {
  /** Its origin, without a last slash. */
  readonly url: string;
  readonly port: number;
  /** Resolves once every request under way was answered and the database is closed. */
  readonly close: () => Promise<void>;
}

/** In milliseconds: whoever sends slower than this only holds a connection open. */
const requestTimeout = 30_000;

/** In milliseconds: how long `close` waits for requests under way. */
const closeTimeout = 5000;

/** @throws the error of `node:http` when it cannot listen, such as `EADDRINUSE` */
export async function startServer({ port = 0, host = '127.0.0.1', ...options }: ServerOptions): Promise<RunningServer> {
  const app = createApp(options);
  const server = createServer({ requestTimeout }, (request, response) => void app.handle(request, response));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
  } catch (error) {
    app.close();
    throw error;
  }

  async function close(): Promise<void> {
    const deadline = setTimeout(() => server.closeAllConnections(), closeTimeout);
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(deadline);
    app.close();
  }

  const bound = (server.address() as AddressInfo).port;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, port: bound, close };
}
