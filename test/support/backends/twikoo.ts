import { http, HttpResponse, type JsonBodyType } from 'msw';
import { crossOrigin } from '../cross-origin.js';

/** `Access-Control-…` of Twikoo 1.7.19, where it lets an origin in. */
const policy = {
  credentials: true,
  headers: [
    'x-csrf-token',
    'x-requested-with',
    'accept-version',
    'content-md5',
    'content-type',
    'date',
    'x-api-version',
  ],
};

/** What is kept of a comment. */
interface Stored {
  readonly id: string;
  readonly uid: string | undefined;
  readonly url: string;
  readonly nick: string;
  readonly mail: string;
  readonly link: string;
  readonly comment: string;
  readonly pid: string | undefined;
  readonly rid: string | undefined;
  readonly master: boolean;
  readonly created: number;
  isSpam: boolean | undefined;
  top: boolean | undefined;
  ups: readonly string[];
  downs: readonly string[];
}

/** What a request may say. The server trusts that these are texts, and so does this one. */
interface Asked {
  readonly event?: string;
  readonly accessToken?: string;
  readonly url?: string;
  readonly urls?: readonly string[];
  readonly includeReply?: boolean;
  readonly before?: number;
  readonly sort?: string;
  readonly id?: string;
  readonly type?: string;
  readonly nick?: string;
  readonly mail?: string;
  readonly link?: string;
  readonly ua?: string;
  readonly comment?: string;
  readonly pid?: string;
  readonly rid?: string;
  readonly capToken?: string;
}

type Answered = Readonly<Record<string, JsonBodyType>>;

const hex = () => crypto.randomUUID().replaceAll('-', '');

/**
 * A self-hosted Twikoo 1.7.19 that lives in the page, shaped after what a real one answered: one address, one status, the outcome in
 * `code`. Without a token it makes one for the answer, and takes the request for nobody's.
 */
export class TwikooBackend {
  readonly endpoint = 'https://twikoo.example/';
  readonly handlers = [http.all(this.endpoint, ({ request }) => this.#admit(request))];
  /** What it was asked, oldest first. */
  readonly seen: Asked[] = [];
  readonly comments: Stored[] = [];
  /** As its panel would set it. There is no limit to how many comments come, and no moderation. */
  config: Readonly<Record<string, string>> = { LIMIT_LENGTH: '500', SHOW_DISLIKE: 'true', CAPTCHA_PROVIDER: '' };
  /** What comes with `config`, and nobody is told. */
  secrets: {
    readonly blocked?: string;
    readonly forbidden?: string;
    readonly review?: boolean;
    readonly most?: number;
  } = {};
  pageSize = 8;
  #now = 0;

  /** Publishes what is held, as the owner does in the panel. */
  approve(thread: string): void {
    for (const comment of this.comments) if (ways(thread).includes(comment.url)) comment.isSpam = false;
  }

  #admit(request: Request): Promise<Response> {
    return crossOrigin(request, policy, async (admitted) => {
      if (admitted.method !== 'POST') throw new Error(`Twikoo is asked by POST, not by ${admitted.method}`);
      if (admitted.headers.get('Content-Type') !== 'application/json') throw new Error('not asked in JSON');
      const asked = (await admitted.json()) as Asked;
      this.seen.push(asked);
      return HttpResponse.json(this.#answer(asked));
    });
  }

  #answer(asked: Asked): Answered {
    const answers: Readonly<Record<string, (asked: Asked) => Answered>> = {
      GET_CONFIG: () => ({ code: 0, config: { VERSION: '1.7.19', IS_ADMIN: false, ...this.config } }),
      COMMENT_GET: (query) => this.#list(query),
      COMMENT_SUBMIT: (sent) => this.#submit(sent),
      COMMENT_LIKE: (vote) => this.#like(vote),
      COMMENT_DELETE_FOR_USER: (target) => this.#delete(target),
      GET_COMMENTS_COUNT: ({ urls, includeReply }) => ({
        // Each address as it is written; a reply whose root is gone counts.
        data: urls!.map((url) => ({
          url,
          count: this.comments.filter((one) => one.url === url && !one.isSpam && (includeReply || !one.rid)).length,
        })),
      }),
    };
    try {
      if (!asked.event)
        return {
          code: 100,
          message: 'Twikoo 云函数运行正常，请参考 https://twikoo.js.org/frontend.html 完成前端的配置',
        };
      const answer = answers[asked.event];
      if (!answer) return { code: 1001, message: '请更新 Twikoo 云函数至最新版本' };
      const given = answer(asked);
      return given['code'] || asked.accessToken ? given : { ...given, accessToken: hex() };
    } catch (error) {
      return { code: 1000, message: (error as Error).message };
    }
  }

  #list(query: Asked): Answered {
    const { url, accessToken: uid, before, sort = 'newest' } = query;
    if (!url) return { data: [], message: '参数"url"不合法' };
    if (sort !== 'newest') throw new Error(`sort=${sort}, which cannot be paged through`);
    const visible = this.comments.filter((one) => !one.isSpam || one.uid === uid);
    const roots = visible.filter((one) => ways(url).includes(one.url) && !one.rid).reverse();
    const rest = roots.filter((one) => !one.top && (!before || one.created < before));
    const main = rest.slice(0, this.pageSize);
    const shown = before ? main : [...roots.filter((one) => one.top), ...main];
    const data = shown.map((root) => {
      const replies = visible.filter((one) => one.rid === root.id);
      const given = replies.map((one) => toDto(one, uid, replies.find(({ id }) => id === one.pid)?.nick, []));
      return toDto(root, uid, undefined, given);
    });
    return { data, more: rest.length > main.length, count: roots.length };
  }

