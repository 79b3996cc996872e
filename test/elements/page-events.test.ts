import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { CommentError } from '../../src/core/errors.js';
import type { CommentEvents } from '../../src/core/events.js';
import { fr } from '../../src/locales/fr.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('what the widget tells its page', () => {
  let backend: StagedBackend;
  let reader: Reader;
  let told: { type: string; detail: unknown }[];
  let page: AbortController;

  beforeEach(async () => {
    told = [];
    page = new AbortController();
    for (const type of ['comment-submit', 'comment-posted', 'comment-error'] as const)
      document.addEventListener(type, ({ detail }) => told.push({ type, detail }), page);
    backend = new StagedBackend();
    reader = await Reader.visit(widgetFor(backend.adapter));
    reader.writes(' Bonjour ');
    reader.signs(marie);
  });
  afterEach(() => page.abort());

  const onSubmit = (listen: (event: CustomEvent<CommentEvents['comment-submit']>) => void) =>
    document.addEventListener('comment-submit', listen, page);
  const types = () => told.map(({ type }) => type);

  describe('before a comment is sent', () => {
    it('is what is to be sent', async () => {
      await reader.publishes();
      const { body, parentId, extra } = told[0]!.detail as CommentEvents['comment-submit'];
      expect([body, parentId]).to.deep.equal(['Bonjour', null]);
      expect(Object.values(extra).join('')).to.equal('');
    });

    it('is said once the fields are right, not before', async () => {
      reader.writes('');
      await reader.publishes();
      expect(types()).to.deep.equal([]);
    });

    it('may be answered by no: nothing is sent, the text stays, and may be sent later', async () => {
      let refuse = true;
      onSubmit((event) => refuse && event.preventDefault());
      await reader.pressesButton();
      await eventually(() => types().includes('comment-submit'));
      await reader.settles();
      expect(backend.sent).to.have.lengthOf(0);
      expect(reader.field('body').value).to.equal(' Bonjour ');
      expect(reader.field('body').readOnly).to.equal(false);
      expect(reader.button.getAttribute('aria-disabled')).to.equal('false');
      expect(reader.message).to.equal('');
      refuse = false;
      await reader.publishes();
      expect(types()).to.deep.equal(['comment-submit', 'comment-submit', 'comment-posted']);
    });

    it('may be answered by something more, which travels along', async () => {
      onSubmit(({ detail }) => (detail.extra['captcha'] = 'jeton'));
      await reader.publishes();
      expect(backend.draft!.extra).to.include({ captcha: 'jeton' });
    });

    it('may be held until the page has what it needs', async () => {
      let solve!: () => void;
      onSubmit(({ detail }) => {
        const token = new Promise<void>((resolve) => (solve = resolve));
        detail.waitUntil(token.then(() => (detail.extra['captcha'] = 'jeton')));
      });
      await reader.pressesButton();
      await eventually(() => solve);
      await reader.settles();
      expect(backend.sent).to.have.lengthOf(0);
      expect(reader.heard.at(-1)).to.equal('Envoi en cours…');
      await reader.seesTheEnd(() => solve());
      expect(backend.draft!.extra).to.include({ captcha: 'jeton' });
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    });

    it('may be held by several, and waits for all of them', async () => {
      let solve!: () => void;
      onSubmit(({ detail }) => detail.waitUntil(Promise.resolve()));
      onSubmit(({ detail }) => detail.waitUntil(new Promise<void>((resolve) => (solve = resolve))));
      await reader.pressesButton();
      await eventually(() => solve);
      await reader.settles();
      expect(backend.sent).to.have.lengthOf(0);
      await reader.seesTheEnd(() => solve());
      expect(backend.sent).to.have.lengthOf(1);
    });

    for (const reason of [new Error('no token'), new DOMException('closed', 'AbortError')])
      it(`may fail what the page waits for (${reason.name}): the reader hears of it and tries again`, async () => {
        let fails = true;
        onSubmit(({ detail }) => detail.waitUntil(fails ? Promise.reject(reason) : Promise.resolve()));
        await reader.publishes();
        expect(reader.hears).to.include(fr.errors.challenge);
        expect(backend.sent).to.have.lengthOf(0);
        expect((told.at(-1)!.detail as CommentEvents['comment-error']).error).to.include({
          code: 'challenge',
          cause: reason,
        });
        fails = false;
        await reader.seesTheEnd(() => reader.retryButton!.click());
        expect(reader.commentTexts).to.deep.equal(['Bonjour']);
      });
  });

  describe('after a comment is sent', () => {
    it('is the comment, where the backend gives it', async () => {
      await reader.publishes();
      const { status, comment } = told.at(-1)!.detail as CommentEvents['comment-posted'];
      expect(types()).to.deep.equal(['comment-submit', 'comment-posted']);
      expect(status).to.equal('published');
      expect(comment).to.deep.include({
        author: { name: 'Marie Curie' },
        content: { format: 'text', value: 'Bonjour' },
      });
    });

    it('is what the backend says of it, where it does not give it', async () => {
      backend.onPost = () => Promise.resolve({ status: 'accepted' });
      await reader.publishes();
      expect(told.at(-1)).to.deep.equal({ type: 'comment-posted', detail: { status: 'accepted', comment: null } });
    });

    it('comes when the form is empty already', async () => {
      let text: string | undefined;
      document.addEventListener('comment-posted', () => (text = reader.field('body').value), page);
      await reader.publishes();
      expect(text).to.equal('');
    });
  });

  it('is that the comments could not be read', async () => {
    backend.onList = () => Promise.reject(new CommentError('unavailable', 'the server is asleep'));
    await Reader.visit(widgetFor(backend.adapter));
    expect(types()).to.deep.equal(['comment-error']);
    const { error } = told[0]!.detail as CommentEvents['comment-error'];
    expect(error).to.include({ code: 'unavailable', message: 'the server is asleep' });
  });

  describe('of the e-mail address', () => {
    const email = marie.email;
    const everywhere = () =>
      JSON.stringify(told, (_, value: unknown) =>
        value instanceof Error ? { ...value, message: value.message } : value,
      );

    it('is nothing, whatever happens', async () => {
      await reader.publishes();
      reader.writes('Encore');
      backend.refuses('invalid', { issues: [{ field: 'email', code: 'refused' }] });
      await reader.publishes();
      backend.refuses('challenge');
      await reader.publishes();
      backend.accepts();
      await reader.publishes();
      expect(types().filter((type) => type === 'comment-submit')).to.have.lengthOf(4);
      expect(everywhere()).not.to.include(email);
    });

    it('is in no attribute, address or text of the page: only its field holds it', async () => {
      await reader.publishes();
      expect(reader.field('email').value).to.equal(email);
      expect(reader.markup).not.to.include(email);
      expect(document.documentElement.getHTML()).not.to.include(email);
      expect(location.href).not.to.include('marie');
    });
  });
});
