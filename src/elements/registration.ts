/** Registers an element, unless another copy of the library was there first: the page keeps working, with that one. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
