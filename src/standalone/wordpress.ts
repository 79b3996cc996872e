import { registerAdapter } from '../adapters/registry.js';
import { wordpressForm } from '../adapters/wordpress-form.js';
import { findField, readExtra } from '../controllers/form-fields.js';
import '../define.js';
import type { CommentWidget } from '../elements/comment-widget.js';

export { registerAdapter } from '../adapters/registry.js';
export { CommentError } from '../core/errors.js';
export { defaultRules } from '../core/rules.js';
export { registerLocale } from '../locales/registry.js';

registerAdapter('wordpress-form', () => wordpressForm);

/** What themes call the parts of a thread: classic ones since 2010, and those made of blocks. */
const threadParts = [
  '.comments-title',
  '.wp-block-comments-title',
  '.comment-list',
  '.commentlist',
  '.wp-block-comment-template',
  '.comment-navigation',
  '.comments-pagination',
  '.wp-block-comments-pagination',
  '.no-comments',
].join();

const form = document.querySelector<HTMLFormElement>('form#commentform, form[action*="wp-comments-post.php"]');
// Where one may not comment, there is none: everything stays as the theme has it.
if (form && findField(form, 'body') && valueOf(form, 'comment_post_ID')) adopt(form);

/** Puts a widget around the form and the thread of the theme, in their place, with all that plug-ins have put into the form. */
function adopt(form: HTMLFormElement): void {
  const area = form.closest('#comments, .comments-area, .wp-block-comments, .wp-block-post-comments');
  const respond = form.closest<HTMLElement>('.comment-respond') ?? form;
  const parts = [...(area ?? document).querySelectorAll<HTMLElement>(threadParts)].filter(
    (part) => !part.parentElement!.closest(threadParts) && !part.contains(form),
  );
  // One that is in the page already has the settings that its owner gave it.
  const widget = document.querySelector('comment-widget') ?? document.createElement('comment-widget');
  const [first = respond] = parts;
  const isFormLast = first === respond || !!(first.compareDocumentPosition(respond) & Node.DOCUMENT_POSITION_FOLLOWING);
  const settings = {
    backend: 'wordpress-form',
    thread: valueOf(form, 'comment_post_ID'),
    // The server has shown a thread: ours is read when somebody comes near it.
    loading: 'lazy',
    'data-identity': identityOf(form),
    ...(isFormLast && { 'form-last': '' }),
    // A site with answers has links to them.
    ...(parts.length && !document.querySelector('.comment-reply-link') && { 'data-depth': '0' }),
  };
  for (const [name, value] of Object.entries(settings))
    if (!widget.hasAttribute(name)) widget.setAttribute(name, value);

  const focused = document.activeElement;
  (isFormLast ? first : respond).before(widget);
  for (const part of parts) take(widget, part, 'thread');
  take(widget, respond, 'form');
  // Where the browser lets go of what is moved.
  if (focused instanceof HTMLElement && form.contains(focused)) focused.focus({ preventScroll: true });

  // The form of an answer is not the theme's, and the same plug-ins look at it.
  widget.addEventListener('comment-submit', ({ detail: { extra } }) => {
    for (const [name, value] of Object.entries(readExtra(form))) extra[name] ??= value;
  });
  widget.addEventListener('comment-posted', () => answerIn(form, '0'));
  // Before the theme's script, which would move the form.
  document.addEventListener('click', (event) => void follow(event, widget, form), true);
}

/** Within the page where the browser can: what is typed, focused and framed there stays as it is. */
function take(widget: CommentWidget, part: HTMLElement, slot: string): void {
  part.slot = slot;
  const { moveBefore } = widget as { moveBefore?: (node: Node, before: null) => void };
  if (moveBefore) moveBefore.call(widget, part, null);
  else widget.append(part);
}

/** "Répondre" of the theme opens our form; where our thread cannot be read, it makes the theme's form one that answers. */
async function follow(event: MouseEvent, widget: CommentWidget, form: HTMLFormElement): Promise<void> {
  const { target, ctrlKey, metaKey, shiftKey } = event;
  if (!(target instanceof Element) || !widget.contains(target) || ctrlKey || metaKey || shiftKey) return;
  const link = target.closest<HTMLElement>('.comment-reply-link, #cancel-comment-reply-link');
  if (!link) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { commentid = '0', replyto } = link.dataset;
  if (commentid !== '0' && (await widget.reply(commentid))) return;
  answerIn(form, commentid, replyto);
  findField(form, 'body')!.focus();
}

const titles = new WeakMap<HTMLFormElement, string | null>();

/** @param id of the comment answered; 0 for none */
function answerIn(form: HTMLFormElement, id: string, replyTo?: string): void {
  const parent = findField(form, 'parent');
  const title = document.querySelector('#reply-title, .comment-reply-title')?.firstChild;
  const cancel = document.querySelector<HTMLElement>('#cancel-comment-reply-link');
  if (!parent || (parent.value === '0' && id === '0')) return;
  parent.value = id;
  if (cancel) cancel.style.display = id === '0' ? 'none' : '';
  if (!(title instanceof Text)) return;
  if (!titles.has(form)) titles.set(form, title.data);
  title.data = (id !== '0' && replyTo) || titles.get(form)!;
}

/** Of a reader who is signed in, a theme asks nothing; of others, what its settings and its author want. */
function identityOf(form: HTMLFormElement): string {
  const fields = [findField(form, 'name'), findField(form, 'email')].filter((field) => field !== undefined);
  if (!fields.length) return 'none';
  return fields.length === 2 && fields.every(({ required }) => required) ? 'required' : 'optional';
}

function valueOf(form: HTMLFormElement, name: string): string {
  return (form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? '';
}
