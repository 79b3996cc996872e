/** What a reader says of themselves. It never leaves this browser but with a comment. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

export const identityKey = 'comment-widget:identity';

/** Kept in memory for the next comment of the same visit, consent or not (WCAG 2.2, 3.3.7). */
export const ofThisVisit: { identity?: Identity } = {};

/** A storage that is off, full or holds something else is the same to a reader as an empty one. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}

/** @returns what this browser keeps beyond the visit, by consent. */
export function storedIdentity(): Identity | undefined {
  return withStorage((storage) => {
    const { until, ...identity } = JSON.parse(storage.getItem(identityKey)!) as Identity & { until: number };
    return until > Date.now() ? identity : forgetIdentity();
  });
}

/** @returns what was said in this visit or, by consent, in an earlier one. */
export function recallIdentity(): Identity | undefined {
  return ofThisVisit.identity ?? storedIdentity();
}

/** Erases at once what the browser keeps; what is in memory lasts for the visit. */
export function forgetIdentity(): undefined {
  withStorage((storage) => storage.removeItem(identityKey));
}
