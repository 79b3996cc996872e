import { copyFileSync, globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { minify } from '@swc/core';
import { internalNames } from './internal-names.mjs';
import { minifyLiterals } from './minify-literals.mjs';

/** Only strips the types: `tsc` checks them, and writes the declarations. */
const stripTypes = (transformers = {}) =>
  typescript({
    tsconfig: './tsconfig.build.json',
    compilerOptions: { noCheck: true, declaration: false, emitDeclarationOnly: false, outDir: undefined },
    include: ['**/*.ts'], // relative to rootDir
    transformers,
  });

/** A reader downloads of these what is used of them: each file says why. */
const slimmed = new Map([
  ['lit', resolve('src/elements/lit-element.ts')],
  ['lit/html.js', resolve('src/elements/lit-html.ts')],
  ['zod/mini', resolve('src/core/schema.ts')],
]);

const slim = () => ({ name: 'slim', resolveId: (source) => slimmed.get(source) ?? null });

/** In a file that holds them all, what only its own parts know has short names. */
const short = { props: { regex: `^(${internalNames.join('|')})$` } };

/** Files named so hold the form alone, for pages whose server shows the comments. */
const formOnly = (input) => ({
  name: 'form-only',
  resolveId: (source) =>
    input.endsWith('-form.ts') && /\/(comment-thread|fr\/thread|response-body)\.js$/.test(source)
      ? resolve('src/elements/form-only.ts')
      : null,
});

const dependencies = () => nodeResolve({ browser: true, exportConditions: ['browser', 'production'] });

/** @param {boolean | object} mangle */
const minified = (mangle = true) => ({
  name: 'minify',
  async renderChunk(code) {
    return minify(code, {
      module: true,
      sourceMap: true,
      compress: { ecma: 2022, passes: 5, unsafe_arrows: true },
      mangle,
      format: { ecma: 2022, comments: false },
    });
  },
});

const emptyDist = () => ({
  name: 'empty-dist',
  buildStart: () => rmSync('dist', { recursive: true, force: true }),
});

const styleSheet = () => ({
  name: 'style-sheet',
  writeBundle: () => copyFileSync('src/comment-widget.css', 'dist/comment-widget.css'),
});

/** Minifying drops the licence comments of what is bundled; the licences themselves go with the files. */
const licences = () => ({
  name: 'licences',
  generateBundle() {
    const folders = new Set();
    for (const id of this.getModuleIds()) {
      const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id) ?? [];
      if (folder) folders.add(folder);
    }
    const notices = [...folders].sort().map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `${name} ${version} (${license})\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`;
    });
    const own = `comment-widget\n\n${readFileSync('LICENSE', 'utf8')}`;
    this.emitFile({
      type: 'asset',
      fileName: 'LICENSES.txt',
      source: [own, ...notices].join(`\n${'-'.repeat(78)}\n\n`),
    });
  },
});

export default [
  {
    // For bundlers and servers: one file a module, lit and zod left to them.
    input: globSync('src/{*,{adapters,locales}/*}.ts'),
    external: [/^(lit|zod)(\/|$)/],
    plugins: [emptyDist(), stripTypes()],
    output: { dir: 'dist/esm', preserveModules: true, preserveModulesRoot: 'src', sourcemap: true },
  },
  {
    // For <script type="module">: everything in, and what may never be asked for in chunks.
    input: { 'comment-widget': 'src/bundle.ts' },
    plugins: [slim(), dependencies(), stripTypes({ before: [minifyLiterals] }), minified(), licences(), styleSheet()],
    preserveEntrySignatures: 'allow-extension', // else the entry is a façade, one request more
    output: {
      dir: 'dist',
      chunkFileNames: 'chunks/[name]-[hash].js',
      // One small file that several chunks share, or each would add a wave of requests before the comments.
      manualChunks: (id) => (/core\/(schema|events|slices)\.ts$/.test(id) ? 'shared' : undefined),
      sourcemap: true,
    },
  },
  // For <script type="module"> too: one file that holds all a page with that one backend needs.
  ...globSync('src/standalone/*.ts').map((input) => ({
    input,
    plugins: [formOnly(input), slim(), dependencies(), stripTypes({ before: [minifyLiterals] }), minified(short)],
    output: { file: `dist/standalone/${basename(input, '.ts')}.js`, inlineDynamicImports: true, sourcemap: true },
  })),
];
