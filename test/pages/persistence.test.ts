import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { it, type TestContext } from 'node:test';
import { temporaryFolder } from '../server/demo-server.ts';
import { describeInChromium, openContext } from './chromium.ts';
import { Demo, storedIn } from './demo.ts';
import { eventually } from './eventually.ts';
import { marie, Reader } from './reader.ts';

const main = resolve(import.meta.dirname, '../../demo/server/main.ts');

/** Starts the demo as a person would. */
async function startProcess(
  t: TestContext,
  database: string,
  port = '0',
): Promise<{ child: ChildProcess; url: string }> {
  const env = { ...process.env, DATABASE: database, PORT: port };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: /http:\S+(?=\/\n)/.exec(line.toString())![0] };
}

describeInChromium('a comment that was sent', () => {
  it('is there after a reload, whatever the time trap of the page', async (t) => {
    const demo = await Demo.open(t);
    const reader = new Reader(await (await openContext(t)).newPage());
    await reader.page.goto(demo.url);
    await reader.sends({ ...marie, 'Site web': 'https://exemple.fr/' });
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(await reader.field('Commentaire').inputValue(), '');

    await reader.page.reload();
    await reader.comment(marie.Commentaire).waitFor();
    const author = reader.comment(marie.Commentaire).getByRole('link', { name: marie.Nom });
    assert.equal(await author.getAttribute('href'), 'https://exemple.fr/');
    await reader.hasRead('1 commentaire');
  });

  it('outlives the server', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url);
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    await demo.restart();
    await reader.page.reload();
    await reader.comment(marie.Commentaire).waitFor();
  });

  it('outlives a server that is killed the moment it has answered', async (t) => {
    const database = join(await temporaryFolder(t), 'demo.sqlite');
    const { child, url } = await startProcess(t, database);
    const reader = await Reader.at(t, url);
    await reader.page.route('**/api/comments', async (route) => {
      const response = await route.fetch();
      child.kill('SIGKILL');
      if (child.signalCode === null) await once(child, 'exit');
      await route.fulfill({ response });
    });
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(child.signalCode, 'SIGKILL');

    await startProcess(t, database, new URL(url).port);
    await reader.page.reload();
    await reader.comment(marie.Commentaire).waitFor();
    assert.equal(storedIn(database).filter(({ body }) => body === marie.Commentaire).length, 1);
  });
});

describeInChromium('what was written', () => {
  const texts = {
    'emoji and their joiners': '👩🏽‍🚀 et 👨‍👩‍👧‍👦, 🏴󠁧󠁢󠁳󠁣󠁴󠁿, ☺ puis ☺️',
    'lines and indents': 'Première ligne\n\n\n  troisième,\tavec une tabulation\ndernière',
    markup:
      '<script>document.title = "volé"</script> <img src=x onerror="document.title = \'volé\'"> &eacute; &lt; {{thread}} ${1}',
    'combining marks':
      'e\u0301 n’est pas é\u00a0: Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034d',
    'right to left': 'مرحبا، هذا تعليق بالعربية ١٢٣ — שלום — \u202bعكس\u202c',
    'quotes and SQL': `L'été d’« hier »\u202f; "x'); DROP TABLE comments; --`,
  };

  it('is stored byte for byte, and shown as it was written', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url);
    const title = await reader.page.title();
    const Nom = 'Zoë أحمد 🐦';
    for (const Commentaire of Object.values(texts)) {
      await reader.sends({ ...marie, Nom, Commentaire });
      await eventually(async () => assert.equal(await reader.field('Commentaire').inputValue(), ''));
    }
    assert.deepEqual(
      demo.stored.map(({ bytes }) => bytes),
      Object.values(texts).map((text) => Buffer.from(text).toString('hex')),
    );
    for (const { name, email } of demo.stored) assert.deepEqual([name, email], [Nom, marie['E-mail']]);

    await reader.page.reload();
    const comments = reader.discussion.getByRole('article');
    await comments.nth(Object.keys(texts).length - 1).waitFor();
    for (const [index, text] of Object.values(texts).entries())
      assert.equal(await comments.nth(index).locator('[part="body"]').textContent(), text);
    assert.equal(await reader.page.title(), title);
  });

  it('is there again in another tab when its own was closed', async (t) => {
    const demo = await Demo.open(t);
    const first = await Reader.at(t, demo.url);
    await first.writes();
    // What keeps it comes with the focus: nobody writes and is gone within the same moment.
    await first.page.waitForFunction(() =>
      Object.keys(localStorage).some((key) => key.startsWith('comment-widget:draft ')),
    );
    const Commentaire = `${marie.Commentaire} Et chez vous\u202f?`;
    await first.writes({ Commentaire });
    const context = first.page.context();
    await first.page.close();
    const second = new Reader(await context.newPage());
    await second.page.goto(demo.url);
    await second.isTold(/Brouillon restauré/);
    assert.equal(await second.field('Commentaire').inputValue(), Commentaire);
  });
});
