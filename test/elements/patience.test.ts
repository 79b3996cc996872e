import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { writing } from '../../src/locales/fr/writing.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, rulesWith } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('time', () => {
  const clock = Clock.hold();
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (attributes: Record<string, string> = {}) => {
    backend = new StagedBackend();
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
    reader.writes('Bonjour');
    reader.signs(marie);
  };
  const passes = async (seconds: number) => {
    clock.advance(seconds);
    await reader.settles();
  };

  describe('that a backend asks for', () => {
    const limit = async (retryAfter?: number) => {
      await visit();
      backend.refuses('rate-limited', { retryAfter });
      await reader.publishes();
    };

    it('is counted down, without being read out second by second', async () => {
      await limit(3);
      expect(reader.heard.at(-1)).to.include(fr.errors['rate-limited']);
      expect(reader.countdown).to.equal('Vous pourrez réessayer dans 3\u00a0secondes.');
      const { length } = reader.heard;
      await passes(1);
      expect(reader.countdown).to.equal('Vous pourrez réessayer dans 2\u00a0secondes.');
      await passes(1);
      expect(reader.countdown).to.equal('Vous pourrez réessayer dans 1\u00a0seconde.');
      expect(reader.heard).to.have.lengthOf(length);
    });

    it('is over when it is over, and that is said', async () => {
      await limit(3);
      await passes(3);
      expect(reader.countdown).to.equal('Vous pouvez réessayer.');
      expect(reader.heard.at(-1)).to.equal('Vous pouvez réessayer.');
    });

    it('is waited for: until then both buttons say that they do nothing, and do nothing', async () => {
      await limit(2);
      const states = () => [reader.button, reader.retryButton!].map((button) => button.getAttribute('aria-disabled'));
      expect(states()).to.deep.equal(['true', 'true']);
      reader.button.click();
      reader.retryButton!.click();
      reader.form!.requestSubmit();
      await reader.settles();
      expect(backend.sent).to.have.lengthOf(1);
      backend.accepts();
      await passes(2);
      expect(states()).to.deep.equal(['false', 'false']);
      await reader.seesTheEnd(() => reader.retryButton!.click());
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
      expect(new Set(backend.attemptKeys).size).to.equal(1);
      expect(reader.countdown).to.equal('');
    });

    it('is a quarter of a minute where it does not say how long', async () => {
      await limit();
      expect(reader.countdown).to.equal('Vous pourrez réessayer dans 15\u00a0secondes.');
    });

    it('is waited for after any failure that says so', async () => {
      await visit();
      backend.refuses('challenge', { retryAfter: 90 });
      await reader.publishes();
      expect(reader.countdown).to.equal('Vous pourrez réessayer dans 90\u00a0secondes.');
    });

    it('is none where the failure is not one that time heals', async () => {
      await visit();
      backend.refuses('rejected', { retryAfter: 90 });
      await reader.publishes();
      expect(reader.countdown).to.equal('');
      reader.writes('Bonjour à tous');
      backend.accepts();
      await reader.publishes();
      expect(reader.commentTexts).to.deep.equal(['Bonjour à tous']);
    });

    it('is none of another conversation', async () => {
      await limit(30);
      backend.accepts();
      reader.widget.thread = '/ailleurs';
      await reader.settles();
      reader.writes('Bonsoir');
      await reader.publishes();
      expect(reader.commentTexts).to.deep.equal(['Bonsoir']);
    });

    it('is none where it says none', async () => {
      await visit();
      backend.refuses('challenge', { retryAfter: 0 });
      await reader.publishes();
      expect(reader.countdown).to.equal('');
      expect(reader.button.getAttribute('aria-disabled')).to.equal('false');
    });

    it('goes on when the widget is moved', async () => {
      await limit(3);
      const place = document.body.appendChild(document.createElement('section'));
      place.append(reader.widget);
      await passes(1);
      expect(reader.countdown).to.equal('Vous pourrez réessayer dans 2\u00a0secondes.');
      await passes(2);
      expect(reader.button.getAttribute('aria-disabled')).to.equal('false');
      place.remove();
    });

    it('may be asked for again', async () => {
      await limit(1);
      await passes(1);
      backend.refuses('rate-limited', { retryAfter: 5 });
      await reader.publishes();
      expect(reader.countdown).to.equal('Vous pourrez réessayer dans 5\u00a0secondes.');
      await passes(5);
      expect(reader.countdown).to.equal('Vous pouvez réessayer.');
    });
  });

  describe('that passes while a comment is on its way', () => {
    it('makes the widget say that it takes long', async () => {
      await visit();
      const answer = backend.holdsPosts();
      await reader.pressesButton();
      await eventually(() => backend.sent.length);
      await passes(4.9);
      expect(reader.heard).not.to.include(writing.slow);
      await passes(0.1);
      expect(reader.heard.at(-1)).to.equal('L’envoi prend plus de temps que d’habitude. Votre texte est conservé.');
      expect(reader.button.getAttribute('aria-disabled')).to.equal('true');
      expect(reader.field('body').readOnly).to.equal(true);
      await reader.seesTheEnd(answer);
      expect(reader.heard.at(-1)).to.equal('Votre commentaire est publié.');
    });

    it('is not mentioned once the comment is there', async () => {
      await visit();
      await reader.publishes();
      await passes(60);
      expect(reader.heard).not.to.include(writing.slow);
    });
  });

  describe('that nobody needs less of to write a comment', () => {
    it('is waited for by the widget, three seconds by default, and nothing is lost', async () => {
      backend = new StagedBackend();
      reader = await Reader.visit(html`<comment-widget .adapter=${backend.adapter}></comment-widget>`);
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.pressesButton();
      await eventually(() => reader.heard.includes('Envoi en cours…'));
      await reader.settles();
      expect(backend.sent).to.have.lengthOf(0);
      await passes(3);
      await eventually(() => reader.comments.length);
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    });

    it('is the page’s to choose', async () => {
      await visit({ 'time-trap': '60' });
      await reader.pressesButton();
      await eventually(() => reader.heard.includes('Envoi en cours…'));
      await passes(50);
      expect(backend.sent).to.have.lengthOf(0);
      await passes(10);
      await eventually(() => reader.comments.length);
      expect(backend.sent).to.have.lengthOf(1);
    });

    it('is no reason to take a comment twice', async () => {
      await visit({ 'time-trap': '60' });
      await reader.pressesButton();
      await reader.pressesButton();
      await passes(60);
      await eventually(() => reader.comments.length);
      await passes(60);
      expect(backend.sent).to.have.lengthOf(1);
    });
  });

  describe('in which a reader writes', () => {
    const near = async (left: number) => {
      reader.writes('a'.repeat(200 - left));
      await reader.settles();
    };
    beforeEach(async () => {
      backend = new StagedBackend({ rules: rulesWith({ body: { use: 'required', max: 200 } }) });
      reader = await Reader.visit(widgetFor(backend.adapter));
    });

    it('shows what is left of the text’s length, but only where it gets scarce', async () => {
      await near(41);
      expect(reader.counter).to.equal('');
      await near(40);
      expect(reader.counter).to.equal('Il reste 40\u00a0caractères');
      await near(1);
      expect(reader.counter).to.equal('Il reste 1\u00a0caractère');
      await near(0);
      expect(reader.counter).to.equal('Il reste 0\u00a0caractère');
      await near(-3);
      expect(reader.counter).to.equal('3\u00a0caractères de trop');
      expect(reader.field('body').value).to.have.lengthOf(203);
      await near(100);
      expect(reader.counter).to.equal('');
    });

    it('describes the text by what is left', async () => {
      await near(40);
      expect(reader.descriptions('body')).to.deep.equal(['Il reste 40\u00a0caractères']);
    });

    it('tells what is left once, when the reader pauses', async () => {
      for (const left of [40, 39, 38, 37]) {
        await near(left);
        await passes(1.9);
      }
      expect(reader.heard.filter((text) => text.includes('Il reste'))).to.deep.equal([]);
      await passes(0.1);
      expect(reader.heard.filter((text) => text.includes('Il reste'))).to.deep.equal(['Il reste 37\u00a0caractères']);
      await passes(60);
      expect(reader.heard.filter((text) => text.includes('Il reste'))).to.have.lengthOf(1);
    });

    it('counts the signs that a reader counts, also where the backend counts bytes', async () => {
      const rules = rulesWith({ body: { use: 'required', max: 200, unit: 'bytes' } });
      reader = await Reader.visit(widgetFor(new StagedBackend({ rules }).adapter));
      reader.writes('é'.repeat(95));
      await reader.settles();
      expect(reader.counter).to.equal('Il reste 5\u00a0caractères');
      reader.writes('é'.repeat(101));
      await reader.settles();
      expect(reader.counter).to.equal('1\u00a0caractère de trop');
    });

    it('is no concern of a backend that takes any length', async () => {
      const rules = rulesWith({ body: { use: 'required' } });
      reader = await Reader.visit(widgetFor(new StagedBackend({ rules }).adapter));
      reader.writes('a'.repeat(100_000));
      await reader.settles();
      expect(reader.counter).to.equal('');
    });

    it('begins anew with an empty text', async () => {
      await near(10);
      reader.signs(marie);
      await reader.publishes();
      expect(reader.counter).to.equal('');
    });
  });
});
