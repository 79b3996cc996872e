import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { memory } from '../../src/adapters/memory.js';
import { registerAdapter } from '../../src/adapters/registry.js';
import type { AdapterOptions } from '../../src/core/adapter.js';
import { CommentError } from '../../src/core/errors.js';
import '../../src/define.js';
import type { CommentWidget } from '../../src/elements/comment-widget.js';
import { fr } from '../../src/locales/fr.js';
import { outbox } from '../../src/locales/fr/outbox.js';
import { writing } from '../../src/locales/fr/writing.js';
import { eventually, turn } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { widgetFor } from '../support/widget.js';

const made: AdapterOptions[] = [];
registerAdapter('souvenir', () => (options) => {
  made.push(options);
  return memory({ comments: [comment('1', 'Du souvenir')] });
});
registerAdapter('exigeant', () => () => {
  throw new CommentError('misconfigured', '"exigeant" needs an endpoint');
});
registerAdapter('cassé', () => () => {
  throw new TypeError('x is not a function');
});
registerAdapter('perdu', () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));

describe('the backend of a widget', () => {
  beforeEach(() => (made.length = 0));
  const publish = async (reader: Reader, text = 'Bonjour') => {
    reader.writes(text);
    reader.signs(marie);
    await reader.publishes();
  };
  const quiet = async (reader: Reader) => {
    await eventually(() => reader.words.includes(fr.errors.misconfigured));
    await reader.settles();
  };

  it('is the one that is registered under its name, made with the options of the page', async () => {
    const reader = await Reader.visit(
      html`<comment-widget backend="souvenir" endpoint="/api" data-site-id="42" time-trap="0"></comment-widget>`,
    );
    await eventually(() => reader.comments.length);
    expect(made).to.deep.equal([{ endpoint: '/api', siteId: '42' }]);
    await publish(reader);
    expect(reader.commentTexts).to.deep.equal(['Du souvenir', 'Bonjour']);
    expect(made).to.have.lengthOf(1);
  });

  it('is the page’s own object, before any name', async () => {
    const backend = new StagedBackend({ comments: [comment('1', 'De la page')] });
    const reader = await Reader.visit(widgetFor(backend.adapter, { backend: 'souvenir' }));
    expect(reader.commentTexts).to.deep.equal(['De la page']);
    expect(made).to.deep.equal([]);
  });

  it('is asked for the page’s thread: its path, or the key that is given', async () => {
    const backend = new StagedBackend();
    await Reader.visit(widgetFor(backend.adapter));
    await Reader.visit(widgetFor(backend.adapter, { thread: 'article-7', order: 'newest' }));
    expect(backend.asked.map(({ query }) => query)).to.deep.equal([
      { thread: location.pathname, order: 'oldest' },
      { thread: 'article-7', order: 'newest' },
    ]);
  });

  describe('that there is not', () => {
    for (const [what, attributes] of Object.entries({ unknown: { backend: 'inconnu' }, 'not named': {} }))
      it(`leaves the page quiet, and its owner with the choices: ${what}`, async () => {
        const reader = await Reader.visit(widgetFor(null, attributes));
        await quiet(reader);
        expect(reader.words).to.deep.equal([fr.errors.misconfigured]);
        expect(reader.hasForm).to.equal(false);
        const told = consoleTold();
        expect(told).to.have.lengthOf(1);
        for (const name of ['comment-widget', 'souvenir', 'exigeant', 'cassé', 'perdu'])
          expect(told[0]).to.include(name);
      });

    it('leaves what the server put into the page', async () => {
      const reader = await Reader.visit(
        html`<comment-widget backend="inconnu"><p slot="thread">Rendu par le serveur</p></comment-widget>`,
      );
      await quiet(reader);
      expect(reader.widget.querySelector('p')!.checkVisibility()).to.equal(true);
      expect(consoleTold()).to.have.lengthOf(1);
    });

    it('may be registered after the widget is there', async () => {
      const reader = await Reader.visit(widgetFor(null, { backend: 'tardif' }));
      await quiet(reader);
      consoleTold();
      registerAdapter('tardif', () => () => memory({ comments: [comment('1', 'Tard')] }));
      await eventually(() => reader.comments.length);
      expect(reader.commentTexts).to.deep.equal(['Tard']);
      await publish(reader);
      expect(reader.commentTexts).to.deep.equal(['Tard', 'Bonjour']);
    });

    it('does not come in the place of another one that was chosen meanwhile', async () => {
      const reader = await Reader.visit(widgetFor(null, { backend: 'encore plus tardif' }));
      await quiet(reader);
      consoleTold();
      reader.widget.backend = 'souvenir';
      await eventually(() => reader.comments.length);
      registerAdapter('encore plus tardif', () => () => memory());
      await reader.settles();
      expect(reader.commentTexts).to.deep.equal(['Du souvenir']);
    });

    it('may be mended in place', async () => {
      const reader = await Reader.visit(widgetFor(null, { backend: 'inconnu' }));
      await quiet(reader);
      consoleTold();
      reader.widget.backend = 'souvenir';
      await eventually(() => reader.comments.length);
      expect(reader.hasForm).to.equal(true);
      expect(reader.words).not.to.include(fr.errors.misconfigured);
    });

    it('may be mended in place by one that is only written to', async () => {
      const reader = await Reader.visit(widgetFor(null, { backend: 'inconnu' }));
      await quiet(reader);
      consoleTold();
      const { name, rules, post } = memory();
      reader.widget.adapter = { name, rules, post: post! };
      await eventually(() => reader.hasForm);
      expect(reader.words).not.to.include(fr.errors.misconfigured);
    });
  });

  it('that refuses its options leaves the page quiet, and its owner with what it said', async () => {
    const reader = await Reader.visit(widgetFor(null, { backend: 'exigeant' }));
    await quiet(reader);
    expect(consoleTold().join()).to.include('"exigeant" needs an endpoint');
  });

  it('that breaks when it is made leaves a form that says so', async () => {
    const reader = await Reader.visit(widgetFor(null, { backend: 'cassé' }));
    await eventually(() => reader.words.includes(fr.unread));
    await publish(reader);
    expect(reader.hears).to.include(fr.errors.protocol);
    expect(reader.field('body').value).to.equal('Bonjour');
    expect(consoleTold().join()).to.include('x is not a function');
  });

  it('whose code does not arrive is asked for again', async () => {
    const reader = await Reader.visit(widgetFor(null, { backend: 'perdu' }));
    await eventually(() => reader.words.includes(fr.unread));
    await publish(reader);
    expect(reader.waiting).to.deep.equal(['Bonjour']);
    registerAdapter('perdu', () => () => memory({ comments: [comment('1', 'Retrouvé')] }));
    reader.loadButton!.click();
    await eventually(() => reader.comments.length);
    await reader.seesTheEnd(() => reader.control(outbox.send)!.click());
    expect(reader.commentTexts).to.deep.equal(['Retrouvé', 'Bonjour']);
  });

  describe('that changes in place', () => {
    const first = () => new StagedBackend({ comments: [comment('1', 'Le premier')] });
    const second = () => new StagedBackend({ comments: [comment('1', 'Le second')] });

    const changes: Record<string, (widget: CommentWidget, other: StagedBackend) => void> = {
      'its adapter': (widget, { adapter }) => (widget.adapter = adapter),
      'its name': (widget) => {
        widget.adapter = null;
        widget.backend = 'souvenir';
      },
    };
    for (const [what, change] of Object.entries(changes))
      it(`is another conversation: ${what}`, async () => {
        const reader = await Reader.visit(widgetFor(first().adapter));
        reader.writes('Un texte précieux');
        change(reader.widget, second());
        await eventually(() => reader.commentTexts[0] !== 'Le premier' && reader.comments.length);
        expect(reader.comments).to.have.lengthOf(1);
        expect(reader.field('body').value).to.equal('Un texte précieux');
      });

    it('is another conversation: its thread', async () => {
      const backend = first();
      const reader = await Reader.visit(widgetFor(backend.adapter, { thread: 'a' }));
      await publish(reader);
      reader.widget.thread = 'b';
      await eventually(() => !reader.isLoading && reader.comments.length === 1);
      expect(reader.commentTexts).to.deep.equal(['Le premier']);
      await publish(reader, 'Dans b');
      expect(backend.sent.map(({ target }) => target.thread)).to.deep.equal(['a', 'b']);
    });

    it('is another order', async () => {
      const backend = new StagedBackend({ comments: [comment('1'), comment('2')] });
      const reader = await Reader.visit(widgetFor(backend.adapter));
      reader.widget.order = 'newest';
      await eventually(() => reader.commentTexts[0] === 'Commentaire 2');
      expect(reader.comments).to.have.lengthOf(2);
    });

    it('does not show what the other one says too late', async () => {
      const slow = first();
      const answer = slow.holdsLists();
      const reader = await Reader.arrive(widgetFor(slow.adapter));
      reader.widget.adapter = second().adapter;
      await eventually(() => reader.comments.length);
      expect(slow.asked[0]!.options.signal!.aborted).to.equal(true);
      answer();
      await reader.settles();
      expect(reader.commentTexts).to.deep.equal(['Le second']);
    });

    it('does not show a comment that was sent to the other one', async () => {
      const backend = first();
      const reader = await Reader.visit(widgetFor(backend.adapter, { thread: 'a' }));
      const answer = backend.holdsPosts();
      reader.writes('Dans a');
      reader.signs(marie);
      await reader.pressesButton();
      await eventually(() => backend.sent.length);
      reader.widget.thread = 'b';
      await eventually(() => !reader.isLoading && reader.comments.length === 1);
      await reader.seesTheEnd(answer);
      expect(reader.commentTexts).to.deep.equal(['Le premier']);
      // What is said there is said of that conversation.
      expect(reader.hears).not.to.include(writing.sent.published);
    });

    for (let turns = 0; turns < 6; turns++)
      it(`is not handed what was sent to the other one, ${turns} turns of the event loop before`, async () => {
        const backend = first();
        const reader = await Reader.visit(widgetFor(backend.adapter, { thread: 'a' }));
        reader.writes('Dans a');
        reader.signs(marie);
        reader.button.click();
        for (let rest = turns; rest > 0; rest--) await turn();
        reader.widget.thread = 'b';
        await eventually(() => backend.asked.at(-1)!.query.thread === 'b');
        await reader.settles();
        expect(backend.sent.filter(({ target }) => target.thread !== 'a')).to.deep.equal([]);
      });

    it('goes back to what is usual when its attributes go', async () => {
      const backend = new StagedBackend();
      const reader = await Reader.visit(widgetFor(backend.adapter, { thread: 'a', order: 'newest' }));
      for (const name of ['thread', 'order', 'endpoint', 'backend', 'login-url', 'messages'])
        reader.widget.removeAttribute(name);
      await eventually(() => backend.asked.length > 1);
      expect(backend.asked.at(-1)!.query).to.deep.equal({ thread: location.pathname, order: 'oldest' });
    });

    it('is asked once, however many settings change', async () => {
      const backend = new StagedBackend();
      const reader = await Reader.visit(widgetFor(backend.adapter));
      Object.assign(reader.widget, { thread: 'b', order: 'newest', headingLevel: 3, backToTop: true, loginUrl: '/' });
      await reader.settles();
      expect(backend.asked).to.have.lengthOf(2);
      reader.widget.headingLevel = 4;
      await reader.settles();
      expect(backend.asked).to.have.lengthOf(2);
    });
  });

  describe('with one method', () => {
    const { list, post, ...rest } = memory({ comments: [comment('1')] });

    it('has no form where there is nothing to write to', async () => {
      const reader = await Reader.visit(widgetFor({ ...rest, list: list! }));
      await eventually(() => !reader.hasForm);
      expect(reader.commentTexts).to.deep.equal(['Commentaire 1']);
    });

    it('has no count where there is nothing to read', async () => {
      const reader = await Reader.visit(widgetFor({ ...rest, post: post! }));
      expect(reader.headings.map(({ text }) => text)).to.deep.equal([fr.title]);
      expect(reader.hears).to.equal('');
      await publish(reader);
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    });
  });
});

