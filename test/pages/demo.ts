import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { startServer, type RunningServer, type ServerOptions } from '../../demo/server/server.ts';
import { temporaryFolder } from '../server/demo-server.ts';

/** A row of the table `comments`. */
export interface StoredComment {
  readonly id: number;
  readonly thread: string;
  readonly parent_id: number | null;
  readonly body: string;
  readonly name: string;
  readonly email: string;
  readonly url: string;
  readonly status: string;
  /** The bytes of `body`, in hexadecimal. */
  readonly bytes: string;
}

/** Looks into the file itself, past the server. */
export function storedIn(database: string): StoredComment[] {
  const file = new DatabaseSync(database, { readOnly: true });
  try {
    const rows = file.prepare('SELECT *, lower(hex(body)) AS bytes FROM comments ORDER BY id').all();
    return rows as unknown as StoredComment[];
  } finally {
    file.close();
  }
}

/** The real demo, on a database of its own that begins empty; nothing limits how much is posted, unless the test says so. */
export class Demo {
  readonly url: string;
  readonly database: string;
  readonly #port: number;
  #server: RunningServer;

  private constructor(server: RunningServer, database: string) {
    this.#server = server;
    this.#port = server.port;
    this.url = server.url;
    this.database = database;
  }

  static async open(t: TestContext, options: Partial<ServerOptions> = {}): Promise<Demo> {
    const database = join(await temporaryFolder(t), 'demo.sqlite');
    const demo = new Demo(await startServer({ database, rateLimit: Infinity, ...options }), database);
    t.after(() => demo.close());
    return demo;
  }

  /** Every comment there is, oldest first. */
  get stored(): StoredComment[] {
    return storedIn(this.database);
  }

  /** Stops, and comes back at the same address with the same database. */
  async restart(options: Partial<ServerOptions> = {}): Promise<void> {
    await this.close();
    const { database } = this;
    this.#server = await startServer({ database, rateLimit: Infinity, port: this.#port, ...options });
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
