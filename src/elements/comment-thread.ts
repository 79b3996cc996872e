import { LitElement, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { ArrivalController } from '../controllers/arrival-controller.js';
import { ThreadController } from '../controllers/thread-controller.js';
import type { CommentData } from '../core/comment.js';
import { notLoaded, type CommentError } from '../core/errors.js';
import { emit } from '../core/events.js';
import { inSlices } from '../core/slices.js';
import { byId, type Branch } from '../core/tree.js';
import { goToTop } from './back-to-top.js';
import { CommentItem, type Act, type Press } from './comment-item.js';
import { wordNodes } from './content-text.js';
import { itemLook, type HtmlNodes, type ItemLook } from './item-look.js';
import { orderChoice } from './order-choice.js';
import { adopt } from './styles/adopt.js';
import { threadStyles } from './styles/thread.js';
import type { ThreadConduct } from './thread-conduct.js';
import { ThreadList, type ListDresser } from './thread-list.js';
import type { CommentThreadSettings } from './thread-settings.js';

/** They come with the element: none is of use without the others. */
export { ArrivalController, CommentItem, ThreadController };

/** In milliseconds: how often "il y a 3 minutes" is looked at, and for how long it says something else each time. */
const tick = 60_000;
const recent = 86_400_000;

/**
 * The comments of a thread. What the server put into the page's `thread` slot is shown until there is something better.
 * It renders into the shadow root that it stands in, like the form.
 */
export class CommentThread extends LitElement implements ListDresser {
  static override properties: PropertyDeclarations = {
    settings: { attribute: false },
  };

  /** Set anew at every change of what the controller holds. */
  declare settings: CommentThreadSettings;

  readonly list = new ThreadList(this);
  /** Undefined until a reader has come to some comment. */
  conduct: ThreadConduct | undefined;

  #look: ItemLook | undefined;
  #htmlNodes: HtmlNodes | undefined;
  /** True once the comments have been drawn to their end: what stands below would move while they are. */
  #isDrawn = false;
  /** What the drawing shows that is done, or under way. */
  #drawn: readonly unknown[] = [];
  /** What was there when the reader asked for more: they go on at what is not among it. */
  #known: readonly CommentData[] | undefined;
  /** The one that a link led to. */
  #target: CommentItem | undefined;
  /** The comment that the focus goes to once it is drawn, and what is told whether it did. */
  #wanted: { readonly id: string; readonly isTarget: boolean; readonly tell: () => void } | undefined;
  /** What was pressed last while the code for it was on its way. */
  #lastCall: object | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    const prepare = () => void (this.conduct ?? this.#loadConduct().catch(() => undefined));
    this.addEventListener('pointerover', prepare, { once: true });
    this.addEventListener('focusin', prepare);
    // One for all comments: at ten thousand, listeners of their own at each button are megabytes.
    this.addEventListener('click', ({ target }) => this.#press(target as Element));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, threadStyles);
    this.#clock = setInterval(() => void this.#retime(), tick);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.list.stop();
    this.#drawn = [];
    clearInterval(this.#clock);
  }

  /**
   * Moves the focus to a comment that the controller has, once it is drawn; what is folded over it is opened.
   * @param isTarget true where the reader came for it: it is shown as such
   * @returns false when it is not there
   */
  async focusComment(id: string, isTarget = false): Promise<boolean> {
    const controller = this.settings.controller!;
    const comment = controller.find(id);
    if (!comment) return false;
    for (let above = comment.parentId; above !== null; above = controller.find(above)?.parentId ?? null)
      this.list.unfolded.add(above);
    this.#wanted?.tell();
    await new Promise<void>((tell) => {
      this.#wanted = { id, isTarget, tell };
      this.requestUpdate();
    });
    return true;
  }

  /** Leads the reader to a comment that they came for, on whatever page of the thread it is. */
  async lead(id: string): Promise<void> {
    if (await this.settings.controller!.seek(id)) await this.focusComment(id, true);
  }

  /**
   * Opens the form that answers a comment, on whatever page of the thread that is.
   * @returns false where nobody can answer it here
   */
  async reply(id: string): Promise<boolean> {
    if (!(await this.settings.controller!.seek(id)) || !(await this.focusComment(id))) return false;
    const item = this.list.items.find(({ comment }) => comment.id === id);
    if (!item?.look.reply || item.comment.status !== 'published') return false;
    await this.act(item, (conduct) => conduct.start(item, 'reply'));
    return item.act === 'reply';
  }

  /** Does something at a comment. Where the code for that does not come, the button that asked for it can be pressed again. */
  async act(item: CommentItem, act: (conduct: ThreadConduct) => Promise<void>): Promise<void> {
    // Nothing comes between a press and what it does, or some browsers would not let it copy.
    if (this.conduct) return act(this.conduct);
    const call = (this.#lastCall = {});
    item.failure = undefined;
    const root = this.getRootNode() as ShadowRoot;
    const { activeElement } = root;
    const conduct = await this.#loadConduct().catch((error: unknown) => {
      item.failure = this.settings.messages.errors.network;
      emit(item, 'comment-error', { error: error as CommentError });
    });
    // Who has pressed something else meanwhile, or gone elsewhere, is left there; and so is a comment that is gone.
    const isAwaited = call === this.#lastCall && item.isConnected && root.activeElement === activeElement;
    if (isAwaited && conduct) await act(conduct);
  }

  dress(item: CommentItem, { comment, answers }: Branch): void {
    item.look = this.#look!;
    item.comment = comment;
    item.answers = answers;
  }

  placed(item: CommentItem): void {
    const wanted = this.#wanted;
    if (item.comment.id !== wanted?.id) return;
    this.#wanted = undefined;
    if (this.#target) this.#target.isTarget = false;
    if (wanted.isTarget) (this.#target = item).isTarget = true;
    void item.updateComplete.then(() => {
      item.focus();
      wanted.tell();
    });
  }

  unfoldText(hidden: number): string {
    return this.settings.messages.replies(hidden);
  }

  unfold({ comment: { id, moreReplies }, replies }: Branch): void {
    const controller = this.settings.controller!;
    const folded = replies.find(({ comment }) => !this.list.has(comment.id));
    this.list.unfolded.add(id);
    if (folded) void this.focusComment(folded.comment.id);
    if (!moreReplies) return;
    if (!folded) this.#known = controller.comments;
    void controller.loadReplies(id);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override shouldUpdate(): boolean {
    return !!this.settings?.controller;
  }

  protected override updated(): void {
    const { comments, rules, status } = this.settings.controller!;
    this.#isDrawn &&= comments.length > 0;
    if (!this.#htmlNodes && comments.some(({ content }) => content.format === 'html')) return void this.#loadHtml();
    this.#look = itemLook(this.settings, this.#htmlNodes, this.#look);
    const shown = [comments, rules, this.#look];
    if (this.#wanted || shown.some((one, index) => one !== this.#drawn[index])) void this.#draw(shown);
    // Settings of the form above are those of replies, too.
    this.conduct?.renewForms();
    if (status === 'ready') this.#goOn(comments);
  }

  protected override render(): TemplateResult {
    const { messages, controller, headingLevel, backToTop } = this.settings;
    const { comments, status, total, hasMore, hasEarlier, error, newCount, canPost, rules } = controller!;
    const isShown = status === 'ready' || comments.length > 0;
    const isLoading = status === 'loading';
    const isSettled = this.#isDrawn || !comments.length;
    const left = hasMore ? Math.max(0, total - comments.length) : 0;
    const button = (text: string, load: () => Promise<void>) =>
      html`<button part="retry" aria-disabled=${isLoading} @click=${() => this.#load(load)}>${text}</button>`;
    return html`${
        isShown
          ? html`<div part="head">
              <h2 part="title count" aria-level=${headingLevel} tabindex="-1">
                ${messages.count(Math.max(total, comments.length))}
              </h2>
              ${orderChoice(this.settings)}
            </div>`
          : html`<slot name="thread"></slot>`
      }
      <div part="news" role="status">
        ${newCount ? html`<button part="submit" @click=${this.#showNews}><span>${messages.news(newCount)}</span></button>` : nothing}
      </div>
      ${hasEarlier ? button(messages.earlier, () => controller!.loadEarlier()) : nothing}
      <div part="lists"></div>
      ${isShown && !comments.length && canPost && rules.open ? html`<p part="muted">${messages.empty}</p>` : nothing}
      <p part="muted" role="status">${isLoading ? messages.loading : nothing}</p>
      <span class="unseen" role="status">${this.conduct?.notice}</span>
      ${status === 'failed' ? html`<p part="message" role="alert">${messages.unread}</p>` : nothing}
      ${
        isSettled && (error || hasMore)
          ? button(error ? messages.retry : messages.more(left), () =>
              error ? controller!.again() : controller!.load(),
            )
          : nothing
      }
      ${
        isSettled && backToTop && isShown && !isLoading
          ? html`<a part="back-to-top" href="#top" @click=${goToTop}>${messages.backToTop}</a>`
          : nothing
      }`;
  }

  #press(target: Element): void {
    const button = target.closest<HTMLElement>('[data-act]');
    const item = button?.closest('comment-item');
    if (!item) return;
    const act = button!.dataset['act'] as Act | Press | 'date';
    // The date is a link to the comment, and says more when it is followed.
    if (act === 'date') item.isDateWhole = !item.isDateWhole;
    else void this.act(item, (conduct) => conduct.press(item, act));
  }

  async #loadConduct(): Promise<ThreadConduct> {
    const { ThreadConduct } = await import('./thread-conduct.js').catch(notLoaded);
    return (this.conduct ??= new ThreadConduct(this));
  }

  /** The code for HTML comes with the first comment that is some, which waits for it. Where it does not come, the words are shown. */
  async #loadHtml(): Promise<void> {
    this.#htmlNodes = await import('./content.js').then(
      ({ contentNodes }) => contentNodes,
      () => wordNodes,
    );
    this.requestUpdate();
  }

  async #draw(shown: readonly unknown[]): Promise<void> {
    const controller = this.settings.controller!;
    this.#drawn = shown;
    const isWhole = await this.list.draw(this.querySelector('[part="lists"]')!, () => controller.branches);
    if (this.#isDrawn || !isWhole || !controller.comments.length) return;
    this.#isDrawn = true;
    this.requestUpdate();
  }

  #load(load: () => Promise<void>): void {
    const { status, comments } = this.settings.controller!;
    if (status === 'loading') return;
    this.#known = comments;
    void load();
  }

  /** To the first comment that was not there when the reader asked; a reader who has gone elsewhere meanwhile is left there. */
  #goOn(comments: readonly CommentData[]): void {
    if (!this.#known) return;
    const known = byId(this.#known);
    this.#known = undefined;
    const { activeElement } = this.getRootNode() as Document | ShadowRoot;
    if (activeElement?.matches('button') || document.activeElement === document.body) {
      const first = comments.find(({ id }) => !known.has(id));
      if (first) void this.focusComment(first.id);
      else this.querySelector('h2')?.focus();
    }
  }

  #showNews(): void {
    const first = this.settings.controller!.showNews();
    if (first !== undefined) void this.focusComment(first);
  }

  async #retime(): Promise<void> {
    const since = new Date(Date.now() - recent);
    const isRecent = ({ comment: { createdAt } }: CommentItem) => createdAt && createdAt > since;
    if (!document.hidden) await inSlices(this.list.items.filter(isRecent), (item) => item.requestUpdate());
  }
}
