// Brings each widget of /etats into its state, the way a reader would: fill in the fields, press the button.
// The backends are plain objects that always give the same answer.
import { CommentError, defaultRules } from '/dist/comment-widget.js';

const written = {
  body: 'Chez nous, à Nantes, ils nichent sous la corniche de l’école. Les enfants tiennent le compte au tableau.',
  name: 'Marie Le Goff',
  email: 'marie@exemple.fr',
};
const long = Array(6).fill('Le soir, ils passent si bas que l’on entend leurs ailes avant leurs cris.').join(' ');

const comment = (status) => ({
  id: '1',
  parentId: null,
  author: { name: written.name },
  content: { format: 'text', value: written.body },
  createdAt: new Date(),
  status,
});

const never = () => new Promise(() => {});
const empty = async () => ({ comments: [], total: 0 });
const refuses = (code, options) => async () => {
  throw new CommentError(code, 'A state of the demo.', options);
};
const bodyOf = (rule) => ({ fields: { ...defaultRules.fields, body: { use: 'required', ...rule } } });

/** Each state: `post` and `list` of its backend, its `rules`, what is typed (`fields`), and whether it is sent. */
const states = {
  vide: {},
  rempli: { fields: written },
  limite: { fields: { ...written, body: long }, rules: bodyOf({ max: 480 }) },
  'trop-long': { fields: { ...written, body: long }, rules: bodyOf({ max: 400 }), sent: true },
  suggestion: { fields: { ...written, email: 'marie@gmial.com' }, leaves: 'email' },
  erreurs: { fields: { name: 'Marie Le Goff', email: 'marie.exemple.fr', url: 'mon site' }, sent: true },
  'refus-champ': {
    post: refuses('invalid', {
      issues: [{ field: 'name', code: 'refused', message: 'ce nom est réservé à la rédaction.' }],
    }),
  },
  envoi: { post: never },
  publie: { post: async () => comment('published') },
  attente: { post: async () => comment('pending') },
  accepte: { post: async () => ({ status: 'accepted' }) },
  reseau: { post: refuses('network', { outcome: 'unknown' }) },
  indisponible: { post: refuses('unavailable') },
  'trop-vite': { post: refuses('rate-limited', { retryAfter: 90 }) },
  rejete: { post: refuses('rejected') },
  doublon: { post: refuses('duplicate') },
  connexion: { post: refuses('unauthorized') },
  interdit: { post: refuses('forbidden') },
  verification: { post: refuses('challenge') },
  ferme: { rules: { open: false } },
  'ferme-entre-temps': { post: refuses('closed') },
  disparu: { post: refuses('gone') },
  inattendu: { post: refuses('protocol') },
  'mal-regle': { post: refuses('misconfigured') },
  'fil-charge': { list: never },
  'fil-vide': {},
  'fil-illisible': { list: refuses('unavailable') },
};

/** Looks through open shadow roots: which of its elements the widget draws its form in is its own affair. */
function formIn(root) {
  if (!root) return null;
  const found = root.querySelector('form');
  return found ?? formIn(root.querySelector('comment-form')?.shadowRoot);
}

/** @returns the form of a widget, once it is drawn and minded: the state of its button tells. */
async function formOf(widget) {
  for (;;) {
    const form = formIn(widget.shadowRoot);
    if (form?.querySelector('[aria-disabled]')) return form;
    await new Promise(requestAnimationFrame);
  }
}

function type(field, value) {
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

async function play(widget, { fields, leaves, sent, rules, post = never, list = empty }) {
  const sends = sent || post !== never || widget.closest('#envoi');
  widget.adapter = { name: 'comedy', rules: { ...defaultRules, ...rules }, list, post };
  if (!fields && !sends) return;
  const form = await formOf(widget);
  for (const [name, value] of Object.entries(fields ?? written)) type(form.elements.namedItem(name), value);
  if (leaves)
    form.elements.namedItem(leaves).dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
  if (sends) form.requestSubmit();
}

// Nobody pressed these buttons: the page must not jump from one message to the next. A first gesture gives the focus back.
const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = () => {};
for (const gesture of ['pointerdown', 'keydown', 'click'])
  addEventListener(gesture, () => (HTMLElement.prototype.focus = focus), { capture: true, once: true });

for (const [id, state] of Object.entries(states)) play(document.querySelector(`#${id} comment-widget`), state);
