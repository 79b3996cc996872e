import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openServer } from './demo-server.ts';

describe('a plain form', () => {
  it('publishes, and leads back to the comment in its page', async (t) => {
    const server = await openServer(t);
    const response = await server.submit({ body: 'Une ligne\r\net deux', url: 'https://exemple.fr' });
    const { comments } = await server.list();
    assert.equal(response.status, 303);
    assert.equal(response.headers.get('Location'), `/?commentaire=publie#comment-${comments[0]?.id}`);
    assert.equal(comments[0]?.content.value, 'Une ligne\net deux');

    const page = await (await fetch(new URL(response.headers.get('Location') ?? '', server.url))).text();
    assert.match(page, /role="status">Votre commentaire est publié\.</);
    assert.match(page, new RegExp(`id="comment-${comments[0]?.id}"`));
  });

  it('says when a comment waits for a moderator', async (t) => {
    const server = await openServer(t, { moderation: 'all' });
    const response = await server.submit({ page: '/csp' });
    assert.equal(response.status, 303);
    assert.equal(response.headers.get('Location'), '/csp?commentaire=en-attente#comment-notice');
    const page = await (await fetch(new URL(response.headers.get('Location') ?? '', server.url))).text();
    assert.match(page, /Votre commentaire est en attente de modération\./);
  });

  it('answers a comment', async (t) => {
    const server = await openServer(t);
    const { id } = await server.published({});
    await server.submit({ parentId: id, body: 'Merci' });
    assert.equal((await server.list()).comments[1]?.parentId, id);
  });

  for (const page of [
    'https://pirate.fr/',
    '//pirate.fr',
    '/\\pirate.fr',
    '/.//pirate.fr',
    '/a\r\nSet-Cookie: a=b',
    '',
  ]) {
    it(`never leads elsewhere: ${JSON.stringify(page)}`, async (t) => {
      const server = await openServer(t);
      const response = await server.submit({ page });
      assert.match(response.headers.get('Location') ?? '', /^\/\?commentaire=publie#comment-\d+$/);
    });
  }

  it('comes back filled in, each sentence at its field', async (t) => {
    const server = await openServer(t);
    const response = await server.submit({
      body: '\n<b>Début</b>',
      name: '"><script>',
      email: 'marie',
      url: 'exemple',
    });
    const page = await response.text();
    assert.equal(response.status, 422);
    assert.equal(response.headers.get('Content-Type'), 'text/html; charset=utf-8');
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.match(page, /<title>Erreur\u00a0: Un article<\/title>/);
    assert.match(page, /<textarea[^>]*>\n\n&lt;b&gt;Début&lt;\/b&gt;<\/textarea>/);
    assert.match(page, /name="name"[^>]*value="&quot;&gt;&lt;script&gt;"/);
    assert.match(
      page,
      /name="email"[^>]*value="marie"[^>]*aria-invalid="true" autofocus aria-describedby="comment-error-email /,
    );
    assert.match(page, /id="comment-error-email">Saisissez une adresse au format nom@exemple\.fr\.</);
    assert.match(
      page,
      /href="#comment-field-url">Site web\u00a0: Saisissez une adresse au format https:\/\/exemple\.fr\.</,
    );
    assert.match(page, /name="page" value="\/"/);
    assert.equal(page.match(/ autofocus/g)?.length, 1);
    assert.doesNotMatch(page, /comment-error-name/);
  });

  it('comes back with its text, whatever the reason', async (t) => {
    const server = await openServer(t, { closedThreads: ['/clos'], rateLimit: 1 });
    await server.submit({ body: 'Premier' });
    const refusals: [fields: Record<string, string>, status: number, sentence: RegExp][] = [
      [{ thread: '/clos' }, 403, /Les commentaires sont fermés pour cet article\./],
      [{ topic: 'Buy now' }, 403, /Votre commentaire a été refusé\./],
      [{ body: 'Premier' }, 409, /Vous avez déjà envoyé ce commentaire\./],
      [{ parentId: '999' }, 422, /Le commentaire auquel vous répondez n’existe plus\./],
      [{}, 429, /Vous envoyez vos commentaires trop rapidement\./],
    ];
    for (const [fields, status, sentence] of refusals) {
      const response = await server.submit(fields);
      const page = await response.text();
      assert.equal(response.status, status);
      assert.match(page, sentence);
      assert.match(page, new RegExp(`<textarea[^>]*>\n${fields['body'] ?? 'Bonjour'}</textarea>`));
      if (status === 429) assert.match(response.headers.get('Retry-After') ?? '', /^\d+$/);
    }
  });

  it('comes back from a page that is unknown, or has no place for it', async (t) => {
    const server = await openServer(t);
    for (const page of ['/inconnue', '/vide']) {
      const response = await server.submit({ page, body: '' });
      assert.equal(response.status, 422);
      assert.match(await response.text(), /Saisissez votre commentaire\./);
    }
  });

  it('comes back under the policy of its page', async (t) => {
    const server = await openServer(t);
    const response = await server.submit({ page: '/csp', body: '' });
    assert.match(response.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/);
  });

  it('of too many bytes is refused in HTML', async (t) => {
    const server = await openServer(t);
    const response = await server.submit({ body: 'a'.repeat(300_000) });
    assert.equal(response.status, 413);
    assert.equal(response.headers.get('Content-Type'), 'text/html; charset=utf-8');
  });
});
