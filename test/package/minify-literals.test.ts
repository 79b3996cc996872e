import assert from 'node:assert/strict';
import test from 'node:test';
import ts from 'typescript';
import { minifyLiterals } from '../../minify-literals.mjs';

function minified(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(source, { compilerOptions, transformers: { before: [minifyLiterals] } });
  // TypeScript's own additions
  return outputText
    .replace('"use strict";\n', '')
    .replace(/(css|html|sql) `/g, '$1`')
    .trim();
}

test('css loses its comments and the spaces around its signs', () => {
  const source = 'css`\n  /* the page’s "own" */\n  a > b,\n  :host :hover {\n    margin: 0 calc(1px + 2px);\n  }\n`;';
  assert.equal(minified(source), 'css` a > b,:host :hover{margin:0 calc(1px + 2px);}`;');
});

test('css keeps its strings and its escapes', () => {
  const source = "css`a::after { content: ' ; \\\\202f: /* */'; }`;";
  assert.equal(minified(source), "css`a::after{content:' ; \\\\202f: /* */';}`;");
});

test('html keeps one space for a line break, and every no-break space', () => {
  const source = 'html`<p>\n    Prêt\u202f!\u00a0\n    <b>${name}</b>  ici\n  </p>`;';
  assert.equal(minified(source), 'html`<p> Prêt\u202f!\u00a0 <b>${name}</b>  ici </p>`;');
});

test('html in html is minified too', () => {
  const source = 'html`<ul>\n  ${list.map((item) => html`<li>\n    ${item}\n  </li>`)}\n</ul>`;';
  assert.equal(minified(source), 'html`<ul> ${list.map((item) => html`<li> ${item} </li>`)} </ul>`;');
});

test('other templates stay as they are', () => {
  const source = 'const text = `a\n  b`;\nconst other = sql`a\n  ${b}`;';
  assert.equal(minified(source), source);
});
