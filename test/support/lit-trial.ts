import * as lit from 'lit';
import * as own from '../../src/elements/lit-element.js';

type Library = Pick<typeof lit, 'LitElement' | 'html' | 'css' | 'nothing'>;

/** The same tests for Lit and for what the files for script tags have in its place. */
export function describeBoth(title: string, tests: (library: Library) => void): void {
  describe(`${title}, by Lit`, () => tests(lit));
  describe(`${title}, by what is shipped in its place`, () => tests(own as unknown as Library));
}

let tags = 0;

/** @returns a tag that no element has yet. */
export const newTag = (): string => `trial-${++tags}`;

/** @returns the class, of which elements can be made now. */
export function register<T extends CustomElementConstructor>(element: T, tag = newTag()): T {
  customElements.define(tag, element);
  return element;
}

/** What the elements of a test stand in; it goes with the test. */
let place: HTMLElement | undefined;

afterEach(() => {
  place?.remove();
  place = undefined;
});

export function somewhere(): HTMLElement {
  return (place ??= document.body.appendChild(document.createElement('div')));
}

/** Puts an element into the page. */
export async function shown<T extends lit.LitElement>(element: T): Promise<T> {
  somewhere().append(element);
  await element.updateComplete;
  return element;
}

/** What tests see of an element that writes down what is done to it. */
export interface LoggedElement extends lit.LitElement {
  text: unknown;
  size: unknown;
  isOpen: unknown;
  list: unknown;
  dateStyle: unknown;
  settings: unknown;
  readonly log: string[];
  readonly renders: number;
  mayUpdate: boolean;
  onWillUpdate: (() => void) | undefined;
  onRender: (() => unknown) | undefined;
  onUpdated: (() => void) | undefined;
  draw(): void;
}

interface LoggedClass {
  new (): LoggedElement;
  readonly observedAttributes: string[];
}

export function loggedClass({ LitElement, html }: Library): LoggedClass {
  class Logged extends LitElement implements LoggedElement {
    static override properties: lit.PropertyDeclarations = {
      text: { reflect: true },
      size: { type: Number },
      isOpen: { type: Boolean, attribute: 'is-open' },
      list: { converter: (value) => value?.split(' ') },
      dateStyle: {},
      settings: { attribute: false },
    };
    declare text: unknown;
    declare size: unknown;
    declare isOpen: unknown;
    declare list: unknown;
    declare dateStyle: unknown;
    declare settings: unknown;

    readonly log: string[] = [];
    mayUpdate = true;
    onWillUpdate: (() => void) | undefined;
    onRender: (() => unknown) | undefined;
    onUpdated: (() => void) | undefined;

    protected override shouldUpdate(): boolean {
      this.log.push('shouldUpdate');
      return this.mayUpdate;
    }
    protected override willUpdate(): void {
      this.log.push('willUpdate');
      this.onWillUpdate?.();
    }
    protected override render(): unknown {
      this.log.push('render');
      const content = this.onRender?.();
      return content === undefined ? html`<p>${this.text}</p>` : content;
    }
    protected override firstUpdated(): void {
      this.log.push(`firstUpdated ${this.hasUpdated}`);
    }
    protected override updated(): void {
      this.log.push(`updated ${this.isUpdatePending}`);
      this.onUpdated?.();
    }
    draw(): void {
      this.performUpdate();
    }
    get renders(): number {
      return this.log.filter((entry) => entry === 'render').length;
    }
  }

  // Some tests are about just that.
  Logged.disableWarning?.('change-in-update');
  return Logged;
}

/** A controller that writes into the element's own log. */
export const logger = ({ log }: LoggedElement): lit.ReactiveController => ({
  hostConnected: () => void log.push('hostConnected'),
  hostDisconnected: () => void log.push('hostDisconnected'),
  hostUpdate: () => void log.push('hostUpdate'),
  hostUpdated: () => void log.push('hostUpdated'),
});
