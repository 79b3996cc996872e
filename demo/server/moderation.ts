/** Which comments wait for a moderator before anybody sees them. */
export type Moderation = 'all' | 'links' | 'none';

const link = /https?:\/\/|www\./i;

/** @returns what becomes of a comment that says this. */
export function statusFor(body: string, moderation: Moderation): 'published' | 'pending' {
  return moderation === 'all' || (moderation === 'links' && link.test(body)) ? 'pending' : 'published';
}
