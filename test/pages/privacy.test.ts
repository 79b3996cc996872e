import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { it } from 'node:test';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { marie, Reader } from './reader.ts';
import { Witness, wholeHtml } from './witness.ts';

const email = marie['E-mail'];

/** An address, and what dictionaries turn back into one. */
const traces = [email, ...['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(email).digest('hex'))];

function assertClean(where: string, texts: readonly string[]): void {
  assert.ok(texts.length > 0, `nothing was looked at: ${where}`);
  for (const text of texts)
    for (const trace of traces) assert.ok(!text.toLowerCase().includes(trace), `${where}: ${text}`);
}

describeInChromium('the e-mail address', () => {
  it('is in the row, and nowhere else', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.before(t);
    const { page } = reader;
    const witness = await Witness.of(page);
    await page.goto(demo.url);

    // Refused by ours, refused by the server, not answered, taken.
    await reader.sends({ ...marie, Commentaire: '' });
    await reader.isAlerted(/1\u00a0champ à corriger/);
    await reader.writes();
    await page.route('**/api/comments', (route) => route.continue({ postData: '{}' }), { times: 1 });
    await reader.submit.click();
    await reader.isAlerted(/à corriger/);
    await page.route('**/api/comments', (route) => route.abort(), { times: 1 });
    await reader.submit.click();
    await reader.button('Envoyer maintenant').click();
    await reader.isTold('Votre commentaire est publié.');
    await reader.comment(marie.Commentaire).waitFor();
    assertClean('HTML', [await wholeHtml(page)]);

    await page.reload();
    await reader.comment(marie.Commentaire).waitFor();
    assertClean('HTML', [await wholeHtml(page)]);
    const answers = await witness.answers();
    assert.ok(
      answers.some((answer) => answer.includes(marie.Commentaire)),
      'answers were read',
    );
    assertClean('answers', answers);
    assertClean('addresses', witness.addresses);
    for (const type of ['submit', 'error', 'posted'])
      assertClean(
        `comment-${type}`,
        witness.events.filter((event) => event.startsWith(`event comment-${type}`)),
      );
    assertClean('console', [...witness.console, 'nothing more']);
    const storage = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
    assertClean('storage, without consent', [storage]);

    assert.ok(
      witness.posts.every(({ body }) => body.includes(email)),
      'only what is sent has it',
    );
    assert.deepEqual(
      demo.stored.map((row) => row.email),
      [email],
    );
  });

  it('does not come with the comments to other visitors', async (t) => {
    const demo = await Demo.open(t);
    const author = await Reader.at(t, `${demo.url}/sans-script`);
    await author.sends();
    await author.comment(marie.Commentaire).waitFor();

    const visitor = await Reader.before(t);
    const witness = await Witness.of(visitor.page);
    for (const path of ['/sans-script', '/sans-script?repondre=1']) {
      await visitor.page.goto(demo.url + path);
      await visitor.comment(marie.Commentaire).waitFor();
      assertClean('HTML', [await wholeHtml(visitor.page)]);
    }
    assertClean('answers', await witness.answers());
  });
});
