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

  #content: Content | undefined;

  /** The name to show. */
  get author(): string {
    return this.comment.author.name || this.look.messages.anonymous;
  }

  /** Null once it is out of the page, where what was done to it may still be told. */
  get #thread(): CommentThread | null {
    return this.closest<CommentThread>('comment-thread');
  }

  /** Moves the focus to the comment as a whole, and keeps it in the window for a few frames. */
  override focus(): void {
    const article = this.querySelector('article')!;
    let frames = 6;
    // What is drawn around it only now, because it is in the window, is not as high as was guessed.
    const keepInSight = () => {
      // To the upper edge, as a link would: who goes on reads what stands below. What is in the window already stays where it is.
      const isBelow = article.getBoundingClientRect().top > innerHeight;
      article.scrollIntoView({ block: isBelow ? 'start' : 'nearest', behavior: 'instant' });
      if (frames--) requestAnimationFrame(keepInSight);
    };
    article.focus({ preventScroll: true });
    keepInSight();
  }

  /** Renders now what would be rendered later: whoever draws many counts the time of each. */
  draw(): void {
    if (this.isUpdatePending) this.performUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Made once for what it says: whoever reads or marks a text shall not have it changed under the eyes. */
  protected override updated(): void {
    const {
      comment: { content },
      look,
    } = this;
    const body = this.querySelector('[part="body"]');
    if (!body || (content === this.#content && body.firstChild)) return;
    this.#content = content;
    body.replaceChildren(content.format === 'html' ? look.htmlNodes!(content, look) : textNodes(content.value));
  }

  protected override render(): TemplateResult {
    const { comment, look, failure } = this;
    const text = comment.status === 'deleted' ? html`<p part="muted">${look.messages.deleted}</p>` : this.#renderText();
    return html`<article id="comment-${comment.id}" part=${this.isTarget ? 'comment target' : 'comment'} tabindex="-1">
      ${text}${
        failure ? html`<p part="comment-error" class="comment-error" role="alert">${failure}</p>` : nothing
      }${this.#thread?.conduct?.renderOpen(this) ?? nothing}
    </article>`;
  }

  /** A place among the nodes is three objects, and there may be ten thousand comments: what is all of an element is its property. */
  #renderText(): TemplateResult {
    const { comment, look, answers, notice, author: name } = this;
    const { messages } = look;
    const { id, author, createdAt, editedAt, editableUntil, lang, status } = comment;
    const isOwn = !!editableUntil && editableUntil > new Date();
    const isPublished = status === 'published';
    const score = isPublished ? comment.score : undefined;
    const canVote = score !== undefined && look.vote && !isOwn;
    const button = (can: boolean, act: Act | Press, text: string, label = messages.act(text, name)) =>
      can
        ? html`<button
            part="act"
            data-act=${act}
            aria-label=${label}
            aria-expanded=${act === 'copy' ? nothing : this.act === act}
            .textContent=${text}
          ></button>`
        : nothing;
    const vote = (can: boolean, value: -1 | 1, text: string) =>
      can
        ? html`<button
            part="act vote"
            data-act=${value < 0 ? 'down' : 'up'}
            aria-label=${messages.act(text, name)}
            aria-pressed=${this.#thread?.settings.controller!.voteOn(id) === value}
            .textContent=${text}
          ></button>`
        : nothing;
    return html`<header part="meta">
        ${
          look.avatars && author.avatar
            ? html`<img part="avatar" src=${author.avatar} alt="" loading="lazy" referrerpolicy="no-referrer" />`
            : html`<span part="avatar" aria-hidden="true" .textContent=${initials(name)}></span>`
        }<bdi part="author"
          >${
            /^https?:/i.test(author.url ?? '')
              ? html`<a href=${author.url!} rel="ugc nofollow noopener">${name}</a>`
              : name
          }</bdi
        >${badges(author.isStaff && messages.staff, comment.isPinned && messages.pinned)}${
          createdAt
            ? html`<a part="permalink muted" href="#comment-${id}" data-act="date"
                ><time
                  datetime=${createdAt.toISOString()}
                  .textContent=${this.isDateWhole ? messages.date(createdAt) : messages.ago(createdAt)}
                ></time
              ></a>`
            : nothing
        }${editedAt ? html`<span part="muted" .textContent=${messages.edited}></span>` : nothing}${badges(status === 'pending' && messages.awaiting)}
      </header>
      ${
        answers
          ? html`<a part="answers muted" href="#comment-${answers.id}"
              >${messages.answers(answers.author.name || messages.anonymous)}</a
            >`
          : nothing
      }
      <div part="body" dir="auto" lang=${lang ?? nothing}></div>
      <div part="acts">
        ${vote(canVote, 1, messages.like)}${
          score ? html`<span part="score muted" .textContent=${messages.score(score)}></span>` : nothing
        }${vote(canVote && look.dislike, -1, messages.dislike)}${button(
          isPublished && look.reply,
          'reply',
          messages.reply,
          messages.replyTo(name),
        )}${button(isOwn && look.edit, 'edit', messages.edit)}${
          isOwn
            ? button(look.remove, 'remove', messages.remove)
            : button(isPublished && look.report, 'report', messages.report)
        }${button(isPublished, 'copy', messages.copyLink)}${
          notice ? html`<span part="muted" aria-hidden="true" .textContent=${notice}></span>` : nothing
        }
      </div>`;
  }
}

/** What is said of a comment beside its author and its date. */
function badges(...texts: readonly (string | false | undefined)[]): TemplateResult[] | typeof nothing {
  const said = texts.filter(Boolean).map((text) => html`<span part="badge" .textContent=${text}></span>`);
  return said.length ? said : nothing;
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
