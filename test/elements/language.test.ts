import { expect } from '@open-wc/testing';
import { html, render, type TemplateResult } from 'lit';
import '../../src/define.js';
import { en } from '../../src/locales/en.js';
import { fr } from '../../src/locales/fr.js';
import { registerLocale } from '../../src/locales/registry.js';
import type { CommentWidget } from '../../src/elements/comment-widget.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

registerLocale('en', () => Promise.resolve(en));
registerLocale('pt-BR', () => ({ ...fr, title: 'Deixe um comentário' }));
registerLocale('pt', () => ({ ...fr, title: 'Deixar um comentário' }));
registerLocale('xx', () => Promise.reject(new Error('not found')));

describe('the language of the widget', () => {
  const { documentElement } = document;
  const ownLang = documentElement.lang;
  afterEach(() => (documentElement.lang = ownLang));

  const titleOf = (reader: Reader) => reader.headings[0]!.text;
  const titleIn = async (page: TemplateResult) => {
    const reader = await Reader.visit(page);
    return titleOf(reader);
  };
  const widget = (lang?: string) => widgetFor(new StagedBackend().adapter, lang === undefined ? {} : { lang });

  const tags: Record<string, string> = {
    fr: fr.title,
    'fr-CA': fr.title,
    'FR-be': fr.title,
    en: en.title,
    'en-GB': en.title,
    'pt-BR': 'Deixe um comentário',
    'pt-PT': 'Deixar um comentário',
    de: fr.title,
    'x-klingon': fr.title,
    enx: fr.title,
    '': fr.title,
    'pas une langue': fr.title,
  };
  for (const [tag, title] of Object.entries(tags))
    it(`follows lang="${tag}"`, async () => {
      expect(await titleIn(html`${widget(tag)}`)).to.equal(title);
    });

  it('is French where nobody says', async () => {
    documentElement.removeAttribute('lang');
    expect(await titleIn(html`${widget()}`)).to.equal(fr.title);
  });

  it('is that of the page', async () => {
    documentElement.lang = 'en';
    expect(await titleIn(html`${widget()}`)).to.equal(en.title);
  });

  it('is that of the closest element that says', async () => {
    documentElement.lang = 'fr';
    expect(await titleIn(html`<div lang="en"><p>${widget()}</p></div>`)).to.equal(en.title);
    expect(await titleIn(html`<div lang="en">${widget('fr')}</div>`)).to.equal(fr.title);
  });

  it('is that of the place around the shadow root it stands in', async () => {
    documentElement.lang = 'fr';
    const host = document.body.appendChild(document.createElement('div'));
    host.lang = 'en';
    const inner = widget();
    render(inner, host.attachShadow({ mode: 'open' }));
    const reader = await Reader.meet(inner);
    expect(titleOf(reader)).to.equal(en.title);
    host.remove();
  });

  it('is French where its messages cannot be loaded', async () => {
    expect(await titleIn(html`${widget('xx')}`)).to.equal(fr.title);
  });

  it('reaches the backend, which may have words of its own', async () => {
    const backend = new StagedBackend();
    const reader = await Reader.visit(widgetFor(backend.adapter, { lang: 'en-GB' }));
    reader.writes('Hello');
    reader.signs(marie);
    await reader.publishes();
    expect(backend.asked[0]!.options.lang).to.equal('en');
    expect(backend.sent[0]!.options.lang).to.equal('en');
  });

  it('changes with the attribute, and everything with it: words, complaints, offers, what became of a send', async () => {
    const backend = new StagedBackend();
    const reader = await Reader.visit(widgetFor(backend.adapter, { lang: 'fr' }));
    reader.writes('Un texte précieux');
    reader.signs({ email: 'marie@' });
    await reader.publishes();
    expect(reader.summary).to.include('2\u00a0champs');
    reader.widget.lang = 'en';
    await eventually(() => titleOf(reader) === en.title);
    await reader.settles();
    expect(reader.widget.getAttribute('lang')).to.equal('en');
    expect(reader.field('body').value).to.equal('Un texte précieux');
    expect(reader.complaints).to.deep.equal({
      name: 'Enter your name.',
      email: 'Enter an email address like name@example.com.',
    });
    expect(reader.summary).to.equal('Nothing is sent yet: 2 fields to correct.');
    expect(reader.words.join(' ')).not.to.match(/[éèà«]|Nom|Site web/);
    reader.signs(marie);
    backend.refuses('challenge');
    await reader.publishes();
    expect(reader.hears).to.include(en.errors.challenge);
    reader.widget.lang = 'fr';
    await eventually(() => reader.hears.includes(fr.errors.challenge));
    expect(backend.asked).to.have.lengthOf(1);
  });

  it('changes back when the attribute goes', async () => {
    documentElement.lang = 'fr';
    const reader = await Reader.visit(widget('en'));
    reader.widget.removeAttribute('lang');
    await eventually(() => titleOf(reader) === fr.title);
  });

  it('changes when the widget is moved to where another is spoken', async () => {
    const reader = await Reader.visit(widget());
    const place = document.body.appendChild(document.createElement('div'));
    place.lang = 'en';
    place.append(reader.widget);
    await eventually(() => titleOf(reader) === en.title);
    place.remove();
  });

  it('is that of the last wish, whichever messages come first', async () => {
    let arrive!: () => void;
    registerLocale(
      'it',
      () => new Promise((resolve) => (arrive = () => resolve({ ...fr, title: 'Lascia un commento' }))),
    );
    const reader = await Reader.visit(widget('fr'));
    reader.widget.lang = 'it';
    await eventually(() => arrive);
    reader.widget.lang = 'en';
    await eventually(() => titleOf(reader) === en.title);
    arrive();
    await reader.settles();
    expect(titleOf(reader)).to.equal(en.title);
  });

  it('shows nothing rather than another one while its messages are on their way', async () => {
    let arrive!: () => void;
    registerLocale(
      'es',
      () => new Promise((resolve) => (arrive = () => resolve({ ...fr, title: 'Deja un comentario' }))),
    );
    const element = document.body.appendChild(widget('es'));
    await element.updateComplete;
    expect(element.shadowRoot!.textContent.trim()).to.equal('');
    arrive();
    const reader = await Reader.meet(element);
    expect(titleOf(reader)).to.equal('Deja un comentario');
    element.remove();
  });
});

