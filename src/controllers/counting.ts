import type { AdapterOptions } from '../core/adapter.js';
import { asCommentError } from '../core/errors.js';
import { emit } from '../core/events.js';
import { localeLoader } from '../locales/registry.js';
import { makeAdapter } from './backend.js';
import { languageAt } from './locale-controller.js';

/** Where a count stands in the page. */
interface CountPlace extends HTMLElement {
  readonly thread: string;
}

/** Those who wait for the next request, by backend. */
const waiting = new Map<string, Set<CountPlace>>();

/** Writes the count of its thread into a place of the page: with all others that ask for one of the same backend now. */
export function count(place: CountPlace): void {
  const backend = place.getAttribute('backend') ?? '';
  const endpoint = place.getAttribute('endpoint');
  const options: AdapterOptions = { ...place.dataset, ...(endpoint && { endpoint }) };
  const key = JSON.stringify([backend, options]);
  const others = waiting.get(key);
  if (others) return void others.add(place);
  const places = new Set([place]);
  waiting.set(key, places);
  setTimeout(() => {
    waiting.delete(key);
    read([...places], backend, options).catch((error: unknown) =>
      emit(place, 'comment-error', { error: asCommentError(error) }),
    );
  });
}

async function read(places: readonly CountPlace[], backend: string, options: AdapterOptions): Promise<void> {
  const adapter = await makeAdapter(backend, options);
  const counts = await adapter.count?.([...new Set(places.map(({ thread }) => thread))], {});
  for (const place of places) {
    const messages = await localeLoader(languageAt(place))!();
    const known = counts?.[place.thread];
    if (known !== undefined) place.textContent = messages.count(known);
  }
}
