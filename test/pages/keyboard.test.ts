import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { eventually } from './eventually.ts';
import { marie, Reader } from './reader.ts';

/** More than there is to tab through on a page of the demo. */
const manyStops = 80;

/** Scrolls at once, so that what has the focus is in the window as soon as it has it. */
const calm = { reducedMotion: 'reduce' } as const;

interface Stop {
  /** Tag and text, to be named in a failure. */
  readonly what: string;
  readonly isVisible: boolean;
}

/** What has the focus, and whether that can be seen: an outline of its own, inside the window. */
function focusStop(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return { what: 'body', isVisible: false };
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { top, bottom, width, height } = element.getBoundingClientRect();
    const isInside = bottom > 0 && top < innerHeight && width > 1 && height > 1;
    const what = `${element.localName} ${element.id || element.textContent.trim()}`;
    return { what, isVisible: isInside && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
  });
}

const hasFocus = (locator: Locator) => locator.evaluate((element) => element.matches(':focus'));

/** Tabs on, and looks at every stop, until this has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let stops = 0; stops < manyStops; stops++) {
    await page.keyboard.press(key);
    const stop = await focusStop(page);
    assert.ok(stop.isVisible, `the focus is seen on: ${stop.what}`);
    if (await hasFocus(target)) return;
  }
  assert.fail(`${key} never leads to ${String(target)}`);
}

async function typeInto(reader: Reader, writing: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(writing)) {
    await tabTo(reader.page, reader.field(label as keyof typeof marie));
    await reader.page.keyboard.type(text);
  }
}

describeInChromium('with the keyboard alone', () => {
  it('a reader comes from the address to the form, writes, and sends with Enter, then with Ctrl+Enter', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url, calm);
    const { page } = reader;
    await typeInto(reader, marie);
    await tabTo(page, reader.rememberMe);
    await page.keyboard.press('Space');
    assert.ok(await reader.rememberMe.isChecked());
    await tabTo(page, reader.submit);
    await page.keyboard.press('Enter');
    await reader.isTold('Votre commentaire est publié.');
    await eventually(async () => assert.ok(await hasFocus(reader.comment(marie.Commentaire))));

    await tabTo(page, reader.field('Commentaire'), 'Shift+Tab');
    await page.keyboard.type('Et un second.');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Sur deux lignes.');
    await page.keyboard.press('Control+Enter');
    await reader.comment('Et un second.').waitFor();
    await eventually(async () => assert.ok(await hasFocus(reader.comment('Et un second.'))));
    assert.deepEqual(
      demo.stored.map(({ body }) => body),
      [marie.Commentaire, 'Et un second.\nSur deux lignes.'],
    );
  });

  it('comes to what is to be mended, and on to the field', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url, calm);
    const { page } = reader;
    await typeInto(reader, { Commentaire: marie.Commentaire, 'E-mail': 'marie' });
    await page.keyboard.press('Control+Enter');
    await reader.isAlerted(/2\u00a0champs à corriger/);
    const summary = page.getByRole('alert');
    await eventually(async () => assert.ok(await hasFocus(summary)));

    const link = summary.getByRole('link', { name: /e-mail/ });
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    assert.ok(await hasFocus(reader.field('E-mail')));
    assert.ok((await focusStop(page)).isVisible);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(marie['E-mail']);
    await tabTo(page, reader.field('Nom'), 'Shift+Tab');
    await page.keyboard.type(marie.Nom);
    await page.keyboard.press('Control+Enter');
    await reader.comment(marie.Commentaire).waitFor();
  });

  it('tries again after a failure', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url, calm);
    const { page } = reader;
    await page.route('**/api/comments', (route) => route.abort(), { times: 1 });
    await reader.writes();
    await reader.field('Site web').press('Control+Enter');
    await reader.isTold('En attente d’envoi');
    await tabTo(page, reader.button('Envoyer maintenant'));
    await page.keyboard.press('Enter');
    await eventually(async () => assert.ok(await hasFocus(reader.comment(marie.Commentaire))));
  });

  it('goes back to the top, and on from there', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.at(t, demo.url, calm);
    const { page } = reader;
    await reader.comment('Brigitte Lemaire').waitFor();
    const link = page.getByRole('link', { name: 'Retour en haut' });
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => scrollY === 0);
    await page.keyboard.press('Tab');
    assert.ok(await hasFocus(page.getByRole('link', { name: 'Aller au contenu' })));
  });

  for (const reducedMotion of ['reduce', 'no-preference'] as const)
    it(`sees what was sent, however long the thread is that it stands under (motion: ${reducedMotion})`, async (t) => {
      const demo = await Demo.open(t, { seeded: true, seedCount: 1500 });
      const reader = await Reader.at(t, demo.url, { reducedMotion });
      const { page } = reader;
      await reader.button('Afficher plus de commentaires').waitFor();
      await reader.writes();
      await reader.field('Commentaire').press('Control+Enter');
      await eventually(async () => assert.ok(await hasFocus(reader.comment(marie.Commentaire))));
      // Whatever still finds its height has it by then.
      await page.waitForTimeout(1000);
      assert.ok((await focusStop(page)).isVisible);
    });

  it('answers, leaves an answer with Escape, and finds it again', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.at(t, demo.url, calm);
    const { page } = reader;
    await reader.comment('Brigitte Lemaire').first().waitFor();
    const reply = reader.button('Répondre à Brigitte Lemaire').first();
    await tabTo(page, reply);
    await page.keyboard.press('Enter');
    const answer = page.getByRole('textbox', { name: 'Commentaire' }).nth(1);
    await eventually(async () => assert.ok(await hasFocus(answer)));
    await page.keyboard.type('Chez nous aussi.');
    await page.keyboard.press('Escape');
    await eventually(async () => assert.ok(await hasFocus(reply)));
    await page.keyboard.press('Enter');
    await eventually(async () => assert.ok(await hasFocus(answer)));
    assert.equal(await answer.inputValue(), 'Chez nous aussi.');
    await tabTo(page, reader.button('Annuler la réponse'));
    await page.keyboard.press('Enter');
    await eventually(async () => assert.ok(await hasFocus(reply)));
    const { y } = (await reply.boundingBox())!;
    assert.ok(y >= 5, 'its ring is not cut off at the edge of the window');
  });

  it('changes its comment, thinks better of deleting it, and deletes it', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.at(t, demo.url, calm);
    const { page } = reader;
    await typeInto(reader, marie);
    await page.keyboard.press('Control+Enter');
    const own = reader.comment(marie.Commentaire);
    await eventually(async () => assert.ok(await hasFocus(own)));
    const press = async (name: string) => {
      await tabTo(page, own.getByRole('button', { name }).first());
      await page.keyboard.press('Enter');
    };
    await press('Modifier');
    await eventually(async () => assert.ok(await hasFocus(own.getByRole('textbox'))));
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Et au lavoir.');
    await press('Enregistrer');
    await reader.comment('Et au lavoir.').waitFor();
    await eventually(async () => assert.ok(await hasFocus(own)));
    await press('Supprimer');
    await press('Annuler');
    await eventually(async () => assert.match((await focusStop(page)).what, /Supprimer/));
    await page.keyboard.press('Enter');
    await eventually(async () => assert.ok(await hasFocus(own.locator('form').getByRole('button').first())));
    await page.keyboard.press('Enter');
    await own.waitFor({ state: 'detached' });
    await eventually(async () => assert.match((await focusStop(page)).what, /^h2/));
    assert.ok((await focusStop(page)).isVisible);
  });

  it('hears, where it was pressed, that a vote did not get through', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.at(t, demo.url, calm);
    const { page } = reader;
    await page.route(/vote/, (route) => route.abort());
    const like = reader.button('J’aime, commentaire de').first();
    await like.waitFor();
    await tabTo(page, like);
    await page.keyboard.press('Space');
    await reader.isAlerted('Le site ne répond pas.');
    assert.ok(await hasFocus(like));
  });

  it('gets through the whole page, there and back', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.at(t, demo.url, calm);
    const { page } = reader;
    await reader.comment('Brigitte Lemaire').waitFor();
    const first = page.getByRole('link', { name: 'Aller au contenu' });
    const last = page.getByRole('link', { name: 'Toutes les pages de démonstration' });
    await tabTo(page, last);
    await tabTo(page, first, 'Shift+Tab');
  });
});
