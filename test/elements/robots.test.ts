import { expect } from '@open-wc/testing';
import { html } from 'lit';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('the field that no person sees', () => {
  let backend: StagedBackend;
  let reader: Reader;
  beforeEach(async () => {
    backend = new StagedBackend();
    reader = await Reader.visit(widgetFor(backend.adapter));
    reader.writes('Bonjour');
    reader.signs(marie);
  });

  it('is there for whoever fills in everything', () => {
    const { type, tabIndex, autocomplete } = reader.honeypot;
    expect([type, tabIndex, autocomplete]).to.deep.equal(['text', -1, 'off']);
    expect(reader.honeypot.getAttribute('aria-hidden')).to.equal('true');
    const { clipPath, position } = getComputedStyle(reader.honeypot);
    expect([clipPath, position]).to.deep.equal(['inset(50%)', 'absolute']);
  });

  it('is passed over by the keyboard', async () => {
    const passed = new Set<string>();
    reader.field('body').focus();
    for (let steps = 0; steps < 6; steps++) {
      await reader.presses('Tab');
      passed.add(reader.focused);
    }
    expect([...passed])
      .to.include('remember')
      .and.not.to.include('topic');
  });

  it('gives away whoever fills it in: nothing is sent, and what was written is not lost', async () => {
    const asked: Event[] = [];
    reader.widget.addEventListener('comment-submit', (event) => asked.push(event));
    reader.honeypot.value = 'https://casino.example';
    await reader.publishes();
    expect(backend.sent).to.have.lengthOf(0);
    expect(asked).to.have.lengthOf(0);
    expect(reader.hears).to.include(fr.errors.rejected);
    expect(reader.field('body').value).to.equal('Bonjour');
    reader.honeypot.value = '';
    await reader.publishes();
    expect(reader.commentTexts).to.deep.equal(['Bonjour']);
  });

  it('sends nothing of itself', async () => {
    await reader.publishes();
    expect(backend.draft!.extra).to.deep.equal({});
  });

  it('is none in a form of the page’s own, which may have a field of that name', async () => {
    reader = await Reader.visit(
      html`<comment-widget time-trap="0" .adapter=${backend.adapter}>
        <form slot="form">
          <textarea name="body"></textarea><input name="name" /><input name="email" /><input name="topic" /><button>
            Go
          </button>
        </form>
      </comment-widget>`,
    );
    reader.writes('Bonjour');
    reader.signs(marie);
    reader.honeypot.value = 'Le jardin';
    await reader.publishes();
    expect(backend.draft!.extra).to.deep.equal({ topic: 'Le jardin' });
  });
});
