import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Submission } from './comment-schema.ts';

/** What only this server can work out, from a key that lies with its comments. */
export class ServerSecret {
  readonly #key: Uint8Array;

  constructor(database: DatabaseSync) {
    this.#key = database.prepare("SELECT value FROM secrets WHERE name = 'key'").get()?.['value'] as Uint8Array;
  }

  /** Proves that a comment is its author's. Never stored: the same comment has the same token each time. */
  tokenOf(id: number): string {
    return this.#sign('token', id);
  }

  isTokenOf(id: number, token: string): boolean {
    const [given, right] = [Buffer.from(token), Buffer.from(this.tokenOf(id))];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  /** The same for the same submission, and for no other: the comment itself may have been edited or deleted since. */
  digestOf({ thread, parentId, body, name, email, url }: Omit<Submission, 'extra' | 'page'>): string {
    return this.#sign('submission', thread, parentId, body, name, email, url);
  }

  #sign(...parts: readonly (string | number | null)[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('base64url');
  }
}
