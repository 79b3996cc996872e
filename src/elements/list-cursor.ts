/**
 * As many comments as stand in one list, replies not counted. A long thread is several lists, one after the other: what is out of
 * sight is passed over a list at a time, where one list of thousands would cost something at every key press.
 */
const listLength = 25;

/** @param part `list` at the top of the thread, `replies` below a comment */
export function createList(part: 'list' | 'replies'): HTMLOListElement {
  const list = document.createElement('ol');
  list.part.add(part);
  return list;
}

/** Goes through a list, or several that follow one another, and puts elements where it has come to. */
export class ListCursor {
  readonly #isStale: (element: Element) => boolean;
  #list: Element;
  #next: Element | null;

  /** @param isStale whether an element is about to be removed, and thus in nobody's way */
  constructor(list: Element, isStale: (element: Element) => boolean) {
    this.#isStale = isStale;
    this.#next = (this.#list = list).firstElementChild;
  }

  /** What stands there already is not touched. */
  put(element: Element): void {
    this.#skip();
    if (!this.#next && this.#list.part.contains('list')) this.#turnOver(element);
    if (element === this.#next) this.#next = element.nextElementSibling;
    else this.#list.insertBefore(element, this.#next);
  }

  /** At the end of a list: the next one, where the element stands there already or there is no more room here. */
  #turnOver(element: Element): void {
    const following = this.#list.nextElementSibling;
    if (following?.contains(element)) this.#list = following;
    else if (this.#list.childElementCount < listLength) return;
    else this.#list.after((this.#list = createList('list')));
    this.#next = this.#list.firstElementChild;
    this.#skip();
  }

  #skip(): void {
    while (this.#next && this.#isStale(this.#next)) this.#next = this.#next.nextElementSibling;
  }
}
