import { render } from 'lit/html.js';

export { html, nothing } from 'lit/html.js';

/**
 * What this library uses of Lit's base class, with Lit's behaviour, at a third of its weight. The
 * files for script tags are built with this in the place of `lit`: there a reader pays for every byte. Everything else, the
 * package for bundlers included, runs Lit, and a test holds the two to the same behaviour.
 */

export interface ReactiveController {
  hostConnected?(): void;
  hostDisconnected?(): void;
  hostUpdate?(): void;
  hostUpdated?(): void;
}

export interface ReactiveControllerHost {
  readonly updateComplete: Promise<boolean>;
  addController(controller: ReactiveController): void;
  requestUpdate(): void;
}

interface Attribute {
  readonly attribute?: string | false;
  readonly type?: typeof Boolean | typeof Number;
  readonly converter?: (text: string | null) => unknown;
  readonly reflect?: never;
}

/** Only texts are shown by their attribute. */
interface ReflectedText {
  readonly attribute?: string;
  readonly type?: never;
  readonly converter?: never;
  readonly reflect: true;
}

export type PropertyDeclarations = Readonly<Record<string, Attribute | ReflectedText>>;

type Values = Record<string, unknown>;

/** A style sheet that is asked for itself. */
interface Styles extends CSSStyleSheet {
  styleSheet?: CSSStyleSheet;
}

export function css([text]: TemplateStringsArray): Styles {
  const sheet: Styles = new CSSStyleSheet();
  sheet.replaceSync(text!);
  return (sheet.styleSheet = sheet);
}

export abstract class LitElement extends HTMLElement {
  static properties: PropertyDeclarations;
  static styles: Styles | Styles[];
  /** What a change of each attribute does to an element. */
  private static readers: Record<string, (element: Values, text: string | null) => void>;

  /** A browser asks for it when the element is registered, before there is any: the time to make the accessors. */
  static get observedAttributes(): string[] {
    this.readers = {};
    for (const name in this.properties) {
      const { attribute = name.toLowerCase(), type, converter, reflect } = this.properties[name]!;
      if (attribute)
        this.readers[attribute] = (element, text) => {
          if (converter) element[name] = converter(text);
          else if (type === Boolean) element[name] = text !== null;
          else element[name] = type && text !== null ? Number(text) : text;
        };
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        get(this: LitElement) {
          return this.#values[name];
        },
        set(this: LitElement, value: unknown) {
          const old = this.#values[name];
          this.#values[name] = value;
          if (Object.is(value, old)) return;
          if (reflect && !this.#isReflecting) this.#unreflected[attribute as string] = name;
          this.requestUpdate();
        },
      });
    }
    return Object.keys(this.readers);
  }

  renderRoot!: HTMLElement | ShadowRoot;
  hasUpdated = false;
  isUpdatePending = false;
  /** Settles after the update that is pending, with false where that has led to another one. */
  updateComplete: Promise<boolean>;

  #connect: ((isConnected: boolean) => void) | undefined;
  #controllers: ReactiveController[] = [];
  #values: Values = {};
  /** What was set before the class was there; attributes do not get the better of it. */
  #given: Values | undefined = {};
  /** Properties by the attribute that does not show them yet. */
  #unreflected: Record<string, string> = {};
  #isReflecting = false;
  #renderBefore: ChildNode | null = null;

  constructor() {
    super();
    const own = this as unknown as Values;
    for (const name in this.#class.properties)
      if (Object.hasOwn(own, name)) {
        this.#given![name] = own[name];
        delete own[name];
      }
    this.updateComplete = new Promise((resolve) => (this.#connect = resolve));
    this.requestUpdate();
  }

  addController(controller: ReactiveController): void {
    this.#controllers.push(controller);
    if (this.renderRoot && this.isConnected) controller.hostConnected?.();
  }

  requestUpdate(): void {
    if (!this.isUpdatePending) this.updateComplete = this.#update();
  }

  connectedCallback(): void {
    this.renderRoot ??= this.createRenderRoot();
    this.#connect?.(true);
    // One function less for each of ten thousand.
    this.#connect = undefined;
    this.#tell('hostConnected');
  }

  disconnectedCallback(): void {
    this.#tell('hostDisconnected');
  }

  attributeChangedCallback(attribute: string, _old: string | null, text: string | null): void {
    if (this.#isReflecting) return;
    this.#isReflecting = true;
    this.#class.readers[attribute]!(this as unknown as Values, text);
    this.#isReflecting = false;
  }

  protected createRenderRoot(): HTMLElement | ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [this.#class.styles ?? []].flat();
    this.#renderBefore = root.firstChild;
    return root;
  }

  /** Updates now, where an update is pending. */
  protected performUpdate(): void {
    if (!this.isUpdatePending) return;
    this.renderRoot ??= this.createRenderRoot();
    Object.assign(this, this.#given);
    this.#given = undefined;
    let content: unknown;
    try {
      if (!(this.shouldUpdate?.() ?? true)) return;
      this.willUpdate?.();
      this.#tell('hostUpdate');
      content = this.render();
      this.#reflect();
    } finally {
      this.isUpdatePending = false;
    }
    render(content, this.renderRoot, { host: this, renderBefore: this.#renderBefore });
    this.#tell('hostUpdated');
    if (!this.hasUpdated) {
      this.hasUpdated = true;
      this.firstUpdated?.();
    }
    this.updated?.();
  }

  protected shouldUpdate?(): boolean;
  protected willUpdate?(): void;
  protected abstract render(): unknown;
  protected firstUpdated?(): void;
  protected updated?(): void;

  get #class(): typeof LitElement {
    return this.constructor as typeof LitElement;
  }

  #tell(hook: keyof ReactiveController): void {
    for (const controller of this.#controllers) controller[hook]?.();
  }

  async #update(): Promise<boolean> {
    this.isUpdatePending = true;
    try {
      await this.updateComplete;
    } catch (error) {
      // Whoever looks for rejections that nobody handled finds it; the element goes on.
      void Promise.reject(error);
    }
    this.performUpdate();
    return !this.isUpdatePending;
  }

  #reflect(): void {
    this.#isReflecting = true;
    for (const attribute in this.#unreflected) {
      const value = this.#values[this.#unreflected[attribute]!] as string | null | undefined;
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    }
    this.#unreflected = {};
    this.#isReflecting = false;
  }
}
