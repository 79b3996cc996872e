import { expect } from '@open-wc/testing';
import { CommentError } from '../../src/core/errors.js';
import { emit } from '../../src/core/events.js';

describe('emit', () => {
  const error = new CommentError('gone');

  it('tells the page through a shadow root', () => {
    const host = document.body.appendChild(document.createElement('div'));
    const inner = host.attachShadow({ mode: 'closed' }).appendChild(document.createElement('p'));
    const told: unknown[] = [];
    document.addEventListener('comment-error', ({ detail }) => told.push(detail), { once: true });
    expect(emit(inner, 'comment-error', { error })).to.equal(true);
    expect(told).to.deep.equal([{ error }]);
    host.remove();
  });

  it('asks before a comment is sent, and only then', () => {
    const target = new EventTarget();
    const prevent = (event: Event) => event.preventDefault();
    for (const name of ['comment-submit', 'comment-posted', 'comment-error']) target.addEventListener(name, prevent);
    const detail = { body: '', parentId: null, extra: {}, waitUntil: () => undefined };
    expect(emit(target, 'comment-submit', detail)).to.equal(false);
    expect(emit(target, 'comment-posted', { status: 'accepted', comment: null })).to.equal(true);
    expect(emit(target, 'comment-error', { error })).to.equal(true);
  });
});
