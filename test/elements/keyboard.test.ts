import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('by keyboard alone', () => {
  let backend: StagedBackend;
  let reader: Reader;
  beforeEach(async () => {
    const author = { name: 'Anne', url: 'https://anne.exemple.fr' };
    backend = new StagedBackend({ comments: [comment('1', 'Bonjour', { author })] });
    reader = await Reader.visit(widgetFor(backend.adapter, { 'back-to-top': '', 'privacy-url': '/confidentialite' }));
  });

  it('a reader goes from field to field in the order of the page, and back', async () => {
    const order = ['body', 'name', 'email', 'url', 'remember', 'a: Données personnelles'];
    order.push('submit: Laisser un commentaire', 'a: Anne', 'permalink: 2\u00a0janvier 2026');
    order.push('act: Répondre', 'act: Copier le lien', 'back-to-top: Retour en haut');
    reader.goesTo('body');
    const passed = [reader.focused];
    while (passed.length < order.length) {
      await reader.presses('Tab');
      passed.push(reader.focused);
    }
    expect(passed).to.deep.equal(order);
    for (const place of order.slice(0, -1).reverse()) {
      await reader.presses('Shift+Tab');
      expect(reader.focused).to.equal(place);
    }
  });

  it('a reader writes, signs, ticks the box, sends, and comes to the new comment', async () => {
    reader.goesTo('body');
    await reader.types('Salut tous');
    await reader.presses('Tab');
    await reader.types('Marie');
    await reader.presses('Tab');
    await reader.types('marie@exemple.fr');
    await reader.presses('Tab', 'Tab', 'Space');
    expect(reader.remember.checked).to.equal(true);
    await reader.presses('Tab', 'Tab');
    expect(reader.focused).to.equal('submit: Laisser un commentaire');
    await reader.seesTheEnd(() => reader.presses('Enter'));
    expect(backend.draft).to.include({ body: 'Salut tous', name: 'Marie', email: 'marie@exemple.fr', url: '' });
    expect(reader.focused).to.equal('comment: Salut tous');
    expect(localStorage.getItem('comment-widget:identity')).not.to.equal(null);
  });

  it('a reader mends what is complained of', async () => {
    reader.goesTo('body');
    await reader.types('Salut');
    reader.button.focus();
    await reader.seesTheEnd(() => reader.presses('Space'));
    expect(reader.focused).to.include('summary');
    await reader.presses('Tab', 'Tab');
    expect(reader.focused).to.include('a: Indiquez votre adresse e-mail');
    await reader.presses('Enter');
    expect(reader.focused).to.equal('email');
    await reader.types('m@exemple.fr');
    await reader.presses('Shift+Tab');
    expect(reader.focused).to.equal('name');
    await reader.types('Marie');
    await reader.seesTheEnd(() => reader.presses('Enter'));
    expect(reader.focused).to.equal('comment: Salut');
  });

  it('a reader is not caught anywhere', async () => {
    reader.goesTo('body');
    await reader.presses('Tab');
    expect(reader.field('body').value).to.equal('');
    await reader.presses('Shift+Tab', 'Escape');
    expect(reader.focused).to.equal('body');
  });
});

describe('"Retour en haut"', () => {
  const tall = () => {
    const space = document.createElement('p');
    space.style.blockSize = '3000px';
    return space;
  };

  it('is there where the page wants it', async () => {
    const reader = await Reader.visit(widgetFor(new StagedBackend().adapter));
    expect(reader.words).not.to.include('Retour en haut');
    reader.widget.backToTop = true;
    await reader.settles();
    expect(reader.words.at(-1)).to.equal('Retour en haut');
    expect(reader.control('Retour en haut')!.getAttribute('href')).to.equal('#top');
  });

  it('takes the page and the focus to the top', async () => {
    const space = document.body.insertBefore(tall(), document.body.firstChild);
    const first = document.body.insertBefore(document.createElement('button'), space);
    first.textContent = 'Le premier';
    const reader = await Reader.visit(widgetFor(new StagedBackend().adapter, { 'back-to-top': '' }));
    const link = reader.control('Retour en haut')!;
    link.scrollIntoView();
    expect(scrollY).to.be.greaterThan(100);
    link.focus();
    await reader.presses('Enter');
    while (scrollY > 0) await reader.settles();
    expect(scrollY).to.equal(0);
    expect(location.hash).to.equal('');
    await reader.presses('Tab');
    expect(reader.focused).to.equal('button: Le premier');
    expect(document.body.hasAttribute('tabindex')).to.equal(false);
    space.remove();
    first.remove();
  });

  it('leaves a page alone whose body takes the focus itself', async () => {
    document.body.tabIndex = -1;
    const reader = await Reader.visit(widgetFor(new StagedBackend().adapter, { 'back-to-top': '' }));
    reader.control('Retour en haut')!.click();
    reader.goesTo('body');
    expect(document.body.getAttribute('tabindex')).to.equal('-1');
    document.body.removeAttribute('tabindex');
  });
});
