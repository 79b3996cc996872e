import type { Content } from '../core/comment.js';
import { createElement, textNodes, wordNodes } from './content-text.js';

/** What a comment may be made of. An element that is in neither list is unwrapped: what it contains stays. */
const allowed =
  /^([abipqsu]|abbr|blockquote|br|code|d[dlt]|del|div|em|h[1-6r]|img|ins|kbd|li|mark|[ou]l|pre|samp|small|span|strong|su[bp]|table|tbody|t[dhr]|thead|var)$/;

/** What goes with all that it contains: not meant to be read, or not read as HTML. No <template>: what is in it is in no tree. */
const dropped =
  /^(audio|button|datalist|iframe|math|no(embed|frames|script)|object|script|select|style|svg|textarea|title|video)$/;

/**
 * The attributes that stay, and what they may say. Addresses are absolute: `https:page` would be a page of this very site.
 * No cell spans a thousand columns: some hundreds of these in a row take a browser seconds.
 */
const attributes =
  /^(\w+ (lang|dir)=|abbr title=|a href=\s*(https?:\/\/|mailto:)|img ((alt|width|height)=|src=\s*https?:\/\/)|ol start=|t[dh] (col|row)span=\d\d?$)/i;

const attributeNames = 'alt colspan dir height href lang rowspan src start title width'.split(' ');

/** Their level would mean something else in the page. */
const heading = /^h\d/;

/**
 * Each of these that is left open is repeated by the parser in every paragraph after it, as often as it stands there with different
 * attributes: that takes seconds over 5 000 characters. Without attributes the parser stops at three.
 */
const formatting = /<([bisu]|big|code|em|font|nobr|small|strike|strong|tt)[\s/][^>]*/gi;

interface Policy {
  createHTML(html: string): string;
}

/** What TypeScript does not know of browsers yet. */
interface Browser {
  readonly Document: {
    parseHTML?(html: string, options: { readonly sanitizer: { readonly attributes: string[] } }): Document;
  };
  readonly trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
}

/** Made once, when it is first needed; false where the page allows none of that name. */
let policy: Policy | false | undefined;

/**
 * Reads HTML into a document that runs and fetches nothing.
 * @returns false where the page forbids it
 */
function parse(html: string): Document | false {
  const { Document, trustedTypes } = globalThis as unknown as Browser;
  const page = `<!doctype html><body>${html.replace(formatting, '<$1')}`;
  // Needs no policy. It takes out the elements that are unsafe, no others, so that they can be unwrapped; and attributes by a list,
  // since without one Chromium 156 crashes at `onstart` and its like.
  if (Document.parseHTML) return Document.parseHTML(page, { sanitizer: { attributes: attributeNames } });
  const asItIs: Policy = { createHTML: (text) => text };
  try {
    policy ??= trustedTypes?.createPolicy('comment-widget', asItIs) ?? asItIs;
  } catch {
    policy = false;
  }
  return policy && new DOMParser().parseFromString(policy.createHTML(page), 'text/html');
}

/** Elements and text, as `whatToShow` counts them. */
const shown = 5;

/**
 * Builds anew what a comment may have, 100 levels of it at most. It asks a walker, which sees the tree as it is: a form may have
 * fields named `firstChild`, and a document pictures named `body`.
 */
function rebuild(parsed: Document, fragment: DocumentFragment, images: boolean): void {
  const walker = document.createTreeWalker(parsed, shown);
  let left = 1e4; // The parser can make millions of nodes of one comment.
  const copyChildren = (parent: ParentNode, depth: number) => {
    let node = depth ? (walker.firstChild() as Element | null) : null;
    if (!node) return;
    do {
      const name = node.localName;
      if (!name) parent.append(node.nodeValue!);
      else if (name === 'img' && !images) parent.append(node.getAttribute('alt') ?? '');
      else if (allowed.test(name)) {
        const copy = createElement(heading.test(name) ? 'p' : name);
        // Before there is a source, which would be fetched at once.
        if (name === 'img') Object.assign(copy, { loading: 'lazy', referrerPolicy: 'no-referrer' });
        for (const { name: attribute, value } of node.attributes)
          if (attributes.test(`${name} ${attribute}=${value}`)) copy.setAttribute(attribute, value);
        parent.append(copy);
        copyChildren(heading.test(name) ? copy.appendChild(createElement('strong')) : copy, depth - 1);
      } else if (!dropped.test(name)) copyChildren(parent, depth - 1);
    } while (left-- > 0 && (node = walker.nextSibling() as Element | null));
    walker.parentNode();
  };
  copyChildren(fragment, 100);
}

/**
 * What a page may show of what somebody wrote: text in which addresses are links, or the harmless part of HTML. Where the page's
 * policy forbids to read HTML, the words of it. Nothing of it ever runs.
 * @param options.images whether pictures are fetched from other sites, which so learn of the reader; their alternative stands there otherwise
 * @returns nodes to be inserted once
 */
export function contentNodes(content: Content, options: { readonly images: boolean }): DocumentFragment {
  if (content.format === 'text') return textNodes(content.value);
  const parsed = parse(content.value);
  if (!parsed) return wordNodes(content);
  const fragment = new DocumentFragment();
  rebuild(parsed, fragment, options.images);
  return fragment;
}
