/**
 * What a widget is measured against: a form and a list made for this one page, with nothing that is not needed to comment.
 * A page's script: its source is what the page loads, so that it uses nothing from outside itself.
 * @param isLazy whether the comments are read when somebody scrolls
 */
export function handWrittenForm(isLazy: boolean): void {
  const endpoint = '/api/comments';
  const thread = location.pathname;

  function create(name: string, attributes: Record<string, string>, ...children: (string | Node)[]): HTMLElement {
    const element = document.createElement(name);
    for (const attribute in attributes) element.setAttribute(attribute, attributes[attribute]!);
    element.append(...children);
    return element;
  }

  function field(tag: string, name: string, label: string, attributes: Record<string, string>): HTMLElement {
    return create('p', {}, create('label', { for: name }, label), create(tag, { id: name, name, ...attributes }));
  }

  function item({ author, content, createdAt }: CommentJson): HTMLElement {
    const date = new Date(createdAt).toLocaleString('fr', { dateStyle: 'long', timeStyle: 'short' });
    const head = create('p', {}, create('b', {}, author.name), ` ${date}`);
    return create('li', {}, create('article', {}, head, create('p', {}, content.value)));
  }

  interface CommentJson {
    readonly author: { readonly name: string };
    readonly content: { readonly value: string };
    readonly createdAt: string;
  }

  const list = create('ol', {});
  const outcome = create('p', { role: 'status' });
  const form = create(
    'form',
    {},
    field('textarea', 'body', 'Commentaire *', { rows: '6', required: '' }),
    field('input', 'name', 'Nom *', { autocomplete: 'name', required: '' }),
    field('input', 'email', 'E-mail *', { autocomplete: 'email', type: 'email', required: '' }),
    field('input', 'url', 'Site web', { autocomplete: 'url', type: 'url' }),
    create('button', {}, 'Laisser un commentaire'),
    outcome,
  ) as HTMLFormElement;

  form.onsubmit = async (event) => {
    event.preventDefault();
    const body = JSON.stringify({ thread, ...Object.fromEntries(new FormData(form)) });
    const response = await fetch(endpoint, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    const answer = (await response.json()) as CommentJson & { readonly detail?: string };
    outcome.textContent = answer.detail ?? 'Votre commentaire est publié.';
    if (!response.ok) return;
    list.append(item(answer));
    form.reset();
  };

  document.querySelector('#form')!.append(create('h2', {}, 'Laisser un commentaire'), form, list);
  const read = () =>
    void fetch(`${endpoint}?thread=${thread}&limit=10000`)
      .then((response) => response.json())
      .then(({ comments }: { comments: CommentJson[] }) => list.append(...comments.map(item)));
  if (isLazy) addEventListener('scroll', read, { once: true });
  else read();
}
