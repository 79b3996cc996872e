/** What was seen in a page while it loaded. Times in milliseconds since its navigation began. */
export interface Sightings {
  /** The first frame with a text field that is visible and editable, shadow trees included. */
  readonly usable: number;
  /** The first frame with all comments. */
  readonly shown: number;
  /** The lengths of the tasks that kept the page from answering for more than 50 ms (W3C Long Tasks), in milliseconds. */
  readonly longTasks: readonly number[];
  /** The sum of all layout shifts (WICG Layout Instability), those after an input included. */
  readonly shift: number;
  readonly scripts: readonly { readonly path: string; readonly bytes: number; readonly arrived: number }[];
}

declare global {
  /** In the page: settles once it has come to rest. */
  var sightings: Promise<Sightings>;
}

/** A page's script, put before all others, so that it uses nothing from outside itself. */
export function watchLoad(commentCount: number): void {
  const longTasks: number[] = [];
  let shift = 0;
  const scriptOfPage = '/theme.js'; // there whatever the comments come from
  const patience = 60_000;
  let usable: number | undefined;

  function observe(type: string, see: (entry: PerformanceEntry) => void): void {
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  }

  function* find(root: Element | ShadowRoot, selector: string): Generator<Element> {
    yield* root.querySelectorAll(selector);
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) yield* find(shadowRoot, selector);
  }

  const isUsable = (field: Element) =>
    field.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && field.matches(':read-write');

  /** The frame that follows is the one that shows what is found here. */
  function look(resolve: (shown: number) => void): void {
    const now = performance.now();
    // Not in the whole page: it would count for the main thread what only the measuring takes.
    const place = document.querySelector('#commentaires');
    if (place && usable === undefined && [...find(place, 'textarea')].some(isUsable)) usable = now;
    if (place && usable !== undefined && [...find(place, 'article')].length >= commentCount) resolve(now);
    else requestAnimationFrame(() => look(resolve));
  }

  async function watch(): Promise<Sightings> {
    const loaded = new Promise((resolve) => addEventListener('load', resolve));
    const shown = await new Promise<number>((resolve, reject) => {
      setTimeout(reject, patience, new Error('The form and all comments were not there in time'));
      requestAnimationFrame(() => look(resolve));
    });
    await loaded;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const scripts = resources
      .filter(({ name }) => name.endsWith('.js') && !name.endsWith(scriptOfPage))
      .map(({ name, encodedBodySize, responseEnd }) => ({
        path: new URL(name).pathname,
        bytes: encodedBodySize,
        arrived: responseEnd,
      }));
    return { usable: usable!, shown, longTasks, shift, scripts };
  }

  observe('longtask', ({ duration }) => longTasks.push(duration));
  observe('layout-shift', (entry) => (shift += (entry as PerformanceEntry & { readonly value: number }).value));
  globalThis.sightings = watch();
}
