import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { marie, Reader } from './reader.ts';

const narrow = {
  'at 320 px': { viewport: { width: 320, height: 640 } },
  'at 1280 px, zoomed to 400 %': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
} satisfies Record<string, BrowserContextOptions>;

const longName = { ...marie, Nom: 'MarieClaire'.repeat(9) };
const longWord = `https://exemple.fr/${'anticonstitutionnellement'.repeat(20)}`;

/** What makes the page wider than its window, innermost first, through every shadow root. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const found: string[] = [];
    const look = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        const { width } = element.getBoundingClientRect();
        if (width > clientWidth) found.unshift(`${element.localName}.${element.className} ${width}`);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return [`${scrollWidth} > ${clientWidth}`, ...found.slice(0, 3)];
  });
}

/** WCAG 2.2, 1.4.12, as bookmarklets for it do: through every shadow root, and against every rule. */
function spaceText(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
    /* What is out of sight has no size of its own to be looked at. */
    * { content-visibility: visible !important; }`);
  const adopt = (root: Document | ShadowRoot) => {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) adopt(shadowRoot);
  };
  adopt(document);
}

/** Texts of the widget that stick out of their own box, or stand on another one. */
function cutOff(widget: Element): string[] {
  const texts = [...widget.shadowRoot!.querySelectorAll('h2, p, label, button, a, time')].filter(
    (element) => element.checkVisibility() && element.textContent.trim(),
  );
  const place = (element: Element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return { element, box: element.getBoundingClientRect(), text: range.getBoundingClientRect() };
  };
  const name = ({ element }: { element: Element }) =>
    `${element.localName} “${element.textContent.trim().slice(0, 40)}”`;
  const places = texts.map(place);
  const cut = places.filter(({ box, text }) => text.width > box.width + 1 || text.height > box.height + 1);
  const covered = places.flatMap((some, index) => {
    const covers = places.slice(index + 1).filter(({ element, text }) => {
      if (some.element.contains(element)) return false;
      const width = Math.min(some.text.right, text.right) - Math.max(some.text.left, text.left);
      const height = Math.min(some.text.bottom, text.bottom) - Math.max(some.text.top, text.top);
      return width > 1 && height > 1;
    });
    return covers.map((other) => `${name(some)} under ${name(other)}`);
  });
  return [...cut.map(name), ...covered];
}

describeInChromium('a narrow window', () => {
  for (const [where, options] of Object.entries(narrow)) {
    it(`${where} never scrolls sideways`, async (t) => {
      const demo = await Demo.open(t, { seeded: true });
      const reader = await Reader.before(t, options);
      const { page } = reader;
      for (const path of ['/', '/sans-script']) {
        await page.goto(demo.url + path);
        await page.getByRole('heading', { name: /^\d+\scommentaires$/ }).waitFor();
        assert.deepEqual(await overflowing(page), [], path);
        await reader.writes({ ...longName, 'E-mail': 'marie', 'Site web': 'x'.repeat(300) });
        await reader.field('Nom').press('Enter');
        await reader.isAlerted(/à corriger/);
        assert.deepEqual(await overflowing(page), [], `${path}, mistakes`);
        await page.route('**/api/comments', (route) => route.abort(), { times: 1 });
        await reader.writes({ 'E-mail': `${'marie.'.repeat(9)}le@gmial.com`, 'Site web': '' });
        await reader.field('Nom').press('Enter');
        await reader.button('Envoyer maintenant').waitFor();
        assert.deepEqual(await overflowing(page), [], `${path}, what waits`);
        await reader.button('Envoyer maintenant').click();
        await reader.comment(longName.Nom).waitFor();
        assert.deepEqual(await overflowing(page), [], `${path}, a long name`);
      }
    });
  }

  for (const path of ['/', '/sans-script']) {
    it(`has room for a long word, while it is written and when it is shown: ${path}`, async (t) => {
      const demo = await Demo.open(t);
      const reader = await Reader.at(t, demo.url + path, narrow['at 320 px']);
      await reader.hasRead('Aucun commentaire');
      await reader.writes({ ...marie, Commentaire: longWord });
      assert.deepEqual(await overflowing(reader.page), []);
      await reader.field('Nom').press('Enter');
      await reader.comment(longWord).waitFor();
      assert.deepEqual(await overflowing(reader.page), []);
    });
  }

  for (const path of ['/csp', '/langues', '/themes', '/etats', '/pages']) {
    it(`has room for ${path}`, async (t) => {
      const demo = await Demo.open(t, { seeded: true });
      const reader = await Reader.before(t, narrow['at 320 px']);
      await reader.page.goto(demo.url + path, { waitUntil: 'networkidle' });
      assert.deepEqual(await overflowing(reader.page), []);
    });
  }
});

describeInChromium('text that is set wider', () => {
  for (const width of [320, 1280]) {
    it(`is not cut off at ${width} px`, async (t) => {
      const demo = await Demo.open(t, { seeded: true });
      const reader = await Reader.at(t, demo.url, { viewport: { width, height: 900 } });
      const { page } = reader;
      await reader.comment('Brigitte Lemaire').waitFor();
      await page.evaluate(spaceText);
      const widget = page.locator('comment-widget');
      assert.deepEqual(await widget.evaluate(cutOff), []);
      await reader.writes({ Commentaire: 'mot '.repeat(1240), 'E-mail': 'marie@gmial.com' });
      await reader.field('Commentaire').press('Control+Enter');
      await reader.isAlerted(/à corriger/);
      assert.deepEqual(await widget.evaluate(cutOff), []);
      assert.deepEqual(await overflowing(page), []);
    });
  }
});
