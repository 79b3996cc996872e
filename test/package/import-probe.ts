import { parentPort, workerData } from 'node:worker_threads';

/** What importing some modules did to the world around them. */
export interface ImportEffects {
  /** Globals of a page that were looked at; Node has none of them. */
  readonly touched: readonly string[];
  readonly elements: readonly string[];
  readonly adapters: readonly string[];
  readonly locales: readonly string[];
}

/** The modules to import, and the names of all locales there are. */
export interface ImportTask {
  readonly specifiers: readonly string[];
  readonly locales: readonly string[];
}

const { specifiers, locales } = workerData as ImportTask;
const touched: string[] = [];
const elements: string[] = [];

for (const name of ['document', 'window', 'location', 'localStorage', 'sessionStorage', 'matchMedia']) {
  const get = (): undefined => {
    const caller = new Error().stack?.split('\n')[2]; // Lit itself looks whether there is a document
    if (caller?.includes('/dist/esm/')) touched.push(name);
  };
  Object.defineProperty(globalThis, name, { configurable: true, get });
}

const customElements = { define: (name: string) => elements.push(name), get: () => undefined };
Object.defineProperty(globalThis, 'customElements', { value: customElements, writable: true });

for (const specifier of specifiers) await import(specifier);
const registries = ['adapters/registry', 'locales/registry'].map((path) => import(`comment-widget/${path}`));
const [{ adapterNames }, { localeLoader }] = (await Promise.all(registries)) as [
  typeof import('../../src/adapters/registry.ts'),
  typeof import('../../src/locales/registry.ts'),
];

const effects: ImportEffects = {
  touched,
  elements,
  adapters: adapterNames(),
  locales: locales.filter((tag) => localeLoader(tag)),
};
parentPort?.postMessage(effects);
