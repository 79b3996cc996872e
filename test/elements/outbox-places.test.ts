import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { outbox } from '../../src/locales/fr/outbox.js';
import { writing } from '../../src/locales/fr/writing.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { marie, Reader } from '../support/reader.js';
import { comment, StagedBackend } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { widgetFor } from '../support/widget.js';

const stored = () => Object.keys(localStorage).filter((key) => key.startsWith('comment-widget:outbox'));

describe('a comment that waits', () => {
  const clock = Clock.hold();
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (attributes: Record<string, string> = {}) => {
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
  };
  const writes = async (text = 'Bonjour') => {
    reader.signs(marie);
    reader.writes(text);
    await eventually(() => reader.keepsDrafts);
  };
  const waits = async (text = 'Bonjour', options: object = { outcome: 'refused' }) => {
    backend.refuses('network', options);
    await writes(text);
    await reader.publishes();
    await eventually(() => reader.waiting.includes(text));
  };
  const passes = async (seconds: number) => {
    clock.advance(seconds);
    await reader.settles();
  };
  const turns = async (thread: string | null) => {
    reader.widget.thread = thread;
    await reader.settles();
  };
  const repliesTo = async (id: string, text: string) => {
    reader.act(id, fr.reply)!.click();
    const form = await eventually(() => reader.replyForm(id));
    for (const name of ['name', 'email'] as const)
      (form.elements.namedItem(name) as HTMLInputElement).value = marie[name];
    const field = form.querySelector('textarea')!;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await reader.settles();
    return form;
  };
  const threads = () => backend.sent.map(({ target }) => target.thread);

  beforeEach(() => {
    backend = new StagedBackend();
  });
  afterEach(() => {
    reader.widget.remove();
    for (const key of stored()) localStorage.removeItem(key);
  });

  describe('while the page turns to another conversation', () => {
    it('is kept for its own when the page is left in the middle of it', async () => {
      await visit();
      const answer = backend.holdsPosts();
      await writes();
      await reader.pressesButton();
      await eventually(() => backend.sent.length);
      await turns('/ailleurs');
      dispatchEvent(new PageTransitionEvent('pagehide'));
      expect(stored()).to.have.lengthOf(1);
      expect(stored()[0]).to.include(` ${encodeURIComponent(`memory  ${location.pathname}`)} `);
      answer();
      await eventually(() => !stored().length);
    });

    it('is shown as being sent when the page turns back, and is not sent twice nor written over', async () => {
      await visit();
      const answer = backend.holdsPosts();
      await writes();
      await reader.pressesButton();
      await eventually(() => backend.sent.length);
      await turns('/ailleurs');
      await turns(null);
      await eventually(() => reader.field('body').value);
      expect(reader.is('sending')).to.equal(true);
      expect(reader.field('body').readOnly).to.equal(true);
      await reader.pressesButton();
      await reader.seesTheEnd(answer);
      expect(backend.sent).to.have.lengthOf(1);
      expect(reader.hears).to.include(writing.sent.published);
      expect(reader.field('body').value).to.equal('');
    });

    it('takes the focus from nobody when the page turns back', async () => {
      await visit();
      let fail!: () => void;
      const wait = new Promise<void>((resolve) => (fail = resolve));
      backend.refuses('network');
      const { onPost } = backend;
      backend.onPost = (answer) => wait.then(() => onPost(answer));
      await writes();
      await reader.pressesButton();
      await eventually(() => backend.sent.length);
      await turns('/ailleurs');
      await reader.seesTheEnd(fail);
      reader.goesTo('body');
      await turns(null);
      await eventually(() => reader.waiting.length);
      await reader.settles();
      expect(reader.focused).to.equal('body');
    });

    it('is not spoken of in the other one, where another is on its way', async () => {
      await visit();
      const answer = backend.holdsPosts();
      await writes();
      await reader.pressesButton();
      await eventually(() => backend.sent.length);
      await turns('/ailleurs');
      const secondAnswer = backend.holdsPosts();
      await writes('Autre chose');
      await reader.pressesButton();
      await eventually(() => backend.sent.length === 2);
      await reader.seesTheEnd(answer);
      expect(reader.is('sending')).to.equal(true);
      expect(reader.field('body').readOnly).to.equal(true);
      await reader.seesTheEnd(secondAnswer);
      expect(threads()).to.deep.equal([location.pathname, '/ailleurs']);
    });

    it('shares its key with none there, though it says the same', async () => {
      await visit();
      const answer = backend.holdsPosts();
      await writes('Bravo');
      await reader.pressesButton();
      await eventually(() => backend.sent.length);
      await turns('/ailleurs');
      backend.accepts();
      await writes('Bravo');
      await reader.publishes();
      expect(new Set(backend.attemptKeys).size).to.equal(2);
      answer();
    });

    it('does not come to the other one from a form that went with its thread', async () => {
      backend = new StagedBackend({ comments: [comment('c1')] });
      await visit({ 'time-trap': '3600' });
      const form = await repliesTo('c1', 'Une réponse');
      form.requestSubmit();
      await reader.settles();
      await turns('/ailleurs');
      await passes(3600);
      expect(threads()).to.deep.equal([]);
      await turns(null);
      reader.act('c1', fr.reply)!.click();
      await eventually(() => reader.replyForm('c1')?.querySelector('textarea')?.value === 'Une réponse');
    });

    it('and was given up does not come back in the other one', async () => {
      await visit();
      await waits();
      reader.control(outbox.discard)!.click();
      await eventually(() => reader.control(outbox.undo));
      await turns('/ailleurs');
      expect(reader.control(outbox.undo)).to.equal(undefined);
      expect(reader.hears).not.to.include(outbox.discarded);
    });

    it('waits in its page where nothing may be kept beyond it', async () => {
      await visit({ 'draft-days': '0' });
      await waits();
      expect(stored()).to.deep.equal([]);
      expect(reader.words.join()).to.include(outbox.fleeting);
      await turns('/ailleurs');
      expect(reader.waiting).to.deep.equal([]);
      backend.accepts();
      await turns(null);
      await eventually(() => reader.commentTexts.includes('Bonjour'));
      expect(threads()).to.deep.equal([location.pathname, location.pathname]);
    });
  });

  it('goes with the page, not with the element, where nothing may be kept beyond it', async () => {
    await visit({ 'draft-days': '0' });
    await waits();
    reader.widget.remove();
    backend.accepts();
    await visit({ 'draft-days': '0' });
    await eventually(() => reader.commentTexts.includes('Bonjour'));
  });

  it('under two widgets of one page is sent by one of them, and the other claims nothing of it', async () => {
    await visit();
    await waits('Bonjour', { outcome: 'unknown' });
    const first = reader;
    await visit();
    await eventually(() => reader.waiting.length);
    await eventually(() => !reader.words.join().includes(writing.sending));
    const second = reader;
    const before = backend.sent.length;
    backend.accepts();
    await first.seesTheEnd(() => first.control(outbox.send)!.click());
    expect(second.waiting).to.deep.equal(['Bonjour']);
    second.control(outbox.discard)!.click();
    await eventually(() => !second.waiting.length);
    expect(second.hears).not.to.include('ne sera');
    expect(backend.sent.length).to.equal(before + 1);
    first.widget.remove();
  });

  it('waits for its own backend, where another one has a conversation of that name', async () => {
    await visit();
    await waits();
    await visit({ endpoint: '/autre' });
    expect(reader.waiting).to.deep.equal([]);
    reader.writes('Autre chose');
    await eventually(() => JSON.stringify(localStorage).includes('Autre chose'));
    reader.widget.endpoint = null;
    await eventually(() => reader.waiting.length);
    expect(reader.waiting).to.deep.equal(['Bonjour']);
    // What is written is in sight still, and is sent there.
    expect(reader.field('body').value).to.equal('Autre chose');
    reader.widget.endpoint = '/autre';
    await eventually(() => !reader.waiting.length);
    expect(reader.field('body').value).to.equal('Autre chose');
  });

  it('is written for the backend that comes after it, where there is none yet', async () => {
    await visit();
    await writes('Bon');
    reader.widget.adapter = null;
    await eventually(() => consoleTold().length);
    reader.writes('Bonjour');
    reader.widget.adapter = backend.adapter;
    await reader.settles();
    expect(reader.field('body').value).to.equal('Bonjour');
    await reader.publishes();
    expect(backend.draft?.body).to.equal('Bonjour');
    expect(JSON.stringify(localStorage)).not.to.include('Bonjour');
  });

  describe('in another conversation of the site', () => {
    const hold = (age: number, more: object = {}) => {
      const key = crypto.randomUUID();
      const draft = { body: 'Ailleurs', ...marie, url: '', extra: {} };
      const entry = { v: 1, key, draft, parentId: null, at: Date.now() - age * 3_600_000, tries: 1, due: 1, ...more };
      localStorage.setItem(
        `comment-widget:outbox ${encodeURIComponent('memory  /un autre')} ${key}`,
        JSON.stringify(entry),
      );
    };

    it('for more than a day is a draft there: no name and no address of anybody stays for longer', async () => {
      hold(25);
      await visit();
      await eventually(() => !stored().length);
      expect(JSON.stringify(localStorage)).not.to.match(/Marie|exemple/);
      await turns('/un autre');
      await eventually(() => reader.field('body').value === 'Ailleurs');
    });

    it('for less stays', async () => {
      hold(23);
      await visit();
      await eventually(() => reader.keepsDrafts);
      expect(stored()).to.have.lengthOf(1);
    });

    it('from a clock that was wrong does not stay for ever', async () => {
      hold(-25);
      await visit();
      await eventually(() => !stored().length);
    });

    for (const value of ['null', '{', '[]', '{"v":2}', '7'])
      it(`is taken away where it is nothing: ${value}`, async () => {
        localStorage.setItem(`comment-widget:outbox %2Fa ${crypto.randomUUID()}`, value);
        await visit();
        await eventually(() => !stored().length);
      });
  });

  it('and may have arrived is looked for when it is sent after it was a draft again', async () => {
    backend.isRepeatable = false;
    await visit();
    await waits('Bonjour', { outcome: 'unknown' });
    const [name] = stored();
    const entry = JSON.parse(localStorage.getItem(name!)!) as { at: number };
    localStorage.setItem(name!, JSON.stringify({ ...entry, at: entry.at - 25 * 3_600_000 }));
    reader.widget.remove();
    await visit();
    await eventually(() => reader.field('body').value === 'Bonjour');
    reader.signs(marie);
    backend.accepts();
    await reader.publishes();
    expect(reader.words.join()).to.include(outbox.uncertain);
    expect(backend.sent).to.have.lengthOf(1);
  });

  it('leaves its draft alone when its page is left and the storage does not take it', async () => {
    await visit();
    await writes();
    await eventually(() => JSON.stringify(localStorage).includes('Bonjour'));
    const answer = backend.holdsPosts();
    await reader.pressesButton();
    await eventually(() => backend.sent.length);
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (name, value) {
      if (name.startsWith('comment-widget:outbox')) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, name, value);
    };
    dispatchEvent(new PageTransitionEvent('pagehide'));
    Storage.prototype.setItem = setItem;
    expect(JSON.stringify(localStorage)).to.include('Bonjour');
    await reader.seesTheEnd(answer);
    expect(JSON.stringify(localStorage)).not.to.include('Bonjour');
  });

  it('is not in the form once more where the browser puts back what was typed', async () => {
    await visit();
    await waits();
    reader.widget.remove();
    reader = await Reader.visit(
      html`<comment-widget time-trap="0" .adapter=${backend.adapter}>
        <form slot="form"><textarea name="comment">Bonjour</textarea><button>Envoyer</button></form>
      </comment-widget>`,
    );
    await eventually(() => reader.waiting.length);
    expect(reader.field('body').value).to.equal('');
  });
});
