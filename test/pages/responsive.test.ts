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

const long = { ...marie, Commentaire: 'anticonstitutionnellement'.repeat(20), Nom: 'Marie-'.repeat(16) };

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
    p { margin-block-end: 2em !important; }`);
  const adopt = (root: Document | ShadowRoot) => {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) adopt(shadowRoot);
  };
  adopt(document);
}

/** Elements of the widget whose text does not fit into them, or that stand on one another. */
function cutOff(widget: Element): string[] {
  const root = widget.shadowRoot ?? widget;
  const shown = [...root.querySelectorAll<HTMLElement>('*')].filter(
    (element) => element.checkVisibility() && getComputedStyle(element).clipPath === 'none' && element.offsetWidth > 1,
  );
  const name = (element: Element) => `${element.localName} “${element.textContent.trim().slice(0, 40)}”`;
  const cut = shown.filter((element) => {
    const { overflow, display } = getComputedStyle(element);
    if (display.startsWith('inline') && display !== 'inline-flex') return false;
    const clips = overflow !== 'visible' || element.localName === 'button';
    const isField = element.matches('input, textarea');
    return clips && !isField && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
  });
  const controls = shown.filter((element) => element.matches('button, input, textarea, label, h2, p'));
  const collisions = controls.flatMap((some, index) =>
    controls.slice(index + 1).filter((other) => {
      if (some.contains(other) || other.contains(some)) return false;
      const [a, b] = [some.getBoundingClientRect(), other.getBoundingClientRect()];
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      return width > 1 && height > 1;
    }).map((other) => `${name(some)} on ${name(other)}`),
  );
  return [...cut.map(name), ...collisions];
}

describeInChromium('a narrow window', () => {
  for (const [where, options] of Object.entries(narrow)) {
    it(`${where} never scrolls sideways`, async (t) => {
      const demo = await Demo.open(t, { seeded: true });
      const reader = await Reader.before(t, options);
      const { page } = reader;
      for (const path of ['/', '/sans-script']) {
        await page.goto(demo.url + path);
        await page.getByRole('heading', { name: /^\d commentaires$/ }).waitFor();
        assert.deepEqual(await overflowing(page), [], path);
        await reader.writes({ ...long, 'E-mail': 'marie', 'Site web': 'x'.repeat(300) });
        await reader.field('Nom').press('Enter');
        await reader.isAlerted(/à corriger/);
        assert.deepEqual(await overflowing(page), [], `${path}, mistakes`);
        await page.route('**/api/comments', (route) => route.abort(), { times: 1 });
        await reader.writes({ 'E-mail': `${'marie.'.repeat(9)}le@gmial.com`, 'Site web': '' });
        await reader.field('Nom').press('Enter');
        await reader.button('Réessayer').waitFor();
        assert.deepEqual(await overflowing(page), [], `${path}, a failure`);
        await reader.button('Réessayer').click();
        await reader.comment(long.Commentaire).waitFor();
        assert.deepEqual(await overflowing(page), [], `${path}, a long word`);
      }
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
      await reader.writes({ Commentaire: 'x'.repeat(4990), 'E-mail': 'marie@gmial.com' });
      await reader.field('Commentaire').press('Control+Enter');
      await reader.isAlerted(/à corriger/);
      assert.deepEqual(await widget.evaluate(cutOff), []);
      assert.deepEqual(await overflowing(page), []);
    });
  }
});
