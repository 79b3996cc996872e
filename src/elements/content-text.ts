import type { Content } from '../core/comment.js';

/**
 * An address in a text, as far as it reaches: not to the punctuation after it, a bracket that is not its own, or what turns the
 * direction of writing (RFC 3987, 4.1). With an "@" before the first slash it is an e-mail address, or a disguise.
 */
const address =
  /(?<![\w@/])((?:https?:\/\/|www\.)(?![^\s/?#]{0,253}@)(?:[([][^\s<>"`()[\]{}\p{Cf}]*[)\]]|[^\s<>"`()[\]{}\p{Cf}])+(?<![.,;:!?…»”’']))/iu;

const references: Partial<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' };

/** An element as a comment may have it. */
export function createElement(name: string): HTMLElement {
  const element = document.createElement(name);
  if (name === 'a') element.setAttribute('rel', 'ugc nofollow noopener');
  return element;
}

/** The words of HTML that may not be parsed, or cannot be. Whatever comes of it is text. */
export function wordNodes({ value }: Content): DocumentFragment {
  const fragment = new DocumentFragment();
  const words = value.replace(
    /<(br|\/p)?[^<>]*>|&(#(x[\da-f]{1,5}|\d{1,6})|lt|gt|amp|quot|nbsp);/gi,
    (whole, block?: string, name?: string, code?: string) =>
      block ? '\n' : code ? String.fromCodePoint(Number(`0${code}`)) : name ? (references[name] ?? whole) : '',
  );
  fragment.append(words);
  return fragment;
}

/** What somebody wrote as text: addresses in it are links. */
export function textNodes(text: string): DocumentFragment {
  const fragment = new DocumentFragment();
  text.split(address).forEach((part, index) => {
    if (!(index % 2)) return fragment.append(part);
    // What the pattern found.
    const link = createElement('a');
    link.setAttribute('href', part.replace(/^www/i, 'https://$&'));
    link.append(part);
    fragment.append(link);
  });
  return fragment;
}
