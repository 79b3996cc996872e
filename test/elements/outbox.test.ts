import { expect, oneEvent } from '@open-wc/testing';
import '../../src/define.js';
import { CommentError } from '../../src/core/errors.js';
import type { CommentEvents } from '../../src/core/events.js';
import { fr } from '../../src/locales/fr.js';
import { outbox } from '../../src/locales/fr/outbox.js';
import { writing } from '../../src/locales/fr/writing.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { marie, Reader } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

const stored = () => Object.keys(localStorage).filter((key) => key.startsWith('comment-widget:outbox'));

describe('a comment whose backend cannot be reached', () => {
  const clock = Clock.hold();
  let backend: StagedBackend;
  let reader: Reader;
  let discarded: CommentEvents['comment-discarded'][];

  const visit = async (attributes: Record<string, string> = {}) => {
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
    discarded = [];
    reader.widget.addEventListener('comment-discarded', ({ detail }) => discarded.push(detail));
  };
  const writes = async (text = 'Bonjour') => {
    reader.signs(marie);
    reader.writes(text);
    // What keeps it comes while the reader writes.
    await eventually(() => reader.keepsDrafts);
  };
  const waits = async (code: 'network' | 'unavailable' = 'network', options: object = { outcome: 'unknown' }) => {
    backend.refuses(code, options);
    await writes();
    await reader.publishes();
  };
  const passes = async (seconds: number) => {
    clock.advance(seconds);
    await reader.settles();
  };
  const arrives = () => eventually(() => !reader.waiting.length && !stored().length);

  beforeEach(async () => {
    backend = new StagedBackend();
    await visit();
  });
  afterEach(() => {
    reader.widget.remove();
    for (const key of stored()) localStorage.removeItem(key);
  });

  it('waits under the form, which is free for another one, and is said to be in no thread', async () => {
    await waits();
    expect(reader.waiting).to.deep.equal(['Bonjour']);
    expect(reader.field('body').value).to.equal('');
    expect(reader.focused).to.equal('waiting: Bonjour');
    expect(reader.words.join()).to.include('En attente d’envoi').and.to.include(outbox.unreachable);
    expect(reader.comments).to.have.lengthOf(0);
    expect(reader.is('failed')).to.equal(false);
    expect(stored()).to.have.lengthOf(1);
  });

  it('is sent again by itself, under its key, and that is said', async () => {
    await waits();
    backend.accepts();
    await passes(4);
    await arrives();
    expect(new Set(backend.attemptKeys).size).to.equal(1);
    await eventually(() => reader.comments.length);
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    expect(reader.heard.at(-1)).to.include(writing.sent.published);
  });

  it('takes nobody away from what they write meanwhile', async () => {
    await waits();
    backend.accepts();
    reader.writes('Et encore');
    await passes(4);
    await arrives();
    expect(reader.focused).to.equal('body');
    expect(reader.field('body').value).to.equal('Et encore');
  });

  it('is tried less and less often', async () => {
    await waits();
    const attempts: number[] = [];
    for (const seconds of [4, 8, 16, 32, 64, 128, 256, 300, 300]) {
      await passes(seconds);
      await eventually(() => !reader.words.join().includes(writing.sending));
      attempts.push(backend.sent.length);
    }
    expect(attempts.at(-1)).to.be.within(9, 18);
  });

  it('goes at once when the network is back, and when the page is seen again', async () => {
    await waits();
    for (const [target, type] of [
      [window, 'online'],
      [document, 'visibilitychange'],
    ] as const) {
      const before = backend.sent.length;
      target.dispatchEvent(new Event(type));
      await eventually(() => backend.sent.length > before);
      await eventually(() => !reader.words.join().includes(writing.sending));
    }
  });

  it('does not go before the backend wants it, whatever happens', async () => {
    await waits('unavailable', { retryAfter: 90 });
    dispatchEvent(new Event('online'));
    await passes(89);
    expect(backend.sent).to.have.lengthOf(1);
    expect(reader.control(outbox.send)).to.equal(undefined);
    backend.accepts();
    await passes(2);
    await arrives();
  });

  it('goes at the next visit, once', async () => {
    await waits();
    reader.widget.remove();
    backend.accepts();
    await visit();
    await arrives();
    expect(backend.attemptKeys).to.have.lengthOf(2);
    expect(new Set(backend.attemptKeys).size).to.equal(1);
    expect(backend.draft).to.include({ body: 'Bonjour', name: 'Marie Curie', email: 'marie@exemple.fr' });
    await eventually(() => reader.comments.length);
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
  });

  it('goes when its author asks for it, who is led to it', async () => {
    await waits();
    backend.accepts();
    await reader.seesTheEnd(() => reader.control(outbox.send)!.click());
    await eventually(() => reader.focused === 'comment: Bonjour');
    expect(reader.waiting).to.deep.equal([]);
  });

  it('waits for its own conversation', async () => {
    await waits();
    backend.accepts();
    reader.widget.thread = '/ailleurs';
    await reader.settles();
    await passes(10);
    expect(reader.waiting).to.deep.equal([]);
    expect(backend.sent).to.have.lengthOf(1);
    reader.widget.thread = null;
    await arrives();
    expect(backend.sent.map(({ target }) => target.thread)).to.deep.equal([location.pathname, location.pathname]);
  });

  describe('and is given up', () => {
    it('is not sent any more, in whatever visit', async () => {
      await waits('unavailable', { outcome: 'refused' });
      reader.control(outbox.discard)!.click();
      await eventually(() => !reader.waiting.length);
      expect(reader.hears).to.include(outbox.discarded);
      expect(reader.focused).to.equal(`act: ${outbox.undo}`);
      expect(discarded).to.deep.equal([{ body: 'Bonjour', parentId: null, isUncertain: false }]);
      backend.accepts();
      await passes(60);
      reader.widget.remove();
      await visit();
      await passes(60);
      expect(backend.sent).to.have.lengthOf(1);
    });

    it('is told honestly where it may have arrived', async () => {
      await waits();
      reader.control(outbox.discard)!.click();
      await eventually(() => !reader.waiting.length);
      expect(reader.hears).to.include(outbox.discardedLate);
      expect(discarded[0]!.isUncertain).to.equal(true);
    });

    it('comes back when its author thinks better of it', async () => {
      await waits();
      reader.control(outbox.discard)!.click();
      await eventually(() => !reader.waiting.length);
      backend.accepts();
      const told = oneEvent(reader.widget, 'comment-waiting');
      reader.control(outbox.undo)!.click();
      await eventually(() => reader.waiting.length);
      await told;
      await passes(10);
      await arrives();
      expect(new Set(backend.attemptKeys).size).to.equal(1);
    });

    it('by another tab is not sent by this one', async () => {
      await waits();
      for (const key of stored()) localStorage.removeItem(key);
      backend.accepts();
      await passes(60);
      expect(backend.sent).to.have.lengthOf(1);
    });
  });

  describe('and is changed', () => {
    it('is in the form again, with all its fields, and no longer waits', async () => {
      await waits();
      reader.signs({ name: '', email: '' });
      reader.control(outbox.edit)!.click();
      await eventually(() => reader.field('body').value);
      expect(reader.field('body').value).to.equal('Bonjour');
      expect(reader.field('name').value).to.equal('Marie Curie');
      expect(reader.focused).to.equal('body');
      expect(reader.waiting).to.deep.equal([]);
      expect(stored()).to.deep.equal([]);
    });

    it('has the same key when it is sent as it was, another one otherwise', async () => {
      await waits();
      backend.accepts();
      reader.control(outbox.edit)!.click();
      await eventually(() => reader.field('body').value);
      await reader.publishes();
      expect(new Set(backend.attemptKeys).size).to.equal(1);
      await waits();
      reader.control(outbox.edit)!.click();
      await eventually(() => reader.field('body').value);
      backend.accepts();
      reader.writes('Bonsoir');
      await reader.publishes();
      expect(new Set(backend.attemptKeys).size).to.equal(3);
    });

    it('takes nothing from what was written meanwhile', async () => {
      await waits();
      reader.writes('Et encore');
      reader.control(outbox.edit)!.click();
      await eventually(() => reader.field('body').value !== 'Et encore');
      expect(reader.field('body').value).to.equal('Bonjour\n\nEt encore');
    });
  });

  it('is a draft again after a day: nobody is surprised by it', async () => {
    await waits();
    const [key] = stored();
    const entry = JSON.parse(localStorage.getItem(key!)!) as { at: number };
    localStorage.setItem(key!, JSON.stringify({ ...entry, at: entry.at - 25 * 3_600_000 }));
    reader.widget.remove();
    backend.accepts();
    await visit();
    await eventually(() => reader.field('body').value === 'Bonjour');
    expect(reader.words.some((words) => words.startsWith(writing.restored))).to.equal(true);
    expect(reader.waiting).to.deep.equal([]);
    expect(stored()).to.deep.equal([]);
    expect(backend.sent).to.have.lengthOf(1);
  });

  it('is the reader’s to mend where the backend refuses it in the end', async () => {
    await waits();
    backend.refuses('rejected');
    await passes(4);
    await eventually(() => reader.words.join().includes(fr.errors.rejected));
    expect(reader.control(outbox.send)).to.equal(undefined);
    await passes(600);
    expect(backend.sent).to.have.lengthOf(2);
  });

  it('says what to do where the backend asks for a check', async () => {
    await waits();
    backend.refuses('challenge');
    await passes(4);
    await eventually(() => reader.words.join().includes(outbox.challenge));
    expect(reader.control(outbox.send)).to.equal(undefined);
  });

  it('is not lost where no storage takes it: the page asks before it goes', async () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      await waits();
      expect(reader.waiting).to.deep.equal(['Bonjour']);
      const leaving = new Event('beforeunload', { cancelable: true });
      dispatchEvent(leaving);
      expect(leaving.defaultPrevented).to.equal(true);
      backend.accepts();
      await passes(4);
      await arrives();
      const leavingLater = new Event('beforeunload', { cancelable: true });
      dispatchEvent(leavingLater);
      expect(leavingLater.defaultPrevented).to.equal(false);
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });

  it('is not lost where its page was left, and the refusal that came then was read by nobody', async () => {
    let refuse!: () => void;
    backend.onPost = () => new Promise((_, reject) => (refuse = () => reject(new CommentError('duplicate'))));
    await writes();
    await reader.pressesButton();
    await eventually(() => backend.sent.length);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    refuse();
    await reader.settles();
    expect(stored()).to.have.lengthOf(1);
    backend.refuses('duplicate');
    await passes(5);
    await arrives();
    expect(reader.hears).to.include(writing.sent.accepted);
    expect(new Set(backend.attemptKeys).size).to.equal(1);
  });

  it('goes on at the next visit when its page is left while it is on its way', async () => {
    const answer = backend.holdsPosts();
    await writes();
    await reader.pressesButton();
    await eventually(() => backend.sent.length);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(stored()).to.have.lengthOf(1);
    reader.widget.remove();
    backend.accepts();
    await visit();
    await eventually(() => reader.waiting.length);
    expect(reader.words.join()).to.include(writing.sending).and.not.to.include(outbox.unreachable);
    await passes(5);
    await arrives();
    expect(reader.field('body').value).to.equal('');
    expect(new Set(backend.attemptKeys).size).to.equal(1);
    answer();
  });
});
