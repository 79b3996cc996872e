import { html, type TemplateResult } from 'lit';
import { reword } from '../controllers/locale-controller.js';
import type { Issue } from '../core/errors.js';
import { emit } from '../core/events.js';
import type { Messages } from '../locales/fr.js';
import { panel as french } from '../locales/fr/panel.js';
import type { WritingWords } from '../locales/fr/writing.js';
import type { CommentItem } from './comment-item.js';
import type { CommentThread } from './comment-thread.js';
import type { ThreadConduct } from './thread-conduct.js';

/** What is asked about, in place, before it is done. */
export type PanelAct = 'edit' | 'remove' | 'report';

/** A question under a comment, a text where one is asked for, and the two ways out. */
export function panelTemplate(item: CommentItem, act: PanelAct, conduct: ThreadConduct): TemplateResult {
  const { comment, look } = item;
  const { messages } = look;
  const { removeQuestion, reportQuestion, save, cancel } = reword(french, messages.panel);
  const label = { edit: messages.fields.body, remove: removeQuestion, report: reportQuestion }[act];
  const button = { edit: save, remove: messages.remove, report: messages.report }[act];
  const id = `${act}-${comment.id}`;
  const text = conduct.begun.get(id) ?? (act === 'edit' ? comment.content.value : '');
  const confirm = (event: SubmitEvent) => {
    event.preventDefault();
    void conduct.perform(item, act);
  };
  return html`<form part="panel" @submit=${confirm}>
    ${
      act === 'remove'
        ? html`<p>${label}</p>`
        : html`<div>
            <label part="label" for=${id}>${label}</label>
            <textarea
              id=${id}
              part="input textarea"
              rows="3"
              dir="auto"
              .value=${text}
              ?required=${act === 'edit'}
              @input=${(event: Event) => conduct.begun.set(id, (event.target as HTMLTextAreaElement).value)}
            ></textarea>
          </div>`
    }
    <div part="actions">
      <button part="submit"><span>${button}</span></button>
      <button type="button" part="cancel" @click=${() => conduct.start(item, undefined)}>${cancel}</button>
    </div>
  </form>`;
}

/**
 * Does what a panel asks about.
 * @returns what there is to say of it
 * @throws CommentError
 */
export async function performAct(
  item: CommentItem,
  act: PanelAct,
  text: string,
  thread: CommentThread,
): Promise<string> {
  const { comment } = item;
  const { messages, controller } = thread.settings;
  const { saved, removed, reported } = reword(french, messages.panel);
  const acts = await controller!.acts();
  if (act === 'edit') {
    const edited = await acts.edit(comment.id, text);
    emit(item, 'comment-edited', { comment: edited });
    if (edited.status !== 'pending') return saved;
    // It is done, whether the words for it come or not.
    return writing(thread.settings).then(
      ({ sent }) => sent.pending,
      () => saved,
    );
  }
  if (act === 'remove') {
    await acts.remove(comment.id);
    emit(thread, 'comment-removed', { comment });
    return removed;
  }
  if (emit(item, 'comment-report', { comment, reason: text })) await acts.report(comment.id, text);
  return reported;
}

/** @returns what is wrong with the text of an edit */
export async function complaint(issue: Issue, messages: Messages): Promise<string> {
  return (await writing({ messages })).issues[issue.code](issue, messages.fields[issue.field]);
}

/** The words of who writes, which come with the form's chunk. */
async function writing(settings: { readonly messages: Messages }): Promise<WritingWords> {
  return (await import('./form-conduct.js')).writingWords(settings);
}
