import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { wordpressForm } from '../../src/adapters/wordpress-form.js';
import type { Draft } from '../../src/core/draft.js';
import { fakeNetwork } from '../support/backend.js';
import { WordPressBackend } from '../support/backends/wordpress.js';
import { failure } from '../support/failure.js';

describe('wordpress-form is told', () => {
  const network = fakeNetwork();
  let backend: WordPressBackend;
  beforeEach(() => {
    backend = new WordPressBackend();
    network.use(...backend.handlers);
  });

  const send = (part: Partial<Draft> = {}, thread = backend.publish(), parentId: string | null = null, endpoint = '') =>
    wordpressForm({ api: backend.endpoint, ...(endpoint && { endpoint }) }).post!(
      { thread, parentId, url: 'https://exemple.fr/article', title: 'Un article' },
      { body: 'Par le formulaire', name: 'Paul', email: 'paul@example.test', url: '', extra: {}, ...part },
      { attemptKey: crypto.randomUUID() },
    );
  /** Whatever is posted from now on is answered like this. */
  const answers = (answer: () => Response) => network.use(http.post('/wp-comments-post.php', answer));

  const dying = (status: number, message: string) => () =>
    HttpResponse.html(
      `<!DOCTYPE html>\n<html lang="fr-FR">\n<head>\n<title>Erreur</title>\n</head>\n<body id="error-page">\n\t` +
        `<div class="wp-die-message"><p>${message}</p></div>\n<p><a href='javascript:history.back()'>« Retour</a></p></body>\n</html>\n`,
      { status },
    );
  const json = (status: number, message: string) => () =>
    HttpResponse.json(
      { code: 'wp_die', message: `<p>${message}</p>`, data: { status }, additional_errors: [] },
      { status },
    );
  const told = (answer: () => Response) => {
    answers(answer);
    return failure(send());
  };

  it('of a duplicate, of haste, of an end', async () => {
    const thread = backend.publish();
    await send({}, thread);
    expect(await failure(send({}, thread))).to.include({ code: 'duplicate', outcome: 'refused' });
    backend.flood = true;
    expect(await failure(send({ body: 'Encore' }, thread))).to.include({ code: 'rate-limited', outcome: 'refused' });
    backend.close(thread);
    expect(await failure(send({ body: 'Encore' }, thread))).to.include({ code: 'closed', outcome: 'refused' });
  });

  it('of a duplicate also where markup was filtered', async () => {
    const thread = backend.publish();
    await send({ body: 'Bonjour à tous & merci.' }, thread);
    expect((await failure(send({ body: 'Bonjour à tous & merci.' }, thread))).code).to.equal('duplicate');
  });

  it('what is wrong, with a status of success', async () => {
    const issues = async (part: Partial<Draft>) => (await failure(send(part))).issues;
    const message = (sentence: string) => `Erreur\u00a0: ${sentence}`;
    for (const [part, field, sentence] of [
      [{ email: '' }, 'email', 'veuillez renseigner les champs obligatoires.'],
      [{ name: '' }, 'name', 'veuillez renseigner les champs obligatoires.'],
      [{ email: 'pas-une-adresse' }, 'email', 'veuillez saisir une adresse e-mail valide.'],
      [{ body: '' }, 'body', 'veuillez saisir votre commentaire.'],
      [{ name: 'n'.repeat(246) }, 'name', 'votre nom est trop long.'],
      [{ email: `${'e'.repeat(90)}@example.test` }, 'email', 'votre adresse e-mail est trop longue.'],
      [{ url: `https://example.test/${'u'.repeat(200)}` }, 'url', 'votre URL est trop longue.'],
      [{ body: 'é'.repeat(32_763) }, 'body', 'votre commentaire est trop long.'],
    ] as const)
      expect(await issues(part)).to.deep.equal([{ field, code: 'refused', message: message(sentence) }]);
  });

  it('the same by a page, where something keeps WordPress from JSON', async () => {
    const message = '<strong>Erreur\u00a0:</strong> veuillez saisir une adresse e-mail valide.';
    const { code, issues } = await told(dying(200, message));
    expect(code).to.equal('invalid');
    expect(issues).to.deep.equal([
      { field: 'email', code: 'refused', message: 'Erreur\u00a0: veuillez saisir une adresse e-mail valide.' },
    ]);
    expect((await told(dying(403, 'Les commentaires sont fermés pour cet article.'))).code).to.equal('closed');
    expect((await told(dying(409, 'Détection d’un doublon'))).code).to.equal('duplicate');
  });

  it('nothing, of a post that is none or that one may not read', async () => {
    expect(await failure(send({}, '9999'))).to.include({ code: 'gone', outcome: 'refused' });
    expect((await failure(send({}, backend.publish('posts', true)))).code).to.equal('gone');
  });

  it('by the sentence alone why it may not', async () => {
    const thread = backend.publish();
    expect((await failure(send({}, thread, '99999'))).code).to.equal('gone');
    backend.registration = true;
    expect((await failure(send({}, thread))).code).to.equal('unauthorized');
    for (const [sentence, code] of [
      ['Désolé, vous devez vous connecter pour avoir la possibilité de commenter.', 'unauthorized'],
      ['Sorry, you must be logged in to comment.', 'unauthorized'],
      ['Désolé, les réponses aux commentaires non approuvés ne sont pas autorisées.', 'gone'],
      ['Sorry, replies to unapproved comments are not allowed.', 'gone'],
      ['Sorry, comments are closed for this item.', 'closed'],
      ['Désolé, les commentaires ne sont pas autorisés pour cet élément.', 'closed'],
      ['Sorry, comments are not allowed for this item.', 'closed'],
      ['Spam deleted.', 'rejected'],
    ] as const)
      expect([sentence, (await told(json(403, sentence))).code]).to.deep.equal([sentence, code]);
  });

  it('by what stands before WordPress that it is refused', async () => {
    expect((await told(() => HttpResponse.html('<h1>Forbidden</h1>', { status: 403 }))).code).to.equal('rejected');
  });

  it('what a plug-in has against it, also with a status that is for breakdowns', async () => {
    for (const status of [400, 500]) {
      const { code, issues } = await told(json(status, '<strong>ERREUR</strong>&#160;: recopiez l&#8217;image.'));
      expect(code).to.equal('invalid');
      expect(issues).to.deep.equal([{ field: 'body', code: 'refused', message: 'ERREUR\u00a0: recopiez l’image.' }]);
    }
  });

  it('of breakdowns, after which the comment may be stored', async () => {
    const unsaved =
      '<strong>Erreur\u00a0:</strong> le commentaire n’a pas pu être enregistré. Veuillez réessayer ultérieurement.';
    for (const answer of [
      json(500, unsaved),
      json(500, '<strong>Error:</strong> The comment could not be saved. Please try again later.'),
      json(500, 'Error establishing a database connection'),
      () => HttpResponse.json({ code: 'internal_server_error', message: 'Erreur critique' }, { status: 500 }),
    ])
      expect(await told(answer)).to.include({ code: 'unavailable', outcome: 'unknown' });
  });

  it('that its handler is somewhere else', async () => {
    const error = await told(() => new HttpResponse(null, { status: 405, headers: { Allow: 'POST' } }));
    expect(error.code).to.equal('misconfigured');
    expect(error.message).to.include('as endpoint');
  });

  it('the same where it is led there, by what is a GET then', async () => {
    const headers = { Location: '/fr/wp-comments-post.php' };
    network.use(http.get('/fr/wp-comments-post.php', () => new HttpResponse(null, { status: 405 })));
    const error = await told(() => new HttpResponse(null, { status: 301, headers }));
    expect(error).to.include({ code: 'misconfigured', outcome: 'refused' });
  });

  it('to sign in first, by the way to the login', async () => {
    network.use(http.get('/wp-login.php', () => HttpResponse.html('<title>Se connecter</title>')));
    const headers = { Location: '/wp-login.php?redirect_to=%2F' };
    expect((await told(() => new HttpResponse(null, { status: 302, headers }))).code).to.equal('unauthorized');
  });

  it('nothing that it understands, and says that the comment may be stored', async () => {
    const success = () => HttpResponse.json({ success: true });
    network.use(http.post('/wp-comments-post.php', success), http.post('/commenter.php', success));
    for (const endpoint of ['', '/wp-comments-post.php#respond', '/commenter.php']) {
      const error = await failure(send({}, undefined, null, endpoint));
      expect(error).to.include({ code: 'protocol', outcome: 'unknown' });
    }
  });
});
