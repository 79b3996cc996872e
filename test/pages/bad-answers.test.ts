import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import type { Route } from 'playwright-core';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { marie, Reader } from './reader.ts';

type Answering = (route: Route) => Promise<void>;

const unreadable = 'Le site a donné une réponse inattendue.';

const json = (body: string): Answering => {
  return (route) => route.fulfill({ contentType: 'application/json', body });
};

/** Whatever servers, and what stands before them, have been seen to answer. */
const answers: Readonly<Record<string, readonly [sentence: string, answer: Answering]>> = {
  'a page of HTML': [unreadable, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Bienvenue</h1>' })],
  nothing: [unreadable, (route) => route.fulfill({ body: '' })],
  'half of JSON': [unreadable, json('{"comments":[{"id":"1","author":{"na')],
  null: [unreadable, json('null')],
  'JSON of another shape': [unreadable, json('{"comments":"1","id":1,"author":null}')],
  '204 No Content': [unreadable, (route) => route.fulfill({ status: 204 })],
  'a redirect to a page': [unreadable, (route) => route.fulfill({ status: 302, headers: { Location: '/pages' } })],
  '20 MB': [unreadable, json(`{"comments":[${'"une ligne du journal",'.repeat(900_000)}""]}`)],
};

/** What passes by itself, and what a comment waits for. */
const outages: Readonly<Record<string, Answering>> = {
  'an error page': (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
  'a closed connection': (route) => route.abort('connectionreset'),
};

/** What is for the owner of the site, and says nothing to a reader. */
const jargon = /undefined|\bnull\b|\[object|error|JSON|HTML|protocol|fetch|\d{3}/i;

/** A reader on whose page every error that nobody caught fails the test. */
async function readerBefore(t: TestContext): Promise<Reader> {
  const reader = await Reader.before(t);
  const uncaught: string[] = [];
  reader.page.on('pageerror', (error) => uncaught.push(String(error)));
  t.after(() => assert.deepEqual(uncaught, []));
  return reader;
}

describeInChromium('a server with a bad answer', () => {
  it('to a comment: the reader understands, and loses nothing', async (t) => {
    const demo = await Demo.open(t);
    const reader = await readerBefore(t);
    await reader.page.goto(demo.url);
    await reader.writes();
    let button = reader.submit;
    for (const [what, [sentence, answer]] of Object.entries(answers)) {
      await t.test(what, async () => {
        await reader.page.route('**/api/comments', answer, { times: 1 });
        await button.click();
        await reader.isAlerted(sentence);
        const said = await reader.page.getByRole('alert').innerText();
        assert.match(said, /Votre texte est conservé\.$/);
        assert.doesNotMatch(said, jargon);
        for (const [label, text] of Object.entries(marie))
          assert.equal(await reader.field(label as keyof typeof marie).inputValue(), text);
      });
      button = reader.button('Réessayer');
    }
    await button.click();
    await reader.comment(marie.Commentaire).waitFor();
    assert.equal(demo.stored.length, 1);
  });

  for (const [what, answer] of Object.entries(outages))
    it(`to a comment, ${what}: it waits, and goes by itself`, async (t) => {
      const demo = await Demo.open(t);
      const reader = await readerBefore(t);
      await reader.page.goto(demo.url);
      await reader.page.route('**/api/comments', answer, { times: 1 });
      await reader.sends();
      await reader.isTold('Le site ne répond pas.');
      await reader.isTold('Votre commentaire est publié.');
      await reader.comment(marie.Commentaire).waitFor();
      assert.equal(demo.stored.length, 1);
    });

  it('that never comes: the reader is not left alone with it', async (t) => {
    const demo = await Demo.open(t);
    const reader = await readerBefore(t);
    // The same deadlines, but nobody has to wait for them as long as a reader would.
    await reader.page.addInitScript(() => {
      const { timeout } = AbortSignal;
      AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, milliseconds / 20);
    });
    await reader.page.goto(demo.url);
    await reader.page.route('**/api/comments', () => undefined, { times: 1 });
    await reader.sends();
    await reader.isTold('Envoi en cours…');
    await reader.isTold('Le site ne répond pas.');
    await reader.comment(marie.Commentaire).waitFor();
  });

  it('to who asks for the thread: comments can be written all the same, and read later', async (t) => {
    const demo = await Demo.open(t, { seeded: true });
    const reader = await readerBefore(t);
    const retry = reader.button('Réessayer');
    await reader.page.route('**/api/comments?*', (route) => route.abort(), { times: 1 });
    await reader.page.goto(demo.url);
    const all = {
      ...Object.fromEntries(Object.entries(answers).map(([what, [, answer]]) => [what, answer])),
      ...outages,
    };
    for (const [what, answer] of Object.entries(all)) {
      await t.test(what, async () => {
        await reader.page.route('**/api/comments?*', answer, { times: 1 });
        await retry.click();
        await reader.isAlerted('Les commentaires n’ont pas pu être chargés.');
      });
    }
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    await retry.click();
    await reader.comment('Brigitte Lemaire').waitFor();
    assert.equal(await reader.page.getByRole('alert').count(), 0);
    assert.equal(await reader.comment(marie.Commentaire).count(), 1);
  });
});
