import { html, nothing, type TemplateResult } from 'lit';
import { draftStorage } from '../controllers/draft-storage.js';
import { findField } from '../controllers/form-fields.js';
import { reword } from '../controllers/locale-controller.js';
import type { Posted } from '../controllers/attempt.js';
import { Outbox } from '../controllers/outbox.js';
import type { OutboxEntry } from '../controllers/outbox-storage.js';
import type { Draft } from '../core/draft.js';
import { emit } from '../core/events.js';
import { outbox as french, type OutboxWords } from '../locales/fr/outbox.js';
import type { CommentForm } from './comment-form.js';
import type { CommentWidget } from './comment-widget.js';
import { outboxStyles } from './styles/outbox.js';

const all = new WeakMap<CommentForm, OutboxConduct>();

/** One for a widget: what any of its forms has sent waits under the one that stands above the thread. */
export function outboxConductOf(form: CommentForm): OutboxConduct {
  const root = form.getRootNode() as ShadowRoot;
  const first = form.settings.replyTo ? root.querySelector<CommentForm>('comment-form:not(comment-item *)') : form;
  const conduct = all.get(first ?? form) ?? new OutboxConduct(first ?? form);
  all.set(first ?? form, conduct);
  return conduct;
}

/** All that makes a comment this one and no other, in one text. */
export function contentOf({ body, name, email, url }: Draft, parentId: string | null): string {
  return JSON.stringify([body, name, email, url, parentId]);
}

/** Shows what waits to be sent, and does with it what its author wants. */
export class OutboxConduct {
  readonly outbox: Outbox;
  /** What is told when something that waited for too long is a draft again. */
  onExpired: (() => void) | undefined;

  readonly #form: CommentForm;
  /** What became of the last one. */
  #sent: Posted['status'] | undefined;
  /** What its author has given up, and may want back. */
  #discarded: OutboxEntry | undefined;

  /** @param form the one that stands above the thread */
  constructor(form: CommentForm) {
    this.#form = form;
    this.outbox = new Outbox(form, {
      posted: (posted, isUrged) => this.#posted(posted, isUrged),
      expired: () => this.onExpired?.(),
    });
  }

  /** Moves the focus to one that has just come. */
  async show(key: string): Promise<void> {
    this.#sent = this.#discarded = undefined;
    this.#form.requestUpdate();
    await this.#form.updateComplete;
    this.#form.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
  }

