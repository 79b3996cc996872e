import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { CommentError } from '../../src/core/errors.js';
import { fr } from '../../src/locales/fr.js';
import { eventually } from '../support/eventually.js';
import { marie, Reader } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { widgetFor } from '../support/widget.js';

const stored = () => Object.keys(localStorage).filter((key) => key.startsWith('comment-widget:outbox'));

describe('a backend that seems to be none any more', () => {
  let backend: StagedBackend;
  let reader: Reader;

  /** Reads the thread again, whoever answers in its place. */
  const fails = async () => {
    backend.onList = () => Promise.reject(new CommentError('misconfigured', 'staged'));
    reader.widget.order = 'newest';
    await eventually(() => reader.words.includes(fr.unread));
    expect(consoleTold()).to.have.lengthOf(1);
  };

  beforeEach(async () => {
    backend = new StagedBackend();
    reader = await Reader.visit(widgetFor(backend.adapter));
    reader.signs(marie);
    reader.writes('Bonjour');
    await eventually(() => reader.keepsDrafts);
  });
  afterEach(() => {
    reader.widget.remove();
    for (const key of stored()) localStorage.removeItem(key);
  });

  it('leaves what is written where it is, to be sent', async () => {
    await fails();
    expect(reader.field('body').value).to.equal('Bonjour');
    await reader.publishes();
    expect(backend.draft?.body).to.equal('Bonjour');
  });

  it('leaves what waits in sight', async () => {
    backend.refuses('unavailable');
    await reader.publishes();
    await fails();
    expect(reader.waiting).to.deep.equal(['Bonjour']);
  });
});
