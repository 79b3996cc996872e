import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it, type TestContext } from 'node:test';
import ts from 'typescript';
import { attacks } from '../support/attacks.ts';
import { describeInChromium, openContext } from './chromium.ts';

/** @param path of the script that it becomes */
const moduleOf = (path: string) =>
  ts.transpileModule(readFileSync(`src/elements${path.replace(/js$/, 'ts')}`, 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  }).outputText;

interface Setting {
  /** What the page's policy says of `trusted-types`. */
  readonly trustedTypes: string;
  /** False for a browser that has no sanitizer. */
  readonly sanitizes: boolean;
}

/** Shows comments under a strict policy, and tells what that had to stop. */
async function show(t: TestContext, { trustedTypes, sanitizes }: Setting, comments: readonly string[]) {
  const page = await (await openContext(t)).newPage();
  const policy = `default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types ${trustedTypes}`;
  await page.route('**/*', (route) =>
    route.fulfill(
      route.request().url().endsWith('.js')
        ? { contentType: 'text/javascript', body: moduleOf(new URL(route.request().url()).pathname) }
        : { contentType: 'text/html', body: '<!doctype html>', headers: { 'Content-Security-Policy': policy } },
    ),
  );
  await page.goto('https://page.example/');
  return page.evaluate(
    async ({ sanitizes, comments }) => {
      const stopped: string[] = [];
      // What is stopped is told of later, in the order in which it was: the picture is the last.
      const all = new Promise<void>((resolve) =>
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective: directive }) => {
          if (directive === 'img-src') resolve();
          else stopped.push(directive);
        }),
      );
      if (!sanitizes) Object.defineProperty(Document, 'parseHTML', { value: undefined });
      const path = '/content.js';
      const { contentNodes } = (await import(path)) as typeof import('../../src/elements/content.js');
      const shown = comments.map((value) => {
        document.body.replaceChildren(contentNodes({ format: 'html', value }, { images: false }));
        return document.body.innerHTML;
      });
      new Image().src = 'https://never.example/';
      await all;
      return { shown, stopped };
    },
    { sanitizes, comments },
  );
}

const harmless =
  '<p lang="fr">Un <b>mot</b>, <a href="https://a.example/">un lien</a><br>et <img src="https://a.example/b" alt="un chat"></p>';
const asItIs =
  '<p lang="fr">Un <b>mot</b>, <a rel="ugc nofollow noopener" href="https://a.example/">un lien</a><br>et un chat</p>';

/** Chromium tells of these while it reads, also in a document that runs nothing. They are the comment's; nothing of them goes on. */
const ofTheComment = ['script-src-attr', 'style-src-attr', 'style-src-elem'];

const ways = [
  { name: 'a browser that sanitizes, and needs no policy for it', trustedTypes: "'none'", sanitizes: true },
  { name: 'any other where the page lists the policy of the widget', trustedTypes: 'comment-widget', sanitizes: false },
];

describeInChromium('HTML of comments under a strict policy', () => {
  for (const { name, ...setting } of ways)
    it(`is shown by ${name}`, async (t) => {
      const { shown, stopped } = await show(t, setting, [harmless, harmless]);
      assert.deepEqual(shown, [asItIs, asItIs]);
      assert.deepEqual(stopped, []);
    });

  for (const { name, ...setting } of ways)
    it(`does nothing, whatever it is, in ${name}`, async (t) => {
      const { stopped } = await show(t, setting, Object.values(attacks));
      assert.deepEqual(
        stopped.filter((directive) => !ofTheComment.includes(directive)),
        [],
      );
    });

  it('is shown as its words where the page does not, which is told once', async (t) => {
    const { shown, stopped } = await show(t, { trustedTypes: 'lit-html', sanitizes: false }, [harmless, harmless]);
    assert.deepEqual(shown, Array(2).fill('Un mot, un lien\net \n'));
    assert.deepEqual(stopped, ['trusted-types']);
  });
});
