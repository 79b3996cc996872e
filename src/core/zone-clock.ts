import { CommentError } from './errors.js';

/** @returns what makes a date of what a clock in that zone shows, as in `2026-11-22 07:44:46` */
export function zoneClock(timeZone: string): (shown: string) => Date | null {
  let clock: Intl.DateTimeFormat;
  try {
    // Swedish is how Artalk writes dates, too.
    clock = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  } catch (cause) {
    throw new CommentError('misconfigured', `data-time-zone: "${timeZone}" is none`, { cause });
  }
  const utc = (shown: string) => Date.parse(`${shown.replace(' ', 'T')}Z`);
  return (shown) => {
    const wanted = utc(shown);
    if (Number.isNaN(wanted)) return null;
    let at = wanted;
    // Twice, for the hours in which clocks are put forward or back.
    for (let turn = 0; turn < 2; turn++) at += wanted - utc(clock.format(at));
    return new Date(at);
  };
}
