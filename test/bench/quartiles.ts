/**
 * @param values at least one; between two of them, what lies between is taken in proportion
 * @returns the lower quartile, the median and the upper quartile
 */
export function quartiles(values: readonly number[]): [lower: number, median: number, upper: number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)]!;
    return below + (place % 1) * (sorted[Math.ceil(place)]! - below);
  };
  return [at(0.25), at(0.5), at(0.75)];
}
