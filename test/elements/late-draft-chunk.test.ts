import { expect } from '@open-wc/testing';
import { HttpResponse, http, passthrough } from 'msw';
import '../../src/define.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { KeepingBackend } from '../support/keeping-backend.js';
import { Reader, marie } from '../support/reader.js';
import { widgetFor } from '../support/widget.js';

describe('a comment whose answer is lost, where what keeps drafts arrives only then', () => {
  const network = fakeNetwork();

  it('is looked for, and not sent again', async () => {
    let isDown = true;
    network.use(http.get(/\/draft-conduct\./, () => (isDown ? HttpResponse.error() : passthrough())));
    const backend = new KeepingBackend(false);
    const widget = document.body.appendChild(widgetFor(backend.adapter));
    const reader = await Reader.comesTo(widget);
    await eventually(() => !reader.isLoading);
    reader.signs(marie);
    reader.writes('Bonjour');
    backend.losesAnswer();
    await reader.publishes();
    backend.accepts();
    isDown = false;
    // Some browsers never ask again for what did not come once.
    const arrives = await import('../../src/elements/draft-conduct.js').then(
      () => true,
      () => false,
    );
    await eventually(() => {
      reader.goesTo('name');
      reader.goesTo('body');
      return reader.keepsDrafts || !arrives;
    });
    await reader.seesTheEnd(() => reader.retryButton!.click());
    expect(backend.sent).to.have.lengthOf(1);
    expect(backend.texts).to.deep.equal(['Bonjour']);
    widget.remove();
  });
});
