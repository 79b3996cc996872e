import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { remark42 } from '../../src/adapters/remark42.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const endpoint = 'https://remark42.example';

/** As Remark42 gave them in November 2026. */
const config = {
  version: 'master-20261122',
  edit_duration: 300,
  admin_edit: false,
  min_comment_size: 0,
  max_comment_size: 2048,
  admins: [],
  admin_email: 'admin@127.0.0.1:8814',
  auth_providers: ['anonymous'],
  anon_vote: false,
  positive_score: false,
  readonly_age: 0,
};
const user = {
  name: 'Zoé',
  id: 'anonymous_2bd82d5446a1af93010b7ad8d23b57734a6d1729',
  picture: 'http://127.0.0.1:8814/api/v1/avatar/3f601b2ef581dbeb6457905dff64a7fc405db7cf.image',
  admin: false,
  site_id: 'remark',
};
const recorded = {
  id: '2de3c961-b928-48a9-9e6d-9c4bc5fdd65e',
  pid: '',
  text: '<p>Bonjour <strong>à tous</strong> &amp; merci.</p>\n',
  orig: 'Bonjour **à tous** & merci.',
  user,
  locator: { site: 'remark', url: 'http://127.0.0.1:8899/article-ouvert/' },
  score: 0,
  vote: 0,
  time: '2026-11-22T06:25:42.859675829Z',
  title: 'Un article',
};
const reply = {
  ...recorded,
  id: '61585a25-2ec3-4208-9db6-087092f55be8',
  pid: recorded.id,
  text: '<p>Une réponse.</p>\n',
};
const times = { first_time: '2026-11-22T06:25:42.859675829Z', last_time: '2026-11-22T06:25:45.991220576Z' };
const info = { url: 'http://127.0.0.1:8899/article-ouvert/', count: 5, count_left: 0, ...times };
const tree = { comments: [{ comment: recorded, replies: [{ comment: reply }] }], info };

const comment = {
  id: recorded.id,
  parentId: null,
  author: { name: 'Zoé' },
  content: { format: 'html', value: recorded.text },
  createdAt: new Date(Date.UTC(2026, 10, 22, 6, 25, 42, 859)),
  status: 'published',
};

