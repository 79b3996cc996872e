import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { marie, Reader } from './reader.ts';

/** The edge of an element and what is behind it, as the browser paints them. */
function edge(element: Element): { width: number; style: string; color: string; behind: string } {
  const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(element);
  return { width: parseFloat(borderTopWidth), style: borderTopStyle, color: borderTopColor, behind: backgroundColor };
}

describeInChromium('a reader who chose the colours', () => {
  it('sees where the fields and the button are, and what is wrong', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url, { forcedColors: 'active' });
    await reader.hasRead('Aucun commentaire');
    for (const control of [reader.submit, reader.field('Commentaire'), reader.field('Nom')]) {
      const { width, style, color, behind } = await control.evaluate(edge);
      assert.ok(width >= 1 && style === 'solid' && color !== behind, `${width} ${style} ${color} on ${behind}`);
    }
    const colors = await reader.submit.evaluate((button) => {
      const label = button.querySelector('span') ?? button;
      return [getComputedStyle(label).color, getComputedStyle(button).backgroundColor];
    });
    assert.notEqual(colors[0], colors[1]);

    await reader.submit.focus();
    const outline = await reader.submit.evaluate((button) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(button);
      return `${outlineWidth} ${outlineStyle}`;
    });
    assert.match(outline, /^[2-9]px solid$/);

    const before = await reader.field('Nom').evaluate(edge);
    await reader.submit.click();
    await reader.isAlerted(/3\u00a0champs à corriger/);
    assert.notDeepEqual(await reader.field('Nom').evaluate(edge), before);
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
  });
});

describeInChromium('the way back to the top', () => {
  const jump = async (reader: Reader) => {
    await reader.comment('Brigitte Lemaire').waitFor();
    const link = reader.page.getByRole('link', { name: 'Retour en haut' });
    await link.scrollIntoViewIfNeeded();
    await reader.page.waitForFunction(() => scrollY > 1000);
    return link.evaluate((element) => {
      (element as HTMLElement).click();
      return scrollY;
    });
  };

  it('is a smooth one', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.at(t, demo.url);
    assert.ok((await jump(reader)) > 0);
    await reader.page.waitForFunction(() => scrollY === 0);
  });

  it('is no way at all for who wants less motion, as nothing else moves', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.at(t, demo.url, { reducedMotion: 'reduce' });
    assert.equal(await jump(reader), 0);
    await reader.sends(marie);
    await reader.isTold('Votre commentaire est publié.');
    const moving = await reader.page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0);
    assert.equal(await reader.page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
  });
});
