/** The fields of the form, in the order of the page. */
export const fieldNames = ['body', 'name', 'email', 'url'] as const;

export type FieldName = (typeof fieldNames)[number];
export type FieldUse = 'required' | 'optional' | 'none';

/** What one field takes. Lengths count Unicode code points, or bytes of UTF-8 where `unit` says so. */
export interface FieldRule {
  readonly use: FieldUse;
  readonly min?: number;
  readonly max?: number;
  readonly unit?: 'characters' | 'bytes';
}

export type Order = 'oldest' | 'newest' | 'best';

/** What a backend takes. Everything here is data; what it can *do* is told by the methods its adapter has. */
export interface Rules {
  readonly fields: Readonly<Record<FieldName, FieldRule>>;
  /** How deep replies nest: 0 for none. */
  readonly replyDepth: number;
  /** The orders `list` understands, the backend's own default first. */
  readonly orders: readonly Order[];
  /** Whether votes may be against a comment, too. */
  readonly downvotes?: boolean;
  /** True where nothing is ever held: what is not in the thread was not taken. */
  readonly unmoderated?: boolean;
  /** False when the thread takes no more comments. */
  readonly open: boolean;
  /** True when the backend answers only pages of its own origin. */
  readonly sameOrigin: boolean;
}

/** The rules of most blogs, and what the form shows until its backend has spoken. */
export const defaultRules: Rules = {
  fields: {
    body: { use: 'required', max: 65_525, unit: 'bytes' },
    name: { use: 'required', max: 245, unit: 'bytes' },
    email: { use: 'required', max: 100, unit: 'bytes' },
    url: { use: 'optional', max: 200, unit: 'bytes' },
  },
  replyDepth: 5,
  orders: ['oldest'],
  open: true,
  sameOrigin: false,
};

/**
 * Measures a text the way a rule does.
 * @returns code points, or bytes of UTF-8.
 */
export function lengthOf(text: string, { unit }: FieldRule): number {
  return unit === 'bytes' ? new TextEncoder().encode(text).length : [...text].length;
}
