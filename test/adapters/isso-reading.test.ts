import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { isso } from '../../src/adapters/isso.js';
import type { ListQuery } from '../../src/core/adapter.js';
import { IssoServer } from '../support/backends/isso.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const endpoint = 'https://isso.example';
const config = {
  'reply-to-self': true,
  'require-email': false,
  'require-author': false,
  'website-field': true,
  'reply-notifications': false,
  gravatar: false,
  feed: false,
};

/** As they were recorded. */
const first = {
  id: 2,
  parent: null,
  created: 1795328545.0098653,
  modified: null,
  mode: 1,
  text: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>',
  author: 'Zoé',
  website: 'http://zoe.example',
  likes: 0,
  dislikes: 0,
  notification: null,
  hash: 'aeb710ff1453',
};
const deleted = {
  ...first,
  id: 1,
  created: 1795328544.5310671,
  modified: 1795328551.5727499,
  mode: 4,
  text: '<p></p>',
  author: null,
  website: null,
};
const answer = {
  ...first,
  id: 3,
  parent: 1,
  created: 1795328545.6352463,
  text: '<p>Une réponse.</p>',
  author: 'Luc',
  website: null,
  hash: '4505c1eeda98',
};
const thread = {
  id: null,
  total_replies: 10,
  hidden_replies: 5,
  replies: [
    { ...deleted, total_replies: 2, hidden_replies: 1, replies: [answer] },
    { ...first, total_replies: 0, hidden_replies: 0, replies: [] },
  ],
  config,
};

