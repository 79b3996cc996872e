import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

const day = 24 * 60 * 60 * 1000;

let backend: StagedBackend;
let reader: Reader;

const visit = async () => {
  backend = new StagedBackend();
  reader = await Reader.visit(widgetFor(backend.adapter));
};
const fields = () => (['name', 'email', 'url'] as const).map((field) => reader.field(field).value);

// First: what is said in a visit goes before what is kept of an earlier one, and lasts as long as this file.
describe('what the browser kept of an earlier visit', () => {
  beforeEach(() => localStorage.clear());

  const keep = (value: unknown) => {
    localStorage.setItem('comment-widget:identity', typeof value === 'string' ? value : JSON.stringify(value));
  };
  const identity = { ...marie, url: 'https://exemple.fr' };

  it('is erased when its time is over', async () => {
    keep({ ...identity, until: Date.now() - 1 });
    await visit();
    expect(fields()).to.deep.equal(['', '', '']);
    expect(reader.remember.checked).to.equal(false);
    expect(localStorage.getItem('comment-widget:identity')).to.equal(null);
  });

  for (const garbage of [
    '{',
    'null',
    '5',
    '"Marie"',
    '[]',
    '{}',
    '{"until":9e15}',
    '{"until":9e15,"surname":"Curie"}',
    '',
  ])
    it(`is nothing where something else is stored: ${garbage}`, async () => {
      keep(garbage);
      await visit();
      expect(fields()).to.deep.equal(['', '', '']);
    });

  it('is filled in, with the box ticked', async () => {
    keep({ ...identity, until: Date.now() + day });
    await visit();
    expect(fields()).to.deep.equal(Object.values(identity));
    expect(reader.remember.checked).to.equal(true);
    reader.writes('Bonjour');
    await reader.publishes();
    expect(backend.draft).to.include(identity);
  });
});

describe('what the browser keeps of the reader', () => {
  beforeEach(() => localStorage.clear());

  const write = () => {
    reader.writes('Bonjour');
    reader.signs({ ...marie, url: 'https://exemple.fr' });
  };
  const stored = () => [JSON.parse(localStorage.getItem('comment-widget:identity')!) as Record<string, unknown>];

  it('is nothing before anything is done', async () => {
    await visit();
    expect(reader.remember.checked).to.equal(false);
    expect(localStorage).to.have.lengthOf(0);
  });

  it('is only the text while it is written, box ticked or not', async () => {
    await visit();
    write();
    reader.remember.click();
    await eventually(() => localStorage.length);
    expect(Object.keys(localStorage).filter((key) => !key.startsWith('comment-widget:draft'))).to.deep.equal([]);
    expect(JSON.stringify(localStorage)).not.to.match(/Marie|exemple/);
  });

  it('is nothing of theirs after a comment without the box: only what lets them change it for a while', async () => {
    await visit();
    write();
    await reader.publishes();
    expect(reader.comments).to.have.lengthOf(1);
    expect(Object.keys(localStorage)).to.deep.equal(['comment-widget:own']);
    expect(localStorage.getItem('comment-widget:own')).not.to.match(/Bonjour|Marie|exemple/);
    // By which this tab knows its own drafts again.
    expect(Object.keys(sessionStorage)).to.deep.equal(['comment-widget:tab']);
    expect(document.cookie).to.equal('');
  });

  it('is nothing after a comment that was not sent', async () => {
    await visit();
    write();
    reader.remember.click();
    backend.refuses('challenge');
    await reader.publishes();
    expect(localStorage.getItem('comment-widget:identity')).to.equal(null);
  });

  it('is nothing where the box is unticked while the comment is on its way', async () => {
    await visit();
    write();
    reader.remember.click();
    const answer = backend.holdsPosts();
    await reader.pressesButton();
    await eventually(() => backend.sent.length);
    reader.remember.click();
    await reader.seesTheEnd(answer);
    expect(reader.remember.checked).to.equal(false);
    expect(JSON.stringify(localStorage)).not.to.match(/Marie|exemple/);
  });

  describe('with the box ticked and the comment sent', () => {
    beforeEach(async () => {
      await visit();
      write();
      reader.remember.click();
      await reader.publishes();
    });

    it('is the name, the e-mail, the site, and until when: no comment, and nothing for more than thirteen months', () => {
      expect(localStorage.getItem('comment-widget:identity')).not.to.equal(null);
      const [{ until, ...identity }] = stored() as [Record<string, unknown>];
      expect(identity).to.deep.equal({ ...marie, url: 'https://exemple.fr' });
      expect(until).to.be.within(Date.now() + 380 * day, Date.now() + 396 * day);
    });

    it('leaves the box ticked for the next comment', () => {
      expect(reader.remember.checked).to.equal(true);
    });

    it('is erased at once when the box is unticked', async () => {
      reader.remember.click();
      await reader.settles();
      expect(localStorage.getItem('comment-widget:identity')).to.equal(null);
    });

    it('is erased at once when the box is unticked by keyboard', async () => {
      reader.goesTo('remember');
      await reader.presses('Space');
      expect(reader.remember.checked).to.equal(false);
      expect(localStorage.getItem('comment-widget:identity')).to.equal(null);
    });

    it('stays erased after another comment', async () => {
      reader.remember.click();
      reader.writes('Encore');
      await reader.publishes();
      expect(localStorage.getItem('comment-widget:identity')).to.equal(null);
      expect(reader.remember.checked).to.equal(false);
    });
  });

  describe('where the browser keeps nothing', () => {
    const own = Object.getOwnPropertyDescriptor(window, 'localStorage')!;
    afterEach(() => Object.defineProperty(window, 'localStorage', own));

    it('is nothing where storage is switched off, and everything else works', async () => {
      Object.defineProperty(window, 'localStorage', {
        configurable: true,
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
      await visit();
      write();
      reader.remember.click();
      await reader.publishes();
      expect(reader.comments).to.have.lengthOf(1);
      reader.remember.click();
      await reader.settles();
      expect(fields()).to.deep.equal([marie.name, marie.email, 'https://exemple.fr']);
    });

    it('is nothing where storage is full', async () => {
      const full = {
        getItem: () => null,
        removeItem: () => undefined,
        setItem() {
          throw new DOMException('full', 'QuotaExceededError');
        },
      };
      Object.defineProperty(window, 'localStorage', { configurable: true, value: full });
      await visit();
      write();
      reader.remember.click();
      await reader.publishes();
      expect(reader.comments).to.have.lengthOf(1);
      expect(reader.heard.at(-1)).to.equal('Votre commentaire est publié.');
    });
  });
});
