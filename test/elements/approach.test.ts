import { expect } from '@open-wc/testing';
import { eventually } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

const hasAskedFor = (name: string) =>
  performance.getEntriesByType('resource').some((resource) => resource.name.includes(`/${name}.`));

// One page, one time to come near: the tests follow each other.
describe('a reader who only reads', () => {
  let reader: Reader;

  before(async () => {
    localStorage.clear();
    // Only now: what a browser keeps is looked at when the page begins.
    await import('../../src/define.js');
    const backend = new StagedBackend({ comments: [comment('1')] });
    reader = new Reader(document.body.appendChild(widgetFor(backend.adapter)));
    await eventually(() => reader.comments.length === 1 && !reader.isLoading);
    await reader.settles();
  });
  after(() => reader.widget.remove());

  it('loads neither how a form behaves nor what may be done to a comment', () => {
    expect(reader.hasForm).to.equal(true);
    expect(hasAskedFor('form-conduct')).to.equal(false);
    expect(hasAskedFor('thread-conduct')).to.equal(false);
  });

  it('has the first as soon as they come to the form', async () => {
    reader.comesToForm();
    await eventually(() => reader.isReady);
    expect(hasAskedFor('form-conduct')).to.equal(true);
    expect(hasAskedFor('draft-conduct')).to.equal(false);
    expect(hasAskedFor('thread-conduct')).to.equal(false);
  });

  it('has what keeps a draft before the first word', async () => {
    reader.goesTo('body');
    await eventually(() => reader.keepsDrafts);
    expect(hasAskedFor('thread-conduct')).to.equal(false);
  });

  it('has the second as soon as they come to the thread', async () => {
    reader.comments[0]!.focus();
    await eventually(() => hasAskedFor('thread-conduct'));
  });
});