  render(): TemplateResult {
    const { entries } = this.outbox;
    const { messages } = this.#form.settings;
    const words = this.#words;
    const told = this.#sent ? messages.sent[this.#sent as keyof typeof messages.sent] : undefined;
    const discarded = this.#discarded;
    const { adoptedStyleSheets: sheets } = this.#form.getRootNode() as Partial<ShadowRoot>;
    const sheet = outboxStyles.styleSheet!;
    if (!sheets?.includes(sheet)) sheets?.push(sheet);
    const restore = () => {
      this.outbox.restore(discarded!);
      void this.show(discarded!.key);
    };
    return html`<div part="outbox">
      ${
        entries.length
          ? html`<ul aria-label=${words.label}>
              ${entries.map((entry) => this.#renderEntry(entry, words))}
            </ul>`
          : nothing
      }
      <div role="status">
        ${told ? html`<p part="message success" tabindex="-1">${told}</p>` : nothing}
        ${
          discarded
            ? html`<p part="message progress">
                ${discarded.since === undefined ? words.discarded : words.discardedLate}
                <button type="button" part="act" @click=${restore}>${words.undo}</button>
              </p>`
            : nothing
        }
      </div>
    </div>`;
  }

  #renderEntry(entry: OutboxEntry, words: OutboxWords): TemplateResult {
    const { key, draft, answers, halt, due, isFirm } = entry;
    const { messages } = this.#form.settings;
    const isSending = this.outbox.sending.has(key);
    const isHeldOff = !!isFirm && due > Date.now();
    const canSend = !isHeldOff && (!halt || halt === 'uncertain' || halt === 'unauthorized');
    const unsent = !navigator.onLine ? words.offline : isHeldOff ? words.busy : words.unreachable;
    const why = halt === 'uncertain' ? words.uncertain : halt ? messages.errors[halt] : unsent;
    const button = (part: string, text: string, act: () => unknown) =>
      html`<button type="button" part=${part} aria-disabled=${isSending} @click=${() => !isSending && act()}>
        ${text}
      </button>`;
    return html`<li part="waiting" data-key=${key} tabindex="-1">
      <p part="meta">
        ${draft.name ? html`<bdi part="author">${draft.name}</bdi>` : nothing}
        <span part="badge">${words.waiting}</span>
        ${answers === undefined ? nothing : html`<span part="muted">${words.answers(answers)}</span>`}
      </p>
      <p part="body" dir="auto">${draft.body}</p>
      <p part="muted">${isSending && !halt ? messages.sending : why}</p>
      <div part="actions">
        ${canSend ? button('retry', halt ? words.resend : words.send, () => this.outbox.send(key, true)) : nothing}
        ${button('act', words.edit, () => this.#edit(entry))}
        ${button('act', words.discard, () => this.#discard(entry))}
      </div>
    </li>`;
  }

  get #words(): OutboxWords {
    return reword(french, this.#form.settings.messages.outbox);
  }

  async #discard(entry: OutboxEntry): Promise<void> {
    if (!(await this.outbox.discard(entry))) return;
    this.#discarded = entry;
    this.#sent = undefined;
    this.#form.requestUpdate();
    await this.#form.updateComplete;
    this.#form.querySelector<HTMLElement>('[part="outbox"] [role="status"] button')?.focus();
  }

  /** Puts the text back into a form like the one that it came from; what stands there already stays, below it. */
  async #edit(entry: OutboxEntry): Promise<void> {
    const { key, draft, parentId, since } = entry;
    const target = parentId === null ? this.#form : await this.#replyForm(parentId);
    const form = target?.form;
    const body = form && findField(form, 'body');
    if (!body || !(await this.outbox.discard(entry))) return;
    for (const part of ['name', 'email', 'url'] as const) {
      const field = findField(form, part);
      if (field) field.value ||= draft[part];
    }
    const isAlone = !body.value;
    body.value = [draft.body, body.value].filter(Boolean).join('\n\n');
    body.dispatchEvent(new Event('input', { bubbles: true }));
    if (isAlone) {
      // Sent as it is, it is the same comment.
      draftStorage().keepAttempt(target.settings.place, draft.body, key, contentOf(draft, parentId));
      draftStorage().keepDoubt(target.settings.place, key, since);
    }
    this.#sent = this.#discarded = undefined;
    body.focus();
  }

  /** @returns undefined where nobody can answer that comment any more */
  async #replyForm(parentId: string): Promise<CommentForm | undefined> {
    const root = this.#form.getRootNode() as ShadowRoot;
    const widget = root.host as HTMLElement & Pick<CommentWidget, 'reply'>;
    if (!(await widget.reply(parentId))) return undefined;
    const form = [...root.querySelectorAll<CommentForm>('comment-item comment-form')].find(
      (candidate) => candidate.parentId === parentId,
    );
    await form?.updateComplete;
    return form;
  }

  #posted(posted: Posted, isUrged: boolean): void {
    this.#sent = posted.status;
    this.#discarded = undefined;
    this.#form.requestUpdate();
    // Whoever has asked for it goes to it; nobody else is taken away from what they do.
    const from = isUrged ? this.#form : this.#form.querySelector('[part="outbox"]')!;
    void this.#form.updateComplete.then(() =>
      emit(from, 'comment-posted', { status: posted.status, comment: 'id' in posted ? posted : null }),
    );
  }
}
