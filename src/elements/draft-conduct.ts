import { nothing, type ReactiveController, type TemplateResult } from 'lit';
import { draftStorage, type Attempts, type DraftKeeper } from '../controllers/draft-storage.js';
import type { Field } from '../controllers/form-fields.js';
import type { CommentData, Receipt } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import { contentOf, type OutboxEntry } from '../controllers/outbox-storage.js';
import { CommentError } from '../core/errors.js';
import { uuid } from '../core/uuid.js';
import type { CommentForm } from './comment-form.js';
import { outboxConductOf, type OutboxConduct, type FormKit } from './outbox-conduct.js';

/** Those of the page: it may have two forms for one place, or make one anew while its comment is on its way. */
const inPage = new Set<DraftConduct>();

/**
 * Keeps what is written until it is sent, for the place that it was written for: when a page turns to another conversation, is
 * reloaded, left, or comes to an end.
 */
export class DraftConduct implements DraftKeeper, ReactiveController, EventListenerObject {
  readonly #element: CommentForm;
  readonly #kit: FormKit;
  #lastOutbox: OutboxConduct;
  #place: string;
  #notice: HTMLElement | undefined;

  /**
   * @param place what the text in the form was written for: its page may have turned to another conversation since
   * @param kit what the form has already
   */
  constructor(element: CommentForm, place: string, kit: FormKit) {
    this.#kit = kit;
    (this.#element = element).addController(this);
    draftStorage().keepFor(place, element.settings.draftDays);
    this.#place = place;
    this.#lastOutbox = outboxConductOf(element, kit);
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

  hostConnected(): void {
    inPage.add(this);
  }

  hostDisconnected(): void {
    inPage.delete(this);
  }

  handleEvent({ target }: Event): void {
    if (target !== this.#body) return;
    draftStorage().keep(this.#place, this.#body.value);
    this.#note();
  }

  hostUpdated(): void {
    const { place, draftDays, replyTo } = this.#element.settings;
    draftStorage().keepFor(place, draftDays);
    if (place === this.#place) return;
    const body = this.#body;
    // The page has turned to another backend, not to another article: what is written there goes along. An answer has its comment there.
    if (!replyTo && body?.value && !body.readOnly && articleOf(place) === articleOf(this.#place)) {
      // What may have arrived there keeps its key there.
      if (draftStorage().doubt(this.#place) === undefined) draftStorage().keep(this.#place, '');
      draftStorage().setAside(place, body.value);
      draftStorage().keep(place, body.value);
    } else if (body) body.value = '';
    this.#place = place;
    this.#outbox.open(this.#thread);
    this.#note();
    if (!body?.value) this.#restore();
  }

  async post(draft: Draft, parentId: string | null, before?: Attempts): Promise<CommentData | Receipt | undefined> {
    const place = this.#place;
    const thread = this.#thread;
    const { outbox } = this.#outbox;
    const { replyTo } = this.#element.settings;
    const content = contentOf(draft, parentId);
    // The same for the same content, in whatever visit; another text, or another name, is another comment.
    const known = draftStorage().attempts(place, content) ?? (before?.since ? before : { key: uuid() });
    const { key, since, left } = known;
    // What is there once it may have arrived may be itself.
    const twins = known.twins ?? (since === undefined ? await outbox.twinsOf(draft) : undefined);
    const now = Date.now();
    draftStorage().keepAttempts(place, draft.body, content, { key, since: since ?? now, left: now, twins });
    const entry = { v: 1, key, draft, parentId, answers: replyTo?.author, at: now, since, left, twins } as const;
    const forget = () => this.#forget(place, draft.body, key);
    try {
      const posted = await outbox.post({ ...entry, tries: 0, due: 0 }, thread, forget);
      if (posted) forget();
      // Its author may be at something else by now.
      if (!posted && !this.#element.hidden && place === this.#place) {
        replyTo?.cancel();
        // After the focus has gone back to where the form was opened.
        setTimeout(() => this.#outbox.show(key));
      }
      return posted;
    } catch (error) {
      const isUnknown = error instanceof CommentError && error.outcome === 'unknown';
      if (!isUnknown) draftStorage().renewAttempts(place, { key, since, left });
      throw error;
    }
  }

  renderOutbox(): TemplateResult | typeof nothing {
    return this.#element.settings.replyTo ? nothing : this.#outbox.render();
  }

  /** That of the form above, which is another one once the page has moved that; what is out of the page has the one that it had. */
  get #outbox(): OutboxConduct {
    const outbox = this.#element.isConnected ? outboxConductOf(this.#element, this.#kit) : this.#lastOutbox;
    if (outbox !== this.#lastOutbox) outbox.open(this.#thread);
    return (this.#lastOutbox = outbox);
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

  /** Every form of that place forgets what was sent. */
  #forget(place: string, text: string, key: string): void {
    draftStorage().settle(place, text, key);
    if (place === this.#place) this.#note();
    for (const conduct of inPage) if (conduct !== this && conduct.#place === place) conduct.#clear(text);
  }

  /** What was written since stays, and what is on its way from here has an answer of its own. */
  #clear(text: string): void {
    const body = this.#body;
    if (body?.value.trim() === text && !body.readOnly) body.value = '';
    this.#note();
    this.#element.requestUpdate();
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
