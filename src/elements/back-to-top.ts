/** Takes the focus along: who goes on with Tab shall go on from the top. */
export function goToTop(event: Event): void {
  event.preventDefault();
  const { body } = document;
  scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
  const wasFocusable = body.hasAttribute('tabindex');
  body.tabIndex = -1;
  body.focus({ preventScroll: true });
  if (!wasFocusable) body.addEventListener('blur', () => body.removeAttribute('tabindex'), { once: true });
}
