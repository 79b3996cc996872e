import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { eventually } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('a thread that is closed', () => {
  it('says so before anybody comes to its form', async () => {
    const widget = document.body.appendChild(widgetFor(new StagedBackend({ rules: { open: false } }).adapter));
    const reader = new Reader(widget);
    await eventually(() => reader.hears.includes(fr.errors.closed));
    expect(reader.hasForm).to.equal(false);
    widget.remove();
  });
});
