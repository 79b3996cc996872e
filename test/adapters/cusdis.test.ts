import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { cusdis } from '../../src/adapters/cusdis.js';
import type { ListQuery } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { CusdisBackend } from '../support/backends/cusdis.js';
import { failure } from '../support/failure.js';

const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';

/** As a server answered in November 2026. */
const created = {
  id: 'd0f650af-7d53-4c7b-a280-f25583a6a0cc',
  pageId: '3f78e114-b2cb-4f2d-9da6-1b0cfeb97787',
  createdAt: '2026-11-22T06:51:30.745Z',
  updatedAt: '2026-11-22T06:51:30.745Z',
  deletedAt: null,
  moderatorId: null,
  by_email: 'zoe@example.test',
  by_nickname: 'Zoé',
  content: 'Bonjour **à tous** & merci.',
  approved: false,
  parentId: null,
};
const none = { data: [], commentCount: 0, pageSize: 100, pageCount: 1 };
const eve = {
  id: '95571f85-0801-42d5-803f-15f59e9c290d',
  createdAt: '2026-11-22T06:51:31.588Z',
  content: '<script>alert(1)</script> [ok](https://ok.example) 1 < 2 😀\nseconde ligne',
  by_nickname: '<b>Eve</b>',
  moderator: null as object | null,
  page: { id: '3f78e114-b2cb-4f2d-9da6-1b0cfeb97787', slug: 'article-ouvert', url: null, title: 'Un article' },
  moderatorId: null as string | null,
  replies: none as object,
  parsedContent:
    '<p>&lt;script&gt;alert(1)&lt;/script&gt; [ok](<a href="https://ok.example">https://ok.example</a>) 1 &lt; 2 😀\nseconde ligne</p>\n',
  parsedCreatedAt: 'Invalid Date',
};
const wrapped = (...data: object[]) => ({ data: { data, commentCount: data.length, pageSize: 10, pageCount: 1 } });

