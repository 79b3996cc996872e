import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { outbox } from '../../src/locales/fr/outbox.js';
import { CommentError } from '../../src/core/errors.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { forgetAll, placeOf } from '../support/kept.js';
import { KeepingBackend } from '../support/keeping-backend.js';
import { marie, Reader } from '../support/reader.js';
import { comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('a comment that may have arrived and is looked for', () => {
  const clock = Clock.hold();
  let backend: KeepingBackend;
  let reader: Reader;

  const visit = async () => {
    reader = await Reader.visit(widgetFor(backend.adapter));
  };
  const writes = async (text = 'Bonjour') => {
    reader.signs(marie);
    reader.writes(text);
    await eventually(() => reader.keepsDrafts);
  };
  const answers = async (id: string, text: string) => (await reader.writesAnswer(id, text)).requestSubmit();

  afterEach(() => {
    reader.widget.remove();
    forgetAll(...['', ' c1', ' c2'].map((answered) => placeOf(location.pathname) + answered));
  });

  it('is sent again only when its last attempt has arrived or never will, not its first', async () => {
    backend = new KeepingBackend(false, { rules: { unmoderated: true } });
    await visit();
    backend.refuses('network', { outcome: 'unknown' });
    await writes();
    await reader.publishes();
    await eventually(() => reader.waiting.length);
    // The second attempt reaches a server that is slow, and the connection drops.
    let isDropped = false;
    backend.onPost = () => {
      backend.accepts();
      isDropped = true;
      return Promise.reject(new CommentError('network', 'staged: dropped', { outcome: 'unknown' }));
    };
    await eventually(() => {
      clock.advance(1);
      return isDropped;
    });
    const [, second] = backend.sent;
    await reader.settles();
    clock.advance(3);
    const before = backend.asked.length;
    dispatchEvent(new Event('online'));
    await eventually(() => backend.asked.length > before);
    await reader.settles();
    backend.take(second);
    await eventually(() => {
      clock.advance(10);
      return !reader.waiting.length;
    });
    expect(backend.texts).to.deep.equal(['Bonjour']);
  });

  for (const unmoderated of [true, false])
    it(`is not found twice, where two answers say the same and one has arrived, unmoderated: ${unmoderated}`, async () => {
      backend = new KeepingBackend(false, { comments: [comment('c1'), comment('c2')], rules: { unmoderated } });
      await visit();
      backend.losesAnswer();
      await answers('c1', 'Merci !');
      await eventually(() => reader.waiting.length === 1);
      clock.advance(0.01);
      // This one does not arrive.
      await answers('c2', 'Merci !');
      await eventually(() => reader.waiting.length === 2);
      backend.accepts();
      await eventually(() => {
        clock.advance(1);
        return backend.texts.length + reader.waiting.length === 2 && reader.waiting.length < 2;
      });
      clock.advance(100);
      await reader.settles();
      expect([...backend.texts, ...reader.waiting]).to.deep.equal(['Merci !', 'Merci !']);
    });

  it('is not taken for what said the same before, when it is changed back and sent in another visit', async () => {
    const { name } = marie;
    const createdAt = new Date(Date.now() - 600_000);
    backend = new KeepingBackend(false, { comments: [comment('c1', 'Merci', { author: { name }, createdAt })] });
    await visit();
    backend.refuses('network', { outcome: 'unknown' });
    await writes('Merci');
    await reader.publishes();
    await eventually(() => reader.waiting.length);
    reader.widget.remove();
    await visit();
    await eventually(() => reader.waiting.length);
    await eventually(() => {
      clock.advance(1);
      return reader.words.join().includes(outbox.uncertain);
    });
    await eventually(() => {
      reader.control(outbox.edit)?.click();
      return reader.field('body').value === 'Merci';
    });
    await reader.settles();
    await reader.publishes();
    expect([...reader.waiting, reader.field('body').value].join('')).to.equal('Merci');
  });
});
