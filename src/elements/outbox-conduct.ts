import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { draftStorage } from '../controllers/draft-storage.js';
import type { Field, findField } from '../controllers/form-fields.js';
import { reword } from '../controllers/locale-controller.js';
import type { Posted } from '../controllers/attempt.js';
import { Outbox } from '../controllers/outbox.js';
import { contentOf, type OutboxEntry } from '../controllers/outbox-storage.js';
import type { Receipt } from '../core/comment.js';
import { emit } from '../core/events.js';
import { outbox as french, type OutboxWords } from '../locales/fr/outbox.js';
import type { WritingWords } from '../locales/fr/writing.js';
import type { CommentForm, CommentFormSettings } from './comment-form.js';
import type { CommentWidget } from './comment-widget.js';
import { adopt } from './styles/adopt.js';
import { outboxStyles } from './styles/outbox.js';

/**
 * What the form has already. To import it would ask for the form's chunk by its first address, at which it may not have come: some
 * browsers remember that.
 */
export interface FormKit {
  readonly wordsFor: (settings: CommentFormSettings) => WritingWords;
  readonly findField: typeof findField;
}

const all = new WeakMap<CommentForm, OutboxConduct>();

/** One for a widget: what any of its forms has sent waits under the one that stands above the thread. */
export function outboxConductOf(form: CommentForm, kit: FormKit): OutboxConduct {
  const root = form.getRootNode() as ShadowRoot;
  const first = form.settings.replyTo ? root.querySelector<CommentForm>('comment-form:not(comment-item *)') : form;
  const conduct = all.get(first ?? form) ?? new OutboxConduct(first ?? form, kit);
  all.set(first ?? form, conduct);
  return conduct;
}

/** Shows what waits to be sent, and does with it what its author wants. */
export class OutboxConduct implements ReactiveController {
  readonly outbox: Outbox;
  /** What is told when something that waited for too long is a draft again. */
  onExpired: (() => void) | undefined;

  readonly #form: CommentForm;
  readonly #kit: FormKit;
  /** How many have gone since, and what became of them: two that go one after the other would be told like one. */
  readonly #sent = new Map<Posted['status'], number>();
  /** What its author has given up, and may want back. */
  #discarded: OutboxEntry | undefined;
  /** Why one waits still that its author wanted to go. */
  #spoken = '';
  /** What another tab was sending when its author wanted something of it here, as it was then. */
  #elsewhere: OutboxEntry | undefined;
  /** The key of the one that gets the focus as soon as it is there. */
  #goal: string | undefined;
  #place = '';
  /** Each stands where it stood first: the focus stays at a place in the list, whatever goes before it. */
  #keys: string[] = [];

