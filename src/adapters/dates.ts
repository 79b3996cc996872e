/**
 * @param date of a number, seconds or milliseconds since the epoch: the former up to the year 5138, the latter from 1973 on
 * @returns null for what is no date
 */
export function toDate(date: string | number | null | undefined): Date | null {
  const read = new Date(typeof date === 'number' && date < 1e11 ? date * 1000 : (date ?? ''));
  return Number.isNaN(read.getTime()) ? null : read;
}

/** As databases write it: with a space between day and time, and in UTC without saying so; or a number. Null for anything else. */
export function toDateInUtc(value: unknown): Date | null {
  const inUtc = (text: string) => text.replace(/^([\d-]{10}) /, '$1T').replace(/^[\d-]{10}T[\d:.]+$/, '$&Z');
  return toDate(typeof value === 'string' ? inUtc(value) : typeof value === 'number' ? value : null);
}

/** Of a server written in Go: there the first day of the year 1 stands for none. */
export function toDateOfGo(text: string | undefined): Date | null {
  const date = toDate(text);
  return Number(date) > 0 ? date : null;
}
