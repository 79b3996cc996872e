import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { wordpressRest } from '../../src/adapters/wordpress-rest.js';
import type { AdapterOptions } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { WordPressBackend } from '../support/backends/wordpress.js';
import { failure } from '../support/failure.js';
import { twice } from '../support/twice.js';

const elsewhere = 'https://wordpress.example';
const draft: Draft = { body: 'Bonjour', name: 'Zoé', email: 'zoe@example.test', url: '', extra: {} };

describe('wordpress-rest', () => {
  const network = fakeNetwork();
  let backend: WordPressBackend;
  const use = (origin?: string) => {
    backend = new WordPressBackend(origin);
    network.use(...backend.handlers);
  };
  beforeEach(() => use(elsewhere));

  const create = (options: AdapterOptions = {}) => wordpressRest({ endpoint: backend.endpoint, ...options });
  const send = (part: Partial<Draft> = {}, thread = backend.publish(), options: AdapterOptions = {}, parentId = null) =>
    create(options).post!(
      { thread, parentId, url: 'https://exemple.fr/article', title: 'Un article' },
      { ...draft, ...part },
      { attemptKey: crypto.randomUUID() },
    );
  const posted = () => backend.seen.findLast(({ method }) => method === 'POST')!;
  /** Whatever is asked from now on is answered like this. */
  const answers = (status: number, body: object | string, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/html; charset=UTF-8' : 'application/json; charset=UTF-8';
    network.use(
      http.all(
        `${elsewhere}/*`,
        () => new HttpResponse(text, { status, headers: { 'Content-Type': type, ...headers } }),
      ),
    );
  };

  const scenario = {
    create: () => create(),
    thread: () => backend.publish(),
    close: (thread: string) => backend.close(thread),
  };

  describeAdapter('wordpress-rest', {
    ...scenario,
    failures: {
      network: () => network.use(http.all(`${elsewhere}/*`, () => HttpResponse.error())),
      unavailable: () =>
        answers(500, { code: 'internal_server_error', message: 'Erreur critique', data: { status: 500 } }),
      protocol: () => answers(200, '<!DOCTYPE html><title>Bienvenue</title>'),
      forbidden: () => answers(403, '<html><title>403 Forbidden</title></html>'),
      misconfigured: () => answers(404, { code: 'rest_no_route', message: 'Aucune route', data: { status: 404 } }),
    },
    refusals: {
      duplicate: () => network.use(twice(`${elsewhere}/*`, backend.handlers)),
      async 'rate-limited'() {
        await send({ email: 'marie.curie@exemple.fr' });
        backend.flood = true;
      },
    },
  });

  describeAdapter('wordpress-rest with moderation, its routes in the query', {
    ...scenario,
    create() {
      backend.moderated = true;
      backend.pretty = false;
      return create();
    },
    approve: (thread) => backend.approve(thread),
  });

  describe('sends', () => {
    it('JSON of what WordPress takes and nothing that it refuses, without cookies', async () => {
      const thread = backend.publish();
      await send({ url: 'https://zoe.example/', extra: { jeton: 'a', post: '7', parent: '9' } }, thread);
      const request = posted();
      expect(request.url).to.equal(`${elsewhere}/wp-json/wp/v2/comments`);
      expect(request.credentials).to.equal('omit');
      expect(request.headers.get('Content-Type')).to.equal('application/json');
      expect(request.headers.has('X-WP-Nonce')).to.equal(false);
      expect(await request.json()).to.deep.equal({
        jeton: 'a',
        post: Number(thread),
        parent: 0,
        content: 'Bonjour',
        author_name: 'Zoé',
        author_email: 'zoe@example.test',
        author_url: 'https://zoe.example/',
      });
    });

    it('a text as WordPress stores it, which knows a duplicate by that', async () => {
      const body = 'A & B < C > D \\ <b>E</b> &foo; &lt; &#233;';
      await send({ body });
      const { content } = (await posted().json()) as { content: string };
      expect(content).to.equal('A &amp; B &lt; C &gt; D &#092; <b>E</b> &amp;foo; &lt; &#233;');
      expect(create().isRepeatable!({ ...draft, body })).to.equal(false);
      expect(create().isRepeatable!({ ...draft, body: body.replace(/<.?b>|&#.*/g, '') })).to.equal(true);
      // Which numbers it writes otherwise, nobody need know.
      expect(create().isRepeatable!({ ...draft, body: '&#9;' })).to.equal(false);
    });

    it('what may be sent twice so that it is stored once, whatever signs are in it', async () => {
      const thread = backend.publish();
      const names = ['Marie & Paul', 'Zoé <3', 'a\\b', 'Jean  "Jojo" O’Neil', '&foo;', '<b>Anne</b> 100%25'];
      for (const name of names)
        for (const body of ['Si a < b et c > d', 'x=1&foo;y', 'C:\\neuf \\']) {
          expect(create().isRepeatable!({ ...draft, name, body })).to.equal(true);
          await send({ name, body }, thread);
          expect((await failure(send({ name, body }, thread))).code).to.equal('duplicate');
        }
      expect(backend.stored).to.have.lengthOf(3 * names.length);
    });

    it('nothing that WordPress has a name for itself, and takes from anybody: when it was written, by whom', async () => {
      const fields = [
        'date',
        'date_gmt',
        'author',
        'author_ip',
        'author_user_agent',
        'status',
        'type',
        'meta',
        'id',
        'link',
      ];
      const names = [...fields, '_fields', 'author_name', 'author_email', 'author_url', 'post', 'parent', 'content'];
      backend.requiresIdentity = false;
      const extra = { ...Object.fromEntries(names.map((name) => [name, '1'])), _jeton: 'a', author_jeton: 'b' };
      expect(await send({ name: '', email: '', extra })).to.include({ status: 'published' });
      expect(await posted().json()).to.deep.equal({
        _jeton: 'a',
        author_jeton: 'b',
        post: 4,
        parent: 0,
        content: 'Bonjour',
      });
    });

    it('no empty fields', async () => {
      backend.requiresIdentity = false;
      await send({ name: '', email: '' });
      expect(Object.keys((await posted().json()) as object)).to.deep.equal(['post', 'parent', 'content']);
    });

    it('by ?rest_route= where the routes are in the query', async () => {
      backend.pretty = false;
      await send();
      expect(posted().url).to.equal(`${elsewhere}/index.php?rest_route=%2Fwp%2Fv2%2Fcomments`);
    });

    it('nothing for a thread that is no id of a post', async () => {
      for (const thread of ['/article', '0', '-4', '4.5', '']) {
        expect((await failure(send({}, thread))).code).to.equal('misconfigured');
        expect((await failure(create().list!({ thread }, {}))).message).to.match(/^thread: /);
      }
      expect(backend.seen).to.have.lengthOf(0);
    });
  });

  describe('of a reader who is signed in', () => {
    beforeEach(() => {
      use();
      backend.nonce = '8f3a0c1d2e';
      backend.anonymous = false;
    });

    it('sends the nonce and the cookies, and asks for neither name nor e-mail', async () => {
      const options = { nonce: '8f3a0c1d2e' };
      const { name, email, url } = create(options).rules.fields;
      expect([name.use, email.use, url.use]).to.deep.equal(['none', 'none', 'none']);
      const comment = await send({ name: '', email: '' }, backend.publish(), options);
      expect(comment).to.have.nested.property('author.name', 'Camille');
      expect(posted().credentials).to.equal('same-origin');
      expect(JSON.stringify(comment)).not.to.include('camille@');
    });

    it('gets a new nonce where the last one is too old, once, and keeps it', async () => {
      const thread = backend.publish();
      const adapter = create({ nonce: 'aaaaaaaaaa' });
      const target = { thread, parentId: null, url: '', title: '' };
      const options = { attemptKey: crypto.randomUUID() };
      await adapter.post!(target, { ...draft, name: '', email: '' }, options);
      await adapter.post!(target, { ...draft, name: '', email: '', body: 'Encore' }, options);
      const asked = backend.seen.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
      expect(asked).to.deep.equal([
        'POST /wp-json/wp/v2/comments',
        'GET /wp-admin/admin-ajax.php',
        'POST /wp-json/wp/v2/comments',
        'POST /wp-json/wp/v2/comments',
      ]);
      expect(backend.stored).to.have.lengthOf(2);
    });

    it('finds where to get it from wherever the routes are', async () => {
      backend.pretty = false;
      await send({ name: '', email: '' }, backend.publish(), { nonce: 'aaaaaaaaaa' });
      expect(backend.stored).to.have.lengthOf(1);
    });

    it('finds it where a server cannot rewrite addresses', async () => {
      const endpoint = `${location.origin}/index.php/wp-json/`;
      await send({ name: '', email: '' }, backend.publish(), { endpoint, nonce: 'aaaaaaaaaa' });
      expect(backend.seen.map(({ url }) => new URL(url).pathname)).to.include('/wp-admin/admin-ajax.php');
      expect(backend.stored).to.have.lengthOf(1);
    });

    it('says of a breakdown on the way to a new nonce that it is one', async () => {
      network.use(
        http.get('/wp-admin/admin-ajax.php', () => HttpResponse.html('<h1>Maintenance</h1>', { status: 503 })),
      );
      const error = await failure(send({ name: '', email: '' }, backend.publish(), { nonce: 'aaaaaaaaaa' }));
      expect(error).to.include({ code: 'unavailable', outcome: 'refused' });
    });

    it('says that they are signed in no more, and sends nothing again', async () => {
      const thread = backend.publish();
      backend.nonce = undefined;
      const error = await failure(send({ name: '', email: '' }, thread, { nonce: '8f3a0c1d2e' }));
      expect(error).to.include({ code: 'unauthorized', outcome: 'refused' });
      expect(backend.seen).to.have.lengthOf(2);
    });
  });

  describe('understands', () => {
    it('what is held, and what is taken for spam, as pending', async () => {
      backend.moderated = true;
      expect(await send()).to.include({ status: 'pending' });
      backend.forbidden = 'motinterdit';
      expect(await send({ body: 'Un motinterdit ici.' })).to.include({ status: 'pending' });
      answers(201, { ...recorded, status: 'trash' });
      expect(await send()).to.include({ status: 'pending' });
    });

    it('the answer that a moderator gets, e-mail and address left out', async () => {
      const more = { author_email: 'mod@example.test', author_ip: '127.0.0.1', author_user_agent: 'curl/7.88.1' };
      answers(200, { ...recorded, ...more, content: { rendered: '<p>En attente.</p>\n', raw: 'En attente.' } });
      expect(await send()).to.deep.equal({
        id: '70',
        parentId: null,
        author: { name: 'Mod' },
        content: { format: 'html', value: '<p>En attente.</p>\n' },
        createdAt: new Date('2026-11-22T06:09:41Z'),
        status: 'published',
      });
    });

    it('no answer that lacks something, and says that the comment may be stored', async () => {
      for (const [path, wrong] of Object.entries({
        id: { ...recorded, id: '70' },
        parent: { ...recorded, parent: null },
        author_name: { ...recorded, author_name: 7 },
        'content.rendered': { ...recorded, content: { raw: 'x' } },
        date_gmt: { ...recorded, date_gmt: null },
        status: { ...recorded, status: undefined },
      })) {
        answers(201, wrong);
        const error = await failure(send());
        expect(error).to.include({ code: 'protocol', outcome: 'unknown' });
        expect(error.message).to.include(`answer.${path}: `);
      }
    });
  });
});

/** What WordPress 6.8.7 answered. */
const recorded = {
  id: 70,
  post: 4,
  parent: 0,
  author: 0,
  author_name: 'Mod',
  author_url: '',
  date: '2026-11-22T07:09:41',
  date_gmt: '2026-11-22T06:09:41',
  content: { rendered: '<p>En attente.</p>\n' },
  link: 'http://127.0.0.1:8802/article-ouvert/#comment-70',
  status: 'approved',
  type: 'comment',
  author_avatar_urls: {
    96: 'https://secure.gravatar.com/avatar/2d7f15f83fc4d75b944497990fb9eafc466dea895325d522a7424800b1238921?s=96&d=mm&r=g',
  },
  meta: [],
  _links: {},
};
