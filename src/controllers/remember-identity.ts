import { identityKey, ofThisVisit, type Identity } from './identity.js';

/** CNIL, recommandation « cookies et autres traceurs »: thirteen months at most. In milliseconds. */
const lifetime = 390 * 24 * 60 * 60 * 1000;

/** @param store whether the reader ticked the box: only then anything is written to the device (loi Informatique et Libertés, article 82) */
export function rememberIdentity({ name, email, url }: Identity, store: boolean): void {
  ofThisVisit.identity = { name, email, url };
  if (!store) return;
  try {
    localStorage.setItem(identityKey, JSON.stringify({ name, email, url, until: Date.now() + lifetime }));
  } catch {
    // A storage that takes nothing keeps nothing.
  }
}
