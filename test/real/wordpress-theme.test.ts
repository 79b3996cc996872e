import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import type { Locator } from 'playwright-core';
import { eventually } from '../pages/eventually.ts';
import { hold } from '../pages/hold.ts';
import { marie, Reader } from '../pages/reader.ts';
import { Blog, openPage } from './blog.ts';

const script = '**/comment-widget/wordpress.js';
const noScript = { javaScriptEnabled: false };

const shown = (reader: Reader, text: string) => reader.page.getByRole('article').filter({ hasText: text });
const inTheme = (reader: Reader, text: string) => reader.page.locator('li.comment').filter({ hasText: text });

/** Writes into a form that is not the only one. */
async function answersIn(form: Locator, text: string): Promise<void> {
  await form.getByRole('textbox', { name: 'Commentaire' }).fill(text);
  await form.getByRole('textbox', { name: 'Nom' }).fill(marie.Nom);
  await form.getByRole('textbox', { name: 'E-mail' }).fill(marie['E-mail']);
  await form.getByRole('button', { name: 'Laisser un commentaire' }).click();
}

Blog.describe('without JavaScript, the form of WordPress', (blog) => {
  it('is as it was: a comment is written, posted and shown', async (t) => {
    const article = await blog.newArticle();
    const reader = await openPage(t, article.url, noScript);
    assert.equal(await reader.page.locator('comment-widget').count(), 0);
    await reader.sends();
    const [stored] = await blog.stored(article);
    assert.equal(reader.page.url(), `${article.url}#comment-${stored!.comment_ID}`);
    await inTheme(reader, marie.Commentaire).waitFor();
  });

  it('says that a comment is held', async (t) => {
    const article = await blog.newArticle();
    await blog.set('comment_moderation', 1);
    const reader = await openPage(t, article.url, noScript);
    await reader.sends();
    await reader.isTold('en attente de modération');
  });

  it('answers a comment', async (t) => {
    const article = await blog.newArticle();
    const [id] = await blog.fill(article, 1);
    const reader = await openPage(t, article.url, noScript);
    await reader.page.getByRole('link', { name: 'Répondre à Auteur 1' }).click();
    await reader.isTold('Répondre à Auteur 1');
    await reader.sends();
    await inTheme(reader, marie.Commentaire).last().waitFor();
    assert.equal((await blog.stored(article)).at(-1)?.comment_parent, id);
  });
});

