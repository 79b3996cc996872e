import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { layerViolations } from './layers.ts';

const one = (path: string, text: string) => layerViolations(new Map([[path, text]]));

test('the sources keep the layers', () => {
  const paths = globSync('src/**/*.ts').map((path) => path.replaceAll('\\', '/'));
  assert.ok(paths.length > 20);
  assert.deepEqual(layerViolations(new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]))), []);
});

const refused: Record<string, [path: string, text: string, violation: string]> = {
  'core that imports a controller': [
    'src/core/rules.ts',
    `import { FormController } from '../controllers/form-controller.js';`,
    'src/core/rules.ts: may not import src/controllers/form-controller.ts',
  ],
  'core that imports a type of an element': [
    'src/core/rules.ts',
    `export type { CommentForm } from '../elements/comment-form.js';`,
    'src/core/rules.ts: may not import src/elements/comment-form.ts',
  ],
  'core that names a type of an adapter': [
    'src/core/rules.ts',
    `export type Loader = import('../adapters/registry.js').AdapterLoader;`,
    'src/core/rules.ts: may not import src/adapters/registry.ts',
  ],
  'core that imports Lit': [
    'src/core/rules.ts',
    `import { html } from 'lit';`,
    'src/core/rules.ts: may not import lit',
  ],
  'classic zod': ['src/core/draft.ts', `import * as z from 'zod';`, 'src/core/draft.ts: may not import zod'],
  'an adapter that imports another': [
    'src/adapters/waline.ts',
    `import { isso } from './isso.js';`,
    'src/adapters/waline.ts: may not import src/adapters/isso.ts',
  ],
  'a locale that imports a value of core': [
    'src/locales/en.ts',
    `import { fieldNames } from '../core/rules.js';`,
    'src/locales/en.ts: only types of src/core/rules.ts',
  ],
  'a controller that imports an element': [
    'src/controllers/form-controller.ts',
    `import type { CommentForm } from '../elements/comment-form.js';`,
    'src/controllers/form-controller.ts: may not import src/elements/comment-form.ts',
  ],
  'an element that imports an adapter': [
    'src/elements/comment-thread.ts',
    `import { adapterLoader } from '../adapters/registry.js';`,
    'src/elements/comment-thread.ts: may not import src/adapters/registry.ts',
  ],
  'a chunk in a place of its own': [
    'src/elements/comment-thread.ts',
    `void import('../core/draft.js');`,
    'src/elements/comment-thread.ts: no import() here',
  ],
  'a file of 301 lines': ['src/core/rules.ts', 'export {};\n'.repeat(301), 'src/core/rules.ts: 301 lines, 300 at most'],
  'innerHTML in a controller': [
    'src/controllers/form-controller.ts',
    'document.body.innerHTML = "";',
    'src/controllers/form-controller.ts: innerHTML',
  ],
  'a folder nobody thought of': ['src/utils/strings.ts', '', 'src/utils/strings.ts: in no layer'],
};

for (const [name, [path, text, violation]] of Object.entries(refused))
  test(`${name} is refused`, () => assert.deepEqual(one(path, text), [violation]));

test('a circle is refused', () => {
  const sources = new Map([
    ['src/core/draft.ts', `import { defaultRules } from './rules.js';`],
    ['src/core/rules.ts', `import { parseDraft } from './draft.js';`],
  ]);
  assert.deepEqual(layerViolations(sources), ['src/core/draft.ts → src/core/rules.ts → src/core/draft.ts: a circle']);
});

test('a circle of types is let through', () => {
  const sources = new Map([
    ['src/core/draft.ts', `import type { Rules } from './rules.js';`],
    ['src/core/rules.ts', `import { parseDraft } from './draft.js';`],
  ]);
  assert.deepEqual(layerViolations(sources), []);
});

test('what goes down is let through', () => {
  const element = `import { html } from 'lit';
    import { FormController } from '../controllers/form-controller.js';
    import { adapterLoader } from '../adapters/registry.js';`;
  assert.deepEqual(one('src/elements/comment-widget.ts', element), []);
});
