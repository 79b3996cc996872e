import { LitElement, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { FormSettings } from '../controllers/form-controller.js';
import { isKept } from '../controllers/kept.js';
import type { Messages } from '../locales/fr.js';
import { fieldsTemplate } from './fields-template.js';
import type { FormConduct } from './form-conduct.js';

export interface CommentFormSettings extends FormSettings {
  readonly messages: Messages;
  readonly headingLevel: number;
  readonly loginUrl: string | undefined;
  readonly privacyUrl: string | undefined;
  /** The comment answered, where it is one. */
  readonly replyTo?: { readonly id: string; readonly author: string; readonly cancel: () => void };
}

const heard = ['submit', 'input', 'change', 'focusout', 'keydown'];

/** True once some form of the page behaves, or where this browser keeps what a form shows by itself. */
let isWanted: boolean | undefined;

/**
 * The form that a reader writes in: there as soon as there is a script at all. How it behaves, from the first check to what became
 * of a send, comes in a chunk of its own when the reader comes to it: most never write.
 * It renders into the shadow root that it stands in: one tree for labels, fields, messages and the thread.
 *
 * @cssstate sending - a request is under way
 * @cssstate invalid - some field has a complaint
 * @cssstate sent - the last comment was confirmed
 * @cssstate failed - the last send failed
 * @cssstate closed - the thread takes no more comments
 */
export class CommentForm extends LitElement {
  static override properties: PropertyDeclarations = {
    settings: { attribute: false },
  };

  declare settings: CommentFormSettings;
  readonly internals = this.attachInternals();
  readonly shownAt = performance.now();

  #conduct: FormConduct | undefined;
  #isStranded = false;

  constructor() {
    super();
    for (const type of heard) this.addEventListener(type, this);
    const prepare = () => this.#prepare();
    // By a pointer or a finger, and by a key. A pointer passes over much: a failure does not have it ask again.
    this.addEventListener('pointerover', prepare, { once: true });
    this.addEventListener('focusin', prepare);
  }

  /** The comment answered, or null. */
  get parentId(): string | null {
    return this.settings.replyTo?.id ?? null;
  }

  /** The form in use: ours, or the page's own. */
  get form(): HTMLFormElement | null {
    return this.settings.pageForm ?? this.querySelector('form');
  }

  handleEvent(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, isComposing, target } = event;
    if (event.type === 'submit') {
      event.preventDefault();
      void this.#submit();
    } else if (key === 'Enter' && (ctrlKey || metaKey) && !isComposing && this.form!.contains(target as Node))
      this.form!.requestSubmit();
    else this.#conduct?.controller.handleEvent(event);
  }

  /** Moves the focus to what became of the last send. */
  focusMessage(): void {
    void this.#conduct?.focus('message');
  }

  /** Leaves the page's own form as it was: posted by the browser, checked by the browser. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.settings?.pageForm) this.settings.pageForm.noValidate = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Nothing to show before its widget has said what. */
  protected override shouldUpdate(): boolean {
    return !!this.settings;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override updated(): void {
    // From here on the messages are ours.
    if (this.isConnected && this.form) this.form.noValidate = true;
    const { pageForm, rules } = this.settings;
    // The page's own may hold words already, and complaints.
    if ((isWanted ??= isKept('draft|outbox|identity')) || pageForm || !rules.open) this.#prepare();
  }

  protected override render(): TemplateResult {
    const { settings } = this;
    const { messages, pageForm, headingLevel, replyTo } = settings;
    const title = replyTo ? messages.replyTo(replyTo.author) : messages.title;
    const conduct = this.#conduct;
    return html`${pageForm ? nothing : html`<h2 part="title" aria-level=${headingLevel}>${title}</h2>`}
    ${conduct?.renderSummary()} ${replyTo ? nothing : html`<slot name="form"></slot>`}
    ${pageForm ? nothing : fieldsTemplate(settings, conduct?.renderCounter())} ${conduct?.renderOutcome()}
    ${this.#isStranded ? html`<p part="message" role="alert">${messages.errors.network}</p>` : nothing}`;
  }

  async #submit(): Promise<void> {
    try {
      // Nothing comes between a press and what it does: even a chunk that is there already is given later.
      await (this.#conduct ?? (await this.#load())).controller.submit();
    } catch {
      this.#isStranded = true;
    }
    this.requestUpdate();
  }

  /** A failure is told when there is something to send. */
  #prepare(): void {
    void (this.#conduct ?? this.#load().catch(() => undefined));
  }

  async #load(): Promise<FormConduct> {
    const { FormConduct } = await import('./form-conduct.js');
    isWanted = true;
    this.#isStranded = false;
    this.requestUpdate();
    return (this.#conduct ??= new FormConduct(this));
  }
}
