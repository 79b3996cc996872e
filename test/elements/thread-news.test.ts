import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { Clock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

describe('what comes while somebody reads', () => {
  const clock = Clock.hold();
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (attributes: Record<string, string> = {}) => {
    backend = new StagedBackend({ comments: [comment('1')] });
    reader = await Reader.visit(widgetFor(backend.adapter, attributes));
    await eventually(() => reader.comments.length);
  };
  const looks = () => backend.asked.filter(({ query }) => query.since !== undefined).length;
  const somebodyPosts = (body: string) =>
    backend.adapter.post!(
      { thread: location.pathname, parentId: null, url: location.href, title: '' },
      { body, name: 'Anne', email: 'anne@exemple.fr', url: '', extra: {} },
      { attemptKey: crypto.randomUUID() },
    );
  const waits = async (seconds: number) => {
    const before = looks();
    clock.advance(seconds);
    await eventually(() => looks() > before);
    await reader.settles();
  };
  const hides = (hidden: boolean) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  afterEach(() => Reflect.deleteProperty(document, 'hidden'));

  it('is announced, and moves nothing until the reader wants to see it', async () => {
    await visit();
    await somebodyPosts('Un');
    await somebodyPosts('Deux');
    await waits(60);
    expect(textOf(reader.newsButton)).to.equal('2\u00a0nouveaux commentaires — Afficher');
    expect(reader.commentTexts).to.deep.equal(['Commentaire 1']);
    reader.newsButton!.click();
    await eventually(() => reader.comments.length === 3);
    await eventually(() => reader.focused === 'comment: Un');
    expect(reader.newsButton).to.equal(null);
    expect(reader.headings[1]!.text).to.equal('3\u00a0commentaires');
  });

  it('is not what the reader has sent', async () => {
    await visit();
    reader.writes('Bonjour');
    reader.signs({ name: 'Marie', email: 'marie@exemple.fr' });
    await reader.publishes();
    await waits(60);
    expect(reader.newsButton).to.equal(null);
    expect(reader.comments).to.have.lengthOf(2);
  });

  it('is looked for less often while there is nothing, and as often as at first once there is', async () => {
    await visit();
    await waits(60);
    clock.advance(60);
    await reader.settles();
    expect(looks()).to.equal(1);
    await somebodyPosts('Un');
    await waits(30);
    await waits(60);
    expect(looks()).to.equal(3);
  });

  it('is looked for less often while nobody answers, without a word', async () => {
    await visit();
    backend.onList = () => Promise.reject(new Error('offline'));
    await waits(60);
    clock.advance(60);
    await reader.settles();
    expect(looks()).to.equal(1);
    expect(reader.hears).to.equal('');
  });

  it('is not looked for while the page is hidden, and at once when it is seen again', async () => {
    await visit();
    hides(true);
    clock.advance(600);
    await reader.settles();
    expect(looks()).to.equal(0);
    hides(false);
    await eventually(() => looks() === 1);
  });

  it('is not looked for where the site does not want it, or the widget is gone', async () => {
    await visit({ refresh: '0' });
    clock.advance(600);
    await reader.settles();
    expect(looks()).to.equal(0);
    await visit();
    reader.widget.remove();
    clock.advance(600);
    hides(false);
    await reader.settles();
    expect(looks()).to.equal(0);
  });

  it('says how long ago it was as time goes by', async () => {
    backend = new StagedBackend({ comments: [comment('1', 'Bonjour', { createdAt: new Date(Date.now() - 120_000) })] });
    reader = await Reader.visit(widgetFor(backend.adapter));
    await eventually(() => reader.comments.length);
    const time = reader.comments[0]!.querySelector('time')!;
    expect(textOf(time)).to.equal('il y a 2\u00a0minutes');
    clock.advance(180);
    await eventually(() => textOf(time) === 'il y a 5\u00a0minutes');
  });

  it('is known to be there when it was deleted meanwhile', async () => {
    await visit();
    backend.onList = async (list) => {
      const page = await list();
      return {
        ...page,
        comments: [comment('1', '', { status: 'deleted', author: { name: '' } }), comment('9', 'Neuf')],
      };
    };
    await waits(60);
    expect(reader.commentTexts).to.deep.equal(['Commentaire 1']);
    reader.newsButton!.click();
    await eventually(() => textOf(reader.comments[0]) === fr.deleted);
  });
});
