import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { pocketbase } from '../../src/adapters/pocketbase.js';
import type { Draft } from '../../src/core/draft.js';
import { fakeNetwork } from '../support/backend.js';
import { comment, draft, recorded } from '../support/backends/pocketbase-recorded.js';
import { PocketBase } from '../support/backends/pocketbase.js';
import { failure } from '../support/failure.js';

const page = { items: [recorded], page: 1, perPage: 2, totalItems: 6, totalPages: 3 };
const nothing = { items: [], page: 1, perPage: 30, totalItems: 0, totalPages: 0 };

describe('pocketbase, about answers,', () => {
  const network = fakeNetwork();
  let backend: PocketBase;
  beforeEach(() => {
    backend = new PocketBase();
    network.use(...backend.handlers);
  });

  const create = () => pocketbase({ endpoint: backend.endpoint });
  const list = () => create().list!({ thread: 'a' }, {});
  const count = () => create().count!(['a'], {});
  const post = (
    changes: Partial<Draft> = {},
    parentId: string | null = null,
    attemptKey: string = crypto.randomUUID(),
  ) =>
    create().post!(
      { thread: 'a', parentId, url: 'https://exemple.fr/article', title: 'Un article' },
      { ...draft, ...changes },
      { attemptKey },
    );
  const gives = (body: JsonBodyType, status = 200) =>
    network.use(http.all(`${backend.endpoint}/*`, () => HttpResponse.json(body, { status })));

  describe('reads', () => {
    it('a page, and where the next one is', async () => {
      gives(page);
      expect(await list()).to.deep.equal({ comments: [comment], total: 6, next: '2' });
      gives({ ...page, page: 3 });
      expect(await list()).to.deep.equal({ comments: [comment], total: 6 });
      gives({ ...page, items: [], page: 9 });
      expect(await list()).to.deep.equal({ comments: [], total: 6 });
      gives(nothing);
      expect(await list()).to.deep.equal({ comments: [], total: 0 });
    });

    it('what a comment answers, and an author without a site', async () => {
      gives({ ...recorded, parent: '214691k0hi4rkdz', website: '' });
      expect(await post()).to.deep.equal({ ...comment, parentId: '214691k0hi4rkdz', author: { name: 'Zoé' } });
    });

    it('markup as the text it is', async () => {
      const content = '<script>alert(1)</script><img src=x onerror=alert(2)>';
      gives({ ...recorded, author: '<b>Eve</b>', content, website: '' });
      expect(await post()).to.deep.include({
        author: { name: '<b>Eve</b>' },
        content: { format: 'text', value: content },
      });
    });

    it('no site that is not of the web', async () => {
      // The first three PocketBase takes.
      for (const website of ['ftp://zoe.example', 'mailto:zoe@exemple.fr', 'zoe.example', 'javascript:alert(1)']) {
        gives({ ...page, items: [{ ...recorded, website }] });
        expect((await list()).comments[0]!.author).to.deep.equal({ name: 'Zoé' });
      }
    });

    it('a date that is none as unknown', async () => {
      for (const created of ['', 'hier']) {
        gives({ ...page, items: [{ ...recorded, created }] });
        expect((await list()).comments[0]!.createdAt).to.equal(null);
      }
    });

    it('an e-mail to nobody, not even where the collection shows it', async () => {
      gives({ ...page, items: [{ ...recorded, email: 'zoe@exemple.fr' }] });
      expect(JSON.stringify(await list())).not.to.include('zoe@exemple.fr');
    });

    it('whatever is not approved as held', async () => {
      for (const status of ['waiting', 'spam', '']) {
        gives({ ...recorded, status });
        expect(await post()).to.deep.equal({ ...comment, status: 'pending' });
      }
    });
  });

  describe('takes for none of its answers', () => {
    const wrong: Record<string, object> = {
      items: { ...page, items: {} },
      'items.0': { ...page, items: ['Zoé'] },
      'items.0.id': { ...page, items: [{ ...recorded, id: 12 }] },
      'items.1.author': { ...page, items: [recorded, { ...recorded, author: null }] },
      'items.0.website': { ...page, items: [{ ...recorded, website: null }] },
      'items.0.content': { ...page, items: [{ ...recorded, content: { html: 'Zoé' } }] },
      'items.0.parent': { ...page, items: [{ ...recorded, parent: ['Zoé'] }] },
      'items.0.status': { ...page, items: [{ ...recorded, status: undefined }] },
      'items.0.created': { ...page, items: [{ ...recorded, created: 1_795_000_000 }] },
      page: { ...page, page: '1' },
      totalItems: { ...page, totalItems: undefined },
      totalPages: { ...page, totalPages: null },
    };
    for (const [path, answer] of Object.entries(wrong))
      it(`a list that is wrong at ${path}`, async () => {
        gives(answer as JsonBodyType);
        const { code, message } = await failure(list());
        expect(code).to.equal('protocol');
        expect(message)
          .to.include(`answer.${path}: `)
          .and.not.match(/Zoé|Bonjour/);
      });

    it('a record that is wrong, which may be stored all the same', async () => {
      gives({ ...recorded, status: 1 });
      const { code, outcome, message } = await failure(post());
      expect([code, outcome]).to.deep.equal(['protocol', 'unknown']);
      expect(message).to.include('answer.status: ');
    });

    it('counts that are wrong', async () => {
      gives({ ...page, items: [{ page: 7 }] });
      expect((await failure(count())).message).to.include('answer.items.0.page: ');
    });
  });
});
