import type { Stored } from './audit.ts';

/** A backend that nobody but the readers of the bench writes to. */
export interface Backend {
  /** What pages call it. */
  readonly name: string;
  /**
   * False where it looks for a duplicate first and stores then: of two requests at the same moment it would store both, and no client
   * can help it.
   */
  readonly isAtomic: boolean;
  /** What of an address belongs to its API: its path, and its query. */
  readonly api: RegExp;
  /** @returns the address of an article that has no comments yet */
  openArticle(): Promise<string>;
  /** Every comment there is, from the store itself, past all that answers requests. */
  stored(): Promise<readonly Stored[]>;
  close(): Promise<void>;
}
