import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { it, type TestContext } from 'node:test';
import type { Request } from 'playwright-core';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { marie, Reader } from './reader.ts';
import { Witness } from './witness.ts';

const root = resolve(import.meta.dirname, '../..');

/** A site of somebody else, on an origin of its own. */
async function openSite(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(url in files ? 200 : 204, { 'Content-Type': type }).end(files[url]);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const page = (content: string) => `<!doctype html>
<html lang="fr">
  <title>Un site</title>
  <section aria-label="Commentaires">${content}</section>
</html>`;

/** Writes a comment, and sees it again after a reload. */
async function assertWorks(reader: Reader, address: string): Promise<void> {
  const witness = await Witness.of(reader.page);
  await reader.page.goto(address);
  await reader.hasRead('Aucun commentaire');
  const isPost = (request: Request) => request.method() === 'POST';
  const posted = reader.page.waitForEvent('requestfinished', { predicate: isPost, timeout: 5_000 });
  await reader.sends();
  await reader.isTold('Votre commentaire est publié.');
  // To the browser, a request goes on for a moment after the page has read its answer; now and then it forgets to say so.
  await posted.catch(() => undefined);
  await reader.page.reload();
  await reader.comment(marie.Commentaire).waitFor();
  assert.deepEqual(witness.errors, []);
}

describeInChromium('on a page of another origin', () => {
  it('the three lines of the README are enough', async (t) => {
    const demo = await Demo.open(t);
    const readme = await readFile(resolve(root, 'README.md'), 'utf8');
    const snippet = /^```html\n(.+?)^```$/ms.exec(readme)![1]!;
    assert.equal(snippet.trim().split('\n').length, 3);
    const lines = snippet
      .replaceAll('="/comment-widget/', `="${demo.url}/dist/`)
      .replace('="/api/', `="${demo.url}/api/`);
    const site = await openSite(t, { '/un-article': page(lines) });
    await assertWorks(await Reader.before(t), `${site}/un-article`);
    assert.deepEqual(
      demo.stored.map(({ thread }) => thread),
      ['/un-article'],
    );
  });

  it('the file that needs no other one runs where its digest is right, and only there', async (t) => {
    const demo = await Demo.open(t);
    const digest = createHash('sha384')
      .update(await readFile(resolve(root, 'dist/standalone/rest.js')))
      .digest('base64');
    const article = (integrity: string) =>
      page(`
        <script type="module" src="${demo.url}/dist/standalone/rest.js" integrity="sha384-${integrity}" crossorigin></script>
        <comment-widget backend="rest" endpoint="${demo.url}/api/comments"></comment-widget>`);
    const site = await openSite(t, { '/juste': article(digest), '/faux': article(digest.replace(/./g, 'A')) });
    const reader = await Reader.before(t);
    const witness = await Witness.of(reader.page);
    await reader.page.goto(`${site}/faux`);
    assert.equal(
      await reader.page.evaluate(() => 'customElements' in window && !!customElements.get('comment-widget')),
      false,
    );
    assert.match(witness.errors.join(), /integrity/);

    await assertWorks(await Reader.before(t), `${site}/juste`);
    const addresses = await Witness.of(reader.page);
    await reader.page.goto(`${site}/juste`);
    await reader.comment(marie.Commentaire).waitFor();
    const scripts = addresses.addresses.filter((address) => address.endsWith('.js'));
    assert.deepEqual(scripts, [`${demo.url}/dist/standalone/rest.js`]);
  });

  it('teasers are counted by a file that has nothing else, in one request', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const count = (thread: string) =>
      `<comment-count backend="rest" endpoint="${demo.url}/api/comments" thread="${thread}"></comment-count>`;
    const site = await openSite(t, {
      '/': page(`
        <script type="module" src="${demo.url}/dist/standalone/rest-count.js"></script>
        <p>${count('/sans-script')}<p>${count('/jamais-lu')}`),
    });
    const reader = await Reader.before(t);
    const witness = await Witness.of(reader.page);
    await reader.page.goto(site);
    await reader.isTold('2 commentaires');
    await reader.isTold('Aucun commentaire');
    assert.equal(witness.addresses.filter((address) => address.includes('/api/')).length, 1);
    assert.deepEqual(witness.errors, []);
  });
});

/** A backend that somebody wrote for their site: a script of it, with nothing of the page's inline. */
const guestbook = (library: string) => `
  import { registerAdapter, defaultRules, CommentError } from '${library}';

  const comments = [];

  function guestbook({ endpoint, owner }) {
    return {
      name: 'guestbook',
      rules: { ...defaultRules, fields: { ...defaultRules.fields, email: { use: 'none' }, url: { use: 'none' } } },
      async list({ thread }) {
        return { comments: comments.filter((comment) => comment.thread === thread), total: comments.length };
      },
      async post({ thread, parentId }, { body, name }) {
        if (name === owner) throw new CommentError('rejected');
        const comment = { thread, id: String(comments.length), parentId, author: { name },
          content: { format: 'text', value: body }, createdAt: new Date(), status: 'published' };
        comments.push(comment);
        return comment;
      },
    };
  }

  registerAdapter('guestbook', () => guestbook);`;

describeInChromium('a backend of the site', () => {
  const files = {
    'dist/comment-widget.js': 'the bundle',
    'dist/standalone/rest.js': 'the file that needs no other one',
  };

  async function arrive(t: TestContext, address: string, scripts: string): Promise<{ reader: Reader; site: string }> {
    const library = `${(await Demo.open(t)).url}/${address}`;
    const widget = '<comment-widget backend="guestbook" data-owner="Camille"></comment-widget>';
    const site = await openSite(t, {
      '/livre-d-or.js': guestbook(library),
      '/': page(scripts.replace('LIBRARY', library) + widget),
    });
    return { reader: await Reader.before(t), site };
  }

  async function assertServes(reader: Reader): Promise<void> {
    await reader.hasRead('Aucun commentaire');
    assert.equal(await reader.field('E-mail').count(), 0);
    await reader.sends({ Commentaire: 'Bravo\u202f!', Nom: 'Camille' });
    await reader.isAlerted('Le site a refusé ce commentaire.');
    await reader.sends({ Commentaire: 'Bravo\u202f!', Nom: 'Marie' });
    await reader.comment('Bravo').getByText('Marie').waitFor();
  }

  for (const [file, what] of Object.entries(files)) {
    it(`is registered with ${what}, by a script of its own`, async (t) => {
      const { reader, site } = await arrive(t, file, '<script type="module" src="/livre-d-or.js"></script>');
      const witness = await Witness.of(reader.page);
      await reader.page.goto(site);
      await assertServes(reader);
      assert.deepEqual(witness.errors, []);
    });

    it(`is registered with ${what} at an address with a version, and the file is loaded once`, async (t) => {
      const { reader, site } = await arrive(
        t,
        `${file}?ver=2`,
        '<script type="module" src="LIBRARY"></script><script type="module" src="/livre-d-or.js"></script>',
      );
      const witness = await Witness.of(reader.page);
      await reader.page.goto(site);
      await assertServes(reader);
      assert.equal(witness.addresses.filter((address) => address.includes(file)).length, 1);
    });

    it(`may be registered with ${what} when the widget is there already`, async (t) => {
      const { reader, site } = await arrive(t, file, '<script type="module" src="LIBRARY"></script>');
      await reader.page.goto(site, { waitUntil: 'networkidle' });
      await reader.page.addScriptTag({ type: 'module', url: '/livre-d-or.js' });
      await assertServes(reader);
    });
  }
});
