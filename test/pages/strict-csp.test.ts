import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { eventually } from './eventually.ts';
import { marie, Reader } from './reader.ts';

/** What the browser says it stopped: in the page, on the console, and to the server. */
interface Violations {
  readonly seen: string[];
  readonly written: string[];
  readonly reported: () => Promise<string[]>;
}

interface Report {
  readonly 'csp-report': { readonly 'effective-directive': string; readonly 'blocked-uri': string };
}

/** An address that no policy allows, so that whatever hears of violations can be seen to hear. */
const forbidden = 'https://ailleurs.exemple/';

async function strictPage(t: TestContext): Promise<{ demo: Demo; reader: Reader; violations: Violations }> {
  const demo = await Demo.open(t);
  const reader = await Reader.before(t);
  const seen: string[] = [];
  const written: string[] = [];
  await reader.page.exposeFunction('recordViolation', (what: string) => void seen.push(what));
  await reader.page.addInitScript(() => {
    const { recordViolation } = window as unknown as { recordViolation: (what: string) => void };
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
      recordViolation(`${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber}`),
    );
  });
  reader.page.on('console', (message) => {
    if (/policy|trusted/i.test(message.text())) written.push(message.text());
  });
  const reported = async () => {
    const reports = (await (await fetch(`${demo.url}/csp-reports`)).json()) as Report[];
    return reports.map(({ 'csp-report': of }) => `${of['effective-directive']} ${of['blocked-uri']}`);
  };
  return { demo, reader, violations: { seen, written, reported } };
}

/** Commits one violation on purpose, and waits until it is heard of everywhere: whatever came before it was heard of, too. */
async function assertNone({ page }: Reader, { seen, written, reported }: Violations): Promise<void> {
  await page.evaluate((address) => {
    new Image().src = address;
  }, forbidden);
  await eventually(async () => {
    assert.match((await reported()).join(), /img-src https:\/\/ailleurs\.exemple/);
    assert.match(seen.join(), /img-src/);
    assert.match(written.join(), /img-src/);
  });
  assert.deepEqual(
    [seen.length, written.length, (await reported()).length],
    [1, 1, 1],
    [...seen, ...written].join('\n'),
  );
}

