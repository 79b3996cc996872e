import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../src/define.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, rulesWith } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

describe('the words of the form', () => {
  const visit = (attributes: Record<string, string> = {}, backend = new StagedBackend()) =>
    Reader.visit(widgetFor(backend.adapter, attributes));

  it('are those that French readers know, in the order they know', async () => {
    const reader = await visit({ 'back-to-top': '', 'privacy-url': '/confidentialite' });
    expect(reader.words).to.deep.equal([
      'Laisser un commentaire',
      'Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *',
      'Commentaire *',
      'Vos coordonnées',
      'Nom *',
      'E-mail *',
      'Exemple\u00a0: nom@exemple.fr',
      'Site web',
      'Enregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire.',
      'Données personnelles',
      'Laisser un commentaire',
      'Ctrl ou ⌘ + Entrée pour envoyer',
      'Aucun commentaire',
      'Soyez la première personne à réagir à cet article.',
      'Retour en haut',
    ]);
  });

  it('mark what is required in the label itself', async () => {
    const reader = await visit();
    const labels = (['body', 'name', 'email', 'url'] as const).map((field) => reader.label(field));
    expect(labels).to.deep.equal(['Commentaire *', 'Nom *', 'E-mail *', 'Site web']);
    expect(['body', 'name', 'email', 'url'].filter((field) => reader.field(field as 'body').required)).to.deep.equal([
      'body',
      'name',
      'email',
    ]);
  });

  it('explain the mark only where something is required', async () => {
    const optional = { use: 'optional' } as const;
    const rules = rulesWith({ body: optional, name: optional, email: optional, url: optional });
    const reader = await visit({}, new StagedBackend({ rules }));
    expect(reader.words).to.include('Votre adresse e-mail ne sera pas publiée.');
    expect(reader.words.join()).not.to.include('*');
  });

  it('promise not to publish the e-mail, at its field, only where it is asked for', async () => {
    const promise = 'Votre adresse e-mail ne sera pas publiée.';
    const asked = await visit();
    expect(asked.descriptions('email')).to.deep.equal([promise, 'Exemple\u00a0: nom@exemple.fr']);
    const spared = await visit({}, new StagedBackend({ rules: rulesWith({ email: { use: 'none' } }) }));
    expect(spared.words).to.include('Les champs obligatoires sont indiqués avec *');
    expect(spared.words.join()).not.to.include(promise).and.not.to.include('Exemple');
  });

  it('offer to keep what is asked for, no more and no less', async () => {
    const some = 'Enregistrer mes coordonnées dans le navigateur pour mon prochain commentaire.';
    const all = 'Enregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire.';
    expect((await visit()).label('remember')).to.equal(all);
    expect((await visit({ 'hidden-fields': 'url' })).label('remember')).to.equal(some);
    const none = { use: 'none' } as const;
    const nothing = new StagedBackend({ rules: rulesWith({ name: none, email: none, url: none }) });
    expect((await visit({}, nothing)).words).to.deep.equal([
      'Laisser un commentaire',
      'Les champs obligatoires sont indiqués avec *',
      'Commentaire *',
      'Laisser un commentaire',
      'Ctrl ou ⌘ + Entrée pour envoyer',
      'Aucun commentaire',
      'Soyez la première personne à réagir à cet article.',
    ]);
  });

  it('tell browsers what each field is for', async () => {
    const reader = await visit();
    const traits = (['name', 'email', 'url'] as const).map((field) => {
      const { type, name } = reader.field(field);
      // Firefox has no property for a purpose that it does not fill in itself.
      return [type, reader.field(field).getAttribute('autocomplete'), name];
    });
    expect(traits).to.deep.equal([
      ['text', 'name', 'name'],
      ['email', 'email', 'email'],
      ['url', 'url', 'url'],
    ]);
    expect([reader.field('body').type, reader.field('body').name]).to.deep.equal(['textarea', 'body']);
    expect([reader.remember.type, reader.remember.checked]).to.deep.equal(['checkbox', false]);
  });

  it('let the browser say nothing of its own', async () => {
    expect((await visit()).form!.noValidate).to.equal(true);
  });

  it('give each id to one element', async () => {
    const reader = await visit();
    await reader.publishes();
    expect(Object.keys(reader.complaints)).to.have.lengthOf(3);
    expect(reader.repeatedIds).to.deep.equal([]);
  });

  it('group what is asked about the reader, under a name', async () => {
    const reader = await visit();
    const groups = (['name', 'email', 'url', 'body'] as const).map((field) => reader.field(field).closest('fieldset'));
    expect(groups.map((group) => textOf(group?.querySelector('legend')))).to.deep.equal([
      'Vos coordonnées',
      'Vos coordonnées',
      'Vos coordonnées',
      '',
    ]);
    expect(new Set(groups).size).to.equal(2);
  });

  it('tell how to send by keyboard, in words and to assistive tools', async () => {
    const { button } = await visit();
    expect(button.getAttribute('aria-keyshortcuts')).to.equal('Control+Enter Meta+Enter');
    expect(button.getAttribute('aria-disabled')).to.equal('false');
    expect(button.disabled).to.equal(false);
  });

  describe('in headings', () => {
    it('stand on the second level', async () => {
      expect((await visit()).headings).to.deep.equal([
        { text: 'Laisser un commentaire', level: '2' },
        { text: 'Aucun commentaire', level: '2' },
      ]);
    });

    it('stand where the page wants them', async () => {
      const reader = await visit({ 'heading-level': '4' });
      expect(reader.headings.map(({ level }) => level)).to.deep.equal(['4', '4']);
      reader.widget.headingLevel = 3;
      await reader.settles();
      expect(reader.headings.map(({ level }) => level)).to.deep.equal(['3', '3']);
    });

    it('go back to the second level when the page takes its wish back', async () => {
      const reader = await visit({ 'heading-level': '4' });
      reader.widget.removeAttribute('heading-level');
      await reader.settles();
      expect(reader.headings.map(({ level }) => level)).to.deep.equal(['2', '2']);
    });

    for (const level of ['', 'deux', '0', '7'])
      it(`do not follow a wish that is no level: "${level}"`, async () => {
        const reader = await visit({ 'heading-level': level });
        for (const { level } of reader.headings) expect(level).to.match(/^[1-6]$/);
      });
  });

  it('lead to the notice on personal data, the site’s own or at its address', async () => {
    const linked = await visit({ 'privacy-url': '/confidentialite' });
    const words = 'Données personnelles';
    expect(linked.control(words)?.getAttribute('href')).to.equal('/confidentialite');
    expect((await visit()).words).not.to.include(words);
    const own = await Reader.visit(
      html`<comment-widget .adapter=${new StagedBackend().adapter}>
        <p slot="privacy">Vos données restent ici.</p>
      </comment-widget>`,
    );
    const notice = own.widget.querySelector('p')!;
    expect(notice.checkVisibility()).to.equal(true);
    expect(own.form!.contains(notice.assignedSlot)).to.equal(true);
  });
});
