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
  const source =
    'css`\n  /* the page’s "own" */\n  a > b + *,\n  :host :hover {\n    margin: 0 calc(1px + 2px * 3);\n  }\n  @media (hover) {}`;';
  assert.equal(minified(source), 'css`a>b+*,:host :hover{margin:0 calc(1px + 2px*3)}@media(hover){}`;');
});

test('css loses quotes, zeros and semicolons that say nothing', () => {
  const source = "css`[part~='a-b'] { margin: 0.5em -0.5em 10.5em 0; color: oklch(0.5 0 0); }`;";
  assert.equal(minified(source), 'css`[part~=a-b]{margin:.5em -.5em 10.5em 0;color:oklch(.5 0 0)}`;');
});

test('css keeps its strings and its escapes', () => {
  const source =
    "css`a::after { content: ' ; \\\\202f: /* */ 0.5;}'; } [part='a b'] [part='1'] { content: \"[a='b']\"; }`;";
  const expected = "css`a::after{content:' ; \\\\202f: /* */ 0.5;}'}[part='a b'] [part='1']{content:\"[a='b']\"}`;";
  assert.equal(minified(source), expected);
});

test('html keeps one space for a line break, and every no-break space', () => {
  const source = 'html`<b>\n    Prêt\u202f!\u00a0\n    <i>${name}</i>  ici\n  </b> `;';
  assert.equal(minified(source), 'html`<b> Prêt\u202f!\u00a0 <i>${name}</i>  ici </b> `;');
});

test('html keeps no white space beside the tag of a block', () => {
  const source = 'html`<p part="a">\n  <b>a</b> <i>b</i>\n</p>\n<div>${c} <pre>d</pre> <p>e</p> </div> <hr>`;';
  assert.equal(minified(source), 'html`<p part=a><b>a</b> <i>b</i></p><div>${c} <pre>d</pre><p>e</p></div><hr>`;');
});

test('html keeps no white space that a button begins or ends with, whatever stands in its tag', () => {
  const source =
    'html`<b>1</b>\n<button @click=${a} part="b">\n  ${c}\n</button>\n<i lang=${d}>\n  2</i> <p id=${e}>\n  3</p>`;';
  const expected = 'html`<b>1</b> <button @click=${a} part=b>${c}</button> <i lang=${d}> 2</i><p id=${e}>3`;';
  assert.equal(minified(source), expected);
});

test('html loses the quotes and strokes that a tag does not need, and none of a text', () => {
  const source =
    'html`<a part="b" class="c d" .e=${f} g="h" i=${j} k="l" ?m=${n}>o="p" q="${r}" s="t" </a> <hr class="u" /><hr .v=${w} />`;';
  const expected =
    'html`<a part=b class="c d" .e=${f} g=h i=${j} k=l ?m=${n}>o="p" q="${r}" s="t" </a> <hr class=u><hr .v=${w}>`;';
  assert.equal(minified(source), expected);
});

test('html leaves the end of what is open at the end to the browser', () => {
  const source = 'html`<ul><li>${a}</li></ul>${html`<b></b><comment-form>${c}</comment-form>`}<p><i>${d}</i></p>`;';
  const expected = 'html`<ul><li>${a}</li></ul>${html`<b></b><comment-form>${c}`}<p><i>${d}`;';
  assert.equal(minified(source), expected);
});

test('nothing stands before the end of a tag', () => {
  const source = 'html`<b\n  part="a"\n  .title=${a}\n  ><i\n    >${b}</i\n  ></b\n> and a > b`;';
  assert.equal(minified(source), 'html`<b part=a .title=${a}><i>${b}</i></b> and a > b`;');
});

test('html in html is minified too', () => {
  const source = 'html`<b>\n  ${list.map((item) => html`<i>\n    ${item}\n  </i> `)}\n</b> `;';
  assert.equal(minified(source), 'html`<b> ${list.map((item) => html`<i> ${item} </i> `)} </b> `;');
});

test('other templates stay as they are', () => {
  const source = 'const text = `a\n  b`;\nconst other = sql`a\n  ${b}`;';
  assert.equal(minified(source), source);
});
