import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import * as lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** A declaration named like one of these hides it, and where it is forgotten the global compiles in its place as the wrong type. */
const domGlobals = [...Object.keys(globals.browser).filter((name) => /^[A-Z][A-Za-z]*[a-z]/.test(name)), 'Body'];

/** What compiles without a declaration and is hardly ever meant. */
const confusingGlobals = ['close', 'closed', 'event', 'external', 'find', 'length', 'name', 'open', 'origin', 'parent'];
confusingGlobals.push('print', 'screen', 'self', 'status', 'stop', 'top');

const declarations = [
  'ClassDeclaration',
  'FunctionDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSTypeParameter',
  'VariableDeclarator',
];

/** Each takes a string as markup. Comments are other people's strings. */
const htmlSinks = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'setHTMLUnsafe',
  'createContextualFragment',
  'parseHTMLUnsafe',
  'srcdoc',
];

const globalNames = {
  selector: `:matches(${declarations}) > Identifier:matches(.id, .name)[name=/^(${domGlobals.join('|')})$/]`,
  message: 'Named like a DOM global.',
};

const markup = [
  {
    selector: `MemberExpression[property.name=/^(${htmlSinks.join('|')})$/]`,
    message: 'Takes markup from a string: build nodes instead.',
  },
  {
    selector: "MemberExpression[object.name='document'][property.name=/^write(ln)?$/]",
    message: 'Takes markup from a string: build nodes instead.',
  },
  {
    selector: `TemplateElement[value.raw=/[.](${htmlSinks.join('|')})\\s*=/]`,
    message: 'Takes markup from a string: bind nodes instead.',
  },
];

const restrictedImports = {
  patterns: [
    {
      group: ['lit/directives/unsafe-*', 'lit-html/directives/unsafe-*', 'lit/static-html.js'],
      message: 'Lit would let markup through unchecked, Trusted Types or not.',
    },
    { group: ['lit/directives/style-map.js'], message: 'Writes a style attribute, which a strict CSP refuses.' },
    { group: ['lit/decorators*'], message: 'Elements declare `static properties`: no decorators to compile.' },
  ],
  paths: [{ name: 'zod', message: 'zod/mini: the classic one probes `new Function`, which a strict CSP reports.' }],
};

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.data/', '**/*.d.mts'] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // French puts no-break spaces before half of its punctuation.
      'no-irregular-whitespace': ['error', { skipTemplates: true, skipComments: true }],
      'no-restricted-syntax': ['error', globalNames, ...markup],
      'no-restricted-globals': ['error', ...confusingGlobals],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // An interface may take over another one whole: that is how event maps are extended.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // `noUncheckedIndexedAccess` doubts what a reader of the code can see.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `return this.#become('waiting')` says in one line what is done last.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Types promise what an older browser or a script without types does not keep, and narrowing outlives an await.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A text is spread into its code points and a dataset into its entries; both are meant where they are done.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string', { from: 'lib', name: 'DOMStringMap' }] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      'no-restricted-imports': ['error', restrictedImports],
      'lit/attribute-names': 'error',
      // A strict CSP refuses style attributes.
      'lit/ban-attributes': ['error', 'style'],
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-private-properties': 'error',
      'lit/no-template-bind': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/prefer-static-styles': 'error',
      'lit/value-after-constraints': 'error',
    },
  },
  {
    files: ['src/elements/lit-element.ts'],
    rules: {
      '@typescript-eslint/no-dynamic-delete': 'off', // what hides an accessor goes, whatever its name
      '@typescript-eslint/prefer-promise-reject-errors': 'off', // what was thrown is passed on
      'wc/attach-shadow-constructor': 'off', // an element may render into itself: that is known later
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', globalNames], // a test's markup is its own
      // Elements come from the page, not from their constructors; globals are taken to be put back.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-spread': 'off', // what an error has of its own is looked through
      // Chai's assertions are properties, and node:test takes care of the promise that test() gives.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'suite', 'describe', 'it'] },
            // Snapshots of the DOM, which nobody takes here, would make `equal` wait; nothing else does.
            { from: 'package', package: 'chai', name: 'Equal' },
          ],
        },
      ],
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['demo/**/*.js'], languageOptions: { globals: globals.browser } },
);
