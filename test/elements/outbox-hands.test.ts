import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { outbox } from '../../src/locales/fr/outbox.js';
import { writing } from '../../src/locales/fr/writing.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { moveFocus } from '../support/focus.js';
import { marie, Reader } from '../support/reader.js';
import { comment, StagedBackend } from '../support/staged-backend.js';
import { isSeen } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

const stored = () => Object.keys(localStorage).filter((key) => key.startsWith('comment-widget:outbox'));

describe('in the hands of its author, a comment that waits', () => {
  const clock = Clock.hold();
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async () => {
    reader = await Reader.visit(widgetFor(backend.adapter));
  };
  const waits = async (text = 'Bonjour') => {
    backend.refuses('network', { outcome: 'unknown' });
    reader.signs(marie);
    reader.writes(text);
    await eventually(() => reader.keepsDrafts);
    await reader.publishes();
    await eventually(() => reader.focused === `waiting: ${text}`);
  };
  const presses = (text: string) => {
    const button = reader.control(text)!;
    moveFocus(() => button.focus());
    button.click();
  };
  /** Answers a comment, and nothing else: what stands above the thread was never touched. */
  const replies = async (text = 'Une réponse') => {
    reader.act('c1', fr.reply)!.click();
    const form = await eventually(() => reader.replyForm('c1'));
    for (const name of ['name', 'email'] as const)
      (form.elements.namedItem(name) as HTMLInputElement).value = marie[name];
    const field = form.querySelector('textarea')!;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await reader.settles();
    backend.refuses('network', { outcome: 'unknown' });
    return form;
  };

  beforeEach(() => {
    backend = new StagedBackend({ comments: [comment('c1')] });
  });
  afterEach(() => {
    reader.widget.remove();
    for (const key of stored()) localStorage.removeItem(key);
  });

  it('takes the focus along to the thread, where it has it, when it goes by itself', async () => {
    await visit();
    await waits();
    backend.accepts();
    clock.advance(4);
    await eventually(() => reader.focused === 'comment: Bonjour');
  });

  it('leaves the focus to another one that waits', async () => {
    await visit();
    await waits('Le premier');
    clock.advance(0.01);
    await waits('Le deuxième');
    const { onPost } = backend;
    backend.onPost = (answer) => (backend.draft!.body === 'Le premier' ? answer() : onPost(answer));
    await eventually(() => {
      clock.advance(1);
      return reader.commentTexts.includes('Le premier');
    });
    await reader.settles();
    expect(reader.focused).to.equal('waiting: Le deuxième');
  });

  it('is told of beside another one that goes after it, and takes the way back from nobody', async () => {
    await visit();
    for (const text of ['Le premier', 'Le deuxième', 'Le troisième']) {
      await waits(text);
      clock.advance(0.01);
    }
    presses(outbox.discard);
    await eventually(() => reader.control(outbox.undo));
    backend.accepts();
    await eventually(() => {
      clock.advance(1);
      return reader.commentTexts.length === 3;
    });
    await eventually(() => !reader.waiting.length);
    expect(reader.control(outbox.undo)).not.to.equal(undefined);
    await eventually(() => reader.hears.includes(outbox.several.published(2)));
    reader.control(outbox.undo)!.click();
    await eventually(() => {
      clock.advance(1);
      return reader.commentTexts.includes('Le premier');
    });
  });

  for (const act of ['send', 'edit', 'discard'] as const)
    it(`is said to be sent by another tab, where it is and its author wants something else: ${act}`, async () => {
      await visit();
      await waits();
      let end!: () => void;
      const key = stored()[0]!.split(' ').at(-1)!;
      await new Promise<void>((resolve) => {
        const work = () => (resolve(), new Promise<void>((done) => (end = done)));
        void navigator.locks.request(`comment-widget:lease ${key}`, work);
      });
      presses(outbox[act]);
      await eventually(() => reader.hears.includes(outbox.elsewhere));
      expect(reader.words.join()).to.include(outbox.elsewhere);
      expect(reader.waiting).to.deep.equal(['Bonjour']);
      // The other tab gives up for now.
      const name = stored()[0]!;
      const entry = JSON.parse(localStorage.getItem(name)!) as { tries: number };
      localStorage.setItem(name, JSON.stringify({ ...entry, tries: entry.tries + 1 }));
      end();
      dispatchEvent(new StorageEvent('storage', { key: name }));
      await eventually(() => !reader.words.join().includes(outbox.elsewhere));
    });

  it('has the focus, and says why, when the button that was pressed is gone', async () => {
    await visit();
    await waits();
    backend.refuses('rejected');
    presses(outbox.send);
    await eventually(() => reader.focused === 'waiting: Bonjour');
    expect(reader.hears).to.include(fr.errors.rejected);
  });

  it('says aloud that it waits still, when its author had it sent', async () => {
    await visit();
    await waits();
    expect(reader.hears).not.to.include(outbox.unreachable);
    presses(outbox.send);
    await eventually(() => reader.hears.includes(outbox.unreachable));
    expect(reader.focused).to.equal(`retry: ${outbox.send}`);
  });

  it('is shown at once, and has the focus, where it is a reply', async () => {
    await visit();
    const form = await replies();
    await reader.seesTheEnd(() => form.requestSubmit());
    await eventually(() => reader.focused === 'waiting: Une réponse');
    expect(isSeen(reader.replyForm('c1'))).to.equal(false);
    expect(reader.waiting).to.deep.equal(['Une réponse']);
    expect(reader.words.join()).to.include('En réponse à Anne');
    backend.accepts();
    clock.advance(4);
    await eventually(() => reader.tree.startsWith('c1('));
  });

  it('is a reply whose form was closed meanwhile: another one stays open', async () => {
    backend = new StagedBackend({ comments: [comment('c1'), comment('c2')] });
    await visit();
    const form = await replies();
    let refuse!: () => void;
    const { onPost } = backend;
    const wait = new Promise<void>((resolve) => (refuse = resolve));
    backend.onPost = (answer) => wait.then(() => onPost(answer));
    form.requestSubmit();
    await eventually(() => backend.sent.length);
    reader.act('c2', fr.reply)!.click();
    await eventually(() => reader.replyForm('c2') && reader.focused === 'body');
    await reader.seesTheEnd(refuse);
    await eventually(() => reader.waiting.length);
    await reader.settles();
    expect(isSeen(reader.replyForm('c2'))).to.equal(true);
    expect(reader.focused).to.equal('body');
  });

  it('is not put into a form that is being sent: it would go with it', async () => {
    await visit();
    await waits();
    const answer = backend.holdsPosts();
    reader.writes('Et encore');
    await reader.pressesButton();
    await eventually(() => backend.draft!.body === 'Et encore');
    presses(outbox.edit);
    await reader.settles();
    expect(reader.waiting).to.deep.equal(['Bonjour']);
    expect(reader.field('body').value).to.equal('Et encore');
    await reader.seesTheEnd(answer);
    expect(reader.waiting).to.deep.equal(['Bonjour']);
  });

  it('comes back to the form above the thread where nobody can answer that comment any more', async () => {
    await visit();
    const form = await replies();
    await reader.seesTheEnd(() => form.requestSubmit());
    await eventually(() => reader.waiting.length);
    reader.widget.remove();
    backend.onList = () => Promise.resolve({ comments: [] });
    await visit();
    await eventually(() => reader.control(outbox.edit));
    await eventually(() => !reader.words.join().includes(writing.sending));
    presses(outbox.edit);
    await eventually(() => reader.field('body').value === 'Une réponse');
    expect(reader.focused).to.equal('body');
    expect(reader.waiting).to.deep.equal([]);
  });

  it('answers what it answered when it comes back to a form of the page', async () => {
    const { name, rules, post, isRepeatable } = backend.adapter;
    const writeOnly = { name, rules, post, isRepeatable };
    reader = await Reader.visit(
      html`<comment-widget time-trap="0" .adapter=${writeOnly}>
        <form slot="form">
          <textarea name="comment"></textarea><input name="author" value="Marie" />
          <input name="email" value="marie@exemple.fr" /><input type="hidden" name="comment_parent" value="0" />
          <button>Envoyer</button>
        </form>
      </comment-widget>`,
    );
    const parent = reader.pageForm!.elements.namedItem('comment_parent') as HTMLInputElement;
    parent.value = 'c1';
    backend.refuses('network');
    reader.writes('Une réponse');
    await eventually(() => reader.keepsDrafts);
    await reader.publishes();
    parent.value = '0';
    presses(outbox.edit);
    await eventually(() => reader.field('body').value === 'Une réponse');
    backend.accepts();
    await reader.publishes();
    expect(backend.sent.map(({ target }) => target.parentId)).to.deep.equal(['c1', 'c1']);
    expect(new Set(backend.attemptKeys).size).to.equal(1);
  });

  it('is sent where the browser refuses locks, and once', async () => {
    const { request } = LockManager.prototype;
    LockManager.prototype.request = () => Promise.reject(new DOMException('no', 'SecurityError'));
    try {
      await visit();
      await waits();
      backend.accepts();
      clock.advance(4);
      await eventually(() => !reader.waiting.length);
      expect(backend.sent).to.have.lengthOf(2);
    } finally {
      LockManager.prototype.request = request;
    }
  });

  for (const code of ['misconfigured', 'protocol'] as const)
    it(`outlives a network that answers in the place of its backend: ${code}`, async () => {
      await visit();
      await waits();
      backend.refuses(code);
      // It is told to the owner of the page.
      reader.widget.addEventListener('comment-error', (event) => event.stopImmediatePropagation(), { capture: true });
      clock.advance(4);
      await eventually(() => backend.sent.length === 2);
      await eventually(() => !reader.words.join().includes(writing.sending));
      backend.accepts();
      clock.advance(8);
      await eventually(() => reader.commentTexts.includes('Bonjour'));
    });

  for (const retryAfter of [NaN, 0, -5])
    it(`keeps its pauses where a backend asks for nonsense: ${retryAfter}`, async () => {
      await visit();
      await waits();
      backend.refuses('unavailable', { retryAfter });
      clock.advance(4);
      await eventually(() => backend.sent.length === 2);
      await eventually(() => !reader.words.join().includes(writing.sending));
      clock.advance(3);
      await reader.settles();
      expect(backend.sent).to.have.lengthOf(2);
      clock.advance(8);
      await eventually(() => backend.sent.length === 3);
    });
});
