import { elapsed } from '../elapsed.js';
import { plural } from './numbers.js';

const months = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

function day(date: Date): string {
  const number = date.getDate();
  return `${number === 1 ? '1er' : number}\u00a0${months[date.getMonth()]} ${date.getFullYear()}`;
}

/** The day and the minute, where the reader is. */
export const date = (date: Date) => `${day(date)} à ${date.toTimeString().slice(0, 5)}`;

/** How long ago, for a month; then the day. */
export function ago(date: Date): string {
  const [count, unit] = elapsed(date, 'minute', 'heure', 'jour');
  if (!unit) return day(date);
  if (!count) return 'à l’instant';
  if (unit === 'jour' && count < 3) return count < 2 ? 'hier' : 'avant-hier';
  return `il y a ${plural(count, unit, `${unit}s`)}`;
}
