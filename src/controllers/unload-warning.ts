/** What is nowhere but in the page. */
const atRisk = new Set<string>();

/**
 * Has the browser ask before the page is left, while something would be lost with it: a warning that comes without need is one that
 * nobody reads.
 * @param what a name for it
 */
export function warnBeforeUnload(what: string, isAtRisk: boolean): void {
  if (isAtRisk) atRisk.add(what);
  else atRisk.delete(what);
  if (atRisk.size) addEventListener('beforeunload', warn);
  else removeEventListener('beforeunload', warn);
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
