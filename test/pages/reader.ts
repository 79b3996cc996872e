import type { TestContext } from 'node:test';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openContext } from './chromium.ts';

export type FieldLabel = 'Commentaire' | 'Nom' | 'E-mail' | 'Site web';

export type Writing = Readonly<Partial<Record<FieldLabel, string>>>;

export const marie = {
  Commentaire: 'Chez nous, à Nantes, ils nichent sous la corniche de l’école.',
  Nom: 'Marie Le Goff',
  'E-mail': 'marie.legoff@exemple.fr',
} satisfies Writing;

/** Whoever waits for the end of `time-trap` in every test waits for minutes; one test does. */
function disarmTimeTrap(): void {
  document.addEventListener('DOMContentLoaded', () => {
    for (const widget of document.querySelectorAll('comment-widget')) widget.setAttribute('time-trap', '0');
  });
}

/** A person in front of a page: finds everything by its role and its name, as assistive tools do. */
export class Reader {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens a page in a context of its own, closed after the test. */
  static async at(t: TestContext, address: string, options: BrowserContextOptions = {}): Promise<Reader> {
    const reader = await Reader.before(t, options);
    await reader.page.goto(address);
    return reader;
  }

  /** Has the browser open, and no page in it yet. */
  static async before(t: TestContext, options: BrowserContextOptions = {}): Promise<Reader> {
    const context = await openContext(t, options);
    await context.addInitScript(disarmTimeTrap);
    return new Reader(await context.newPage());
  }

  get discussion(): Locator {
    return this.page.getByRole('region', { name: 'Commentaires' });
  }

  field(label: FieldLabel): Locator {
    return this.page.getByRole('textbox', { name: label });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name });
  }

  get submit(): Locator {
    return this.button('Laisser un commentaire');
  }

  get rememberMe(): Locator {
    return this.page.getByRole('checkbox', { name: /^Enregistrer/ });
  }

  /** A comment of the thread that says this. */
  comment(text: string): Locator {
    return this.discussion.getByRole('article').filter({ hasText: text });
  }

  /** Waits until the thread is there, headed by how many comments it has. */
  async hasRead(count: string): Promise<void> {
    await this.page.getByRole('heading', { name: count, exact: true }).waitFor();
  }

  async writes(writing: Writing = marie): Promise<void> {
    for (const [label, text] of Object.entries(writing)) await this.field(label as FieldLabel).fill(text);
  }

  async sends(writing: Writing = marie): Promise<void> {
    await this.writes(writing);
    await this.submit.click();
  }

  /** Waits until the page says this, to everybody's eyes. */
  async isTold(sentence: string | RegExp): Promise<void> {
    await this.page.getByText(sentence).filter({ visible: true }).waitFor();
  }

  /** Waits until assistive tools were told this at once. */
  async isAlerted(sentence: string | RegExp): Promise<void> {
    await this.page.getByRole('alert').filter({ hasText: sentence }).waitFor();
  }
}
