import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import test from 'node:test';
import ts from 'typescript';
import { internalNames, shortenNames } from '../../internal-names.mjs';

/** Every name and every word in quotes of a file: what somebody may call a member by. */
function wordsOf(file: string): Set<string> {
  const words = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isMember = ts.isPropertyAssignment(node) || ts.isPropertySignature(node) || ts.isMethodSignature(node);
    if (isMember || ts.isPropertyAccessExpression(node)) words.add(node.name.getText());
    // What a pattern takes out of an object.
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent))
      words.add((node.propertyName ?? node.name).getText());
    if (ts.isStringLiteralLike(node)) words.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return words;
}

test('what standalone files call by short names is known to no page, adapter or language', () => {
  const files = globSync('src/{core,adapters,locales}/**/*.ts');
  assert.ok(files.length > 10);
  const known = files.flatMap((file) => [...wordsOf(file)].map((word) => ({ file, word })));
  assert.deepEqual(
    known.filter(({ word }) => internalNames.includes(word)),
    [],
  );
});

test('no template sets by its name what has a short one', () => {
  const templates = globSync('src/elements/*.ts').map((file) => readFileSync(file, 'utf8'));
  const named = internalNames.filter((name) => templates.some((text) => text.includes(`.${name}=$`)));
  assert.deepEqual(named, []);
});

test('nothing is looked for by its name that has a short one', () => {
  const files = globSync('src/{controllers,elements}/*.ts').map((file) => readFileSync(file, 'utf8'));
  const named = internalNames.filter((name) => files.some((text) => text.includes(`'${name}' in `)));
  assert.deepEqual(named, []);
});

test('what is declared only for the types becomes no field, which would hide the property that draws', () => {
  const source = 'class Item extends Element { declare failure: string | undefined; notice = ""; }';
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
    transformers: { before: [shortenNames] },
  });
  assert.match(outputText, /class Item extends Element {\s*notice = "";\s*}/);
});
