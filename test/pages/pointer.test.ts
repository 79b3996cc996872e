import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { marie, Reader } from './reader.ts';

const windows = { 'a desk': { width: 1280, height: 900 }, 'a telephone': { width: 360, height: 740 } };

/** The button is pressed while the last field still has the focus: what leaving that one brings up must not push the button away. */
describeInChromium('one click is enough', () => {
  for (const path of ['/', '/sans-script'])
    for (const [where, viewport] of Object.entries(windows)) {
      it(`to hear what is wrong, and to send what is right: ${path} on ${where}`, async (t) => {
        const demo = await Demo.open(t);
        const reader = await Reader.at(t, demo.url + path, { viewport });
        await reader.hasRead('Aucun commentaire');
        await t.test('a wrong address', async () => {
          await reader.sends({ ...marie, 'E-mail': 'marie' });
          await reader.isAlerted(/1\u00a0champ à corriger/);
        });
        await t.test('an address for which another one is suggested', async () => {
          await reader.sends({ ...marie, 'E-mail': 'marie@gmial.com' });
          await reader.isTold('Votre commentaire est publié.');
          assert.equal(demo.stored[0]?.email, 'marie@gmial.com');
        });
      });
    }
});
