import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { CommentError } from '../../src/core/errors.js';
import { fr } from '../../src/locales/fr.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { forgetAll, keepWaiting, kept, placeOf } from '../support/kept.js';
import { KeepingBackend } from '../support/keeping-backend.js';
import { marie, Reader } from '../support/reader.js';
import { comment, StagedBackend } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { widgetFor } from '../support/widget.js';

describe('a draft of one conversation', () => {
  const clock = Clock.hold();
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (attributes: Record<string, string> = {}) => {
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
  };
  const isKept = (text: string) =>
    eventually(() => {
      clock.advance(1);
      return JSON.stringify(localStorage).includes(text);
    });
  const writes = async (text = 'Bonjour') => {
    reader.signs(marie);
    reader.writes(text);
    await eventually(() => reader.keepsDrafts);
  };
  const body = () => reader.field('body').value;
  const turns = async (changes: object) => {
    Object.assign(reader.widget, changes);
    await reader.settles();
  };
  const answerTo = async (id: string) => {
    reader.act(id, fr.reply)!.click();
    const form = await eventually(() => reader.replyForm(id));
    return form.querySelector('textarea')!;
  };

  beforeEach(() => {
    backend = new StagedBackend();
  });
  afterEach(() => {
    reader.widget.remove();
    dispatchEvent(new PageTransitionEvent('pageshow'));
    const places = ['/article', '/contact', location.pathname, `${location.pathname} c1`].map(placeOf);
    forgetAll(...places, `memory /autre ${location.pathname}`);
  });

  it('outlives a visit to a page that keeps none', async () => {
    const name = `comment-widget:draft ${encodeURIComponent(placeOf('/article'))} ${crypto.randomUUID()}`;
    localStorage.setItem(
      name,
      JSON.stringify({ v: 1, text: 'Deux heures de travail', at: Date.now() - 60_000, left: true }),
    );
    await visit({ 'draft-days': '0', thread: '/contact' });
    await writes('x');
    expect(kept('draft')).to.deep.equal([name]);
  });

  it('outlives the turn of its page to one that keeps none', async () => {
    await visit({ thread: '/article' });
    await writes('Deux heures de travail');
    await isKept('Deux heures');
    await turns({ thread: '/contact', draftDays: 0 });
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(JSON.stringify(localStorage)).to.include('Deux heures de travail');
  });

  it('is kept for as long as its own page said, wherever its author is meanwhile', async () => {
    await visit({ thread: '/article', 'draft-days': '30' });
    await writes('Deux heures de travail');
    await isKept('Deux heures');
    reader.widget.remove();
    const [name] = kept('draft');
    const draft = JSON.parse(localStorage.getItem(name!)!) as { at: number };
    localStorage.setItem(name!, JSON.stringify({ ...draft, at: draft.at - 20 * 24 * 3_600_000 }));
    await visit({ thread: '/contact' });
    await writes('x');
    expect(kept('draft')).to.include(name);
  });

  it('stays with the comment that it answers, when the page turns to another backend and back', async () => {
    backend = new StagedBackend({ comments: [comment('c1')] });
    const other = new StagedBackend();
    await visit();
    const field = await answerTo('c1');
    field.value = 'Une longue réponse';
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await isKept('Une longue réponse');
    await turns({ adapter: other.adapter, endpoint: '/autre' });
    await eventually(() => !reader.comments.length);
    await turns({ adapter: backend.adapter, endpoint: null });
    await eventually(() => reader.comments.length);
    const again = await answerTo('c1');
    await eventually(() => again.value === 'Une longue réponse');
  });

  for (const isKeyed of [true, false])
    it(`keeps its key there where it may have arrived, when the page turns to another backend and back, keys known: ${isKeyed}`, async () => {
      const keeping = new KeepingBackend(isKeyed);
      backend = keeping;
      await visit();
      await writes();
      keeping.losesAnswer('protocol');
      await reader.publishes();
      expect(consoleTold()).to.have.lengthOf(1);
      expect(body()).to.equal('Bonjour');
      await turns({ endpoint: '/autre' });
      await turns({ endpoint: null });
      keeping.accepts();
      await reader.publishes();
      expect(keeping.texts).to.deep.equal(['Bonjour']);
    });

  describe('that has waited for a day as an answer', () => {
    const waits = () =>
      keepWaiting(placeOf(location.pathname), 'Une réponse', {
        parentId: 'c1',
        answers: 'Anne',
        at: Date.now() - 25 * 3_600_000,
      });

    it('comes to the form above where its comment is there no more', async () => {
      waits();
      await visit();
      await eventually(() => body() === 'Une réponse');
      expect(kept('outbox')).to.deep.equal([]);
    });

    it('comes to a form of the page, which no comment stands under', async () => {
      waits();
      const { name, rules, post, isRepeatable } = backend.adapter;
      const writeOnly = { name, rules, post, isRepeatable };
      reader = await Reader.visit(
        html`<comment-widget time-trap="0" .adapter=${writeOnly}>
          <form slot="form"><textarea name="comment"></textarea><button>Envoyer</button></form>
        </comment-widget>`,
      );
      await eventually(() => body() === 'Une réponse');
    });

    it('comes to the form under its comment where that is there', async () => {
      backend = new StagedBackend({ comments: [comment('c1')] });
      waits();
      await visit();
      await eventually(() => !kept('outbox').length);
      expect(body()).to.equal('');
      const field = await answerTo('c1');
      await eventually(() => field.value === 'Une réponse');
    });

    it('waits on where nobody can tell whether its comment is there', async () => {
      waits();
      backend.onList = () => Promise.reject(new CommentError('network'));
      reader = await Reader.arrive(widgetFor(backend.adapter));
      await eventually(() => reader.waiting.length);
      await eventually(() => backend.asked.length > 1);
      await reader.settles();
      expect([kept('outbox').length, kept('draft').length]).to.deep.equal([1, 0]);
    });
  });
});
