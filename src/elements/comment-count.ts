/** A server has no elements, and may import this all the same. */
const ElementOfBrowser =
  (globalThis.HTMLElement as typeof HTMLElement | undefined) ?? (Object as unknown as typeof HTMLElement);

/**
 * How many comments a thread has, for teasers elsewhere: `<comment-count backend="rest" endpoint="/api/comments" thread="/article">`.
 * What the page has put into it stays until there is something better. All counts of a page are asked for in one request.
 *
 * @fires comment-error - the counts could not be read
 */
export class CommentCount extends ElementOfBrowser {
  static readonly observedAttributes = ['backend', 'endpoint', 'thread', 'lang'];

  /** The thread that is counted; the page's own by default. */
  get thread(): string {
    return this.getAttribute('thread') || location.pathname;
  }

  connectedCallback(): void {
    // The form of a page goes first. A chunk that does not come leaves what the page has put here.
    import('../controllers/counting.js').then(({ count }) => count(this)).catch(() => undefined);
  }

  attributeChangedCallback(_: string, before: string | null): void {
    if (before !== null && this.isConnected) this.connectedCallback();
  }
}