describeInChromium('under a strict policy', () => {
  it('a page is sent with it, and it holds: no script of the HTML runs, no string becomes markup', async (t) => {
    const { demo, reader, violations } = await strictPage(t);
    const { page } = reader;
    await page.route('**/csp', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('</main>', '<script>window.intruder = true</script></main>');
      await route.fulfill({ response, body });
    });
    const response = await page.goto(`${demo.url}/csp`);
    const policy = response?.headers()['content-security-policy'] ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'self';/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe|nonce|sha\d+|\*/);
    assert.equal(await page.evaluate(() => 'intruder' in window), false);
    const assignment = page.evaluate(() => document.body.setAttribute('onclick', 'intruder()'));
    await assert.rejects(assignment, /TrustedScript/);
    await eventually(async () => {
      assert.match(violations.seen.join(), /script-src-elem inline/);
      assert.match((await violations.reported()).join(), /script-src-elem inline/);
    });
  });

  it('everything a reader does works, without one violation', async (t) => {
    const { demo, reader, violations } = await strictPage(t);
    const { page } = reader;
    await page.goto(`${demo.url}/csp`);
    await reader.hasRead('Aucun commentaire');

    // Mistakes, and the way to mend them.
    await reader.sends({ Commentaire: marie.Commentaire, 'E-mail': 'marie@gmial.com', 'Site web': 'exemple' });
    await reader.isAlerted(/2\u00a0champs à corriger/);
    await page.getByRole('alert').getByRole('link').first().click();
    await reader.writes({ ...marie, 'E-mail': 'marie@gmial.com', 'Site web': 'https://exemple.fr' });
    await reader.field('Nom').focus();
    await reader.button('marie@gmail.com').click();
    await reader.writes({ Commentaire: 'x'.repeat(4900) });
    await reader.isTold(/Il reste 100\u00a0caractères/);

    // A failure, and another try.
    await page.route('**/api/comments', (route) => route.abort(), { times: 1 });
    await reader.rememberMe.check();
    await reader.submit.click();
    await reader.button('Envoyer maintenant').click();
    await reader.isTold('Votre commentaire est publié.');
    assert.equal(demo.stored.length, 1);

    // What is remembered, and forgotten.
    await page.reload();
    await eventually(async () => assert.equal(await reader.field('E-mail').inputValue(), 'marie@gmail.com'));
    await reader.rememberMe.uncheck();
    assert.equal(await page.evaluate(() => localStorage.getItem('comment-widget:identity')), null);

    // What may be done to one's own comment.
    const own = reader.discussion.getByRole('article').first();
    await own.getByRole('button', { name: /^Modifier/ }).click();
    await own.getByRole('textbox').fill('Tout bien pesé\u00a0: oui.');
    await own.getByRole('button', { name: 'Enregistrer' }).click();
    await reader.comment('Tout bien pesé').getByText('modifié', { exact: true }).waitFor();
    assert.equal(demo.stored[0]?.body, 'Tout bien pesé\u00a0: oui.');

    // An answer, in its place, given up, and an address.
    await own.getByRole('button', { name: /^Répondre/ }).click();
    await own.getByRole('textbox', { name: 'Commentaire' }).fill('Une réponse');
    await page.keyboard.press('Escape');
    await own.getByRole('textbox').waitFor({ state: 'hidden' });
    await page.evaluate((id) => (location.hash = `#comment-${id}`), demo.stored[0]?.id);
    await page.locator('[part~="target"]').waitFor();

    // Another language.
    const widget = page.locator('comment-widget');
    await widget.evaluate((element) => element.setAttribute('lang', 'en'));
    await page.getByRole('textbox', { name: 'Comment', exact: false }).waitFor();
    await page.getByText('1 comment', { exact: true }).waitFor();
    await widget.evaluate((element) => element.setAttribute('lang', 'fr'));
    await reader.hasRead('1 commentaire');

    // Closed while it was being written.
    const closed = { status: 403, contentType: 'application/problem+json', body: '{"code":"closed"}' };
    await page.route('**/api/comments', (route) => route.fulfill(closed), { times: 1 });
    await reader.sends();
    await reader.isTold('Les commentaires sont fermés pour cet article.');
    await assertNone(reader, violations);
  });

  it('a thread of others is voted on, reported and put in order, without one violation', async (t) => {
    const { demo, reader, violations } = await strictPage(t);
    const { page } = reader;
    for (const body of ['Le premier', 'Voir https://exemple.fr/nids'])
      await fetch(`${demo.url}/api/comments`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ thread: '/csp', body, name: marie.Nom, email: marie['E-mail'], url: '' }),
      });
    // The server of the demo gives texts; another one gives HTML.
    await page.route('**/api/comments?*', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as { comments: { id: string; content: object }[] };
      answer.comments.find(({ id }) => id === '1')!.content = {
        format: 'html',
        value: '<p>Un <em>mot</em><script>intruder()</script></p>',
      };
      await route.fulfill({ response, json: answer });
    });
    await page.goto(`${demo.url}/csp`);
    await reader.hasRead('2\u00a0commentaires');
    await reader.discussion.locator('em').waitFor();
    const other = reader.comment('exemple.fr/nids');
    await other.getByRole('link', { name: 'https://exemple.fr/nids' }).waitFor();
    await other.getByRole('button', { name: /^J’aime/ }).click();
    await other.getByText('1\u00a0vote').first().waitFor();
    await other.getByRole('button', { name: /^Signaler/ }).click();
    await other.getByRole('textbox').fill('Hors sujet');
    await other.getByRole('button', { name: 'Signaler', exact: true }).click();
    await page.getByText('Votre signalement est transmis').first().waitFor();
    await page.getByRole('combobox').selectOption('newest');
    await reader.discussion.getByRole('article').first().getByText('exemple.fr/nids').waitFor();
    await assertNone(reader, violations);
  });

  it('a form of the page is taken over, without one violation', async (t) => {
    const { demo, reader, violations } = await strictPage(t);
    const { page } = reader;
    const html = await (await fetch(`${demo.url}/sans-script`)).text();
    await page.route('**/csp', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: html.replaceAll('"/sans-script"', '"/csp"') });
    });
    await page.goto(`${demo.url}/csp`);
    await reader.hasRead('Aucun commentaire');
    await reader.submit.click();
    await reader.isAlerted(/3\u00a0champs à corriger/);
    await reader.writes({ ...marie, 'E-mail': 'marie@gmial.com' });
    await reader.field('Nom').focus();
    await reader.button('marie@gmail.com').click();
    await reader.submit.click();
    await reader.isTold('Votre commentaire est publié.');
    assert.deepEqual(
      demo.stored.map(({ thread, email }) => [thread, email]),
      [['/csp', 'marie@gmail.com']],
    );
    await assertNone(reader, violations);
  });
});
