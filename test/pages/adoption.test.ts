import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { eventually } from './eventually.ts';
import { hold } from './hold.ts';
import { marie, Reader } from './reader.ts';
import { Witness } from './witness.ts';

const path = '/sans-script';
const scriptAddress = '**/dist/comment-widget.js';

/** The addresses for which the page is left from now on. */
function departures(page: Page): string[] {
  const addresses: string[] = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  return addresses;
}

describeInChromium('a form of the page, once the script is there', () => {
  it('still has what was typed before, the caret where it was, and posts without leaving the page', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.before(t);
    const { page } = reader;
    const script = await hold(page, scriptAddress);
    await page.goto(demo.url + path, { waitUntil: 'commit' });
    await reader.writes();
    await reader.field('Commentaire').press('ArrowLeft');
    script.release();
    await reader.hasRead('2 commentaires');
    await page.keyboard.type('!');
    const typed = marie.Commentaire.replace(/.$/, '!$&');
    assert.equal(await reader.field('Commentaire').inputValue(), typed);

    const left = departures(page);
    await reader.submit.click();
    await reader.isTold('Votre commentaire est publié.');
    await reader.comment(typed).waitFor();
    await reader.hasRead('3 commentaires');
    assert.equal(await reader.field('Commentaire').inputValue(), '');
    assert.deepEqual(left, []);
    const row = demo.stored.at(-1);
    assert.deepEqual([row?.thread, row?.body, row?.email], [path, typed, marie['E-mail']]);
  });

  it('shows the thread that the server rendered until there is something better', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.before(t);
    await reader.page.route('**/api/comments?*', (route) => route.abort());
    await reader.page.goto(demo.url + path);
    await reader.isAlerted('Les commentaires n’ont pas pu être chargés.');
    await reader.comment('Martial Guérin').waitFor();
  });

  it('says what is to be mended, at the fields', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url + path);
    await reader.hasRead('Aucun commentaire');
    const left = departures(reader.page);
    await reader.writes({ Nom: marie.Nom, 'E-mail': 'marie' });
    await reader.field('E-mail').press('Enter');
    await reader.isAlerted(/2\u00a0champs à corriger/);
    for (const [label, sentence] of [
      ['Commentaire', 'Écrivez votre commentaire.'],
      ['E-mail', 'Saisissez une adresse e-mail au format nom@exemple.fr.'],
    ] as const) {
      assert.equal(await reader.field(label).getAttribute('aria-invalid'), 'true');
      await reader.page.getByRole('paragraph').filter({ hasText: sentence }).waitFor();
    }
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(await reader.page.getByText('Écrivez votre commentaire.').count(), 0);
    assert.equal(demo.stored.length, 1);
    assert.deepEqual(left, []);
  });

  it('takes its hidden inputs along', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.before(t);
    const witness = await Witness.of(reader.page);
    await reader.page.route(`**${path}`, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(
        '</form>',
        '<input type="hidden" name="jeton" value="é&quot;1"></form>',
      );
      await route.fulfill({ response, body });
    });
    await reader.page.goto(demo.url + path);
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    const { extra } = JSON.parse(witness.posts[0]!.body) as { extra: Record<string, string> };
    assert.deepEqual([extra['jeton'], extra['page']], ['é"1', path]);
  });

  it('answers the comment that it was made to answer', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const answered = demo.stored.find(({ thread }) => thread === path)!;
    const reader = await Reader.at(t, `${demo.url}${path}?repondre=${answered.id}`);
    await reader.hasRead('2 commentaires');
    await reader.isTold(`Répondre à ${answered.name} Annuler la réponse`);
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(demo.stored.at(-1)?.parent_id, answered.id);
  });

  it('forgets the complaints of the server once they are mended', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.before(t);
    const script = await hold(reader.page, scriptAddress);
    await reader.page.goto(demo.url + path, { waitUntil: 'commit' });
    await reader.sends({ ...marie, 'E-mail': 'marie@exemple' });
    await reader.isAlerted('Le commentaire n’a pas été envoyé.');
    script.release();
    await reader.hasRead('Aucun commentaire');
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    const complaints = reader.page.getByText(/n’a pas été envoyé|Saisissez une adresse/);
    await eventually(async () => assert.equal(await complaints.filter({ visible: true }).count(), 0));
  });

  it('needs the file without the thread where the server shows the comments, and three small ones for who writes', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await Reader.before(t);
    const witness = await Witness.of(reader.page);
    await reader.page.route(scriptAddress, (route) => route.fulfill({ path: 'dist/standalone/rest-form.js' }));
    await reader.page.route('**/dist/later/*', (route) =>
      route.fulfill({ path: `dist/standalone/later/${basename(route.request().url())}` }),
    );
    await reader.page.goto(demo.url + path);
    await reader.page.getByRole('link', { name: 'Retour en haut' }).waitFor();
    const left = departures(reader.page);
    await reader.sends({ ...marie, 'E-mail': 'marie' });
    await reader.isAlerted(/champ à corriger/);
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    assert.deepEqual(left, []);
    await reader.comment('Martial Guérin').waitFor();
    await reader.page.reload();
    await reader.comment(marie.Commentaire).waitFor();
    const scripts = new Set(
      witness.addresses.filter((address) => address.includes('/dist/') && address.endsWith('.js')),
    );
    const names = [...scripts].map((address) => basename(address.replace(/(\/later\/.+)-[\w-]{6}\.js$/, '$1.js')));
    // For a draft, and for the address: what nobody needs before they write.
    assert.deepEqual(names.sort(), ['comment-widget.js', 'draft-conduct.js', 'email-domain.js', 'form-conduct.js']);
    assert.deepEqual(witness.errors, []);
  });
});
