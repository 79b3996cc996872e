import { expect } from '@open-wc/testing';
import { http, passthrough } from 'msw';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('acts whose code is late', () => {
  const network = fakeNetwork();

  it('are done once, however often a reader has pressed meanwhile', async () => {
    let arrive!: () => void;
    const arrival = new Promise<void>((resolve) => (arrive = resolve));
    network.use(http.get(/\/thread-conduct\./, () => arrival.then(passthrough)));
    const backend = new StagedBackend({ comments: [comment('1')] });
    const reader = await Reader.visit(widgetFor(backend.adapter));
    const button = reader.act('1', fr.reply)!;
    button.focus();
    button.click();
    button.click();
    expect(reader.comments[0]!.querySelector('comment-form')).to.equal(null);
    arrive();
    await eventually(() => reader.focused === 'body');
    expect(reader.comments[0]!.querySelector('comment-form')).not.to.equal(null);
  });
});
