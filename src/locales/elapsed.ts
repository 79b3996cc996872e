export type Unit = 'minute' | 'hour' | 'day';

/**
 * How long ago something was, for a month; then the day says more.
 *
 * `Intl` would find words for it. But the first thing that it says takes a phone a tenth of a second, all at once, just when the
 * comments come: no language here asks it.
 * @returns 0 minutes for what a clock that is slow takes for the future
 */
export function elapsed(date: Date): readonly [count: number, unit: Unit] | readonly [] {
  const minutes = Math.max(0, Math.floor((Date.now() - date.getTime()) / 60_000));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days < 30) return days ? [days, 'day'] : hours ? [hours, 'hour'] : [minutes, 'minute'];
  return [];
}
