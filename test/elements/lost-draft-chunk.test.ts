import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import '../../src/define.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { KeepingBackend } from '../support/keeping-backend.js';
import { Reader, marie } from '../support/reader.js';
import { widgetFor } from '../support/widget.js';

describe('a comment whose answer is lost, where what keeps drafts does not arrive', () => {
  const network = fakeNetwork();

  for (const isKeyed of [true, false])
    it(`is stored once, though it is sent again, keys known: ${isKeyed}`, async () => {
      network.use(http.get(/\/draft-conduct\./, () => HttpResponse.error()));
      const backend = new KeepingBackend(isKeyed);
      const widget = document.body.appendChild(widgetFor(backend.adapter));
      const reader = await Reader.comesTo(widget);
      await eventually(() => !reader.isLoading);
      reader.signs(marie);
      reader.writes('Bonjour');
      backend.losesAnswer();
      await reader.publishes();
      backend.accepts();
      await reader.seesTheEnd(() => reader.retryButton!.click());
      expect(backend.texts).to.deep.equal(['Bonjour']);
      // Who can tell is asked, and nobody else.
      expect(backend.sent).to.have.lengthOf(isKeyed ? 2 : 1);
      // In the form or in the thread: a browser may have asked for the code once more, and found the comment by it.
      expect([reader.field('body').value, ...reader.commentTexts]).to.include('Bonjour');
      widget.remove();
    });
});
