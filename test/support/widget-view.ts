import type { FieldName } from '../../src/core/rules.js';
import type { CommentWidget } from '../../src/elements/comment-widget.js';
import { focusedElement } from './focus.js';
import { LiveRegions } from './live-regions.js';
import { isSeen, textOf } from './visible-text.js';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What WordPress calls the same fields, in forms of the page's own. */
const names: Record<FieldName | 'remember', readonly string[]> = {
  body: ['body', 'comment'],
  name: ['name', 'author'],
  email: ['email'],
  url: ['url'],
  remember: ['remember', 'wp-comment-cookies-consent'],
};

/** What there is to see and to hear of a widget, and the only one who knows the way through its shadow root. */
export class WidgetView {
  readonly widget: CommentWidget;
  readonly #live: LiveRegions;

  constructor(widget: CommentWidget) {
    this.widget = widget;
    this.#live = new LiveRegions(this.#root);
  }

  /** True once there is something to see, and a form that there is does what forms do: it marks its button then. */
  get isReady(): boolean {
    const isAttended = !this.#element || !!this.form?.querySelector('[aria-disabled]');
    return this.#root.childElementCount > 0 && isAttended;
  }

  /** Moves the pointer to the form: who comes to it has its manners come. */
  comesToForm(): void {
    this.#element?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
  }

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

  /** Where the text in a picture is asked for; null where none is. */
  get captcha(): HTMLInputElement | null {
    return this.form!.querySelector('[name="captcha"]');
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

  /** True once what is written is kept, and would wait where it could not be sent. */
  get keepsDrafts(): boolean {
    return !!this.#part('outbox');
  }

  /** What waits to be sent, the oldest first. */
  get waiting(): string[] {
    return [...this.#root.querySelectorAll('[part="waiting"] [part="body"]')].map(textOf);
  }

  get counter(): string {
    return textOf(this.#part('counter'));
  }

  /** What is wrong with the whole. */
  get summary(): string {
    return textOf(this.#part('summary')?.querySelector('p'));
  }

  get summaryLinks(): HTMLElement[] {
    return [...(this.#part('summary')?.querySelectorAll('a') ?? [])];
  }

  /** What became of a send. */
  get message(): string {
    return textOf(this.#part('message'));
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
    return [...(this.#thread?.querySelectorAll<HTMLButtonElement>('[part~="retry"]') ?? [])].at(-1) ?? null;
  }

  get comments(): HTMLElement[] {
    return [...(this.#thread?.querySelectorAll<HTMLElement>('[part~="comment"]') ?? [])];
  }

  get commentTexts(): string[] {
    return this.comments.map((comment) => comment.querySelector('[part~="body"]')!.textContent);
  }

  /** One comment by its id. */
  comment(id: string): HTMLElement {
    return this.#root.getElementById(`comment-${id}`)!;
  }

  /** A button at a comment, by what is written on it. */
  act(id: string, text: string): HTMLButtonElement | undefined {
    const buttons = this.comment(id).querySelectorAll('button');
    return [...buttons].find((button) => textOf(button) === text && isSeen(button));
  }

  /** The form that answers a comment. */
  replyForm(id: string): HTMLFormElement | null {
    return this.comment(id).querySelector('comment-form form');
  }

  /** The tree that is shown, in words: ids, and in brackets those of what stands under them. */
  get tree(): string {
    const words = (list: Element | null): string =>
      [...(list?.children ?? [])]
        .map((place) => {
          const id = place.querySelector('article')!.id.replace('comment-', '');
          const replies = words(place.querySelector(':scope > ol'));
          return replies ? `${id}(${replies})` : id;
        })
        .join(' ');
    return [...this.#root.querySelectorAll('[part~="list"]')].map(words).join(' ');
  }

  /** The buttons that show more replies. */
  get unfoldButtons(): HTMLButtonElement[] {
    return [...this.#root.querySelectorAll<HTMLButtonElement>('[part~="unfold"]')];
  }

  get newsButton(): HTMLButtonElement | null {
    return this.#root.querySelector('[part~="news"] button');
  }

  /** The button that reads the page before. */
  get earlierButton(): HTMLButtonElement | null {
    return (
      [...this.#root.querySelectorAll<HTMLButtonElement>('button')].find((button) =>
        textOf(button).startsWith('Afficher les commentaires précédents'),
      ) ?? null
    );
  }

  get orders(): HTMLSelectElement | null {
    return this.#root.querySelector('select');
  }

  /** The comment that a link led to. */
  get target(): string | undefined {
    return this.#root.querySelector('[part~="target"]')?.id;
  }

  /** True until the comments are read, or are known not to be. */
  get isLoading(): boolean {
    const status = this.#thread?.querySelector('p[role="status"]');
    return !!this.#thread && (!status || textOf(status) !== '');
  }

  /** What the live regions say at this moment. */
  get hears(): string {
    return this.#live.text;
  }

  /** What a screen reader said without being asked, oldest first. */
  get heard(): readonly string[] {
    return this.#live.heard;
  }

  get headings(): { readonly text: string; readonly level: string | null }[] {
    const headings = [...this.#root.querySelectorAll<HTMLElement>('h2')].filter(isSeen);
    return headings.map((heading) => ({ text: textOf(heading), level: heading.getAttribute('aria-level') }));
  }

  /** What has the focus, in words: a field by its name, anything else by its part and what it says. */
  get focused(): string {
    const element = focusedElement();
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

  get #root(): ShadowRoot {
    return this.widget.shadowRoot!;
  }

  get #element(): Element | null {
    return this.#root.querySelector('comment-form');
  }

  get #thread(): Element | null {
    return this.#root.querySelector('comment-thread');
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