Blog.describe('the form and the thread of a WordPress theme, once the script is there', (blog) => {
  /** A reader who has begun before. */
  async function begun(t: TestContext, url: string) {
    const reader = await Reader.before(t);
    await reader.page.route(/gravatar\.com|\bw\.org\b/, (route) => route.abort());
    const held = await hold(reader.page, script);
    const list = await hold(reader.page, '**/wp-json/**');
    await reader.page.goto(url, { waitUntil: 'commit' });
    await reader.writes();
    return { reader, held, list };
  }

  it('keep what was typed, the caret, and the place where they stand', async (t) => {
    const article = await blog.newArticle();
    await blog.fill(article, 2);
    const { reader, held, list } = await begun(t, article.url);
    await reader.field('Commentaire').press('ArrowLeft');
    const place = await reader.field('Nom').boundingBox();
    held.release();
    await reader.page.locator('comment-widget').waitFor();
    assert.deepEqual(await reader.field('Nom').boundingBox(), place);
    await inTheme(reader, 'Remarque 1').waitFor();
    list.release();
    await reader.page.keyboard.type('!');
    assert.equal(await reader.field('Commentaire').inputValue(), marie.Commentaire.replace(/.$/, '!$&'));
    await reader.hasRead('2 commentaires');
    assert.equal(await inTheme(reader, 'Remarque 1').filter({ visible: true }).count(), 0);
    const [thread, form] = [await shown(reader, 'Remarque 2').boundingBox(), await reader.field('Nom').boundingBox()];
    assert.ok(thread!.y < form!.y, 'the form stands below the thread, as it did');
    await reader.submit.click();
    await shown(reader, marie.Commentaire.replace(/.$/, '!$&')).waitFor();
    assert.equal(reader.page.url(), article.url);
  });

  it('open our form for an answer, from where the theme says "Répondre"', async (t) => {
    const article = await blog.newArticle();
    const [id] = await blog.fill(article, 1);
    const reader = await Reader.before(t);
    // A thread that comes late.
    const list = await hold(reader.page, '**/wp-json/**');
    await reader.page.route(/gravatar\.com|\bw\.org\b/, (route) => route.abort());
    await reader.page.goto(article.url);
    await reader.page.locator('comment-widget').waitFor();
    await reader.page.getByRole('link', { name: 'Répondre à Auteur 1' }).click();
    list.release();
    const form = shown(reader, 'Remarque 1 sous 0').locator('form');
    await eventually(async () => {
      const focused = await form
        .getByRole('textbox', { name: 'Commentaire' })
        .evaluate((field) => field.matches(':focus'));
      assert.ok(focused);
    });
    await answersIn(form, 'Bien dit.');
    await shown(reader, 'Bien dit.').waitFor();
    assert.equal((await blog.stored(article)).at(-1)?.comment_parent, id);
    assert.equal(reader.page.url(), article.url);
  });

  it('send what plug-ins have hidden in the form, with answers too', async (t) => {
    const article = await blog.newArticle();
    await blog.set('test_guard', 1);
    await blog.fill(article, 1);
    const reader = await openPage(t, article.url);
    await reader.hasRead('1 commentaire');
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    await reader.button('Répondre à Auteur 1').click();
    await answersIn(shown(reader, 'Remarque 1 sous 0').locator('form'), 'Bien dit.');
    await shown(reader, 'Bien dit.').waitFor();
    assert.equal((await blog.stored(article)).length, 3);
  });

  it('work by themselves where nobody may read by REST', async (t) => {
    const article = await blog.newArticle();
    const [id] = await blog.fill(article, 1);
    const reader = await Reader.before(t);
    await reader.page.route(/gravatar\.com|\bw\.org\b/, (route) => route.abort());
    await reader.page.route('**/wp-json/**', (route) =>
      route.fulfill({ status: 401, json: { code: 'rest_cannot_access', message: 'Non.', data: { status: 401 } } }),
    );
    await reader.page.goto(article.url);
    await reader.isAlerted('Les commentaires n’ont pas pu être chargés.');
    await inTheme(reader, 'Remarque 1').waitFor();
    const cancel = reader.page.getByRole('link', { name: 'Annuler la réponse' });
    await reader.page.getByRole('link', { name: 'Répondre à Auteur 1' }).click();
    await reader.page.getByRole('heading', { name: 'Répondre à Auteur 1' }).waitFor();
    await cancel.click();
    await reader.page.getByRole('heading', { name: 'Laisser un commentaire' }).waitFor();
    await reader.page.getByRole('link', { name: 'Répondre à Auteur 1' }).click();
    await reader.page.getByRole('heading', { name: 'Répondre à Auteur 1' }).waitFor();
    await reader.sends();
    await reader.isTold('Votre commentaire est envoyé. Il sera peut-être relu avant de paraître.');
    assert.equal((await blog.stored(article)).at(-1)?.comment_parent, id);
    await reader.sends({ ...marie, Commentaire: 'À part cela, rien.' });
    await eventually(async () => assert.equal((await blog.stored(article)).at(-1)?.comment_parent, '0'));
    await cancel.waitFor({ state: 'hidden' });
  });

  it('ask nothing of those who are signed in but what they have to say', async (t) => {
    const article = await blog.newArticle();
    const [id] = await blog.fill(article, 1);
    const reader = await blog.signIn(t, article.url);
    await reader.hasRead('1 commentaire');
    assert.equal(await reader.field('E-mail').count(), 0);
    await reader.sends({ Commentaire: 'De la rédaction.' });
    await shown(reader, 'De la rédaction.').waitFor();
    await reader.button('Répondre à Auteur 1').click();
    const form = shown(reader, 'Remarque 1 sous 0').locator('form');
    assert.equal(await form.getByRole('textbox').count(), 1);
    await form.getByRole('textbox', { name: 'Commentaire' }).fill('En effet.');
    await form.getByRole('button', { name: 'Laisser un commentaire' }).click();
    await shown(reader, 'En effet.').waitFor();
    const said = (await blog.stored(article)).slice(1).map((one) => [one.comment_author, one.comment_parent]);
    assert.deepEqual(said, [
      ['admin', '0'],
      ['admin', id],
    ]);
  });

  it('stay as they are where one may not comment', async (t) => {
    const article = await blog.newArticle();
    await blog.fill(article, 1);
    await blog.set('comment_registration', 1);
    const reader = await openPage(t, article.url);
    await inTheme(reader, 'Remarque 1').waitFor();
    assert.equal(await reader.page.locator('comment-widget').count(), 0);
  });

  it('lead to the comment that an address names', async (t) => {
    const article = await blog.newArticle();
    const ids = await blog.fill(article, 30);
    const reader = await openPage(t, `${article.url}#comment-${ids[27]}`);
    const comment = shown(reader, 'Remarque 28 sous 0');
    await eventually(async () => assert.ok(await comment.evaluate((one) => one.matches(':focus'))));
  });
});

Blog.describe(
  'a theme made of blocks',
  (blog) => {
    it('is taken over, too', async (t) => {
      const article = await blog.newArticle();
      const [id] = await blog.fill(article, 1);
      const reader = await openPage(t, article.url);
      await reader.field('Commentaire').scrollIntoViewIfNeeded();
      await reader.hasRead('1 commentaire');
      assert.equal(await inTheme(reader, 'Remarque 1').filter({ visible: true }).count(), 0);
      await reader.sends();
      await shown(reader, marie.Commentaire).waitFor();
      await reader.button('Répondre à Auteur 1').click();
      await answersIn(shown(reader, 'Remarque 1 sous 0').locator('form'), 'Bien dit.');
      await shown(reader, 'Bien dit.').waitFor();
      assert.equal((await blog.stored(article)).at(-1)?.comment_parent, id);
    });
  },
  { theme: 'twentytwentythree' },
);
