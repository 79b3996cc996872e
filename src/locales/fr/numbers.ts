/** In French 0 and 1 are singular. */
export const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('fr')}\u00a0${count < 2 ? one : many}`;
