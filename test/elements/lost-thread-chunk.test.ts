import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { html } from 'lit';
import '../../src/define.js';
import { outbox } from '../../src/locales/fr/outbox.js';
import { fakeNetwork } from '../support/backend.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';

describe('a widget whose thread does not arrive', () => {
  const network = fakeNetwork();

  it('shows what the server put there, and says so when there is something to send', async () => {
    network.use(http.get(/\/comment-thread\./, () => HttpResponse.error()));
    const backend = new StagedBackend();
    const reader = await Reader.arrive(
      html`<comment-widget time-trap="0" .adapter=${backend.adapter}
        ><p slot="thread">Rendu par le serveur</p></comment-widget
      >`,
    );
    expect(reader.widget.querySelector('p')!.checkVisibility()).to.equal(true);
    reader.writes('Un texte précieux');
    reader.signs(marie);
    await reader.publishes();
    expect(reader.waiting).to.deep.equal(['Un texte précieux']);
    expect(reader.words.join()).to.include(outbox.unreachable);
    expect(backend.sent).to.have.lengthOf(0);
  });
});
