import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { eventually } from './eventually.ts';
import { marie, Reader } from './reader.ts';
import { Witness } from './witness.ts';

const posts = '**/api/comments';

/** Nothing of what was written is lost. */
async function assertKept(reader: Reader): Promise<void> {
  for (const [label, text] of Object.entries(marie))
    assert.equal(await reader.field(label as keyof typeof marie).inputValue(), text);
}

describeInChromium('a comment whose answer is lost', () => {
  it('is kept, sent again under the same key, and stored once', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.before(t);
    const witness = await Witness.of(reader.page);
    await reader.page.goto(demo.url);
    await reader.page.route(
      posts,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 2 },
    );
    await reader.sends();
    await reader.isTold('Le site ne répond pas.');
    assert.equal(demo.stored.length, 1);

    await reader.button('Envoyer maintenant').click();
    await eventually(() => assert.equal(witness.posts.length, 2));
    await reader.button('Envoyer maintenant').click();
    await reader.isTold('Votre commentaire est publié.');
    await reader.comment(marie.Commentaire).waitFor();
    assert.equal(await reader.comment(marie.Commentaire).count(), 1);
    assert.equal(demo.stored.length, 1);

    const keys = witness.posts.map(({ key }) => key);
    assert.equal(keys.length, 3);
    assert.match(keys[0]!, /^"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}"$/);
    assert.equal(new Set(keys).size, 1);
  });

  it('has a key of its own', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.before(t);
    const witness = await Witness.of(reader.page);
    await reader.page.goto(demo.url);
    for (const Commentaire of ['Un premier.', 'Un second.']) {
      await reader.sends({ ...marie, Commentaire });
      await reader.comment(Commentaire).waitFor();
    }
    assert.equal(new Set(witness.posts.map(({ key }) => key)).size, 2);
  });
});

describeInChromium('a comment that the server refuses', () => {
  it('for coming too fast: the reader is told how long, and the button waits', async (t) => {
    const demo = await Demo.open(t, { rateLimit: 1 });
    const reader = await Reader.before(t);
    const witness = await Witness.of(reader.page);
    await reader.page.clock.install();
    await reader.page.goto(demo.url);
    await reader.sends({ ...marie, Commentaire: 'Un premier.' });
    await reader.isTold('Votre commentaire est publié.');
    await reader.sends();
    await reader.isAlerted('Vous envoyez vos commentaires trop rapidement.');
    await reader.isTold(/Vous pourrez réessayer dans [1-6]?\d\u00a0secondes\./);
    await assertKept(reader);
    assert.equal(await reader.button('Réessayer').getAttribute('aria-disabled'), 'true');
    await reader.submit.click({ force: true });
    await reader.page.clock.fastForward('01:01');
    await reader.isTold('Vous pouvez réessayer.');
    assert.equal(witness.posts.length, 2);

    await demo.restart();
    await reader.button('Réessayer').click();
    await reader.comment(marie.Commentaire).waitFor();
    assert.equal(demo.stored.length, 2);
  });

  it('for being there already', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url);
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    await reader.sends();
    await reader.isAlerted('Vous avez déjà envoyé ce commentaire.');
    await assertKept(reader);
    assert.equal(demo.stored.length, 1);
    await reader.sends({ Commentaire: 'Ce que j’oubliais.' });
    await reader.comment('Ce que j’oubliais.').waitFor();
  });

  it('for a field: that field says why', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url);
    await reader.page.route(
      posts,
      async (route) => {
        const sent = route.request().postDataJSON() as object;
        await route.continue({ postData: JSON.stringify({ ...sent, email: 'personne', name: '' }) });
      },
      { times: 1 },
    );
    await reader.sends();
    await reader.isAlerted(/2\u00a0champs à corriger/);
    for (const [label, sentence] of [
      ['Nom', /^Indiquez votre nom\.$/],
      ['E-mail', /Saisissez une adresse e-mail au format nom@exemple\.fr\.$/],
    ] as const) {
      const field = reader.field(label);
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.match(await field.evaluate(descriptionOf), sentence);
    }
    assert.equal(await reader.field('Commentaire').getAttribute('aria-invalid'), null);
    await assertKept(reader);

    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(await reader.field('E-mail').getAttribute('aria-invalid'), null);
  });

  it('for a moment: it waits for as long as the server says, and goes then', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.before(t);
    await reader.page.clock.install();
    await reader.page.goto(demo.url);
    await reader.page.route(posts, (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '90' } }), {
      times: 1,
    });
    await reader.sends();
    await reader.isTold('Le site demande un peu de patience.');
    assert.equal(await reader.button('Envoyer maintenant').count(), 0);
    assert.equal(demo.stored.length, 0);
    await reader.page.clock.fastForward('01:31');
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(demo.stored.length, 1);
  });
});

