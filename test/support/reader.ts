import { fixture } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { draftStorage } from '../../src/controllers/draft-storage.js';
import { forgetIdentity, recallIdentity } from '../../src/controllers/identity.js';
import { rememberIdentity } from '../../src/controllers/remember-identity.js';
import type { FieldName } from '../../src/core/rules.js';
import type { CommentWidget } from '../../src/elements/comment-widget.js';
import { fr } from '../../src/locales/fr.js';
import { eventually, frame, turn } from './eventually.js';
import { moveFocus } from './focus.js';
import * as keyboard from './keyboard.js';
import './vigil.js';
import { WidgetView } from './widget-view.js';

interface Person {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
}

/** Somebody who keeps every usual rule. */
export const marie = { name: 'Marie Curie', email: 'marie@exemple.fr' };

// Every test begins with a reader that the page has never seen, or has forgotten the name and the words of.
beforeEach(() => {
  localStorage.removeItem('comment-widget:own');
  // What the page of another test file has left.
  for (const key of Object.keys(localStorage))
    if (/^comment-widget:(draft|outbox)/.test(key)) localStorage.removeItem(key);
  draftStorage().keep(`memory  ${location.pathname}`, '');
  forgetIdentity();
  if (recallIdentity()) rememberIdentity({ name: '', email: '', url: '' }, false);
});

/** A person in front of a widget. */
export class Reader extends WidgetView {
  #ends = 0;

  constructor(widget: CommentWidget) {
    super(widget);
    for (const end of ['comment-posted', 'comment-waiting', 'comment-error'])
      widget.addEventListener(end, () => this.#ends++);
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
    const reader = await Reader.comesTo(widget);
    // Where it comes late, it comes for the forms of the tests before as well, and what was written there is restored here.
    await import('../../src/elements/draft-conduct.js');
    await reader.settles();
    return reader;
  }

  /** The same, whether or not what keeps drafts is there. */
  static async comesTo(widget: CommentWidget): Promise<Reader> {
    await widget.updateComplete;
    const reader = new Reader(widget);
    await eventually(() => {
      reader.comesToForm();
      return reader.isReady;
    });
    return reader;
  }

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
    moveFocus(() => this.field(field).focus());
  }

  /** Writes an answer in the name of Marie. @returns its form, which is not sent yet */
  async writesAnswer(id: string, text: string): Promise<HTMLFormElement> {
    this.act(id, fr.reply)!.click();
    const form = await eventually(() => this.replyForm(id));
    await eventually(() => form.querySelector('[aria-disabled]'));
    for (const name of ['name', 'email'] as const)
      (form.elements.namedItem(name) as HTMLInputElement).value = marie[name];
    const field = form.querySelector('textarea')!;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    return form;
  }

  async leaves(field: FieldName): Promise<void> {
    this.goesTo(field);
    moveFocus(() => this.field(field).blur());
    await this.settles();
  }

  /** Presses the button, and waits for what becomes of it. */
  async publishes(): Promise<void> {
    await this.seesTheEnd(() => {
      moveFocus(() => this.button.focus());
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
    moveFocus(() => this.button.focus());
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
}
