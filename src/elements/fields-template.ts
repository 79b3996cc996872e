import { html, nothing, type TemplateResult } from 'lit';
import { fieldNames, type FieldName } from '../core/rules.js';
import type { CommentFormSettings } from './comment-form.js';

/** The form of our own, as the rules have it. Fields stand in the order of the page that French readers know. */
export function fieldsTemplate(
  { messages, rules, privacyUrl, replyTo }: CommentFormSettings,
  counter = '',
): TemplateResult {
  // Ids are one of a kind in the whole widget, and it may have several forms.
  const id = (name: string) => (replyTo ? `${name}-${encodeURIComponent(replyTo.id)}` : name);
  const uses = fieldNames.map((name) => rules.fields[name].use);
  const identity = (['name', 'email', 'url'] as const).filter((name) => rules.fields[name].use !== 'none');
  const label = (name: FieldName) => {
    const mark = rules.fields[name].use === 'required' ? html` <span part="required">*</span>` : nothing;
    return html`<label part="label" for=${id(name)}>${messages.fields[name]}${mark}</label>`;
  };
  const field = (name: 'name' | 'email' | 'url') => {
    if (rules.fields[name].use === 'none') return nothing;
    const isEmail = name === 'email';
    return html`<div>
      ${label(name)}
      <input
        id=${id(name)}
        name=${name}
        part="input"
        type=${name === 'name' ? 'text' : name}
        autocomplete=${name}
        dir="auto"
        aria-describedby=${isEmail ? `${id('notice')} ${id('hint')}` : nothing}
        ?required=${rules.fields[name].use === 'required'}
      />
      ${isEmail ? html`<p id=${id('hint')} part="hint">${messages.emailHint}</p>` : nothing}
    </div>`;
  };
  const privacy = privacyUrl ? html`<a href=${privacyUrl}>${messages.privacy}</a>` : nothing;
  return html`<form part="fields" novalidate>
    <p part="muted">
      ${identity.includes('email') ? html`<span id=${id('notice')}>${messages.emailNotice}</span>` : nothing}
      ${uses.includes('required') ? messages.requiredNotice : nothing}
    </p>
    <div>
      ${label('body')}
      <textarea
        id=${id('body')}
        name="body"
        part="input textarea"
        rows="6"
        dir="auto"
        aria-describedby=${id('counter')}
        ?required=${uses[0] === 'required'}
      ></textarea>
      <p id=${id('counter')} part="counter">${counter}</p>
    </div>
    ${
      identity.length
        ? html`<fieldset part="identity">
              <legend class="unseen">${messages.identity}</legend>
              ${field('name')}${field('email')}${field('url')}
            </fieldset>
            <label part="remember">
              <input type="checkbox" name="remember" />
              ${identity.length < 3 ? messages.rememberSome : messages.remember}
            </label>`
        : nothing
    }
    <input class="unseen" name="topic" aria-hidden="true" tabindex="-1" autocomplete="off" />
    ${replyTo ? privacy : html`<slot name="privacy">${privacy}</slot>`}
    <div part="actions">
      <button part="submit" aria-keyshortcuts="Control+Enter Meta+Enter"><span>${messages.submit}</span></button>
      ${
        replyTo
          ? html`<button type="button" part="cancel" @click=${replyTo.cancel}>${messages.cancelReply}</button>`
          : nothing
      }
      <span part="muted shortcut">${messages.shortcut}</span>
    </div>
  </form>`;
}
