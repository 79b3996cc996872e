import type { ReactiveController } from 'lit';
import { draftStorage, type DraftKeeper } from '../controllers/draft-storage.js';
import { findField, type Field } from '../controllers/form-fields.js';
import { uuid } from '../core/uuid.js';
import type { CommentForm } from './comment-form.js';

/**
 * Keeps what is written until it is sent, for the place that it was written for: when a page turns to another conversation, is
 * reloaded, left, or comes to an end.
 */
export class DraftConduct implements DraftKeeper, ReactiveController, EventListenerObject {
  readonly #element: CommentForm;
  #place: string;
  #notice: HTMLElement | undefined;

  /** @param place what the text in the form was written for: its page may have turned to another conversation since */
  constructor(element: CommentForm, place: string) {
    (this.#element = element).addController(this);
    draftStorage().days = element.settings.draftDays;
    this.#place = place;
    element.addEventListener('input', this);
    const body = this.#body;
    // What was written before this came stays.
    if (body?.value) draftStorage().keep(place, body.value);
    else this.#restore();
    this.hostUpdated();
  }

  handleEvent({ target }: Event): void {
    if (target !== this.#body) return;
    this.#notice?.remove();
    draftStorage().keep(this.#place, this.#body.value);
  }

  hostUpdated(): void {
    const { place } = this.#element.settings;
    if (place === this.#place) return;
    this.#place = place;
    this.#notice?.remove();
    if (this.#body) this.#body.value = '';
    this.#restore();
  }

  attemptKey(place: string, text: string, content: string): string {
    const key = draftStorage().attemptKey(place, content) ?? uuid();
    draftStorage().keepAttempt(place, text, key, content);
    return key;
  }

  forget(place: string): void {
    draftStorage().keep(place, '');
  }

  get #body(): Field | undefined {
    const { form } = this.#element;
    return form ? findField(form, 'body') : undefined;
  }

  #restore(): void {
    const body = this.#body;
    const text = draftStorage().recall(this.#place);
    if (!body || !text) return;
    body.value = text;
    const { restored, erase } = this.#element.settings.messages;
    const notice = (this.#notice = document.createElement('p'));
    notice.part.add('restored');
    notice.role = 'status';
    const button = document.createElement('button');
    button.type = 'button';
    button.part.add('act');
    button.textContent = erase;
    button.onclick = () => {
      body.value = '';
      body.dispatchEvent(new Event('input', { bubbles: true }));
      body.focus();
    };
    notice.append(`${restored} `, button);
    body.after(notice);
  }
}
