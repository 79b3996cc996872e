/**
 * A number as it is read; without `Intl`, for the reason that `elapsed` gives.
 * @param separator stands between thousands
 */
export const thousands = (count: number, separator: string) => String(count).replace(/\B(?=(...)+$)/g, separator);
