import { LitElement, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { adapterLoader } from '../adapters/registry.js';
import type { ArrivalController } from '../controllers/arrival-controller.js';
import { LocaleController, parseWording, type Wording } from '../controllers/locale-controller.js';
import type { ThreadController } from '../controllers/thread-controller.js';
import type { Adapter } from '../core/adapter.js';
import { notLoaded } from '../core/errors.js';
import type { CommentEventMap } from '../core/events.js';
import { defaultRules, type Order, type Rules } from '../core/rules.js';
import { tighten } from '../core/tighten.js';
import type { CommentForm } from './comment-form.js';
import type { CommentThread } from './comment-thread.js';
import { define } from './registration.js';
import { formStyles } from './styles/form.js';
import { tokens } from './styles/tokens.js';

declare global {
  interface HTMLElementTagNameMap {
    'comment-widget': CommentWidget;
  }
}

/**
 * Comments under an article: the form, and the thread around it.
 *
 * @slot form - a form of the page's own, used in place of ours: it posts natively until the script is there
 * @slot thread - comments that the server rendered, shown until the thread is read
 * @slot privacy - a notice on personal data, in the form
 * @fires comment-submit - before a comment is sent; cancelable
 * @fires comment-posted - the backend has confirmed a comment
 * @fires comment-waiting - the backend cannot be reached; the comment is sent as soon as it can be
 * @fires comment-discarded - a comment that waited was taken back by its author
 * @fires comment-edited - the backend has confirmed a change
 * @fires comment-removed - the backend has confirmed a deletion
 * @fires comment-voted - the backend has counted a vote
 * @fires comment-report - a reader reports a comment; cancelable
 * @fires comment-error - something failed
 * @csspart form - the `<comment-form>` element: `comment-widget::part(form):state(sending)`
 * @csspart title - the heading of the form, and with `count` that of the thread
 * @csspart fields - the form itself
 * @csspart label - each label
 * @csspart required - the mark in a label
 * @csspart input - each field; the text itself is `textarea` too
 * @csspart identity - name, e-mail and site
 * @csspart hint - the example under the e-mail field
 * @csspart counter - what is left of the text's length
 * @csspart comment-error - what is wrong with a field
 * @csspart remember - the box that keeps the identity in the browser
 * @csspart challenge - the picture of a captcha, and what is asked about it
 * @csspart submit - the main button
 * @csspart shortcut - how to send by keyboard
 * @csspart actions - a row of buttons
 * @csspart summary - what is wrong with the whole, after a refused send
 * @csspart message - what became of a send, or of a read that failed; also `success`, `progress` or `failure`
 * @csspart countdown - how long the backend wants patience
 * @csspart retry - a button that asks again
 * @csspart copy - the button that copies what could not be sent
 * @csspart outbox - what waits to be sent, under the form
 * @csspart waiting - each of these comments
 * @csspart thread - the `<comment-thread>` element
 * @csspart head - the row above the thread: its title, and in which order it is
 * @csspart sort - the choice of that order
 * @csspart news - what floats over the thread when comments have come; in it, a button that is also `submit`
 * @csspart lists - where the lists of the thread stand
 * @csspart list - a list of comments; a long thread has several
 * @csspart replies - a list of answers, under what they answer
 * @csspart unfold - the button that shows more answers, also an `act`
 * @csspart comment - one comment; also `target` where a link led to it
 * @csspart meta - who and when
 * @csspart avatar - the author's initials, or picture
 * @csspart author - the author's name
 * @csspart permalink - the date, which is the comment's own link
 * @csspart badge - "Rédaction", "Épinglé", "En attente de modération"
 * @csspart answers - what a comment answers that does not stand right under it
 * @csspart body - what the comment says
 * @csspart acts - the row of what may be done to a comment
 * @csspart act - each of these buttons; also `vote`
 * @csspart score - what the votes add up to
 * @csspart panel - what is asked before a comment is changed, deleted or reported
 * @csspart cancel - the button that goes back
 * @csspart muted - secondary text
 * @csspart back-to-top - the link at the foot
 * @cssprop --comment-font - typeface; the page's own by default
 * @cssprop --comment-color - text; the page's own by default
 * @cssprop --comment-muted - secondary text
 * @cssprop --comment-accent - button, links, focus
 * @cssprop --comment-on-accent - text on the button
 * @cssprop --comment-border - borders of fields
 * @cssprop --comment-surface - background of fields and messages
 * @cssprop --comment-error - errors
 * @cssprop --comment-success - confirmations
 * @cssprop --comment-focus - focus ring
 * @cssprop --comment-radius - rounding of corners
 * @cssprop --comment-space - the step of all spacing
 */
export class CommentWidget extends LitElement {
  static override styles = [tokens, formStyles];
  static override properties: PropertyDeclarations = {
    lang: { reflect: true },
    backend: {},
    endpoint: {},
    thread: {},
    order: {},
    headingLevel: { type: Number, attribute: 'heading-level' },
    requiredFields: { attribute: 'required-fields' },
    hiddenFields: { attribute: 'hidden-fields' },
    loginUrl: { attribute: 'login-url' },
    privacyUrl: { attribute: 'privacy-url' },
    pageSize: { type: Number, attribute: 'page-size' },
    refresh: { type: Number },
    loading: {},
    avatars: { type: Boolean },
    images: { type: Boolean },
    reports: { type: Boolean },
    backToTop: { type: Boolean, attribute: 'back-to-top' },
    formLast: { type: Boolean, attribute: 'form-last' },
    timeTrap: { type: Number, attribute: 'time-trap' },
    draftDays: { type: Number, attribute: 'draft-days' },
    messages: { converter: (json) => parseWording(json) },
    adapter: { attribute: false },
  };

  /** Name of a registered backend. */
  declare backend: string | null | undefined;
  /** Address of the backend, absolute or relative to the page. */
  declare endpoint: string | null | undefined;
  /** Key of the conversation; the page's path by default. */
  declare thread: string | null | undefined;
  /** `newest`, `oldest` or `best` first, where the backend has that; as it does by default. */
  declare order: Order | null | undefined;
  /** Level of the headings, 1 to 6; 2 by default. */
  declare headingLevel: number | null | undefined;
  /** Fields that the site demands beyond what the backend does: `"name email"`. */
  declare requiredFields: string | null | undefined;
  /** Fields that the site leaves out, where the backend lets it: `"url"`. */
  declare hiddenFields: string | null | undefined;
  /** Where a reader signs in, for backends that demand it. */
  declare loginUrl: string | null | undefined;
  /** The site's notice on personal data. */
  declare privacyUrl: string | null | undefined;
  /** How many comments a page of the thread has, replies not counted; as the backend does by default. */
  declare pageSize: number | null | undefined;
  /** Seconds between two looks for new comments, 60 by default; 0 for none. */
  declare refresh: number | null | undefined;
  /** `lazy`: the thread is read when the reader comes near it. */
  declare loading: string | null | undefined;
  /** Shows pictures of authors, which may come from a third party; initials otherwise. */
  declare avatars: boolean | null | undefined;
  /** Shows pictures in comments, wherever they come from. */
  declare images: boolean | null | undefined;
  /** Offers to report a comment: somebody reads what readers report. */
  declare reports: boolean | null | undefined;
  /** Shows "Retour en haut" at the foot. */
  declare backToTop: boolean | null | undefined;
  /** Puts the form below the thread. */
  declare formLast: boolean | null | undefined;
  /** Seconds before which no person has written a comment, 3 by default; a faster one is held back that long. */
  declare timeTrap: number | null | undefined;
  /** How many days what a reader has begun to write is kept in their browser, 7 by default; 0 for the visit only. */
  declare draftDays: number | null | undefined;
  /** The page's own wording, over that of the language. */
  declare messages: Wording | null | undefined;
  /** A backend of the page's own, in place of a registered one. */
  declare adapter: Adapter | null | undefined;

  readonly #locale = new LocaleController(this);
  #arrival: ArrivalController | undefined;
  #thread: ThreadController | undefined;
  /** What the thread was opened with. */
  #opened: readonly unknown[] = [];
  #toldWishes = '';

  constructor() {
    super();
    this.addEventListener('comment-error', ({ detail: { error } }) => {
      // What only the site's owner can mend goes to the console; the reader has a sentence.
      if (error.code === 'misconfigured' || error.code === 'protocol')
        console.error('comment-widget:', error.message, this);
    });
    this.addEventListener('comment-posted', (event) => void this.#focusPosted(event));
  }

  /**
   * Opens the form that answers a comment.
   * @returns false where nobody can answer it here
   */
  async reply(id: string): Promise<boolean> {
    await this.#loadThread();
    return !!(await this.#threadElement?.reply?.(id));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What was set while it was out of the page.
    this.requestUpdate();
  }

  protected override firstUpdated(): void {
    this.renderRoot.addEventListener('slotchange', () => this.requestUpdate());
    // Both at once, or the backend's chunk would be asked for only by the thread's. What cannot be loaded is told when
    // there is something to send.
    Promise.resolve(adapterLoader(this.backend ?? '')?.()).catch(() => undefined);
    this.#loadThread().catch(() => undefined);
  }

  protected override updated(): void {
    void this.#locale.look();
    if (!this.isConnected) return;
    const { backend, endpoint, order, adapter, pageSize } = this;
    const thread = this.thread || location.pathname;
    const wanted = [backend, endpoint, thread, order, adapter, pageSize];
    if (!this.#thread || !wanted.some((one, index) => one !== this.#opened[index])) return;
    this.#opened = wanted;
    const options = { ...this.dataset, ...(endpoint && { endpoint }) };
    const lang = this.#locale.tag;
    const refresh = this.refresh ?? 60;
    const place = { backend: adapter ?? backend ?? '', options, thread, order, pageSize, refresh, lang };
    this.#thread.open(place, this.#arrival!.isNear);
    this.#arrival!.look();
  }

  protected override render(): TemplateResult | typeof nothing {
    const messages = this.#locale.messages(this.messages);
    if (!messages) return nothing;
    const { backend, endpoint, adapter, loginUrl, privacyUrl, backToTop, avatars, images, reports, formLast } = this;
    const level = Math.floor(this.headingLevel ?? 2);
    const headingLevel = level > 0 && level < 7 ? level : 2;
    const controller = this.#thread;
    // What is written or waits here stays, whatever the backend comes to. Only a text has a value that may be empty.
    const isInUse = (root: ParentNode) =>
      [...root.querySelectorAll<HTMLTextAreaElement>('textarea, [part=waiting]')].some(({ value }) => value !== '');
    if (controller?.error?.code === 'misconfigured' && ![this, this.renderRoot].some(isInUse))
      return html`<p part="muted">${messages.errors.misconfigured}</p>
        <slot name="form"></slot><slot name="thread"></slot>`;
    const pageForm = this.querySelector<HTMLFormElement>('form[slot="form"], [slot="form"] form');
    const rules = this.#tightened();
    // What is kept of one conversation is not another's that is called the same, elsewhere.
    const place = [adapter?.name ?? backend, endpoint, this.thread || location.pathname].join(' ');
    const timeTrap = this.timeTrap ?? 3;
    const draftDays = this.draftDays ?? 7;
    const fields = { rules, pageForm, place, loginUrl, privacyUrl, timeTrap, draftDays };
    const form = { messages, headingLevel, openThread: () => this.#loadThread(), ...fields };
    const thread = { messages, controller, headingLevel, backToTop, avatars, images, reports, form };
    const ownForm =
      controller?.canPost === false ? nothing : html`<comment-form part="form" .settings=${form}></comment-form>`;
    return html`${formLast ? nothing : ownForm}
      <comment-thread part="thread" .settings=${thread}>
        ${controller ? nothing : html`<slot name="thread"></slot>`}
      </comment-thread>
      ${formLast ? ownForm : nothing}`;
  }

  async #loadThread(): Promise<ThreadController> {
    const { ArrivalController, CommentItem, CommentThread, ThreadController } =
      await import('./comment-thread.js').catch(notLoaded);
    if (!this.#thread) {
      define('comment-item', CommentItem);
      define('comment-thread', CommentThread);
      const thread = (this.#thread = new ThreadController(this));
      this.#arrival = new ArrivalController(
        this,
        () => thread.status === 'waiting' && void thread.load(),
        (id) => void this.#threadElement?.lead(id),
      );
      this.requestUpdate();
      await this.updateComplete;
    }
    return this.#thread;
  }

  /** What the site wishes of the fields, told to its owner once where it makes no sense. */
  #tightened(): Rules {
    const { requiredFields, hiddenFields } = this;
    const { rules = defaultRules, status, adapter } = this.#thread ?? {};
    const isKnown = !!adapter;
    const wishes = `${requiredFields} ${hiddenFields}`;
    const isTold = status === 'loading' || wishes === this.#toldWishes;
    if (isKnown && !isTold) this.#toldWishes = wishes;
    return tighten(rules, requiredFields, hiddenFields, isKnown && (isTold ? () => undefined : console.warn));
  }

  get #threadElement() {
    return this.renderRoot.querySelector<CommentThread>('comment-thread');
  }

  /** To the new comment where it is shown, else to the sentence that says what became of it. */
  async #focusPosted(event: CommentEventMap['comment-posted']): Promise<void> {
    const { comment } = event.detail;
    const form = event.composedPath()[0] as CommentForm;
    // What went by itself takes nobody away from what they do.
    if (!form.focusMessage) return;
    await this.updateComplete;
    // The thread's chunk may still be on its way: until then it is an unknown element.
    if (!(comment && (await this.#threadElement?.focusComment?.(comment.id)))) form.focusMessage();
  }
}
