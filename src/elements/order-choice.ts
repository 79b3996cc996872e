import { html, nothing, type TemplateResult } from 'lit';
import type { Order } from '../core/rules.js';
import type { CommentThreadSettings } from './thread-settings.js';

/** In which order the thread is, where the backend leaves a choice and there is something to put in order. */
export function orderChoice({ messages, controller }: CommentThreadSettings): TemplateResult | typeof nothing {
  const { rules, order, comments } = controller!;
  if (rules.orders.length < 2 || comments.length < 2) return nothing;
  const sort = ({ target }: Event) => void controller!.sort((target as HTMLSelectElement).value as Order);
  return html`<label part="sort muted">
    ${messages.sort}
    <select part="input" @change=${sort}>
      ${rules.orders.map(
        (known) => html`<option value=${known} ?selected=${known === order}>${messages.orders[known]}</option>`,
      )}
    </select>
  </label>`;
}
