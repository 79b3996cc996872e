import { expect } from '@open-wc/testing';
import { contentNodes } from '../../src/elements/content.js';
import '../support/vigil.js';

const rel = ' rel="ugc nofollow noopener"';

/** As the tree would be written; `rel`, which every link has, left out. */
function shown(value: string, images = false): string {
  const box = document.createElement('div');
  box.append(contentNodes({ format: 'html', value }, { images }));
  return box.innerHTML.replaceAll(rel, '');
}

/** What is written, and what is shown of it. */
type Cases = Readonly<Record<string, readonly [written: string, shown: string]>>;

const cases: Cases = {
  'keeps words': ['Bonjour à tous', 'Bonjour à tous'],
  'keeps an empty comment': ['', ''],
  'keeps the space before the first word, and lines': [' a\n  b ', ' a\n  b '],
  'keeps paragraphs': ['<p>a</p>\n<p>b</p>\n', '<p>a</p>\n<p>b</p>\n'],
  'keeps line breaks': ['a<br />\nb<br>c', 'a<br>\nb<br>c'],
  'keeps emphasis': [
    '<em>a</em> <strong>b</strong> <b>c</b> <i>d</i> <u>e</u> <s>f</s>',
    '<em>a</em> <strong>b</strong> <b>c</b> <i>d</i> <u>e</u> <s>f</s>',
  ],
  'keeps small signs': [
    'H<sub>2</sub>O, m<sup>2</sup>, <small>a</small>, <mark>b</mark>',
    'H<sub>2</sub>O, m<sup>2</sup>, <small>a</small>, <mark>b</mark>',
  ],
  'keeps changes': ['<del>a</del><ins>b</ins>', '<del>a</del><ins>b</ins>'],
  'keeps code': ['<pre><code>if (a &lt; b) {\n  c\n}</code></pre>', '<pre><code>if (a &lt; b) {\n  c\n}</code></pre>'],
  'keeps what computers say': ['<kbd>a</kbd><samp>b</samp><var>c</var>', '<kbd>a</kbd><samp>b</samp><var>c</var>'],
  'keeps quotations': [
    '<blockquote cite="never"><p>a</p></blockquote><q cite="never">b</q>',
    '<blockquote><p>a</p></blockquote><q>b</q>',
  ],
  'keeps lists': [
    '<ul><li>a<li>b<ol start="3" type="i"><li value="4">c</ol></ul>',
    '<ul><li>a</li><li>b<ol start="3"><li>c</li></ol></li></ul>',
  ],
  'keeps lists of words': ['<dl><dt>a<dd>b</dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
  'keeps tables': [
    '<table border=1><thead><tr><th scope=col>a<tbody><tr><td colspan=2 rowspan="3" align=right>b</table>',
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td colspan="2" rowspan="3">b</td></tr></tbody></table>',
  ],
  'lets no cell span a thousand columns': [
    '<table><td colspan=1000>a<td rowspan=65534>b<td colspan="2x">c<td colspan=-1>d',
    '<table><tbody><tr><td>a</td><td>b</td><td>c</td><td>d</td></tr></tbody></table>',
  ],
  'keeps abbreviations': [
    '<abbr title="Organisation des Nations unies" class="x">ONU</abbr>',
    '<abbr title="Organisation des Nations unies">ONU</abbr>',
  ],
  'keeps titles of abbreviations only': ['<p title="a"><b title="b">c</b></p>', '<p><b>c</b></p>'],
  'keeps the language and the direction': [
    '<p lang="ar" dir="rtl">a <span lang="en">b</span></p>',
    '<p lang="ar" dir="rtl">a <span lang="en">b</span></p>',
  ],
  'keeps lines': ['a<hr>b', 'a<hr>b'],
  'keeps blocks apart': ['<div class="x">a</div><div>b</div>', '<div>a</div><div>b</div>'],

  'makes headings paragraphs': [
    '<h1>a</h1><h6 lang="en" id="x">b <em>c</em></h6>d',
    '<p><strong>a</strong></p><p lang="en"><strong>b <em>c</em></strong></p>d',
  ],
  'goes on after a heading': [
    '<h2>a</h2><p>b</p><h3>c</h3>',
    '<p><strong>a</strong></p><p>b</p><p><strong>c</strong></p>',
  ],
  'unwraps sections': ['<article><header>a</header><section>b</section></article>', 'ab'],
  'unwraps what it does not know': ['a<font color=red>b<x-y>c<blink>d</blink></x-y></font>e', 'abcde'],
  'unwraps details': ['<details open><summary>a</summary>b</details>', 'ab'],
  'unwraps a ruby': ['<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>', 'a(b)'],
  'unwraps times': ['<time datetime="2026-01-01">a</time> <data value=1>b</data> <bdo dir=rtl>c</bdo>', 'a b c'],
  'unwraps a form, and drops its fields': [
    '<form><fieldset><legend>a</legend><label>b <input value=c></label><button>d</button></fieldset></form>',
    'ab ',
  ],
  'unwraps captions': [
    '<figure><figcaption>a</figcaption></figure><table><caption>b</caption><tr><td>c</table>',
    'a<table>b<tbody><tr><td>c</td></tr></tbody></table>',
  ],
  'goes on after what it drops': [
    'a<script>b</script>c<style>d</style>e<svg><text>f</text></svg>g<math><mi>h</mi></math>i',
    'acegi',
  ],
  'drops what only machines read': [
    '<title>a</title><template>b</template><noscript>c</noscript><iframe>d</iframe><noembed>e</noembed><noframes>f</noframes>g',
    'g',
  ],
  'drops fields with what is in them': [
    '<select><option>a</select><textarea>b</textarea><datalist><option>c</datalist>d',
    'd',
  ],
  'drops films with what stands in for them': ['<video>a</video><audio>b</audio><object>c</object>d', 'd'],
  'drops comments': ['a<!-- b -->c<!--more-->', 'ac'],
  'drops the page around': [
    '<!doctype html><html lang=en><head><title>a</title></head><body class=b><p>c</p></body></html>',
    '<p>c</p>',
  ],
  'is not taken in by a frameset': ['<frameset><frame></frameset><p>a</p>', '<p>a</p>'],

  'keeps links to the web': [
    '<a href="https://a.example/?b=1&amp;c=2#d">e</a>',
    '<a href="https://a.example/?b=1&amp;c=2#d">e</a>',
  ],
  'keeps links in capitals': ['<A HREF="HTTP://A.example">b</A>', '<a href="HTTP://A.example">b</a>'],
  'keeps links to a mailbox': ['<a href="mailto:a@b.example">c</a>', '<a href="mailto:a@b.example">c</a>'],
  'keeps a link after a space': ['<a href=" https://a.example/">b</a>', '<a href=" https://a.example/">b</a>'],
  'keeps the language of a link': [
    '<a href="https://a.example/" hreflang="en" lang="en" title="b" target="_blank">c</a>',
    '<a href="https://a.example/" lang="en">c</a>',
  ],
  'leads nowhere within the page or the site': [
    '<a href="#a">b</a><a href="/c">d</a><a href="//e">f</a><a href="https:g">h</a>',
    '<a>b</a><a>d</a><a>f</a><a>h</a>',
  ],
  'leads to no script': ['<a href="javascript:a()">b</a><a href="data:text/html,c">d</a>', '<a>b</a><a>d</a>'],
  'gives an anchor no name': ['<a name="a" id="b">c</a>', '<a>c</a>'],

  'shows the words of a picture': ['a <img src="https://a.example/b" alt="un chat"> c', 'a un chat c'],
  'shows nothing of a picture without words': ['a<img src="https://a.example/b">c<img alt="">d', 'acd'],

  'mends what is left open': ['<p>a<b>b<i>c', '<p>a<b>b<i>c</i></b></p>'],
  'mends what is closed in disorder': ['<b>a<i>b</b>c</i>', '<b>a<i>b</i></b><i>c</i>'],
  'mends what is closed alone': ['a</b></p>b</table>', 'a<p></p>b'],
  'mends paragraphs in paragraphs': ['<p>a<p>b<ul><li>c</ul>d</p>', '<p>a</p><p>b</p><ul><li>c</li></ul>d<p></p>'],
  'takes out of a table what cannot be in it': [
    '<table>a<tr>b<td>c</table>',
    'ab<table><tbody><tr><td>c</td></tr></tbody></table>',
  ],
  'puts a table after a paragraph, not into it': [
    '<p>a<table><tr><td>b</table>',
    '<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>',
  ],
  'takes a link out of a link': [
    '<a href="https://a.example">b<a href="https://c.example">d',
    '<a href="https://a.example">b</a><a href="https://c.example">d</a>',
  ],
  'reads references': ['&eacute;&#8217;&#x1F600;&nbsp;&lt;b&gt;&amp;amp;', 'é’😀&nbsp;&lt;b&gt;&amp;amp;'],
  'keeps signs that are no tags': ['1 < 2 > 0 & a <3', '1 &lt; 2 &gt; 0 &amp; a &lt;3'],
  'reads old tags as text': ['<xmp><b>a</b></xmp>', '&lt;b&gt;a&lt;/b&gt;'],
  'keeps formatting without attributes': [
    '<b class="x" lang="en">a</b><em\nid=b>c</em><strong/d>e</strong><bdi f>g</bdi>',
    '<b>a</b><em>c</em><strong>e</strong>g',
  ],
  'keeps writing that turns in its place': ['<p>\u202ea</p>\u2066b', '<p>\u202ea</p>\u2066b'],
};

describe('HTML of a comment', () => {
  for (const [name, [written, expected]] of Object.entries(cases))
    it(name, () => {
      expect(shown(written)).to.equal(expected);
    });

  it('has pictures where the page lets it', () => {
    const lazy = 'loading="lazy" referrerpolicy="no-referrer"';
    expect(
      shown(
        '<img src="https://a.example/b" alt="c" width="3" height="4" srcset="d" style="e" class="f" loading="eager">',
        true,
      ),
    ).to.equal(`<img ${lazy} src="https://a.example/b" alt="c" width="3" height="4">`);
    expect(shown('<img src="/a" alt="b"><img src="data:image/png,">', true)).to.equal(
      `<img ${lazy} alt="b"><img ${lazy}>`,
    );
  });

  it('tells search engines and the pages it leads to that it is not the site’s', () => {
    const nodes = contentNodes(
      { format: 'html', value: '<a href="https://a.example/" rel="me">b</a>' },
      { images: false },
    );
    expect(nodes.querySelector('a')!.rel).to.equal('ugc nofollow noopener');
  });

  it('is never deeper than a browser can bear', () => {
    const nodes = contentNodes({ format: 'html', value: '<blockquote>'.repeat(10_000) + 'a' }, { images: false });
    let depth = 0;
    for (let node = nodes.firstChild; node; node = node.firstChild) depth++;
    expect(depth).to.be.within(90, 100);
    expect(shown(`${'<x-y>'.repeat(10_000)}a`)).to.equal('');
    expect(shown(`${'<blockquote>'.repeat(80)}a${'</blockquote>'.repeat(80)}b`)).to.match(/>a<.*>b$/);
  });

  it('goes on beside what is too deep', () => {
    const html = `${'<div>'.repeat(120)}a${'</div>'.repeat(120)}b<i>c</i>`;
    expect(shown(html)).to.match(/^(<div>)+(<\/div>)+b<i>c<\/i>$/);
  });

  it('is read in time, however it is written', () => {
    const many = Array.from({ length: 500 }, (_, index) => `<b a${index}>`).join('');
    for (const html of [
      `<p>${many}${'<p>x'.repeat(1000)}`,
      '<a href="https://a.example">'.repeat(2000),
      '<'.repeat(100_000),
      `<p ${'a '.repeat(50_000)}>`,
      '<i>'.repeat(5_000),
      '<table>'.repeat(2000),
    ])
      expect(contentNodes({ format: 'html', value: html }, { images: false }).querySelectorAll('*').length).to.be.below(
        20_000,
      );
  });

  it('is cut where it would be more than a page can bear', () => {
    const value = '<i>a</i>'.repeat(20_000);
    expect(contentNodes({ format: 'html', value }, { images: false }).childNodes.length).to.be.within(4000, 10_000);
  });

  it('is made anew each time', () => {
    const content = { format: 'html', value: '<p>a</p>' } as const;
    const [first, second] = [contentNodes(content, { images: false }), contentNodes(content, { images: false })];
    expect(first.firstChild).not.to.equal(second.firstChild);
    expect(first.firstChild!.ownerDocument).to.equal(document);
    expect(first.isEqualNode(second)).to.equal(true);
  });
});
