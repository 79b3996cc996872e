import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('acts whose code does not arrive', () => {
  const network = fakeNetwork();
  const backend = new StagedBackend({ comments: [comment('1', 'Un', { score: 3 })] });
  let reader: Reader;

  beforeEach(async () => {
    network.use(
      http.get(/\/thread-conduct\./, () => HttpResponse.error()),
      http.get(/\/thread-acts\./, () => HttpResponse.error()),
    );
    reader = await Reader.visit(widgetFor(backend.adapter, { reports: '' }));
    await eventually(() => reader.comments.length === 1);
  });

  it('say so where a panel was asked for, and leave the focus where it was', async () => {
    const button = reader.act('1', fr.report)!;
    button.focus();
    button.click();
    await eventually(() => reader.hears.includes(fr.errors.network));
    expect(reader.focused).to.equal(`act: ${fr.report}`);
    expect(reader.comments[0]!.querySelector('[part="panel"]')).to.equal(null);
    expect(button.getAttribute('aria-expanded')).to.equal('false');
  });

  it('say so where an answer was to be written', async () => {
    reader.act('1', fr.reply)!.click();
    await eventually(() => reader.hears.includes(fr.errors.network));
    expect(reader.comments[0]!.querySelector('comment-form')).to.equal(null);
  });

  it('say so where a vote was given, which does not count', async () => {
    reader.act('1', fr.like)!.click();
    await eventually(() => reader.hears.includes(fr.errors.network));
    expect(reader.act('1', fr.like)!.ariaPressed).to.equal('false');
  });
});
