import { expect } from '@open-wc/testing';
import { contentNodes } from '../../src/elements/content.js';
import { attacks } from '../support/attacks.js';
import '../support/vigil.js';

// A page of its own: what the module has once been refused it never asks for again.
describe('HTML of a comment that the page lets nobody read', () => {
  const real = {
    parseHTML: Object.getOwnPropertyDescriptor(Document, 'parseHTML'),
    trustedTypes: Object.getOwnPropertyDescriptor(window, 'trustedTypes'),
  };
  const asked: string[] = [];

  before(() => {
    Object.defineProperty(Document, 'parseHTML', { configurable: true, value: undefined });
    const createPolicy = (name: string) => {
      asked.push(name);
      throw new TypeError(`Policy "${name}" disallowed.`);
    };
    Object.defineProperty(window, 'trustedTypes', { configurable: true, value: { createPolicy } });
  });
  after(() => {
    for (const [name, target] of [
      ['parseHTML', Document],
      ['trustedTypes', window],
    ] as const) {
      Reflect.deleteProperty(target, name);
      const descriptor = real[name];
      if (descriptor) Object.defineProperty(target, name, descriptor);
    }
  });

  const nodes = (value: string) => contentNodes({ format: 'html', value }, { images: true });

  for (const [name, [written, words]] of Object.entries({
    'without tags': ['<p>Un <a href="https://a.example/">lien</a>, et <b>plus</b></p>', 'Un lien, et plus\n'],
    'with its lines': ['<p>a<br>b<BR />c</p><p>d</p >', 'a\nb\nc\nd\n'],
    'without comments': ['a<!-- b -->c', 'ac'],
    'with signs': ['1 &lt; 2 &gt; 0 &amp; &quot;a&quot;&nbsp;!', '1 < 2 > 0 & "a"\u00a0!'],
    'with the apostrophes of WordPress and Python': ['l&#8217;un, l&#x27;autre, l&#39;&#039;', "l’un, l'autre, l''"],
    'with emoji': ['&#128512;&#x1F600;', '😀😀'],
    'reading each reference once': ['&amp;lt;b&amp;gt; &amp;amp;#60;', '&lt;b&gt; &amp;#60;'],
    'leaving alone what it does not know': [
      '&hearts; &constructor; &#; &#xyz; &#1114112; &#xfffffff; R&D;',
      '&hearts; &constructor; &#; &#xyz; &#1114112; &#xfffffff; R&D;',
    ],
    'with what looks like a tag after it was read': ['&lt;img src=x onerror=trip()&gt;', '<img src=x onerror=trip()>'],
    'with a tag that never ends': ['a<img src=x onerror=trip() ', 'a<img src=x onerror=trip() '],
  } as Record<string, [string, string]>))
    it(`is shown as its words, ${name}`, () => {
      expect(nodes(written).textContent).to.equal(words);
    });

  it('is one text, whatever stands in it', () => {
    for (const html of Object.values(attacks))
      expect([...nodes(html).childNodes].map((node) => node.nodeType)).to.deep.equal([Node.TEXT_NODE]);
  });

  it('is asked for once: a page reports each refusal', () => {
    nodes('<b>a</b>');
    nodes('<b>b</b>');
    expect(asked).to.deep.equal(['comment-widget']);
  });

  it('is read in time, however it is written', () => {
    for (const part of ['<', '<a', '<a ', '&', '&a', '&#1', '</p', '<br '])
      expect(nodes(part.repeat(100_000)).childNodes).to.have.lengthOf(1);
    expect(nodes(`&${'a'.repeat(500_000)}`).childNodes).to.have.lengthOf(1);
  });
});
