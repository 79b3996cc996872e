export type FieldName = 'body' | 'name' | 'email' | 'url';

/** Told to every client that lists a thread, and checked by this server itself. Lengths in Unicode code points. */
export const commentRules = {
  fields: {
    body: { use: 'required', max: 5000, unit: 'characters' },
    name: { use: 'required', max: 100, unit: 'characters' },
    email: { use: 'required', max: 254, unit: 'characters' },
    url: { use: 'optional', max: 200, unit: 'characters' },
  },
  replyDepth: 4,
  orders: ['oldest', 'newest', 'best'],
  sameOrigin: false,
} as const;

export type Order = (typeof commentRules.orders)[number];

/** In code points: what a reader may say of a comment they report. */
export const maxReason = 1000;
