import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { jsonEndpoint } from '../../src/adapters/json-endpoint.js';
import type { AdapterOptions } from '../../src/core/adapter.js';
import type { CommentData } from '../../src/core/comment.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { JsonServer } from '../support/backends/json-server.js';
import { failure } from '../support/failure.js';

const endpoint = 'https://json.example/comments';
const item = { id: 'a', body: 'Bonjour' };

describe('http', () => {
  const network = fakeNetwork();
  let backend: JsonServer;
  beforeEach(() => {
    backend = new JsonServer();
    network.use(...backend.handlers);
  });

  let seen: Request[] = [];
  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: () => Response) => () => {
    seen = [];
    network.use(
      http.all(`${backend.origin}/*`, ({ request }) => {
        seen.push(request.clone());
        return answer();
      }),
    );
  };
  const gives = (body: JsonBodyType, status = 200) => answers(() => HttpResponse.json(body, { status }))();
  const refuses = (status: number, kind: string) => () => gives({ error: { kind } }, status);

  describeAdapter('http, told how a server speaks that gives pages of trees,', {
    create: () => jsonEndpoint(backend.options),
    can: ['count'],
    repeatable: true,
    idempotent: true,
    close: (thread) => backend.close(thread),
    failures: {
      network: answers(() => HttpResponse.error()),
      unavailable: answers(() => new HttpResponse('Bad Gateway', { status: 502 })),
      'rate-limited': refuses(200, 'flood'),
      challenge: refuses(403, 'captcha'),
      closed: refuses(200, 'locked'),
      protocol: answers(() => HttpResponse.html('<h1>Bienvenue</h1>')),
    },
    refusals: { duplicate: refuses(409, 'twice'), 'rate-limited': refuses(429, 'slowly') },
  });

  describeAdapter('http, where comments are held,', {
    create() {
      backend.moderated = true;
      return jsonEndpoint(backend.options);
    },
    approve: (thread) => backend.approve(thread),
    can: ['count'],
    idempotent: true,
  });

  describe('reads', () => {
    const list = async (options: AdapterOptions = {}, query: object = {}) =>
      (await jsonEndpoint({ endpoint, ...options })).list!({ thread: 'é/1', ...query }, {});
    const one = async (options: AdapterOptions, given: JsonBodyType) => {
      gives([given]);
      return (await list(options)).comments[0]!;
    };

    it('a list under our own names, where it is told nothing', async () => {
      const answer = {
        id: 'b',
        parentId: 'a',
        name: 'Zoé',
        url: 'https://zoe.example',
        createdAt: '2026-01-02T10:00Z',
      };
      gives([
        { ...item, email: 'zoe@exemple.fr', isStaff: true },
        { ...answer, body: '<b>' },
      ]);
      const { comments, ...more } = await list();
      const text = (value: string) => ({ format: 'text', value });
      const first = { parentId: null, author: { name: '' }, createdAt: null, status: 'published' };
      expect(comments).to.deep.equal([
        { ...first, id: 'a', content: text('Bonjour') },
        {
          ...first,
          id: 'b',
          parentId: 'a',
          author: { name: 'Zoé', url: 'https://zoe.example' },
          content: text('<b>'),
          createdAt: new Date(Date.UTC(2026, 0, 2, 10)),
        },
      ]);
      expect(more).to.deep.equal({ total: 2 });
      expect(seen.map(({ method, url }) => [method, url])).to.deep.equal([['GET', `${endpoint}?thread=%C3%A9%2F1`]]);
    });

    it('the thread where the address has a place for it, and then in no parameter', async () => {
      gives([]);
      await list({ endpoint: `${backend.origin}/articles/{thread}/comments?site=1` });
      expect(seen[0]!.url).to.equal(`${backend.origin}/articles/%C3%A9%2F1/comments?site=1`);
    });

    it('numbers for ids, and null, nought, nothing or an empty text for no parent', async () => {
      for (const parentId of [null, 0, '', undefined])
        expect(await one({}, { ...item, id: 7, parentId: parentId! })).to.include({ id: '7', parentId: null });
      expect(await one({}, { ...item, parentId: 12 })).to.include({ parentId: '12' });
    });

    it('HTML where it is told so, and leaves it as it is', async () => {
      const content = { format: 'html', value: '<p onclick="x">Bonjour' };
      expect((await one({ format: 'html' }, { ...item, body: content.value })).content).to.deep.equal(content);
    });

    it('dates of many kinds, wherever the reader is', async () => {
      const date = Date.UTC(2026, 0, 2, 10, 0, 5);
      const dates: [JsonBodyType, number | undefined][] = [
        ['2026-01-02T10:00:05Z', date],
        ['2026-01-02T11:00:05.000+01:00', date],
        ['2026-01-02 11:00:05+01:00', date],
        ['2026-01-02 10:00:05', date],
        ['2026-01-02T10:00:05.000', date],
        ['2026-01-02', Date.UTC(2026, 0, 2)],
        ['Fri, 02 Jan 2026 10:00:05 GMT', date],
        [date, date],
        [date / 1000, date],
        ['hier', undefined],
        [null, undefined],
        [[], undefined],
      ];
      const original = window.Date;
      // In a zone of its own, whatever that of this machine is.
      const elsewhere = class extends original {
        constructor(value: string | number) {
          super(/T[\d:.]+$/.test(String(value)) ? `${value}+02:00` : value);
        }
      };
      for (const [createdAt, time] of dates) {
        gives([{ ...item, createdAt }]);
        window.Date = elsewhere as DateConstructor;
        try {
          const [told] = (await list()).comments;
          expect(told!.createdAt?.getTime(), JSON.stringify(createdAt)).to.equal(time);
        } finally {
          window.Date = original;
        }
      }
    });

    it('a site only by http(s), and who speaks for it', async () => {
      const options = { fields: 'id body url isStaff=role.staff' };
      for (const url of ['javascript:alert(1)', '', null])
        expect((await one(options, { ...item, url })).author).to.deep.equal({ name: '' });
      for (const staff of [true, 1, '1'])
        expect((await one(options, { ...item, role: { staff } })).author.isStaff).to.equal(true);
      for (const staff of [false, 0, 'no', null, {}])
        expect((await one(options, { ...item, role: { staff } })).author).to.deep.equal({ name: '' });
    });

    it('nothing that it is not told of', async () => {
      const told = await one(
        { fields: 'id body' },
        { ...item, name: 'Zoé', url: 'https://json.example/7', parentId: 'b' },
      );
      expect([told.author, told.parentId]).to.deep.equal([{ name: '' }, null]);
    });

    it('lists in each comment, however deep, as what answers it', async () => {
      const below = (id: string, replies: JsonBodyType) => ({ id, body: id, 'on.it': 1, under: { it: replies } });
      gives({ data: [below('a', [below('b', [below('c', null)]), below('d', undefined)]), below('e', [])] });
      const { comments } = await list({ list: 'data', fields: 'id body replies=under.it' });
      const pairs = comments.map(({ id, parentId }) => [id, parentId]);
      expect(pairs.sort()).to.deep.equal([
        ['a', null],
        ['b', 'a'],
        ['c', 'b'],
        ['d', 'a'],
        ['e', null],
      ]);
    });

    it('no held comment, whatever the server lists', async () => {
      gives([
        item,
        { ...item, id: 'b', waits: true },
        { ...item, id: 'c', waits: false },
        { ...item, id: 'd', state: { is: 'spam' } },
      ]);
      const ids = ({ comments }: { comments: readonly CommentData[] }) => comments.map(({ id }) => id).join();
      const held = 'waits state.is=hold|spam';
      const whole = await list({ held });
      expect([ids(whole), whole.total]).to.deep.equal(['a,c', 2]);
      expect(ids(await list({ held, paging: 'offset', query: 'thread cursor=at' }))).to.equal('a,c');
    });

    it('whether a thread is closed, where it is told how to see that', async () => {
      for (const [closed, locked] of [
        ['locked', true],
        ['locked=1', 1],
        ['locked=closed|frozen', 'frozen'],
      ] as const) {
        gives({ items: [], locked });
        expect((await list({ list: 'items', closed })).rules).to.deep.equal({ open: false });
        gives({ items: [], locked: 'no' });
        expect((await list({ list: 'items', closed })).rules).to.deep.equal({ open: true });
      }
      gives([]);
      expect(await list()).not.to.have.property('rules');
    });

    const wrong: [path: string, options: AdapterOptions, answer: JsonBodyType][] = [
      ['', {}, { items: [] }],
      ['data.items', { list: 'data.items' }, []],
      ['data.items', { list: 'data.items' }, { data: null }],
      ['0.id', {}, [{ body: '' }]],
      ['0.id', {}, [{ ...item, id: '' }]],
      ['0.id', {}, [{ ...item, id: true }]],
      [
        'items.1.the.text',
        { list: 'items', fields: 'id body=the.text' },
        { items: [{ id: 1, the: { text: '' } }, { id: 2 }] },
      ],
      ['0.name', {}, [{ ...item, name: 7 }]],
      ['0.url', {}, [{ ...item, url: 7 }]],
      ['0.replies.0.body', { fields: 'id body replies' }, [{ ...item, replies: [{ id: 'b', body: null }] }]],
      ['0.replies', { fields: 'id body replies' }, [{ ...item, replies: 'none' }]],
      ['0.id', {}, ['Bonjour']],
      ['meta.total', { list: 'items', total: 'meta.total' }, { items: [], meta: { total: '3' } }],
    ];
    for (const [path, options, answer] of wrong)
      it(`nothing that is wrong at "${path}": ${JSON.stringify(answer)}`, async () => {
        gives(answer);
        const { code, message } = await failure(list(options));
        expect(code).to.equal('protocol');
        expect(message).to.include(`answer${path && '.'}${path}: `);
        expect(message).not.to.include('Bonjour');
      });
  });
});
