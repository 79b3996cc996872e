import { html, nothing, type TemplateResult } from 'lit';
import type { Vote } from '../core/adapter.js';
import type { CommentError } from '../core/errors.js';
import { emit } from '../core/events.js';
import type { CommentFormSettings } from './comment-form.js';
import type { Act, CommentItem, Press } from './comment-item.js';
import type { CommentThread } from './comment-thread.js';
import { complaint, panelTemplate, performAct, type PanelAct } from './panel-template.js';

/** In milliseconds: how long "Le lien est copié." stands there. */
const shownFor = 5_000;

type CommentEvent = CustomEvent<{ readonly comment?: unknown }>;

/** What a reader does at a comment: one thing at a time in the whole thread, and the focus always somewhere sensible. */
export class ThreadConduct implements EventListenerObject {
  /** What has just been done, for assistive tools. */
  notice = '';

  /** What was begun in a panel and left, by the panel's id: it is there again when the panel is. */
  readonly begun = new Map<string, string>();

  readonly #thread: CommentThread;
  #open: CommentItem | undefined;
  /** Where a form for an answer was opened. */
  readonly #answered = new Set<CommentItem>();
  #isBusy = false;
  #fading: ReturnType<typeof setTimeout> | undefined;

  constructor(thread: CommentThread) {
    this.#thread = thread;
    thread.addEventListener('keydown', this);
    thread.addEventListener('comment-posted', this);
  }

  handleEvent({ detail, key, isComposing }: KeyboardEvent & CommentEvent): void {
    const item = this.#open;
    if (!item) return;
    // The answer stands in the thread: its form goes, and the widget says where the focus goes.
    if (detail.comment) this.#close();
    else if (key === 'Escape' && !isComposing) void this.start(item, undefined);
  }

  /** Does what a button of a comment is for; pressed again, it undoes that. */
  async press(item: CommentItem, act: Act | Press): Promise<void> {
    if (act === 'copy') return this.#copyLink(item);
    if (act === 'up' || act === 'down') return this.#vote(item, act === 'up' ? 1 : -1);
    return this.start(item, item.act === act ? undefined : act);
  }

  /** Opens what an act needs, and closes what was open; without an act only that. What was begun there is kept. */
  async start(item: CommentItem, act: Act | undefined): Promise<void> {
    const left = item.act;
    this.#close();
    if (act) this.#open = item;
    if (act === 'reply') this.#answered.add(item);
    item.act = act;
    await item.updateComplete;
    const form = item.querySelector<CommentThread>(act === 'reply' ? 'comment-form' : '[part="panel"]');
    await form?.updateComplete;
    const goal = act
      ? form?.querySelector<HTMLElement>('textarea, button')
      : item.querySelector<HTMLElement>(`[data-act=${left}]`);
    goal?.focus();
  }

  /** What an act needs. A form that was opened once stays, with all that is written in it. */
  renderOpen(item: CommentItem): TemplateResult | typeof nothing {
    const { act } = item;
    const hasForm = this.#answered.has(item);
    if (!act && !hasForm) return nothing;
    return html`${act && act !== 'reply' ? panelTemplate(item, act, this) : nothing}
    ${
      hasForm
        ? html`<comment-form
            part="form"
            ?hidden=${act !== 'reply'}
            .settings=${this.#replySettings(item)}
          ></comment-form>`
        : nothing
    }`;
  }

  /** Does what a panel asks about. */
  async perform(item: CommentItem, act: PanelAct): Promise<void> {
    const { comment } = item;
    const id = `${act}-${comment.id}`;
    const text = this.begun.get(id) ?? (act === 'edit' ? comment.content.value : '');
    await this.#try(item, async () => {
      const notice = await performAct(item, act, text, this.#thread);
      this.begun.delete(id);
      this.#close();
      if (item.isConnected && this.#thread.settings.controller!.find(comment.id)) item.focus();
      else this.#thread.querySelector('h2')?.focus();
      this.#say(item, notice);
    });
  }

  async #vote(item: CommentItem, wanted: Vote): Promise<void> {
    const { controller, messages } = this.#thread.settings;
    const { id } = item.comment;
    const vote = controller!.voteOn(id) === wanted ? 0 : wanted;
    await this.#try(item, async () => {
      await (await controller!.acts()).vote(id, vote);
      const comment = controller!.find(id)!;
      this.#say(item, messages.score(comment.score!));
      emit(item, 'comment-voted', { comment, vote });
    });
  }

  async #copyLink(item: CommentItem): Promise<void> {
    const { messages } = this.#thread.settings;
    const url = new URL(`#comment-${encodeURIComponent(item.comment.id)}`, location.href);
    try {
      await navigator.clipboard.writeText(url.href);
      this.#say(item, messages.copied);
    } catch {
      history.replaceState(history.state, '', url);
      this.#say(item, messages.inAddress);
    }
  }

  /** The same form as above the thread, for an answer. */
  #replySettings({ comment: { id }, author }: CommentItem): CommentFormSettings {
    const { form } = this.#thread.settings;
    return {
      ...form,
      headingLevel: Math.min(form.headingLevel + 1, 6),
      pageForm: null,
      place: `${form.place} ${id}`,
      replyTo: { id, author, cancel: () => void this.start(this.#open!, undefined) },
    };
  }

  /** Tells the forms that are there what the one above the thread is told. */
  renewForms(): void {
    for (const item of this.#answered)
      if (item.isConnected) item.requestUpdate();
      else if (this.#thread.isConnected) this.#answered.delete(item);
  }

  async #try(item: CommentItem, act: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    item.failure = undefined;
    try {
      await act();
    } catch (caught) {
      const error = caught as CommentError;
      const { messages } = this.#thread.settings;
      const [issue] = error.issues;
      const told = messages.errors[error.code];
      item.failure = issue ? await complaint(issue, messages).catch(() => told) : told;
      emit(item, 'comment-error', { error });
    }
    this.#isBusy = false;
  }

  #close(): void {
    if (this.#open) this.#open.act = this.#open.failure = undefined;
    this.#open = undefined;
  }

  #say(item: CommentItem, text: string): void {
    this.notice = item.notice = text;
    this.#thread.requestUpdate();
    clearTimeout(this.#fading);
    if (text) this.#fading = setTimeout(() => this.#say(item, ''), shownFor);
  }
}