const dataOfFirst = {
  id: '2',
  parentId: null,
  author: { name: 'Zoé', url: 'http://zoe.example' },
  content: { format: 'html', value: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>' },
  createdAt: new Date(1795328545009),
  status: 'published',
  score: 0,
};

describe('isso reads', () => {
  const network = fakeNetwork();
  let seen: URL[];
  beforeEach(() => (seen = []));

  /** Whatever is asked from now on is answered like this. */
  const answers = (said: unknown) =>
    network.use(
      http.all(`${endpoint}/*`, ({ request }) => {
        seen.push(new URL(request.url));
        return said instanceof Response ? said.clone() : HttpResponse.json(said as object);
      }),
    );
  const create = () => isso({ endpoint });
  const list = (query: Partial<ListQuery> = {}) => create().list!({ thread: '/a/', ...query }, {});
  const one = async (more: object) => {
    answers({ ...thread, replies: [{ ...first, ...more }] });
    return (await list()).comments[0]!;
  };

  it('a tree as a list, what is answered first, and nothing that was made of an e-mail', async () => {
    answers(thread);
    const { comments, total, next } = await list();
    expect(comments).to.deep.equal([
      {
        id: '1',
        parentId: null,
        author: { name: '' },
        content: { format: 'html', value: '' },
        createdAt: new Date(1795328544531),
        status: 'deleted',
        moreReplies: 1,
      },
      {
        id: '3',
        parentId: '1',
        author: { name: 'Luc' },
        content: { format: 'html', value: '<p>Une réponse.</p>' },
        createdAt: new Date(1795328545635),
        status: 'published',
        score: 0,
      },
      dataOfFirst,
    ]);
    // Isso counts what is deleted.
    expect([total, next]).to.deep.equal([9, '2-1']);
  });

  it('the next page, without counting again what is deleted', async () => {
    answers({ ...thread, hidden_replies: 0 });
    const { total, next } = await list({ cursor: '2-1', limit: 3 });
    expect(seen[0]!.search).to.equal('?uri=%2Fa%2F&sort=oldest&limit=3&offset=2&nested_limit=20');
    expect([total, next]).to.deep.equal([8, undefined]);
  });

  it('no page that says there is more and gives nothing', async () => {
    answers({ ...thread, replies: [] });
    expect(await list()).not.to.have.property('next');
  });

  it('the answers to one comment', async () => {
    answers({ ...thread, id: 1, total_replies: 2, hidden_replies: 0, replies: [answer] });
    const page = await list({ parentId: '1', order: 'newest', limit: 5 });
    expect(seen[0]!.search).to.equal('?uri=%2Fa%2F&sort=newest&limit=5&offset=0&parent=1');
    expect(page.comments.map(({ id, parentId }) => [id, parentId])).to.deep.equal([['3', '1']]);
    expect(page).not.to.have.property('total');
  });

  it('in the orders that Isso knows', async () => {
    answers(thread);
    for (const order of ['oldest', 'newest', 'best'] as const) await list({ order });
    expect(seen.map(({ searchParams }) => searchParams.get('sort'))).to.deep.equal(['oldest', 'newest', 'upvotes']);
  });

  it('names and addresses as they were typed, which Isso escapes', async () => {
    const author = '&lt;b&gt;Ève&lt;/b&gt; &amp;amp; &quot;Cie&quot;';
    const { author: found, content } = await one({ author, website: 'http://zoe.example/?a=1&amp;b=&#x27;' });
    expect(found).to.deep.equal({ name: '<b>Ève</b> &amp; "Cie"', url: "http://zoe.example/?a=1&b='" });
    expect(content.value).to.equal(first.text);
  });

  it('no address but of the web', async () => {
    for (const website of ['javascript:alert(1)', 'data:,', '', null])
      expect((await one({ website })).author).to.deep.equal({ name: 'Zoé' });
  });

  it('no picture that is made of an e-mail', async () => {
    const gravatar = { gravatar_image: 'https://www.gravatar.com/avatar/942b4e5e5324b991b98cd9e2df6ec04a' };
    expect(await one(gravatar)).to.deep.equal(dataOfFirst);
  });

  it('what was voted, and when a comment was changed', async () => {
    const { score, editedAt } = await one({ likes: 2, dislikes: 5, modified: 1795328551.5727499 });
    expect([score, editedAt]).to.deep.equal([-3, new Date(1795328551572)]);
  });

  it('which fields are required, and which there are', async () => {
    const { fields } = create().rules;
    expect([fields.name.use, fields.email.use, fields.url.use]).to.deep.equal(['optional', 'optional', 'optional']);
    const uses = async (settings: object) => {
      answers({ ...thread, config: { ...config, ...settings } });
      const { name, email, url } = (await list()).rules!.fields!;
      return [name.use, email.use, url.use];
    };
    expect(await uses({})).to.deep.equal(['optional', 'optional', 'optional']);
    expect(await uses({ 'require-author': true })).to.deep.equal(['required', 'optional', 'optional']);
    expect(await uses({ 'require-email': true })).to.deep.equal(['optional', 'required', 'optional']);
    expect(await uses({ 'website-field': false })).to.deep.equal(['optional', 'optional', 'none']);
    // Older ones say nothing of it.
    expect(await uses({ 'website-field': undefined })).to.deep.equal(['optional', 'optional', 'optional']);
  });

  it('an answer to an answer under what that answers', async () => {
    const server = new IssoServer();
    network.use(...server.handlers);
    const adapter = create();
    const draft = { body: 'Bonjour', name: '', email: '', url: '', extra: {} };
    const post = (parentId: string | null) =>
      adapter.post!({ thread: '/a/', parentId, url: '', title: 'Un article' }, draft, { attemptKey: '' });
    await post(null);
    await post('1');
    expect(await post('2')).to.include({ id: '3', parentId: '1' });
    // Of what is not there Isso makes a comment like any other.
    expect(await post('99999')).to.include({ id: '4', parentId: null });
  });

  const wrong: Record<string, object> = {
    replies: { ...thread, replies: {} },
    total_replies: { ...thread, total_replies: '10' },
    hidden_replies: { ...thread, hidden_replies: null },
    config: { ...thread, config: undefined },
    'config.require-email': { ...thread, config: { 'require-email': 'no' } },
    'replies.0': { ...thread, replies: ['Bonjour'] },
    'replies.0.id': { ...thread, replies: [{ ...first, id: '2' }] },
    'replies.0.parent': { ...thread, replies: [{ ...first, parent: '1' }] },
    'replies.0.text': { ...thread, replies: [{ ...first, text: null }] },
    'replies.0.author': { ...thread, replies: [{ ...first, author: 7 }] },
    'replies.0.website': { ...thread, replies: [{ ...first, website: undefined }] },
    'replies.0.created': { ...thread, replies: [{ ...first, created: '2026-11-22' }] },
    'replies.0.modified': { ...thread, replies: [{ ...first, modified: '2026-11-22' }] },
    'replies.0.likes': { ...thread, replies: [{ ...first, likes: '1' }] },
    'replies.0.dislikes': { ...thread, replies: [{ ...first, dislikes: null }] },
    'replies.0.replies': { ...thread, replies: [{ ...first, replies: 1 }] },
    'replies.0.hidden_replies': { ...thread, replies: [{ ...first, hidden_replies: '1' }] },
    'replies.1.mode': { ...thread, replies: [first, { ...first, mode: 3 }] },
    'replies.1.replies.0.text': { ...thread, replies: [first, { ...first, replies: [{ ...answer, text: 1 }] }] },
  };
  for (const [path, said] of Object.entries(wrong))
    it(`no page that is wrong at ${path}`, async () => {
      answers(said);
      const error = await failure(list());
      expect(error.code).to.equal('protocol');
      expect(error.message)
        .to.include(`answer.${path}: `)
        .and.not.match(/Zoé|Bonjour|aeb710/);
    });

  it('nothing else that is wrong', async () => {
    const adapter = create();
    const vote = () => adapter.vote!({ thread: '/a/', id: '1' }, 1, {});
    const count = () => adapter.count!(['/a/', '/b/'], {});
    const find = () => adapter.find!({ thread: '/a/', id: '1' }, {});
    const remove = () => adapter.remove!({ thread: '/a/', id: '1' }, {});
    const cases: [ask: () => Promise<unknown>, said: unknown, path: string][] = [
      [vote, { likes: 1 }, 'answer.dislikes'],
      [vote, { likes: 1, dislikes: 0, message: 7 }, 'answer.message'],
      [count, [3], 'answer.1'],
      [count, [3, '0'], 'answer.1'],
      [count, { '/a/': 3 }, 'answer'],
      [find, null, 'answer'],
      [remove, {}, 'answer.id'],
      [remove, HttpResponse.text(''), 'empty'],
    ];
    for (const [ask, said, path] of cases) {
      answers(said);
      const { code, message } = await failure(ask());
      expect([JSON.stringify(said), code]).to.deep.equal([JSON.stringify(said), 'protocol']);
      expect(message).to.include(path);
    }
  });

  it('that a comment which is voted on is not there', async () => {
    answers(null);
    expect((await failure(create().vote!({ thread: '/a/', id: '1' }, 1, {}))).code).to.equal('gone');
  });

  it('what is left of a comment that was deleted', async () => {
    answers({ ...deleted, text: '', hash: undefined });
    expect(await create().remove!({ thread: '/a/', id: '1' }, {})).to.include({ id: '1', status: 'deleted' });
    answers(null);
    expect(await create().remove!({ thread: '/a/', id: '1' }, {})).to.equal(null);
  });
});
