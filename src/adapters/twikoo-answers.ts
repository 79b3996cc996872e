import * as z from 'zod/mini';
import type { CommentData } from '../core/comment.js';
import type { ErrorCode, Issue } from '../core/errors.js';
import type { FieldUse, Rules } from '../core/rules.js';
import type { Refusal } from './http.js';

const text = z.exactOptional(z.nullable(z.string()));
const flag = z.exactOptional(z.boolean());

/**
 * One comment of a page of `COMMENT_GET`. Not taken: the hash of the e-mail, the picture that goes by it, what the author's device and
 * region are.
 */
export const item = z.object({
  id: z.string(),
  pid: text,
  nick: z.string(),
  link: text,
  comment: z.string(),
  master: flag,
  top: flag,
  isSpam: flag,
  isOwner: z.boolean(),
  ups: z.number(),
  downs: z.number(),
  liked: z.boolean(),
  disliked: z.boolean(),
  created: z.number(),
  replies: z.array(z.unknown()),
});
export type Item = z.infer<typeof item>;

export const page = z.object({ data: z.array(z.unknown()), more: z.boolean() });
export const counted = z.object({ data: z.array(z.object({ count: z.number() })) });
export const settings = z.object({
  config: z.object({ DISPLAYED_FIELDS: text, REQUIRED_FIELDS: text, LIMIT_LENGTH: text, SHOW_DISLIKE: text }),
});

/**
 * What the server says, in Chinese and with a status of 200, when it takes nothing: the first that fits. Whatever else it says is an
 * error of its own, after which the comment may be stored.
 */
const refusals: readonly (readonly [said: RegExp, code: ErrorCode, more?: Issue | string])[] = [
  [/"comment"/, 'invalid', { field: 'body', code: 'required' }],
  [/邮箱/, 'invalid', { field: 'email', code: 'email' }],
  // The tags are counted as well, which no reader sees: by how much, would be no help.
  [/过长/, 'invalid', { field: 'body', code: 'too-long' }],
  [/屏蔽/, 'rejected'],
  [/频率|火爆|Too/, 'rate-limited'],
  [/登录/, 'unauthorized'],
  [/更新/, 'misconfigured', 'update the Twikoo server'],
  [/运行/, 'misconfigured', 'Twikoo gets no JSON: what stands before it takes the body away'],
  [/配置|支持/, 'misconfigured', "complete the settings of the captcha in Twikoo's panel"],
  [/验证/, 'challenge'],
  [/自己/, 'forbidden'],
  [/不存/, 'gone'],
];

/** As Twikoo's own form does: three fields, two of them required, unless its panel says otherwise. */
export function rulesOf(config: z.infer<typeof settings>['config']): Pick<Rules, 'fields' | 'downvotes'> {
  const use = (field: string): { readonly use: FieldUse } => ({
    use: !(config.DISPLAYED_FIELDS || field).includes(field)
      ? 'none'
      : (config.REQUIRED_FIELDS || 'nick,mail').includes(field)
        ? 'required'
        : 'optional',
  });
  const max = Number(config.LIMIT_LENGTH || 500);
  const body = { use: 'required', ...(max && { max }) } as const;
  const fields = { body, name: use('nick'), email: use('mail'), url: use('link') };
  return { fields, downvotes: config.SHOW_DISLIKE === 'true' };
}

export function toComment(one: Item, parentId: string | null): CommentData {
  const { id, nick, link, comment, master, top, isSpam, isOwner, created, ups, downs } = one;
  const createdAt = new Date(created);
  const isDate = !Number.isNaN(createdAt.getTime());
  return {
    id,
    parentId,
    author: {
      // "Anonymous" is what it calls those who leave no name.
      name: nick === '匿名' ? '' : nick,
      ...(/^https?:\/\//i.test(link ?? '') && { url: link! }),
      ...(master && { isStaff: master }),
    },
    content: { format: 'html', value: comment },
    createdAt: isDate ? createdAt : null,
    status: isSpam ? 'pending' : 'published',
    // For a month: Twikoo lets authors delete for ever, and a browser does not keep for ever what proves who they were.
    ...(isOwner && isDate && { editableUntil: new Date(created + 2_592_000_000) }),
    ...(top && { isPinned: top }),
    score: ups - downs,
  };
}

export function refusal(status: number, body: unknown): Refusal | undefined {
  const { code, message } = Object(body) as { readonly code?: unknown; readonly message?: unknown };
  // A list that fails has no code, and no comments.
  if (!code && !message) return undefined;
  const [, meant, more] = refusals.find(([said]) => typeof message === 'string' && said.test(message)) ?? [];
  if (!meant) return status < 400 ? { code: 'unavailable' } : undefined;
  return typeof more === 'string' ? { code: meant, message: more } : { code: meant, issues: more && [more] };
}
