import { LitElement, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CommentData, Content } from '../core/comment.js';
import { textNodes } from './content-text.js';
import type { CommentThread } from './comment-thread.js';
import type { ItemLook } from './item-look.js';
import type { PanelAct } from './panel-template.js';

/** What the reader is doing to a comment. */
export type Act = 'reply' | PanelAct;

/** What a press does that opens nothing. */
export type Press = 'copy' | 'up' | 'down';

declare global {
  interface HTMLElementTagNameMap {
    'comment-item': CommentItem;
  }
}

/**
 * One comment: what it says, of whom, and what may be done to it. What stands below it is the thread's to place.
 * It renders into the shadow root that it stands in, like the thread.
 */
export class CommentItem extends LitElement {
  static override properties: PropertyDeclarations = {
    comment: { attribute: false },
    answers: { attribute: false },
    look: { attribute: false },
    act: { attribute: false },
    failure: { attribute: false },
    notice: { attribute: false },
    isTarget: { attribute: false },
    isDateWhole: { attribute: false },
  };

  declare comment: CommentData;
  /** The comment it answers, where it does not stand right under that. */
  declare answers: CommentData | undefined;
  /** The same for all comments of a thread. */
  declare look: ItemLook;
  declare act: Act | undefined;
  /** Why the last act came to nothing. */
  declare failure: string | undefined;
  /** What has just been done to it. */
  declare notice: string | undefined;
  /** Whether the reader followed a link to it. */
  declare isTarget: boolean | undefined;
  declare isDateWhole: boolean | undefined;

  #hasForm = false;
  #content: Content | undefined;
  #body: DocumentFragment | undefined;

  /** The name to show. */
  get author(): string {
    return this.comment.author.name || this.look.messages.anonymous;
  }

