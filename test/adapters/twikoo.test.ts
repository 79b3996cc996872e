import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { twikoo } from '../../src/adapters/twikoo.js';
import type { Adapter } from '../../src/core/adapter.js';
import type { OwnComment } from '../../src/core/comment.js';
import type { ErrorCode } from '../../src/core/errors.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { TwikooBackend } from '../support/backends/twikoo.js';
import { failure } from '../support/failure.js';

const can = ['find', 'remove', 'vote', 'count'] as const;

describe('twikoo', () => {
  const network = fakeNetwork();
  let backend: TwikooBackend;
  beforeEach(() => {
    backend = new TwikooBackend();
    network.use(...backend.handlers);
  });

  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: () => Response) => () => network.use(http.all(backend.endpoint, answer));
  const says = (message: string, code = 1000) => answers(() => HttpResponse.json({ code, message }));
  const create = () => twikoo({ endpoint: backend.endpoint });

  describeAdapter('twikoo', {
    create,
    can,
    // By its author's token, which only this visit knows to look for.
    repeatable: false,
    idempotent: true,
    failures: {
      network: answers(() => HttpResponse.error()),
      unavailable: answers(() => new HttpResponse(null, { status: 503 })),
      'rate-limited': says('Too Many Requests'),
      unauthorized: says('请先登录', 1024),
      challenge: says('验证码 token 缺失，请刷新页面重试'),
      misconfigured: says('请更新 Twikoo 云函数至最新版本', 1001),
      protocol: answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    } satisfies Partial<Record<ErrorCode, () => void>>,
    refusals: {
      'rate-limited': () => void (backend.secrets = { most: -1 }),
      challenge: () => void (backend.config = { ...backend.config, CAPTCHA_PROVIDER: 'Cap' }),
      // The address is that of who runs the site.
      unauthorized: says('请先登录管理面板，再使用博主身份发送评论'),
      rejected: () => void (backend.secrets = { blocked: 'commentaire' }),
    },
  });

  describeAdapter('twikoo with moderation', {
    create() {
      backend.secrets = { review: true };
      return create();
    },
    approve: (thread) => backend.approve(thread),
    can,
    idempotent: true,
  });

  describe('learns of the panel', () => {
    const rules = async (config: Readonly<Record<string, string>>) => {
      backend.config = config;
      return (await create().list!({ thread: '/a' }, {})).rules!;
    };
    const uses = async (config: Readonly<Record<string, string>>) => {
      const { name, email, url } = (await rules(config)).fields!;
      return [name.use, email.use, url.use].join();
    };

    it('how long a comment may be, unless nothing limits it', async () => {
      expect((await rules({ LIMIT_LENGTH: '80' })).fields!.body).to.deep.equal({ use: 'required', max: 80 });
      expect((await rules({})).fields!.body.max).to.equal(500);
      expect((await rules({ LIMIT_LENGTH: '0' })).fields!.body).to.deep.equal({ use: 'required' });
    });

    it('which fields are shown and needed', async () => {
      expect(await uses({})).to.equal('required,required,optional');
      expect(await uses({ REQUIRED_FIELDS: 'none' })).to.equal('optional,optional,optional');
      expect(await uses({ DISPLAYED_FIELDS: 'nick', REQUIRED_FIELDS: 'nick,mail,link' })).to.equal(
        'required,none,none',
      );
    });

    it('whether one may be against a comment', async () => {
      expect((await rules({ SHOW_DISLIKE: 'true' })).downvotes).to.equal(true);
      expect((await rules({ SHOW_DISLIKE: 'false' })).downvotes).to.equal(false);
    });
  });

  describe('votes and deletes', () => {
    const thread = '/article/';
    const draft = { body: 'Bonjour', name: 'Marie', email: 'marie@exemple.fr', url: '', extra: {} };
    const target = { thread, parentId: null, url: 'https://exemple.fr/article/', title: '' };
    const publish = async (adapter: Adapter, attemptKey: string) =>
      (await adapter.post!(target, draft, { attemptKey })) as OwnComment;
    const asked = (event: string) => backend.seen.filter((one) => one.event === event);

    it('by what it sees of the thread: a like that is given again is taken back, and one of nothing is taken', async () => {
      const adapter = create();
      const { id } = await publish(adapter, 'a');
      const vote = { thread, id, token: 'lecteur' };
      for (const [value, score] of [
        [1, 1],
        [1, 1],
        [0, 0],
        [1, 1],
        [-1, -1],
        [0, 0],
        [0, 0],
      ] as const)
        expect(await adapter.vote!(vote, value, {})).to.equal(score);
      const likes = asked('COMMENT_LIKE').map(({ type, accessToken }) => `${type} ${accessToken}`);
      expect(likes).to.deep.equal(['up', 'up', 'up', 'down', 'down'].map((type) => `${type} lecteur`));
      expect((await failure(adapter.vote!({ ...vote, id: 'zzz' }, 1, {}))).code).to.equal('gone');
      expect(asked('COMMENT_LIKE')).to.have.lengthOf(5);
      expect(await adapter.vote!({ thread, id }, 1, {})).to.equal(1);
      expect(asked('COMMENT_LIKE')[5]!.accessToken).to.match(/^[\da-f-]{36}$/);
    });

    it('on the page where a comment is, by one look', async () => {
      const adapter = create();
      const { id } = await publish(adapter, 'a');
      for (let more = 0; more < 9; more++) await publish(adapter, `b${more}`);
      await adapter.vote!({ thread, id, token: 'lecteur' }, 1, {});
      const [look] = asked('COMMENT_GET').slice(-1);
      expect(look!.before).to.equal(backend.comments[0]!.created + 1);
      // What is pinned is on the first page only.
      backend.comments[0]!.top = true;
      await adapter.list!({ thread }, {});
      expect(await adapter.vote!({ thread, id, token: 'lecteur' }, 0, {})).to.equal(0);
      backend.comments[0]!.top = false;
    });

    it('on whatever page a comment is, where this visit has not read so far', async () => {
      const { id } = await publish(create(), 'a');
      for (let more = 0; more < 19; more++) await publish(create(), `b${more}`);
      expect(await create().vote!({ thread, id, token: 'lecteur' }, 1, {})).to.equal(1);
      expect((await create().find!({ thread, id, token: 'a' }, {})).id).to.equal(id);
      backend.seen.length = 0;
      expect((await failure(create().find!({ thread, id: 'zzz', token: 'a' }, {}))).code).to.equal('gone');
      const { created: eighth } = backend.comments[12]!;
      const { created: sixteenth } = backend.comments[4]!;
      expect(asked('COMMENT_GET').map(({ before }) => before)).to.deep.equal([undefined, eighth, sixteenth]);
    });

    it('where a comment has come to stand since it was read: above the others', async () => {
      const adapter = create();
      const { id } = await publish(adapter, 'a');
      for (let more = 0; more < 9; more++) await publish(adapter, `b${more}`);
      backend.comments[0]!.top = true;
      expect(await adapter.vote!({ thread, id, token: 'lecteur' }, 1, {})).to.equal(1);
    });

    it('not for ever: of a thread that never ends, what it does not find may be there', async () => {
      const { id } = await publish(create(), 'a');
      network.use(
        http.post(backend.endpoint, async ({ request }) => {
          const page = await backend.handlers[0]!.run({ request, requestId: '1' });
          const given = (await page!.response!.json()) as object;
          return HttpResponse.json({ ...given, more: true });
        }),
      );
      expect((await create().find!({ thread, id, token: 'a' }, {})).id).to.equal(id);
      backend.seen.length = 0;
      expect((await failure(create().find!({ thread, id: 'zzz', token: 'a' }, {}))).code).to.equal('unavailable');
      expect(backend.seen).to.have.lengthOf(50);
    });

    it('nothing without a proof: what nobody owns would be everybody’s', async () => {
      const adapter = create();
      const { id } = await publish(adapter, 'a');
      backend.comments.push({ ...backend.comments[0]!, id: 'orphelin', uid: undefined });
      for (const one of [id, 'orphelin'])
        expect((await failure(adapter.remove!({ thread, id: one }, {}))).code).to.equal('forbidden');
      expect(backend.comments).to.have.lengthOf(2);
      expect(await adapter.remove!({ thread, id, token: 'a' }, {})).to.equal(null);
      expect((await failure(adapter.remove!({ thread, id, token: 'a' }, {}))).code).to.equal('gone');
    });

    it('and does not take a page of a proxy for a deletion', async () => {
      answers(() => HttpResponse.html('<h1>Bienvenue</h1>'))();
      const error = await failure(create().remove!({ thread, id: 'a', token: 'a' }, {}));
      expect(error).to.include({ code: 'protocol', outcome: 'unknown' });
    });
  });

  it('asks nothing of an address that is none', () => {
    for (const endpoint of ['', 'ftp://exemple.fr']) {
      expect(() => twikoo({ endpoint }))
        .to.throw(/endpoint/)
        .with.property('code', 'misconfigured');
    }
  });
});
