import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { CommentThread } from '../../src/elements/comment-thread.js';
import { eventually, frame } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('the drawing of a thread', () => {
  it('has a few comments in the first frame, and at most twice as many in each that follows', async () => {
    const backend = new StagedBackend({ comments: Array.from({ length: 20 }, (_, index) => comment(`${index}`)) });
    const answer = backend.holdsLists();
    const reader = await Reader.arrive(widgetFor(backend.adapter));
    answer();
    const seen = new Set([0]);
    while (reader.comments.length < 20) {
      await new Promise(requestAnimationFrame);
      seen.add(reader.comments.length);
    }
    const [, first = 0, ...others] = [...seen];
    expect(first).to.be.within(1, 3);
    for (const [index, count] of others.entries()) expect(count).to.be.at.most(3 * (2 ** (index + 2) - 1));
    expect(others).not.to.have.lengthOf(0);
  });

  it('has a comment that a reader is led to at the upper edge of the window', async () => {
    const comments = Array.from({ length: 60 }, (_, index) => comment(`${index}`, 'Une ligne\n'.repeat(4)));
    const backend = new StagedBackend({ comments });
    const reader = await Reader.visit(widgetFor(backend.adapter, { 'page-size': '60' }));
    await eventually(() => reader.comments.length === 60);
    await reader.widget.shadowRoot!.querySelector<CommentThread>('comment-thread')!.lead('40');
    for (let count = 0; count < 10; count++) await frame();
    const { top } = reader.comment('40').getBoundingClientRect();
    // Less than a pixel is rounded; a page without the focus has no room above what would have it.
    expect(top).to.be.within(-1, innerHeight / 2);
    scrollTo(0, 0);
  });

  it('says what was done to a comment that is out of the page by then', async () => {
    const backend = new StagedBackend({ comments: [comment('1')] });
    const reader = await Reader.visit(widgetFor(backend.adapter));
    const item = reader.comment('1').closest('comment-item')!;
    item.remove();
    item.notice = 'Le lien est copié.';
    await item.updateComplete;
    expect(item.textContent).to.include('Le lien est copié.');
  });

  it('has the form of an answer still where the page moves its widget', async () => {
    const backend = new StagedBackend({ comments: [comment('1')] });
    const reader = await Reader.visit(widgetFor(backend.adapter));
    const { widget } = reader;
    reader.comment('1').querySelector<HTMLElement>('[data-act="reply"]')!.click();
    await eventually(() => reader.comment('1').querySelector('textarea'));
    const place = widget.parentElement!;
    widget.remove();
    widget.avatars = true;
    for (let count = 0; count < 3; count++) await frame();
    place.append(widget);
    for (let count = 0; count < 3; count++) await frame();
    expect(reader.comment('1').querySelector('textarea')).not.to.equal(null);
  });
});
