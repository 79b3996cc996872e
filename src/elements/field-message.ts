import type { Field } from '../controllers/form-fields.js';

let created = 0;

/** The message under each field that ever had one. */
const messages = new WeakMap<Field, HTMLElement>();

/** A message that the server put under its field is taken over, so that it goes when it is no longer true. */
function findMessage(field: Field): HTMLElement | undefined {
  const root = field.getRootNode() as Document | ShadowRoot;
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ');
  return (
    ids.map((id) => root.getElementById(id)).find((node) => node?.classList.contains('comment-error')) ?? undefined
  );
}

function createMessage(field: Field): HTMLElement {
  const message = document.createElement('p');
  message.id = `comment-error-${++created}`;
  message.setAttribute('part', (message.className = 'comment-error'));
  field.after(message);
  field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${message.id}`.trim());
  return message;
}

/**
 * Says under a field what is wrong with it, and to assistive tools that it is (RGAA 11.10, 11.11).
 * One way for our form and the page's: the fields are ordinary nodes, wherever they stand.
 * @param text `''` when all is well
 * @param remedy makes the text an offer to press, not a complaint
 */
export function showMessage(field: Field, text: string, remedy?: () => void): void {
  let message = messages.get(field);
  if (!message) {
    if (!text) return;
    messages.set(field, (message = findMessage(field) ?? createMessage(field)));
  }
  field.ariaInvalid = text && !remedy ? 'true' : null;
  if (message.textContent === text) return;
  message.textContent = text;
  message.classList.toggle('comment-suggestion', !!remedy);
  if (!remedy) return;
  const offer = document.createElement('button');
  offer.type = 'button';
  offer.textContent = text;
  offer.onclick = remedy;
  message.replaceChildren(offer);
}
