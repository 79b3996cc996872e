import { commentRules } from './comment-rules.ts';
import { html, type Html } from './html.ts';
import type { PublicComment } from './public-comment.ts';

const date = new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' });

type Replies = ReadonlyMap<string | null, readonly PublicComment[]>;

/** Finds what stands under what. A reply deeper than the rules allow stands beside the comment it answers. */
function nest(comments: readonly PublicComment[]): Replies {
  const top = { under: null, depth: 0 };
  const places = new Map<string | null, { under: string | null; depth: number }>();
  const replies = new Map<string | null, PublicComment[]>();
  for (const comment of comments) {
    const { id, parentId } = comment;
    const parent = places.get(parentId);
    let place = parent ?? top;
    if (parent && parent.depth < commentRules.replyDepth) place = { under: parentId, depth: parent.depth + 1 };
    places.set(id, place);
    const siblings = replies.get(place.under);
    if (siblings) siblings.push(comment);
    else replies.set(place.under, [comment]);
  }
  return replies;
}

/** Blank lines part paragraphs, other line ends stay line ends. */
function paragraphs(text: string): Html[] {
  const blocks = text.split(/(?:\r?\n[^\S\n]*){2,}/).filter((block) => block.trim());
  return blocks.map((block) => {
    const lines = block.split(/\r?\n/).map((line, index) => (index > 0 ? html`<br />${line}` : html`${line}`));
    return html`<p>${lines}</p>`;
  });
}

function authorHtml({ name, url, isStaff }: PublicComment['author']): Html {
  const author = html`<bdi>${name}</bdi>`;
  return html`<b class="comment-author"
      >${url ? html`<a href="${url}" rel="ugc nofollow noopener">${author}</a>` : author}</b
    >
    ${isStaff && html`<span class="comment-staff">Rédaction</span>`}`;
}

function articleHtml({ id, author, content, createdAt, ...comment }: PublicComment, isOpen: boolean): Html {
  if (comment.status === 'deleted') return html`<p class="comment-deleted">Commentaire supprimé.</p>`;
  const reply = html`<p class="comment-reply">
    <a href="?repondre=${id}#comment-form" rel="nofollow">Répondre à <bdi>${author.name}</bdi></a>
  </p>`;
  return html`
    <header class="comment-header">
      ${authorHtml(author)}
      <a class="comment-date" href="#comment-${id}"
        ><time datetime="${createdAt}">${date.format(new Date(createdAt))}</time></a
      >
      ${comment.editedAt !== undefined && html`<span class="comment-edited">modifié</span>`}
      ${comment.isPinned && html`<span class="comment-pinned">Épinglé</span>`}
    </header>
    <div class="comment-body" dir="auto" ${comment.lang !== undefined && html`lang="${comment.lang}"`}>
      ${paragraphs(content.value)}
    </div>
    ${isOpen && reply}
  `;
}

function itemHtml(comment: PublicComment, replies: Replies, isOpen: boolean): Html {
  const { id } = comment;
  const nested = html`<ol class="comment-replies">
    ${itemsHtml(id, replies, isOpen)}
  </ol>`;
  return html`
    <li id="comment-${id}" class="comment">
      <article>${articleHtml(comment, isOpen)}</article>
      ${replies.has(id) && nested}
    </li>
  `;
}

function itemsHtml(under: string | null, replies: Replies, isOpen: boolean): Html[] {
  return (replies.get(under) ?? []).map((comment) => itemHtml(comment, replies, isOpen));
}

export interface ThreadHtmlOptions {
  /** Whether replies are taken. */
  readonly isOpen: boolean;
  /** Whether there are more top-level comments than these. */
  readonly hasMore: boolean;
}

/**
 * A thread as the page has it before any script, for the `thread` slot of the widget around it.
 * @param comments in the order of the page, none before what it answers
 */
export function threadHtml(comments: readonly PublicComment[], { isOpen, hasMore }: ThreadHtmlOptions): Html {
  if (comments.length === 0) return html`<p slot="thread" class="comments-empty">Aucun commentaire.</p>`;
  const more = html`<p slot="thread" class="comments-more">
    <a href="?commentaires=tous" rel="nofollow">Tous les commentaires</a>
  </p>`;
  return html`<ol slot="thread" class="comments">
      ${itemsHtml(null, nest(comments), isOpen)}
    </ol>
    ${hasMore && more}`;
}