describe('the page’s own wording', () => {
  const visit = async (messages: CommentWidget['messages'], attributes: Record<string, string> = {}) => {
    const widget = widgetFor(new StagedBackend().adapter, attributes);
    if (messages !== undefined) widget.messages = messages;
    return Reader.visit(widget);
  };

  it('goes over that of the language, as far as it goes', async () => {
    const reader = await visit({ title: 'Votre avis', fields: { body: 'Avis' } });
    expect(reader.headings[0]!.text).to.equal('Votre avis');
    expect(reader.label('body')).to.equal('Avis *');
    expect(reader.label('name')).to.equal('Nom *');
  });

  it('may come as an attribute', async () => {
    const reader = await visit(undefined, { messages: '{"submit":"Envoyer","fields":{"url":"Blog"}}' });
    expect(reader.button.textContent).to.equal('Envoyer');
    expect(reader.label('url')).to.equal('Blog');
  });

  it('may be a function where the sentence has parameters, or a plain text', async () => {
    const reader = await visit({
      writing: {
        summary: (count: number) => `${count} erreurs`,
        issues: { required: 'Il manque quelque chose.' },
      },
      count: 'Des commentaires',
    });
    await reader.publishes();
    expect(reader.summary).to.equal('3 erreurs');
    expect(reader.complaints.name).to.equal('Il manque quelque chose.');
    expect(reader.headings[1]!.text).to.equal('Des commentaires');
  });

  it('goes over another language as far as it goes, where the words are a group', async () => {
    const writing = { sent: { pending: 'Patience.' } };
    const reader = await visit({ writing, outbox: { label: 'Waiting' } }, { lang: 'en' });
    await eventually(() => reader.label('name') === 'Name *');
    reader.writes('Hello');
    reader.signs(marie);
    await reader.publishes();
    expect(reader.hears).to.equal('Your comment is published.');
  });

  it('may change, and be taken back', async () => {
    const reader = await visit({ title: 'Votre avis' });
    reader.widget.messages = { title: 'Et vous ?' };
    await reader.settles();
    expect(reader.headings[0]!.text).to.equal('Et vous ?');
    reader.widget.messages = null;
    await reader.settles();
    expect(reader.headings[0]!.text).to.equal(fr.title);
  });

  it('stays when the language changes', async () => {
    const reader = await visit({ title: 'Votre avis' });
    reader.widget.lang = 'en';
    await eventually(() => reader.label('name') === 'Name *');
    expect(reader.headings[0]!.text).to.equal('Votre avis');
  });

  it('is text, never markup', async () => {
    const reader = await visit({ title: '<img src=x onerror=alert(1)>', emailNotice: '<b>Non</b>' });
    expect(reader.headings[0]!.text).to.equal('<img src=x onerror=alert(1)>');
    expect(reader.markup).not.to.match(/<img|<b>/);
  });
});
