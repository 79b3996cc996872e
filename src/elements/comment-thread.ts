import { LitElement, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { ThreadController } from '../controllers/thread-controller.js';
import type { CommentData } from '../core/comment.js';
import type { Messages } from '../locales/fr.js';
import { goToTop } from './back-to-top.js';
import { threadStyles } from './styles/thread.js';

/** Comes with the element: neither is of use without the other. */
export { ThreadController };

export interface CommentThreadSettings {
  readonly messages: Messages;
  /** Undefined until its chunk is there. */
  readonly controller: ThreadController | undefined;
  readonly headingLevel: number;
  /** Whether "Retour en haut" stands at the foot. */
  readonly backToTop: boolean | null | undefined;
}

/**
 * The comments of a thread. What the server put into the page's `thread` slot is shown until there is something better.
 * It renders into the shadow root that it stands in, like the form.
 */
export class CommentThread extends LitElement {
  static override properties: PropertyDeclarations = {
    settings: { attribute: false },
  };

  /** Set anew at every change of what the controller holds. */
  declare settings: CommentThreadSettings;

  /** What the button took from the reader: where to go on once more is there. */
  #goOnAt: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode() as Document | ShadowRoot;
    const sheet = threadStyles.styleSheet!;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }

  /**
   * Moves the focus to a comment.
   * @returns false when it is not shown
   */
  async focusComment(id: string): Promise<boolean> {
    await this.updateComplete;
    const shown = this.querySelector<HTMLElement>(`#${CSS.escape(`comment-${id}`)}`);
    shown?.focus();
    return !!shown;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override shouldUpdate(): boolean {
    return !!this.settings?.controller;
  }

  protected override updated(): void {
    if (this.#goOnAt === undefined || this.settings.controller!.status !== 'ready') return;
    const { activeElement } = this.getRootNode() as Document | ShadowRoot;
    // A reader who has gone elsewhere meanwhile is left there.
    if (activeElement?.matches('[part="retry"]') || document.activeElement === document.body)
      (this.querySelectorAll('article')[this.#goOnAt] ?? this.querySelector('h2'))?.focus();
    this.#goOnAt = undefined;
  }

  protected override render(): TemplateResult {
    const { messages, controller, headingLevel, backToTop } = this.settings;
    const { comments, status, total, hasMore, error } = controller!;
    const count = messages.count(Math.max(total, comments.length));
    const loading = status === 'loading' ? messages.loading : nothing;
    return html`${
        status === 'ready' || comments.length
          ? html`<h2 part="title count" aria-level=${headingLevel} tabindex="-1">${count}</h2>
              ${
                comments.length
                  ? html`<ol part="list">
                      ${comments.map((comment) => this.#renderComment(comment))}
                    </ol>`
                  : html`<p part="muted">${messages.empty}</p>`
              }`
          : html`<slot name="thread"></slot>`
      }
      <p part="muted" role="status">${loading}</p>
      ${status === 'failed' ? html`<p role="alert">${messages.unread}</p>` : nothing}
      ${
        error || hasMore
          ? html`<button type="button" part="retry" aria-disabled=${status === 'loading'} @click=${this.#load}>
              ${error ? messages.retry : messages.more}
            </button>`
          : nothing
      }
      ${
        backToTop && status !== 'loading'
          ? html`<a part="back-to-top" href="#top" @click=${goToTop}>${messages.backToTop}</a>`
          : nothing
      }`;
  }

  #renderComment({ id, author, content, createdAt, status }: CommentData) {
    const { messages } = this.settings;
    const name = author.name || messages.anonymous;
    const isLink = /^https?:/i.test(author.url ?? '');
    return html`<li>
      <article id="comment-${id}" part="comment" tabindex="-1">
        <p part="meta">
          <bdi part="author">
            ${isLink ? html`<a href=${author.url!} rel="ugc nofollow noopener">${name}</a>` : name}
          </bdi>
          ${
            createdAt
              ? html`<time part="muted" datetime=${createdAt.toISOString()}>${messages.date(createdAt)}</time>`
              : nothing
          }
          ${status === 'pending' ? html`<span part="muted badge">${messages.awaiting}</span>` : nothing}
        </p>
        <p part="body" dir="auto">${content.value}</p>
      </article>
    </li>`;
  }

  #load(): void {
    const controller = this.settings.controller!;
    if (controller.status === 'loading') return;
    this.#goOnAt = controller.comments.length;
    void controller.load();
  }
}