  /** @param form the one that stands above the thread */
  constructor(form: CommentForm, kit: FormKit) {
    this.#kit = kit;
    (this.#form = form).addController(this);
    this.outbox = new Outbox(form, {
      received: (...posted) => this.#posted(...posted),
      expired: () => this.onExpired?.(),
    });
  }

  hostUpdated(): void {
    const goal = this.#goal && this.#item(this.#goal);
    if (!goal) return;
    this.#goal = undefined;
    goal.focus();
  }

  /** Turns to a conversation: what is said of the last one is not true of it. */
  open(place: string): void {
    if (place !== this.#place) {
      this.#keys = [];
      this.#discarded = undefined;
      this.#tell();
    }
    this.#place = place;
    this.outbox.open(place);
  }

  /** Moves the focus to one that has just come. */
  show(key: string): void {
    this.#goal = key;
    this.#tell();
  }

  render(): TemplateResult {
    const { entries } = this.outbox;
    this.#keys = [...new Set([...this.#keys, ...entries.map(({ key }) => key)])];
    const places = this.#keys.map((key) => entries.find((entry) => entry.key === key));
    const { sent } = this.#kit.wordsFor(this.#form.settings);
    const { words } = this;
    const told = ([status, count]: [Posted['status'], number]) => {
      const known = status as Receipt['status'];
      const text = count > 1 ? words.several[known](count) : sent[known];
      return html`<p part="message success" tabindex="-1">${text}</p>`;
    };
    const discarded = this.#discarded;
    adopt(this.#form, outboxStyles);
    const restore = () => {
      this.#discarded = undefined;
      this.outbox.restore(discarded!);
      this.show(discarded!.key);
    };
    return html`<div part="outbox">
      ${
        entries.length
          ? html`<ul aria-label=${words.label}>
              ${places.map((entry) => (entry ? this.#renderEntry(entry, words) : nothing))}
            </ul>`
          : nothing
      }
      <div role="status">
        ${[...this.#sent].map(told)}
        ${
          discarded
            ? html`<p part="message progress">
                ${discarded.since === undefined ? words.discarded : words.discardedLate}
                <button type="button" part="act" @click=${restore}>${words.undo}</button>
              </p>`
            : nothing
        }
        <span class="unseen">${this.#spoken}</span>
      </div>
    </div>`;
  }

  #renderEntry(entry: OutboxEntry, words: OutboxWords): TemplateResult {
    const { key, draft, answers, halt } = entry;
    const isSending = this.outbox.sending.has(key);
    const canSend = !isHeldOff(entry) && (!halt || halt === 'uncertain' || halt === 'unauthorized');
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
      <p part="muted">${this.#stateOf(entry)}</p>
      <div part="actions">
        ${canSend ? button('retry', halt ? words.resend : words.send, () => this.#send(key)) : nothing}
        ${button('act', words.edit, () => this.#edit(entry))}
        ${button('act', words.discard, () => this.#discard(entry))}
      </div>
    </li>`;
  }

  get words(): OutboxWords {
    return reword(french, this.#form.settings.messages.outbox);
  }

  #stateOf(entry: OutboxEntry): string {
    const { key, halt, tries } = entry;
    const { messages } = this.#form.settings;
    const { words } = this;
    // What its page was left with may be on its way still.
    if (this.outbox.sending.has(key) || (!halt && !tries)) return this.#kit.wordsFor(this.#form.settings).sending;
    if (this.#elsewhere?.key === key && this.#elsewhere.tries === tries) return words.elsewhere;
    if (halt === 'uncertain' || halt === 'challenge') return words[halt];
    if (halt) return messages.errors[halt];
    if (!this.outbox.isStored(key)) return words.fleeting;
    if (!navigator.onLine) return words.offline;
    return isHeldOff(entry) ? words.busy : words.unreachable;
  }

  /** What was told before is over, but for the way back from what was given up: it has no other. */
  #tell(spoken = ''): void {
    this.#sent.clear();
    this.#elsewhere = undefined;
    this.#spoken = spoken;
    this.#form.requestUpdate();
  }

  /** Nothing came of what its author wanted: it is being sent, here or in another tab. */
  #tellElsewhere(entry: OutboxEntry): void {
    if (this.outbox.sending.has(entry.key)) return;
    this.#tell(this.words.elsewhere);
    this.#elsewhere = entry;
  }

  #item(key: string): HTMLElement | null {
    return this.#form.querySelector(`[data-key="${key}"]`);
  }

  async #send(key: string): Promise<void> {
    this.#tell();
    const isOurs = await this.outbox.send(key, true);
    const entry = this.outbox.entries.find((waiting) => waiting.key === key);
    if (!entry) return;
    if (isOurs) this.#tell(this.#stateOf(entry));
    else this.#tellElsewhere(entry);
    await this.#form.updateComplete;
    // The button that was pressed may be gone.
    if (document.activeElement === document.body) this.#item(key)?.focus();
  }

  async #discard(entry: OutboxEntry): Promise<void> {
    const discarded = await this.outbox.discard(entry.key, (last) => (this.#discarded = last));
    if (discarded === false) this.#tellElsewhere(entry);
    if (!discarded) return;
    this.#tell();
    await this.#form.updateComplete;
    this.#form.querySelector<HTMLElement>('[part="outbox"] [role="status"] button')?.focus();
  }

  /** Puts the text back into a form like the one that it came from; what stands there already stays, below it. */
  async #edit(entry: OutboxEntry): Promise<void> {
    const { key, parentId } = entry;
    // Where nobody can answer that comment any more, the text is its author's all the same.
    const target = (parentId !== null && (await this.#replyForm(parentId))) || this.#form;
    const form = target.form;
    const body = form && this.#kit.findField(form, 'body');
    // What is put into a form that is being sent would go with what it holds.
    if (!body || body.readOnly) return;
    const { place } = target.settings;
    // Its page may turn, and it may be sent, while other tabs are asked.
    const isFree = () => !body.readOnly && target.settings.place === place;
    const taken = await this.outbox.discard(key, (last) => isFree() && putBack(last, target, form, body, this.#kit));
    if (taken === false) this.#tellElsewhere(entry);
    if (!taken) return;
    this.#tell();
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

  #posted(key: string, posted: Posted, isUrged: boolean): void {
    // Whoever has asked for it goes to it, or is where it has been; nobody else is taken away from what they do.
    const isLed = isUrged || this.#item(key)?.matches(':focus-within');
    this.#sent.set(posted.status, (this.#sent.get(posted.status) ?? 0) + 1);
    this.#spoken = '';
    this.#form.requestUpdate();
    const from = isLed ? this.#form : this.#form.querySelector('[part="outbox"]')!;
    void this.#form.updateComplete.then(() =>
      emit(from, 'comment-posted', { status: posted.status, comment: 'id' in posted ? posted : null }),
    );
  }
}

function putBack(
  { key, draft, parentId, since, left, twins }: OutboxEntry,
  target: CommentForm,
  form: HTMLFormElement,
  body: Field,
  { findField }: FormKit,
): true {
  for (const part of ['name', 'email', 'url'] as const) {
    const field = findField(form, part);
    if (field) field.value ||= draft[part];
  }
  // A page's own form answers what this says.
  const parent = findField(form, 'parent');
  if (parent) parent.value = parentId ?? '';
  body.value = [draft.body, body.value].filter(Boolean).join('\n\n');
  // Sent as it is, it is the same comment. Changed, it is another one, and what may have arrived stays in doubt.
  const { place } = target.settings;
  const doubt = since ?? draftStorage().doubt(place);
  draftStorage().keepAttempts(place, body.value, contentOf(draft, parentId), { key, since: doubt, left, twins });
  body.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

/** The backend itself wants it to wait. */
function isHeldOff({ isFirm, due }: OutboxEntry): boolean {
  return !!isFirm && due > Date.now();
}
