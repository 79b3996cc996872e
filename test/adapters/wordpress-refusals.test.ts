import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { wordpressRest } from '../../src/adapters/wordpress-rest.js';
import type { AdapterOptions } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import { fakeNetwork } from '../support/backend.js';
import { WordPressBackend } from '../support/backends/wordpress.js';
import { failure } from '../support/failure.js';

const elsewhere = 'https://wordpress.example';

describe('wordpress-rest is told', () => {
  const network = fakeNetwork();
  let backend: WordPressBackend;
  beforeEach(() => {
    backend = new WordPressBackend(elsewhere);
    network.use(...backend.handlers);
  });

  const adapter = (options: AdapterOptions = {}) => wordpressRest({ endpoint: backend.endpoint, ...options });
  const post = (part: Partial<Draft> = {}, thread = backend.publish(), options: AdapterOptions = {}) =>
    adapter(options).post!(
      { thread, parentId: null, url: 'https://exemple.fr/article', title: 'Un article' },
      { body: 'Bonjour', name: 'Zoé', email: 'zoe@example.test', url: '', extra: {}, ...part },
      { attemptKey: crypto.randomUUID() },
    );
  /** As WordPress 6.8.7 answered, or some plug-in. */
  const told = (status: number, code: string, message = 'Non.', data: object = {}) => {
    const body = { code, message, data: { status, ...data } };
    network.use(http.all(`${elsewhere}/*`, () => HttpResponse.json(body, { status })));
    return failure(post());
  };

  it('of a duplicate', async () => {
    const thread = backend.publish();
    await post({}, thread);
    expect(await failure(post({}, thread))).to.include({ code: 'duplicate', outcome: 'refused' });
  });

  it('of no duplicate where filtering changes the text: that is stored twice', async () => {
    const thread = backend.publish();
    await post({ body: 'Bonjour à <u>tous</u>.' }, thread);
    await post({ body: 'Bonjour à <u>tous</u>.' }, thread);
    expect(backend.stored).to.have.lengthOf(2);
  });

  it('of haste, with a status that is for mistakes', async () => {
    backend.flood = true;
    const thread = backend.publish();
    await post({}, thread);
    expect(await failure(post({ body: 'Encore' }, thread))).to.include({ code: 'rate-limited', outcome: 'refused' });
  });

  it('of a closed thread', async () => {
    const thread = backend.publish();
    backend.close(thread);
    expect((await failure(post({}, thread))).code).to.equal('closed');
    for (const code of ['rest_comment_draft_post', 'rest_comment_trash_post'])
      expect((await told(403, code)).code).to.equal('closed');
  });

  it('of a post that is none, and tells the owner', async () => {
    const error = await failure(post({}, '9999'));
    expect(error.code).to.equal('misconfigured');
    expect(error.message).to.include('`thread` must be the id of a published post');
  });

  it('of a post for which one needs a password', async () => {
    const thread = backend.publish('posts', true);
    expect((await failure(post({}, thread))).code).to.equal('forbidden');
    expect((await failure(adapter().list!({ thread }, {}))).code).to.equal('forbidden');
  });

  it('that strangers may not comment, and tells the owner the line to paste', async () => {
    backend.anonymous = false;
    const error = await failure(post());
    expect(error.code).to.equal('misconfigured');
    expect(error.message).to.include("add_filter( 'rest_allow_anonymous_comments', '__return_true' );");
  });

  it('that one must sign in, where the site has said that it is for those who are', async () => {
    backend.registration = true;
    expect((await failure(post({}, backend.publish(), { nonce: '' }))).code).to.equal('unauthorized');
  });

  it('that a field is missing', async () => {
    const issues = async (part: Partial<Draft>) => (await failure(post(part))).issues;
    expect(await issues({ email: '' })).to.deep.equal([{ field: 'email', code: 'required' }]);
    expect(await issues({ name: '', email: '' })).to.deep.equal([
      { field: 'name', code: 'required' },
      { field: 'email', code: 'required' },
    ]);
    expect(await issues({ body: '  ' })).to.deep.equal([{ field: 'body', code: 'required' }]);
  });

  it('that an e-mail address is none', async () => {
    const { code, issues } = await failure(post({ email: 'pas-une-adresse' }));
    expect([code, issues]).to.deep.equal(['invalid', [{ field: 'email', code: 'email' }]]);
  });

  it('which field is too long, in bytes', async () => {
    for (const [part, field] of [
      [{ body: 'é'.repeat(32_763) }, 'body'],
      [{ name: 'n'.repeat(246) }, 'name'],
      [{ email: `${'e'.repeat(90)}@example.test` }, 'email'],
      [{ url: `https://example.test/${'u'.repeat(200)}` }, 'url'],
    ] as const) {
      const { code, issues } = await failure(post(part));
      expect([code, issues]).to.deep.equal(['invalid', [{ field, code: 'too-long' }]]);
    }
  });

  it('what a plug-in has against it, as text', async () => {
    const { code, issues } = await told(
      400,
      'captcha',
      '<strong>Erreur&#8239;:</strong> recopiez l&#8217;image &amp; co',
    );
    expect(code).to.equal('invalid');
    expect(issues).to.deep.equal([{ field: 'body', code: 'refused', message: 'Erreur\u202f: recopiez l’image & co' }]);
  });

  it('the same with the status of a breakdown, which it has where it names none, and with that of a ban', async () => {
    const sentence = 'Votre commentaire ressemble à du spam.';
    for (const [status, code] of [
      [400, 'spam_detected'],
      [403, 'spam_detected'],
      [422, 'spam_detected'],
      [500, 'spam_detected'],
      [500, 'wp_die'],
    ] as const) {
      const { outcome, issues } = await told(status, code, `<p>${sentence}</p>`);
      expect([status, code, outcome]).to.deep.equal([status, code, 'refused']);
      expect(issues).to.deep.equal([{ field: 'body', code: 'refused', message: sentence }]);
    }
  });

  it('nothing that is for an author where nobody has written anything', async () => {
    for (const [status, code] of [
      [403, 'forbidden'],
      [500, 'unavailable'],
    ] as const) {
      await told(status, 'spam_detected');
      expect(await failure(adapter().list!({ thread: '4' }, {}))).to.include({ code });
    }
  });

  it('of an answer to what is not there any more, and stores none', async () => {
    const thread = backend.publish();
    await post({}, thread);
    const [first] = backend.stored;
    const answer = (parentId: string) =>
      adapter().post!(
        { thread, parentId, url: '', title: '' },
        { body: 'Une réponse', name: 'Luc', email: 'luc@example.test', url: '', extra: {} },
        { attemptKey: crypto.randomUUID() },
      );
    expect(await answer(String(first!.id))).to.include({ parentId: String(first!.id), status: 'published' });
    for (const status of ['trash', 'spam', 'hold'] as const) {
      first!.status = status;
      expect(await failure(answer(String(first!.id)))).to.include({ code: 'gone', outcome: 'refused' });
    }
    expect(await failure(answer('99999'))).to.include({ code: 'gone', outcome: 'refused' });
    expect(backend.stored).to.have.lengthOf(2);
  });

  it('what is wrong with a parameter, at its field', async () => {
    const params = { author_url: 'Adresse non valide.', author_name: 'Nom réservé.', jeton: 'Périmé.' };
    expect((await told(400, 'rest_invalid_param', 'Non', { params })).issues).to.deep.equal([
      { field: 'url', code: 'refused', message: 'Adresse non valide.' },
      { field: 'name', code: 'refused', message: 'Nom réservé.' },
      { field: 'body', code: 'refused', message: 'Périmé.' },
    ]);
  });

  it('that Akismet has thrown it away, with a status that is for breakdowns', async () => {
    expect(await told(500, 'akismet_rest_comment_discarded')).to.include({ code: 'rejected', outcome: 'refused' });
  });

  it('of a breakdown, after which the comment may be stored', async () => {
    for (const [code, message] of [
      ['rest_comment_failed_create', 'La création du commentaire a échoué.'],
      ['internal_server_error', 'Il y a eu une erreur critique sur ce site.'],
      ['wp_die', '<p>Error establishing a database connection</p>'],
      ['wp_die', '<p>Erreur lors de la connexion à la base de données</p>'],
    ] as const)
      expect(await told(500, code, message)).to.include({ code: 'unavailable', outcome: 'unknown' });
  });

  it('by a plug-in that it may not', async () => {
    expect((await told(401, 'rest_cannot_access')).code).to.equal('unauthorized');
    expect((await told(403, 'rest_forbidden')).code).to.equal('forbidden');
  });

  it('that the API is somewhere else, and tells the owner', async () => {
    expect((await told(404, 'rest_no_route')).message).to.include('`endpoint` is not its root');
    network.use(http.all(`${elsewhere}/*`, () => HttpResponse.html('<h1>Introuvable</h1>', { status: 404 })));
    expect(await failure(post())).to.include({ code: 'misconfigured' });
  });

  it('and says nothing of the reader to the console', async () => {
    for (const error of [await failure(post({ email: 'pas-une-adresse' })), await told(400, 'x', 'zoe@example.test')])
      expect(error.message).not.to.match(/zoe|pas-une/i);
  });
});
