import { expect } from '@open-wc/testing';
import { html } from 'lit';
import * as bundle from '../../src/bundle.js';
import { define } from '../../src/elements/registration.js';
import { en } from '../../src/locales/en.js';
import { RestBackend, fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';

describe('what a script tag loads', () => {
  const network = fakeNetwork();

  const publish = async (reader: Reader) => {
    reader.writes('Bonjour');
    reader.signs(marie);
    await reader.publishes();
  };

  it('brings the backend that lives in the page', async () => {
    const reader = await Reader.visit(html`<comment-widget backend="memory" time-trap="0"></comment-widget>`);
    await publish(reader);
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
  });

  it('brings the backend that speaks the protocol of its own', async () => {
    const backend = new RestBackend();
    network.use(...backend.handlers);
    const page = html`<comment-widget
      backend="rest"
      endpoint=${backend.endpoint}
      thread="article-7"
      time-trap="0"
    ></comment-widget>`;
    const reader = await Reader.visit(page);
    await eventually(() => reader.headings.length === 2);
    await publish(reader);
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
    expect(backend.taken).to.have.lengthOf(1);
    expect(backend.taken[0]).to.include({ thread: 'article-7', body: 'Bonjour', ...marie });
    const later = await Reader.visit(page);
    await eventually(() => later.comments.length);
    expect(later.commentTexts).to.deep.equal(['Bonjour']);
  });

  it('brings English when it is asked for', async () => {
    const reader = await Reader.visit(html`<comment-widget backend="memory" lang="en"></comment-widget>`);
    expect(reader.headings[0]!.text).to.equal(en.title);
  });

  it('brings what a page needs for a backend or a language of its own', () => {
    expect(Object.keys(bundle).sort()).to.deep.equal([
      'CommentError',
      'defaultRules',
      'registerAdapter',
      'registerLocale',
    ]);
  });

  it('leaves elements alone that another copy registered before', () => {
    const registered = customElements.get('comment-widget');
    define('comment-widget', class extends HTMLElement {});
    expect(customElements.get('comment-widget') === registered).to.equal(true);
  });
});
