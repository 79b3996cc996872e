import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openServer, openStore, type ApiClient } from './demo-server.ts';

async function read({ url }: ApiClient, path: string): Promise<string> {
  return (await fetch(url + path)).text();
}

describe('a page', () => {
  it('names its thread after its path', async (t) => {
    const server = await openServer(t);
    const page = await read(server, '/');
    assert.match(page, /<comment-widget thread="\/">/);
    assert.match(page, /name="thread" value="\/"/);
    assert.match(await read(server, '/csp'), /name="thread" value="\/csp"/);
  });

  it('has the thread, escaped and in French', async (t) => {
    const server = await openServer(t);
    const body = 'Un <script>alert(1)</script> & "deux"\nà la ligne\r\n \r\nparagraphe {{thread}} <!-- form --> $& $1';
    const { id, createdAt } = await server.published({ body, name: '<i>Marie', url: 'https://exemple.fr/?a="b"&c' });
    const page = await read(server, '/');
    assert.match(page, /<ol slot="thread" class="comments">/);
    assert.match(page, new RegExp(`<li id="comment-${id}"`));
    assert.ok(page.includes('<p>Un &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;deux&quot;<br />à la ligne</p>'));
    assert.ok(page.includes('<p>paragraphe {{thread}} &lt;!-- form --&gt; $&amp; $1</p>'));
    assert.match(
      page,
      /<a href="https:\/\/exemple\.fr\/\?a=&quot;b&quot;&amp;c" rel="ugc nofollow noopener"\s*><bdi>&lt;i&gt;Marie</,
    );
    assert.match(page, new RegExp(`<time datetime="${createdAt}">\\d{1,2} \\p{L}+ \\d{4} à \\d\\d:\\d\\d</time>`, 'u'));
    assert.equal(page.match(/<form /g)?.length, 1);
  });

  it('says when nobody wrote yet', async (t) => {
    const server = await openServer(t);
    assert.match(await read(server, '/'), /Aucun commentaire\./);
  });

  it('nests replies as deep as the rules say, and puts deeper ones beside', async (t) => {
    const server = await openServer(t);
    let parentId: string | null = null;
    for (let depth = 0; depth <= 6; depth++)
      parentId = (await server.published({ parentId, body: `Niveau ${depth}` })).id;
    const page = await read(server, '/');
    assert.equal(page.match(/<ol class="comment-replies">/g)?.length, 4);
    assert.equal(page.match(/<li /g)?.length, 7);
    assert.match(page, /Niveau 4<\/p>[^]*<\/li>\s*<li[^]*Niveau 5<\/p>[^]*<\/li>\s*<li[^]*Niveau 6/);
  });

  it('keeps the place of a deleted comment that was answered', async (t) => {
    const server = await openServer(t);
    const top = await server.published({ name: 'Zoé', body: 'À supprimer' });
    const reply = await server.published({ body: 'Réponse', parentId: top.id });
    await server.call('DELETE', top.id, top);
    const page = await read(server, '/');
    assert.match(
      page,
      new RegExp(
        `<li id="comment-${top.id}"[^]*Commentaire supprimé\\.</p></article>\\s*<ol class="comment-replies">\\s*<li id="comment-${reply.id}"`,
      ),
    );
    assert.doesNotMatch(page, new RegExp(`Zoé|repondre=${top.id}#`));
  });

  it('says which comments are pinned, of the staff, edited, or in another language', async (t) => {
    const server = await openServer(t);
    const store = openStore(t, server.database);
    const { id, token } = await server.published({ body: 'Un' });
    const author = { name: 'Camille', email: 'c@exemple.fr', url: '', thread: '/', parentId: null, extra: {} };
    store.insert({ ...author, body: 'Two' }, { status: 'published', isStaff: true, lang: 'en' });
    await server.call('PATCH', id, { token, body: { body: 'Un, revu' } });
    store.setPinned('2', true);
    const [, second = '', first = ''] = (await read(server, '/')).split('<li id="comment-');
    assert.ok(second.startsWith('2"') && first.startsWith('1"'));
    assert.match(second, /<bdi>Camille<\/bdi>[^]*<span class="comment-staff">Rédaction<\/span>/);
    assert.match(second, /<span class="comment-pinned">Épinglé<\/span>/);
    assert.match(second, /<div class="comment-body" dir="auto"\s+lang="en">/);
    assert.doesNotMatch(second, /modifié/);
    assert.match(first, /<span class="comment-edited">modifié<\/span>/);
    assert.doesNotMatch(first, /Rédaction|Épinglé|lang=/);
  });

  it('has the first hundred comments of a long thread with their replies, and leads to all', async (t) => {
    const server = await openServer(t);
    const store = openStore(t, server.database);
    const author = { name: 'Marie', email: 'm@exemple.fr', url: '', thread: '/', extra: {} };
    const add = (parentId: string | null) =>
      store.insert({ ...author, parentId, body: 'Bonjour' }, { status: 'published' });
    store.transaction(() => {
      for (let n = 1; n <= 100; n++) add(null);
      for (let n = 1; n <= 30; n++) add('1');
    });
    const count = (page: string) => page.match(/<li id="comment-/g)?.length;
    const whole = await read(server, '/');
    assert.equal(count(whole), 130);
    assert.doesNotMatch(whole, /commentaires=tous/);

    const response = await server.submit({ body: 'Le dernier' });
    const first = await read(server, '/');
    assert.equal(count(first), 130);
    assert.match(first, /<a href="\?commentaires=tous" rel="nofollow">Tous les commentaires<\/a>/);
    const all = await read(server, '/?commentaires=tous');
    assert.equal(count(all), 131);
    assert.doesNotMatch(all, /commentaires=tous/);

    const location = response.headers.get('Location') ?? '';
    assert.equal(location, '/?commentaire=publie&commentaires=tous#comment-131');
    assert.match(await read(server, location), /role="status">Votre commentaire est publié\.<[^]*id="comment-131"/);
  });

  it('has a form that says what it asks for', async (t) => {
    const server = await openServer(t);
    const page = await read(server, '/');
    assert.match(page, /<form\s+slot="form"[^>]*method="post"\s+action="\/api\/comments"/);
    assert.match(page, /Les champs obligatoires sont indiqués avec \*/);
    assert.match(page, /id="comment-email-notice">Votre adresse e-mail ne sera pas publiée\./);
    assert.match(page, /<label for="comment-field-email">E-mail \*<\/label>/);
    assert.match(page, /<label for="comment-field-url">Site web<\/label>/);
    assert.match(
      page,
      /<input[^>]*type="email"[^>]*autocomplete="email"\s+required[^>]*aria-describedby="[^"]*comment-email-notice"/,
    );
    assert.match(page, /<input[^>]*type="url"[^>]*autocomplete="url"/);
    assert.match(page, /<input[^>]*type="text"[^>]*autocomplete="name"/);
    assert.match(
      page,
      /<div class="comment-trap" aria-hidden="true">[^]*name="topic"[^>]*tabindex="-1" autocomplete="off"/,
    );
    assert.match(page, /<button type="submit">Laisser un commentaire<\/button>/);
    assert.doesNotMatch(page, /autofocus|aria-invalid|style=/);
  });

  it('can answer a comment', async (t) => {
    const server = await openServer(t);
    const { id } = await server.published({});
    assert.match(await read(server, '/'), new RegExp(`href="\\?repondre=${id}#comment-form"`));
    const page = await read(server, `/?repondre=${id}`);
    assert.match(page, /Répondre à <bdi>Marie<\/bdi>\s*<a href="\/#comment-form">Annuler la réponse<\/a>/);
    assert.match(page, new RegExp(`name="parentId" value="${id}"`));
    assert.doesNotMatch(await read(server, '/?repondre=999'), /parentId/);
  });

  it('has no form when its thread is closed', async (t) => {
    const server = await openServer(t, { closedThreads: ['/'] });
    await server.post({});
    const page = await read(server, '/');
    assert.match(page, /Les commentaires sont fermés\./);
    assert.doesNotMatch(page, /<form|repondre=/);
  });

  it('is as its file is now', async (t) => {
    const server = await openServer(t);
    await read(server, '/vide');
    await writeFile(join(server.root, 'demo/pages/vide.html'), 'Changée depuis');
    assert.equal(await read(server, '/vide'), 'Changée depuis');
  });

  it('may be missing', async (t) => {
    const server = await openServer(t);
    const response = await fetch(`${server.url}/inconnue`);
    assert.equal(response.status, 404);
    assert.equal(response.headers.get('Content-Type'), 'text/html; charset=utf-8');
    assert.match(await response.text(), /Cette page n’existe pas\./);
  });

  it('begins with a few comments on a new server', async (t) => {
    const server = await openServer(t, { seeded: true });
    const { comments, total } = await server.list();
    assert.ok(total >= 5);
    assert.ok(comments.some(({ parentId }) => parentId !== null));
    assert.equal(comments[0]?.isPinned, true);
    assert.ok(comments.some(({ author }) => author.isStaff));
    assert.ok(comments.some(({ editedAt }) => editedAt));
    assert.ok(comments.some(({ score = 0 }) => score > 10));
    assert.ok(comments.some(({ status }) => status === 'deleted'));
    assert.ok(comments.some(({ lang }) => lang === 'en'));
    assert.doesNotMatch(comments.map(({ content }) => content.value).join(), /'|\.\.\.| [;:!?»]|« /);
  });
});

describe('the strict page', () => {
  it('is sent with its policy, and no other page is', async (t) => {
    const server = await openServer(t);
    const header = async (path: string) => (await fetch(server.url + path)).headers.get('Content-Security-Policy');
    assert.equal(
      await header('/csp'),
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; style-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html comment-widget; report-uri /csp-reports",
    );
    assert.equal(await header('/'), null);
  });

  it('collects reports of both formats', async (t) => {
    const server = await openServer(t);
    const address = `${server.url}/csp-reports`;
    const report = async (type: string, body: unknown) =>
      (await fetch(address, { method: 'POST', headers: { 'Content-Type': type }, body: JSON.stringify(body) })).status;
    const old = { 'csp-report': { 'violated-directive': 'style-src' } };
    const recent = [{ type: 'csp-violation', body: { effectiveDirective: 'script-src' } }, { type: 'deprecation' }];
    assert.equal(await report('application/csp-report', old), 204);
    assert.equal(await report('application/reports+json', recent), 204);
    assert.equal(await report('text/plain', 'autre chose'), 415);
    assert.deepEqual(await (await fetch(address)).json(), [old, ...recent]);
  });
});
