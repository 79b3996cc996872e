import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('sending a comment', () => {
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (options = {}, attributes: Record<string, string> = {}) => {
    backend = new StagedBackend(options);
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
  };

  /** Fills everything in and presses the button of a backend that does not answer. */
  const waits = async () => {
    await visit();
    const answer = backend.holdsPosts();
    reader.writes('Bonjour');
    reader.signs({ ...marie, url: 'exemple.fr' });
    await reader.pressesButton();
    await eventually(() => backend.sent.length);
    await reader.settles();
    return answer;
  };

  const publish = async (text = 'Bonjour') => {
    reader.writes(text);
    reader.signs(marie);
    await reader.publishes();
  };

  it('gives the backend the whole comment, cleaned, and where it belongs', async () => {
    await visit({}, { thread: 'article-7', lang: 'fr' });
    reader.writes('  Bonjour\nà tous ');
    reader.signs({ name: ' Marie  Curie', email: 'marie@exemple.fr ', url: 'exemple.fr' });
    await reader.publishes();
    const [{ target, draft, options }] = backend.sent as [(typeof backend.sent)[0]];
    expect(draft).to.include({
      body: 'Bonjour\nà tous',
      name: 'Marie Curie',
      email: 'marie@exemple.fr',
      url: 'https://exemple.fr',
    });
    expect(target).to.deep.equal({
      thread: 'article-7',
      parentId: null,
      url: location.href,
      title: document.title,
    });
    expect(options.lang).to.equal('fr');
    expect(options.attemptKey).to.match(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(options.signal).to.equal(undefined);
  });

  describe('once', () => {
    const twice: Record<string, () => unknown> = {
      'the button is pressed again': () => reader.button.click(),
      'the button is pressed ten times': () => Array.from({ length: 10 }, () => reader.button.click()),
      'the page asks again': () => reader.form!.requestSubmit(),
      'Enter is pressed in a field': async () => {
        reader.field('name').focus();
        await reader.presses('Enter');
      },
      'Ctrl and Enter are pressed in the text': async () => {
        reader.field('body').focus();
        await reader.presses('Control+Enter');
      },
      'Enter is pressed on the button': async () => {
        reader.button.focus();
        await reader.presses('Enter', 'Space');
      },
    };
    for (const [what, again] of Object.entries(twice))
      it(`when ${what} while it is on its way`, async () => {
        const answer = await waits();
        await again();
        await reader.settles();
        answer();
        await eventually(() => reader.comments.length);
        await reader.settles();
        expect(backend.sent).to.have.lengthOf(1);
        expect(reader.comments).to.have.lengthOf(1);
      });

    it('when everything is pressed in the same moment', async () => {
      await visit();
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.seesTheEnd(() => {
        reader.button.click();
        reader.button.click();
        reader.form!.requestSubmit();
        reader.form!.requestSubmit();
      });
      expect(backend.sent).to.have.lengthOf(1);
    });

    it('by Ctrl and Enter in the text', async () => {
      await visit();
      reader.signs(marie);
      reader.writes('Bonjour');
      await reader.seesTheEnd(() => reader.presses('Control+Enter'));
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
      expect(backend.sent).to.have.lengthOf(1);
    });

    it('by Enter in a field of one line, which in the text is a new line', async () => {
      await visit();
      reader.signs(marie);
      reader.writes('Bonjour');
      await reader.presses('Enter');
      expect(backend.sent).to.have.lengthOf(0);
      expect(reader.field('body').value).to.match(/\n/);
      reader.field('email').focus();
      await reader.seesTheEnd(() => reader.presses('Enter'));
      expect(backend.sent).to.have.lengthOf(1);
    });

    it('and not by an Enter that chooses a word in an input method', async () => {
      await visit();
      reader.signs(marie);
      reader.writes('Bonjour');
      const init = { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true, composed: true };
      reader.field('body').dispatchEvent(new KeyboardEvent('keydown', init));
      await reader.settles();
      expect(backend.sent).to.have.lengthOf(0);
    });
  });

  describe('while it is on its way', () => {
    it('keeps the focus on a button that says it does nothing', async () => {
      await waits();
      expect(reader.button.getAttribute('aria-disabled')).to.equal('true');
      expect(reader.button.disabled).to.equal(false);
      expect(reader.focused).to.equal('submit: Laisser un commentaire');
    });

    it('keeps what is written as it is', async () => {
      await waits();
      for (const field of ['body', 'name', 'email', 'url'] as const)
        expect(reader.field(field).readOnly, field).to.equal(true);
      reader.field('body').focus();
      await reader.types('x');
      expect(reader.field('body').value).to.equal('Bonjour');
    });

    it('says so', async () => {
      await waits();
      expect(reader.heard).to.include('Envoi en cours…');
      expect(reader.is('sending')).to.equal(true);
      expect(reader.comments).to.have.lengthOf(0);
    });

    it('gives everything back when it ends', async () => {
      const answer = await waits();
      answer();
      await eventually(() => reader.comments.length);
      await reader.settles();
      expect(reader.button.getAttribute('aria-disabled')).to.equal('false');
      expect(reader.field('body').readOnly).to.equal(false);
      expect(reader.is('sending')).to.equal(false);
    });
  });

  describe('that is published', () => {
    beforeEach(async () => {
      await visit({ comments: [comment('1')] });
      await publish();
    });

    it('shows it in the thread, and takes the reader there', () => {
      expect(reader.commentTexts).to.deep.equal(['Commentaire 1', 'Bonjour']);
      expect(reader.focused).to.equal('comment: Bonjour');
      expect(reader.headings.map(({ text }) => text)).to.include('2\u00a0commentaires');
    });

    it('says so', () => {
      expect(reader.heard.at(-1)).to.equal('Votre commentaire est publié.');
      expect(reader.message).to.equal('Votre commentaire est publié.');
      expect(reader.is('sent')).to.equal(true);
    });

    it('empties the text and keeps who wrote it for the next one', () => {
      expect(reader.field('body').value).to.equal('');
      expect(reader.field('name').value).to.equal('Marie Curie');
      expect(reader.field('email').value).to.equal('marie@exemple.fr');
      expect(reader.complaints).to.deep.equal({});
    });

    it('stops saying so when the reader goes on writing', async () => {
      reader.writes('Et encore');
      await reader.settles();
      expect(reader.message).to.equal('');
      expect(reader.is('sent')).to.equal(false);
    });

    it('lets another one follow, under another key', async () => {
      reader.writes('Et encore');
      await reader.publishes();
      expect(reader.commentTexts).to.deep.equal(['Commentaire 1', 'Bonjour', 'Et encore']);
      expect(reader.focused).to.equal('comment: Et encore');
      expect(new Set(backend.attemptKeys).size).to.equal(2);
      expect(backend.draft).to.include(marie);
    });

    it('knows the reader in another widget of the same visit', async () => {
      const other = await Reader.visit(widgetFor(new StagedBackend().adapter));
      expect(other.field('name').value).to.equal('Marie Curie');
      expect(other.field('email').value).to.equal('marie@exemple.fr');
      expect(other.remember.checked).to.equal(false);
    });
  });

  it('that waits for a moderator says so, in the thread and above it', async () => {
    await visit({ moderated: true });
    await publish();
    expect(reader.heard.at(-1)).to.equal(
      'Votre commentaire est en attente de modération. Il sera visible après sa validation.',
    );
    expect(reader.comments[0]!.textContent).to.include('En attente de modération');
    expect(reader.focused).to.equal('comment: Bonjour');
  });

  for (const [status, sentence] of [
    ['accepted', 'Votre commentaire est envoyé. Il sera peut-être relu avant de paraître.'],
    ['pending', 'Votre commentaire est en attente de modération. Il sera visible après sa validation.'],
    ['published', 'Votre commentaire est publié.'],
  ] as const)
    it(`of which the backend says no more than "${status}" claims no more, and takes the reader to the message`, async () => {
      await visit();
      backend.onPost = () => Promise.resolve({ status });
      await publish();
      expect(reader.heard.at(-1)).to.equal(sentence);
      expect(reader.comments).to.have.lengthOf(0);
      expect(reader.focused).to.equal(`message: ${sentence}`);
      expect(reader.field('body').value).to.equal('');
    });

  it('goes under another key than the last one, though it says the same', async () => {
    await visit();
    backend.onPost = () => Promise.resolve({ status: 'accepted' });
    await publish('Merci');
    await publish('Merci');
    expect(new Set(backend.attemptKeys).size).to.equal(2);
  });

  it('goes on where the newest come first', async () => {
    await visit({ comments: [comment('1')] }, { order: 'newest' });
    await publish();
    expect(reader.commentTexts).to.deep.equal(['Bonjour', 'Commentaire 1']);
  });

  it('is not stopped when the widget is moved to another place, and is shown there', async () => {
    const answer = await waits();
    const place = document.body.appendChild(document.createElement('section'));
    place.append(reader.widget);
    answer();
    await eventually(() => reader.comments.length);
    await reader.settles();
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    expect(reader.field('body').value).to.equal('');
    expect(backend.sent).to.have.lengthOf(1);
    place.remove();
  });

  it('is not stopped when the widget is taken away', async () => {
    const answer = await waits();
    reader.widget.remove();
    answer();
    await reader.settles();
    const { comments } = await backend.adapter.list!({ thread: location.pathname }, {});
    expect(comments.map(({ content }) => content.value)).to.deep.equal(['Bonjour']);
  });
});
