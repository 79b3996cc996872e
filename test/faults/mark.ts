/** What every text of the bench has in it once, and no other: by it a comment is found in requests, pages and stores alike. */
export type Mark = string;

const pattern = /\br\d+c\d+(?:e\d+)?\b/;

/** @param edits how often its text was changed: after that it is another comment */
export function markOf(reader: number, comment: number, edits = 0): Mark {
  return `r${reader}c${comment}${edits ? `e${edits}` : ''}`;
}

/** @returns the mark in a text, however it is encoded: it is made of what every encoding leaves alone */
export function findMark(text: string): Mark | undefined {
  return pattern.exec(text)?.[0];
}