describe('remark42 reads', () => {
  const network = fakeNetwork();
  const gives = (found: object, told: object = config) =>
    network.use(
      http.get(`${endpoint}/api/v1/find`, () => HttpResponse.json(found)),
      http.get(`${endpoint}/api/v1/config`, () => HttpResponse.json(told)),
    );
  const list = () => remark42({ endpoint }).list!({ thread: 'a' }, {});
  const one = async (changes: object) => {
    gives({ ...tree, comments: [{ comment: { ...recorded, ...changes } }] });
    return (await list()).comments[0];
  };

  it('a tree as a list, what is answered first', async () => {
    gives(tree);
    const { comments, total, next } = await list();
    expect(comments).to.deep.equal([
      comment,
      { ...comment, id: reply.id, parentId: recorded.id, content: { format: 'html', value: reply.text } },
    ]);
    expect([total, next]).to.deep.equal([5, undefined]);
  });

  it('a tree of many branches in its order', async () => {
    const node = (id: string, ...replies: object[]) => ({ comment: { ...recorded, id }, replies });
    gives({ ...tree, comments: [node('1', node('2', node('3')), node('4')), node('5'), node('6', node('7'))] });
    expect((await list()).comments.map(({ id }) => id).join('')).to.equal('1234567');
  });

  it('a chain of answers that is longer than the stack of an engine', async () => {
    const depth = 20_000;
    const start = `{"comment":${JSON.stringify({ ...reply, user: { name: 'Zoé' } })},"replies":[`;
    const text = `{"comments":[${start.repeat(depth)}${']}'.repeat(depth)}],"info":${JSON.stringify(info)}}`;
    network.use(
      http.get(`${endpoint}/api/v1/find`, () => new HttpResponse(text)),
      http.get(`${endpoint}/api/v1/config`, () => HttpResponse.json(config)),
    );
    expect((await list()).comments).to.have.lengthOf(depth);
  });

  it('where the next page is, as long as something is left', async () => {
    gives({ ...tree, info: { ...info, count_left: 3, last_comment: reply.id } });
    expect((await list()).next).to.equal(reply.id);
    gives({ ...tree, info: { ...info, last_comment: reply.id } });
    expect((await list()).next).to.equal(undefined);
  });

  it('nothing of a page, or of a site, that is not there', async () => {
    const none = { count: 0, count_left: 0, first_time: '0001-01-01T00:00:00Z', last_time: '0001-01-01T00:00:00Z' };
    gives({ comments: [], info: none });
    expect(await list()).to.deep.include({ comments: [], total: 0 });
  });

  it('how long a text may be, and whether the thread is open', async () => {
    gives(tree, { ...config, min_comment_size: 10, max_comment_size: 500 });
    const { rules } = await list();
    expect(rules!.open).to.equal(true);
    expect(rules!.fields!.body).to.deep.equal({ use: 'required', min: 10, max: 500 });
    expect(rules!.fields!.email).to.deep.equal({ use: 'none' });
    gives({ ...tree, info: { ...info, read_only: true } });
    expect((await list()).rules!.open).to.equal(false);
  });

  it('who speaks for the site, what is pinned, and when it was changed', async () => {
    const edit = { time: '2026-11-22T06:25:43.307991867Z', summary: 'faute' };
    expect(
      await one({ user: { name: 'admin', id: 'admin', picture: '', ip: '54a1', admin: true }, pin: true, edit }),
    ).to.deep.equal({
      ...comment,
      author: { name: 'admin', isStaff: true },
      isPinned: true,
      editedAt: new Date(Date.UTC(2026, 10, 22, 6, 25, 43, 307)),
    });
  });

  it('nothing of what is deleted but its place', async () => {
    expect(await one({ delete: true, text: '<p>Un regret</p>' })).to.deep.equal({
      ...comment,
      author: { name: '' },
      content: { format: 'html', value: '' },
      status: 'deleted',
    });
  });

  it('neither what is made of an e-mail or an IP, nor the Markdown, nor a score that readers have no part in', async () => {
    const given = JSON.stringify(await one({ user: { ...user, ip: '54a14a9b23a6bde3eab2d02cd911cf2d4cba6623' } }));
    expect(given).not.to.match(/2bd82d54|3f601b2e|54a14a9b|\*\*|score/);
  });

  it('a date that is none as unknown', async () => {
    expect(await one({ time: 'hier', edit: { time: '' } })).to.deep.equal({ ...comment, createdAt: null });
  });

  it('the settings again after it could not', async () => {
    const adapter = remark42({ endpoint });
    gives(tree, { error: 'not yet' });
    expect((await failure(adapter.list!({ thread: 'a' }, {}))).message).to.include('answer.min_comment_size: ');
    gives(tree);
    expect((await adapter.list!({ thread: 'a' }, {})).comments).to.have.lengthOf(2);
  });

  const wrong: Record<string, object> = {
    comments: { ...tree, comments: {} },
    info: { comments: [] },
    'info.count': { ...tree, info: { ...info, count: '5' } },
    'info.read_only': { ...tree, info: { ...info, read_only: 1 } },
    'comments.0.comment': { ...tree, comments: [recorded] },
    'comments.0.replies': { ...tree, comments: [{ comment: recorded, replies: {} }] },
    'comments.0.replies.1.comment.id': {
      ...tree,
      comments: [{ comment: recorded, replies: [{ comment: reply }, { comment: { ...reply, id: 7 } }] }],
    },
    'comments.0.comment.pid': { ...tree, comments: [{ comment: { ...recorded, pid: null } }] },
    'comments.0.comment.text': { ...tree, comments: [{ comment: { ...recorded, text: undefined } }] },
    'comments.0.comment.user.name': { ...tree, comments: [{ comment: { ...recorded, user: {} } }] },
    'comments.0.comment.user.admin': {
      ...tree,
      comments: [{ comment: { ...recorded, user: { ...user, admin: 'no' } } }],
    },
    'comments.0.comment.time': { ...tree, comments: [{ comment: { ...recorded, time: 1_795_000_000 } }] },
    'comments.0.comment.edit.time': { ...tree, comments: [{ comment: { ...recorded, edit: {} } }] },
    'comments.0.comment.delete': { ...tree, comments: [{ comment: { ...recorded, delete: 1 } }] },
  };
  for (const [path, answer] of Object.entries(wrong))
    it(`no list that is wrong at ${path}`, async () => {
      gives(answer);
      const { code, message } = await failure(list());
      expect(code).to.equal('protocol');
      expect(message)
        .to.include(`answer.${path}: `)
        .and.not.match(/Zoé|Bonjour/);
    });

  it('no count that is wrong', async () => {
    network.use(http.post(`${endpoint}/api/v1/counts`, () => HttpResponse.json([{ url: 'a', count: null }])));
    const { code, message } = await failure(remark42({ endpoint }).count!(['a'], {}));
    expect([code, message.includes('answer.0.count: ')]).to.deep.equal(['protocol', true]);
  });
});
