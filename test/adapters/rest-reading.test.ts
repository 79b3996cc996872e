import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { rest } from '../../src/adapters/rest.js';
import type { RequestOptions } from '../../src/core/adapter.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const endpoint = '/api/comments';
const comment = {
  id: 'c1',
  parentId: null,
  author: { name: 'Marie', url: 'https://exemple.fr/' },
  content: { format: 'text', value: 'Bonjour' },
  createdAt: '2026-01-02T10:00:00.000Z',
  status: 'published',
};
const data = { ...comment, createdAt: new Date(Date.UTC(2026, 0, 2, 10)) };

describe('rest reads', () => {
  const network = fakeNetwork();
  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: object) => network.use(http.get(endpoint, () => HttpResponse.json(answer)));
  const create = () => rest({ endpoint });
  const list = (options: RequestOptions = {}) => create().list!({ thread: 'a' }, options);

  it('a page, without what is none of the protocol', async () => {
    const rules = {
      open: false,
      downvotes: true,
      replyDepth: 0,
      fields: { ...create().rules.fields, body: { use: 'required', max: 9 } },
    };
    const more = { email: 'marie@exemple.fr', token: 'secret' };
    const author = { ...comment.author, ...more };
    const marks = { total: 12, next: 'n', previous: 'p', since: 's' };
    answers({ comments: [{ ...comment, ...more, author }], ...marks, rules, ...more });
    expect(await list()).to.deep.equal({ comments: [data], ...marks, rules });
  });

  it('all that the protocol says of a comment', async () => {
    const author = { ...comment.author, avatar: 'https://exemple.fr/marie.png', isStaff: true };
    const members = { author, status: 'deleted', isPinned: true, lang: 'fr', score: -3, moreReplies: 7 };
    const dates = { editedAt: '2026-01-03T10:00:00Z', editableUntil: '2026-01-03T10:15:00+01:00' };
    answers({ comments: [{ ...comment, ...members, ...dates }] });
    expect((await list()).comments).to.deep.equal([
      {
        ...data,
        ...members,
        editedAt: new Date(Date.UTC(2026, 0, 3, 10)),
        editableUntil: new Date(Date.UTC(2026, 0, 3, 9, 15)),
      },
    ]);
  });

  it('a date that is none as unknown', async () => {
    for (const none of ['hier', '', '2026-13-45T00:00:00Z', null]) {
      const others = none === null ? {} : { editedAt: none, editableUntil: none };
      answers({ comments: [{ ...comment, createdAt: none, ...others }] });
      expect((await list()).comments).to.deep.equal([{ ...data, createdAt: null }]);
    }
  });

  it('10 000 comments in one answer', async () => {
    const content = { format: 'text', value: 'Merci\u00a0! '.repeat(50) };
    const comments = Array.from({ length: 10_000 }, (_, index) => ({ ...comment, id: String(index), content }));
    const original = window.fetch;
    // Without the network, which would copy all of it several times.
    window.fetch = () => Promise.resolve(Response.json({ comments }));
    try {
      const given = await list();
      expect(given.comments).to.have.lengthOf(10_000);
      expect(given.comments.at(-1)).to.deep.equal({ ...data, id: '9999', content });
    } finally {
      window.fetch = original;
    }
  });

  it('what an answer holds later, unless nobody waits for it any more', async () => {
    const { parse } = JSON;
    const reader = new AbortController();
    JSON.parse = (text: string) => {
      if (text.includes('"wrong"')) reader.abort('left the page');
      return parse(text) as unknown;
    };
    try {
      answers({ comments: [{ wrong: true }] });
      const end = await list({ signal: reader.signal }).catch((reason: unknown) => reason);
      expect(end).to.equal('left the page');
    } finally {
      JSON.parse = parse;
    }
  });

  const wrong: Record<string, object> = {
    comments: { comments: {} },
    'comments.0.id': { comments: [{ ...comment, id: '' }] },
    'comments.0.parentId': { comments: [{ ...comment, parentId: 12 }] },
    'comments.0.author.name': { comments: [{ ...comment, author: {} }] },
    'comments.0.author.url': { comments: [{ ...comment, author: { name: 'Marie', url: null } }] },
    'comments.0.content.format': { comments: [{ ...comment, content: { format: 'markdown', value: '' } }] },
    'comments.0.createdAt': { comments: [{ ...comment, createdAt: 1767348000 }] },
    'comments.1.status': { comments: [comment, { ...comment, status: 'spam' }] },
    'comments.0': { comments: ['Bonjour'] },
    'comments.0.author.avatar': { comments: [{ ...comment, author: { name: 'Marie', avatar: 7 } }] },
    'comments.0.author.isStaff': { comments: [{ ...comment, author: { name: 'Marie', isStaff: 'yes' } }] },
    'comments.0.editedAt': { comments: [{ ...comment, editedAt: null }] },
    'comments.0.isPinned': { comments: [{ ...comment, isPinned: 1 }] },
    'comments.0.lang': { comments: [{ ...comment, lang: null }] },
    'comments.0.score': { comments: [{ ...comment, score: '3' }] },
    'comments.0.moreReplies': { comments: [{ ...comment, moreReplies: true }] },
    'comments.0.editableUntil': { comments: [{ ...comment, editableUntil: 1767348000 }] },
    total: { comments: [], total: '12' },
    next: { comments: [], next: null },
    previous: { comments: [], previous: 1 },
    since: { comments: [], since: 12 },
    'rules.downvotes': { comments: [], rules: { downvotes: 'yes' } },
    'rules.open': { comments: [], rules: { open: 'yes' } },
    'rules.fields.email': { comments: [], rules: { fields: { body: { use: 'none' }, name: { use: 'none' } } } },
  };
  for (const [path, answer] of Object.entries(wrong)) {
    it(`no page that is wrong at ${path}`, async () => {
      answers(answer);
      const error = await failure(list());
      expect(error.code).to.equal('protocol');
      expect(error.message)
        .to.include(`answer.${path}: `)
        .and.not.match(/Marie|alert/);
    });
  }
});
