import { fixture } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { forgetIdentity, recallIdentity, rememberIdentity } from '../../src/controllers/identity.js';
import type { Adapter } from '../../src/core/adapter.js';
import type { FieldName } from '../../src/core/rules.js';
import type { CommentWidget } from '../../src/elements/comment-widget.js';
import { eventually, frame, turn } from './eventually.js';
import * as keyboard from './keyboard.js';
import './vigil.js';

type Field = HTMLInputElement | HTMLTextAreaElement;

export interface Person {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
}

/** Somebody who keeps every usual rule. */
export const marie = { name: 'Marie Curie', email: 'marie@exemple.fr' };

/** What WordPress calls the same fields, in forms of the page's own. */
const names: Record<FieldName | 'remember', readonly string[]> = {
  body: ['body', 'comment'],
  name: ['name', 'author'],
  email: ['email'],
  url: ['url'],
  remember: ['remember', 'wp-comment-cookies-consent'],
};

// Every test begins with a reader that the page has never seen, or has forgotten the name of.
beforeEach(() => {
  forgetIdentity();
  if (recallIdentity()) rememberIdentity({ name: '', email: '', url: '' }, false);
});

/** A widget in front of a backend, which believes that a person may write quickly. */
export function widgetFor(adapter: Adapter | null, attributes: Readonly<Record<string, string>> = {}): CommentWidget {
  const widget = document.createElement('comment-widget') as CommentWidget;
  widget.adapter = adapter;
  for (const [name, value] of Object.entries({ 'time-trap': '0', ...attributes })) widget.setAttribute(name, value);
  return widget;
}

/** @returns the text as it is read: no-break spaces stay, the line breaks of a template do not. */
export function textOf(node: Node | null | undefined): string {
  return (node?.textContent ?? '').replace(/[ \n\t]+/g, ' ').trim();
}

/** A person in front of a widget, and the only one who knows the way through its shadow root. */
export class Reader {
  readonly widget: CommentWidget;
  /** What a screen reader said without being asked, oldest first. */
  readonly heard: string[] = [];
  #ends = 0;

