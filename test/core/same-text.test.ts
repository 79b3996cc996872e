import { expect } from '@open-wc/testing';
import { isSameText } from '../../src/core/same-text.js';

const asText = (written: string, value: string) => isSameText(written, { format: 'text', value });
const asHtml = (written: string, value: string) => isSameText(written, { format: 'html', value });

describe('a text that came back', () => {
  it('is the same, whatever became of its spaces, quotes and dots', () => {
    expect(asText('Il a dit "oui"...  puis non', 'Il a dit « oui »… puis non')).to.equal(true);
    expect(asText('e\u0301te\u0301', 'été')).to.equal(true);
  });

  it('is another one when a letter or a digit is another', () => {
    expect(asText('Rendez-vous à 12 h', 'Rendez-vous à 13 h')).to.equal(false);
    expect(asHtml('Bonjour', '<p>Bonsoir</p>')).to.equal(false);
    expect(asHtml('Bonjour', '<p>Bonjour à tous</p>')).to.equal(false);
  });

  it('is the same as HTML, however letters and signs are written there', () => {
    expect(asHtml('L’été & l’hiver', '<p>L&#8217;&#233;t&#xE9; &amp; l&rsquo;hiver</p>')).to.equal(true);
    expect(asHtml('Ligne\n\nautre', '<p>Ligne</p>\n<p>autre<br></p>')).to.equal(true);
  });

  it('is the same where its own tags were kept, or shown', () => {
    expect(asHtml('un <b>gras</b>', '<p>un <b>gras</b></p>')).to.equal(true);
    expect(asHtml('un <b>gras</b>', '<p>un &lt;b&gt;gras&lt;/b&gt;</p>')).to.equal(true);
  });

  it('is the same where it was Markdown', () => {
    expect(
      asHtml(
        '1. un [lien](https://exemple.fr)\n2. **deux**',
        '<ol><li>un <a href="https://exemple.fr">lien</a></li><li><strong>deux</strong></li></ol>',
      ),
    ).to.equal(true);
  });

  it('without a letter is compared by its signs', () => {
    expect(asText('👍', ' 👍 ')).to.equal(true);
    expect(asText('👍', '👎')).to.equal(false);
    expect(asHtml('👍', '<p>👍</p>')).to.equal(true);
  });
});
