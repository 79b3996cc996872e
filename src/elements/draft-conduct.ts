import { nothing, type ReactiveController, type TemplateResult } from 'lit';
import { draftStorage, type DraftKeeper } from '../controllers/draft-storage.js';
import type { Field } from '../controllers/form-fields.js';
import type { CommentData, Receipt } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import { contentOf, type OutboxEntry } from '../controllers/outbox-storage.js';
import { CommentError } from '../core/errors.js';
import { uuid } from '../core/uuid.js';
import type { CommentForm } from './comment-form.js';
import { outboxConductOf, type OutboxConduct, type FormKit } from './outbox-conduct.js';

/**
 * Keeps what is written until it is sent, for the place that it was written for: when a page turns to another conversation, is
 * reloaded, left, or comes to an end.
 */
export class DraftConduct implements DraftKeeper, ReactiveController, EventListenerObject {
  readonly #element: CommentForm;
  readonly #kit: FormKit;
  readonly #outbox: OutboxConduct;
  #place: string;
  #notice: HTMLElement | undefined;

  /**
   * @param place what the text in the form was written for: its page may have turned to another conversation since
   * @param kit what the form has already
   */
  constructor(element: CommentForm, place: string, kit: FormKit) {
    this.#kit = kit;
    (this.#element = element).addController(this);
    draftStorage().days = element.settings.draftDays;
    this.#place = place;
    this.#outbox = outboxConductOf(element, kit);
    element.addEventListener('input', this);
    this.#outbox.open(this.#thread);
    const body = this.#body;
    // A browser puts back what stood in a form of the page's own when that was left, also what was on its way.
    const isSent = ({ draft }: OutboxEntry) => draft.body === body?.value.trim();
    if (this.#outbox.outbox.entries.some(isSent)) body!.value = '';
    // What was written before this came stays.
    if (body?.value) {
      draftStorage().setAside(place, body.value);
      draftStorage().keep(place, body.value);
      this.#note();
    } else this.#restore();
    if (!element.settings.replyTo) this.#outbox.onExpired = () => this.#body?.value || this.#restore();
    this.hostUpdated();
    element.requestUpdate();
  }

  handleEvent({ target }: Event): void {
    if (target !== this.#body) return;
    draftStorage().keep(this.#place, this.#body.value);
    this.#note();
  }

  hostUpdated(): void {
    const { place } = this.#element.settings;
    if (place === this.#place) return;
    const body = this.#body;
    // The page has turned to another backend, not to another article: what is written there goes along.
    if (body?.value && !body.readOnly && articleOf(place) === articleOf(this.#place)) {
      draftStorage().keep(this.#place, '');
      draftStorage().setAside(place, body.value);
      draftStorage().keep(place, body.value);
    } else if (body) body.value = '';
    this.#place = place;
    this.#outbox.open(this.#thread);
    this.#note();
    if (!body?.value) this.#restore();
  }

  async post(draft: Draft, parentId: string | null): Promise<CommentData | Receipt | undefined> {
    const place = this.#place;
    const { replyTo } = this.#element.settings;
    const content = contentOf(draft, parentId);
    // The same for the same content, in whatever visit; another text, or another name, is another comment.
    const key = draftStorage().attemptKey(place, content) ?? uuid();
    draftStorage().keepAttempt(place, draft.body, key, content);
    const since = draftStorage().doubt(place, key);
    draftStorage().keepDoubt(place, key, since ?? Date.now());
    const common = { v: 1, key, draft, parentId, answers: replyTo?.author, at: Date.now(), since } as const;
    try {
      const entry = { ...common, tries: 0, due: 0 };
      const posted = await this.#outbox.outbox.post(entry, () => this.#forget(place));
      this.#forget(place);
      // Its author may be at something else by now.
      if (!posted && !this.#element.hidden && place === this.#place) {
        replyTo?.cancel();
        // After the focus has gone back to where the form was opened.
        setTimeout(() => this.#outbox.show(key));
      }
      return posted;
    } catch (error) {
      const isUnknown = error instanceof CommentError && error.outcome === 'unknown';
      if (!isUnknown) draftStorage().keepDoubt(place, key, since);
      throw error;
    }
  }

  renderOutbox(): TemplateResult | typeof nothing {
    return this.#element.settings.replyTo ? nothing : this.#outbox.render();
  }

  /** What the page calls the conversation, whatever is answered in it. */
  get #thread(): string {
    const { replyTo } = this.#element.settings;
    return replyTo ? this.#place.slice(0, -replyTo.id.length - 1) : this.#place;
  }

  get #body(): Field | undefined {
    const { form } = this.#element;
    return form ? this.#kit.findField(form, 'body') : undefined;
  }

  #forget(place: string): void {
    draftStorage().keep(place, '');
    if (place === this.#place) this.#note();
  }

  #restore(): void {
    const body = this.#body;
    const text = draftStorage().recall(this.#place);
    if (!body || !text) return;
    body.value = text;
    this.#note(true);
  }

  /** Says what there is to know of the text in the form. */
  #note(isRestored = false): void {
    const { restored, erase } = this.#kit.wordsFor(this.#element.settings);
    const isInDoubt = draftStorage().doubt(this.#place) !== undefined;
    const text = [isRestored && restored, isInDoubt && this.#outbox.words.doubtful].filter(Boolean).join(' ');
    // What stands there already is not spoken anew at every key.
    if (text === this.#notice?.textContent) return;
    this.#notice?.remove();
    const body = this.#body;
    if (!body || !text) return void (this.#notice = undefined);
    const notice = (this.#notice = document.createElement('p'));
    notice.part.add('restored');
    notice.role = 'status';
    notice.append(text);
    body.after(notice);
    if (!isRestored) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.part.add('act');
    button.textContent = erase;
    button.onclick = () => {
      body.value = '';
      body.dispatchEvent(new Event('input', { bubbles: true }));
      body.focus();
    };
    notice.append(' ', button);
  }
}

/** What the page calls it, whoever has its comments. */
const articleOf = (place: string) => place.replace(/^\S* \S* /, '');
