import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { wordpressForm } from '../../src/adapters/wordpress-form.js';
import type { AdapterOptions } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { WordPressBackend } from '../support/backends/wordpress.js';
import { failure } from '../support/failure.js';
import { twice } from '../support/twice.js';

const draft: Draft = { body: 'Par le formulaire', name: 'Paul', email: 'paul@example.test', url: '', extra: {} };

describe('wordpress-form', () => {
  const network = fakeNetwork();
  let backend: WordPressBackend;
  beforeEach(() => {
    backend = new WordPressBackend();
    network.use(...backend.handlers);
  });

  const create = (options: AdapterOptions = {}) => wordpressForm({ api: backend.endpoint, ...options });
  const send = (
    part: Partial<Draft> = {},
    thread = backend.publish(),
    options: AdapterOptions = {},
    parentId?: string,
  ) =>
    create(options).post!(
      { thread, parentId: parentId ?? null, url: 'https://exemple.fr/article', title: 'Un article' },
      { ...draft, ...part },
      { attemptKey: crypto.randomUUID() },
    );
  const posted = () => backend.seen.findLast(({ method }) => method === 'POST')!;
  /** Whatever is asked from now on is answered like this. */
  const all = (answer: () => Response) => {
    network.use(http.post('/wp-comments-post.php', answer), http.get('/wp-json/*', answer));
  };

  const scenario = {
    create: () => create(),
    thread: () => backend.publish(),
    close: (thread: string) => backend.close(thread),
  };

  describeAdapter('wordpress-form', {
    ...scenario,
    repeatable: true,
    failures: {
      network: () => all(() => HttpResponse.error()),
      unavailable: () => all(() => HttpResponse.html('<h1>Maintenance</h1>', { status: 503 })),
      protocol: () => all(() => HttpResponse.html('<!DOCTYPE html><title>Bienvenue</title>')),
    },
    refusals: {
      duplicate: () => network.use(twice('/wp-comments-post.php', backend.handlers)),
      async 'rate-limited'() {
        await send({ email: 'marie.curie@exemple.fr' });
        backend.flood = true;
      },
      unauthorized: () => void (backend.registration = true),
    },
  });

  describeAdapter('wordpress-form with moderation', {
    ...scenario,
    create() {
      backend.moderated = true;
      return create();
    },
    approve: (thread) => backend.approve(thread),
  });

  describe('posts', () => {
    it('what the form of the theme would, with all that plug-ins have put there, and without consent to cookies', async () => {
      const thread = backend.publish();
      const extra = { akismet_comment_nonce: '8a1f', ak_js: '1767344400000', comment_post_ID: '1', submit: 'Laisser' };
      await send({ url: 'https://paul.example/', extra }, thread);
      const request = posted();
      expect(new URL(request.url).pathname).to.equal('/wp-comments-post.php');
      expect([request.credentials, request.headers.get('Accept')]).to.deep.equal(['same-origin', 'application/json']);
      expect(Object.fromEntries(new URLSearchParams(await request.text()))).to.deep.equal({
        akismet_comment_nonce: '8a1f',
        ak_js: '1767344400000',
        submit: 'Laisser',
        comment: 'Par le formulaire',
        author: 'Paul',
        email: 'paul@example.test',
        url: 'https://paul.example/',
        comment_post_ID: thread,
        comment_parent: '0',
      });
    });

    it('nothing of where the theme would lead afterwards: from another host that is where one must sign in', async () => {
      for (const redirect_to of ['https://www.exemple.fr/merci', '/wp-admin/']) {
        expect(await send({ extra: { redirect_to } })).to.include({ status: 'published' });
        expect(await posted().text()).not.to.include('redirect');
      }
    });

    it('a text that is stored as it was written, and is a duplicate when it comes again', async () => {
      const texts = ['Si a < b et c > d, alors a < d.', 'x=1&foo;y', 'R&D; & C:\\neuf', '<b>gras</b> &lt;i&gt; &#233;'];
      const thread = backend.publish();
      for (const body of texts) {
        expect(await send({ body }, thread)).to.include({ status: 'published' });
        expect(await failure(send({ body }, thread))).to.include({ code: 'duplicate', outcome: 'refused' });
      }
      const shown = backend.stored.map(
        ({ content }) => new DOMParser().parseFromString(content, 'text/html').body.textContent,
      );
      expect(shown).to.deep.equal([...texts.slice(0, 3), 'gras <i> é']);
      expect(backend.stored.at(-1)!.content).to.match(/^<b>gras<\/b>/);
    });

    it('where the form of the page does', () => {
      const form = document.createElement('form');
      form.setAttribute('action', 'https://elsewhere.example/blog/wp-comments-post.php');
      document.body.append(form);
      expect(() => create())
        .to.throw(/elsewhere\.example/)
        .with.property('code', 'misconfigured');
      form.remove();
      expect(() => create()).not.to.throw();
    });

    it('nowhere on another origin', () => {
      expect(() => create({ endpoint: 'https://wordpress.example/wp-comments-post.php' }))
        .to.throw(/backend="wordpress-rest"/)
        .with.property('code', 'misconfigured');
    });

    it('nothing for a thread that is no id of a post', async () => {
      expect((await failure(send({}, '/article'))).code).to.equal('misconfigured');
      expect(backend.seen).to.have.lengthOf(0);
    });
  });

  it('asks for what the settings of the site make of its fields, and nests as deep', () => {
    const uses = (options: AdapterOptions) =>
      (['name', 'email', 'url'] as const).map((field) => create(options).rules.fields[field].use);
    expect(uses({})).to.deep.equal(['required', 'required', 'optional']);
    expect(uses({ identity: 'optional' })).to.deep.equal(['optional', 'optional', 'optional']);
    expect(uses({ identity: 'none' })).to.deep.equal(['none', 'none', 'none']);
    expect(create().rules.replyDepth).to.equal(5);
    expect(create({ depth: '0' }).rules.replyDepth).to.equal(0);
    expect(create({ depth: '3' }).rules.replyDepth).to.equal(3);
  });

  it('is for pages of its own site, and may be sent the same twice', () => {
    expect(create().rules.sameOrigin).to.equal(true);
    expect(create().isRepeatable!(draft)).to.equal(true);
  });

  describe('gives back', () => {
    it('what was published, as the list has it', async () => {
      backend.requiresIdentity = false;
      const thread = backend.publish();
      const texts = ['l’été, c’est « bien » & beau', '1 < 2 <b>gras</b> et "guillemets"', 'Merci\n\nÀ tous 😀'];
      for (const [index, body] of texts.entries()) {
        const comment = await send({ body }, thread);
        expect(comment).to.include({ id: String(58 + index), parentId: null, status: 'published' });
        expect(comment).to.have.nested.property('content.format', 'html');
      }
      const reply = await send({ body: 'Une réponse' }, thread, {}, '58');
      expect(reply).to.include({ parentId: '58', status: 'published' });
    });

    it('what is held, as it was written: the way to it says that it is, and which', async () => {
      backend.moderated = true;
      const comment = await send({ url: 'https://paul.example/' });
      const { createdAt, ...others } = comment as { createdAt?: Date };
      expect(Math.abs(createdAt!.getTime() - Date.now())).to.be.below(10_000);
      expect(others).to.deep.equal({
        id: '58',
        parentId: null,
        author: { name: 'Paul', url: 'https://paul.example/' },
        content: { format: 'text', value: 'Par le formulaire' },
        status: 'pending',
      });
    });

    it('what is stored, whatever stands at the end of the way to it', async () => {
      const pages = {
        nothing: () => new HttpResponse('', { headers: { 'Content-Type': 'text/html' } }),
        404: () => HttpResponse.html('<h1>Introuvable</h1>', { status: 404 }),
        403: () => HttpResponse.html('<h1>Forbidden</h1>', { status: 403 }),
        405: () => HttpResponse.html('<h1>Not allowed</h1>', { status: 405 }),
        500: () => HttpResponse.html('<h1>Erreur</h1>', { status: 500 }),
        'wp_die()': () => HttpResponse.html('<body id="error-page"><p>En maintenance</p></body>', { status: 503 }),
      };
      for (const [name, page] of Object.entries(pages)) {
        backend.permalink = page;
        expect([name, (await send()).status]).to.deep.equal([name, 'published']);
        backend.moderated = true;
        expect([name, (await send()).status]).to.deep.equal([name, 'pending']);
        backend.moderated = false;
      }
    });

    it('what was published though others have come since whose clock is ahead', async () => {
      const thread = backend.publish();
      for (let index = 0; index < 12; index++) await send({ body: `Demain ${index}` }, thread);
      const tomorrow = new Date(Date.now() + 86_400_000);
      for (const [index, comment] of backend.stored.entries())
        backend.stored[index] = { ...comment, written: tomorrow };
      expect(await send({}, thread)).to.include({ status: 'published' });
    });

    it('what was published by somebody in whose name there are signs', async () => {
      for (const name of ['Marie & Paul <3', 'a < b > c', 'Jean "Jojo" O’Neil'])
        expect(await send({ name })).to.have.nested.property('author.name', name);
      expect(backend.stored[0]!.name).to.equal('Marie &amp; Paul &lt;3');
    });

    it('a receipt where nobody knows: spam goes the same way', async () => {
      backend.forbidden = 'motinterdit';
      expect(await send({ body: 'Un motinterdit ici.' })).to.deep.equal({ status: 'accepted' });
    });

    it('a receipt where the site lets nobody read by REST', async () => {
      network.use(http.get('/wp-json/*', () => HttpResponse.json({ code: 'rest_cannot_access' }, { status: 401 })));
      expect(await send()).to.deep.equal({ status: 'accepted' });
      expect(backend.stored).to.have.lengthOf(1);
    });

    it('no comment of somebody else, nor one of the past', async () => {
      const thread = backend.publish();
      await send({ body: 'Merci', name: 'Anne', email: 'anne@example.test' }, thread);
      backend.forbidden = 'Merci';
      expect(await send({ body: 'Merci' }, thread)).to.deep.equal({ status: 'accepted' });
      backend.stored.length = 1;
      backend.stored[0] = { ...backend.stored[0]!, written: new Date(Date.now() - 60_000) };
      backend.nonce = '8f3a0c1d2e';
      const given = await send({ body: 'Merci', name: '', email: '' }, thread, { identity: 'none' });
      expect(given).to.deep.equal({ status: 'accepted' });
    });

    it('what a reader wrote who is signed in', async () => {
      backend.nonce = '8f3a0c1d2e';
      const options = { identity: 'none' };
      expect(create(options).rules.fields.email.use).to.equal('none');
      const comment = await send({ name: '', email: '' }, backend.publish(), options);
      expect(comment).to.have.nested.property('author.name', 'Camille');
    });
  });
});
