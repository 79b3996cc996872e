import { commentRules, type FieldName } from './comment-rules.ts';
import { html, type Html } from './html.ts';
import type { FieldError } from './problem.ts';

/** What a plain form has sent, to be filled in again. */
export type FormValues = Readonly<Partial<Record<FieldName, string>>>;

/** Why the form comes back: in a sentence, and at its fields. */
interface Complaint {
  readonly message: string;
  readonly errors: readonly FieldError[];
}

export interface FormOptions {
  readonly thread: string;
  /** The path of the page to come back to. */
  readonly page: string;
  /** The comment that is answered. */
  readonly parent?: { readonly id: string; readonly name: string } | undefined;
  readonly values?: FormValues;
  readonly complaint?: Complaint;
}

const labels: Readonly<Record<FieldName, string>> = {
  body: 'Commentaire',
  name: 'Nom',
  email: 'E-mail',
  url: 'Site web',
};

const fieldNames = Object.keys(labels) as FieldName[];

/** The expected format is told beforehand (RGAA 11.10). */
const hints: FormValues = { email: 'Exemple\u00a0: nom@exemple.fr', url: 'Exemple\u00a0: https://exemple.fr' };

/** The tokens of `autocomplete`, which tell the purpose of a field about its reader (RGAA 11.13), are our very names. */
function controlHtml(name: FieldName, value: string, attributes: readonly (Html | false | undefined)[]): Html {
  if (name === 'body') {
    // The parser drops a line feed right after the tag: this one, and not one the reader began with.
    return html`<textarea name="body" id="comment-field-body" rows="8" ${attributes}>${`\n${value}`}</textarea>`;
  }
  const type = name === 'name' ? 'text' : name;
  return html`<input
    name="${name}"
    id="comment-field-${name}"
    type="${type}"
    value="${value}"
    autocomplete="${name}"
    ${attributes}
  />`;
}

function fieldHtml(name: FieldName, { values = {}, complaint }: FormOptions): Html {
  const isRequired = commentRules.fields[name].use === 'required';
  const error = complaint?.errors.find(({ field }) => field === name);
  const descriptions = [
    ...(error ? [`comment-error-${name}`] : []),
    ...(hints[name] ? [`comment-hint-${name}`] : []),
    ...(name === 'email' ? ['comment-email-notice'] : []),
  ];
  const attributes = [
    isRequired && html` required`,
    error && html` aria-invalid="true"`,
    error && error === complaint?.errors[0] && html` autofocus`,
    descriptions.length > 0 && html` aria-describedby="${descriptions.join(' ')}"`,
  ];
  return html`
    <div class="comment-field">
      <label for="comment-field-${name}">${labels[name]}${isRequired && ' *'}</label>
      ${hints[name] && html`<p class="comment-hint" id="comment-hint-${name}">${hints[name]}</p>`}
      ${controlHtml(name, values[name] ?? '', attributes)}
      ${error && html`<p class="comment-error" id="comment-error-${name}">${error.detail}</p>`}
    </div>
  `;
}

function complaintHtml({ message, errors }: Complaint): Html {
  const links = errors.map(
    ({ field, detail }) => html`<li><a href="#comment-field-${field}">${labels[field]} : ${detail}</a></li>`,
  );
  return html`
    <div class="comment-complaint" role="alert">
      <p>${message}</p>
      ${
        links.length > 0 &&
        html`<ul>
          ${links}
        </ul>`
      }
    </div>
  `;
}

/** The form as the page has it before any script, for the `form` slot of the widget around it. It posts natively. */
export function formHtml(options: FormOptions): Html {
  const { thread, page, parent, complaint } = options;
  return html`
    <form slot="form" id="comment-form" class="comment-form" method="post" action="/api/comments">
      ${complaint && complaintHtml(complaint)}
      ${
        parent &&
        html`<p class="comment-replying">
          Répondre à <bdi>${parent.name}</bdi> <a href="${page}#comment-form">Annuler la réponse</a>
        </p>`
      }
      <p class="comment-legend">Les champs obligatoires sont indiqués avec *</p>
      <p class="comment-notice-email" id="comment-email-notice">Votre adresse e-mail ne sera pas publiée.</p>
      ${fieldNames.map((name) => fieldHtml(name, options))}
      <div class="comment-trap" aria-hidden="true">
        <label for="comment-field-topic">Laissez ce champ vide</label>
        <input name="topic" id="comment-field-topic" type="text" tabindex="-1" autocomplete="off" />
      </div>
      <input type="hidden" name="thread" value="${thread}" />
      <input type="hidden" name="page" value="${page}" />
      ${parent && html`<input type="hidden" name="parentId" value="${parent.id}" />`}
      <button type="submit">Laisser un commentaire</button>
    </form>
  `;
}

/** What stands in the place of the form where no comment is taken any more. */
export const closedHtml = html`<p slot="form" class="comment-closed">Les commentaires sont fermés.</p>`;
