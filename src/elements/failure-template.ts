import { html, nothing, type TemplateResult } from 'lit';
import type { FormController } from '../controllers/form-controller.js';
import type { WritingWords } from '../locales/fr/writing.js';
import type { CommentFormSettings } from './comment-form.js';

/**
 * What went wrong with a send, what to do, and the button that does it, where trying again makes sense.
 * Only the sentence is an alert: the seconds that go by would be read out one by one.
 */
export function failureTemplate(
  { error, canRetry, retryAt, secondsLeft }: FormController,
  { messages, loginUrl }: CommentFormSettings,
  { kept, retryIn, retryNow, signIn }: WritingWords,
  retry: () => void,
): TemplateResult {
  const { code } = error!;
  const wait = secondsLeft ? retryIn(secondsLeft) : html`<span role="status">${retryNow}</span>`;
  return html`<div part="message failure" tabindex="-1">
    <p role="alert">${messages.errors[code]} ${kept}</p>
    ${retryAt ? html`<p part="countdown">${wait}</p>` : nothing}
    ${
      canRetry
        ? html`<div part="actions">
            <button type="button" part="retry" aria-disabled=${secondsLeft > 0} @click=${retry}>
              ${messages.retry}
            </button>
            ${code === 'unauthorized' && loginUrl ? html`<a href=${loginUrl}>${signIn}</a>` : nothing}
          </div>`
        : nothing
    }
  </div>`;
}
