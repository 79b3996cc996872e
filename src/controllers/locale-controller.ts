import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fr, type Messages } from '../locales/fr.js';
import { localeLoader, localeTags } from '../locales/registry.js';

/** The page's own wording: any part of the messages; a plain string may stand for a sentence with parameters. */
export type Wording = { readonly [Key in keyof Messages]?: string | Messages[Key] | object };

/** By messages, what became of them by each wording: a widget asks at every turn. */
const reworded = new WeakMap<object, WeakMap<object, object>>();

/** @returns the messages with the page's own wording; what is no such message is told, once, to the owner of the page */
export function reword<T extends object>(messages: T, wording: object): T {
  const known = reworded.get(messages) ?? new WeakMap<object, object>();
  reworded.set(messages, known);
  const found = known.get(wording);
  if (found) return found as T;
  const merged = { ...messages } as Record<string, unknown>;
  for (const [key, own] of Object.entries(wording)) {
    const given = Object.hasOwn(messages, key) ? merged[key] : undefined;
    if (typeof given === 'function' && typeof own === 'string') merged[key] = () => own;
    else if (!own || typeof given !== typeof own)
      console.warn(`comment-widget: "${key}" is no such message, of ${Object.keys(messages).join(', ')}`);
    // The words of a group without any come later.
    else
      merged[key] =
        typeof own === 'object' && Object.keys(given as object)[0] ? reword(given as object, own as object) : own;
  }
  if (Object(wording) === wording) known.set(wording, merged);
  return merged as T;
}

/** @returns what an attribute says; null where it is no JSON, which the owner of the page is told */
export function parseWording(json: string | null): Wording | null {
  try {
    return Object(JSON.parse(json!)) as Wording;
  } catch (error) {
    console.warn('comment-widget: messages:', error);
    return null;
  }
}

/** @returns the registered tag that is closest to the language of the place; French where it does not say, or says another */
export function languageAt(element: Element): string {
  let place: Element | undefined = element;
  // Not every browser follows the language through a shadow root.
  while (place && !place.closest('[lang]')) place = (place.getRootNode() as Partial<ShadowRoot>).host;
  return localeTags().find((known) => place?.closest('[lang]')!.matches(`:lang(${known})`)) ?? 'fr';
}

/** Messages for the language of the place, French where the page does not say or says one that is not registered. */
export class LocaleController implements ReactiveController {
  tag = '';
  readonly #host: ReactiveControllerHost & HTMLElement;
  #loaded: Messages | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    (this.#host = host).addController(this);
  }

  /** @returns undefined while the language is on its way: better nothing for a moment than a page that changes language. */
  messages(wording: object | null | undefined): Messages | undefined {
    return this.#loaded && wording ? reword(this.#loaded, wording) : this.#loaded;
  }

  hostConnected(): void {
    void this.look();
  }

  /** Looks which language the place speaks now. */
  async look(): Promise<void> {
    const tag = languageAt(this.#host);
    if (tag === this.tag) return;
    this.tag = tag;
    const loading = localeLoader(tag)!();
    // Not awaited when it is there already, or the first paint would come without it.
    const loaded = loading instanceof Promise ? await loading.catch(() => fr) : loading;
    if (tag !== this.tag) return;
    this.#loaded = loaded;
    this.#host.requestUpdate();
  }
}
