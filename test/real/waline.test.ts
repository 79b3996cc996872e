import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';
import { describeInChromium } from '../pages/chromium.ts';
import { eventually } from '../pages/eventually.ts';
import { marie, Reader, type Writing } from '../pages/reader.ts';
import { wholeHtml, Witness } from '../pages/witness.ts';
import { openSite } from './site.ts';
import { writeTried } from './tried.ts';
import { installWaline, startWaline, type Waline, type WalineSettings } from './waline.ts';

const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, 'waline/package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};

/** Why there is no Waline to be tried, where there is none: no network, most of the time. */
const missing = await installWaline().then(
  () => undefined,
  (error: unknown) => `not tried: ${/npm error .{30,}/.exec(String(error))?.[0] ?? String(error)}`,
);

function describeWaline(name: string, tests: () => void): void {
  if (missing === undefined) {
    describeInChromium(`a real Waline, ${name}`, tests);
    after(() => writeTried(`Waline ${dependencies['@waline/vercel']}`, 'waline'));
  } else describe(`a real Waline, ${name} (${missing})`, { skip: missing }, tests);
}

interface Place {
  readonly waline: Waline;
  readonly reader: Reader;
  readonly witness: Witness;
  /** The address of the article. */
  readonly article: string;
  /** Somebody else, at the same article. */
  visitor(): Promise<Reader>;
}

interface Setting {
  readonly settings?: WalineSettings;
  readonly attributes?: string;
  /** What is there before the reader comes. */
  before?(waline: Waline): Promise<void>;
}

const path = '/un-article';
const luc = { Commentaire: 'Ici, c’est sous le toit.', Nom: 'Luc', 'E-mail': 'luc@exemple.fr' } satisfies Writing;

/** A reader at an article of a site whose comments are Waline's, on another origin. */
async function arrive(t: TestContext, { settings, attributes = '', before }: Setting = {}): Promise<Place> {
  const waline = await startWaline(settings);
  t.after(() => waline.close());
  await before?.(waline);
  const widget = `<comment-widget backend="waline" endpoint="${waline.url}" ${attributes}></comment-widget>`;
  const article = (await openSite(t, widget)) + path;
  const reader = await Reader.before(t);
  const witness = await Witness.of(reader.page);
  await reader.page.goto(article);
  return { waline, reader, witness, article, visitor: () => Reader.at(t, article) };
}

/** Somebody posts without our widget. */
async function post(waline: Waline, comment: string, more: object = {}): Promise<void> {
  const response = await fetch(`${waline.url}/api/comment`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ url: path, nick: 'Anne', mail: 'anne@exemple.fr', comment, ...more }),
  });
  assert.equal(((await response.json()) as { errno: number }).errno, 0);
}

/** Answers the comment that says this, by the form that opens below it. */
async function answer(reader: Reader, text: string, writing: Writing): Promise<void> {
  const comment = reader.comment(text).last();
  await comment.getByRole('button', { name: /^Répondre à/ }).click();
  for (const [label, written] of Object.entries(writing))
    await comment.getByRole('textbox', { name: label }).fill(written);
  await comment.getByRole('button', { name: 'Laisser un commentaire' }).click();
}

/** What the comments say, in the order of the page. */
async function texts(reader: Reader): Promise<string[]> {
  const bodies = await reader.discussion.locator('[part~="body"]').allInnerTexts();
  return bodies.map((text) => text.trim());
}

