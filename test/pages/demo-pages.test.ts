import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { Reader } from './reader.ts';
import { Witness } from './witness.ts';

const paths = ['/', '/sans-script', '/csp', '/langues', '/themes', '/etats', '/pages'];

/** What /etats tells the owner of a site on purpose. */
const intended: Readonly<Record<string, RegExp>> = { '/etats': /^comment-widget\b.*: A state of the demo\./ };

describeInChromium('a page of the demo', () => {
  for (const path of paths) {
    it(`${path} has no error, and needs nobody else`, async (t) => {
      const demo = await Demo.open(t, { seeded: true });
      const reader = await Reader.before(t);
      const { page } = reader;
      const witness = await Witness.of(page);
      await page.goto(demo.url + path, { waitUntil: 'networkidle' });
      await page.getByRole('contentinfo').scrollIntoViewIfNeeded();
      await page.waitForLoadState('networkidle');
      const errors = witness.errors.filter((error) => !intended[path]?.test(error));
      assert.deepEqual([errors, witness.failures], [[], []]);
      assert.ok(witness.addresses.length > 1);
      for (const address of witness.addresses) assert.equal(new URL(address).origin, demo.url);
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    });
  }

  it('leads nowhere that is not there', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.before(t, { javaScriptEnabled: false });
    const { page } = reader;
    const targets = new Set<string>();
    for (const path of paths) {
      await page.goto(demo.url + path);
      for (const link of await page.getByRole('link', { includeHidden: true }).all())
        targets.add(new URL((await link.getAttribute('href'))!, demo.url + path).href);
    }
    const own = [...targets].filter((target) => target.startsWith(demo.url));
    for (const path of paths) assert.ok(own.includes(demo.url + path), `a way to ${path}`);
    for (const target of own) {
      const response = await fetch(target);
      assert.equal(response.status, 200, target);
      const id = new URL(target).hash.slice(1);
      if (id) assert.match(await response.text(), new RegExp(`id="${id}"`), target);
    }
  });
});
