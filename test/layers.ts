import { posix } from 'node:path';
import ts from 'typescript';

/** Source text by path, for example `src/core/rules.ts`. */
export type Sources = ReadonlyMap<string, string>;

interface Layer {
  /** The files it is made of. */
  readonly files: RegExp;
  /** What of ours it may import. */
  readonly ours: readonly RegExp[];
  /** What of others it may import. */
  readonly others: readonly RegExp[];
}

/** Never plain `zod`: it probes `new Function`, which a strict content security policy reports. */
const zod = /^zod\/mini$/;
const lit = /^lit($|\/)/;
const core = /^src\/core\//;
const locales = /^src\/locales\//;
const controllers = /^src\/controllers\//;
const testing = /^src\/testing\//;
const adapterRegistry = /^src\/adapters\/registry\.ts$/;
const transport = /^src\/adapters\/(http|settings|diagnosis|response-body|json-reader)\.ts$/;
/** What several adapters are made of. */
const parts = /^src\/adapters\/(author|dates|html-text|parents-first|records)\.ts$/;

/** The first one that a file fits is its layer. An import goes down or sideways, never up. */
const layers: readonly Layer[] = [
  { files: core, ours: [core], others: [zod] },
  { files: adapterRegistry, ours: [core], others: [] },
  { files: transport, ours: [core, transport], others: [zod] },
  { files: parts, ours: [core], others: [zod] },
  { files: /^src\/adapters\//, ours: [core, transport, parts, adapterRegistry], others: [zod] },
  { files: locales, ours: [core, locales], others: [] },
  { files: controllers, ours: [core, locales, controllers, adapterRegistry], others: [lit] },
  {
    files: /^src\/elements\/comment-widget\.ts$/,
    ours: [core, locales, controllers, /^src\/elements\//, adapterRegistry],
    others: [lit],
  },
  { files: /^src\/elements\//, ours: [core, locales, controllers, /^src\/elements\//], others: [lit] },
  { files: testing, ours: [core, testing], others: [] },
  // What puts the parts together: index, define, bundle and the standalone files.
  { files: /^src\/([^/]+|standalone\/[^/]+)\.ts$/, ours: [/^src\//], others: [lit] },
];

/** Each `import()` is a chunk somebody waits for, or the network does not give: there are these, and the lists of backends and languages. */
const lazy: Readonly<Record<string, string | readonly string[]>> = {
  'src/elements/comment-widget.ts': 'src/elements/comment-thread.ts',
  'src/elements/comment-form.ts': 'src/elements/form-conduct.ts',
  'src/elements/comment-count.ts': 'src/controllers/counting.ts',
  // What few readers come to.
  'src/elements/form-conduct.ts': ['src/elements/challenge-field.ts', 'src/elements/draft-conduct.ts'],
  'src/elements/panel-template.ts': 'src/elements/form-conduct.ts',
  'src/elements/comment-thread.ts': ['src/elements/content.ts', 'src/elements/thread-conduct.ts'],
  'src/controllers/thread-controller.ts': 'src/controllers/thread-acts.ts',
  'src/controllers/form-controller.ts': 'src/core/email-domain.ts',
  'src/adapters/http.ts': 'src/adapters/diagnosis.ts',
  'src/adapters/response-body.ts': 'src/adapters/json-reader.ts',
  'src/adapters/artalk.ts': 'src/adapters/artalk-refusals.ts',
  'src/adapters/json-endpoint.ts': 'src/adapters/json-endpoint-acts.ts',
  'src/adapters/isso.ts': 'src/adapters/isso-refusals.ts',
  'src/adapters/rest.ts': 'src/adapters/rest-refusals.ts',
  'src/adapters/twikoo.ts': 'src/adapters/twikoo-refusals.ts',
  'src/adapters/waline.ts': 'src/adapters/waline-refusals.ts',
  'src/adapters/wordpress-comments.ts': 'src/adapters/wordpress-refusals.ts',
};
const lists = 'src/bundle.ts';

/** What `wordpress-form.ts` and `wordpress-comments.ts` are of: files of one backend may import each other. */
const backendOf = (path: string) => /^src\/adapters\/([a-z\d]+)/.exec(path)?.[1];

const longest = 300;

interface Import {
  /** A path of ours, or the name of a package's module. */
  readonly target: string;
  readonly typesOnly: boolean;
  readonly dynamic: boolean;
}

function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typesOnly: boolean, dynamic = false) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const name = specifier.text;
    const target = name.startsWith('.') ? posix.join(posix.dirname(path), name).replace(/\.js$/, '.ts') : name;
    found.push({ target, typesOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, true);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
}

/** Depth first: an import of a file that is still being visited closes a circle. Types may, they are gone when it runs. */
function circles(graph: ReadonlyMap<string, readonly Import[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push(`${[...trail.slice(trail.indexOf(path)), path].join(' → ')}: a circle`);
    if (trail.includes(path) || done.has(path)) return;
    for (const { target, typesOnly } of graph.get(path) ?? []) if (!typesOnly) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

function complaints(path: string, text: string, imports: readonly Import[]): string[] {
  const layer = layers.find(({ files }) => files.test(path));
  if (!layer) return [`${path}: in no layer`];
  const found: string[] = [];
  for (const { target, typesOnly, dynamic } of imports) {
    const allowed = target.startsWith('src/') ? layer.ours : layer.others;
    if (!allowed.some((pattern) => pattern.test(target)) && !(backendOf(path) && backendOf(path) === backendOf(target)))
      found.push(`${path}: may not import ${target}`);
    if (locales.test(path) && core.test(target) && !typesOnly) found.push(`${path}: only types of ${target}`);
    if (dynamic && path !== lists && ![lazy[path]].flat().includes(target)) found.push(`${path}: no import() here`);
  }
  const lines = text.trimEnd().split('\n').length;
  if (lines > longest) found.push(`${path}: ${lines} lines, ${longest} at most`);
  if ((core.test(path) || controllers.test(path)) && text.includes('innerHTML')) found.push(`${path}: innerHTML`);
  return found;
}

/** @returns a sentence for each rule of the architecture that is not kept. */
export function layerViolations(sources: Sources): string[] {
  const graph = new Map([...sources].map(([path, text]) => [path, importsOf(path, text)]));
  return [...sources].flatMap(([path, text]) => complaints(path, text, graph.get(path) ?? [])).concat(circles(graph));
}