describeWaline('with the settings of the day', () => {
  it('publishes a comment, and shows it after a reload', async (t) => {
    const { waline, reader, witness } = await arrive(t);
    await reader.hasRead('Aucun commentaire');
    await reader.sends({ ...marie, 'Site web': 'https://exemple.fr' });
    await reader.isTold('Votre commentaire est publié.');
    await reader.comment(marie.Commentaire).getByText(marie.Nom).waitFor();
    const [stored, ...others] = waline.stored;
    assert.equal(others.length, 0);
    assert.deepEqual(
      { ...stored },
      {
        ...stored,
        url: path,
        comment: marie.Commentaire,
        nick: marie.Nom,
        mail: marie['E-mail'],
        link: 'https://exemple.fr',
        pid: null,
        rid: null,
        status: 'approved',
        // What Waline would show everybody of the reader's browser.
        ua: null,
      },
    );

    await reader.page.reload();
    await reader.hasRead('1\u00a0commentaire');
    await reader.comment(marie.Commentaire).getByRole('link', { name: marie.Nom }).waitFor();
    assert.doesNotMatch(await wholeHtml(reader.page), /avatar\//);
    assert.deepEqual(witness.errors, []);
    assert.deepEqual(witness.failures, []);
  });

  it('has answers stand below what they answer, and answers to answers too', async (t) => {
    const { waline, reader, witness, visitor } = await arrive(t);
    await reader.sends();
    await reader.comment(marie.Commentaire).waitFor();
    await answer(reader, marie.Commentaire, luc);
    await reader.comment(luc.Commentaire).last().waitFor();
    await answer(reader, luc.Commentaire, { ...marie, Commentaire: 'Et chez vous, combien\u202f?' });
    await reader.comment('combien').last().waitFor();
    assert.deepEqual(
      waline.stored.map(({ id, pid, rid }) => [id, pid, rid]),
      [
        [1, null, null],
        [2, 1, 1],
        [3, 2, 1],
      ],
    );
    // Of one second, Waline gives the last answer first.
    const other = await visitor();
    await other.hasRead('3\u00a0commentaires');
    assert.deepEqual(await texts(other), [marie.Commentaire, luc.Commentaire, 'Et chez vous, combien\u202f?']);
    await other.comment('combien').last().waitFor();
    assert.deepEqual(witness.errors, []);
  });

  it('takes the same comment once', async (t) => {
    const { waline, reader } = await arrive(t);
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    await reader.sends();
    await reader.isAlerted('Vous avez déjà envoyé ce commentaire.');
    assert.equal(await reader.field('Commentaire').inputValue(), marie.Commentaire);
    assert.equal(waline.stored.length, 1);
  });

  it('takes what an anonymous reader says, and shows no name', async (t) => {
    const { waline, reader } = await arrive(t);
    await reader.sends({ Commentaire: 'Sans nom.' });
    await reader.comment('Sans nom.').getByText('Anonyme').waitFor();
    assert.deepEqual([waline.stored[0]?.nick, waline.stored[0]?.mail, waline.stored[0]?.link], [null, null, null]);
  });

  it('is not sent what its databases could not hold, nor an address that is none', async (t) => {
    const { waline, reader, witness } = await arrive(t);
    await reader.sends({ ...marie, Commentaire: 'é'.repeat(32_768) });
    await reader.isAlerted(/1\u00a0champ à corriger/);
    await reader.sends({ ...marie, Nom: 'n'.repeat(256) });
    await reader.isAlerted(/1\u00a0champ à corriger/);
    await reader.sends({ ...marie, 'E-mail': 'pas-une-adresse' });
    await reader.isAlerted(/1\u00a0champ à corriger/);
    await reader.isAlerted(/Saisissez une adresse e-mail au format nom@exemple\.fr\./);
    assert.equal(witness.posts.length, 0);
    assert.equal(waline.stored.length, 0);
    await reader.sends({ ...marie, Commentaire: 'é'.repeat(32_767) });
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(waline.stored[0]?.comment.length, 32_767);
  });

  it('has its Markdown shown, and runs nothing that comes with it', async (t) => {
    const { waline, reader, witness, visitor } = await arrive(t);
    const attack =
      '<script>document.title = "pris"</script><img src="x" onerror="document.title = \'pris\'">' +
      '<a href="javascript:document.title=\'pris\'">lien</a><style>section { display: none }</style>';
    const text = `**gras** et \`code\` & 1 < 2 👩🏽‍🚀 שלום\n\n> cité\n\n${attack}`;
    await reader.sends({ ...marie, Nom: '<b>Ève</b><script>document.title = "pris"</script>', Commentaire: text });
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(waline.stored[0]?.comment, text);
    for (const one of [reader, await visitor()]) {
      const comment = one.comment('gras');
      await comment.locator('strong', { hasText: 'gras' }).waitFor();
      await comment.locator('code', { hasText: 'code' }).waitFor();
      await comment.locator('blockquote', { hasText: 'cité' }).waitFor();
      await comment.getByText('& 1 < 2 👩🏽‍🚀 שלום').waitFor();
      await comment.getByText('<b>Ève</b>').waitFor();
      assert.equal(
        await comment.locator('[part~="body"] :is(script, style, img, [onerror], [href^="javascript:"])').count(),
        0,
      );
      assert.equal(await one.page.title(), 'Un article');
    }
    assert.deepEqual(witness.errors, []);
  });

  it('gives a long thread page by page, in each order', async (t) => {
    const numbers = ['Un', 'Deux', 'Trois', 'Quatre', 'Cinq'];
    const { waline, reader } = await arrive(t, {
      attributes: 'page-size="2" order="oldest"',
      async before(waline) {
        for (const number of numbers) await post(waline, number);
        await post(waline, 'Une réponse', { pid: 1, rid: 1, at: 'Anne' });
      },
    });
    await reader.hasRead('6\u00a0commentaires');
    assert.deepEqual(await texts(reader), ['Un', 'Une réponse', 'Deux']);
    for (const last of ['Quatre', 'Cinq']) {
      await reader.button('Afficher plus de commentaires').click();
      await reader.comment(last).waitFor();
    }
    assert.deepEqual(await texts(reader), ['Un', 'Une réponse', ...numbers.slice(1)]);
    assert.equal(await reader.button('Afficher plus de commentaires').count(), 0);

    await waline.moderate('PUT', 3, { like: true });
    await waline.moderate('PUT', 5, { sticky: true });
    await reader.page.getByRole('combobox').selectOption('best');
    await eventually(async () => assert.deepEqual(await texts(reader), ['Cinq', 'Trois']));
    await reader.comment('Cinq').getByText('Épinglé').waitFor();
  });

  it('counts what readers like, and what they like no more', async (t) => {
    const { waline, reader, visitor } = await arrive(t, { before: (waline) => post(waline, 'Bonjour') });
    const like = reader.button('J’aime, commentaire de Anne');
    await like.click();
    await reader.comment('Bonjour').getByText('1\u00a0vote').first().waitFor();
    assert.equal(waline.stored[0]?.like, 1);
    const other = await visitor();
    await other.button('J’aime, commentaire de Anne').click();
    await other.comment('Bonjour').getByText('2\u00a0votes').first().waitFor();
    // On another visit, too.
    await reader.page.reload();
    await reader.comment('Bonjour').getByText('2\u00a0votes').first().waitFor();
    assert.equal(await like.getAttribute('aria-pressed'), 'true');
    await like.click();
    await reader.comment('Bonjour').getByText('1\u00a0vote').first().waitFor();
    assert.equal(waline.stored[0]?.like, 1);
  });

  it('says of a comment that was deleted meanwhile that it cannot be liked', async (t) => {
    const { waline, reader, witness } = await arrive(t, { before: (waline) => post(waline, 'Bonjour') });
    await reader.comment('Bonjour').waitFor();
    await waline.moderate('DELETE', 1);
    await reader.button('J’aime, commentaire de Anne').click();
    await eventually(() => assert.match(witness.events.join(), /"code":"gone"/));
  });

  it('counts the comments of several articles at once, whatever their addresses', async (t) => {
    const waline = await startWaline();
    t.after(() => waline.close());
    const odd = '/a,b/';
    for (const comment of ['Un', 'Deux']) await post(waline, comment, { url: odd });
    await post(waline, 'Trois');
    const count = (thread: string) =>
      `<p>${thread}: <comment-count backend="waline" endpoint="${waline.url}" thread="${thread}"></comment-count></p>`;
    for (const threads of [[odd, path, '/rien'], [odd]]) {
      const site = await openSite(t, threads.map(count).join(''));
      const reader = await Reader.before(t);
      const witness = await Witness.of(reader.page);
      await reader.page.goto(site);
      await reader.isTold('/a,b/: 2\u00a0commentaires');
      if (threads.includes(path)) await reader.isTold('/un-article: 1\u00a0commentaire');
      assert.equal(witness.addresses.filter((address) => address.includes('/api/')).length, 1);
      assert.deepEqual(witness.errors, []);
    }
  });

  it('stores an answer to what was deleted meanwhile, and fails: it is sent again, and not stored twice', async (t) => {
    const { waline, reader, visitor } = await arrive(t, {
      async before(waline) {
        await post(waline, 'Un');
        await post(waline, 'Deux', { pid: 1, rid: 1, at: 'Anne' });
      },
    });
    await reader.comment('Deux').last().waitFor();
    await waline.moderate('DELETE', 2);
    await answer(reader, 'Deux', luc);
    await reader.isTold('Le site ne répond pas.');
    assert.deepEqual(
      waline.stored.map(({ id, pid, rid }) => [id, pid, rid]),
      [
        [1, null, null],
        [3, 2, 1],
      ],
    );
    await reader.isTold('Votre commentaire est envoyé. Il sera peut-être relu avant de paraître.');
    assert.equal(waline.stored.length, 2);
    const other = await visitor();
    await other.hasRead('2\u00a0commentaires');
    assert.deepEqual(await texts(other), ['Un', luc.Commentaire]);
  });
});

describeWaline('that its owner has set otherwise', () => {
  it('holds comments until somebody approves them (COMMENT_AUDIT)', async (t) => {
    const { waline, reader, visitor } = await arrive(t, { settings: { COMMENT_AUDIT: '1' } });
    await reader.sends();
    await reader.isTold(/Votre commentaire est en attente de modération\./);
    await reader.comment(marie.Commentaire).getByText('En attente de modération').waitFor();
    await (await visitor()).hasRead('Aucun commentaire');
    // Its author has it still, in their own browser.
    await reader.page.reload();
    await reader.comment(marie.Commentaire).getByText('En attente de modération').waitFor();
    await waline.moderate('PUT', 1, { status: 'approved' });
    await (await visitor()).comment(marie.Commentaire).waitFor();
    await reader.page.reload();
    await reader.hasRead('1\u00a0commentaire');
    assert.equal(await reader.page.getByText('En attente de modération').count(), 0);
  });

  it('holds what has a forbidden word in it (FORBIDDEN_WORDS)', async (t) => {
    const { waline, reader } = await arrive(t, { settings: { FORBIDDEN_WORDS: 'motinterdit' } });
    await reader.sends({ ...marie, Commentaire: 'Un motinterdit ici.' });
    await reader.isTold(/Votre commentaire est en attente de modération\./);
    assert.equal(waline.stored[0]?.status, 'spam');
  });

  it('wants patience between two comments (IPQPS)', async (t) => {
    const { waline, reader, article } = await arrive(t, { settings: { IPQPS: '60' } });
    await reader.page.clock.install();
    await reader.page.goto(article);
    await reader.sends();
    await reader.isTold('Votre commentaire est publié.');
    await reader.sends(luc);
    await reader.isAlerted('Vous envoyez vos commentaires trop rapidement.');
    await reader.isTold(/Vous pourrez réessayer dans (60|5\d)\u00a0secondes\./);
    assert.equal(await reader.field('Commentaire').inputValue(), luc.Commentaire);
    await reader.page.clock.fastForward('01:01');
    await reader.isTold('Vous pouvez réessayer.');
    // The server's own minute is not over; but it only asks when the last comment came.
    await waline.moderate('DELETE', 1);
    await reader.button('Réessayer').click();
    await reader.comment(luc.Commentaire).waitFor();
    assert.equal(waline.stored.length, 1);
  });

  it('refuses with the words of a plug-in', async (t) => {
    const { waline, reader } = await arrive(t, { settings: { REFUSED_WORD: 'casino' } });
    await reader.sends({ ...marie, Commentaire: 'Un casino.' });
    await reader.isAlerted(/« casino » n’a pas sa place ici\./);
    assert.equal(waline.stored.length, 0);
  });

  it('wants a login (LOGIN=force)', async (t) => {
    const { reader, witness } = await arrive(t, { settings: { LOGIN: 'force' } });
    await reader.sends();
    await reader.isAlerted('Vous devez vous connecter pour publier un commentaire.');
    assert.match(witness.events.join(), /401 .*, the server has LOGIN=force/);
  });

  it('wants a captcha that the page does not have, or blocks the reader', async (t) => {
    for (const settings of [{ TURNSTILE_SECRET: 'x' }, { RECAPTCHA_V3_SECRET: 'x' }, { BLOCKED_IP: '127.0.0.1' }]) {
      const { waline, reader, witness } = await arrive(t, { settings });
      await reader.sends();
      await reader.isAlerted('Le site demande une vérification.');
      assert.match(witness.events.join(), /403 .*, this reader is blocked, or comment-submit/);
      assert.equal(waline.stored.length, 0);
    }
  });

  it('is for other sites (SECURE_DOMAINS), and for this one once it is named', async (t) => {
    for (const domain of ['blog.exemple.fr', 'blog.localhost']) {
      const { reader, witness, article } = await arrive(t, { settings: { SECURE_DOMAINS: domain } });
      // This machine by its address may always ask.
      await reader.hasRead('Aucun commentaire');
      await reader.page.goto(article.replace('127.0.0.1', 'blog.localhost'));
      if (domain === 'blog.localhost') {
        await reader.sends();
        await reader.comment(marie.Commentaire).waitFor();
      } else {
        await reader.isTold('Les commentaires ne sont pas disponibles pour le moment.');
        assert.match(witness.errors.join(), /the server wants SECURE_DOMAINS=blog\.localhost/);
      }
    }
  });

  it('answers nobody while its login service is out of reach (OAUTH_URL)', async (t) => {
    const { reader, witness } = await arrive(t, { settings: { OAUTH_URL: 'http://127.0.0.1:9/' } });
    await reader.isAlerted('Les commentaires n’ont pas pu être chargés.');
    assert.match(witness.errors.join(), /does not let pages of .* in \(CORS\)\. To change there: .*OAUTH_URL/);
  });

  it('is somewhere else', async (t) => {
    const { reader, waline, witness } = await arrive(t);
    const wrong = `<comment-widget backend="waline" endpoint="${waline.url}/api"></comment-widget>`;
    await reader.page.goto(await openSite(t, wrong));
    await reader.isTold('Les commentaires ne sont pas disponibles pour le moment.');
    assert.match(witness.errors.join(), /endpoint: no Waline there/);
  });
});
