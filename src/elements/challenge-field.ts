import type { Challenge } from '../core/errors.js';
import type { WritingWords } from '../locales/fr/writing.js';

/**
 * Asks for the text in a picture, in the form itself: what is read there goes with the next send, like any input that the page has
 * added. These are ordinary nodes, so that a form of the page's has them, too.
 * @param challenge undefined where there is none any more
 */
export function showChallenge(
  form: HTMLFormElement,
  challenge: Challenge | undefined,
  { captcha }: WritingWords,
): void {
  form.querySelector('[part="challenge"]')?.remove();
  if (!challenge) return;
  const row = document.createElement('label');
  row.part.add('challenge');
  const label = document.createElement('span');
  label.part.add('label');
  const mark = document.createElement('span');
  mark.part.add('required');
  mark.append('*');
  label.append(`${captcha.label} `, mark);
  const input = document.createElement('input');
  Object.assign(input, { name: 'captcha', autocomplete: 'off', spellcheck: false, required: true });
  input.part.add('input');
  const picture = document.createElement('img');
  // RGAA 1.4: what it is and what it is for, not what it says.
  Object.assign(picture, { src: challenge.image, alt: captcha.picture });
  row.append(label, picture, input);
  const submit = form.querySelector('[type="submit"], button:not([type])');
  // Above the button, and whatever stands in a row with it.
  const end = submit?.closest('form > *') ?? null;
  form.insertBefore(row, end);
  input.focus();
}
