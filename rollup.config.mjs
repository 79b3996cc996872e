import { copyFileSync, globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { minify } from '@swc/core';
import { minifyLiterals } from './minify-literals.mjs';

/** Only strips the types: `tsc` checks them, and writes the declarations. */
const stripTypes = (transformers = {}) =>
  typescript({
    tsconfig: './tsconfig.build.json',
    compilerOptions: { noCheck: true, declaration: false, emitDeclarationOnly: false, outDir: undefined },
    include: ['**/*.ts'], // relative to rootDir
    transformers,
  });

/** What a reader downloads has the few functions of zod that it calls, not zod: src/core/schema.ts says why. */
const withoutZod = () => ({
  name: 'without-zod',
  resolveId: (source) => (source === 'zod/mini' ? resolve('src/core/schema.ts') : null),
});

const dependencies = () => nodeResolve({ browser: true, exportConditions: ['browser', 'production'] });

/** @param {boolean | object} mangle */
const minified = (mangle = true) => ({
  name: 'minify',
  async renderChunk(code) {
    return minify(code, {
      module: true,
      sourceMap: true,
      compress: { ecma: 2022, passes: 3 },
      mangle,
      format: { ecma: 2022, comments: false },
    });
  },
});

/** Lit's packages call each other's internals by names that begin so. In a file that holds them all nobody else does. */
const litsInternals = '^_\\$';

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
    plugins: [
      withoutZod(),
      dependencies(),
      stripTypes({ before: [minifyLiterals] }),
      minified(),
      licences(),
      styleSheet(),
    ],
    preserveEntrySignatures: 'allow-extension', // else the entry is a façade, one request more
    output: {
      dir: 'dist',
      chunkFileNames: 'chunks/[name]-[hash].js',
      // One small file that several chunks share, or each would add a wave of requests before the comments.
      manualChunks: (id) => (/core\/(schema|events)\.ts$/.test(id) ? 'shared' : undefined),
      sourcemap: true,
    },
  },
  // For <script type="module"> too: one file that holds all a page with that one backend needs.
  ...globSync('src/standalone/*.ts').map((input) => ({
    input,
    plugins: [
      withoutZod(),
      dependencies(),
      stripTypes({ before: [minifyLiterals] }),
      minified({ props: { regex: litsInternals } }),
    ],
    output: { file: `dist/standalone/${basename(input, '.ts')}.js`, inlineDynamicImports: true, sourcemap: true },
  })),
];
