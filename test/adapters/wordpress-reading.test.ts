import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { wordpressRest } from '../../src/adapters/wordpress-rest.js';
import type { AdapterOptions, ListQuery } from '../../src/core/adapter.js';
import { fakeNetwork } from '../support/backend.js';
import { WordPressBackend } from '../support/backends/wordpress.js';
import { failure } from '../support/failure.js';

const elsewhere = 'https://wordpress.example';
const comments = `${elsewhere}/wp-json/wp/v2/comments`;

/** What WordPress 6.8.7 answered to `_fields=id,parent,author_name,…`. */
const item = {
  id: 26,
  parent: 0,
  author_name: 'Auteur 25',
  author_url: '',
  date_gmt: '2026-11-21T06:25:57',
  content: { rendered: '<p>Commentaire num\u00e9ro 25.</p>\n' },
  status: 'approved',
};
const avatar =
  'https://secure.gravatar.com/avatar/87a9b6e4f0cf642e0328556a5868f3214732e138dd0b70a6daedaeaa5e2f8213?s=96&d=mm&r=g';

describe('WordPress is read', () => {
  const network = fakeNetwork();
  let backend: WordPressBackend;
  let thread: string;
  beforeEach(() => {
    backend = new WordPressBackend(elsewhere);
    thread = backend.publish();
    network.use(...backend.handlers);
  });

  const list = (query: Partial<ListQuery> = {}, options: AdapterOptions = {}) =>
    wordpressRest({ endpoint: backend.endpoint, ...options }).list!({ thread, ...query }, {});
  const write = (count: number, parent = 0) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        backend.create(
          {
            post: Number(thread),
            parent,
            content: `Réponse ${index} à ${parent}`,
            author_name: `Auteur ${index}`,
            author_email: `auteur${index}@exemple.fr`,
          },
          false,
        ),
      ),
    );
  /** Whatever is asked for comments from now on is answered like this. */
  const answers = (body: unknown, headers: Record<string, string> = { 'X-WP-Total': '1' }) =>
    network.use(http.get(comments, () => HttpResponse.json(body as object, { headers })));
  const asked = () => backend.seen.map(({ url }) => decodeURIComponent(new URL(url).search));

  it('by anybody: without cookies, without what nobody needs', async () => {
    await write(1);
    await list();
    for (const { credentials, headers } of backend.seen) {
      expect(credentials).to.equal('omit');
      expect(headers.has('X-WP-Nonce')).to.equal(false);
    }
    const fields = '_fields=id,parent,author_name,author_url,date_gmt,content,status';
    expect(asked().toSorted()).to.deep.equal([
      '?_fields=comment_status',
      `?${fields}&post=4&parent=0&per_page=20&page=1&order=asc`,
      '?post=4&per_page=1&_fields=id',
    ]);
  });

  it('as comments of HTML, their dates in UTC', async () => {
    answers([{ ...item, author_url: 'https://luc.example/' }]);
    expect((await list()).comments).to.deep.equal([
      {
        id: '26',
        parentId: null,
        author: { name: 'Auteur 25', url: 'https://luc.example/' },
        content: { format: 'html', value: '<p>Commentaire numéro 25.</p>\n' },
        createdAt: new Date('2026-11-21T06:25:57Z'),
        status: 'published',
      },
    ]);
  });

  it('by names that are text, which WordPress stores as HTML', async () => {
    answers([{ ...item, author_name: 'Marie &amp; Paul &lt;3 &#039;' }]);
    expect((await list()).comments[0]!.author.name).to.equal("Marie & Paul <3 '");
  });

  it('with the same dates wherever the reader is', async () => {
    const original = window.Date;
    // As in New York: a text without an offset is the time of there.
    window.Date = class extends original {
      constructor(...given: [string]) {
        const [text] = given;
        if (typeof text === 'string' && !/Z$/.test(text)) super(`${text}-05:00`);
        else super(...given);
      }
    } as DateConstructor;
    try {
      answers([item]);
      const [comment] = (await list()).comments;
      expect(comment!.createdAt!.toISOString()).to.equal('2026-11-21T06:25:57.000Z');
    } finally {
      window.Date = original;
    }
  });

  it('without a date that is none, and without an address that is no web address', async () => {
    answers([{ ...item, date_gmt: '0000-00-00T00:00:00', author_url: 'javascript:alert(1)' }]);
    const [comment] = (await list()).comments;
    expect(comment).to.include({ createdAt: null });
    expect(comment!.author).to.deep.equal({ name: 'Auteur 25' });
  });

  it('without pictures, whose addresses lead back to e-mails, unless the site wants them', async () => {
    const pictures = { 24: avatar, 48: avatar, 96: avatar };
    answers([{ ...item, author_avatar_urls: pictures }]);
    expect(JSON.stringify(await list())).not.to.include('87a9b6e4');
    expect((await list({}, { avatars: '' })).comments[0]!.author.avatar).to.equal(avatar);
    // A site that shows none has no such member.
    answers([item]);
    expect((await list({}, { avatars: '' })).comments[0]!.author).to.deep.equal({ name: 'Auteur 25' });
  });

  it('page by page of what stands at the top, with all that answers it', async () => {
    await write(25);
    const [first] = backend.stored;
    await write(3, first!.id);
    await write(1, backend.stored.at(-1)!.id);
    const page = await list();
    expect(page).to.include({ total: 29, next: '2' });
    expect(page.comments).to.have.lengthOf(24);
    expect(page.comments.at(-1)!.parentId).to.equal(page.comments.at(-2)!.id);
    const last = await list({ cursor: page.next! });
    expect(last.comments).to.have.lengthOf(5);
    expect(last).to.include({ total: 29 }).and.not.have.property('next');
  });

  it('with more answers than an answer holds, and to more comments than an address has room for', async () => {
    await write(120);
    for (const { id } of [...backend.stored]) await write(1, id);
    const [first] = backend.stored;
    // One of them is there already.
    await write(251, first!.id);
    const page = await list({ limit: 500 });
    expect(page.comments).to.have.lengthOf(100 + 100 + 250);
    expect(new Set(page.comments.map(({ id }) => id)).size).to.equal(450);
    for (const query of asked()) expect(query.length).to.be.below(800);
  });

  it('with what answers a comment that a moderator has taken away, as far as there is one page', async () => {
    await write(2);
    const [first, second] = backend.stored;
    await write(1, first!.id);
    await write(1, second!.id);
    first!.status = 'trash';
    for (const order of ['oldest', 'newest'] as const) {
      const page = await list({ order });
      expect(page).to.include({ total: 3 }).and.not.have.property('next');
      expect(page.comments.map(({ id, parentId }) => [id, parentId])).to.deep.equal([
        ['59', null],
        ['61', '59'],
        ['60', '58'],
      ]);
    }
    // Where there are more pages, nobody can tell what is missing from what comes later.
    await write(4);
    backend.seen.length = 0;
    expect((await list({ limit: 2 })).comments).to.have.lengthOf(3);
    expect(asked().filter((query) => query.includes('_fields=id,') && !query.includes('parent='))).to.deep.equal([]);
  });

  it('in three questions where nobody answers anybody', async () => {
    await write(5);
    await list();
    expect(backend.seen).to.have.lengthOf(3);
  });

  it('to an end also where a server gives the same answer to everything', async () => {
    answers([item, { ...item, id: 27, parent: 26 }], { 'X-WP-Total': '900' });
    expect((await list()).comments).to.have.lengthOf(2);
  });

  it('as open or closed, where the post says so', async () => {
    expect((await list()).rules).to.deep.equal({ open: true });
    backend.close(thread);
    expect((await list()).rules).to.deep.equal({ open: false });
    thread = backend.publish('pages');
    expect(await list()).not.to.have.property('rules');
    expect((await list({}, { type: 'pages' })).rules).to.deep.equal({ open: true });
  });

  it('with nothing for a post that is not there', async () => {
    thread = '9999';
    expect(await list()).to.deep.equal({ comments: [], total: 0 });
  });

  it('with nothing that is wrong', async () => {
    for (const [path, body] of [
      ['0.id', [{ ...item, id: '26' }]],
      ['1.parent', [item, { ...item, parent: null }]],
      ['0.content', [{ ...item, content: undefined }]],
      ['0', ['Bonjour']],
      ['answer', { comments: [] }],
    ] as const) {
      answers(body);
      const error = await failure(list());
      expect(error.code).to.equal('protocol');
      expect(error.message).to.include(path).and.not.include('Auteur');
    }
    for (const headers of [{}, { 'X-WP-Total': 'beaucoup' }]) {
      answers([], headers);
      expect((await failure(list())).message).to.include('X-WP-Total');
    }
  });

  describe('where nobody said where the API is', () => {
    const found = () => wordpressRest({}).list!({ thread }, {});
    const link = document.createElement('link');
    afterEach(() => link.remove());

    it('at the address in the head of the page', async () => {
      link.rel = 'https://api.w.org/';
      link.href = backend.endpoint;
      document.head.append(link);
      await write(1);
      expect((await found()).comments).to.have.lengthOf(1);
    });

    it('at the address in a header of the page, asked for once', async () => {
      let heads = 0;
      backend.pretty = false;
      const Link = `<https://exemple.fr/style.css>; rel="preload", <${backend.endpoint}>; rel="https://api.w.org/"`;
      network.use(
        http.head(location.href.replace(/\?.*/, ''), () => {
          heads++;
          return new HttpResponse(null, { headers: { Link } });
        }),
      );
      await write(1);
      const adapter = wordpressRest({});
      for (let time = 0; time < 2; time++) expect((await adapter.list!({ thread }, {})).comments).to.have.lengthOf(1);
      expect(heads).to.equal(1);
    });

    it('nowhere, and the owner is told what to write', async () => {
      network.use(http.head(location.href.replace(/\?.*/, ''), () => new HttpResponse(null)));
      const error = await failure(found());
      expect(error.code).to.equal('misconfigured');
      expect(error.message).to.include('https://exemple.fr/wp-json/');
    });

    it('again after a failure to ask', async () => {
      const adapter = wordpressRest({});
      const head = location.href.replace(/\?.*/, '');
      network.use(http.head(head, () => HttpResponse.error()));
      expect((await failure(adapter.list!({ thread }, {}))).code).to.equal('network');
      const Link = `<${backend.endpoint}>; rel="https://api.w.org/"`;
      network.use(http.head(head, () => new HttpResponse(null, { headers: { Link } })));
      expect((await adapter.list!({ thread }, {})).total).to.equal(0);
    });
  });
});
