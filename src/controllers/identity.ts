/** What a reader says of themselves. It never leaves this browser but with a comment. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

const key = 'comment-widget:identity';
/** CNIL, recommandation « cookies et autres traceurs »: thirteen months at most. In milliseconds. */
const lifetime = 390 * 24 * 60 * 60 * 1000;

/** Kept in memory for the next comment of the same visit, consent or not (WCAG 2.2, 3.3.7). */
let ofThisVisit: Identity | undefined;

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
    const { until, ...identity } = JSON.parse(storage.getItem(key)!) as Identity & { until: number };
    return until > Date.now() ? identity : forgetIdentity();
  });
}

/** @returns what was said in this visit or, by consent, in an earlier one. */
export function recallIdentity(): Identity | undefined {
  return ofThisVisit ?? storedIdentity();
}

/** @param store whether the reader ticked the box: only then anything is written to the device (loi Informatique et Libertés, article 82) */
export function rememberIdentity({ name, email, url }: Identity, store: boolean): void {
  ofThisVisit = { name, email, url };
  if (!store) return;
  const kept = { ...ofThisVisit, until: Date.now() + lifetime };
  withStorage((storage) => storage.setItem(key, JSON.stringify(kept)));
}

/** Erases at once what the browser keeps; what is in memory lasts for the visit. */
export function forgetIdentity(): undefined {
  withStorage((storage) => storage.removeItem(key));
}