describe('cusdis', () => {
  const network = fakeNetwork();
  let backend: CusdisBackend;
  beforeEach(() => {
    backend = new CusdisBackend();
    network.use(...backend.handlers);
  });

  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: (request: Request) => Response) => () =>
    network.use(http.all(`${backend.origin}/*`, ({ request }) => answer(request)));
  const gives = (value: object) => answers(() => HttpResponse.json(value))();
  const create = () => cusdis({ endpoint: backend.origin, appId: backend.appId });
  const list = (query: Partial<ListQuery> = {}) => create().list!({ thread: 'article-ouvert', ...query }, {});
  const post = (draft: Partial<Draft> = {}, title = 'Un article', url = 'https://exemple.fr/article') =>
    create().post!(
      { thread: 'article-ouvert', parentId: null, url, title },
      { body: 'Bonjour', name: 'Marie', email: 'marie@exemple.fr', url: '', extra: { topic: '' }, ...draft },
      { attemptKey },
    );

  describeAdapter('cusdis', {
    create,
    approve: (thread) => backend.approve(thread),
    can: ['count'],
    failures: {
      network: answers(() => HttpResponse.error()),
      unavailable: answers(() => HttpResponse.json({ message: 'Unexpected error' }, { status: 500 })),
      misconfigured: answers(() => HttpResponse.json({ message: 'Project not found' }, { status: 404 })),
      protocol: answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    },
  });

  describe('needs to know', () => {
    it('which site it is for', () => {
      for (const endpoint of [backend.origin, `${backend.origin}/?appId=`])
        expect(() => cusdis({ endpoint }))
          .to.throw(/data-app-id/)
          .with.property('code', 'misconfigured');
      expect(() => cusdis({ appId: 'a' })).to.throw(/endpoint/);
    });

    it('which site it is for by its endpoint, where nothing else says so', async () => {
      const adapter = cusdis({ endpoint: `${backend.origin}/?appId=${backend.appId}` });
      expect(await adapter.count!(['a'], {})).to.deep.equal({ a: 0 });
    });

    it('a site that the server has: its owner is told', async () => {
      const adapter = cusdis({ endpoint: backend.origin, appId: 'zzz' });
      const error = await failure(adapter.list!({ thread: 'a' }, {}));
      expect(error.code).to.equal('misconfigured');
      expect(error.message).to.include('no site zzz');
    });
  });

  describe('asks', () => {
    it('for a page of a thread, by a request that needs no leave', async () => {
      await cusdis({ endpoint: `${backend.origin}/`, appId: backend.appId }).list!({ thread: 'é & +' }, {});
      const [request] = backend.seen;
      const { pathname, searchParams } = new URL(request!.url);
      expect([request!.method, request!.credentials, pathname]).to.deep.equal(['GET', 'omit', '/api/open/comments']);
      expect(Object.fromEntries(searchParams)).to.deep.equal({ appId: backend.appId, pageId: 'é & +', page: '1' });
      expect(request!.headers.has('x-timezone-offset')).to.equal(false);
    });

    it('below the path of its endpoint', async () => {
      let path = '';
      answers(({ url }) => {
        path = new URL(url).pathname;
        return HttpResponse.json(wrapped());
      })();
      await cusdis({ endpoint: `${backend.origin}/cusdis/`, appId: 'a' }).list!({ thread: 'a' }, {});
      expect(path).to.equal('/cusdis/api/open/comments');
    });

    it('to store a comment, and nothing besides', async () => {
      await post();
      const [request] = backend.seen;
      expect([request!.method, request!.credentials]).to.deep.equal(['POST', 'omit']);
      expect(await request!.json()).to.deep.equal({
        appId: backend.appId,
        pageId: 'article-ouvert',
        content: 'Bonjour',
        nickname: 'Marie',
        email: 'marie@exemple.fr',
        pageUrl: 'https://exemple.fr/article',
        pageTitle: 'Un article',
      });
    });

    it('for no e-mail where there is none', async () => {
      await post({ email: '' });
      expect(await backend.seen[0]!.json()).not.to.have.property('email');
    });

    it('for a line to end where the reader ended it, which Markdown would not do', async () => {
      await post({ body: 'un\ndeux\n\ntrois' });
      expect(backend.comments[0]!.content).to.equal('un  \ndeux\n\ntrois');
      backend.approve('article-ouvert');
      expect((await list()).comments[0]!.content.value).to.equal('<p>un<br>\ndeux</p>\n<p>trois</p>\n');
    });

    it('to keep of the page what MySQL has room for', async () => {
      await post({}, 'é'.repeat(300), `https://exemple.fr/${'a'.repeat(200)}`);
      const body = (await backend.seen[0]!.json()) as object;
      expect(body).to.have.property('pageTitle', 'é'.repeat(191));
      expect(body).not.to.have.property('pageUrl');
    });

    it('for no more than one server takes in an address, and of no thread that would be taken for two', async () => {
      const threads = Array.from({ length: 101 }, (_, index) => `article-${index}`);
      const counts = await create().count!([...threads, 'un, deux'], {});
      expect(Object.keys(counts)).to.deep.equal(threads);
      const asked = backend.seen.map(({ url }) => new URL(url).searchParams.get('pageIds')!.split(',').length);
      expect(asked).to.deep.equal([50, 50, 1]);
      expect(await create().count!([], {})).to.deep.equal({});
    });
  });

  describe('understands', () => {
    it('that a comment waits for the moderator, and not what its author’s address is', async () => {
      gives({ data: created });
      expect(await post()).to.deep.equal({
        id: created.id,
        parentId: null,
        author: { name: 'Zoé' },
        content: { format: 'text', value: created.content },
        createdAt: new Date(created.createdAt),
        status: 'pending',
      });
    });

    it('that it does not, should a server ever say so', async () => {
      gives({ data: { ...created, approved: true, parentId: 'a' } });
      expect(await post()).to.include({ status: 'published', parentId: 'a' });
    });

    it('what was recorded of a list, in the HTML that the server made of it', async () => {
      gives(wrapped(eve));
      expect(await list()).to.deep.equal({
        comments: [
          {
            id: eve.id,
            parentId: null,
            author: { name: '<b>Eve</b>' },
            content: { format: 'html', value: eve.parsedContent },
            createdAt: new Date(eve.createdAt),
            status: 'published',
          },
        ],
        total: 1,
      });
    });

    it('who speaks for the site, by the name that they chose', async () => {
      const staff = { ...eve, moderatorId: 'u1', by_nickname: 'patron', moderator: { displayName: 'La rédaction' } };
      gives(
        wrapped(
          staff,
          { ...staff, moderator: { displayName: null } },
          { ...staff, by_nickname: null, moderator: null },
        ),
      );
      expect((await list()).comments.map(({ author }) => author)).to.deep.equal([
        { name: 'La rédaction', isStaff: true },
        { name: 'patron', isStaff: true },
        { name: '', isStaff: true },
      ]);
    });

    it('a date that is none as unknown', async () => {
      gives(wrapped({ ...eve, createdAt: 'Invalid Date' }));
      expect((await list()).comments[0]!.createdAt).to.equal(null);
    });

    it('answers of answers, which come the newest first', async () => {
      const replies = (...ids: string[]) => ({ ...none, data: ids.map((id) => ({ ...eve, id })) });
      const deep = { ...eve, id: 'b', replies: replies('b2', 'b1') };
      gives(wrapped({ ...eve, id: 'a', replies: { ...none, data: [{ ...eve, id: 'c' }, deep] } }));
      const { comments, total } = await list();
      expect(comments.map(({ id, parentId }) => `${parentId} ${id}`)).to.deep.equal(
        ['null a', 'a b', 'b b1', 'b b2', 'a c'], // the oldest first, each before what answers it
      );
      expect(total).to.equal(5);
    });

    it('a text that is too long, and where the server is one’s own, how it says so', async () => {
      answers(() => HttpResponse.text('Body exceeded 1mb limit', { status: 413 }))();
      const { code, issues } = await failure(post());
      expect([code, issues]).to.deep.equal(['invalid', [{ field: 'body', code: 'too-long' }]]);
    });

    it('that nothing is known after an error: the server has but one for everything', async () => {
      answers(() => HttpResponse.json({ message: 'Unexpected error' }, { status: 500 }))();
      expect(await failure(post())).to.include({ code: 'unavailable', outcome: 'unknown' });
    });
  });

  it('does not send an empty text, which the server would take', async () => {
    const { code, issues, outcome } = await failure(post({ body: '' }));
    expect([code, issues, outcome]).to.deep.equal(['invalid', [{ field: 'body', code: 'required' }], 'refused']);
    expect(backend.seen).to.have.lengthOf(0);
  });
});
