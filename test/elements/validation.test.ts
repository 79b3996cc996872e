import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { Rules } from '../../src/core/rules.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, rulesWith } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

const required = {
  body: 'Écrivez votre commentaire.',
  name: 'Indiquez votre nom.',
  email: 'Indiquez votre adresse e-mail, par exemple nom@exemple.fr.',
};
const emailFormat = 'Saisissez une adresse e-mail au format nom@exemple.fr.';

describe('the form’s complaints', () => {
  let backend: StagedBackend;
  const visit = (fields: Partial<Rules['fields']> = {}, attributes: Record<string, string> = {}) => {
    backend = new StagedBackend({ rules: rulesWith(fields) });
    return Reader.visit(widgetFor(backend.adapter, attributes));
  };

  describe('while a reader writes', () => {
    it('do not come before anything is typed', async () => {
      const reader = await visit();
      for (const field of ['body', 'name', 'email', 'url'] as const) await reader.leaves(field);
      expect(reader.complaints).to.deep.equal({});
      expect(reader.hears).to.equal('');
    });

    it('come when a field is left that was typed in, and only there', async () => {
      const reader = await visit();
      reader.signs({ email: 'marie@' });
      await reader.settles();
      expect(reader.complaints).to.deep.equal({});
      await reader.leaves('email');
      expect(reader.complaints).to.deep.equal({ email: emailFormat });
      expect(reader.summary).to.equal('');
      expect(reader.is('invalid')).to.equal(true);
    });

    it('come when what was typed is erased', async () => {
      const reader = await visit();
      reader.writes('Bon');
      reader.writes('');
      await reader.leaves('body');
      expect(reader.complaints).to.deep.equal({ body: required.body });
    });

    it('go at the first key, and do not come back before the field is left', async () => {
      const reader = await visit();
      reader.signs({ email: 'marie@' });
      await reader.leaves('email');
      reader.signs({ email: 'marie@e' });
      await reader.settles();
      expect(reader.complaints).to.deep.equal({});
      expect(reader.is('invalid')).to.equal(false);
      expect(reader.descriptions('email').join()).not.to.include(emailFormat);
      await reader.leaves('email');
      expect(reader.complaints).to.deep.equal({ email: emailFormat });
    });

    it('leave alone what is right', async () => {
      const reader = await visit();
      reader.writes('Bonjour');
      reader.signs({ ...marie, url: 'exemple.fr' });
      for (const field of ['body', 'name', 'email', 'url'] as const) await reader.leaves(field);
      expect(reader.complaints).to.deep.equal({});
    });

    it('stand behind what a field is described by already', async () => {
      const reader = await visit();
      const before = reader.descriptions('email');
      reader.signs({ email: 'marie@' });
      await reader.leaves('email');
      expect(reader.descriptions('email')).to.deep.equal([...before, emailFormat]);
    });
  });

  describe('when a reader sends', () => {
    it('come to every field at once, and nothing is sent', async () => {
      const reader = await visit();
      reader.signs({ url: 'javascript:alert(1)' });
      await reader.publishes();
      const url = 'Saisissez une adresse de site au format https://exemple.fr.';
      expect(reader.complaints).to.deep.equal({ ...required, url });
      expect(backend.sent).to.deep.equal([]);
    });

    it('stand together in a summary that has the focus', async () => {
      const reader = await visit();
      reader.writes('Bonjour');
      await reader.publishes();
      expect(reader.summary).to.equal('Rien n’est encore envoyé\u00a0: 2\u00a0champs à corriger.');
      expect(reader.summaryLinks.map(textOf)).to.deep.equal([required.name, required.email]);
      expect(reader.focused).to.include('summary: Rien n’est encore envoyé');
      expect(reader.heard.at(-1)).to.include('Rien n’est encore envoyé');
    });

    it('lead from the summary to the fields', async () => {
      const reader = await visit();
      await reader.publishes();
      for (const [index, field] of ['body', 'name', 'email'].entries()) {
        reader.summaryLinks[index]!.click();
        expect(reader.focused).to.equal(field);
      }
      expect(location.hash).to.equal('');
    });

    it('grow fewer in the summary as they are mended, and then it goes', async () => {
      const reader = await visit();
      await reader.publishes();
      reader.writes('Bonjour');
      await reader.settles();
      expect(reader.summary).to.include('2\u00a0champs');
      expect(reader.summaryLinks.map(textOf)).to.deep.equal([required.name, required.email]);
      reader.signs({ name: 'Marie' });
      await reader.settles();
      expect(reader.summary).to.include('1\u00a0champ à corriger');
      reader.signs({ email: 'm' });
      await reader.settles();
      expect(reader.summary).to.equal('');
      expect(reader.complaints).to.deep.equal({});
    });

    it('come again as often as it is sent', async () => {
      const reader = await visit();
      await reader.publishes();
      reader.field('body').focus();
      await reader.publishes();
      expect(reader.focused).to.include('summary');
      expect(reader.complaints).to.deep.equal(required);
    });

    it('are gone with what is mended', async () => {
      const reader = await visit();
      await reader.publishes();
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
      expect(reader.complaints).to.deep.equal({});
      expect(reader.summary).to.equal('');
    });

    it('do not come to the fields that were emptied by a sent comment', async () => {
      const reader = await visit();
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      await reader.leaves('body');
      expect(reader.complaints).to.deep.equal({});
    });
  });

  describe('about lengths', () => {
    it('say what to take away, in characters', async () => {
      const reader = await visit({ body: { use: 'required', max: 5 } });
      reader.writes('😀'.repeat(7));
      await reader.leaves('body');
      expect(reader.complaints.body).to.equal('Commentaire\u00a0: retirez 2\u00a0caractères.');
    });

    it('say what to write at least', async () => {
      const reader = await visit({ body: { use: 'required', min: 10 } });
      reader.writes('Bof');
      await reader.leaves('body');
      expect(reader.complaints.body).to.equal('Commentaire\u00a0: écrivez au moins 10\u00a0caractères.');
    });

    it('come at the limit of bytes, not of characters, where bytes count', async () => {
      const reader = await visit({ name: { use: 'required', max: 6, unit: 'bytes' } });
      reader.signs({ name: 'éloïse' });
      await reader.leaves('name');
      expect(Object.keys(reader.complaints)).to.deep.equal(['name']);
      reader.signs({ name: 'eloise' });
      await reader.leaves('name');
      expect(reader.complaints).to.deep.equal({});
    });

    it('take nothing away from what is typed: it is not cut', async () => {
      const reader = await visit({ body: { use: 'required', max: 5 } });
      reader.writes('Bonjour à tous');
      await reader.publishes();
      expect(reader.field('body').value).to.equal('Bonjour à tous');
      expect(reader.field('body').maxLength).to.equal(-1);
    });
  });

  describe('of the server', () => {
    const send = async (...issues: Parameters<typeof complainingOf>) => {
      const reader = await visit();
      backend.refuses('invalid', { issues: complainingOf(...issues) });
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      return reader;
    };

    it('land at their fields, in the words of ours', async () => {
      const reader = await send(
        { field: 'body', code: 'too-long', limit: 5, length: 7 },
        { field: 'name', code: 'too-short', limit: 6 },
        { field: 'email', code: 'email' },
        { field: 'url', code: 'refused' },
      );
      expect(reader.complaints).to.deep.equal({
        body: 'Commentaire\u00a0: retirez 2\u00a0caractères.',
        name: 'Nom\u00a0: écrivez au moins 6\u00a0caractères.',
        email: emailFormat,
        url: 'Site web\u00a0: le site n’accepte pas cette saisie, modifiez-la.',
      });
      expect(reader.summaryLinks).to.have.lengthOf(4);
      expect(reader.focused).to.include('summary');
      expect(reader.field('body').value).to.equal('Bonjour');
      expect(backend.sent).to.have.lengthOf(1);
    });

    it('are said in its own words where there are none of ours, as text', async () => {
      const reader = await send({ field: 'name', code: 'refused', message: 'Ce nom est pris. <img src=x>' });
      expect(reader.complaints).to.deep.equal({ name: 'Nom\u00a0: Ce nom est pris. <img src=x>' });
      expect(reader.markup).not.to.include('<img');
    });

    it('do without numbers that it does not say', async () => {
      const reader = await send({ field: 'body', code: 'too-long' }, { field: 'name', code: 'too-short' });
      expect(reader.complaints).to.deep.equal({
        body: 'Commentaire\u00a0: raccourcissez votre texte.',
        name: 'Nom\u00a0: écrivez au moins quelques mots.',
      });
    });

    it('are forgiven like ours', async () => {
      const reader = await send({ field: 'name', code: 'refused', message: 'Non' });
      reader.signs({ name: 'Irène' });
      await reader.settles();
      expect(reader.complaints).to.deep.equal({});
      expect(reader.summary).to.equal('');
      backend.accepts();
      await reader.publishes();
      expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    });

    it('go when the same is sent again, before anybody has answered', async () => {
      const reader = await send({ field: 'name', code: 'refused', message: 'Non' });
      const answer = backend.holdsPosts();
      await reader.pressesButton();
      await eventually(() => backend.sent.length === 2);
      await reader.settles();
      expect(reader.complaints).to.deep.equal({});
      expect(reader.summary).to.equal('');
      await reader.seesTheEnd(answer);
    });

    it('leave nothing of an earlier failure', async () => {
      const reader = await visit();
      backend.refuses('challenge');
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      backend.refuses('invalid', { issues: complainingOf({ field: 'name', code: 'refused', message: 'Non' }) });
      await reader.publishes();
      expect(reader.hears).to.include('1\u00a0champ à corriger').and.not.to.include('vérification');
    });

    it('about a field that is not there do not leave the reader without a word', async () => {
      const reader = await visit({ url: { use: 'none' } });
      backend.refuses('invalid', { issues: complainingOf({ field: 'url', code: 'refused', message: 'Pas de site' }) });
      reader.writes('Bonjour');
      reader.signs(marie);
      await reader.publishes();
      expect(reader.hears).to.include('Pas de site');
      reader.summaryLinks[0]!.click();
      await reader.publishes();
      expect(backend.sent).to.have.lengthOf(2);
    });
  });
});

function complainingOf(...issues: import('../../src/core/errors.js').Issue[]) {
  return issues;
}
