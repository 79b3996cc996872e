/**
 * A number as it is read, with a minus and not a hyphen before what is below nought; without `Intl`, for the reason that `elapsed` gives.
 * @param separator stands between thousands
 */
export const thousands = (count: number, separator: string) =>
  String(count)
    .replace(/\B(?=(...)+$)/g, separator)
    .replace('-', '−');
