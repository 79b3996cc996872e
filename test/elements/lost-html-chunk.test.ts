import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import '../../src/define.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('comments of HTML whose code does not arrive', () => {
  const network = fakeNetwork();

  it('are the words of it, and text is text', async () => {
    network.use(http.get(/\/content\./, () => HttpResponse.error()));
    const html = { format: 'html', value: '<p>Un <b>mot</b> &amp; <img src="/x" onerror="alert(1)">plus</p>' } as const;
    const backend = new StagedBackend({ comments: [{ ...comment('1'), content: html }, comment('2', '<b>Deux</b>')] });
    const reader = await Reader.visit(widgetFor(backend.adapter));
    await eventually(() => reader.comments.length === 2);
    expect(reader.commentTexts).to.deep.equal(['Un mot & plus\n', '<b>Deux</b>']);
    expect(reader.comments[0]!.querySelector('[part="body"]')!.childElementCount).to.equal(0);
  });
});
