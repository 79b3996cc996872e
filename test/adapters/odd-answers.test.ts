import { expect } from '@open-wc/testing';
import { artalk } from '../../src/adapters/artalk.js';
import { comentario } from '../../src/adapters/comentario.js';
import { commento } from '../../src/adapters/commento.js';
import { isso } from '../../src/adapters/isso.js';
import { jsonEndpoint } from '../../src/adapters/json-endpoint.js';
import { pocketbase } from '../../src/adapters/pocketbase.js';
import { postgrest } from '../../src/adapters/postgrest.js';
import { twikoo } from '../../src/adapters/twikoo.js';
import { waline } from '../../src/adapters/waline.js';
import { wordpressForm } from '../../src/adapters/wordpress-form.js';
import { wordpressRest } from '../../src/adapters/wordpress-rest.js';
import type { Adapter } from '../../src/core/adapter.js';
import { failure } from '../support/failure.js';

const endpoint = 'https://backend.example/';

/** What no text can be made of. So it is with lists within lists, more of them than the stack is deep. */
const textless = { toString: 0, valueOf: 0 };

/** What `test/fuzz` came upon, each in its smallest form. */
describe('an odd answer', () => {
  const { fetch } = globalThis;
  let asked: number;
  beforeEach(() => (asked = 0));
  afterEach(() => void (globalThis.fetch = fetch));

  /** Whatever is asked from now on is answered like this. */
  const gives = (body: unknown, status = 200, headers: HeadersInit = {}) => {
    globalThis.fetch = () => {
      asked++;
      // The other side of a loop without end.
      if (asked > 500) throw new Error('asked on and on');
      return Promise.resolve(Response.json(body, { status, headers }));
    };
  };
  const list = async ({ list }: Adapter, thread = '4') => list!({ thread }, {});
  const post = ({ post }: Adapter, parentId: string | null = null) =>
    post!(
      { thread: '4', parentId, url: 'https://exemple.fr/article', title: 'Un article' },
      { body: 'Bonjour', name: 'Zoé', email: 'zoe@example.test', url: '', extra: {} },
      { attemptKey: crypto.randomUUID() },
    );

  it('of Artalk has an id twice, which leads back to itself', async () => {
    const comment = { content_marked: '', nick: 'Zoé', link: '', date: '', is_pending: false, is_pinned: false };
    const shared = { ...comment, vote_up: 0, vote_down: 0 };
    const ids = [
      { id: 1, rid: 0 },
      { id: 2, rid: 1 },
      { id: 1, rid: 2 },
    ];
    gives({
      comments: ids.map((one) => ({ ...shared, ...one })),
      count: 3,
      roots_count: 1,
      page: { admin_only: false },
    });
    const { comments } = await list(artalk({ endpoint, site: 'Un site' }));
    expect(comments.map(({ id }) => id)).to.deep.equal(['1', '2', '1']);
  });

  for (const name of ['__proto__', 'constructor', 'toString']) {
    it(`of Comentario has an order or a field that is called ${name}`, async () => {
      const pageInfo = {
        isDomainReadonly: false,
        isPageReadonly: false,
        enableCommentVoting: true,
        maxCommentLength: 9,
      };
      gives({ comments: null, commenters: null, pageInfo: { ...pageInfo, defaultSort: name } });
      expect((await list(comentario({ endpoint }))).rules!.orders).to.deep.equal(['newest', 'oldest', 'best']);
      gives({ code: 602, message: `body.${name} in body is required` }, 422);
      expect((await failure(post(comentario({ endpoint })))).code).to.equal('misconfigured');
    });

    it(`of Commento has an order that is called ${name}`, async () => {
      const nobody = { name: 'Anonymous', link: '', photo: '', isModerator: false };
      const attributes = { isLocked: false, stickyCommentHex: 'none' };
      const thread = { success: true, comments: [], isFrozen: false, attributes, commenters: { anonymous: nobody } };
      gives({ ...thread, defaultSortPolicy: name });
      expect((await list(commento({ endpoint }))).rules!.orders).to.deep.equal(['best', 'newest', 'oldest']);
    });

    it(`of PocketBase complains of a field that is called ${name}`, async () => {
      const data = JSON.parse(`{"${name}": {"code": "validation_required", "message": ""}}`) as object;
      gives({ data, message: '', status: 400 }, 400);
      expect((await failure(post(pocketbase({ endpoint })))).code).to.equal('misconfigured');
    });

    it(`of WordPress complains of a parameter that is called ${name}`, async () => {
      const params = JSON.parse(`{"${name}": "Non."}`) as object;
      gives({ code: 'rest_invalid_param', message: '', data: { status: 400, params } }, 400);
      const { issues } = await failure(post(wordpressRest({ endpoint })));
      expect(issues).to.deep.equal([{ field: 'body', code: 'refused', message: 'Non.' }]);
    });
  }

  it('of Isso has dates that no calendar has', async () => {
    const comment = { id: 1, parent: null, mode: 1, text: '', author: null, website: null, likes: 0, dislikes: 0 };
    const one = { ...comment, created: 9e15, modified: 9e15 };
    gives({ total_replies: 1, hidden_replies: 0, replies: [{ ...one, replies: [] }], config: {} });
    const [listed] = (await list(isso({ endpoint }))).comments;
    expect([listed!.createdAt, listed!.editedAt]).to.deep.equal([null, undefined]);
    gives(one, 201, { 'X-Set-Cookie': 'isso-1=x; Max-Age=99999999999999999999' });
    expect(await post(isso({ endpoint }))).not.to.have.property('editableUntil');
  });

  it('of a server that JSON is read of has lists where there are texts', async () => {
    const options = { endpoint, fields: 'id body createdAt=at', held: 'state=held', errors: 'spam=rejected' };
    gives([{ id: 1, body: '', at: textless, state: textless }]);
    const [listed] = (await list(await jsonEndpoint(options))).comments;
    expect([listed!.createdAt, listed!.status]).to.deep.equal([null, 'published']);
    gives({ code: textless }, 422);
    expect((await failure(post(await jsonEndpoint(options)))).code).to.equal('invalid');
  });

  it('of PocketBase counts what nobody asked for, and claims to have pages without end', async () => {
    gives({ items: [{ page: 'b' }], page: 1, totalItems: 1, totalPages: 1 });
    expect(await pocketbase({ endpoint }).count!(['a'], {})).to.deep.equal({ a: 0 });
    gives({ items: [], page: 1, totalItems: 1, totalPages: 1e9 });
    expect(await pocketbase({ endpoint }).count!(['a'], {})).to.deep.equal({ a: 0 });
  });

  it('of PostgREST asks for patience without end', async () => {
    for (const details of ['1e400', '-1', 'Infinity', textless]) {
      gives({ code: 'PT429', details, hint: null, message: '' }, 429);
      const { code, retryAfter } = await failure(post(postgrest({ endpoint })));
      expect([code, retryAfter]).to.deep.equal(['rate-limited', undefined]);
    }
  });

  describe('of Twikoo', () => {
    const item = { id: '1', nick: 'Zoé', comment: '', isOwner: true, ups: 0, downs: 0, liked: false, disliked: false };
    const reads = async (page: object) => {
      globalThis.fetch = (_, init) => {
        const { event } = JSON.parse(init!.body as string) as { readonly event: string };
        const counts = { data: [{ count: 0 }, { count: 0 }] };
        return Promise.resolve(
          Response.json({ GET_CONFIG: { code: 0, config: {} }, GET_COMMENTS_COUNT: counts }[event] ?? page),
        );
      };
      return list(twikoo({ endpoint }));
    };

    it('has dates that no calendar has', async () => {
      const [listed] = (await reads({ data: [{ ...item, created: 1e300, replies: [] }], more: false })).comments;
      expect([listed!.createdAt, listed!.editableUntil]).to.deep.equal([null, undefined]);
    });

    it('has more, and nothing before it', async () => {
      expect(await reads({ data: [], more: true })).to.deep.include({ comments: [], total: 0 });
    });

    it('says no without words', async () => {
      gives({ code: 1000, message: textless });
      expect((await failure(list(twikoo({ endpoint })))).code).to.equal('unavailable');
    });
  });

  describe('of Waline', () => {
    const item = { objectId: 1, comment: '', like: 0, time: 0, children: [] };
    const lists = (change: object, totalPages = 1) =>
      gives({ errno: 0, data: { totalPages, count: 1, data: [{ ...item, ...change }] } });

    it('has an id that is none, and a date that no calendar has', async () => {
      lists({ objectId: textless });
      expect((await failure(list(waline({ endpoint })))).code).to.equal('protocol');
      lists({ time: 1e300 });
      expect((await list(waline({ endpoint }))).comments[0]!.createdAt).to.equal(null);
    });

    it('claims to have pages without end, none of which has what is answered', async () => {
      lists({}, 1e9);
      expect((await failure(post(waline({ endpoint }), '2'))).code).to.equal('gone');
      expect(asked).to.be.below(100);
    });

    it('says no without words, and gives the comment without what it answers', async () => {
      gives({ errno: 1000, errmsg: textless });
      expect((await failure(post(waline({ endpoint })))).code).to.equal('rejected');
      gives({ errno: 0, data: { ...item, pid: textless } });
      expect(await post(waline({ endpoint }))).to.include({ id: '1', parentId: null });
    });
  });

  it('of WordPress says no without words', async () => {
    for (const body of [textless, { code: 'wp_die', message: textless }]) {
      gives(body, 400);
      expect((await failure(post(wordpressForm({ api: endpoint })))).code).to.equal('invalid');
    }
    gives({ code: 'some_plug_in', message: textless, data: {} }, 400);
    expect((await failure(post(wordpressRest({ endpoint })))).code).to.equal('invalid');
  });
});
