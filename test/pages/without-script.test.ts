import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { marie, Reader } from './reader.ts';

const noScript = { javaScriptEnabled: false };
const path = '/sans-script';

describeInChromium('without JavaScript', () => {
  it('a comment is written, posted and shown', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url + path, noScript);
    const text = 'Deux lignes,\n\net <b>pas</b> de gras. 🙂';
    await reader.sends({ ...marie, Commentaire: text });
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(reader.page.url(), `${demo.url}${path}?commentaire=publie#comment-1`);
    assert.equal((await reader.comment('Deux lignes').getByRole('paragraph').count()) > 0, true);
    await reader.comment('et <b>pas</b> de gras. 🙂').waitFor();
    assert.equal(await reader.field('Commentaire').inputValue(), '');
    const [row] = demo.stored;
    assert.deepEqual([row?.body, row?.name, row?.email, row?.thread], [text, marie.Nom, marie['E-mail'], path]);
  });

  it('reloading what came after a post does not post again', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url + path, noScript);
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    await reader.page.reload();
    await reader.comment(marie.Commentaire).waitFor();
    assert.equal(demo.stored.length, 1);
  });

  it('the browser itself asks for what is missing', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url + path, noScript);
    await reader.sends({ Commentaire: marie.Commentaire });
    assert.equal(await reader.field('Nom').evaluate((field) => field.matches(':focus:user-invalid')), true);
    assert.equal(reader.page.url(), demo.url + path);
  });

  it('a comment that is refused comes back, with every word in its place', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url + path, noScript);
    // The browser takes this address, the server does not.
    const writing = { ...marie, Commentaire: '\n Une "première" & une <seconde> ligne\n', 'E-mail': 'marie@exemple' };
    await reader.sends(writing);
    await reader.isAlerted('Le commentaire n’a pas été envoyé. Corrigez les champs indiqués.');
    for (const [label, text] of Object.entries(writing))
      assert.equal(await reader.field(label as keyof typeof marie).inputValue(), text);
    assert.equal(await reader.field('E-mail').getAttribute('aria-invalid'), 'true');
    assert.match(await reader.page.title(), /^Erreur\u00a0: /);
    assert.equal(demo.stored.length, 0);

    await reader.sends({ 'E-mail': marie['E-mail'] });
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(demo.stored[0]?.body, writing.Commentaire);
  });

  it('a comment that waits for a moderator is said to', async (t) => {
    const demo = await Demo.open(t, { moderation: 'all' });
    const reader = await Reader.at(t, demo.url + path, noScript);
    await reader.sends();
    await reader.isTold('Votre commentaire est en attente de modération.');
    assert.equal(await reader.comment(marie.Commentaire).count(), 0);
  });

  it('a comment can be answered', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url + path, noScript);
    await reader.sends();
    await reader.page.getByRole('link', { name: `Répondre à ${marie.Nom}` }).click();
    await reader.sends({ ...marie, Commentaire: 'Et chez vous\u202f?' });
    await reader.comment('Et chez vous').waitFor();
    assert.deepEqual(
      demo.stored.map(({ parent_id }) => parent_id),
      [null, 1],
    );
  });

  it('a closed thread has no form', async (t) => {
    const demo = await Demo.open(t, { closedThreads: [path] });
    const reader = await Reader.at(t, demo.url + path, noScript);
    await reader.isTold('Les commentaires sont fermés.');
    assert.equal(await reader.page.getByRole('textbox').count(), 0);
  });
});
