import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { twikoo } from '../../src/adapters/twikoo.js';
import type { CommentData } from '../../src/core/comment.js';
import type { Draft } from '../../src/core/draft.js';
import type { ErrorCode } from '../../src/core/errors.js';
import { fakeNetwork } from '../support/backend.js';
import { TwikooBackend } from '../support/backends/twikoo.js';
import { failure } from '../support/failure.js';

const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';
const thread = '/article/';
const marie = { body: 'Bonjour', name: 'Marie', email: 'marie@exemple.fr', url: 'https://marie.example', extra: {} };

describe('twikoo writes', () => {
  const network = fakeNetwork();
  let backend: TwikooBackend;
  let adapter: ReturnType<typeof twikoo>;
  beforeEach(() => {
    backend = new TwikooBackend();
    adapter = twikoo({ endpoint: backend.endpoint });
    network.use(...backend.handlers);
  });

  /** What only one event is answered by, from now on; whatever else is asked is asked of the backend. */
  const answers = (event: string, answer: () => Response) =>
    network.use(
      http.post(backend.endpoint, async ({ request }) =>
        ((await request.clone().json()) as { event: string }).event === event ? answer() : undefined,
      ),
    );
  const post = (draft: Partial<Draft> = {}, parentId: string | null = null, key = attemptKey) =>
    adapter.post!(
      { thread, parentId, url: 'https://exemple.fr/article/', title: 'Un article' },
      { ...marie, ...draft },
      { attemptKey: key },
    );
  const posted = async (...parts: Parameters<typeof post>) => (await post(...parts)) as CommentData;
  const list = () => adapter.list!({ thread }, {});
  const sent = () => backend.seen.filter(({ event }) => event === 'COMMENT_SUBMIT').at(-1)!;

  describe('a comment', () => {
    it('as the server wants it, with nothing of the reader’s device', async () => {
      let seen: Request | undefined;
      network.use(http.post(backend.endpoint, ({ request }) => void (seen ??= request.clone())));
      await post({ extra: { turnstileToken: 'jeton' } });
      expect([seen!.method, seen!.credentials, seen!.headers.get('Content-Type')]).to.deep.equal([
        'POST',
        'omit',
        'application/json',
      ]);
      expect(await seen!.json()).to.deep.equal({
        event: 'COMMENT_SUBMIT',
        accessToken: attemptKey,
        url: thread,
        href: 'https://exemple.fr/article/',
        nick: 'Marie',
        mail: 'marie@exemple.fr',
        link: 'https://marie.example',
        ua: 'comment-widget',
        comment: 'Bonjour',
        turnstileToken: 'jeton',
      });
    });

    it('as the HTML that says what was typed', async () => {
      const body = 'a < b & c > d &amp;\nseconde <script>alert(1)</script> "ligne"';
      const { content } = await posted({ body });
      const parsed = new DOMParser().parseFromString(content.value.replace('<br>', '\n'), 'text/html');
      expect([content.format, parsed.body.textContent]).to.deep.equal(['html', body]);
      expect(sent().comment).to.include('<br>seconde');
    });

    it('with an empty name rather than none: a list of blocked words would make the server stumble', async () => {
      backend.secrets = { blocked: 'motinterdit' };
      expect((await posted({ name: '' })).author.name).to.equal('');
      expect(sent().nick).to.equal('');
    });
  });

  describe('an answer', () => {
    it('under what it answers and under the comment at the top, without which nobody would see it', async () => {
      const top = await posted();
      const answer = await posted({}, top.id, 'b');
      await post({}, answer.id, 'c');
      expect(sent()).to.include({ pid: answer.id, rid: top.id });
      expect((await list()).comments.map(({ parentId }) => parentId)).to.deep.equal([null, top.id, answer.id]);
    });

    it('to nothing that the thread does not have: the server would take it, and show it to nobody', async () => {
      expect((await failure(post({}, 'zzz'))).code).to.equal('gone');
      expect(backend.comments).to.have.lengthOf(0);
    });

    it('to a comment on a later page, and finds it there', async () => {
      const old = await posted();
      for (let key = 0; key < 9; key++) await post({}, null, `autre-${key}`);
      const page = await list();
      await adapter.list!({ thread, cursor: page.next! }, {});
      expect(await posted({}, old.id, 'réponse')).to.include({ parentId: old.id, status: 'published' });
    });

    it('to a comment that this visit has not listed, as after a reload: it looks where that is', async () => {
      const old = await posted();
      const below = await posted({}, old.id, 'b');
      for (let key = 0; key < 9; key++) await post({}, null, `autre-${key}`);
      adapter = twikoo({ endpoint: backend.endpoint });
      expect(await posted({}, below.id, 'réponse')).to.include({ parentId: below.id, status: 'published' });
      expect(sent()).to.include({ pid: below.id, rid: old.id });
    });

    it('to nothing while it cannot look, and has sent nothing then', async () => {
      const old = await posted();
      adapter = twikoo({ endpoint: backend.endpoint });
      answers('COMMENT_GET', () => HttpResponse.error());
      expect(await failure(post({}, old.id, 'réponse'))).to.include({ code: 'network', outcome: 'refused' });
      expect(backend.comments).to.have.lengthOf(1);
    });
  });

  describe('and knows of what became of it', () => {
    it('that it is held, by looking at it with its author’s eyes', async () => {
      backend.secrets = { forbidden: 'motmodere' };
      const comment = await posted({ body: 'Un motmodere' });
      expect(comment).to.include({ status: 'pending', token: attemptKey });
      expect((await list()).comments).to.have.lengthOf(0);
      expect((await adapter.find!({ thread, id: comment.id, token: attemptKey }, {})).status).to.equal('pending');
      backend.approve(thread);
      expect((await adapter.find!({ thread, id: comment.id, token: attemptKey }, {})).status).to.equal('published');
    });

    it('that it may be deleted for a month', async () => {
      const { createdAt, editableUntil } = await posted();
      expect(editableUntil!.getTime() - createdAt!.getTime()).to.equal(30 * 24 * 3_600_000);
    });

    it('no more than that it was accepted, where it is not to be seen', async () => {
      answers('COMMENT_GET', () => HttpResponse.error());
      expect(await post()).to.deep.equal({ status: 'accepted' });
      answers('COMMENT_GET', () => HttpResponse.json({ data: [], more: false, count: 0 }));
      expect(await post({}, null, 'b')).to.deep.equal({ status: 'accepted' });
    });

    it('that it was stored at the first attempt, whose answer got lost', async () => {
      network.use(
        http.post(
          backend.endpoint,
          async ({ request }) => {
            await backend.handlers[0]!.run({ request, requestId: '1' });
            return HttpResponse.error();
          },
          { once: true },
        ),
      );
      expect(await failure(post())).to.include({ code: 'network', outcome: 'unknown' });
      expect(await posted()).to.have.property('token', attemptKey);
      expect(backend.comments).to.have.lengthOf(1);
    });

    it('nothing, while it cannot look whether the first attempt was stored', async () => {
      answers('COMMENT_SUBMIT', () => HttpResponse.error());
      await failure(post());
      answers('COMMENT_GET', () => HttpResponse.error());
      expect(await failure(post())).to.include({ code: 'network', outcome: 'unknown' });
      expect(backend.seen).to.have.lengthOf(0);
    });

    it('nothing by an answer that is none', async () => {
      for (const answer of [{}, { id: 7 }, [], 'Merci']) {
        answers('COMMENT_SUBMIT', () => HttpResponse.json(answer));
        expect(await failure(post())).to.include({ code: 'protocol', outcome: 'unknown' });
      }
    });
  });

  describe('and understands in Chinese', () => {
    const sentences: [message: string, code: ErrorCode, issue?: string][] = [
      ['参数"comment"不合法', 'invalid', 'body required'],
      ['邮箱格式不合法', 'invalid', 'email email'],
      ['评论内容过长', 'invalid', 'body too-long'],
      ['包含屏蔽词', 'rejected'],
      ['发言频率过高', 'rate-limited'],
      ['评论太火爆啦 >_< 请稍后再试', 'rate-limited'],
      ['Too Many Requests', 'rate-limited'],
      ['请先登录管理面板，再使用博主身份发送评论', 'unauthorized'],
      ['验证码 token 缺失，请刷新页面重试', 'challenge'],
      ['验证码检测失败: 验证码错误', 'challenge'],
      ['极验验证码检测失败: fail', 'challenge'],
      [
        'Cap 验证码配置不完整：内嵌模式无需额外配置，外部模式需填写 CAP_API_ENDPOINT 与 CAP_SECRET_KEY',
        'misconfigured',
      ],
      ['不支持的验证码类型: reCAPTCHA', 'misconfigured'],
      ['只能删除自己的评论', 'forbidden'],
      ['评论不存在', 'gone'],
      ["Cannot read properties of undefined (reading 'toLowerCase')", 'unavailable'],
    ];
    for (const [message, code, issue = ''] of sentences)
      it(`${message}: "${code}"`, async () => {
        answers('COMMENT_SUBMIT', () => HttpResponse.json({ code: 1000, message }));
        const error = await failure(post());
        const [first] = error.issues;
        expect([error.code, first ? `${first.field} ${first.code}` : '']).to.deep.equal([code, issue]);
        expect(error.outcome).to.equal(code === 'unavailable' ? 'unknown' : 'refused');
      });

    it('what its owner has to do', async () => {
      for (const [number, message, advice] of [
        [1001, '请更新 Twikoo 云函数至最新版本', 'update the Twikoo server'],
        [100, 'Twikoo 云函数运行正常，请参考 https://twikoo.js.org/frontend.html 完成前端的配置', 'gets no JSON'],
        [1000, '不支持的验证码类型: reCAPTCHA', 'the captcha in Twikoo'],
      ] as const) {
        answers('COMMENT_SUBMIT', () => HttpResponse.json({ code: number, message }));
        const error = await failure(post());
        expect(error.code).to.equal('misconfigured');
        expect(error.message).to.include(advice);
      }
    });

    it('nothing of what it does not know, which a reader may have written', async () => {
      answers('COMMENT_SUBMIT', () => HttpResponse.json({ code: 1000, message: 'E11000 { mail: marie@exemple.fr }' }));
      expect((await failure(post())).message).not.to.include('marie');
    });

    it('what a proxy says by its status', async () => {
      answers('COMMENT_SUBMIT', () => HttpResponse.json({ message: 'no such route' }, { status: 404 }));
      expect((await failure(post())).code).to.equal('gone');
    });
  });

  it('no more than what its server takes: too long with its tags, no address, a word that is blocked, too often', async () => {
    backend.secrets = { blocked: 'motinterdit', most: 0 };
    expect((await failure(post({ body: 'x'.repeat(501) }))).issues[0]).to.include({ field: 'body', code: 'too-long' });
    expect((await failure(post({ body: '\n'.repeat(126) }))).issues[0]).to.include({ code: 'too-long' });
    expect((await failure(post({ email: 'pas-une-adresse' }))).issues[0]).to.include({ field: 'email', code: 'email' });
    expect((await failure(post({ body: 'Un motinterdit.' }))).code).to.equal('rejected');
    expect((await failure(post({ email: 'patron@exemple.fr' }))).code).to.equal('unauthorized');
    await post();
    expect((await failure(post({}, null, 'b'))).code).to.equal('rate-limited');
  });

  it('with what a captcha of the page gave', async () => {
    backend.config = { ...backend.config, CAPTCHA_PROVIDER: 'Cap', CAP_BUILTIN: 'true' };
    expect((await failure(post())).code).to.equal('challenge');
    expect(await posted({ extra: { capToken: 'jeton' } })).to.have.property('status', 'published');
  });
});