  get #thread(): CommentThread {
    return this.closest<CommentThread>('comment-thread')!;
  }

  /** Moves the focus to the comment as a whole, and keeps it in the window for a few frames. */
  override focus(): void {
    const article = this.querySelector('article')!;
    let frames = 6;
    // What is drawn around it only now, because it is in the window, is not as high as was guessed.
    const keepInSight = () => {
      article.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      if (frames--) requestAnimationFrame(keepInSight);
    };
    article.focus();
    keepInSight();
  }

  /** Renders now what would be rendered later: whoever draws many counts the time of each. */
  draw(): void {
    if (this.isUpdatePending) this.performUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { comment, look, answers } = this;
    const { messages } = look;
    const { id, status, lang } = comment;
    const body =
      status === 'deleted'
        ? html`<p part="muted">${messages.deleted}</p>`
        : html`${this.#renderMeta()}
            ${
              answers
                ? html`<a part="answers muted" href="#comment-${answers.id}"
                    >${messages.answers(answers.author.name || messages.anonymous)}</a
                  >`
                : nothing
            }
            <div part="body" dir="auto" lang=${lang ?? nothing}>${this.#renderBody()}</div>
            ${this.#renderActs()}`;
    const part = this.isTarget ? 'comment target' : 'comment';
    return html`<article id="comment-${id}" part=${part} tabindex="-1">${body}</article>`;
  }

  #renderMeta(): TemplateResult {
    const { comment, look, author: name } = this;
    const { messages, avatars } = look;
    const { id, author, createdAt, editedAt, status, isPinned } = comment;
    const badge = (text: string) => html`<span part="badge" .textContent=${text}></span>`;
    const picture =
      avatars && author.avatar
        ? html`<img part="avatar" src=${author.avatar} alt="" loading="lazy" referrerpolicy="no-referrer" />`
        : html`<span part="avatar" aria-hidden="true" .textContent=${initials(name)}></span>`;
    const isLink = /^https?:/i.test(author.url ?? '');
    // A text that is all of an element is a property of it: among the nodes it would have a place of its own, and be three of them.
    return html`<header part="meta">
      ${picture}${
        isLink
          ? html`<bdi part="author"><a href=${author.url!} rel="ugc nofollow noopener">${name}</a></bdi>`
          : html`<bdi part="author" .textContent=${name}></bdi>`
      }${author.isStaff ? badge(messages.staff) : nothing}${isPinned ? badge(messages.pinned) : nothing}${
        createdAt
          ? html`<a part="permalink muted" href="#comment-${id}" data-act="date"
              ><time
                datetime=${createdAt.toISOString()}
                .textContent=${this.isDateWhole ? messages.date(createdAt) : messages.ago(createdAt)}
              ></time
            ></a>`
          : nothing
      }${editedAt ? html`<span part="muted" .textContent=${messages.edited}></span>` : nothing}${
        status === 'pending' ? badge(messages.awaiting) : nothing
      }
    </header>`;
  }

  /** Made once for what it says: whoever reads or marks a text shall not have it changed under the eyes. */
  #renderBody(): DocumentFragment {
    const { content } = this.comment;
    const { images, htmlNodes } = this.look;
    if (content !== this.#content)
      this.#body = content.format === 'html' ? htmlNodes!(content, { images }) : textNodes(content.value);
    this.#content = content;
    return this.#body!;
  }

  #renderActs(): TemplateResult {
    const { comment, look, act: open, author } = this;
    const { messages } = look;
    const { status, score, editableUntil } = comment;
    const isOwn = !!editableUntil && editableUntil.getTime() > Date.now();
    const isPublished = status === 'published';
    const button = (act: Act | Press, text: string, label = messages.act(text, author)) =>
      html`<button
        type="button"
        part="act"
        data-act=${act}
        aria-label=${label}
        aria-expanded=${act === 'copy' ? nothing : open === act}
        .textContent=${text}
      ></button>`;
    this.#hasForm ||= open === 'reply';
    return html`<div part="acts">
        ${isPublished && score !== undefined ? this.#renderVotes(score, isOwn) : nothing}${
          isPublished && look.reply ? button('reply', messages.reply, messages.replyTo(author)) : nothing
        }${
          isOwn
            ? html`${look.edit ? button('edit', messages.edit) : nothing}${
                look.remove ? button('remove', messages.remove) : nothing
              }`
            : isPublished && look.report
              ? button('report', messages.report)
              : nothing
        }${
          isPublished ? button('copy', messages.copyLink) : nothing
        }${this.notice ? html`<span part="muted" aria-hidden="true">${this.notice}</span>` : nothing}
      </div>
      ${this.failure || open || this.#hasForm ? this.#renderOpen() : nothing}`;
  }

  /** What an act needs, and why it came to nothing. */
  #renderOpen(): TemplateResult {
    const { act, failure } = this;
    const conduct = this.#thread.conduct!;
    return html`${failure ? html`<p part="comment-error" class="comment-error" role="alert">${failure}</p>` : nothing}
    ${act && act !== 'reply' ? conduct.renderPanel(this, act) : nothing}
    ${
      this.#hasForm
        ? html`<comment-form
            part="form"
            ?hidden=${act !== 'reply'}
            .settings=${conduct.replySettings(this)}
          ></comment-form>`
        : nothing
    }`;
  }

  #renderVotes(score: number, isOwn: boolean): TemplateResult {
    const { look, comment, author } = this;
    const { messages } = look;
    const given = this.#thread.settings.controller!.voteOn(comment.id);
    const canVote = look.vote && !isOwn;
    const button = (value: -1 | 1, text: string) =>
      html`<button
        type="button"
        part="act vote"
        data-act=${value < 0 ? 'down' : 'up'}
        aria-label=${messages.act(text, author)}
        aria-pressed=${given === value}
        .textContent=${text}
      ></button>`;
    return html`${canVote ? button(1, messages.like) : nothing}
    ${score ? html`<span part="score muted" .textContent=${messages.score(score)}></span>` : nothing}
    ${canVote && look.dislike ? button(-1, messages.dislike) : nothing}`;
  }
}

/** The first letters of the first and the last word: drawn here, where others ask a third party for a picture. */
function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? ['?'];
  const letters = words.length > 1 ? [words[0], words.at(-1)!] : words;
  return letters
    .map(([letter]) => letter)
    .join('')
    .toUpperCase();
}
