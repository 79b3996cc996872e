/** @returns the element that has the focus, through every shadow root. */
export function focusedElement(): Element | null {
  let { activeElement } = document;
  while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
  return activeElement;
}

/** Moves the focus, and lets what loses it know. */
export function moveFocus(move: () => void): void {
  const from = focusedElement();
  move();
  // Of pages that are tested side by side one has the focus; in the others it moves without a word.
  if (from !== focusedElement() && !document.hasFocus())
    from?.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
}
