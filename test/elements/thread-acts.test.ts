import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { CommentData } from '../../src/core/comment.js';
import type { CommentEvents } from '../../src/core/events.js';
import { fr } from '../../src/locales/fr.js';
import { panel } from '../../src/locales/fr/panel.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

describe('what may be done to a comment', () => {
  let backend: StagedBackend;
  let reader: Reader;

  // What it is like while they come is another test's.
  before(() =>
    Promise.all([import('../../src/elements/panel-template.js'), import('../../src/controllers/thread-acts.js')]),
  );

  const visit = async (
    comments: readonly CommentData[] = [],
    attributes: Record<string, string> = {},
    moderated = false,
  ) => {
    backend = new StagedBackend({ comments, moderated });
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
    await eventually(() => reader.comments.length === comments.length);
  };
  const publishes = async (text: string) => {
    reader.writes(text);
    reader.signs(marie);
    await reader.publishes();
    await eventually(() => reader.comments.length);
  };
  const panelText = () => reader.comments[0]!.querySelector<HTMLTextAreaElement>('[part~="panel"] textarea')!;
  const confirms = () => reader.comments[0]!.querySelector<HTMLFormElement>('[part~="panel"]')!.requestSubmit();
  const presses = async (id: string, text: string) => {
    reader.act(id, text)!.click();
    await reader.settles();
  };

  describe('by its author', () => {
    beforeEach(async () => {
      await visit();
      await publishes('Bonjour');
    });

    it('is to change it', async () => {
      let told: CommentEvents['comment-edited'] | undefined;
      reader.widget.addEventListener('comment-edited', ({ detail }) => (told = detail));
      await presses('memory-1', fr.edit);
      expect(panelText().value).to.equal('Bonjour');
      panelText().value = 'Bonsoir';
      panelText().dispatchEvent(new Event('input', { bubbles: true }));
      confirms();
      await eventually(() => reader.commentTexts[0] === 'Bonsoir');
      await eventually(() => reader.heard.includes(panel.saved));
      expect(textOf(reader.comments[0])).to.include(fr.edited);
      expect(reader.focused).to.equal('comment: Bonsoir');
      expect(told?.comment.content.value).to.equal('Bonsoir');
    });

    it('is not to empty it: the sentence says what to do, the text stays', async () => {
      await presses('memory-1', fr.edit);
      panelText().required = false;
      panelText().value = '  ';
      panelText().dispatchEvent(new Event('input', { bubbles: true }));
      confirms();
      await eventually(() => reader.hears.includes('Écrivez votre commentaire.'));
      expect(panelText().value).to.equal('  ');
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    });

    it('is to leave it as it is, what was begun stays for later', async () => {
      await presses('memory-1', fr.edit);
      panelText().value = 'Bonsoir';
      panelText().dispatchEvent(new Event('input', { bubbles: true }));
      await reader.presses('Escape');
      await eventually(() => reader.focused === `act: ${fr.edit}`);
      expect(panelText()).to.equal(null);
      await presses('memory-1', fr.edit);
      expect(panelText().value).to.equal('Bonsoir');
    });

    it('is to delete it, once it was asked for', async () => {
      let told: CommentEvents['comment-removed'] | undefined;
      reader.widget.addEventListener('comment-removed', ({ detail }) => (told = detail));
      await presses('memory-1', fr.remove);
      expect(reader.words.join()).to.include(panel.removeQuestion);
      expect(backend.removals.asked).to.have.lengthOf(0);
      confirms();
      await eventually(() => reader.comments.length === 0);
      expect(reader.heard).to.include(panel.removed);
      expect(reader.headings[1]!.text).to.equal('Aucun commentaire');
      expect(reader.focused).to.match(/^title/);
      expect(told?.comment.id).to.equal('memory-1');
    });

    it('leaves its place where somebody has answered', async () => {
      backend.removals.answers = () =>
        Promise.resolve(comment('memory-1', '', { status: 'deleted', author: { name: '' } }));
      await presses('memory-1', fr.remove);
      confirms();
      await eventually(() => textOf(reader.comments[0]) === fr.deleted);
    });

    it('says why it cannot be, and lets it be tried again', async () => {
      backend.removals.refuses('unavailable');
      await presses('memory-1', fr.remove);
      confirms();
      await eventually(() => reader.hears.includes(fr.errors.unavailable));
      backend.removals.accepts();
      confirms();
      await eventually(() => reader.comments.length === 0);
    });

    it('is still theirs after a reload', async () => {
      const again = widgetFor(backend.adapter);
      reader.widget.replaceWith(again);
      reader = await Reader.meet(again);
      await eventually(() => reader.comments.length);
      expect(reader.act('memory-1', fr.edit)).to.be.instanceOf(HTMLButtonElement);
    });
  });

  it('is not what its author may, by others', async () => {
    await visit([comment('1', 'Bonjour', { score: 0 })]);
    for (const text of [fr.edit, fr.remove, fr.report]) expect(reader.act('1', text), text).to.equal(undefined);
  });

  describe('that waits for a moderator', () => {
    it('is shown to its author, after a reload as well, until the backend says otherwise', async () => {
      await visit([], {}, true);
      await publishes('Bonjour');
      expect(textOf(reader.comments[0])).to.include(fr.awaiting);
      const reload = async () => {
        const again = widgetFor(backend.adapter);
        reader.widget.replaceWith(again);
        reader = await Reader.visit(again);
      };
      await reload();
      await eventually(() => reader.comments.length);
      expect(textOf(reader.comments[0])).to.include(fr.awaiting);
      backend.approves(location.pathname);
      await reload();
      await eventually(() => reader.comments.length && !textOf(reader.comments[0]).includes(fr.awaiting));
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    });

    it('goes where it was refused', async () => {
      await visit([], {}, true);
      await publishes('Bonjour');
      backend.finds.refuses('gone');
      const again = widgetFor(backend.adapter);
      reader.widget.replaceWith(again);
      reader = await Reader.visit(again);
      await eventually(() => backend.finds.asked.length > 0 && reader.comments.length === 0);
      expect(localStorage.getItem('comment-widget:own')).to.equal('{}');
    });
  });

  describe('is to vote', () => {
    const vote = () => reader.act('1', fr.like)!;
    beforeEach(() => visit([comment('1', 'Bonjour', { score: 4 })]));

    it('once, and to take it back', async () => {
      expect([vote().ariaPressed, vote().ariaLabel]).to.deep.equal(['false', 'J’aime, commentaire de Anne']);
      vote().click();
      await eventually(() => vote().ariaPressed === 'true');
      expect(textOf(reader.comment('1'))).to.include('5\u00a0votes');
      await eventually(() => reader.heard.includes('5\u00a0votes'));
      vote().click();
      await eventually(() => vote().ariaPressed === 'false');
      expect(textOf(reader.comment('1'))).to.include('4\u00a0votes');
      const keys = backend.votes.asked.map(([{ token }]) => token);
      expect(keys[0]).to.match(/^[\da-f-]{36}$/);
      expect(new Set(keys).size).to.equal(1);
    });

    it('and to be told where it does not count', async () => {
      backend.votes.refuses('rate-limited');
      vote().click();
      await eventually(() => reader.hears.includes(fr.errors['rate-limited']));
      expect(vote().ariaPressed).to.equal('false');
    });

    it('not where the backend counts none', async () => {
      await visit([comment('1')]);
      expect(reader.act('1', fr.like)).to.equal(undefined);
    });
  });

  describe('is to report it', () => {
    it('where the site reads reports', async () => {
      await visit([comment('1')], { reports: '' });
      await presses('1', fr.report);
      panelText().value = 'Injurieux';
      panelText().dispatchEvent(new Event('input', { bubbles: true }));
      confirms();
      await eventually(() => reader.heard.includes(panel.reported));
      const [target, reason] = backend.reports.asked[0]!;
      expect([target.id, reason]).to.deep.equal(['1', 'Injurieux']);
      expect(reader.focused).to.equal('comment: Commentaire 1');
    });

    it('to the page alone, where it wants to see to it', async () => {
      await visit([comment('1')], { reports: '' });
      reader.widget.addEventListener('comment-report', (event) => event.preventDefault());
      await presses('1', fr.report);
      confirms();
      await eventually(() => reader.heard.includes(panel.reported));
      expect(backend.reports.asked).to.have.lengthOf(0);
    });
  });

  it('is to copy its address', async () => {
    await visit([comment('a b')]);
    const { writeText } = Clipboard.prototype;
    const copied: string[] = [];
    Clipboard.prototype.writeText = (text) => Promise.resolve(void copied.push(text));
    try {
      await presses('a b', fr.copyLink);
      await eventually(() => reader.heard.includes(fr.copied));
    } finally {
      Clipboard.prototype.writeText = writeText;
    }
    expect(copied).to.deep.equal([new URL('#comment-a%20b', location.href).href]);
  });
});
