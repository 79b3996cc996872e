/** Sees what must not happen, whatever an answer says: that it runs, and that anything goes wrong unnoticed. */
export class Watch {
  readonly #wrongs: string[] = [];

  /** Watches over the tests of the `describe` that calls it, and leaves the network as it was. */
  static keep(): Watch {
    const watch = new Watch();
    const { fetch } = globalThis;
    const note = (event: ErrorEvent | PromiseRejectionEvent) => {
      watch.#wrongs.push('reason' in event ? `in a promise: ${String(event.reason)}` : event.message);
    };
    before(() => {
      addEventListener('error', note);
      addEventListener('unhandledrejection', note);
      // What `attacks.ts` calls.
      Object.assign(globalThis, { trip: () => watch.#wrongs.push('something ran') });
    });
    afterEach(() => void (globalThis.fetch = fetch));
    after(() => {
      removeEventListener('error', note);
      removeEventListener('unhandledrejection', note);
      Reflect.deleteProperty(globalThis, 'trip');
    });
    return watch;
  }

  /** From now on nothing is fetched for the page from elsewhere, and no markup runs: what would is noted. */
  lockThePage(): void {
    before(() => {
      const policy = document.createElement('meta');
      policy.httpEquiv = 'Content-Security-Policy';
      policy.content = "script-src 'self'; img-src 'self' data:; media-src 'none'; object-src 'none'; frame-src 'none'";
      document.head.append(policy);
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        this.#wrongs.push(`${violatedDirective} kept out ${blockedURI}`),
      );
    });
  }

  /** @throws with what has happened since it was asked last */
  check(): void {
    const wrongs = this.#wrongs.splice(0);
    if (Object.keys(Object.prototype).length || 'polluted' in {}) wrongs.push('all objects are others now');
    if (wrongs.length) throw new Error(wrongs.join('\n'));
  }
}
