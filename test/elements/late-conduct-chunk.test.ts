import { expect } from '@open-wc/testing';
import { http, passthrough } from 'msw';
import '../../src/define.js';
import { storedIdentity } from '../../src/controllers/identity.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('a form whose manners are late', () => {
  const network = fakeNetwork();

  it('does what was asked of it before: by keyboard, and to remember who writes', async () => {
    let arrive!: () => void;
    const arrival = new Promise<void>((resolve) => (arrive = resolve));
    network.use(http.get(/\/form-conduct\./, () => arrival.then(passthrough)));
    const backend = new StagedBackend();
    const widget = document.body.appendChild(widgetFor(backend.adapter));
    const reader = new Reader(widget);
    await eventually(() => reader.hasForm && !reader.isLoading);
    reader.writes('Bonjour');
    reader.signs(marie);
    reader.remember.click();
    const keys = { key: 'Enter', ctrlKey: true, bubbles: true, composed: true };
    reader.field('body').dispatchEvent(new KeyboardEvent('keydown', keys));
    await reader.settles();
    expect(backend.sent).to.have.lengthOf(0);
    await reader.seesTheEnd(arrive);
    expect(backend.sent).to.have.lengthOf(1);
    expect(storedIdentity()?.name).to.equal(marie.name);
    widget.remove();
    localStorage.clear();
  });
});
