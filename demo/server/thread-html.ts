import { commentRules } from './comment-rules.ts';
import type { PublicComment } from './comment-store.ts';
import { html, type Html } from './html.ts';

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
    replies.set(place.under, [...(replies.get(place.under) ?? []), comment]);
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

function authorHtml({ name, url }: PublicComment['author']): Html {
  if (!url) return html`<bdi>${name}</bdi>`;
  return html`<a href="${url}" rel="ugc nofollow noopener"><bdi>${name}</bdi></a>`;
}

function itemHtml({ id, author, content, createdAt }: PublicComment, replies: Replies, open: boolean): Html {
  const reply = html`<p class="comment-reply">
    <a href="?repondre=${id}#comment-form" rel="nofollow">Répondre à <bdi>${author.name}</bdi></a>
  </p>`;
  const nested = replies.has(id)
    ? html`<ol class="comment-replies">
        ${itemsHtml(id, replies, open)}
      </ol>`
    : undefined;
  return html`
    <li id="comment-${id}" class="comment">
      <article>
        <header class="comment-header">
          <b class="comment-author">${authorHtml(author)}</b>
          <a class="comment-date" href="#comment-${id}"
            ><time datetime="${createdAt}">${date.format(new Date(createdAt))}</time></a
          >
        </header>
        <div class="comment-body" dir="auto">${paragraphs(content.value)}</div>
        ${open ? reply : undefined}
      </article>
      ${nested}
    </li>
  `;
}

function itemsHtml(under: string | null, replies: Replies, open: boolean): Html[] {
  return (replies.get(under) ?? []).map((comment) => itemHtml(comment, replies, open));
}

/**
 * A whole thread as the page has it before any script, for the `thread` slot of the widget around it.
 * @param comments oldest first
 * @param open whether replies are taken
 */
export function threadHtml(comments: readonly PublicComment[], open: boolean): Html {
  if (comments.length === 0) return html`<p slot="thread" class="comments-empty">Aucun commentaire.</p>`;
  return html`<ol slot="thread" class="comments">
    ${itemsHtml(null, nest(comments), open)}
  </ol>`;
}
