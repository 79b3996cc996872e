import { expect } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import { contentNodes } from '../../src/elements/content.js';
import { attacks } from '../support/attacks.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually, frame } from '../support/eventually.js';
import '../support/vigil.js';

/** What a comment may have, written a second time: the two must agree. */
const common = ['lang', 'dir'];
const cell = [...common, 'colspan', 'rowspan'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'b blockquote br code dd del div dl dt em hr i ins kbd li mark p pre q s samp small span strong sub sup table tbody thead tr u ul var'
      .split(' ')
      .map((name) => [name, common]),
  ),
  a: [...common, 'href', 'rel'],
  abbr: [...common, 'title'],
  img: [...common, 'src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
  ol: [...common, 'start'],
  td: cell,
  th: cell,
};

/** @returns a sentence for each thing that must not be there. */
function faults(nodes: DocumentFragment, images: boolean): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(nodes, NodeFilter.SHOW_ALL);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Text) continue;
    if (!(node instanceof HTMLElement)) {
      found.push(`a node named ${node.nodeName}`);
      continue;
    }
    const names = allowed[node.localName];
    if (!names || (node.localName === 'img' && !images)) found.push(`<${node.localName}>`);
    if (node.shadowRoot || node.constructor.name === 'HTMLUnknownElement') found.push(`a living <${node.localName}>`);
    for (const { name, value } of node.attributes)
      if (!names?.includes(name)) found.push(`<${node.localName} ${name}="${value}">`);
    if (node instanceof HTMLAnchorElement && node.hasAttribute('href') && !/^(https?|mailto):$/.test(node.protocol))
      found.push(`a link to ${node.href}`);
    if (node instanceof HTMLAnchorElement && node.rel !== 'ugc nofollow noopener') found.push(`rel="${node.rel}"`);
    if (node instanceof HTMLImageElement && node.src && !/^https?:\/\//.test(node.getAttribute('src')!))
      found.push(`a picture from ${node.src}`);
    if (node instanceof HTMLImageElement && (node.loading !== 'lazy' || node.referrerPolicy !== 'no-referrer'))
      found.push('a picture that tells where the reader is');
  }
  return found;
}

const shown = (value: string, images = false) => contentNodes({ format: 'html', value }, { images });

/** As in a browser that cannot sanitize. */
function shownByRebuilding(value: string, images = false): DocumentFragment {
  const parseHTML = Object.getOwnPropertyDescriptor(Document, 'parseHTML');
  if (parseHTML) Object.defineProperty(Document, 'parseHTML', { ...parseHTML, value: undefined });
  try {
    return shown(value, images);
  } finally {
    if (parseHTML) Object.defineProperty(Document, 'parseHTML', parseHTML);
  }
}

const ways: Readonly<Record<string, typeof shown>> = {
  ...('parseHTML' in Document && { 'the browser’s sanitizer': shown }),
  'a parser': shownByRebuilding,
};

function same(a: DocumentFragment, b: DocumentFragment): boolean {
  a.normalize();
  b.normalize();
  return a.isEqualNode(b);
}

describe('HTML of somebody who means harm', () => {
  for (const [way, show] of Object.entries(ways))
    describe(`read by ${way}`, () => {
      for (const [name, html] of Object.entries(attacks))
        it(`${name}: has nothing left but what a comment may have`, () => {
          expect(faults(show(html), false)).to.deep.equal([]);
          expect(faults(show(html, true), true)).to.deep.equal([]);
        });
    });

  it('is made the same of in both ways', () => {
    const different = Object.keys(attacks).filter((name) => !same(shown(attacks[name]!), shownByRebuilding(attacks[name]!)));
    expect(different).to.deep.equal([]);
  });
});
