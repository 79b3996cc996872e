import type { Adapter, AdapterOptions } from '../core/adapter.js';
import type { Order } from '../core/rules.js';

/** Where a conversation is read and written, and how. */
export interface ThreadPlace {
  /** The name of a registered backend, and what it is told; or an adapter of the page's own. */
  readonly backend: string | Adapter;
  readonly options: AdapterOptions;
  readonly thread: string;
  /** The backend's own by default. */
  readonly order: Order | null | undefined;
  /** How many comments a page has, replies not counted; as the backend does by default. */
  readonly pageSize: number | null | undefined;
  /** Seconds between two looks for news; 0 for none. */
  readonly refresh: number;
  /** BCP 47 tag of the reader's page. */
  readonly lang: string;
}

/** @returns backend and thread in one word: what is kept for one conversation is not another's */
export function placeKey({ backend, options, thread }: ThreadPlace): string {
  return `${options.endpoint ?? (typeof backend === 'string' ? backend : backend.name)} ${thread}`;
}
