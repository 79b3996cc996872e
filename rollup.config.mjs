import { copyFileSync, globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { minify } from '@swc/core';
import { shortenNames, shortName } from './internal-names.mjs';
import { minifyLiterals } from './minify-literals.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

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

/** Files named so hold the form alone, for pages whose server shows the comments. */
const formOnly = (input) => ({
  name: 'form-only',
  resolveId(source) {
    if (!input.endsWith('-form.ts')) return null;
    if (/\/(comment-thread|fr\/thread|response-body|rest-acts)\.js$/.test(source))
      return resolve('src/elements/form-only.ts');
    return source.endsWith('/slices.js') ? resolve('src/core/at-once.ts') : null;
  },
});

/** What is asked for when there is need of it. */
const onDemand = new RegExp(
  `/(${[
    // By who comes to write, by what is written, and by what could not be sent.
    'form-conduct|form-controller|form-fields|identity|field-message|failure-template|remaining-characters|core/draft',
    'draft-conduct|draft-storage|local-storage|remember-identity|unload-warning|email-domain|challenge-field|fr/writing|styles/conduct|styles/outbox',
    'outbox|fr/outbox|outbox-conduct|outbox-storage|attempt|patience|expiry|second-look|same-text|lease',
    // By what is done to a comment, and by one that is HTML.
    'thread-conduct|thread-acts|panel-template|fr/panel|content',
    // By an answer that is long, says no, or does not come.
    String.raw`json-reader|\w+-refusals|diagnosis`,
  ].join('|')})\\.ts$`,
);

const shared =
  /\/src\/(core\/(schema|events|slices|uuid)|elements\/styles\/adopt|adapters\/(author|dates|html-text|parents-first|records))\.ts$/;

/** Most backends give HTML: a chunk of its own would be one more wave of requests before the comments. */
const htmlWithThread = () => ({
  name: 'html-with-thread',
  transform: (code, id) =>
    id.endsWith('/comment-thread.ts')
      ? {
          code: `import * as content from './content.js';${code.replace("import('./content.js')", 'Promise.resolve(content)')}`,
          map: null,
        }
      : null,
});

const dependencies = () => nodeResolve({ browser: true, exportConditions: ['browser', 'production'] });

const minified = () => ({
  name: 'minify',
  async renderChunk(code) {
    return minify(code, {
      module: true,
      sourceMap: true,
      compress: { ecma: 2022, passes: 5, unsafe_arrows: true },
      mangle: true,
      format: { ecma: 2022, comments: false },
    });
  },
});

/**
 * Chunks find what the file that asked for them holds where that puts it. An import would name that file by its address, and load it a
 * second time on a page that says `comment-widget.js?ver=2`: registries and all.
 */
const oneEntry = () => ({
  name: 'one-entry',
  renderChunk(code, { isEntry, fileName, facadeModuleId, exports }, _, { chunks }) {
    const key = (entry) => `globalThis[Symbol.for('comment-widget ${version} ${basename(entry, '.js')}')]`;
    const letter = (entry, name) => {
      const index = chunks[entry].exports.indexOf(name);
      if (index < 0) this.error(`${entry} does not lend ${name}`);
      return shortName(index);
    };
    if (Object.values(chunks).some(({ imports }) => isEntry && imports.includes(fileName))) {
      const isPublic = (name) => this.getModuleInfo(facadeModuleId).exports.includes(name);
      const locals = Object.fromEntries(
        [.../^export { (.*) };$/m.exec(code)[1].matchAll(/([\w$]+)(?: as ([\w$]+))?/g)].map(
          ([, local, name = local]) => [name, local],
        ),
      );
      const pairs = (names, pair) => `{ ${names.map((name) => pair(name, locals[name])).join(', ')} }`;
      const shown = pairs(exports.filter(isPublic), (name, local) => `${local} as ${name}`);
      const lent = pairs(exports, (name, local) => `${letter(fileName, name)}: ${local}`);
      return { code: code.replace(/^export { .* };$/m, `export ${shown}; ${key(fileName)} ??= ${lent};`), map: null };
    }
    const borrowed = /^import (?:({ .* }) from )?'\.\.\/([\w-]+\.js)';$/gm;
    const borrow = (line, names, entry) => {
      if (!chunks[entry]?.isEntry) return line;
      const taken = names?.replace(
        /([\w$]+)(?: as ([\w$]+))?/g,
        (_, name, local = name) => `${letter(entry, name)}: ${local}`,
      );
      return taken ? `const ${taken} = ${key(entry)};` : '';
    };
    return { code: code.replace(borrowed, borrow), map: null };
  },
});

/** What a reader's network does not give once, it may the next time: each `import()` goes through one function of the page's. */
const askAgain = () => {
  const source = resolve('src/core/import-again.ts');
  const loader = `globalThis[Symbol.for('comment-widget ${version} import')]`;
  return {
    name: 'ask-again',
    // First of all: an element that is upgraded asks at once.
    transform(code, id) {
      if (id === source) return { code: `${code}\n${loader} ??= importAgain;`, map: null };
      return this.getModuleInfo(id).isEntry ? { code: `import '${source}';\n${code}`, map: null } : null;
    },
    // What a backend says no with is asked for once: its status says the rest.
    renderDynamicImport: ({ targetModuleId }) =>
      targetModuleId && !/(-refusals|diagnosis)\.ts$/.test(targetModuleId)
        ? { left: `${loader}(`, right: ', import.meta.url)' }
        : null,
  };
};

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

/** What is worth a warning is wrong: two files of one name, an import that leads nowhere. */
const onLog = (level, log, handle) => handle(level === 'warn' ? 'error' : level, log);

export default [
  {
    onLog,
    // For bundlers and servers: one file a module, lit and zod left to them.
    input: globSync('src/{*,{adapters,locales}/*,testing/adapter-suite}.ts'),
    external: [/^(lit|zod)(\/|$)/],
    plugins: [emptyDist(), stripTypes()],
    output: { dir: 'dist/esm', preserveModules: true, preserveModulesRoot: 'src', sourcemap: true },
  },
  {
    onLog,
    // For <script type="module">: everything in, and what may never be asked for in chunks.
    input: { 'comment-widget': 'src/bundle.ts' },
    plugins: [
      slim(),
      dependencies(),
      stripTypes({ before: [minifyLiterals, shortenNames] }),
      htmlWithThread(),
      askAgain(),
      oneEntry(),
      minified(),
      licences(),
      styleSheet(),
    ],
    preserveEntrySignatures: 'allow-extension', // else the entry is a façade, one request more
    output: {
      dir: 'dist',
      chunkFileNames: 'chunks/[name]-[hash:6].js',
      sourcemapFileNames: ({ isEntry }) => `${isEntry ? '' : 'chunks/'}[name].js.map`,
      // One small file that several chunks share, or each would add a wave of requests before the comments.
      manualChunks: (id) => (shared.test(id) ? 'shared' : undefined),
      sourcemap: true,
    },
  },
  // For <script type="module"> too: one file that holds all a page with that one backend needs, but what few readers come to.
  ...globSync('src/standalone/*.ts').map((input) => ({
    onLog,
    input,
    plugins: [
      formOnly(input),
      slim(),
      dependencies(),
      stripTypes({ before: [minifyLiterals, shortenNames] }),
      askAgain(),
      oneEntry(),
      minified(),
    ],
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: 'dist/standalone',
      chunkFileNames: 'later/[name]-[hash:6].js',
      // What a WordPress has is HTML.
      manualChunks: (id) =>
        onDemand.test(id) && !(id.endsWith('/content.ts') && input.includes('wordpress'))
          ? undefined
          : basename(input, '.ts'),
      sourcemap: true,
    },
  })),
];