  constructor(widget: CommentWidget) {
    this.widget = widget;
    const spoken = new WeakMap<Element, string>();
    const listen = () => {
      for (const region of this.#root.querySelectorAll('[role="status"], [role="alert"]')) {
        const text = textOf(region);
        if (text && text !== spoken.get(region)) this.heard.push(text);
        spoken.set(region, text);
      }
    };
    for (const end of ['comment-posted', 'comment-error']) widget.addEventListener(end, () => this.#ends++);
    new MutationObserver(listen).observe(this.#root, { childList: true, characterData: true, subtree: true });
    listen();
  }

  /**
   * Opens a page, and waits until its comments are read and its form does what forms do.
   * @param page the widget, or something with one widget in it
   */
  static async visit(page: TemplateResult | CommentWidget): Promise<Reader> {
    const reader = await Reader.arrive(page);
    await eventually(() => !reader.isLoading);
    await reader.settles();
    return reader;
  }

  /** The same, but for the comments. */
  static async arrive(page: TemplateResult | CommentWidget): Promise<Reader> {
    const root = await fixture<HTMLElement>(page);
    const widget = root.matches('comment-widget') ? root : root.querySelector('comment-widget');
    return Reader.meet(widget as CommentWidget);
  }

  /** The same for a widget that the page has already. */
  static async meet(widget: CommentWidget): Promise<Reader> {
    await widget.updateComplete;
    const reader = new Reader(widget);
    await eventually(() => reader.#root.childElementCount && (!reader.#element || reader.#isAttended));
    await reader.settles();
    return reader;
  }

  // What the reader sees

  get form(): HTMLFormElement | null {
    return this.#element ? (this.pageForm ?? this.#element.querySelector('form')) : null;
  }

  /** The page's own. */
  get pageForm(): HTMLFormElement | null {
    return this.widget.querySelector('form');
  }

  /** True where there is a form to write in. */
  get hasForm(): boolean {
    return isSeen(this.form);
  }

  get button(): HTMLButtonElement {
    return this.form!.querySelector('[type="submit"], button:not([type])')!;
  }

  /** The buttons and links of the widget by what they say, but for those in fields' messages. */
  control(text: string): HTMLElement | undefined {
    const controls = this.#root.querySelectorAll<HTMLElement>('button, a');
    return [...controls].find((control) => textOf(control) === text && isSeen(control));
  }

  /** All words of the page's part that the widget makes, in their order. */
  get words(): string[] {
    const blocks = this.#root.querySelectorAll<HTMLElement>('h2, p, legend, label, button, a, li, [part~="shortcut"]');
    const outermost = [...blocks].filter((block) => !block.parentElement?.closest('p, label, button, a, li'));
    return outermost.filter(isSeen).map(textOf).filter(Boolean);
  }

  hasField(field: FieldName): boolean {
    return !!this.#find(field);
  }

  field(field: FieldName | 'remember'): Field {
    return this.#find(field)!;
  }

  get remember(): HTMLInputElement {
    return this.field('remember') as HTMLInputElement;
  }

  /** The field that no person sees. */
  get honeypot(): HTMLInputElement {
    return this.form!.elements.namedItem('topic') as HTMLInputElement;
  }

  label(field: FieldName | 'remember'): string {
    return textOf(this.field(field).labels?.[0]);
  }

  /** What assistive tools read after the label. */
  descriptions(field: FieldName): string[] {
    const ids = (this.field(field).getAttribute('aria-describedby') ?? '').split(' ');
    const tree = this.field(field).getRootNode() as Document | ShadowRoot;
    return ids.map((id) => textOf(tree.getElementById(id))).filter(Boolean);
  }

  /** What is wrong, by field, as assistive tools learn of it: the field is invalid, and the last of its descriptions says why. */
  get complaints(): Partial<Record<FieldName, string>> {
    const fields = (['body', 'name', 'email', 'url'] as const).filter((field) => this.hasField(field));
    const invalid = fields.filter((field) => this.field(field).getAttribute('aria-invalid') === 'true');
    return Object.fromEntries(invalid.map((field) => [field, this.descriptions(field).at(-1) ?? '']));
  }

  /** The button under a field that offers a correction. */
  offer(field: FieldName): HTMLButtonElement | undefined {
    const ids = (this.field(field).getAttribute('aria-describedby') ?? '').split(' ');
    const tree = this.field(field).getRootNode() as Document | ShadowRoot;
    return ids.map((id) => tree.getElementById(id)?.querySelector('button')).find((button) => !!button) ?? undefined;
  }

  get counter(): string {
    return textOf(this.#part('counter'));
  }

  /** What is wrong with the whole, and where its links lead. */
  get summary(): { readonly element: HTMLElement; readonly text: string; readonly links: HTMLElement[] } | undefined {
    const element = this.#part('summary');
    if (!element) return undefined;
    return { element, text: textOf(element.querySelector('p')), links: [...element.querySelectorAll('a')] };
  }

  /** What became of a send. */
  get message(): HTMLElement | null {
    return this.#part('message');
  }

  get countdown(): string {
    return textOf(this.#part('countdown'));
  }

  /** The button that sends again. */
  get retryButton(): HTMLButtonElement | null {
    return this.#element?.querySelector('[part~="retry"]') ?? null;
  }

  /** The same of the thread: reads again, or on. */
  get loadButton(): HTMLButtonElement | null {
    return this.#thread?.querySelector('[part~="retry"]') ?? null;
  }

  get comments(): HTMLElement[] {
    return [...(this.#thread?.querySelectorAll<HTMLElement>('[part~="comment"]') ?? [])];
  }

  get commentTexts(): string[] {
    return this.comments.map((comment) => comment.querySelector('[part~="body"]')!.textContent);
  }

  /** True until the comments are read, or are known not to be. */
  get isLoading(): boolean {
    const status = this.#thread?.querySelector('[role="status"]');
    return !!this.#thread && (!status || textOf(status) !== '');
  }

  /** What the live regions say at this moment. */
  get hears(): string {
    const regions = this.#root.querySelectorAll('[role="status"], [role="alert"]');
    return [...regions].map(textOf).filter(Boolean).join(' ');
  }

  get headings(): { readonly text: string; readonly level: string | null }[] {
    const headings = [...this.#root.querySelectorAll<HTMLElement>('h2')].filter(isSeen);
    return headings.map((heading) => ({ text: textOf(heading), level: heading.getAttribute('aria-level') }));
  }

  /** What has the focus, in words: a field by its name, anything else by its part and what it says. */
  get focused(): string {
    const element = this.#active;
    if (!element || element === document.body) return 'nothing';
    const part = element.getAttribute('part')?.split(' ')[0] ?? element.localName;
    const text = textOf(element.querySelector('[part~="body"]') ?? element);
    return element.getAttribute('name') ?? `${part}: ${text}`;
  }

  /** Everything that stands in the widget's part of the page, attributes included. */
  get markup(): string {
    return this.#root.getHTML();
  }

  /** Ids that more than one element of the same tree has. */
  get repeatedIds(): string[] {
    const ids = [...this.#root.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  }

  /** The state that a page's style sheet sees: `comment-widget::part(form):state(sent)`. */
  is(state: string): boolean {
    return !!this.#element?.matches(`:state(${state})`);
  }

  // What the reader does

  /** Fills a field in one go, as a paste or the browser's autofill does. */
  fills(field: FieldName | 'remember', text: string): void {
    const control = this.field(field);
    this.goesTo(field);
    control.value = text;
    control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  writes(text: string): void {
    this.fills('body', text);
  }

  signs(person: Person): void {
    for (const field of ['name', 'email', 'url'] as const) {
      const text = person[field];
      if (text !== undefined) this.fills(field, text);
    }
  }

  goesTo(field: FieldName | 'remember'): void {
    this.#moves(() => this.field(field).focus());
  }

  async leaves(field: FieldName): Promise<void> {
    this.goesTo(field);
    this.#moves(() => this.field(field).blur());
    await this.settles();
  }

  /** Presses the button, and waits for what becomes of it. */
  async publishes(): Promise<void> {
    await this.seesTheEnd(() => {
      this.button.focus();
      this.button.click();
    });
  }

  /** Does something that sends, and waits until it was refused, failed, or the comment was posted. */
  async seesTheEnd(send: () => unknown): Promise<void> {
    const before = this.#ends;
    await send();
    await eventually(() => this.#ends > before || this.focused.startsWith('summary'));
    await this.settles();
  }

  /** Presses the button, and waits for nothing but what the form does by itself. */
  async pressesButton(): Promise<void> {
    this.button.focus();
    this.button.click();
    await this.settles();
  }

  async presses(...chords: string[]): Promise<void> {
    for (const chord of chords) await keyboard.press(chord);
    await this.settles();
  }

  async types(text: string): Promise<void> {
    await keyboard.type(text);
    await this.settles();
  }

  /** Waits until everything that follows from what was done has followed, short of what somebody else has to answer. */
  async settles(): Promise<void> {
    for (let round = 0; round < 5; round++) {
      // The form asks for a chunk that it has before it looks at what it is to send.
      await import('./eventually.js');
      await turn();
      await this.widget.updateComplete;
    }
    await frame();
  }

  #moves(move: () => void): void {
    const from = this.#active;
    move();
    // Of pages that are tested side by side one has the focus; in the others it moves without a word.
    if (from !== this.#active && !document.hasFocus())
      from?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
  }

  get #active(): Element | null {
    let { activeElement } = document;
    while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
    return activeElement;
  }

  get #root(): ShadowRoot {
    return this.widget.shadowRoot!;
  }

  get #element(): Element | null {
    return this.#root.querySelector('comment-form');
  }

  get #thread(): Element | null {
    return this.#root.querySelector('comment-thread');
  }

  /** True once the chunk with the form's manners is there: it marks the button. */
  get #isAttended(): boolean {
    return !!this.form?.querySelector('[aria-disabled]');
  }

  #part(name: string): HTMLElement | null {
    return this.#root.querySelector(`[part~="${name}"]`);
  }

  #find(field: FieldName | 'remember'): Field | undefined {
    const { form } = this;
    const name = names[field].find((known) => form?.elements.namedItem(known));
    return name === undefined ? undefined : (form!.elements.namedItem(name) as Field);
  }
}

function isSeen(element: HTMLElement | null): boolean {
  return !!element?.checkVisibility();
}