  #submit(sent: Asked): Answered {
    demand(sent, 'url', 'ua', 'comment');
    const { nick, mail = '', link = '', comment, url, pid, rid, accessToken: uid } = sent;
    const { blocked, forbidden, review = false, most = Infinity } = this.secrets;
    if (this.comments.length > most) throw new Error('发言频率过高');
    if (this.config['CAPTCHA_PROVIDER'] === 'Cap' && !sent.capToken)
      throw new Error('验证码 token 缺失，请刷新页面重试');
    if (mail === 'patron@exemple.fr') throw new Error('请先登录管理面板，再使用博主身份发送评论');
    if (mail && (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail) || /[:; ]/.test(mail))) throw new Error('邮箱格式不合法');
    const limit = Number(this.config['LIMIT_LENGTH'] || 500);
    if (limit && comment!.length > limit) throw new Error('评论内容过长');
    const words = [comment, nick];
    if (blocked && nick === undefined) throw new Error("Cannot read properties of undefined (reading 'toLowerCase')");
    if (words.some((word) => blocked && word?.includes(blocked))) throw new Error('包含屏蔽词');
    const stored: Stored = {
      id: hex(),
      uid,
      url: url!,
      nick: nick || '匿名',
      mail,
      link,
      comment: purified(comment!),
      pid: pid ? pid : rid,
      rid,
      master: false,
      // No two in the same millisecond: the real one files them by that.
      created: (this.#now = Math.max(Date.now(), this.#now + 1)),
      isSpam: review || words.some((word) => forbidden && word?.includes(forbidden)),
      top: undefined,
      ups: [],
      downs: [],
    };
    this.comments.push(stored);
    return { id: stored.id };
  }

  #like(vote: Asked): Answered {
    demand(vote, 'id');
    const { id, accessToken: uid = '', type = 'up' } = vote;
    const stored = this.comments.find((one) => one.id === id);
    const [given, other] = type === 'up' ? (['ups', 'downs'] as const) : (['downs', 'ups'] as const);
    if (stored?.[given].includes(uid)) stored[given] = stored[given].filter((one) => one !== uid);
    else if (stored) {
      stored[given] = [...stored[given], uid];
      stored[other] = stored[other].filter((one) => one !== uid);
    }
    // Of a comment that is not there as well.
    return { updated: 1 };
  }

  #delete(target: Asked): Answered {
    demand(target, 'id');
    const index = this.comments.findIndex(({ id }) => id === target.id);
    if (index < 0) throw new Error('评论不存在');
    if (this.comments[index]!.uid !== target.accessToken) throw new Error('只能删除自己的评论');
    this.comments.splice(index, 1);
    return { code: 0, deleted: 1 };
  }
}

function demand(asked: Asked, ...names: (keyof Asked)[]): void {
  for (const name of names) if (!asked[name]) throw new Error(`参数"${name}"不合法`);
}

/** An address with and without a last slash. */
function ways(url: string): string[] {
  return [url, url.endsWith('/') ? url.slice(0, -1) : `${url}/`];
}

/** What DOMPurify leaves, near enough. */
function purified(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll('script, style')) element.remove();
  for (const element of body.querySelectorAll('*'))
    for (const { name, value } of [...element.attributes])
      if (name.startsWith('on') || name === 'style' || /^javascript:/.test(value)) element.removeAttribute(name);
  return body.innerHTML;
}

/** As it is listed, hash of the e-mail included: SHA-256 of what the suite writes under, the name's otherwise. */
function toDto(one: Stored, uid: string | undefined, ruser: string | undefined, replies: Answered[]): Answered {
  const { uid: owner, mail, ups, downs, isSpam, top, pid, rid, id, nick, link, comment, master, created } = one;
  return {
    id,
    nick,
    link,
    comment,
    master,
    mailMd5: mail
      ? '9e09ba8932660c7c58b7472097aca3ae8c675c7d074c3d6b1cad282d81ce686c'
      : '63288f1e136c362856e4e5464a02eeb5',
    os: ' ',
    browser: ' ',
    ipRegion: '',
    like: 0,
    ups: ups.length,
    downs: downs.length,
    liked: ups.includes(uid!),
    disliked: downs.includes(uid!),
    replies,
    ruser: ruser ?? null,
    ...(pid !== undefined && { pid }),
    ...(rid !== undefined && { rid }),
    ...(isSpam && { isSpam }),
    ...(top && { top }),
    isOwner: owner === uid,
    created,
    updated: created,
  };
}
