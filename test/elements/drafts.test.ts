import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { eventually } from '../support/eventually.js';
import { marie, Reader } from '../support/reader.js';
import { comment, StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

const name = 'comment-widget:draft';
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(name));
const texts = () => kept().map((key) => (JSON.parse(localStorage.getItem(key)!) as { text: string }).text);

/** What another tab keeps: its own name is at the end. */
function keepElsewhere(text: string, more: object = {}, place = location.pathname): string {
  const key = `${name} ${encodeURIComponent(`memory  ${place}`)} ${crypto.randomUUID()}`;
  localStorage.setItem(key, JSON.stringify({ v: 1, text, at: Date.now(), left: true, ...more }));
  return key;
}

describe('a draft', () => {
  let backend: StagedBackend;
  let reader: Reader;
  const visit = async (attributes: Record<string, string> = {}) => {
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
  };
  const restored = () => reader.words.some((words) => words.startsWith('Brouillon restauré.'));
  const body = () => reader.field('body').value;

  beforeEach(() => {
    for (const key of kept()) localStorage.removeItem(key);
    backend = new StagedBackend();
  });
  afterEach(() => kept().forEach((key) => localStorage.removeItem(key)));

  it('is kept a moment after it is written, without a name or an address', async () => {
    await visit();
    reader.signs(marie);
    reader.writes('Bonjour');
    await eventually(() => kept().length);
    expect(texts()).to.deep.equal(['Bonjour']);
    expect(JSON.stringify(localStorage)).not.to.match(/Marie|exemple/);
    reader.writes('Bonjour à tous');
    await eventually(() => texts()[0] === 'Bonjour à tous');
    expect(kept()).to.have.lengthOf(1);
  });

  it('comes back to who left it: that is said, and the text is as it was', async () => {
    keepElsewhere('Ce que je disais');
    await visit();
    await eventually(restored);
    expect(body()).to.equal('Ce que je disais');
    expect(reader.control('Effacer')).to.be.instanceOf(HTMLButtonElement);
  });

  it('is left to the next visit where something else is written before it comes back', async () => {
    await visit();
    reader.writes('Le premier');
    await eventually(() => kept().length);
    const [key] = kept();
    const first = localStorage.getItem(key!)!;
    reader.writes('');
    reader.widget.remove();
    // As after a reload of the same tab.
    localStorage.setItem(key!, first);
    reader = await Reader.arrive(
      html`<comment-widget time-trap="0" .adapter=${backend.adapter}>
        <form slot="form"><textarea name="comment">Le deuxième</textarea><button>Envoyer</button></form>
      </comment-widget>`,
    );
    await eventually(() => texts().includes('Le deuxième'));
    expect(body()).to.equal('Le deuxième');
    expect(texts().sort()).to.deep.equal(['Le deuxième', 'Le premier']);
  });

  it('is erased by a button: from the field, and from the browser', async () => {
    keepElsewhere('Ce que je disais');
    await visit();
    await eventually(restored);
    reader.control('Effacer')!.click();
    await reader.settles();
    expect(body()).to.equal('');
    expect(kept()).to.deep.equal([]);
    expect(reader.focused).to.equal('body');
    expect(restored()).to.equal(false);
  });

  it('is no longer spoken of once it is written on', async () => {
    keepElsewhere('Ce que je disais');
    await visit();
    await eventually(restored);
    reader.writes('Ce que je disais encore');
    await reader.settles();
    expect(restored()).to.equal(false);
  });

  it('is no longer spoken of once it is sent as it was', async () => {
    keepElsewhere('Ce que je disais');
    await visit();
    await eventually(restored);
    reader.signs(marie);
    await reader.publishes();
    expect(restored()).to.equal(false);
  });

  it('is forgotten when the backend has confirmed the comment, not before', async () => {
    await visit();
    reader.signs(marie);
    reader.writes('Bonjour');
    await eventually(() => kept().length);
    const answer = backend.holdsPosts();
    await reader.pressesButton();
    await eventually(() => backend.sent.length);
    expect(texts()).to.deep.equal(['Bonjour']);
    await reader.seesTheEnd(answer);
    expect(kept()).to.deep.equal([]);
  });

  it('stays when the comment was refused', async () => {
    await visit();
    reader.signs(marie);
    reader.writes('Bonjour');
    for (const code of ['rejected', 'challenge', 'closed'] as const) {
      backend.refuses(code);
      await reader.publishes();
      expect(texts(), code).to.deep.equal(['Bonjour']);
    }
  });

  it('has one key for its attempts, in the next visit too; another text has another', async () => {
    await visit();
    reader.signs(marie);
    reader.writes('Bonjour');
    await eventually(() => kept().length);
    backend.refuses('challenge');
    await reader.publishes();
    reader.widget.remove();

    await visit();
    await eventually(() => body());
    expect(body()).to.equal('Bonjour');
    reader.signs(marie);
    await reader.publishes();
    const [first, second] = backend.attemptKeys;
    expect(second).to.equal(first);
    reader.writes('Bonsoir');
    backend.accepts();
    await reader.publishes();
    expect(backend.attemptKeys[2]).not.to.equal(first);
  });

  it('is of its conversation, and of the comment that it answers', async () => {
    keepElsewhere('Ailleurs', {}, '/ailleurs');
    keepElsewhere('À Anne', {}, `${location.pathname} c1`);
    backend.onList = () => Promise.resolve({ comments: [comment('c1')] });
    await visit();
    await reader.settles();
    expect(body()).to.equal('');
    reader.act('c1', 'Répondre')!.click();
    await eventually(() => reader.replyForm('c1')?.querySelector('textarea')?.value);
    expect(reader.replyForm('c1')!.querySelector('textarea')!.value).to.equal('À Anne');
    reader.widget.thread = '/ailleurs';
    await eventually(() => body() === 'Ailleurs');
  });

  it('is not taken from a tab that is open', async () => {
    const key = keepElsewhere('Dans l’autre onglet', { left: false });
    await visit();
    reader.writes('Dans celui-ci');
    await eventually(() => kept().length === 2);
    expect(texts().sort()).to.deep.equal(['Dans celui-ci', 'Dans l’autre onglet']);
    expect(kept()).to.include(key);
  });

  it('is taken from a tab that came to an end without a word', async () => {
    keepElsewhere('Avant la panne', { left: false, at: Date.now() - 600_000 });
    await visit();
    await eventually(() => body() === 'Avant la panne');
  });

  it('lasts for a week, or as long as the page says', async () => {
    const day = 24 * 60 * 60 * 1000;
    keepElsewhere('Il y a huit jours', { at: Date.now() - 8 * day });
    await visit();
    await reader.settles();
    expect([body(), kept().length]).to.deep.equal(['', 0]);
    keepElsewhere('Il y a deux jours', { at: Date.now() - 2 * day });
    await visit({ 'draft-days': '1' });
    await reader.settles();
    expect([body(), kept().length]).to.deep.equal(['', 0]);
  });

  it('stays in the page where the site wants none kept', async () => {
    await visit({ 'draft-days': '0' });
    reader.writes('Bonjour');
    await reader.settles();
    const { widget } = reader;
    widget.thread = '/autre-article';
    await eventually(() => !body());
    widget.thread = null;
    await eventually(() => body() === 'Bonjour');
    expect(kept()).to.deep.equal([]);
  });

  for (const value of ['null', '{', '{"v":2,"text":"autre version"}', '{"v":1,"text":7,"left":true}', '[]'])
    it(`is nothing where something else stands in its place: ${value}`, async () => {
      localStorage.setItem(
        `${name} ${encodeURIComponent(`memory  ${location.pathname}`)} ${crypto.randomUUID()}`,
        value,
      );
      await visit();
      await reader.settles();
      expect(body()).to.equal('');
      reader.writes('Bonjour');
      await eventually(() => texts().includes('Bonjour'));
    });

  describe('that the browser does not take', () => {
    const { setItem } = Storage.prototype;
    afterEach(() => {
      Storage.prototype.setItem = setItem;
    });
    const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

    it('is in the page: the reader is asked before they leave it, as long as there is something to lose', async () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      await visit();
      reader.signs(marie);
      expect(asks()).to.equal(false);
      reader.writes('Bonjour');
      await eventually(asks);
      expect(reader.hears).to.equal('');
      await reader.publishes();
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
      expect(asks()).to.equal(false);
    });

    it('is no reason to ask where it was taken', async () => {
      await visit();
      reader.writes('Bonjour');
      await eventually(() => kept().length);
      expect(asks()).to.equal(false);
    });
  });

  it('is kept from a form of the page, too', async () => {
    keepElsewhere('Ce que je disais');
    reader = await Reader.visit(
      html`<comment-widget time-trap="0" .adapter=${backend.adapter}>
        <form slot="form">
          <label>Commentaire <textarea name="comment"></textarea></label><button>Envoyer</button>
        </form>
      </comment-widget>`,
    );
    await eventually(() => body() === 'Ce que je disais');
    reader.writes('Autre chose');
    await eventually(() => texts()[0] === 'Autre chose');
  });
});
