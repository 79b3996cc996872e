import type { CommentData, Receipt } from '../core/comment.js';
import { asCommentError, CommentError } from '../core/errors.js';
import type { OpenThread } from './open-thread.js';
import type { OutboxEntry } from './outbox-storage.js';
import { lookAgain } from './second-look.js';

export type Posted = CommentData | Receipt;

/** How an attempt ended. */
export type Outcome =
  | { readonly stored: Posted }
  /** It failed. `since`: since when the backend may have the comment all the same, in milliseconds since the epoch. */
  | { readonly error: CommentError; readonly since: number | undefined }
  /** It may be there, and what is shown does not tell: nothing was sent. */
  | { readonly halt: 'uncertain' };

export interface Conditions {
  readonly openThread: () => Promise<OpenThread>;
  /** Whether the page still shows the conversation that the comment is of. */
  readonly isHere: () => boolean;
  /** Whether its author has asked for it, whatever may become of it. */
  readonly isUrged?: boolean;
  /** Called before anything leaves. @param since from now on the backend may have it */
  readonly leaves?: (since: number) => void;
}

/** In milliseconds: what is on its way for so long has arrived, or never will. */
const settled = 60_000;

/**
 * Sends a comment that may have been sent before, so that it is stored once: what a backend that takes everything twice may have is
 * looked for first, and what another one has already has arrived.
 */
export async function attempt(
  entry: OutboxEntry,
  { openThread, isHere, isUrged = false, leaves }: Conditions,
): Promise<Outcome> {
  const { draft, parentId, key, since: doubt, left = doubt, tries } = entry;
  try {
    if (!navigator.onLine && !isUrged) throw new CommentError('network', 'offline');
    const thread = await openThread();
    const { place } = thread;
    const adapter = await thread.ready();
    const isElsewhere = () => thread.place !== place || !isHere();
    const look = async () => {
      const found = await lookAgain({ adapter, ...place! }, entry);
      if (found && thread.place === place) thread.insert?.(found);
      return found;
    };
    const isRepeatable = !!adapter.isRepeatable?.(draft);
    if (!isRepeatable && (doubt || tries)) {
      // Where the thread cannot be read nothing can be sent either, and no doubt arises.
      const found = await look();
      if (found && doubt) return { stored: found };
      if (doubt && !isUrged) {
        if (!adapter.rules.unmoderated) return { halt: 'uncertain' };
        if (Date.now() - left! < settled) throw new CommentError('network', 'it may be on its way');
      }
    }
    if (isElsewhere()) throw new CommentError('network', 'the page has turned to another conversation');
    const since = doubt ?? Date.now();
    leaves?.(since);
    try {
      return { stored: await thread.post(draft, parentId, key) };
    } catch (caught) {
      const error = asCommentError(caught);
      const seen = async () => (isElsewhere() ? undefined : look().catch(() => undefined));
      if (error.outcome === 'unknown') {
        const found = isRepeatable ? undefined : await seen();
        return found ? { stored: found } : { error, since };
      }
      // What the backend has already is what a former attempt has brought there.
      if (error.code !== 'duplicate' || !doubt) return { error, since: doubt };
      return { stored: (await seen()) ?? { status: 'accepted' } };
    }
  } catch (caught) {
    // Nothing has left, whatever it was.
    const { code, message, retryAfter } = asCommentError(caught);
    return { error: new CommentError(code, message, { cause: caught, retryAfter }), since: doubt };
  }
}
