import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext, ElementHandle, Page } from 'playwright-core';
import type { Mark } from './mark.ts';
import { keepRecords, recordPrefix } from './recorder.ts';
import { look, type Sight } from './sight.ts';

/** In milliseconds: far more than anything takes that comes to an end at all. */
const patience = 60_000;

/** In milliseconds: how long a reader looks for what may not be there. */
export const shortPatience = 2_000;

/** In milliseconds, between two looks at a page. */
const glance = 40;

const fields = {
  'input[name="name"], input[name="author"]': 'Marie Le Goff',
  'input[name="email"]': 'marie.legoff@exemple.fr',
};

/** One person in one browser, at one article, in one tab or two. */
export class Visitor {
  readonly #context: BrowserContext;
  readonly #article: string;
  #page!: Page;

  private constructor(context: BrowserContext, article: string) {
    this.#context = context;
    this.#article = article;
  }

  /** @param proxy what the browser goes through */
  static async at(article: string, browser: Browser, proxy: string): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'fr-FR', proxy: { server: proxy } });
    context.setDefaultTimeout(patience);
    await context.addInitScript(keepRecords, recordPrefix);
    const visitor = new Visitor(context, article);
    await visitor.#open();
    return visitor;
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  /** Looks until something is so. @throws Error when it does not come to that, with what is seen instead */
  async sees(mark: Mark, what: string, isSo: (sight: Sight) => boolean, wait = patience): Promise<Sight> {
    const deadline = performance.now() + wait;
    for (let last: Sight | undefined; ; await delay(glance)) {
      // A page that is on its way is looked at once it is there.
      last = (await this.#page.evaluate(look, [mark, recordPrefix] as const).catch(() => undefined)) ?? last;
      if (last && isSo(last)) return last;
      if (performance.now() > deadline) throw new Error(`${mark}: not ${what}, but ${JSON.stringify(last)}`);
    }
  }

  /**
   * Writes into the form of the page, or into the one that answers a comment.
   * @returns false where the form went away meanwhile
   */
  writes(text: string, parent: Mark | undefined): Promise<boolean> {
    return unlessGone(async () => {
      const form = await this.#part(parent, 'form');
      await (await form.$('textarea'))!.fill(text);
      await identify(form);
    });
  }

  /** Presses the button of a form. What the browser does not keep of the writer is written once more. */
  sends(parent: Mark | undefined): Promise<boolean> {
    return unlessGone(async () => {
      const form = await this.#part(parent, 'form');
      await identify(form);
      await (await form.$('[type="submit"], button:not([type])'))!.click();
    });
  }

  /** Presses the button that a failure comes with. */
  async retries(parent: Mark | undefined): Promise<void> {
    await (await this.#part(parent, '[part~="failure"] [part="retry"]')).click();
  }

  /** Presses a button of a comment that waits. It may be sent by itself at any time: then there is none. */
  async presses(mark: Mark, button: 'Envoyer maintenant' | 'Modifier' | 'Renoncer'): Promise<void> {
    const body = this.#page.locator('[part="body"]', { hasText: new RegExp(`\\b${mark}\\b`) });
    const card = this.#page.locator('[part="waiting"]').filter({ has: body });
    await card
      .getByRole('button', { name: button })
      .click({ timeout: shortPatience })
      .catch(() => undefined);
  }

  /** Takes back what was given up last. */
  async restores(): Promise<void> {
    await this.#page.locator('[part="outbox"]').getByRole('button', { name: 'Rétablir' }).click();
  }

  /** Opens the form below a comment, where it is not open. @returns false where the comment is not there to be answered */
  async opensAnswer(parent: Mark): Promise<boolean> {
    const article = this.#page.locator('article').filter({ has: this.#page.getByText(new RegExp(`\\b${parent}\\b`)) });
    const button = article.getByRole('button', { name: /^Répondre à/ }).first();
    // It comes with the thread, which takes some requests.
    await button.waitFor({ timeout: shortPatience }).catch(() => undefined);
    if (!(await button.isVisible())) return false;
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
    return true;
  }

  async reloads(): Promise<void> {
    await this.#page.reload({ waitUntil: 'commit' });
  }

  /** Closes the tab and comes back in another one. */
  async comesBack(): Promise<void> {
    await leave(this.#page);
    await this.#open();
  }

  /** Opens the article a second time, and stays in the first tab; a second tab of before is closed. */
  async opensTwice(): Promise<void> {
    const first = this.#page;
    for (const other of this.#context.pages()) if (other !== first) await leave(other);
    await this.#open();
    this.#page = first;
  }

  /** Opens the article a second time, and closes the first tab then. */
  async moves(): Promise<void> {
    const first = this.#page;
    await this.#open();
    await leave(first);
  }

  setOffline(isOffline: boolean): Promise<void> {
    return this.#context.setOffline(isOffline);
  }

  async #open(): Promise<void> {
    this.#page = await this.#context.newPage();
    await this.#page.goto(this.#article, { waitUntil: 'commit' });
  }

  /** What stands in the form of the page, or in the one that answers a comment. A form of the page's own stands elsewhere. */
  async #part(parent: Mark | undefined, selector: string): Promise<ElementHandle<HTMLElement>> {
    const find = ([answered, part]: readonly [string | undefined, string]) => {
      const widget = document.querySelector('comment-widget');
      const all = [...(widget?.shadowRoot?.querySelectorAll('comment-form') ?? [])];
      const isOfIt = (element: Element) =>
        new RegExp(`\\b${answered}\\b`).test(
          element.closest('article')?.querySelector('[part="body"]')?.textContent ?? '',
        );
      const element = all.find((one) => (answered === undefined ? !one.closest('article') : isOfIt(one)));
      return element && (element.querySelector<HTMLElement>(part) ?? widget!.querySelector<HTMLElement>(part));
    };
    return (await this.#page.waitForFunction(find, [parent, selector] as const)) as ElementHandle<HTMLElement>;
  }
}

async function identify(form: ElementHandle<HTMLElement>): Promise<void> {
  for (const [selector, value] of Object.entries(fields)) await (await form.$(selector))?.fill(value);
}

/** A widget may take its form away, and a page be on its way to another load, while somebody writes in it. */
async function unlessGone(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (/not attached|adopt element handle from a different document/.test(String(error))) return false;
    throw error;
  }
}

/** Closes a tab as a person does: the page is told. */
async function leave(page: Page): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}
