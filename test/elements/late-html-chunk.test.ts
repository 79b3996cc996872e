import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { eventually } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

// A file of its own: only the first HTML of a page waits for the code that reads it.
describe('comments of HTML whose code is still to come', () => {
  it('are never shown as anything else', async () => {
    const html = { format: 'html', value: '<p>Un <b>mot</b></p>' } as const;
    const backend = new StagedBackend({ comments: [{ ...comment('1'), content: html }, comment('2')] });
    const widget = widgetFor(backend.adapter);
    const shown = new Set<string>();
    document.body.append(widget);
    const watch = new MutationObserver(() => {
      for (const body of widget.shadowRoot!.querySelectorAll('[part="body"]')) shown.add(body.innerHTML);
    });
    watch.observe(widget.shadowRoot!, { childList: true, subtree: true, characterData: true });
    const reader = new Reader(widget);
    await eventually(() => reader.comments.length === 2 && shown.size > 1);
    await reader.settles();
    watch.disconnect();
    expect([...shown].map((markup) => markup.replaceAll(/<!--.*?-->/g, ''))).to.deep.equal([
      '<p>Un <b>mot</b></p>',
      'Commentaire 2',
    ]);
    widget.remove();
  });
});
