/** @returns the text as it is read: no-break spaces stay, the line breaks of a template do not. */
export function textOf(node: Node | null | undefined): string {
  return (node?.textContent ?? '').replace(/[ \n\t]+/g, ' ').trim();
}

/** @returns false for what is not rendered; what is only out of sight counts as seen, as it does for a screen reader. */
export function isSeen(element: HTMLElement | null): boolean {
  return !!element?.checkVisibility();
}
