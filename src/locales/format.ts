/** Seconds of each unit, and until how many of them it is the one to use. */
const units = [
  ['minute', 60, 60],
  ['hour', 3_600, 24],
  ['day', 86_400, 30],
] as const;

/** What is said of dates in a language. The formatters are made when they are first used: each takes a phone some milliseconds. */
export function dateFormats(tag: string) {
  let relative: Intl.RelativeTimeFormat | undefined;
  let day: Intl.DateTimeFormat | undefined;
  let moment: Intl.DateTimeFormat | undefined;
  return {
    /** The day and the minute. */
    date: (date: Date) =>
      (moment ??= new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short' })).format(date),
    /** How long ago, for a month; then the day. */
    ago(date: Date) {
      const seconds = (date.getTime() - Date.now()) / 1000;
      for (const [unit, size, end] of units) {
        const count = Math.trunc(seconds / size);
        if (Math.abs(count) < end)
          return (relative ??= new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })).format(count, unit);
      }
      return (day ??= new Intl.DateTimeFormat(tag, { dateStyle: 'long' })).format(date);
    },
  };
}
