import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { marie, type Reader } from '../pages/reader.ts';
import { Blog, openElsewhere, openPage } from './blog.ts';

Blog.describe('a real WordPress', (blog) => {
  type Article = Awaited<ReturnType<typeof blog.newArticle>>;
  const ways = {
    'wordpress-form, around the form and the thread of the theme': (t: TestContext, article: Article) =>
      openPage(t, article.url),
    'wordpress-rest, from another site': (t: TestContext, article: Article) => openElsewhere(t, blog, article),
  };
  const shown = (reader: Reader, text: string) => reader.page.getByRole('article').filter({ hasText: text });

  for (const [way, open] of Object.entries(ways))
    describe(way, () => {
      it('publishes a comment, and shows it where it belongs', async (t) => {
        const article = await blog.newArticle();
        const reader = await open(t, article);
        const told = blog.mail;
        await reader.sends({ ...marie, 'Site web': 'marie.exemple.fr' });
        await reader.isTold('Votre commentaire est publié.');
        await shown(reader, marie.Commentaire).waitFor();
        await reader.hasRead('1 commentaire');
        assert.equal(await reader.field('Commentaire').inputValue(), '');
        const [stored, ...others] = await blog.stored(article);
        assert.deepEqual(
          [stored?.comment_content, stored?.comment_author, stored?.comment_approved, others.length],
          [marie.Commentaire, marie.Nom, '1', 0],
        );
        // It is the form that WordPress tells the author of.
        assert.equal(blog.mail !== told, way.includes('form'));
      });

      it('says that a comment is held, shows it to its author alone, and to all once it is approved', async (t) => {
        const article = await blog.newArticle();
        await blog.set('comment_moderation', 1);
        const reader = await open(t, article);
        await reader.sends();
        await reader.isTold('Votre commentaire est en attente de modération. Il sera visible après sa validation.');
        await shown(reader, marie.Commentaire).filter({ hasText: 'En attente de modération' }).waitFor();
        assert.equal((await blog.stored(article))[0]?.comment_approved, '0');
        await reader.page.reload();
        await shown(reader, marie.Commentaire).filter({ hasText: 'En attente de modération' }).waitFor();
        const other = await open(t, article);
        await other.hasRead('Aucun commentaire');
        assert.equal(await shown(other, marie.Commentaire).count(), 0);
        await blog.approveAll(article);
        await reader.page.reload();
        await reader.hasRead('1 commentaire');
        await shown(reader, marie.Commentaire).waitFor();
        assert.equal(await shown(reader, 'En attente de modération').count(), 0);
      });

      it('answers a comment', async (t) => {
        const article = await blog.newArticle();
        const [id] = await blog.fill(article, 1);
        const reader = await open(t, article);
        await reader.hasRead('1 commentaire');
        await reader.button('Répondre à Auteur 1').click();
        const form = shown(reader, 'Remarque 1 sous 0').locator('form');
        await form.getByRole('textbox', { name: 'Commentaire' }).fill('Bien dit.');
        await form.getByRole('textbox', { name: 'Nom' }).fill(marie.Nom);
        await form.getByRole('textbox', { name: 'E-mail' }).fill(marie['E-mail']);
        await form.getByRole('button', { name: 'Laisser un commentaire' }).click();
        await shown(reader, 'Bien dit.').waitFor();
        await reader.hasRead('2 commentaires');
        const answer = (await blog.stored(article)).at(-1);
        assert.deepEqual([answer?.comment_parent, answer?.comment_content], [id, 'Bien dit.']);
      });

      it('says that a comment was sent before', async (t) => {
        const article = await blog.newArticle();
        const reader = await open(t, article);
        await reader.sends();
        await reader.isTold('Votre commentaire est publié.');
        await reader.sends();
        await reader.isAlerted('Vous avez déjà envoyé ce commentaire.');
        assert.equal(await reader.field('Commentaire').inputValue(), marie.Commentaire);
        assert.equal((await blog.stored(article)).length, 1);
      });

      it('asks those for patience who write too fast', async (t) => {
        const article = await blog.newArticle();
        const reader = await open(t, article);
        await reader.sends();
        await reader.isTold('Votre commentaire est publié.');
        await blog.set('test_flood', 1);
        await reader.sends({ ...marie, Commentaire: 'Et encore une chose.' });
        await reader.isAlerted('Vous envoyez vos commentaires trop rapidement.');
        assert.equal((await blog.stored(article)).length, 1);
      });

      it('says that the thread was closed meanwhile, and keeps the text', async (t) => {
        const article = await blog.newArticle();
        const reader = await open(t, article);
        await reader.hasRead('Aucun commentaire');
        await blog.close(article);
        await reader.sends();
        await reader.isTold('Les commentaires sont fermés pour cet article.');
        assert.equal(await reader.field('Commentaire').inputValue(), marie.Commentaire);
        assert.equal((await blog.stored(article)).length, 0);
      });

      it('says at the fields what WordPress would not take, and sends what it just takes', async (t) => {
        const article = await blog.newArticle();
        const reader = await open(t, article);
        await reader.sends({ ...marie, Commentaire: `${'é'.repeat(32_762)}ab`, 'E-mail': 'marie@exemple' });
        await reader.isAlerted(/2\u00a0champs à corriger/);
        assert.equal(await reader.field('E-mail').getAttribute('aria-invalid'), 'true');
        await reader.sends({ ...marie, Commentaire: `${'é'.repeat(32_762)}a` });
        await reader.isTold('Votre commentaire est publié.');
        const [stored, ...others] = await blog.stored(article);
        assert.deepEqual([Buffer.byteLength(stored!.comment_content), others.length], [65_525, 0]);
      });

      it('shows what WordPress makes of markup, and runs nothing of it', async (t) => {
        const article = await blog.newArticle();
        const reader = await open(t, article);
        const text =
          '<script>document.title = "perdu"</script><img src=x onerror="document.title = \'perdu\'"> <strong>gras</strong>, ' +
          'l’« été » & https://exemple.fr/un\n\nautre paragraphe 👩🏽‍🚀';
        const title = await reader.page.title();
        await reader.sends({ ...marie, Commentaire: text });
        await reader.isTold(/Votre commentaire est (publié|envoyé)/);
        await reader.page.reload();
        await reader.hasRead('1 commentaire');
        const comment = shown(reader, 'autre paragraphe 👩🏽‍🚀');
        assert.equal(await comment.locator('strong').textContent(), 'gras');
        assert.equal(await comment.getByRole('link', { name: 'https://exemple.fr/un' }).count(), 1);
        assert.equal(await comment.locator('script, img').count(), 0);
        assert.equal(await reader.page.title(), title);
      });

      it('shows a text and a name as they were written, and knows them when they come again', async (t) => {
        const article = await blog.newArticle();
        const reader = await open(t, article);
        const text = 'Si a < b et c > d, alors a < d\u00a0: R&D; x=1&foo;y C:\\neuf.';
        const writing = { ...marie, Nom: 'Marie & Paul <3', Commentaire: text };
        await reader.sends(writing);
        await reader.isTold('Votre commentaire est publié.');
        await reader.page.reload();
        await shown(reader, text).filter({ hasText: 'Marie & Paul <3' }).waitFor();
        await reader.sends(writing);
        await reader.isAlerted('Vous avez déjà envoyé ce commentaire.');
        assert.equal((await blog.stored(article)).length, 1);
      });

      it('shows what answers a comment that a moderator has taken away', async (t) => {
        const article = await blog.newArticle();
        const [first] = await blog.fill(article, 2);
        await blog.fill(article, 1, first);
        await blog.run(`wp_trash_comment( ${first} );`);
        const reader = await open(t, article);
        await reader.hasRead('2 commentaires');
        await shown(reader, `Remarque 1 sous ${first}`).waitFor();
      });

      it('reads a long thread page by page, answers and all', async (t) => {
        const article = await blog.newArticle();
        const ids = await blog.fill(article, 25);
        const [answer] = await blog.fill(article, 2, ids[0]);
        await blog.fill(article, 1, answer);
        const reader = await open(t, article);
        await reader.hasRead('28 commentaires');
        await shown(reader, 'Remarque 20 sous 0').waitFor();
        await shown(reader, `Remarque 1 sous ${answer}`).waitFor();
        assert.equal(await shown(reader, 'Remarque 21 sous 0').count(), 0);
        await reader.button('commentaires').click();
        await shown(reader, 'Remarque 25 sous 0').waitFor();
        assert.equal(await reader.page.getByRole('article').filter({ hasText: 'Remarque' }).count(), 28);
      });
    });

  describe('by REST', () => {
    it('tells the owner the line to paste where strangers may not comment', async (t) => {
      const article = await blog.newArticle();
      await blog.run(`update_option( 'test_anonymous', '' );`);
      const reader = await openElsewhere(t, blog, article);
      const said = reader.page.waitForEvent('console', (message) => message.text().includes('rest_allow_anonymous'));
      await reader.sends();
      await reader.isAlerted('Les commentaires ne sont pas disponibles pour le moment.');
      assert.match((await said).text(), /add_filter\( 'rest_allow_anonymous_comments', '__return_true' \);/);
    });

    it('knows a closed article for what it is', async (t) => {
      const article = await blog.newArticle();
      await blog.fill(article, 1);
      await blog.close(article);
      const reader = await openElsewhere(t, blog, article);
      await shown(reader, 'Remarque 1').waitFor();
      await reader.isTold('Les commentaires sont fermés pour cet article.');
    });

    it('shows no picture, and gives no hash of an e-mail away, unless it is told to', async (t) => {
      const article = await blog.newArticle();
      await blog.fill(article, 1);
      for (const [attributes, count] of [
        ['avatars', 0],
        ['avatars data-avatars', 1],
      ] as const) {
        const reader = await openElsewhere(t, blog, article, attributes);
        const comment = shown(reader, 'Remarque 1');
        await comment.waitFor();
        assert.equal(await comment.locator('img').count(), count);
      }
    });

    it('stores no answer to a comment that was taken away meanwhile', async (t) => {
      const article = await blog.newArticle();
      const [id] = await blog.fill(article, 1);
      const reader = await openElsewhere(t, blog, article);
      await reader.button('Répondre à Auteur 1').click();
      const form = shown(reader, 'Remarque 1 sous 0').locator('form');
      await form.getByRole('textbox', { name: 'Commentaire' }).fill('Bien dit.');
      await form.getByRole('textbox', { name: 'Nom' }).fill(marie.Nom);
      await form.getByRole('textbox', { name: 'E-mail' }).fill(marie['E-mail']);
      await blog.run(`wp_trash_comment( ${id} );`);
      await form.getByRole('button', { name: 'Laisser un commentaire' }).click();
      await reader.isAlerted(/n’existe plus/);
      assert.equal((await blog.stored(article)).length, 1);
    });

    it('lets those comment who are signed in, also with a nonce that is too old', async (t) => {
      await blog.run(`update_option( 'test_anonymous', '' );`);
      const script = '<script type="module" src="/wp-content/plugins/comment-widget/comment-widget.js"></script>';
      for (const nonce of ['{nonce}', '0123456789']) {
        const article = await blog.newArticle();
        const widget = `<comment-widget backend="wordpress-rest" thread="{id}" data-nonce="${nonce}"></comment-widget>`;
        await blog.set('test_embed', script + widget);
        const reader = await blog.signIn(t, article.url);
        const form = reader.page.locator('comment-widget form').first();
        await form.getByRole('textbox', { name: 'Commentaire' }).fill('De la rédaction.');
        await form.getByRole('button', { name: 'Laisser un commentaire' }).click();
        await reader.isTold('Votre commentaire est publié.');
        const [stored] = await blog.stored(article);
        assert.deepEqual([stored?.comment_author, stored?.comment_approved], ['admin', '1']);
      }
    });
  });

  describe('answers as it did when its answers were written down', () => {
    const post = async (path: string, body: URLSearchParams | object) => {
      const isForm = body instanceof URLSearchParams;
      const response = await fetch(blog.url + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { Accept: 'application/json', ...(!isForm && { 'Content-Type': 'application/json' }) },
        body: isForm ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return [response.status, text && ((JSON.parse(text) as { code?: string }).code ?? text)];
    };

    it('by REST', async () => {
      const { id } = await blog.newArticle();
      const ask = (part: object) =>
        post('/wp-json/wp/v2/comments', {
          post: Number(id),
          author_name: 'Zoé',
          author_email: 'zoe@exemple.fr',
          content: 'Bonjour',
          ...part,
        });
      assert.deepEqual(await ask({ content: 'x'.repeat(65_526) }), [400, 'comment_content_column_length']);
      assert.deepEqual(await ask({ author_name: 'n'.repeat(246) }), [400, 'comment_author_column_length']);
      assert.deepEqual(await ask({ author_email: 'zoe' }), [400, 'rest_invalid_param']);
      assert.deepEqual(await ask({ author_email: '' }), [400, 'rest_comment_author_data_required']);
      assert.deepEqual(await ask({ content: ' ' }), [400, 'rest_comment_content_invalid']);
      assert.deepEqual(await ask({ post: 99_999 }), [403, 'rest_comment_invalid_post_id']);
      assert.deepEqual(await ask({ parent: 'x' }), [400, 'rest_invalid_param']);
      // The address belongs to who somebody is, and signs are compared as they come.
      assert.equal((await ask({ author_name: 'A & B' }))[0], 201);
      assert.equal((await ask({ author_name: 'A & B' }))[0], 201);
      assert.equal((await ask({ author_name: 'A &amp; B' }))[0], 409);
      assert.equal((await ask({ author_name: 'A &amp; B', author_email: 'autre@exemple.fr' }))[0], 201);
    });

    it('by its form', async () => {
      const { id } = await blog.newArticle();
      const send = (part: Record<string, string>) =>
        post(
          '/wp-comments-post.php',
          new URLSearchParams({
            comment_post_ID: id,
            author: 'Paul',
            email: 'paul@exemple.fr',
            comment: 'Bonjour',
            ...part,
          }),
        );
      assert.deepEqual(await send({ comment: 'x'.repeat(65_526) }), [200, 'wp_die']);
      assert.deepEqual(await send({ email: 'paul@exemple' }), [200, 'wp_die']);
      assert.deepEqual(await send({ author: '' }), [200, 'wp_die']);
      assert.deepEqual(await send({ comment_post_ID: '99999' }), [200, '']);
      assert.deepEqual(await send({}), [302, '']);
      assert.deepEqual(await send({}), [409, 'wp_die']);
      assert.deepEqual(await send({ email: 'autre@exemple.fr' }), [302, '']);
      assert.deepEqual(await send({ author: 'Autre' }), [302, '']);
      assert.deepEqual(await send({ author: 'A & B' }), [302, '']);
      assert.deepEqual(await send({ author: 'A & B' }), [409, 'wp_die']);
      const stored = (await blog.stored({ id, url: '' })).map((one) => one.comment_author);
      assert.deepEqual(stored, ['Paul', 'Paul', 'Autre', 'A &amp; B']);
    });
  });
});
