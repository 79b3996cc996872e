import { expect } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { writing } from '../../src/locales/fr/writing.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { textOf } from '../support/visible-text.js';

/** As WordPress makes it, abridged. */
const wordpress = html`<form action="/wp-comments-post.php" method="post" id="commentform">
  <p class="comment-notes" id="email-notes">Votre adresse e-mail ne sera pas publiée.</p>
  <p><label for="comment">Commentaire</label> <textarea id="comment" name="comment" required></textarea></p>
  <p><label for="author">Nom</label> <input id="author" name="author" autocomplete="name" required /></p>
  <p>
    <label for="email">E-mail</label>
    <input id="email" name="email" type="email" aria-describedby="email-notes" required />
  </p>
  <p><label for="url">Site web</label> <input id="url" name="url" type="url" /></p>
  <p>
    <input id="wp-comment-cookies-consent" name="wp-comment-cookies-consent" type="checkbox" value="yes" />
    <label for="wp-comment-cookies-consent">Enregistrer mon nom</label>
  </p>
  <p>
    <input name="submit" type="submit" id="submit" value="Laisser un commentaire" />
    <input type="hidden" name="comment_post_ID" value="42" id="comment_post_ID" />
    <input type="hidden" name="comment_parent" id="comment_parent" value="0" />
  </p>
</form>`;

const slotted = html`<div slot="form">
  <h3>Laisser un commentaire</h3>
  ${wordpress}
</div>`;

