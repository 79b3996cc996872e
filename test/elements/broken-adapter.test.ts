import { expect } from '@open-wc/testing';
import { memory } from '../../src/adapters/memory.js';
import type { Adapter } from '../../src/core/adapter.js';
import type { CommentError } from '../../src/core/errors.js';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { widgetFor } from '../support/widget.js';

describe('an adapter that breaks its contract', () => {
  let backend: StagedBackend;
  let reader: Reader;
  beforeEach(() => (backend = new StagedBackend()));

  const visit = async (adapter: Adapter = backend.adapter) => {
    reader = await Reader.visit(widgetFor(adapter));
  };
  const publish = async () => {
    reader.writes('Un texte précieux');
    reader.signs(marie);
    await reader.publishes();
  };

  const breaches: Record<string, () => unknown> = {
    'throws something else': () => Promise.reject(new TypeError('x is not a function')),
    'throws at once': () => {
      throw new RangeError('no');
    },
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- nobody tells adapters
    'rejects with nothing': () => Promise.reject(),
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- nobody tells adapters
    'rejects with a text': () => Promise.reject('no'),
    'resolves to nothing': () => Promise.resolve(),
    'resolves to null': () => Promise.resolve(null),
    'resolves to a text': () => Promise.resolve('published'),
    'resolves to an empty object': () => Promise.resolve({}),
    'gives no promise': () => undefined,
  };

  describe('when it is written to', () => {
    const brokenPosts = {
      ...breaches,
      'resolves to a status that there is not': () => Promise.resolve({ status: 'spam' }),
      'resolves to half a comment': () => Promise.resolve({ id: '1', status: 'published' }),
    };
    for (const [what, onPost] of Object.entries(brokenPosts))
      it(`and ${what} gets an unexpected answer, told on the console, and the text stays`, async () => {
        await visit();
        const told: CommentError[] = [];
        reader.widget.addEventListener('comment-error', ({ detail }) => told.push(detail.error));
        backend.onPost = onPost;
        await publish();
        expect(reader.heard.at(-1)).to.include(fr.errors.protocol);
        expect(reader.field('body').value).to.equal('Un texte précieux');
        expect(reader.comments).to.have.lengthOf(0);
        expect(told[0]?.code).to.equal('protocol');
        expect(consoleTold()).to.have.lengthOf(1);
      });
  });

  describe('when it is read', () => {
    const whole = comment('1');
    const brokenLists = {
      ...breaches,
      'resolves to a list': () => Promise.resolve([whole]),
      'resolves to nothings': () => Promise.resolve({ comments: [null] }),
      'resolves to a comment without an id': () => Promise.resolve({ comments: [{ ...whole, id: '' }] }),
      'resolves to comments of nobody': () => Promise.resolve({ comments: [{ id: '1' }] }),
      'resolves to a text for a date': () => Promise.resolve({ comments: [{ ...whole, createdAt: '2026-01-02' }] }),
      'resolves to a date that is none': () => Promise.resolve({ comments: [{ ...whole, createdAt: new Date(NaN) }] }),
    };
    for (const [what, onList] of Object.entries(brokenLists))
      it(`and ${what} leaves the reader a form that works`, async () => {
        backend.onList = onList;
        await visit();
        expect(reader.hears).to.equal(fr.unread);
        expect(consoleTold().join()).to.include('comment-widget');
        await publish();
        expect(reader.commentTexts).to.deep.equal(['Un texte précieux']);
      });

    for (const rules of [null, {}, { fields: null }, { fields: {} }])
      it(`and has no rules to give, ${JSON.stringify(rules)}, is taken to have the usual ones`, async () => {
        backend.onList = () => Promise.resolve({ comments: [], rules });
        await visit();
        await reader.publishes();
        expect(Object.keys(reader.complaints)).to.deep.equal(['body', 'name', 'email']);
      });
  });

  it('and has no rules at all is taken to have the usual ones', async () => {
    await visit({ ...memory(), rules: undefined } as unknown as Adapter);
    await publish();
    expect(reader.commentTexts).to.deep.equal(['Un texte précieux']);
  });
});
