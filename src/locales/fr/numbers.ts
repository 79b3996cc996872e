import { thousands } from '../thousands.js';

/** In French 0, 1 and −1 are singular. */
export const plural = (count: number, one: string, many: string) =>
  `${thousands(count, '\u202f')}\u00a0${Math.abs(count) < 2 ? one : many}`;