describe('a form of the page’s own', () => {
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (form: TemplateResult = slotted, options = {}) => {
    backend = new StagedBackend(options);
    reader = await Reader.visit(
      html`<comment-widget time-trap="0" .adapter=${backend.adapter}>${form}</comment-widget>`,
    );
  };
  const write = () => {
    reader.writes('Bonjour');
    reader.signs({ ...marie, url: 'exemple.fr' });
  };

  it('stands below the thread where the page wants it so', async () => {
    for (const [attribute, before, after] of [
      ['', 'form', 'Aucun commentaire'],
      ['form-last', 'Aucun commentaire', 'form'],
    ] as const) {
      await visit();
      reader.widget.toggleAttribute('form-last', !!attribute);
      await reader.settles();
      const heading = [...reader.widget.renderRoot.querySelectorAll('h2')].find(
        (one) => textOf(one) === 'Aucun commentaire',
      )!;
      const places = { form: reader.form!, 'Aucun commentaire': heading };
      const [above, below] = [before, after].map((name) => places[name].getBoundingClientRect().top);
      expect(above).to.be.below(below!);
    }
  });

  it('takes the place of ours', async () => {
    await visit();
    expect(reader.form!.id).to.equal('commentform');
    expect(reader.form!.checkVisibility()).to.equal(true);
    expect(reader.headings.map(({ text }) => text)).to.deep.equal(['Aucun commentaire']);
    expect(reader.words.join()).not.to.include('Vos coordonnées');
    expect(reader.form!.noValidate).to.equal(true);
  });

  it('takes the place of ours when it stands in the slot itself', async () => {
    await visit(html`<form slot="form" id="bare"><textarea name="body"></textarea><button>Go</button></form>`);
    expect(reader.form!.id).to.equal('bare');
    expect(reader.words.join()).not.to.include('Vos coordonnées');
  });

  it('takes the place of ours when it comes later', async () => {
    await visit(html``);
    expect(reader.words).to.include('Vos coordonnées');
    const form = document.createElement('form');
    form.slot = 'form';
    form.append(Object.assign(document.createElement('textarea'), { name: 'body' }), document.createElement('button'));
    reader.widget.append(form);
    await eventually(() => form.noValidate);
    await reader.settles();
    expect(reader.words.join()).not.to.include('Vos coordonnées');
  });

  it('is sent through the backend, not by the browser', async () => {
    await visit();
    write();
    await reader.publishes();
    expect(backend.draft).to.include({ body: 'Bonjour', ...marie, url: 'https://exemple.fr' });
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    expect(reader.focused).to.equal('comment: Bonjour');
    expect(reader.heard.at(-1)).to.equal(writing.sent.published);
  });

  it('sends along what it has beside the fields, and nothing of them twice', async () => {
    await visit();
    write();
    reader.remember.click();
    await reader.publishes();
    expect(backend.draft!.extra).to.deep.equal({ comment_post_ID: '42', comment_parent: '0' });
    expect(localStorage.getItem('comment-widget:identity')).not.to.equal(null);
  });

  it('keeps what was typed into it before the script came', async () => {
    const form = formBefore('Tapé avant le script');
    await visit(html`${form}`);
    expect(reader.field('body').value).to.equal('Tapé avant le script');
  });

  it('blames what was typed before the script came once it is left', async () => {
    const form = formBefore('Bonjour', 'marie@');
    await visit(html`${form}`);
    await reader.leaves('email');
    expect(Object.keys(reader.complaints)).to.deep.equal(['email']);
  });

  it('says at its own fields what is wrong, to assistive tools too', async () => {
    await visit();
    reader.signs({ email: 'marie@' });
    await reader.leaves('email');
    expect(reader.complaints).to.deep.equal({ email: 'Saisissez une adresse e-mail au format nom@exemple.fr.' });
    expect(reader.descriptions('email')).to.have.lengthOf(2);
    const message = document.getElementById(reader.field('email').getAttribute('aria-describedby')!.split(' ')[1]!)!;
    expect(reader.form!.contains(message)).to.equal(true);
    expect(message.className).to.equal('comment-error');
    reader.signs({ email: 'marie@exemple.fr' });
    await reader.settles();
    expect(reader.complaints).to.deep.equal({});
    expect(reader.descriptions('email')).to.have.lengthOf(1);
  });

  it('gets the summary, whose links lead to its fields', async () => {
    await visit();
    await reader.publishes();
    expect(reader.summary).to.include('3\u00a0champs');
    expect(reader.focused).to.include('summary');
    reader.summaryLinks[2]!.click();
    expect(reader.focused).to.equal('email');
    expect(Object.keys(reader.complaints)).to.deep.equal(['body', 'name', 'email']);
    expect(new Set([...document.querySelectorAll('[id]')].map(({ id }) => id)).size).to.equal(
      document.querySelectorAll('[id]').length,
    );
  });

  it('offers to mend a slip in the e-mail address', async () => {
    await visit();
    reader.signs({ email: 'marie@gmial.com' });
    await reader.leaves('email');
    expect(textOf(reader.offer('email'))).to.equal('Vouliez-vous écrire marie@gmail.com\u202f?');
    reader.offer('email')!.click();
    await reader.settles();
    expect(reader.field('email').value).to.equal('marie@gmail.com');
    expect(backend.sent).to.have.lengthOf(0);
  });

  it('is held while it is on its way, and sent once', async () => {
    await visit();
    write();
    const answer = backend.holdsPosts();
    await reader.pressesButton();
    await eventually(() => backend.sent.length);
    await reader.settles();
    expect(reader.button.getAttribute('aria-disabled')).to.equal('true');
    expect(reader.button.disabled).to.equal(false);
    expect(reader.field('body').readOnly).to.equal(true);
    await reader.pressesButton();
    reader.goesTo('body');
    await reader.presses('Control+Enter');
    await reader.seesTheEnd(answer);
    expect(backend.sent).to.have.lengthOf(1);
    expect(reader.button.getAttribute('aria-disabled')).to.equal('false');
    expect(reader.field('body').readOnly).to.equal(false);
  });

  it('keeps its text when something fails, and is tried again', async () => {
    await visit();
    write();
    backend.refuses('challenge');
    await reader.publishes();
    expect(reader.hears).to.include(fr.errors.challenge);
    expect(reader.field('body').value).to.equal('Bonjour');
    backend.accepts();
    await reader.seesTheEnd(() => reader.retryButton!.click());
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    expect(reader.field('body').value).to.equal('');
    expect(reader.field('name').value).to.equal('Marie Curie');
  });

  it('may have fewer fields than the backend takes', async () => {
    await visit(html`<form slot="form"><textarea name="message"></textarea><button>Go</button></form>`, {
      rules: {
        fields: { body: { use: 'required' }, name: { use: 'optional' }, email: { use: 'none' }, url: { use: 'none' } },
      },
    });
    const text = reader.form!.querySelector('textarea')!;
    text.value = 'Bonjour';
    await reader.publishes();
    expect(backend.draft).to.include({ body: 'Bonjour', name: '', email: '', url: '' });
  });

  it('tells the reader about a field that it lacks and the backend demands', async () => {
    await visit(html`<form slot="form"><textarea name="comment"></textarea><button>Go</button></form>`);
    reader.writes('Bonjour');
    await reader.publishes();
    expect(reader.summary).to.include('2\u00a0champs');
    reader.summaryLinks[0]!.click();
    expect(backend.sent).to.have.lengthOf(0);
  });

  it('keeps what the page made read-only that way', async () => {
    await visit(
      html`<form slot="form">
        <textarea name="comment"></textarea><input name="author" value="Marie" readonly /><input
          name="email"
          value="marie@exemple.fr"
          readonly
        /><button>Go</button>
      </form>`,
    );
    expect(reader.field('name').readOnly).to.equal(true);
    reader.writes('Bonjour');
    await reader.publishes();
    expect(backend.draft).to.include({ name: 'Marie', email: 'marie@exemple.fr' });
    expect(reader.field('name').readOnly).to.equal(true);
  });

  it('gives way to the sentence where the thread is closed', async () => {
    await visit(slotted, { rules: { open: false }, comments: [comment('1')] });
    expect(reader.hears).to.equal(fr.errors.closed);
    expect(reader.hasForm).to.equal(false);
  });

  it('is left alone where the widget cannot help: the browser posts it', async () => {
    reader = await Reader.visit(html`<comment-widget backend="inconnu">${slotted}</comment-widget>`);
    await eventually(() => reader.words.includes(fr.errors.misconfigured));
    expect(consoleTold()).to.have.lengthOf(1);
    const form = reader.pageForm!;
    expect(form.checkVisibility()).to.equal(true);
    expect(form.noValidate).to.equal(false);
    let prevented: boolean | undefined;
    const watch = (event: Event) => {
      prevented = event.defaultPrevented;
      event.preventDefault();
    };
    addEventListener('submit', watch, { once: true });
    for (const field of ['comment', 'author']) (form.elements.namedItem(field) as HTMLInputElement).value = 'Bonjour';
    (form.elements.namedItem('email') as HTMLInputElement).value = 'marie@exemple.fr';
    (form.elements.namedItem('submit') as HTMLInputElement).click();
    removeEventListener('submit', watch);
    expect(prevented).to.equal(false);
  });
});

/** A form that somebody wrote in while there was no widget yet. */
function formBefore(body: string, email = ''): HTMLFormElement {
  const form = document.createElement('form');
  form.slot = 'form';
  const text = Object.assign(document.createElement('textarea'), { name: 'comment' });
  const address = Object.assign(document.createElement('input'), { name: 'email', type: 'email' });
  form.append(text, address, document.createElement('button'));
  text.value = body;
  address.value = email;
  return form;
}
