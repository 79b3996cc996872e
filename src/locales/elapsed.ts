/**
 * How long ago something was, for a month; then the day says more.
 *
 * `Intl` would find words for it. But the first thing that it says takes a phone a tenth of a second, all at once, just when the
 * comments come: no language here asks it.
 * @param names of the units, singular
 * @returns nothing after a month; 0 minutes for what a clock that is slow takes for the future
 */
export function elapsed(
  date: Date,
  minute: string,
  hour: string,
  day: string,
): readonly [number, string] | readonly [] {
  const minutes = Math.max(0, Math.floor((Date.now() - date.getTime()) / 60_000));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  return days > 29 ? [] : days ? [days, day] : hours ? [hours, hour] : [minutes, minute];
}
