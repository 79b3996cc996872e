import * as z from 'zod/mini';
import type { CommentData } from '../core/comment.js';
import { toDate } from './dates.js';

/** `z.minLength` would bring more code than this, which shares `z.check` with the form. */
const id = z.string().check(
  z.check(({ value, issues }) => {
    if (!value) issues.push({ code: 'custom', input: value });
  }),
);

export const text = z.exactOptional(z.string());
export const number = z.exactOptional(z.number());
export const flag = z.exactOptional(z.boolean());

/** A comment, as the protocol has it. */
export const comment = z.object({
  id,
  parentId: z.nullable(z.string()),
  author: z.object({ name: z.string(), url: text, avatar: text, isStaff: flag }),
  content: z.object({ format: z.literal(['text', 'html']), value: z.string() }),
  createdAt: z.nullable(z.string()),
  status: z.literal(['published', 'pending', 'deleted']),
  editedAt: text,
  isPinned: flag,
  lang: text,
  score: number,
  moreReplies: number,
  editableUntil: text,
});

export function toComment({ createdAt, editedAt, editableUntil, ...data }: z.infer<typeof comment>): CommentData {
  const edited = toDate(editedAt);
  const until = toDate(editableUntil);
  return {
    ...data,
    createdAt: toDate(createdAt),
    ...(edited && { editedAt: edited }),
    ...(until && { editableUntil: until }),
  };
}