describe('two widgets on one page', () => {
  it('mind their own business', async () => {
    const backends = [new StagedBackend(), new StagedBackend()] as const;
    const [one, other] = backends.map(({ adapter }) => widgetFor(adapter)) as [CommentWidget, CommentWidget];
    const reader = await Reader.visit(html`<div>${one}${other}</div>`);
    const otherReader = await Reader.meet(other);
    otherReader.writes('Pour l’autre');
    await otherReader.publishes();
    expect(Object.keys(otherReader.complaints)).to.deep.equal(['name', 'email']);
    expect(reader.complaints).to.deep.equal({});
    await publishAs(reader);
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    expect(otherReader.commentTexts).to.deep.equal([]);
    expect(otherReader.field('body').value).to.equal('Pour l’autre');
    expect(backends.map(({ sent }) => sent.length)).to.deep.equal([1, 0]);
  });

  it('may stand in front of the same backend', async () => {
    const { adapter } = new StagedBackend();
    const reader = await Reader.visit(widgetFor(adapter, { thread: 'a' }));
    const otherReader = await Reader.visit(widgetFor(adapter, { thread: 'b' }));
    await publishAs(reader);
    expect(reader.comments).to.have.lengthOf(1);
    expect(otherReader.comments).to.have.lengthOf(0);
  });

  async function publishAs(reader: Reader) {
    reader.writes('Bonjour');
    reader.signs(marie);
    await reader.publishes();
  }
});
