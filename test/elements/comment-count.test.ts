import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define-count.js';
import { registerAdapter } from '../../src/adapters/registry.js';
import type { AdapterOptions } from '../../src/core/adapter.js';
import { registerLocale } from '../../src/locales/registry.js';
import { en } from '../../src/locales/en.js';
import { eventually } from '../support/eventually.js';
import { StagedBackend } from '../support/staged-backend.js';

describe('counts of comments elsewhere in a page', () => {
  let backend: StagedBackend;
  beforeEach(() => {
    backend = new StagedBackend();
    backend.counts.answers = () => Promise.resolve({ '/a': 0, '/b': 1234 });
    registerLocale('en', () => en);
    registerAdapter('counted', () => () => backend.adapter);
  });

  it('are asked for in one request, and worded in the language of their place', async () => {
    const page = await fixture<HTMLElement>(
      html`<div>
        <comment-count backend="counted" thread="/a"></comment-count>
        <comment-count backend="counted" thread="/b" lang="en"></comment-count>
        <comment-count backend="counted" thread="/b">beaucoup</comment-count>
      </div>`,
    );
    await eventually(() => page.textContent.includes('1'));
    const texts = [...page.querySelectorAll('comment-count')].map(({ textContent }) => textContent);
    expect(texts).to.deep.equal(['Aucun commentaire', '1,234 comments', '1\u202f234\u00a0commentaires']);
    expect(backend.counts.asked.map(([threads]) => [...threads].sort())).to.deep.equal([['/a', '/b']]);
  });

  it('are asked for with the options of their backend, each other set of them in a request of its own', async () => {
    const made: AdapterOptions[] = [];
    registerAdapter('counted', () => (options) => {
      made.push(options);
      return backend.adapter;
    });
    const page = await fixture<HTMLElement>(
      html`<div>
        <comment-count backend="counted" endpoint="/x" data-app-id="1" thread="/a"></comment-count>
        <comment-count backend="counted" endpoint="/x" data-app-id="1" thread="/b"></comment-count>
        <comment-count backend="counted" endpoint="/x" data-app-id="2" thread="/b"></comment-count>
      </div>`,
    );
    await eventually(() => [...page.querySelectorAll('comment-count')].every(({ textContent }) => textContent));
    expect(made).to.deep.equal([
      { endpoint: '/x', appId: '1' },
      { endpoint: '/x', appId: '2' },
    ]);
  });

  it('are asked for anew when the thread changes', async () => {
    const count = await fixture<HTMLElement>(html`<comment-count backend="counted" thread="/a"></comment-count>`);
    await eventually(() => count.textContent);
    count.setAttribute('thread', '/b');
    await eventually(() => count.textContent === '1\u202f234\u00a0commentaires');
  });

  it('stay what the page says where they cannot be read', async () => {
    backend.counts.refuses('network');
    const told: string[] = [];
    const tell = ({ detail }: DocumentEventMap['comment-error']) => told.push(detail.error.code);
    const page = await fixture<HTMLElement>(
      html`<p @comment-error=${tell}><comment-count backend="counted" thread="/a">12 réactions</comment-count></p>`,
    );
    await eventually(() => told.length);
    expect(told).to.deep.equal(['network']);
    expect(page.textContent.trim()).to.equal('12 réactions');
  });

  it('stay what the page says of a thread that the backend does not know', async () => {
    const page = await fixture<HTMLElement>(
      html`<p>
        <comment-count backend="counted" thread="/c">peu</comment-count>
        <comment-count backend="counted" thread="/a"></comment-count>
      </p>`,
    );
    await eventually(() => page.textContent.includes('Aucun'));
    expect(page.querySelector('comment-count')!.textContent).to.equal('peu');
  });
});
