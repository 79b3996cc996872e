import { expect } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import '../../src/define.js';
import { Reader } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';

describe('a page that answers a native post', () => {
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (form: TemplateResult) => {
    backend = new StagedBackend();
    reader = await Reader.visit(
      html`<comment-widget time-trap="0" .adapter=${backend.adapter}>${form}</comment-widget>`,
    );
  };

  describe('with complaints', () => {
    beforeEach(() =>
      visit(
        html`<form slot="form">
          <p role="alert">Un champ est à corriger.</p>
          <label for="t">Commentaire</label><textarea id="t" name="body">Bonjour</textarea> <label for="n">Nom</label
          ><input id="n" name="name" value="Marie" />
          <label for="e">E-mail</label>
          <input id="e" name="email" value="marie@" aria-invalid="true" aria-describedby="e-hint e-error" />
          <p id="e-hint">Elle ne sera pas publiée.</p>
          <p id="e-error" class="comment-error">L’adresse n’est pas valide.</p>
          <button>Publier</button>
        </form>`,
      ),
    );

    it('keeps them at their fields, in the words of ours, and says nothing twice', () => {
      expect(reader.complaints).to.deep.equal({ email: 'Saisissez une adresse e-mail au format nom@exemple.fr.' });
      expect(reader.descriptions('email')).to.have.lengthOf(2);
      expect(reader.form!.querySelectorAll('.comment-error')).to.have.lengthOf(1);
    });

    it('forgives them like ours', async () => {
      reader.signs({ email: 'marie@exemple.fr' });
      await reader.settles();
      expect(reader.complaints).to.deep.equal({});
      expect(textOf(reader.form!.querySelector('.comment-error'))).to.equal('');
    });

    it('is done with them once the comment is sent', async () => {
      reader.signs({ email: 'marie@exemple.fr' });
      await reader.publishes();
      expect(backend.draft).to.include({ body: 'Bonjour', name: 'Marie', email: 'marie@exemple.fr' });
      expect(textOf(reader.form!.querySelector('[role="alert"]'))).to.equal('');
    });
  });

  describe('with a form that answers somebody', () => {
    const formFor = (name: string, value: string) =>
      html`<form slot="form">
        <textarea name="body"></textarea><input name="name" /><input name="email" />
        <input type="hidden" name=${name} value=${value} /><button>Répondre</button>
      </form>`;

    for (const [name, value, parentId] of [
      ['parentId', 'c-7', 'c-7'],
      ['comment_parent', '7', '7'],
      ['comment_parent', '0', null],
      ['parentId', '', null],
    ] as const)
      it(`sends the answer to where it belongs: ${name}="${value}"`, async () => {
        await visit(formFor(name, value));
        const asked: (string | null)[] = [];
        reader.widget.addEventListener('comment-submit', ({ detail }) => asked.push(detail.parentId));
        backend.onPost = () => Promise.resolve({ status: 'accepted' });
        reader.writes('Tout à fait');
        reader.signs({ name: 'Marie', email: 'marie@exemple.fr' });
        await reader.publishes();
        expect(backend.sent[0]!.target.parentId).to.equal(parentId);
        expect(asked).to.deep.equal([parentId]);
      });

    it('sends the same answer to somebody else under another key', async () => {
      await visit(formFor('parentId', 'c-7'));
      backend.refuses('challenge');
      reader.writes('Tout à fait');
      reader.signs({ name: 'Marie', email: 'marie@exemple.fr' });
      await reader.publishes();
      (reader.form!.elements.namedItem('parentId') as HTMLInputElement).value = 'c-8';
      await reader.publishes();
      expect(new Set(backend.attemptKeys).size).to.equal(2);
    });
  });
});
