/** Stands in the place of `slices.ts` in the files for pages whose server shows the comments: a form asks for one at most. */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => unknown): Promise<void> {
  for (const item of items) await work(item);
}
