import type { Page } from 'playwright-core';

/** Everything of an event's detail, what is not enumerable in an error included. */
function recordCommentEvents(): void {
  const spelledOut = (_: string, value: unknown) =>
    value instanceof Error
      ? { ...value, name: value.name, message: value.message, stack: value.stack, cause: value.cause }
      : value;
  for (const type of ['comment-submit', 'comment-posted', 'comment-error'])
    document.addEventListener(type, (event) => {
      const { detail } = event as CustomEvent<unknown>;
      console.debug(`event ${type} ${JSON.stringify(detail, spelledOut)}`);
    });
}

/** Sees all that leaves a page or comes to it, from before its first script on, over every reload. */
export class Witness {
  /** Addresses of all requests, and of the page itself. */
  readonly addresses: string[] = [];
  /** What was posted, in that order, and the `Idempotency-Key` of each. */
  readonly posts: { readonly key: string | undefined; readonly body: string }[] = [];
  /** The details of all `comment-…` events, as `event comment-posted {…}`. */
  readonly events: string[] = [];
  /** What was written to the console, but what `console.debug` was told, and errors nobody caught. */
  readonly console: string[] = [];
  /** The errors among that. */
  readonly errors: string[] = [];
  /** `404 http://…` and the like. */
  readonly failures: string[] = [];
  readonly #answers: Promise<string>[] = [];

  private constructor(page: Page) {
    page.on('request', (request) => {
      this.addresses.push(request.url());
      const body = request.method() === 'POST' && request.postData();
      if (body) this.posts.push({ key: request.headers()['idempotency-key'], body });
    });
    page.on('requestfailed', (request) => this.failures.push(`${request.failure()?.errorText} ${request.url()}`));
    page.on('response', (response) => {
      if (response.status() >= 400) this.failures.push(`${response.status()} ${response.url()}`);
      const body = response.text().catch(() => 'no body');
      this.#answers.push(body.then((text) => `${JSON.stringify(response.headers())}\n${text}`));
    });
    page.on('framenavigated', (frame) => this.addresses.push(frame.url()));
    page.on('pageerror', (error) => {
      this.console.push(String(error));
      this.errors.push(String(error));
    });
    page.on('console', (message) => {
      const text = message.text();
      if (text.startsWith('event comment-')) this.events.push(text);
      else this.console.push(`${message.type()}: ${text}`);
      if (message.type() === 'error') this.errors.push(text);
    });
  }

  static async of(page: Page): Promise<Witness> {
    await page.addInitScript(recordCommentEvents);
    return new Witness(page);
  }

  /** Headers and bodies of all answers so far. */
  answers(): Promise<string[]> {
    return Promise.all(this.#answers);
  }
}

/** The whole document as HTML, through every open shadow root. */
export function wholeHtml(page: Page): Promise<string> {
  return page.evaluate(() => {
    const shadowRoots: ShadowRoot[] = [];
    const collect = (root: Document | ShadowRoot) => {
      for (const { shadowRoot } of root.querySelectorAll('*')) {
        if (!shadowRoot) continue;
        shadowRoots.push(shadowRoot);
        collect(shadowRoot);
      }
    };
    collect(document);
    return document.documentElement.getHTML({ shadowRoots });
  });
}
