import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { writing } from '../../src/locales/fr/writing.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { widgetFor } from '../support/widget.js';

/** Each says something that the widget has no use for. */
const mistakes: Record<string, string> = {
  'an unknown message': '{"titel":"Votre avis"}',
  'an unknown message among those of fields': '{"fields":{"phone":"Téléphone"}}',
  'a number for a text': '{"title":5}',
  'a text for several': '{"fields":"Champs"}',
  'several for a text': '{"title":{"h2":"Votre avis"}}',
  'nothing for a text': '{"title":null}',
  'nothing for several': '{"fields":null}',
  'a list for several': '{"fields":["Avis"]}',
  'a list': '["Votre avis"]',
  'a text': '"Votre avis"',
  'no JSON': '{title: "Votre avis"}',
  'half of it': '{"title":"Votre avis"',
};

/** Of words that come when somebody writes. */
const later: Record<string, string> = {
  'an unknown message': '{"writing":{"send":"Merci"}}',
  'an unknown message among several': '{"writing":{"sent":{"publié":"Merci"}}}',
  'a number for a text': '{"writing":{"slow":5}}',
  'a text for several': '{"writing":{"sent":"Merci"}}',
  'nothing for several': '{"writing":null}',
};

describe('a mistake in the page’s own wording', () => {
  for (const [what, messages] of Object.entries(mistakes))
    it(`is told to the site’s owner, and costs the reader nothing: ${what}`, async () => {
      const backend = new StagedBackend();
      const reader = await Reader.visit(widgetFor(backend.adapter, { messages }));
      expect(reader.headings[0]!.text).to.equal(fr.title);
      expect(reader.label('body')).to.equal('Commentaire *');
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
      const told = consoleTold();
      expect(told.join()).to.include('comment-widget');
    });

  for (const [what, messages] of Object.entries(later))
    it(`is told when there is need of the words: ${what}`, async () => {
      const reader = await Reader.visit(widgetFor(new StagedBackend().adapter, { messages }));
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      expect(reader.hears).to.equal(writing.sent.published);
      expect(consoleTold()).to.have.lengthOf(1);
    });

  it('is told once, not at every change', async () => {
    const reader = await Reader.visit(widgetFor(new StagedBackend().adapter, { messages: '{"titel":"Votre avis"}' }));
    reader.writes('Bonjour');
    await reader.publishes();
    const told = consoleTold();
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.include('"titel"');
  });

  it('leaves the rest of the wording as it should be', async () => {
    const messages = '{"titel":"Votre avis","submit":"Envoyer"}';
    const reader = await Reader.visit(widgetFor(new StagedBackend().adapter, { messages }));
    expect(reader.button.textContent).to.equal('Envoyer');
    expect(consoleTold()).to.have.lengthOf(1);
  });
});
