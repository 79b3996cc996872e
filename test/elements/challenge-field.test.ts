import { expect, html } from '@open-wc/testing';
import 'axe-core/axe.min.js';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { eventually } from '../support/eventually.js';
import { marie, Reader } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

/** Pictures of one pixel, each another one. */
const pictures = ['AAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'AP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=='].map(
  (data) => `data:image/gif;base64,R0lGODlhAQABAIAAAAAA${data}`,
);

describe('a picture whose text the backend wants to know', () => {
  let backend: StagedBackend;
  let reader: Reader;
  const ask = (image = pictures[0]!) => backend.refuses('challenge', { challenge: { image } });
  const picture = () => reader.captcha!.closest('label')!.querySelector('img')!;

  async function begin(page: Parameters<typeof Reader.visit>[0]): Promise<void> {
    reader = await Reader.visit(page);
    reader.writes('Bonjour');
    reader.signs(marie);
    ask();
    await reader.publishes();
    await eventually(() => reader.captcha);
  }

  describe('in the form', () => {
    beforeEach(async () => {
      backend = new StagedBackend();
      await begin(widgetFor(backend.adapter));
    });

    it('is shown above the button, and what it says asked for: the focus is there', () => {
      expect(reader.hears).to.include(fr.errors.challenge);
      expect(textOf(reader.captcha!.closest('label'))).to.equal('Recopiez le texte de l’image *');
      expect([picture().src, picture().alt]).to.deep.equal([pictures[0], 'Image de vérification']);
      expect(reader.focused).to.equal('captcha');
      expect(reader.captcha!.compareDocumentPosition(reader.button)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    });

    it('is accessible', async () => {
      await expect(reader.widget).to.be.accessible();
    });

    it('is answered by keyboard, and gone with the comment that is sent', async () => {
      backend.accepts();
      await reader.types('k7mq');
      await reader.seesTheEnd(() => reader.presses('Enter'));
      expect(backend.draft!.extra).to.deep.equal({ captcha: 'k7mq' });
      expect(new Set(backend.attemptKeys).size).to.equal(1);
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
      await eventually(() => !reader.captcha);
      reader.writes('Encore');
      await reader.publishes();
      expect(backend.draft!.extra).to.deep.equal({});
    });

    it('is another one when the answer was wrong', async () => {
      ask(pictures[1]);
      await reader.types('faux');
      await reader.seesTheEnd(() => reader.retryButton!.click());
      await eventually(() => reader.captcha && picture().src === pictures[1]);
      expect(reader.captcha!.value).to.equal('');
      expect(reader.form!.querySelectorAll('[name="captcha"]')).to.have.lengthOf(1);
      expect(reader.field('body').value).to.equal('Bonjour');
    });
  });

  it('is asked for in a form of the page, too', async () => {
    backend = new StagedBackend();
    const page = html`<comment-widget time-trap="0" .adapter=${backend.adapter}>
      <form slot="form">
        <label>Commentaire <textarea name="comment"></textarea></label>
        <label>Nom <input name="author" /></label>
        <label>E-mail <input name="email" /></label>
        <p><button>Envoyer</button></p>
      </form>
    </comment-widget>`;
    await begin(page);
    expect(reader.captcha!.closest('label')!.nextElementSibling).to.equal(reader.button.parentElement);
    backend.accepts();
    await reader.types('k7mq');
    await reader.publishes();
    expect(backend.draft!.extra).to.deep.equal({ captcha: 'k7mq' });
    expect(reader.widget.querySelector('img')).to.equal(null);
  });
});
