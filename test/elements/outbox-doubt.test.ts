import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { outbox } from '../../src/locales/fr/outbox.js';
import { writing } from '../../src/locales/fr/writing.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { marie, Reader } from '../support/reader.js';
import { comment, StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

const stored = () => Object.keys(localStorage).filter((key) => key.startsWith('comment-widget:outbox'));

describe('a comment of which nobody knows whether it has arrived', () => {
  const clock = Clock.hold();
  let backend: StagedBackend;
  let reader: Reader;

  /** A backend that stores the comment, or not, and whose answer is lost. */
  const loses = async (isStored: boolean, text = 'Bonjour') => {
    backend.isRepeatable = false;
    backend.onPost = async (answer) => {
      if (isStored) await answer();
      backend.refuses('network', { outcome: 'unknown' });
      return backend.onPost(answer);
    };
    reader.signs(marie);
    reader.writes(text);
    await eventually(() => reader.keepsDrafts);
    await reader.publishes();
  };

  const start = async () => {
    reader = await Reader.visit(widgetFor(backend.adapter));
  };

  beforeEach(() => {
    backend = new StagedBackend();
  });
  afterEach(() => {
    reader.widget.remove();
    for (const key of stored()) localStorage.removeItem(key);
  });

  it('is found in the thread, where it has, and not sent again', async () => {
    await start();
    await loses(true);
    expect(reader.waiting).to.deep.equal([]);
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    expect(reader.hears).to.include(writing.sent.published);
    expect(backend.sent).to.have.lengthOf(1);
  });

  for (const [what, given] of Object.entries({
    'no comment': { id: '1', status: 'published' },
    'half a comment': { id: '1', author: { name: 'Marie' }, content: {}, createdAt: null, status: 'published' },
    'no receipt': { status: 'stored' },
    nothing: undefined,
  }))
    it(`is looked for where it was stored and the adapter gave ${what}`, async () => {
      backend.isRepeatable = false;
      backend.onPost = async (answer) => {
        await answer();
        return given;
      };
      await start();
      reader.signs(marie);
      reader.writes('Bonjour');
      await eventually(() => reader.keepsDrafts);
      await reader.publishes();
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
      expect(reader.hears).to.include(writing.sent.published);
    });

  it('is not taken for what said the same before', async () => {
    const { name } = marie;
    backend = new StagedBackend({
      comments: [comment('c1', 'Bonjour', { author: { name }, createdAt: new Date() })],
    });
    await start();
    await loses(false);
    expect(reader.waiting).to.deep.equal(['Bonjour']);
  });

  it('is not sent again by itself, where it may wait for a moderator', async () => {
    await start();
    await loses(false);
    clock.advance(10);
    await eventually(() => reader.words.join().includes(outbox.uncertain));
    clock.advance(3_600);
    await reader.settles();
    // It is looked for once more, and nothing can be pressed meanwhile.
    await eventually(() => reader.words.join().includes(outbox.uncertain));
    expect(backend.sent).to.have.lengthOf(1);
    backend.accepts();
    await reader.seesTheEnd(() => reader.control(outbox.resend)!.click());
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
  });

  describe('and is changed', () => {
    const warns = () => reader.words.some((words) => words.includes(outbox.doubtful));
    const edits = async () => {
      reader.control(outbox.edit)!.click();
      await eventually(() => reader.field('body').value);
      await reader.settles();
    };

    beforeEach(async () => {
      await start();
      await loses(false);
      clock.advance(10);
      await eventually(() => reader.words.join().includes(outbox.uncertain));
    });

    it('is said to be in doubt where it is changed, until something else is written or it is sent', async () => {
      await edits();
      expect(warns()).to.equal(true);
      expect(reader.hears).to.include(outbox.doubtful);
      reader.writes('Bonsoir');
      await reader.settles();
      expect(warns()).to.equal(true);
      backend.accepts();
      await reader.publishes();
      expect(warns()).to.equal(false);
    });

    it('is said so beside what was written meanwhile', async () => {
      reader.writes('Et encore');
      reader.control(outbox.edit)!.click();
      await eventually(() => reader.field('body').value !== 'Et encore');
      await reader.settles();
      expect(warns()).to.equal(true);
      reader.writes('');
      await reader.settles();
      expect(warns()).to.equal(false);
    });

    it('is said so at the next visit, too', async () => {
      await edits();
      reader.widget.remove();
      await start();
      await eventually(() => reader.field('body').value === 'Bonjour');
      expect(reader.words.some((words) => words.startsWith(writing.restored))).to.equal(true);
      expect(warns()).to.equal(true);
    });
  });

  it('has arrived where the backend says that it has it already', async () => {
    await start();
    backend.refuses('network', { outcome: 'unknown' });
    reader.signs(marie);
    reader.writes('Bonjour');
    await eventually(() => reader.keepsDrafts);
    await reader.publishes();
    backend.refuses('duplicate');
    clock.advance(4);
    await eventually(() => !reader.waiting.length);
    expect(reader.hears).to.include(writing.sent.accepted);
    expect(stored()).to.deep.equal([]);
  });

  it('that the backend had before its first attempt has not: it is refused', async () => {
    await start();
    backend.refuses('duplicate');
    reader.signs(marie);
    reader.writes('Bonjour');
    await eventually(() => reader.keepsDrafts);
    await reader.publishes();
    expect(reader.hears).to.include(fr.errors.duplicate);
    expect(reader.field('body').value).to.equal('Bonjour');
  });
});
