import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { BrowserContextOptions } from 'playwright-core';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { marie, Reader } from './reader.ts';

/** In CSS pixels: WCAG 2.2, 2.5.8 for a mouse; 2.5.5 for a finger. */
const pointers = {
  mouse: { smallest: 24, options: {} },
  finger: { smallest: 44, options: { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } } },
} satisfies Record<string, { smallest: number; options: BrowserContextOptions }>;

const roles = ['button', 'link', 'textbox', 'checkbox'] as const;

/** Whatever can be pressed in the discussion and is too small; a box is pressed by its label, too. */
async function tooSmall(reader: Reader, smallest: number): Promise<string[]> {
  const found: string[] = [];
  let looked = 0;
  for (const role of roles) {
    for (const target of await reader.discussion.getByRole(role).filter({ visible: true }).all()) {
      looked++;
      const size = await target.evaluate((element) => {
        const label = element.matches('[type="checkbox"]') ? (element as HTMLInputElement).labels?.[0] : undefined;
        const { width, height } = (label ?? element).getBoundingClientRect();
        return { width, height, text: element.textContent.trim() || element.id };
      });
      if (size.width < smallest - 0.01 || size.height < smallest - 0.01)
        found.push(`${role} ${size.text}: ${size.width} × ${size.height}`);
    }
  }
  assert.ok(looked > 5);
  return found;
}

describeInChromium('everything can be hit', () => {
  for (const [pointer, { smallest, options }] of Object.entries(pointers))
    for (const path of ['/', '/sans-script']) {
      it(`with a ${pointer} on ${path}`, async (t) => {
        const demo = await Demo.open(t, { seeded: true });
        const reader = await Reader.at(t, demo.url + path, options);
        const { page } = reader;
        await page.getByRole('heading', { name: /^\d+\scommentaires$/ }).waitFor();
        assert.equal(await page.evaluate(() => matchMedia('(pointer: coarse)').matches), pointer === 'finger');
        assert.deepEqual(await tooSmall(reader, smallest), []);

        await t.test('what leads to mistakes', async () => {
          await reader.writes({ 'E-mail': 'marie@exemple' });
          await reader.field('E-mail').press('Enter');
          await reader.isAlerted(/à corriger/);
          assert.deepEqual(await tooSmall(reader, smallest), []);
        });

        await t.test('what suggests another address', async () => {
          await reader.writes({ ...marie, 'E-mail': 'marie@gmial.com', 'Site web': 'https://exemple.fr' });
          await reader.button('marie@gmail.com').waitFor();
          assert.deepEqual(await tooSmall(reader, smallest), []);
        });

        await t.test('what waits to be sent', async () => {
          await page.route('**/api/comments', (route) => route.abort(), { times: 1 });
          await reader.field('Nom').press('Enter');
          await reader.button('Envoyer maintenant').waitFor();
          assert.deepEqual(await tooSmall(reader, smallest), []);
        });

        await t.test('what others wrote', async () => {
          await reader.button('Envoyer maintenant').click();
          await reader.comment(marie.Commentaire).waitFor();
          assert.deepEqual(await tooSmall(reader, smallest), []);
        });
      });
    }
});
