import { makeAdapter } from '../controllers/backend.js';
import type { Adapter } from '../core/adapter.js';
import { asCommentError } from '../core/errors.js';
import { emit } from '../core/events.js';
import type { Messages } from '../locales/fr.js';
import { localeLoader, localeTags } from '../locales/registry.js';

/** Those who wait for the next request, by backend: all counts of a page are asked for at once. */
const waiting = new Map<string, Set<CommentCount>>();

/**
 * How many comments a thread has, for teasers elsewhere: `<comment-count backend="rest" endpoint="/api/comments" thread="/article">`.
 * What the page has put into it stays until there is something better.
 *
 * @fires comment-error - the counts could not be read
 */
export class CommentCount extends HTMLElement {
  static readonly observedAttributes = ['backend', 'endpoint', 'thread', 'lang'];

  connectedCallback(): void {
    const backend = this.getAttribute('backend') ?? '';
    const endpoint = this.getAttribute('endpoint') ?? '';
    const key = `${backend} ${endpoint}`;
    const others = waiting.get(key);
    if (others) return void others.add(this);
    const all = new Set([this]);
    waiting.set(key, all);
    // The page may have more of them further down, and change several of their attributes.
    setTimeout(() => {
      waiting.delete(key);
      void read([...all], backend, endpoint);
    });
  }

  attributeChangedCallback(_: string, before: string | null): void {
    if (before !== null && this.isConnected) this.connectedCallback();
  }

  /** @param messages in the language of the place */
  show(count: number, messages: Messages): void {
    this.textContent = messages.count(count);
  }

  /** The thread that is counted. */
  get thread(): string {
    return this.getAttribute('thread') ?? location.pathname;
  }
}

async function read(elements: readonly CommentCount[], backend: string, endpoint: string): Promise<void> {
  try {
    const adapter: Adapter = await makeAdapter(backend, endpoint ? { endpoint } : {});
    const threads = [...new Set(elements.map(({ thread }) => thread))];
    const counts = await adapter.count?.(threads, {});
    for (const element of elements) {
      const tag = localeTags().find((known) => element.closest('[lang]')?.matches(`:lang(${known})`)) ?? 'fr';
      const count = counts?.[element.thread];
      if (count !== undefined) element.show(count, await localeLoader(tag)!());
    }
  } catch (error) {
    emit(elements[0]!, 'comment-error', { error: asCommentError(error) });
  }
}
