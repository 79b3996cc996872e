import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { CommentError } from '../../src/core/errors.js';
import { errorCodes, type ErrorCode } from '../../src/core/errors.js';
import { fr } from '../../src/locales/fr.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

describe('a comment that could not be sent', () => {
  let backend: StagedBackend;
  let reader: Reader;
  let told: CommentError[];

  const visit = async (attributes: Record<string, string> = {}) => {
    backend = new StagedBackend();
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
    told = [];
    reader.widget.addEventListener('comment-error', ({ detail }) => told.push(detail.error));
  };

  const fail = async (code: ErrorCode, attributes: Record<string, string> = {}, options = {}) => {
    await visit(attributes);
    backend.refuses(code, options);
    reader.writes('Un texte précieux');
    reader.signs(marie);
    await reader.publishes();
    // What only the site's owner can mend is on the console, and only that.
    expect(consoleTold()).to.have.lengthOf(['misconfigured', 'protocol'].includes(code) ? 1 : 0);
  };

  /** Where trying the very same again may end better. */
  const retriable = ['rate-limited', 'unauthorized', 'challenge', 'protocol'];

  // Where the backend cannot be reached, the comment waits: test/elements/outbox.test.ts.
  for (const code of errorCodes.filter((known) => known !== 'network' && known !== 'unavailable'))
    describe(`because of "${code}"`, () => {
      beforeEach(() => fail(code));

      it('says so, in the sentence for it, aloud', () => {
        expect(reader.heard.at(-1)).to.include(fr.errors[code]);
      });

      it('keeps every word of the reader', () => {
        expect(reader.field('body').value).to.equal('Un texte précieux');
        expect(reader.field('name').value).to.equal('Marie Curie');
        expect(reader.field('email').value).to.equal('marie@exemple.fr');
        if (code !== 'closed') expect(reader.heard.at(-1)).to.include('Votre texte est conservé.');
      });

      it('does not lose the reader’s place', () => {
        expect(reader.focused).not.to.equal('nothing');
      });

      it('tells the page all there is to know', () => {
        expect(told).to.have.lengthOf(1);
        expect(told[0]).to.include({ code, message: `staged: ${code}` });
      });

      it(retriable.includes(code) ? 'offers to try again' : 'offers no second try, which would end the same', () => {
        expect(textOf(reader.retryButton)).to.equal(retriable.includes(code) ? 'Réessayer' : '');
      });

      it('is no comment in the thread', () => {
        expect(reader.comments).to.have.lengthOf(0);
        expect(reader.is('failed')).to.equal(true);
        expect(reader.is('sent')).to.equal(false);
      });
    });

  describe('and is tried again', () => {
    it('goes under the same key, and nothing is left of the failure', async () => {
      await fail('challenge', {}, { outcome: 'unknown' });
      backend.accepts();
      await reader.seesTheEnd(() => reader.retryButton!.click());
      expect(backend.attemptKeys).to.have.lengthOf(2);
      expect(new Set(backend.attemptKeys).size).to.equal(1);
      expect(reader.commentTexts).to.deep.equal(['Un texte précieux']);
      expect(reader.hears).not.to.include(fr.errors.challenge);
      expect(reader.is('failed')).to.equal(false);
      expect(reader.focused).to.equal('comment: Un texte précieux');
    });

    it('goes under the same key by the main button', async () => {
      await fail('unauthorized');
      backend.accepts();
      await reader.publishes();
      expect(new Set(backend.attemptKeys).size).to.equal(1);
      expect(reader.comments).to.have.lengthOf(1);
    });

    it('goes under another key when another text is sent, or another name', async () => {
      await fail('challenge');
      reader.writes('Un autre texte');
      await reader.publishes();
      reader.signs({ name: 'Irène' });
      await reader.publishes();
      expect(new Set(backend.attemptKeys).size).to.equal(3);
      reader.writes('Un autre texte  ');
      await reader.publishes();
      expect(new Set(backend.attemptKeys).size).to.equal(3);
    });

    it('says so each time it fails', async () => {
      await fail('challenge');
      await reader.publishes();
      expect(reader.heard.filter((text) => text.includes(fr.errors.challenge))).to.have.lengthOf(2);
      expect(reader.heard).to.include('Envoi en cours…');
    });

    for (const end of ['challenge', 'unauthorized'] as const)
      it(`does not lose the reader’s place when the button is pressed and it fails by "${end}"`, async () => {
        await fail('challenge');
        backend.refuses(end);
        reader.retryButton!.focus();
        await reader.seesTheEnd(() => reader.presses('Enter'));
        expect(reader.hears).to.include(fr.errors[end]);
        expect(reader.focused).not.to.equal('nothing');
      });

    it('does not lose the reader’s place while it is on its way', async () => {
      await fail('challenge');
      const answer = backend.holdsPosts();
      reader.retryButton!.focus();
      await reader.presses('Enter');
      await eventually(() => backend.sent.length === 2);
      expect(reader.focused).not.to.equal('nothing');
      await reader.seesTheEnd(answer);
    });
  });

  it('is not said to have failed while the reader mends what is complained of', async () => {
    await fail('rejected');
    reader.writes('');
    await reader.publishes();
    expect(reader.hears).not.to.include(fr.errors.rejected);
  });

  describe('because the thread is closed', () => {
    it('stays to be copied, but not to be sent', async () => {
      await fail('closed');
      expect(reader.message).to.equal(fr.errors.closed);
      const text = reader.field('body');
      expect(text.checkVisibility()).to.equal(true);
      expect(text.readOnly).to.equal(true);
      expect(reader.button.checkVisibility()).to.equal(false);
      expect(reader.field('name').checkVisibility()).to.equal(false);
      expect(reader.headings.map((heading) => heading.text)).not.to.include('Laisser un commentaire');
      expect(reader.is('closed')).to.equal(true);
      reader.form!.requestSubmit();
      await reader.settles();
      expect(backend.sent).to.have.lengthOf(1);
    });

    it('is not asked for where it is known from the start', async () => {
      backend = new StagedBackend({ rules: { open: false }, comments: [comment('1')] });
      reader = await Reader.visit(widgetFor(backend.adapter));
      expect(reader.hears).to.equal(fr.errors.closed);
      expect(reader.hasForm).to.equal(false);
      const written = fr.ago(new Date(Date.UTC(2026, 0, 2, 10)));
      expect(reader.words).to.deep.equal([
        fr.errors.closed,
        '1\u00a0commentaire',
        `AAnne${written} Commentaire 1 Copier le lien`,
      ]);
    });

    it('stays to be copied where the backend tells only after something was written', async () => {
      backend = new StagedBackend({ closed: new Set([location.pathname]) });
      const answer = backend.holdsLists();
      reader = await Reader.arrive(widgetFor(backend.adapter));
      reader.writes('Un texte précieux');
      answer();
      await eventually(() => reader.is('closed'));
      expect(reader.hears).to.include(fr.errors.closed);
      expect(reader.field('body').checkVisibility()).to.equal(true);
      expect(reader.field('body').readOnly).to.equal(true);
    });
  });

  describe('because the reader is a stranger', () => {
    it('leads to where one signs in, in words, beside the second try', async () => {
      await fail('unauthorized', { 'login-url': '/connexion?retour=article' });
      expect(reader.control('Se connecter')!.getAttribute('href')).to.equal('/connexion?retour=article');
      expect(textOf(reader.retryButton)).to.equal('Réessayer');
    });

    it('leads nowhere where the page does not say', async () => {
      await fail('unauthorized');
      expect(reader.words).not.to.include('Se connecter');
    });

    it('does not lead there for any other failure', async () => {
      await fail('challenge', { 'login-url': '/connexion' });
      expect(reader.words).not.to.include('Se connecter');
    });
  });
});
