import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('a form whose manners do not arrive', () => {
  const network = fakeNetwork();

  it('says so when there is something to send, and keeps it', async () => {
    network.use(http.get(/\/form-conduct\./, () => HttpResponse.error()));
    const address = location.href;
    const backend = new StagedBackend();
    const widget = document.body.appendChild(widgetFor(backend.adapter));
    await widget.updateComplete;
    const reader = new Reader(widget);
    await eventually(() => reader.hasForm && !reader.isLoading);
    expect(reader.heard.join()).not.to.include(fr.errors.network);

    reader.writes('Un texte précieux');
    reader.signs(marie);
    await reader.pressesButton();
    await eventually(() => reader.hears);
    expect(reader.hears).to.equal(fr.errors.network);
    expect(reader.field('body').value).to.equal('Un texte précieux');
    expect(backend.sent).to.have.lengthOf(0);
    expect(location.href).to.equal(address);
    widget.remove();
  });
});
