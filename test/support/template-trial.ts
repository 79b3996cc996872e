import * as lit from 'lit/html.js';
import * as own from '../../src/elements/lit-html.js';

export type TemplateLibrary = Pick<typeof lit, 'html' | 'nothing' | 'render'>;

/** The two that are to answer alike. */
export const litHtml: TemplateLibrary = lit;
export const shipped = own as unknown as TemplateLibrary;

export const createPlace = (): HTMLElement => document.createElement('div');

/** What there is to see: neither the comments by which a library finds its places, nor how text is cut. */
export function looks(place: Node): string {
  const copy = place.cloneNode(true) as Element;
  const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT);
  for (let comment; (comment = comments.nextNode() as Comment | null);) comment.remove();
  copy.normalize();
  return copy.innerHTML;
}

/** A text that would be an attack, were it read as markup. */
export const attack = '<img src=x onerror=alert(1)>"\'&amp;';
