import * as z from 'zod/mini';
import type { CommentData } from '../core/comment.js';
import type { FieldUse, Rules } from '../core/rules.js';
import { authorOf } from './author.js';
import { toDate } from './dates.js';

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
  // For a month: Twikoo lets authors delete for ever, and a browser does not keep for ever what proves who they were.
  const editableUntil = toDate(one.created + 2_592_000_000);
  return {
    id: one.id,
    parentId,
    // "Anonymous" is what it calls those who leave no name.
    author: authorOf(one.nick.replace(/^匿名$/, ''), one.link, one.master),
    content: { format: 'html', value: one.comment },
    createdAt: toDate(one.created),
    status: one.isSpam ? 'pending' : 'published',
    ...(one.isOwner && editableUntil && { editableUntil }),
    ...(one.top && { isPinned: true }),
    score: one.ups - one.downs,
  };
}
