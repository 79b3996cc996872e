import { expect } from '@open-wc/testing';
import { http, passthrough } from 'msw';
import '../../src/define.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

/** The chunks that follow the form, by what their files are called. */
const chunks = { thread: /\/comment-thread\./, conduct: /\/form-conduct\./ };

// One page, one time to be late: the tests follow each other.
describe('a form whose chunks are late', () => {
  const network = fakeNetwork();
  const arrive: Partial<Record<keyof typeof chunks, () => void>> = {};
  const backend = new StagedBackend({ comments: [comment('1')] });
  const address = location.href;
  let reader: Reader;

  before(async () => {
    for (const [name, path] of Object.entries(chunks)) {
      const arrival = new Promise<void>((resolve) => (arrive[name as keyof typeof chunks] = resolve));
      network.use(http.get(path, () => arrival.then(passthrough)));
    }
    const widget = document.body.appendChild(widgetFor(backend.adapter));
    await widget.updateComplete;
    reader = new Reader(widget);
  });
  after(() => reader.widget.remove());

  it('is there, and takes what is written, whoever comes first', async () => {
    await eventually(() => reader.hasForm);
    reader.writes('Bonjour');
    reader.signs({ ...marie, email: 'marie@' });
    await reader.pressesButton();
    await reader.pressesButton();
    expect(backend.sent).to.have.lengthOf(0);
    expect(reader.comments).to.have.lengthOf(0);
    expect(location.href).to.equal(address);

    // Blamed for what was typed before: it was sent.
    arrive.conduct!();
    await eventually(() => reader.summary);
    expect(Object.keys(reader.complaints)).to.deep.equal(['email']);

    reader.signs(marie);
    await reader.pressesButton();
    await eventually(() => reader.hears === 'Envoi en cours…');
    await reader.settles();
    expect(backend.sent).to.have.lengthOf(0);

    await reader.seesTheEnd(arrive.thread!);
    expect(backend.sent).to.have.lengthOf(1);
    await eventually(() => !reader.isLoading);
    await reader.settles();
    expect(reader.commentTexts).to.deep.equal(['Commentaire 1', 'Bonjour']);
    expect(reader.hears).to.equal('Votre commentaire est publié.');
  });
});
