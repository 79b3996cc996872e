import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { outbox } from '../../src/locales/fr/outbox.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { forgetAll, holdLocks, keepWaiting, kept, placeOf } from '../support/kept.js';
import { marie, Reader } from '../support/reader.js';
import { comment, StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('a comment that waits while its page does something else', () => {
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
  const waits = async (text: string) => {
    backend.refuses('network');
    await writes(text);
    await reader.publishes();
    await eventually(() => reader.waiting.includes(text));
    backend.accepts();
  };
  const answers = (id: string, text: string) => reader.writesAnswer(id, text);
  const threads = () => backend.sent.map(({ target }) => target.thread);

  beforeEach(() => {
    backend = new StagedBackend();
  });
  afterEach(() => {
    reader.widget.remove();
    Reflect.deleteProperty(navigator, 'locks');
    forgetAll(...['/a', '/a c1', '/b', '/un-autre', location.pathname, `${location.pathname} c1`].map(placeOf));
  });

  it('is not put into a form that begins to send while other tabs are asked whether they send it', async () => {
    await visit();
    await waits('Le premier');
    await writes('Le deuxième');
    const answer = backend.holdsPosts();
    const giveLocks = holdLocks();
    reader.control(outbox.edit)!.click();
    await reader.pressesButton();
    await eventually(() => reader.field('body').readOnly);
    await giveLocks();
    expect(reader.waiting).to.deep.equal(['Le premier']);
    await reader.seesTheEnd(answer);
    expect(reader.commentTexts).to.deep.equal(['Le deuxième']);
  });

  it('is not put into the form of the conversation that the page turns to meanwhile', async () => {
    await visit();
    await waits('Pour le premier article');
    const giveLocks = holdLocks();
    reader.control(outbox.edit)!.click();
    await reader.settles();
    reader.widget.thread = '/un-autre';
    await eventually(() => !reader.waiting.length);
    await giveLocks();
    expect(reader.field('body').value).to.equal('');
    expect(kept('outbox')).to.have.lengthOf(1);
  });

  it('goes to its own conversation, where a widget is told of that while it is out of the page', async () => {
    keepWaiting(placeOf('/b'), 'Pour b', { at: Date.now() });
    await visit({ thread: '/a' });
    await writes('x');
    const { widget } = reader;
    const { parentElement } = widget;
    widget.remove();
    widget.thread = '/b';
    await reader.settles();
    expect(threads()).to.deep.equal([]);
    parentElement!.append(widget);
    await eventually(() => threads().length);
    expect(threads()).to.deep.equal(['/b']);
  });

  it('waits for its own conversation, as an answer that is confirmed once its form and its thread are gone', async () => {
    backend = new StagedBackend({ comments: [comment('c1'), comment('c2')] });
    await visit({ thread: '/a' });
    const form = await answers('c1', 'Pour c1');
    let confirm!: () => void;
    const wait = new Promise<void>((resolve) => (confirm = resolve));
    reader.widget.addEventListener('comment-submit', (event) => event.detail.waitUntil(wait), { once: true });
    form.requestSubmit();
    await reader.settles();
    // The thread is read anew, in another order: what is answered is on another page now.
    const { onList } = backend;
    backend.onList = () => Promise.resolve({ comments: [comment('c2')], next: 'x' });
    reader.orders!.value = 'newest';
    reader.orders!.dispatchEvent(new Event('change', { bubbles: true }));
    await eventually(() => !reader.comment('c1'));
    backend.onList = onList;
    reader.widget.thread = '/b';
    await reader.settles();
    await reader.seesTheEnd(confirm);
    expect(kept('outbox').map((name) => name.split(' ')[1])).to.deep.equal([encodeURIComponent(placeOf('/a'))]);
    clock.advance(10);
    await reader.settles();
    expect(threads()).not.to.include('/b');
  });

  it('is shown, and goes by itself, though the form above was moved before it was sent', async () => {
    backend = new StagedBackend({ comments: [comment('c1')] });
    await visit();
    await writes('x');
    const form = await answers('c1', 'Une réponse');
    await eventually(() => {
      clock.advance(1);
      return JSON.stringify(localStorage).includes('Une réponse');
    });
    reader.widget.formLast = true;
    await reader.settles();
    await eventually(() => {
      reader.comesToForm();
      return reader.keepsDrafts;
    });
    backend.refuses('network');
    await reader.seesTheEnd(() => form.requestSubmit());
    await eventually(() => reader.waiting.includes('Une réponse'));
    backend.accepts();
    await eventually(() => {
      clock.advance(1);
      return !reader.waiting.length;
    });
    expect(backend.sent).to.have.lengthOf(2);
  });
});
