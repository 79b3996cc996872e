import type { Field } from '../controllers/form-fields.js';

let created = 0;

/** The message under each field that ever had one. */
const messages = new WeakMap<Field, HTMLElement>();

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
    message = document.createElement('p');
    message.id = `comment-error-${++created}`;
    message.setAttribute('part', (message.className = 'comment-error'));
    field.after(message);
    messages.set(field, message);
    field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${message.id}`.trim());
  }
  field.ariaInvalid = text && !remedy ? 'true' : null;
  if (message.textContent === text) return;
  message.textContent = text;
  if (!remedy) return;
  const offer = document.createElement('button');
  offer.type = 'button';
  offer.textContent = text;
  offer.onclick = remedy;
  message.replaceChildren(offer);
}
