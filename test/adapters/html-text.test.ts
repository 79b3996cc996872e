import { expect } from '@open-wc/testing';
import { textOf, withTags } from '../../src/adapters/html-text.js';

describe('the text of HTML', () => {
  it('has no tags, and the signs that are meant', () => {
    expect(textOf(' <p class="x">L&#8217;e-mail &amp; le <b>nom</b>&#x27;s &quot;1 &lt; 2&quot;</p>\n')).to.equal(
      'L’e-mail & le nom\'s "1 < 2"',
    );
  });

  it('is unescaped once', () => {
    expect(textOf('&amp;lt;b&amp;gt; &amp;#60;')).to.equal('&lt;b&gt; &#60;');
  });

  it('keeps what stands for no sign', () => {
    for (const text of ['&constructor;', '&#;', '&#9999999;', '&#xfffffff;', '&#x;', '&', 'a < b']) {
      expect(textOf(text)).to.equal(text);
    }
  });
});

describe('a text with tags, as HTML', () => {
  it('shows what was written', () => {
    for (const text of ['a < b et c > d', '1<2 & 3>2', '&foo; &D; &eacute;', '<!-- x -->', '< b >', '&constructor;'])
      expect(textOf(withTags(text))).to.equal(text);
  });

  it('keeps tags, and the signs of those who know how to write them', () => {
    for (const text of ['<b>x</b> <a href="?a=1&b=2">y</a>', '&lt;i&gt; &amp;amp; &quot;', '&#233; &#xe9;'])
      expect(withTags(text)).to.equal(text);
  });
});
