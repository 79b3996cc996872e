import { expect } from '@open-wc/testing';
import { contentNodes } from '../../src/elements/content.js';
import { attacks } from '../support/attacks.js';
import '../support/vigil.js';

const nodes = (value: string) => contentNodes({ format: 'text', value }, { images: true });

/** The text, with what is a link between ⟦ and ⟧. */
const marked = (value: string) =>
  [...nodes(value).childNodes].map((node) => (node instanceof Text ? node.data : `⟦${node.textContent}⟧`)).join('');

/** Each is written as it should be marked. */
const cases: Readonly<Record<string, readonly string[]>> = {
  'links addresses': [
    'voir ⟦https://a.example/b?c=d&e=f#g⟧ et ⟦http://h.example⟧',
    '⟦https://a.example⟧',
    '⟦HTTPS://A.example⟧',
  ],
  'links what begins with www': ['voir ⟦www.a.example⟧ et ⟦WWW.b.example/c⟧'],
  'links addresses of all writings': ['⟦https://été.example/où?à=ça⟧', '⟦https://пример.example/путь⟧'],
  'links addresses with ports and numbers': ['⟦http://127.0.0.1:8000/a⟧', '⟦http://[::1]:8000/⟧'],
  'keeps lines': ['a\n⟦https://a.example⟧\r\n\n b'],
  'leaves the punctuation after an address': [
    '⟦https://a.example/b⟧.',
    '⟦https://a.example/b⟧, c',
    '⟦https://a.example/b⟧; c: ⟦https://a.example⟧: d',
    'a ⟦https://a.example/b⟧\u202f! ⟦https://a.example/b⟧!',
    '⟦https://a.example/b⟧?',
    '⟦https://a.example/b⟧… ⟦https://a.example/b⟧...',
    '«\u00a0⟦https://a.example/b⟧\u00a0» «⟦https://a.example/b⟧»',
    '"⟦https://a.example/b⟧" “⟦https://a.example/b⟧” ‘⟦https://a.example/b⟧’ \'⟦https://a.example/b⟧\'',
    '⟦https://a.example/b⟧».',
  ],
  'keeps the punctuation within an address': [
    '⟦https://a.example/b.c,d;e:f!g?h’i…j⟧',
    '⟦https://a.example/-_~%20*+$@=/⟧',
  ],
  'leaves a bracket that the address does not open': [
    '(⟦https://a.example/b⟧)',
    '(voir ⟦https://a.example/b⟧).',
    '[⟦https://a.example⟧] {⟦https://a.example⟧} <⟦https://a.example⟧>',
    '[a](⟦https://a.example⟧)',
    '(⟦https://a.example/b⟧)c',
    '⟦https://a.example/b⟧(c',
    '⟦https://a.example/b⟧(',
  ],
  'keeps a bracket that the address opens': [
    '⟦https://fr.wikipedia.example/wiki/Mercure_(planète)⟧',
    '(⟦https://fr.wikipedia.example/wiki/Mercure_(planète)⟧)',
    '⟦https://a.example/?b[]=c&d[e]=f⟧.',
  ],
  'ends an address where HTML or Markdown does': ['<a href="⟦https://a.example⟧">', '`⟦https://a.example⟧`'],
  'links no e-mail address': ['a@b.example', 'a@www.b.example', 'www.a@b.example', 'mailto:a@b.example'],
  'links no disguise': [
    'https://banque.example@evil.example/',
    'https://a:b@evil.example',
    'https://www.banque.example@evil.example',
  ],
  'links an address with a name in its path': ['⟦https://a.example/@b⟧', '⟦https://a.example?b=c@d⟧'],
  'ends an address where writing turns, or something cannot be seen': [
    '⟦https://a.example/⟧\u202egpj.exe',
    '⟦https://a.example⟧\u200bb',
    '⟦https://a.example⟧\u2066b',
  ],
  'links nothing within a word or another address': [
    'xhttps://a.example',
    'ftp://www.a.example',
    'a@https://b.example',
    'a/www.b.example',
  ],
  'links nothing else': [
    'javascript:trip() data:text/html,a ftp://a.example //a.example a.example #a',
    'https:// http://! www. https:a',
    'https://.',
    'www.…',
  ],
};

describe('a comment in plain text', () => {
  for (const [name, texts] of Object.entries(cases))
    it(name, () => {
      for (const text of texts) expect(marked(text.replace(/[⟦⟧]/g, ''))).to.equal(text);
    });

  it('leads to where it says', () => {
    const links = [...nodes('https://a.example/b?c=d WWW.e.example http://f.example/é').childNodes].filter(
      (node) => node instanceof HTMLAnchorElement,
    );
    expect(links.map((link) => link.href)).to.deep.equal([
      'https://a.example/b?c=d',
      'https://www.e.example/',
      'http://f.example/%C3%A9',
    ]);
    for (const link of links) {
      expect(link.getAttributeNames()).to.have.members(['href', 'rel']);
      expect(link.rel).to.equal('ugc nofollow noopener');
    }
  });

  it('says every sign that was written, and none twice', () => {
    for (const text of [...Object.values(attacks), 'a <b>b</b> &amp; &#39;c&#39;', '', ' \n '])
      expect(nodes(text).textContent).to.equal(text);
  });

  it('has nothing in it but words and links to the web', () => {
    for (const text of Object.values(attacks))
      for (const node of nodes(text).childNodes)
        if (node instanceof HTMLAnchorElement) {
          expect(node.href).to.match(/^https?:/);
          expect(node.children).to.have.lengthOf(0);
        } else expect(node.nodeType).to.equal(Node.TEXT_NODE);
  });

  it('is read in time, however it is written', () => {
    for (const part of [
      'https://',
      'https://(',
      '(https://a',
      ' https://!',
      'www.',
      'www.(',
      ' www.',
      '@',
      '!',
      '()',
      '[',
      'a',
    ])
      for (const end of ['', '@', ')', '!'])
        for (const text of [part.repeat(1_000) + end, `https://a${part.repeat(1_000)}${end}`])
          expect(nodes(text).textContent.length).to.equal(text.length);
  });
});
