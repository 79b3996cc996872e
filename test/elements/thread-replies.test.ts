import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { CommentData } from '../../src/core/comment.js';
import { CommentError } from '../../src/core/errors.js';
import { fr } from '../../src/locales/fr.js';
import { eventually, turn } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

/** `2 < 1` answers 1. */
function thread(...words: string[]): CommentData[] {
  return words.map((word) => {
    const [id = '', parentId = null] = word.split(' < ');
    return comment(id, `Commentaire ${id}`, { parentId, author: { name: `Autrice ${id}` } });
  });
}

describe('replies', () => {
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (comments: readonly CommentData[]) => {
    backend = new StagedBackend({ comments });
    reader = await Reader.visit(widgetFor(backend.adapter));
    await eventually(() => reader.comments.length);
  };

  it('stand in lists under what they answer', async () => {
    await visit(thread('1', '2 < 1', '3 < 2', '4', '5 < 1'));
    expect(reader.tree).to.equal('1(2(3) 5) 4');
    expect(reader.comment('3').closest('ol')!.parentElement).to.equal(reader.comment('2').closest('li'));
  });

  it('that are too deep stand on the last level, and say what they answer', async () => {
    await visit(thread('1', '2 < 1', '3 < 2', '4 < 3', '5 < 4', '6 < 5'));
    expect(reader.tree).to.equal('1(2(3(4 5 6)))');
    const link = reader.comment('6').querySelector<HTMLAnchorElement>('[part~="answers"]')!;
    expect([textOf(link), link.getAttribute('href')]).to.deep.equal(['En réponse à Autrice 5', '#comment-5']);
    expect(reader.comment('4').querySelector('[part~="answers"]')).to.equal(null);
  });

  describe('that are many', () => {
    const many = ['1', '2', '3', '4', '5', '6', '7', '8'].map((id) => (id === '1' ? id : `${id} < 1`));

    it('are folded but for the first, with their number on a button', async () => {
      await visit(thread(...many, '9 < 8', '10'));
      expect(reader.tree).to.equal('1(2 3 4) 10');
      expect(reader.unfoldButtons.map(textOf)).to.deep.equal(['Afficher 5\u00a0réponses']);
    });

    it('are shown at the press of the button, and the focus goes on at the first of them', async () => {
      await visit(thread(...many));
      reader.unfoldButtons[0]!.focus();
      reader.unfoldButtons[0]!.click();
      await eventually(() => reader.focused === 'comment: Commentaire 5');
      await eventually(() => reader.comments.length === 8);
      expect(reader.tree).to.equal('1(2 3 4 5 6 7 8)');
      expect(reader.unfoldButtons).to.have.lengthOf(0);
    });

    it('are fetched where the backend has kept them to itself', async () => {
      const ids = Array.from({ length: 30 }, (_, index) => `${index + 2} < 1`);
      await visit(thread('1', ...ids));
      const [button] = reader.unfoldButtons;
      expect(textOf(button)).to.equal('Afficher 27\u00a0réponses');
      button!.click();
      // The button goes after the last comment has come.
      await eventually(() => reader.comments.length === 31 && !reader.unfoldButtons.length);
      expect(backend.asked.at(-1)!.query).to.deep.include({ parentId: '1' });
    });

    for (const [what, nextOf] of Object.entries<(cursor?: string) => string>({
      'a circle': (cursor) => (cursor === 'a' ? 'b' : 'a'),
      'pages without end': (cursor = '0') => String(Number(cursor) + 1),
    }))
      it(`are fetched to their end where the backend goes on in ${what}`, async () => {
        const ids = Array.from({ length: 30 }, (_, index) => `${index + 2} < 1`);
        await visit(thread('1', ...ids));
        const before = backend.asked.length;
        backend.onList = async () => {
          // Whoever never ends leaves nobody else a turn.
          await turn();
          if (backend.asked.length > before + 40) return new Promise(() => undefined);
          const { cursor } = backend.asked.at(-1)!.query;
          return { comments: thread(...ids.slice(0, 20)), next: nextOf(cursor) };
        };
        reader.unfoldButtons[0]!.click();
        await eventually(() => backend.asked.length > before + 2 && !reader.unfoldButtons.length);
        expect(reader.comments.length).to.be.greaterThan(3);
      });
  });

  describe('are written', () => {
    beforeEach(() => visit(thread('1', '2 < 1', '3')));

    const opens = async (id: string) => {
      reader.act(id, fr.reply)!.click();
      await eventually(() => reader.focused === 'body');
    };
    const textOfReply = (id: string) => reader.replyForm(id)!.elements.namedItem('body') as HTMLTextAreaElement;

    it('by a button that says to whom', () => {
      expect(reader.act('2', fr.reply)!.ariaLabel).to.equal('Répondre à Autrice 2');
      expect(reader.act('2', fr.reply)!.ariaExpanded).to.equal('false');
    });

    it('in the same form, in its place, with the focus in it', async () => {
      await opens('2');
      expect(reader.act('2', fr.reply)!.ariaExpanded).to.equal('true');
      const labels = [...reader.replyForm('2')!.querySelectorAll('label')].map(textOf);
      expect(labels).to.deep.equal([...reader.form!.querySelectorAll('label')].map(textOf));
      expect(textOf(reader.comment('2').querySelector('comment-form h2'))).to.equal('Répondre à Autrice 2');
      expect(reader.repeatedIds).to.deep.equal([]);
      expect(textOfReply('2').labels).to.have.lengthOf(1);
    });

    it('one at a time, each with its own text', async () => {
      await opens('2');
      textOfReply('2').value = 'Pour 2';
      await opens('3');
      expect(reader.comment('2').querySelector('comment-form')!.checkVisibility()).to.equal(false);
      textOfReply('3').value = 'Pour 3';
      await opens('2');
      expect(textOfReply('2').value).to.equal('Pour 2');
      expect(reader.field('body').value).to.equal('');
    });

    for (const [how, cancel] of Object.entries({
      'by Escape': () => reader.presses('Escape'),
      'by its button': () => {
        reader.control(fr.cancelReply)!.click();
        return reader.settles();
      },
    }))
      it(`or not: ${how} the form goes, the focus comes back, the text stays`, async () => {
        await opens('2');
        textOfReply('2').value = 'À demi';
        await cancel();
        await eventually(() => reader.focused === `act: ${fr.reply}`);
        expect(reader.act('2', fr.reply)!.ariaExpanded).to.equal('false');
        expect(reader.control(fr.cancelReply)).to.equal(undefined);
        await opens('2');
        expect(textOfReply('2').value).to.equal('À demi');
      });

    it('and stand under what they answer, with the focus on them', async () => {
      reader.signs(marie);
      await opens('2');
      const form = reader.replyForm('2')!;
      for (const name of ['name', 'email'] as const)
        (form.elements.namedItem(name) as HTMLInputElement).value = marie[name];
      textOfReply('2').value = 'Bien dit';
      await reader.seesTheEnd(() => form.requestSubmit());
      await eventually(() => reader.focused === 'comment: Bien dit');
      expect(backend.sent[0]!.target.parentId).to.equal('2');
      expect(reader.tree).to.equal('1(2(memory-1)) 3');
      expect(reader.control(fr.cancelReply)).to.equal(undefined);
    });

    it('and keep their text when they cannot be sent', async () => {
      backend.refuses('challenge');
      await opens('2');
      const form = reader.replyForm('2')!;
      for (const name of ['name', 'email'] as const)
        (form.elements.namedItem(name) as HTMLInputElement).value = marie[name];
      textOfReply('2').value = 'Bien dit';
      await reader.seesTheEnd(() => form.requestSubmit());
      expect(textOfReply('2').value).to.equal('Bien dit');
      expect(textOf(reader.comment('2').querySelector('[role="alert"]'))).to.include(fr.errors.challenge);
    });
  });

  it('are not asked for where the thread is closed, or does not nest', async () => {
    for (const rules of [{ open: false }, { replyDepth: 0 }]) {
      backend = new StagedBackend({ comments: thread('1'), rules });
      reader = await Reader.visit(widgetFor(backend.adapter));
      await eventually(() => reader.comments.length);
      expect(reader.act('1', fr.reply), JSON.stringify(rules)).to.equal(undefined);
    }
  });

  it('are written where the page asks for it, whatever stands in between', async () => {
    await visit(thread('1', ...Array.from({ length: 8 }, (_, index) => `${index + 2} < 1`)));
    expect(await reader.widget.reply('9')).to.equal(true);
    await eventually(() => reader.focused === 'body');
    expect(textOf(reader.comment('9').querySelector('comment-form h2'))).to.equal('Répondre à Autrice 9');
    expect(await reader.widget.reply('99')).to.equal(false);
  });

  it('are not written where the page asks for it in vain', async () => {
    backend = new StagedBackend({ comments: thread('1'), rules: { open: false } });
    reader = await Reader.visit(widgetFor(backend.adapter));
    expect(await reader.widget.reply('1')).to.equal(false);
    backend = new StagedBackend({ comments: thread('1') });
    backend.onList = () => Promise.reject(new CommentError('forbidden'));
    reader = await Reader.visit(widgetFor(backend.adapter));
    expect(await reader.widget.reply('1')).to.equal(false);
  });

  it('that cannot be fetched are asked for again', async () => {
    await visit(thread('1', ...Array.from({ length: 30 }, (_, index) => `${index + 2} < 1`)));
    backend.onList = () => Promise.reject(new CommentError('network'));
    reader.unfoldButtons[0]!.click();
    await eventually(() => reader.hears.includes(fr.unread));
    backend.onList = (list) => list();
    reader.loadButton!.click();
    await eventually(() => reader.comments.length === 31);
  });
});
