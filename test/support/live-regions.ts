import { textOf } from './visible-text.js';

const regions = '[role="status"], [role="alert"]';

/** What a screen reader says by itself of a part of a page. */
export class LiveRegions {
  /** What it said since it began to listen, oldest first. */
  readonly heard: string[] = [];
  readonly #root: ParentNode & Node;
  readonly #said = new WeakMap<Element, string>();

  constructor(root: ParentNode & Node) {
    this.#root = root;
    const listen = () => this.#listen();
    new MutationObserver(listen).observe(root, { childList: true, characterData: true, subtree: true });
    listen();
  }

  /** What the regions say at this moment. */
  get text(): string {
    return [...this.#root.querySelectorAll(regions)].map(textOf).filter(Boolean).join(' ');
  }

  #listen(): void {
    for (const region of this.#root.querySelectorAll(regions)) {
      const text = textOf(region);
      if (text && text !== this.#said.get(region)) this.heard.push(text);
      this.#said.set(region, text);
    }
  }
}
