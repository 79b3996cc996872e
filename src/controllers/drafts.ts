/** What was begun in this visit and not sent, by the place it was written for. Nothing of it is written to the device. */
const drafts = new Map<string, string>();

/** @param place the conversation and the comment answered, in one word */
export function keepDraft(place: string, text: string): void {
  if (text) drafts.set(place, text);
  else drafts.delete(place);
}

/** @returns `''` where there is none */
export function recallDraft(place: string): string {
  return drafts.get(place) ?? '';
}
