import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { CommentData } from '../../src/core/comment.js';
import { CommentError } from '../../src/core/errors.js';
import { fr } from '../../src/locales/fr.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

const comments = (count: number) => Array.from({ length: count }, (_, index) => comment(`${index + 1}`));

describe('reading a thread', () => {
  let backend: StagedBackend;
  let reader: Reader;

  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  const visit = async (all: readonly CommentData[], attributes: Record<string, string> = {}) => {
    backend = new StagedBackend({ comments: all });
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
  };
  const shows = (count: number) => eventually(() => reader.comments.length === count);

  it('shows what a backend knows of a comment', async () => {
    await visit([
      comment('1', 'Bonjour', { isPinned: true, author: { name: 'Anne Lenoir', isStaff: true } }),
      comment('2', 'Hello', { editedAt: new Date(), lang: 'en' }),
      comment('3', '', { status: 'deleted', author: { name: '' } }),
      comment('4', 'Merci', { parentId: '3' }),
    ]);
    await shows(4);
    expect(textOf(reader.comment('1'))).to.match(/^ALAnne LenoirRédactionÉpinglé/);
    expect(textOf(reader.comment('2'))).to.include(fr.edited);
    expect(reader.comment('2').querySelector('[lang="en"]')).not.to.equal(null);
    expect(textOf(reader.comment('3'))).to.equal(fr.deleted);
  });

  it('says how long ago a comment was written, and when exactly at a press', async () => {
    const createdAt = new Date(Date.now() - 3 * 60_000);
    await visit([comment('1', 'Bonjour', { createdAt })]);
    await shows(1);
    const time = reader.comment('1').querySelector('time')!;
    expect([textOf(time), time.dateTime]).to.deep.equal(['il y a 3\u00a0minutes', createdAt.toISOString()]);
    time.click();
    await reader.settles();
    expect(textOf(time)).to.equal(fr.date(createdAt));
  });

  it('shows pictures of authors only where the page wants them', async () => {
    const author = { name: 'Anne', avatar: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' };
    await visit([comment('1', 'Bonjour', { author })]);
    await shows(1);
    expect(reader.comment('1').querySelector('img')).to.equal(null);
    await visit([comment('1', 'Bonjour', { author })], { avatars: '' });
    await shows(1);
    const image = reader.comment('1').querySelector('img')!;
    expect([image.src, image.alt, image.referrerPolicy]).to.deep.equal([author.avatar, '', 'no-referrer']);
  });

  it('shows HTML as what it may be', async () => {
    const value = '<p>Un <em>mot</em><script>alert(1)</script><a href="javascript:alert(1)">x</a></p>';
    await visit([comment('1', '', { content: { format: 'html', value } })]);
    await shows(1);
    const body = reader.comment('1').querySelector('[part="body"]')!;
    expect(body.querySelector('em')!.textContent).to.equal('mot');
    expect(body.querySelector('script, [href]')).to.equal(null);
  });

  describe('in an order', () => {
    it('of the backend’s, by a list of those it has', async () => {
      await visit([comment('1', 'A', { score: 1 }), comment('2', 'B', { score: 5 }), comment('3', 'C', { score: 3 })]);
      await shows(3);
      expect([...reader.orders!.options].map(textOf)).to.deep.equal(Object.values(fr.orders));
      expect(reader.orders!.value).to.equal('oldest');
      for (const [order, tree] of Object.entries({ newest: '3 2 1', best: '2 3 1', oldest: '1 2 3' })) {
        reader.orders!.value = order;
        reader.orders!.dispatchEvent(new Event('change'));
        await eventually(() => reader.tree === tree);
      }
    });

    it('keeps the reader’s own comment in sight, first or last', async () => {
      await visit(comments(2), { order: 'newest' });
      await shows(2);
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      await eventually(() => reader.tree === 'memory-1 2 1');
    });

    it('of the backend’s where the site wants one that it does not have, which its owner is told once', async () => {
      backend = new StagedBackend({ comments: comments(2), rules: { orders: ['newest', 'oldest'] } });
      reader = await Reader.visit(widgetFor(backend.adapter, { order: 'best' }));
      await eventually(() => reader.tree === '2 1');
      expect(backend.asked.map(({ query }) => query.order)).to.deep.equal(['newest']);
      expect(reader.orders!.value).to.equal('newest');
      expect(consoleTold()).to.deep.equal(['comment-widget: "best" is no order, of newest, oldest']);
    });

    it('needs no list where there is one only', async () => {
      backend = new StagedBackend({ comments: comments(2), rules: { orders: ['oldest'] } });
      reader = await Reader.visit(widgetFor(backend.adapter));
      await shows(2);
      expect(reader.orders).to.equal(null);
    });
  });

  it('by pages of the size that the site wants', async () => {
    await visit(comments(7), { 'page-size': '3' });
    await shows(3);
    expect(backend.asked[0]!.query.limit).to.equal(3);
    expect(textOf(reader.loadButton)).to.equal('Afficher plus de commentaires (4\u00a0restants)');
    reader.loadButton!.focus();
    reader.loadButton!.click();
    await shows(6);
    await eventually(() => reader.focused === 'comment: Commentaire 4');
  });

  describe('from a link to a comment', () => {
    /** As a page has it before its scripts run; setting it would also tell the page of a change. */
    const arrivesAt = (hash: string) => history.replaceState(null, '', hash);

    it('leads to it on whatever page it is, and further both ways', async () => {
      arrivesAt('#comment-15');
      await visit(comments(20), { 'page-size': '3' });
      await eventually(() => reader.target === 'comment-15');
      await eventually(() => reader.focused === 'comment: Commentaire 15');
      expect(reader.tree).to.equal('15 16 17');
      expect(backend.asked.filter(({ query }) => query.around)).to.have.lengthOf(1);
      reader.earlierButton!.click();
      await eventually(() => reader.tree === '12 13 14 15 16 17');
      reader.loadButton!.click();
      await eventually(() => reader.tree === '12 13 14 15 16 17 18 19 20');
    });

    it('opens what is folded over it', async () => {
      const replies = Array.from({ length: 9 }, (_, index) =>
        comment(`r${index}`, `Réponse ${index}`, { parentId: '1' }),
      );
      arrivesAt('#comment-r8');
      await visit([comment('1'), ...replies]);
      await eventually(() => reader.target === 'comment-r8');
      expect(reader.comments).to.have.lengthOf(10);
    });

    it('finds it page by page where the backend can give no page around it', async () => {
      arrivesAt('#comment-11');
      backend = new StagedBackend({ comments: comments(12) });
      const { list, ...adapter } = backend.adapter;
      reader = await Reader.visit(
        widgetFor(
          { ...adapter, list: ({ around: _, ...query }, options) => list!(query, options) },
          { 'page-size': '4' },
        ),
      );
      await eventually(() => reader.target === 'comment-11');
      expect(reader.comments).to.have.lengthOf(12);
    });

    it('that is followed in the page goes there, and marks one only', async () => {
      await visit(comments(3));
      await shows(3);
      for (const id of ['2', '3']) {
        location.hash = `#comment-${id}`;
        await eventually(() => reader.target === `comment-${id}`);
        await eventually(() => reader.focused === `comment: Commentaire ${id}`);
      }
      expect(reader.comments.filter((shown) => shown.part.contains('target'))).to.have.lengthOf(1);
    });

    for (const hash of ['#comment-99', '#comment-%', '#comment-%E9', '#autre'])
      it(`that leads nowhere (${hash}) shows the thread as it is`, async () => {
        arrivesAt(hash);
        await visit(comments(3));
        await shows(3);
        expect(reader.target).to.equal(undefined);
        expect(reader.hears).to.equal('');
      });
  });

  describe('that is far below', () => {
    it('waits until the reader comes near', async () => {
      backend = new StagedBackend({ comments: comments(2) });
      const spacer = document.createElement('div');
      spacer.setAttribute('style', 'block-size: 10000px');
      document.body.append(spacer);
      try {
        reader = await Reader.arrive(widgetFor(backend.adapter, { loading: 'lazy' }));
        await reader.settles();
        expect(backend.asked).to.have.lengthOf(0);
        expect(reader.hasForm).to.equal(true);
        reader.widget.scrollIntoView();
        await shows(2);
      } finally {
        spacer.remove();
      }
    });
  });

  describe('of great length', () => {
    it('is drawn to its end, in several lists, while other things happen', async () => {
      const count = 1500;
      backend = new StagedBackend({ comments: comments(count) });
      const answer = backend.holdsLists();
      reader = await Reader.arrive(widgetFor(backend.adapter, { 'page-size': String(count) }));
      answer();
      const seen: number[] = [];
      while (seen.at(-1) !== count) {
        await new Promise(requestAnimationFrame);
        seen.push(reader.comments.length);
      }
      expect(seen.filter((shown) => shown > 0 && shown < count)).not.to.have.lengthOf(0);
      expect(reader.commentTexts.at(-1)).to.equal(`Commentaire ${count}`);
      const lengths = [...new Set(reader.comments.map((shown) => shown.closest('ol')!.childElementCount))];
      expect(lengths).to.deep.equal([25]);
    });

    it('gives way at once to another thread', async () => {
      backend = new StagedBackend({ comments: comments(600) });
      const answer = backend.holdsLists();
      reader = await Reader.arrive(widgetFor(backend.adapter, { 'page-size': '600' }));
      answer();
      while (!reader.comments.length) await new Promise(requestAnimationFrame);
      expect(reader.comments.length).to.be.below(600);
      reader.widget.adapter = new StagedBackend({ comments: [comment('x')] }).adapter;
      await eventually(() => reader.tree === 'x');
      await reader.settles();
      expect(reader.tree).to.equal('x');
    });

    it('moves nothing that stands where it should when something is added', async () => {
      await visit(comments(3));
      await shows(3);
      reader.comment('2').focus();
      const before = reader.comments;
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      await shows(4);
      expect(reader.comments.slice(0, 3)).to.deep.equal(before);
    });
  });

  it('goes back to the draft of a thread with that thread', async () => {
    await visit([], { thread: 'a' });
    reader.writes('Pour a');
    reader.widget.thread = 'b';
    await eventually(() => !reader.field('body').value);
    reader.writes('Pour b');
    reader.widget.thread = 'a';
    await eventually(() => reader.field('body').value === 'Pour a');
  });

  it('keeps what was written when only the backend changes', async () => {
    await visit([]);
    reader.writes('Bonjour');
    reader.widget.adapter = new StagedBackend().adapter;
    await reader.settles();
    expect(reader.field('body').value).to.equal('Bonjour');
  });

  it('that fails for a comment lets the form work meanwhile', async () => {
    backend = new StagedBackend();
    backend.onList = () => Promise.reject(new CommentError('network'));
    reader = await Reader.visit(widgetFor(backend.adapter));
    reader.writes('Bonjour');
    reader.signs(marie);
    await reader.publishes();
    expect(backend.sent).to.have.lengthOf(1);
  });
});
