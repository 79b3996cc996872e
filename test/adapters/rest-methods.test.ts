import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { rest } from '../../src/adapters/rest.js';
import type { Adapter, CommentTarget, RequestOptions } from '../../src/core/adapter.js';
import { fakeNetwork, problem, silence } from '../support/backend.js';
import { failure } from '../support/failure.js';

const endpoint = '/api/comments';
const comment = {
  id: 'c1',
  parentId: null,
  author: { name: 'Marie' },
  content: { format: 'text', value: 'Bonjour' },
  createdAt: '2026-01-02T10:00:00.000Z',
  status: 'published',
  editedAt: '2026-01-02T10:05:00.000Z',
  editableUntil: '2026-01-02T10:15:00.000Z',
};
const data = {
  ...comment,
  createdAt: new Date(comment.createdAt),
  editedAt: new Date(comment.editedAt),
  editableUntil: new Date(comment.editableUntil),
};

const target: CommentTarget = { thread: 'a', id: 'c1', token: 'secret' };
const voter = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';

type Ask = (adapter: Adapter, target: CommentTarget, options: RequestOptions) => Promise<unknown>;

interface Case {
  readonly ask: Ask;
  /** What is asked for, after the endpoint. */
  readonly line: string;
  readonly body?: object;
  readonly proves?: boolean;
  readonly answer: object | null;
  readonly gives: unknown;
}

const cases: Record<string, Case> = {
  find: {
    ask: (adapter, own, options) => adapter.find!(own, options),
    line: 'GET /c1',
    proves: true,
    answer: comment,
    gives: data,
  },
  edit: {
    ask: (adapter, own, options) => adapter.edit!(own, 'Bonjour', options),
    line: 'PATCH /c1',
    body: { body: 'Bonjour' },
    proves: true,
    answer: comment,
    gives: data,
  },
  remove: {
    ask: (adapter, own, options) => adapter.remove!(own, options),
    line: 'DELETE /c1',
    proves: true,
    answer: { ...comment, status: 'deleted' },
    gives: { ...data, status: 'deleted' },
  },
  vote: {
    ask: (adapter, { thread, id }, options) => adapter.vote!({ thread, id, token: voter }, -1, options),
    line: `PUT /c1/votes/${voter}`,
    body: { value: -1 },
    answer: { score: -4 },
    gives: -4,
  },
  report: {
    ask: (adapter, own, options) => adapter.report!(own, 'Réclame', options),
    line: 'POST /c1/reports',
    body: { reason: 'Réclame' },
    answer: null,
    gives: undefined,
  },
  count: {
    ask: (adapter, _own, options) => adapter.count!(['a', 'é & +'], options),
    line: 'GET /counts?thread=a&thread=%C3%A9+%26+%2B',
    answer: { counts: { a: 3, 'é & +': 0, more: 1 } },
    gives: { a: 3, 'é & +': 0 },
  },
};