describeInChromium('a thread that is closed', () => {
  it('says so, and has no form', async (t) => {
    const demo = await Demo.open(t, { closedThreads: ['/'] });
    const reader = await Reader.at(t, demo.url);
    await reader.isTold('Les commentaires sont fermés pour cet article.');
    assert.equal(await reader.page.getByRole('textbox').count(), 0);
    assert.equal(await reader.submit.count(), 0);
  });

  it('leaves the text of whoever was writing when it closed', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.at(t, demo.url);
    await reader.writes();
    await demo.restart({ closedThreads: ['/'] });
    await reader.submit.click();
    await reader.isTold('Les commentaires sont fermés pour cet article.');
    assert.equal(await reader.field('Commentaire').inputValue(), marie.Commentaire);
    assert.equal(demo.stored.length, 0);
  });
});

/** Somebody whose comment waits for the network to be back. */
async function waitingOffline(t: TestContext): Promise<{ readonly demo: Demo; readonly reader: Reader }> {
  const demo = await Demo.open(t);
  const reader = await Reader.at(t, demo.url);
  await reader.hasRead('Aucun commentaire');
  await reader.writes();
  await reader.page.locator('[part="outbox"]').waitFor({ state: 'attached' });
  await reader.page.context().setOffline(true);
  await reader.submit.click();
  await reader.isTold('Vous êtes hors ligne.');
  return { demo, reader };
}

describeInChromium('a reader without a network', () => {
  it('has the comment wait, and sees it go when the network is back', async (t) => {
    const { demo, reader } = await waitingOffline(t);
    assert.equal(demo.stored.length, 0);
    await reader.page.context().setOffline(false);
    await reader.isTold('Votre commentaire est publié.');
    await reader.comment(marie.Commentaire).waitFor();
    assert.equal(demo.stored.length, 1);
  });

  it('finds the comment on its way at the next visit', async (t) => {
    const { demo, reader } = await waitingOffline(t);
    await reader.page.close();
    const next = new Reader(await reader.page.context().newPage());
    await next.page.context().setOffline(false);
    await next.page.goto(demo.url);
    await next.comment(marie.Commentaire).waitFor();
    assert.equal(demo.stored.length, 1);
  });

  it('keeps the text even before the script is there whole', async (t) => {
    const demo = await Demo.open(t);
    const reader = await Reader.before(t);
    await reader.page.route('**/dist/chunks/*', (route) => route.abort('internetdisconnected'));
    await reader.page.goto(demo.url);
    await reader.sends();
    await reader.isAlerted('Le site ne répond pas.');
    await assertKept(reader);
    await reader.page.unroute('**/dist/chunks/*');
    await reader.submit.click();
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(demo.stored.length, 1);
  });
});

/** What assistive tools say of a field after its name. */
function descriptionOf(field: Element): string {
  const root = field.getRootNode() as Document | ShadowRoot;
  const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids
    .map((id) => root.getElementById(id)?.textContent ?? '')
    .join(' ')
    .trim();
}
