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

/** How long ago, in minutes. */
const ago = (minutes) => new Date(Date.now() - minutes * 60_000);
const said = (id, parentId, name, value, minutes, more) => ({
  id,
  parentId,
  author: { name },
  content: { format: 'text', value },
  createdAt: ago(minutes),
  status: 'published',
  score: 0,
  ...more,
});
const lively = [
  said(
    'v1',
    null,
    'Brigitte Lemaire',
    'Ils sont arrivés hier soir au-dessus de la halle, trois jours plus tard que l’an dernier.',
    190,
    { isPinned: true, score: 12 },
  ),
  said('v2', 'v1', 'La rédaction', 'Merci pour ce relevé : nous l’ajoutons à la carte.', 170, {
    author: { name: 'Camille Roux', isStaff: true },
    score: 3,
  }),
  said('v3', 'v2', 'Brigitte Lemaire', 'Avec plaisir. Les voisins comptent aussi.', 150),
  said('v4', 'v3', 'Nour', 'Dans ma rue, rue des Tanneurs, ils sont sept.', 120, { score: 1 }),
  said(
    'v5',
    'v4',
    'Youssef Amrani',
    'Sept ! Il y en avait deux l’été dernier. Voir https://toits-et-nichoirs.example.org/carte',
    95,
    { author: { name: 'Youssef Amrani', url: 'https://toits-et-nichoirs.example.org/' }, editedAt: ago(90) },
  ),
  said('v6', null, '', '', 80, { status: 'deleted' }),
  ...[
    'Bien dit.',
    'D’accord aussi.',
    'Pas moi : les façades, il faut bien les refaire.',
    'On peut faire les deux.',
    'Une brique creuse coûte quatre euros.',
    'Où en trouve-t-on ?',
    'À la mairie.',
  ].map((value, index) =>
    said(`r${index}`, 'v6', ['Inès', 'J.-P. Vasseur', 'Élodie', 'Martial Guérin'][index % 4], value, 70 - index),
  ),
  said('v7', null, 'Marie Le Goff', 'Le mien attend encore d’être lu.', 2, { status: 'pending' }),
];
const own = said('o1', null, written.name, written.body, 3, { editableUntil: ago(-12) });
const formatted = said('h1', null, 'Élodie Marchand', '', 45, {
  content: {
    format: 'html',
    value: `<p>Trois choses apprises hier, <em>à la main</em> et <strong>sans matériel</strong> :</p>
<ul><li>compter au crépuscule ;</li><li>noter l’heure ;</li><li>laisser les trous de boulin ouverts.</li></ul>
<blockquote><p>Un martinet ne se pose jamais, sauf chez lui.</p></blockquote>
<pre><code>relevé = { rue: 'Tanneurs', nids: 7, heure: '21:40', remarque: 'une rangée entière sous la gouttière' }</code></pre>
<p>La carte est <a href="https://toits-et-nichoirs.example.org/">sur ce site</a>.</p>`,
  },
});
const foreign = said('h2', null, 'سلمى', 'وصلت الطيور إلى حيّنا أيضًا، وهي تحلّق فوق السطوح كلّ مساء.', 30, { lang: 'ar' });
const unbroken = said('h3', 'h2', 'Z'.repeat(60), `${'Hiiiii'.repeat(30)} !`, 20);
const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="64" font-family="serif" font-size="34">
<rect width="200" height="64" fill="#f3efe6"/><path d="M0 44Q60 8 110 40T200 22" fill="none" stroke="#b0522f" stroke-width="3"/>
<text x="22" y="44" rotate="-12 9 -6 14 -9" fill="#333" textLength="156">7Kd3w</text></svg>`;
const acts = {
  edit: async (_, value) => ({ ...own, content: { format: 'text', value }, editedAt: new Date() }),
  remove: async () => null,
  vote: async (_, vote) => vote,
};
const paged = async ({ cursor }) =>
  cursor ? refuses('unavailable')() : { comments: lively.slice(0, 2), next: 'more', total: 0 };
const growing = async ({ since }) =>
  since
    ? {
        comments: [said('n1', null, 'Inès', 'Je viens d’arriver.', 0), said('n2', null, 'Nour', 'Moi aussi.', 0)],
        total: 3,
        since: '2',
      }
    : { comments: lively.slice(0, 1), total: 1, since: '1' };

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
  reseau: { post: refuses('network', { outcome: 'unknown' }), isRepeatable: () => true },
  incertain: { post: refuses('network', { outcome: 'unknown' }) },
  indisponible: { post: refuses('unavailable') },
  'trop-vite': { post: refuses('rate-limited', { retryAfter: 90 }) },
  rejete: { post: refuses('rejected') },
  doublon: { post: refuses('duplicate') },
  connexion: { post: refuses('unauthorized') },
  interdit: { post: refuses('forbidden') },
  verification: { post: refuses('challenge') },
  captcha: {
    post: refuses('challenge', { challenge: { image: `data:image/svg+xml,${encodeURIComponent(picture)}` } }),
  },
  ferme: { rules: { open: false } },
  'ferme-entre-temps': { post: refuses('closed') },
  disparu: { post: refuses('gone') },
  inattendu: { post: refuses('protocol') },
  'mal-regle': { post: refuses('misconfigured') },
  'fil-charge': { list: never },
  'fil-vide': {},
  'fil-illisible': { list: refuses('unavailable') },
  'fil-interrompu': { list: paged, presses: 'Afficher plus de commentaires' },
  'fil-vivant': {
    list: async () => ({ comments: lively, total: 64, next: 'more' }),
    rules: { orders: ['oldest', 'newest', 'best'], downvotes: true },
    ...acts,
  },
  'fil-lien': { list: async () => ({ comments: [own, said('l1', null, 'Nour', 'C’est ici.', 1)], total: 2 }) },
  'fil-mis-en-forme': { list: async () => ({ comments: [formatted, foreign, unbroken], total: 3 }) },
  'fil-ferme': { list: async () => ({ comments: lively.slice(0, 2), total: 2 }), rules: { open: false } },
  'fil-nouveau': { list: growing, refresh: 1 },
  'fil-reponse': { list: async () => ({ comments: lively.slice(0, 1), total: 1 }), presses: 'Répondre' },
  'fil-modifier': { list: async () => ({ comments: [own], total: 1 }), ...acts, presses: 'Modifier' },
  'fil-supprimer': { list: async () => ({ comments: [own], total: 1 }), ...acts, presses: 'Supprimer' },
  'fil-signaler': { list: async () => ({ comments: lively.slice(0, 1), total: 1 }), presses: 'Signaler' },
  'fil-vote': {
    list: async () => ({ comments: lively.slice(0, 1), total: 1 }),
    vote: async () => 13,
    presses: 'J’aime',
  },
  'fil-refus': {
    list: async () => ({ comments: lively.slice(0, 1), total: 1 }),
    vote: refuses('network'),
    presses: 'J’aime',
  },
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

/** @returns a button of the widget by what is written on it, once it is there. */
async function buttonOf(widget, text) {
  for (;;) {
    const buttons = [...(widget.shadowRoot?.querySelectorAll('button') ?? [])];
    const found = buttons.find((button) => button.textContent.trim() === text);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
}

function type(field, value) {
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

async function play(widget, { fields, leaves, sent, rules, presses, refresh, post = never, list = empty, ...methods }) {
  const sends = sent || post !== never || widget.closest('#envoi');
  if (refresh) widget.refresh = refresh;
  widget.adapter = { name: 'comedy', rules: { ...defaultRules, ...rules }, list, post, ...methods };
  if (presses) (await buttonOf(widget, presses)).click();
  if (!fields && !sends) return;
  const form = await formOf(widget);
  for (const [name, value] of Object.entries(fields ?? written)) type(form.elements.namedItem(name), value);
  if (leaves)
    form.elements.namedItem(leaves).dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
  if (!sends) return;
  // What keeps the text comes while a reader still writes.
  while (!widget.shadowRoot.querySelector('[part="outbox"]')) await new Promise(requestAnimationFrame);
  form.requestSubmit();
}

// What waited here on the last visit would wait beside what is sent on this one.
for (const key of Object.keys(localStorage)) if (key.startsWith('comment-widget:outbox')) localStorage.removeItem(key);

// Nobody pressed these buttons: the page must not jump from one message to the next. A first gesture gives the focus back.
const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = () => {};
for (const gesture of ['pointerdown', 'keydown', 'click'])
  addEventListener(gesture, () => (HTMLElement.prototype.focus = focus), { capture: true, once: true });

for (const [id, state] of Object.entries(states)) play(document.querySelector(`#${id} comment-widget`), state);
