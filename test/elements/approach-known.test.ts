import { expect } from '@open-wc/testing';
import { rememberIdentity } from '../../src/controllers/remember-identity.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('a reader whom this browser knows', () => {
  it('finds their name in the form before they come to it', async () => {
    rememberIdentity({ ...marie, url: '' }, true);
    // Only now: what a browser keeps is looked at when the page begins.
    await import('../../src/define.js');
    const widget = document.body.appendChild(widgetFor(new StagedBackend().adapter));
    const reader = new Reader(widget);
    await eventually(() => reader.hasForm && reader.field('name').value !== '');
    expect(reader.field('name').value).to.equal(marie.name);
    expect(reader.remember.checked).to.equal(true);
    widget.remove();
    localStorage.clear();
  });
});