describe('rest, besides lists and posts,', () => {
  const network = fakeNetwork();
  let seen: Request[];
  beforeEach(() => (seen = []));

  /** Whatever is asked from now on is answered like this. */
  function answers(answer: (request: Request) => Response | Promise<Response>): void {
    network.use(
      http.all(`${endpoint}/*`, ({ request }) => {
        seen.push(request.clone());
        return answer(request);
      }),
    );
  }
  const given = (answer: object | null) => () =>
    answer ? HttpResponse.json(answer) : new HttpResponse(null, { status: 204 });
  const line = ({ method, url }: Request) => {
    const { pathname, search } = new URL(url);
    return `${method} ${pathname.slice(endpoint.length)}${search}`;
  };

  for (const [name, { ask, answer, ...expected }] of Object.entries(cases))
    describe(name, () => {
      it('asks in the way of the protocol', async () => {
        answers(given(answer));
        expect(await ask(rest({ endpoint }), target, { lang: 'fr' })).to.deep.equal(expected.gives);
        const [request] = seen as [Request];
        expect(line(request)).to.equal(expected.line);
        expect(
          ['Accept', 'Accept-Language', 'Authorization', 'Content-Type'].map((header) => request.headers.get(header)),
        ).to.deep.equal([
          'application/json, application/problem+json',
          'fr',
          expected.proves ? 'Bearer secret' : null,
          expected.body ? 'application/json' : null,
        ]);
        expect(await request.text()).to.equal(expected.body ? JSON.stringify(expected.body) : '');
      });

      it('says what its backend says when that refuses', async () => {
        answers(() => problem(403));
        expect((await failure(ask(rest({ endpoint }), target, {}))).code).to.equal('forbidden');
        answers(() => problem(404, { code: 'gone' }));
        expect((await failure(ask(rest({ endpoint }), target, {}))).code).to.equal('gone');
        answers(() => problem(422, { code: 'invalid', errors: [{ field: 'body', code: 'too-short', limit: 3 }] }));
        const { issues } = await failure(ask(rest({ endpoint }), target, {}));
        expect(issues).to.deep.equal([{ field: 'body', code: 'too-short', limit: 3 }]);
      });

      const isRead = expected.line.startsWith('GET');

      it(`knows that ${isRead ? 'nothing has' : 'something may have'} changed when nobody answers`, async () => {
        answers(() => HttpResponse.error());
        const { code, outcome } = await failure(ask(rest({ endpoint }), target, {}));
        expect([code, outcome]).to.deep.equal(['network', isRead ? 'refused' : 'unknown']);
      });

      it(isRead ? 'stops for the reason of a signal' : 'does not stop for a signal', async () => {
        const reader = new AbortController();
        answers(() => {
          reader.abort('left the page');
          return isRead ? silence() : given(answer)();
        });
        const end = await ask(rest({ endpoint }), target, reader).catch((reason: unknown) => reason);
        expect(end).to.deep.equal(isRead ? 'left the page' : expected.gives);
      });
    });

  it('keeps what the endpoint has: a last slash, a query', async () => {
    answers(given(comment));
    await rest({ endpoint: `${endpoint}/?site=1` }).find!(target, {});
    expect(line(seen[0]!)).to.equal('GET /c1?site=1');
  });

  it('escapes what goes into an address', async () => {
    const id = 'é/../?#%2F &+';
    answers(given({ score: 1 }));
    await rest({ endpoint }).vote!({ thread: 'a', id, token: id }, 1, {});
    const escaped = '%C3%A9%2F..%2F%3F%23%252F%20%26%2B';
    expect(line(seen[0]!)).to.equal(`PUT /${escaped}/votes/${escaped}`);
  });

  it('proves nothing where there is no proof', async () => {
    answers(given(comment));
    await rest({ endpoint }).find!({ thread: 'a', id: 'c1' }, {});
    expect(seen[0]!.headers.has('Authorization')).to.equal(false);
  });

  it('leaves nothing in the place of a comment where its backend says so', async () => {
    answers(given(null));
    expect(await rest({ endpoint }).remove!(target, {})).to.equal(null);
  });

  it('counts by hundreds, and asks nothing for nothing', async () => {
    const threads = Array.from({ length: 201 }, (_, index) => `article-${index}`);
    answers(({ url }) => {
      const asked = new URL(url).searchParams.getAll('thread');
      return HttpResponse.json({ counts: Object.fromEntries(asked.map((thread) => [thread, thread.length])) });
    });
    const counts = await rest({ endpoint }).count!(threads, {});
    expect(counts).to.deep.equal(Object.fromEntries(threads.map((thread) => [thread, thread.length])));
    expect(seen.map(({ url }) => [...new URL(url).searchParams].length)).to.deep.equal([100, 100, 1]);
    expect(await rest({ endpoint }).count!([], {})).to.deep.equal({});
    expect(seen).to.have.lengthOf(3);
  });

  const wrong: [name: string, path: string, answer: object | null][] = [
    ['find', 'content', { ...comment, content: undefined }],
    ['find', 'status', { ...comment, status: 'refused' }],
    ['edit', 'editedAt', { ...comment, editedAt: 1767348000 }],
    ['edit', 'id', { ...comment, id: '' }],
    ['remove', 'author.name', { ...comment, author: {} }],
    ['vote', 'score', { score: '3' }],
    ['vote', 'score', {}],
    ['count', 'counts', {}],
    ['count', 'counts.a', { counts: { 'é & +': 1 } }],
    ['count', 'counts.a', { counts: { a: '3', 'é & +': 1 } }],
  ];
  for (const [name, path, answer] of wrong)
    it(`takes nothing for the answer to ${name} that is wrong at ${path}: ${JSON.stringify(answer)}`, async () => {
      answers(given(answer));
      const { code, message } = await failure(cases[name]!.ask(rest({ endpoint }), target, {}));
      expect(code).to.equal('protocol');
      expect(message)
        .to.include(`answer.${path}: `)
        .and.not.match(/Marie|Bonjour|secret/);
    });

  it('takes nothing at all for no comment and no score', async () => {
    for (const name of ['find', 'edit', 'vote', 'count']) {
      answers(given(null));
      const { code, message } = await failure(cases[name]!.ask(rest({ endpoint }), target, {}));
      expect([name, code]).to.deep.equal([name, 'protocol']);
      expect(message).to.match(/204 untyped, empty$/);
    }
    answers(() => HttpResponse.text(''));
    expect((await failure(rest({ endpoint }).remove!(target, {}))).code).to.equal('protocol');
  });
});
