import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../src/define.js';
import type { CommentData, Page } from '../../src/core/comment.js';
import { CommentError } from '../../src/core/errors.js';
import { fr } from '../../src/locales/fr.js';
import { writing } from '../../src/locales/fr/writing.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

describe('the thread', () => {
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (comments: readonly CommentData[] = [], attributes: Record<string, string> = {}) => {
    backend = new StagedBackend({ comments });
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
  };
  const titles = () => reader.headings.map(({ text }) => text);

  it('invites whoever comes first', async () => {
    await visit();
    expect(titles()).to.include('Aucun commentaire');
    expect(reader.words).to.include('Soyez la première personne à réagir à cet article.');
  });

  it('comes to rest without comments, with the way back to the top', async () => {
    await visit([], { 'back-to-top': '' });
    await reader.settles();
    const before = reader.markup;
    await reader.settles();
    expect(reader.markup).to.equal(before);
    expect(reader.words.at(-1)).to.equal('Retour en haut');
  });

  it('shows who wrote what, and when', async () => {
    const author = { name: 'Anne', url: 'https://anne.exemple.fr/' };
    await visit([comment('1', 'Bonjour\n\nà tous', { author }), comment('2', 'Merci')]);
    expect(titles()).to.include('2\u00a0commentaires');
    const [first, second] = reader.comments as [HTMLElement, HTMLElement];
    const link = first.querySelector<HTMLAnchorElement>('[part="author"] a')!;
    expect([textOf(link), link.href, link.rel]).to.deep.equal(['Anne', author.url, 'ugc nofollow noopener']);
    expect(second.querySelector('[part="author"] a')).to.equal(null);
    const time = second.querySelector('time')!;
    expect(time.dateTime).to.equal('2026-01-02T10:00:00.000Z');
    expect(textOf(time)).to.equal(fr.ago(new Date(Date.UTC(2026, 0, 2, 10))));
    expect(reader.commentTexts).to.deep.equal(['Bonjour\n\nà tous', 'Merci']);
    expect(getComputedStyle(first.querySelector('[part="body"]')!).whiteSpace).to.match(/^pre-line|preserve-breaks$/);
    expect(first.closest('li')?.parentElement?.localName).to.equal('ol');
  });

  it('does without what a backend does not know', async () => {
    await visit([comment('1', 'Bonjour', { author: { name: '' }, createdAt: null })]);
    expect(textOf(reader.comments[0])).to.equal('AAnonyme Bonjour RépondreCopier le lien');
    expect(reader.comments[0]!.querySelector('time')?.dateTime).to.equal(undefined);
  });

  it('counts what there is, not what is shown', async () => {
    backend = new StagedBackend();
    backend.onList = () => Promise.resolve({ comments: [comment('1')], total: 1234, next: '2' } satisfies Page);
    reader = await Reader.visit(widgetFor(backend.adapter));
    expect(titles()).to.include('1\u202f234\u00a0commentaires');
  });

  it('says that it is being read', async () => {
    backend = new StagedBackend({ comments: [comment('1')] });
    const answer = backend.holdsLists();
    reader = await Reader.arrive(widgetFor(backend.adapter));
    await eventually(() => reader.hears);
    expect(reader.hears).to.equal('Chargement des commentaires…');
    expect(reader.hasForm).to.equal(true);
    answer();
    await eventually(() => reader.comments.length);
    expect(reader.hears).to.equal('');
  });

  it('takes a comment while it is being read, and puts it where it belongs', async () => {
    backend = new StagedBackend({ comments: [comment('1'), comment('2')] });
    const answer = backend.holdsLists();
    reader = await Reader.arrive(widgetFor(backend.adapter));
    reader.writes('Bonjour');
    reader.signs(marie);
    await reader.publishes();
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    answer();
    await eventually(() => reader.comments.length > 1);
    expect(reader.commentTexts).to.deep.equal(['Commentaire 1', 'Commentaire 2', 'Bonjour']);
    expect(titles()).to.include('3\u00a0commentaires');
  });

  describe('that could not be read', () => {
    beforeEach(async () => {
      backend = new StagedBackend({ comments: [comment('1')] });
      backend.onList = () => Promise.reject(new CommentError('unavailable'));
      reader = await Reader.visit(widgetFor(backend.adapter));
    });

    it('says so, and leaves the form as it is', () => {
      expect(reader.hears).to.equal('Les commentaires n’ont pas pu être chargés.');
      expect(reader.hasForm).to.equal(true);
      expect(titles()).to.deep.equal([fr.title]);
    });

    it('is read again at the press of a button', async () => {
      expect(textOf(reader.loadButton)).to.equal('Réessayer');
      backend.onList = (list) => list();
      reader.loadButton!.click();
      await eventually(() => reader.comments.length);
      expect(reader.commentTexts).to.deep.equal(['Commentaire 1']);
      expect(reader.hears).to.equal('');
      expect(textOf(reader.loadButton)).to.equal('');
    });

    it('says so again when it fails again', async () => {
      reader.loadButton!.click();
      await eventually(() => backend.asked.length === 2 && !reader.isLoading);
      await reader.settles();
      expect(reader.heard.filter((text) => text === fr.unread)).to.have.lengthOf(2);
    });

    for (const [end, onList] of Object.entries({
      'read after all': (list: () => Promise<Page>) => list(),
      'not read again': () => Promise.reject(new CommentError('network')),
    }))
      it(`does not lose the reader’s place when it is ${end}`, async () => {
        backend.onList = onList;
        reader.loadButton!.focus();
        reader.loadButton!.click();
        await eventually(() => backend.asked.length === 2 && !reader.isLoading);
        await reader.settles();
        expect(reader.focused).not.to.equal('nothing');
      });

    it('shows a comment that is sent meanwhile', async () => {
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
      expect(reader.hears).to.include(fr.unread).and.to.include(writing.sent.published);
    });
  });

  describe('of several pages', () => {
    const long = Array.from({ length: 45 }, (_, index) => comment(String(index + 1)));
    beforeEach(async () => {
      await visit(long);
      // A thread is drawn in several frames.
      await eventually(() => reader.loadButton);
    });

    it('is read on at the press of a button, to its end', async () => {
      expect(reader.comments).to.have.lengthOf(20);
      expect(titles()).to.include('45\u00a0commentaires');
      expect(textOf(reader.loadButton)).to.equal('Afficher plus de commentaires (25\u00a0restants)');
      reader.loadButton!.click();
      await eventually(() => reader.comments.length === 40);
      reader.loadButton!.click();
      await eventually(() => reader.comments.length === 45);
      expect(reader.commentTexts).to.deep.equal(long.map(({ content }) => content.value));
      expect(textOf(reader.loadButton)).to.equal('');
    });

    it('keeps what is shown when the next page cannot be read, and asks for it again', async () => {
      backend.onList = () => Promise.reject(new CommentError('network'));
      reader.loadButton!.click();
      await eventually(() => reader.hears === fr.unread);
      expect(reader.comments).to.have.lengthOf(20);
      backend.onList = (list) => list();
      reader.loadButton!.click();
      await eventually(() => reader.comments.length === 40);
    });

    it('shows a comment once that comes twice', async () => {
      backend.onList = async (list) => {
        const page = await list();
        return { ...page, comments: [long[19]!, ...page.comments] };
      };
      reader.loadButton!.click();
      await eventually(() => reader.comments.length >= 40);
      expect(reader.comments).to.have.lengthOf(40);
    });

    it('does not lose the reader’s place when it is read on', async () => {
      reader.loadButton!.focus();
      reader.loadButton!.click();
      await eventually(() => reader.comments.length === 40);
      await reader.settles();
      expect(reader.focused).not.to.equal('nothing');
    });

    for (const place of ['the form', 'the page'])
      it(`leaves a reader alone who has gone elsewhere in ${place} meanwhile`, async () => {
        const search = document.body.appendChild(Object.assign(document.createElement('input'), { name: 'recherche' }));
        const answer = backend.holdsLists();
        reader.loadButton!.focus();
        reader.loadButton!.click();
        await eventually(() => backend.asked.length === 2);
        if (place === 'the form') reader.goesTo('body');
        else search.focus();
        answer();
        await eventually(() => reader.comments.length === 40);
        await reader.settles();
        expect(reader.focused).to.equal(place === 'the form' ? 'body' : 'recherche');
        search.remove();
      });

    it('is asked for once, however often the button is pressed', async () => {
      const answer = backend.holdsLists();
      reader.loadButton!.click();
      reader.loadButton!.click();
      await reader.settles();
      expect(reader.loadButton!.getAttribute('aria-disabled')).to.equal('true');
      reader.loadButton!.click();
      answer();
      await eventually(() => reader.comments.length === 40);
      await reader.settles();
      expect(reader.comments).to.have.lengthOf(40);
      expect(backend.asked).to.have.lengthOf(2);
    });

    it('does not lose the reader’s place at its end', async () => {
      reader.loadButton!.click();
      await eventually(() => reader.comments.length === 40);
      reader.loadButton!.focus();
      reader.loadButton!.click();
      await eventually(() => reader.comments.length === 45);
      await reader.settles();
      expect(reader.focused).not.to.equal('nothing');
    });
  });

  describe('that the server put into the page', () => {
    const page = (adapter = backend.adapter) =>
      html`<comment-widget .adapter=${adapter}>
        <ol slot="thread">
          <li>Rendu par le serveur</li>
        </ol>
      </comment-widget>`;
    const isShown = () => reader.widget.querySelector('ol')!.checkVisibility();

    it('is shown until there is something better', async () => {
      backend = new StagedBackend({ comments: [comment('1')] });
      const answer = backend.holdsLists();
      reader = await Reader.arrive(page());
      expect(isShown()).to.equal(true);
      answer();
      await eventually(() => reader.comments.length);
      expect(isShown()).to.equal(false);
    });

    it('is shown where nothing better comes', async () => {
      backend = new StagedBackend();
      backend.onList = () => Promise.reject(new CommentError('network'));
      reader = await Reader.visit(page());
      expect(isShown()).to.equal(true);
      expect(reader.hears).to.equal(fr.unread);
    });
  });

  describe('when its widget comes and goes', () => {
    it('stops reading, and begins again', async () => {
      backend = new StagedBackend({ comments: [comment('1')] });
      const answer = backend.holdsLists();
      reader = await Reader.arrive(widgetFor(backend.adapter));
      await eventually(() => backend.asked.length);
      const { widget } = reader;
      const parent = widget.parentNode!;
      widget.remove();
      expect(backend.asked[0]!.options.signal!.aborted).to.equal(true);
      parent.append(widget);
      await eventually(() => backend.asked.length === 2);
      answer();
      await eventually(() => reader.comments.length);
      expect(reader.comments).to.have.lengthOf(1);
      expect(reader.hears).to.equal('');
    });

    it('is not read again where it was read', async () => {
      await visit([comment('1')]);
      const parent = reader.widget.parentNode!;
      reader.widget.remove();
      parent.append(reader.widget);
      await reader.settles();
      expect(backend.asked).to.have.lengthOf(1);
      expect(reader.comments).to.have.lengthOf(1);
    });

    it('listens once: a comment is sent once after it came back twice', async () => {
      await visit();
      const parent = reader.widget.parentNode!;
      for (let times = 0; times < 2; times++) {
        reader.widget.remove();
        parent.append(reader.widget);
      }
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      expect(backend.sent).to.have.lengthOf(1);
      expect(reader.comments).to.have.lengthOf(1);
    });
  });
});
