import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { DraftKeeper } from '../controllers/draft-storage.js';
import { FormController } from '../controllers/form-controller.js';
import { findField, type Field } from '../controllers/form-fields.js';
import { isKept } from '../controllers/kept.js';
import { reword } from '../controllers/locale-controller.js';
import type { Challenge } from '../core/errors.js';
import { fieldNames, type FieldName } from '../core/rules.js';
import type { Messages } from '../locales/fr.js';
import { writing as french, type WritingWords } from '../locales/fr/writing.js';
import type { CommentForm } from './comment-form.js';
import { failureTemplate } from './failure-template.js';
import { showMessage } from './field-message.js';
import { remainingCharacters } from './remaining-characters.js';
import { adopt } from './styles/adopt.js';
import { conductStyles } from './styles/conduct.js';

/** Whether there may be drafts, or what waits to be sent: in this browser, or in this page. */
let isSomethingLeft = isKept('draft|outbox');

/** What is said to somebody who writes, in the language of the widget and the wording of its page. */
export const writingWords = ({ messages }: { readonly messages: Messages }): WritingWords =>
  reword(french, messages.writing);

/** Shows what the form's controller knows: at the fields, around them, and to the page. */
export class FormConduct implements ReactiveController {
  readonly controller: FormController;
  readonly #element: CommentForm;
  readonly #locked = new Set<Field>();
  #isKept = false;
  #drafts: DraftKeeper | undefined;
  #challenge: Challenge | undefined;
  #spoken = '';
  #speech: ReturnType<typeof setTimeout> | undefined;

  constructor(element: CommentForm) {
    (this.#element = element).addController(this);
    // Who has the focus in the form is about to write.
    element.addEventListener('focusin', () => this.#keep());
    this.controller = new FormController(element, (part) => void this.focus(part));
  }

  hostUpdate(): void {
    adopt(this.#element, conductStyles);
  }

  hostUpdated(): void {
    const { form, internals } = this.#element;
    if (form && (isSomethingLeft || this.#text || form.matches(':focus-within'))) this.#keep();
    const { status, error, isClosed, isSending, isWaiting, issues, suggestion, acceptSuggestion } = this.controller;
    // What was written when the thread turned out to be closed stays, to be copied.
    form?.toggleAttribute('hidden', isClosed && !this.#text);
    for (const name of fieldNames) {
      const field = form && findField(form, name);
      if (!field) continue;
      this.#lock(field, isSending || isClosed);
      if (name === 'email' && suggestion && !issues.has(name))
        showMessage(field, this.#words.suggestion(suggestion), acceptSuggestion);
      else showMessage(field, this.#sentence(name));
    }
    this.#button?.setAttribute('aria-disabled', String(isWaiting));
    if (form && error?.challenge !== this.#challenge) {
      const challenge = (this.#challenge = error?.challenge);
      import('./challenge-field.js')
        .then(({ showChallenge }) => showChallenge(form, challenge, this.#words))
        .catch(() => undefined);
    }
    const states = {
      sending: isSending,
      invalid: issues.size,
      sent: status === 'sent',
      failed: status === 'failed',
      closed: isClosed,
    };
    for (const [state, on] of Object.entries(states)) internals.states[on ? 'add' : 'delete'](state);
  }

  /** Moves the focus to a part, once it is there. */
  async focus(part: string): Promise<void> {
    await this.#element.updateComplete;
    this.#element.querySelector<HTMLElement>(`[part~="${part}"]`)?.focus();
  }

  renderSummary(): TemplateResult | typeof nothing {
    const { issues, summarized } = this.controller;
    if (!summarized) return nothing;
    const link = (name: FieldName) => {
      const go = (event: Event) => {
        event.preventDefault();
        findField(this.#element.form!, name)?.focus();
      };
      return html`<li><a href="#${name}" @click=${go}>${this.#sentence(name)}</a></li>`;
    };
    return html`<div part="summary" role="alert" tabindex="-1">
      <p>${this.#words.summary(issues.size)}</p>
      <ul>
        ${[...issues.keys()].map(link)}
      </ul>
    </div>`;
  }

  renderCounter(): string {
    const remaining = remainingCharacters(this.#text, this.#element.settings.rules.fields.body);
    const text = remaining === undefined ? '' : this.#words.remaining(remaining);
    // Spoken when the reader pauses, not at every key.
    clearTimeout(this.#speech);
    if (text !== this.#spoken)
      this.#speech = setTimeout(() => {
        this.#spoken = text;
        this.#element.requestUpdate();
      }, 2000);
    return text;
  }

  renderOutcome(): TemplateResult {
    const { status, outcome, isClosed, isSending } = this.controller;
    const words = this.#words;
    const progress = isSending && words[status as 'sending' | 'slow'];
    const { closed } = this.#element.settings.messages.errors;
    const text = status === 'sent' ? words.sent[outcome!] : isClosed ? closed : progress;
    const kind = status === 'sent' ? 'success' : isClosed ? 'closed' : 'progress';
    const retry = () => {
      // The button that is pressed goes away with the failure.
      this.#button?.focus();
      this.#element.form!.requestSubmit();
    };
    return html`${status === 'failed' && !isClosed ? failureTemplate(this.controller, this.#element.settings, words, retry) : nothing}
      <div role="status">
        ${text ? html`<p part="message ${kind}" tabindex="-1">${text}</p>` : nothing}
        <span class="unseen">${this.#spoken}</span>
      </div>
      ${this.#drafts?.renderOutbox()}`;
  }

  /** Until its code is there, the text is in its field only. */
  #keep(): void {
    if (this.#isKept) return;
    const { place } = this.#element.settings;
    isSomethingLeft = this.#isKept = true;
    this.controller.drafts = import('./draft-conduct.js').then(
      ({ DraftConduct }) =>
        (this.#drafts = new DraftConduct(this.#element, place, { wordsFor: writingWords, findField })),
      () => void (this.#isKept = false),
    );
  }

  get #button() {
    return this.#element.form?.querySelector<HTMLElement>('[type="submit"], button:not([type])');
  }

  get #words() {
    return writingWords(this.#element.settings);
  }

  get #text(): string {
    const { form } = this.#element;
    return (form && findField(form, 'body')?.value) ?? '';
  }

  /** What is typed while the comment is on its way would be lost with the form's reset. What the page locked stays so. */
  #lock(field: Field, locked: boolean): void {
    if (locked && !field.readOnly) this.#locked.add(field);
    if (locked || this.#locked.delete(field)) field.readOnly = locked;
  }

  #sentence(name: FieldName): string {
    const issue = this.controller.issues.get(name);
    return issue ? this.#words.issues[issue.code](issue, this.#element.settings.messages.fields[name]) : '';
  }
}
