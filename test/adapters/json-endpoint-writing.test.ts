import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { jsonEndpoint } from '../../src/adapters/json-endpoint.js';
import type { AdapterOptions } from '../../src/core/adapter.js';
import type { Draft } from '../../src/core/draft.js';
import { errorCodes } from '../../src/core/errors.js';
import { fakeNetwork } from '../support/backend.js';
import { JsonServer } from '../support/backends/json-server.js';
import { failure } from '../support/failure.js';

const endpoint = 'https://json.example/comments';
const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';
const draft: Draft = {
  body: 'Bonjour',
  name: 'Zoé',
  email: 'zoe@exemple.fr',
  url: '',
  extra: { captcha: 'jeton', x: 'y' },
};

describe('http', () => {
  const network = fakeNetwork();
  let seen: Request[] = [];
  /** Whatever is asked from now on is answered like this. */
  const answers = (answer: () => Response) => {
    seen = [];
    network.use(
      http.all('https://json.example/*', ({ request }) => {
        seen.push(request.clone());
        return answer();
      }),
    );
  };
  const gives = (body: JsonBodyType, status = 200) => answers(() => HttpResponse.json(body, { status }));
  const post = async (options: AdapterOptions = {}, changes: Partial<Draft> = {}, parentId: string | null = null) =>
    (await jsonEndpoint({ endpoint, ...options })).post!(
      { thread: 'é/1', parentId, url: 'https://exemple.fr/article', title: 'Un article' },
      { ...draft, ...changes },
      { attemptKey },
    );

  describe('sends', () => {
    beforeEach(() => gives({ id: 1, body: 'Bonjour' }, 201));
    const sent = () => seen[0]!.json();

    it('our own names where it is told nothing, and nothing of what is empty', async () => {
      await post();
      const [{ method, url, headers, credentials }] = seen as [Request];
      expect([method, url, headers.get('Content-Type'), credentials]).to.deep.equal([
        'POST',
        endpoint,
        'application/json',
        'omit',
      ]);
      expect(await sent()).to.deep.equal({ thread: 'é/1', body: 'Bonjour', name: 'Zoé', email: 'zoe@exemple.fr' });
    });

    it('all there is, to where it is told', async () => {
      const extra = 'extra.captcha=proof.of.human extra.missing=z';
      const send = `thread=t parentId=p body=comment.text name=comment.by.name email=comment.by.mail url=u page title=h1 attemptKey=k ${extra}`;
      await post({ send }, { url: 'https://zoe.example' }, 'b');
      expect(await sent()).to.deep.equal({
        t: 'é/1',
        p: 'b',
        comment: { text: 'Bonjour', by: { name: 'Zoé', mail: 'zoe@exemple.fr' } },
        u: 'https://zoe.example',
        page: 'https://exemple.fr/article',
        h1: 'Un article',
        k: attemptKey,
        proof: { of: { human: 'jeton' } },
      });
    });

    it('to another address, where the thread has its place', async () => {
      await post({ post: 'https://json.example/{thread}/new' });
      expect(seen[0]!.url).to.equal('https://json.example/%C3%A9%2F1/new');
      expect(await sent()).not.to.have.property('thread');
    });

    it('a number for what the server has as a number', async () => {
      const adapter = await jsonEndpoint({ endpoint });
      const target = { thread: 'a', parentId: '7', url: '', title: '' };
      await adapter.post!(target, draft, { attemptKey });
      expect(await sent()).to.include({ parentId: '7' });
      gives([{ id: 7, body: '' }]);
      await adapter.list!({ thread: 'a' }, {});
      gives({ id: 8, body: '' });
      await adapter.post!(target, draft, { attemptKey });
      expect(await sent()).to.include({ parentId: 7 });
    });

    it('harms nobody by strange names', async () => {
      await post({ send: 'body=__proto__.polluted name=constructor.prototype.name' });
      expect(await seen[0]!.text()).to.equal(
        '{"__proto__":{"polluted":"Bonjour"},"constructor":{"prototype":{"name":"Zoé"}}}',
      );
      expect({}).not.to.have.property('polluted');
    });

    it('what its rules are made of', async () => {
      const { rules } = await jsonEndpoint({ endpoint, send: 'body name', limits: 'body=500 name=40 url=9' });
      expect(rules.fields).to.deep.equal({
        body: { use: 'required', max: 500 },
        name: { use: 'optional', max: 40 },
        email: { use: 'none' },
        url: { use: 'none', max: 9 },
      });
      expect(rules.replyDepth).to.equal(0);
      expect((await jsonEndpoint({ endpoint })).rules.replyDepth).to.equal(Infinity);
    });
  });

  describe('understands as the answer to a post', () => {
    it('the comment, where it is', async () => {
      gives({ data: { comment: { nr: 7, text: 'Bonjour' } } }, 201);
      const told = await post({ posted: 'data.comment', fields: 'id=nr body=text' }, {}, 'b');
      expect(told).to.deep.equal({
        id: '7',
        parentId: 'b',
        author: { name: '' },
        content: { format: 'text', value: 'Bonjour' },
        createdAt: null,
        status: 'published',
      });
    });

    it('that it is held, by what the comment says or by the status', async () => {
      gives({ id: 1, body: '', approved: 0 });
      expect(await post({ held: 'approved=0|false' })).to.include({ id: '1', status: 'pending' });
      gives({ id: 1, body: '', approved: 1 });
      expect(await post({ held: 'approved=0|false' })).to.include({ status: 'published' });
      gives({ id: 1, body: '' }, 202);
      expect(await post()).to.include({ id: '1', status: 'pending' });
    });

    it('no more than that it was taken, where there is no comment', async () => {
      answers(() => new HttpResponse(null, { status: 204 }));
      expect(await post()).to.deep.equal({ status: 'accepted' });
      gives({ ok: true });
      expect(await post({ posted: 'none' })).to.deep.equal({ status: 'accepted' });
      gives({ ok: true, moderated: true });
      expect(await post({ posted: 'none', held: 'moderated' })).to.deep.equal({ status: 'pending' });
    });

    it('nothing that is neither', async () => {
      for (const answer of [{ ok: true }, [], null, { id: 1 }, 'Merci']) {
        gives(answer);
        expect(await failure(post())).to.include({ code: 'protocol', outcome: 'unknown' });
      }
    });
  });

  describe('understands a refusal', () => {
    const told = (body: JsonBodyType, status: number, options: AdapterOptions = {}) => {
      gives(body, status);
      return failure(post(options));
    };

    it('by its status, where it is told nothing', async () => {
      expect((await told({}, 409)).code).to.equal('duplicate');
      expect((await told('<h1>', 500)).code).to.equal('unavailable');
      expect((await told({ code: 'constructor' }, 403)).code).to.equal('forbidden');
    });

    it('by status and code, or by the code, or by the status, in that order', async () => {
      const options = { errors: '403=unauthorized locked=closed 403:locked=gone 1000=rejected null=challenge' };
      expect((await told({ code: 'locked' }, 403, options)).code).to.equal('gone');
      expect((await told({ code: 'locked' }, 400, options)).code).to.equal('closed');
      expect((await told({ code: 'other' }, 403, options)).code).to.equal('unauthorized');
      expect((await told({ code: 1000 }, 200, options)).code).to.equal('rejected');
      expect((await told('<h1>', 403, options)).code).to.equal('challenge');
    });

    it('by a code that stands elsewhere', async () => {
      const options = { errors: 'spam=rejected', errorCode: 'errors.0.type' };
      expect((await told({ errors: [{ type: 'spam' }] }, 422, options)).code).to.equal('rejected');
      expect((await told({ code: 'spam' }, 422, options)).code).to.equal('invalid');
    });

    it('as every code there is', async () => {
      for (const code of errorCodes)
        expect((await told({ code: 'x' }, 400, { errors: `x=${code}` })).code).to.equal(code);
    });

    it('with what is wrong at each field', async () => {
      const options = { send: 'body=comment.text name email', errorFields: 'errors' };
      const errors = {
        'comment.text': ['Trop court.', 'Trop plat.'],
        email: 'Inconnue.',
        name: { code: 7 },
        captcha: ['Faux.'],
      };
      const { code, issues } = await told({ errors }, 422, options);
      expect(code).to.equal('invalid');
      expect(issues).to.deep.equal([
        { field: 'body', code: 'refused', message: 'Trop court.' },
        { field: 'email', code: 'refused', message: 'Inconnue.' },
        { field: 'name', code: 'refused' },
        { field: 'body', code: 'refused', message: 'Faux.' },
      ]);
      for (const body of [{}, { errors: null }, { errors: 7 }, '<h1>'])
        expect((await told(body, 422, options)).issues).to.deep.equal([]);
    });

    it('without telling the console what it says', async () => {
      const errors = { body: 'Bonjour est trop court' };
      expect((await told({ errors }, 422, { errorFields: 'errors' })).message).not.to.include('Bonjour');
    });
  });

  describe('counts', () => {
    const options = { endpoint, count: 'https://json.example/count?site=1', query: 'thread=article' };

    it('fifty threads in a request, none for those that the server says nothing of', async () => {
      const threads = Array.from({ length: 101 }, (_, index) => `é${index}`);
      gives({ é0: 3, other: 'x' });
      const counts = await (await jsonEndpoint(options)).count!(threads, {});
      expect(seen.map(({ url }) => new URL(url).searchParams.getAll('article').length)).to.deep.equal([50, 50, 1]);
      expect(seen[2]!.url).to.equal('https://json.example/count?site=1&article=%C3%A9100');
      expect([counts['é0'], counts['é1'], Object.keys(counts).length]).to.deep.equal([3, 0, 101]);
    });

    it('none for a thread that is called like what every object has', async () => {
      gives({});
      const counts = await (await jsonEndpoint(options)).count!(['__proto__'], {});
      expect(Object.entries(counts)).to.deep.equal([['__proto__', 0]]);
    });

    it('nothing that is no number, and nothing without an address', async () => {
      gives({ data: { a: '3' } });
      const { code, message } = await failure((await jsonEndpoint({ ...options, counts: 'data' })).count!(['a'], {}));
      expect([code, /answer\.data\.a: /.test(message)]).to.deep.equal(['protocol', true]);
      expect(await jsonEndpoint({ endpoint })).not.to.have.property('count');
    });
  });

  describe('takes no setting that makes no sense', () => {
    const wrong: [options: AdapterOptions, told: RegExp][] = [
      [{ endpoint: '' }, /endpoint/],
      [{ endpoint: 'ftp://json.example/{thread}' }, /endpoint/],
      [{ post: 'mailto:zoe@exemple.fr' }, /endpoint/],
      [{ count: 'data:,1' }, /endpoint/],
      [{ fields: 'id body auteur=name' }, /data-fields: "auteur" is none of id, parentId, name, url, isStaff, body/],
      [{ fields: 'id body email=mail' }, /data-fields: "email" is none of/],
      [{ fields: 'id name' }, /data-fields: body is missing/],
      [{ fields: '' }, /data-fields: id is missing/],
      [{ fields: 'id= body' }, /data-fields: "id=" is not like/],
      [{ fields: '=id body' }, /data-fields: "=id" is not like/],
      [{ fields: 'id=a..b body' }, /data-fields: "id=a..b" is not like/],
      [{ send: 'text=body' }, /data-send: "text" is none of thread, parentId, body, name, email, url, page, title/],
      [{ send: 'body extra..x' }, /data-send: "extra..x" is not like/],
      [{ send: 'name' }, /data-send: body is missing/],
      [{ send: 'body=text name=text' }, /data-send: "text" is there twice/],
      [{ send: 'body=text name=text.by' }, /data-send: "text" is there twice/],
      [{ send: 'name=text.by body=text' }, /data-send: "text" is there twice/],
      [{ query: 'thread since' }, /data-query: "since" is none of thread, limit, cursor, order/],
      [{ query: 'thread cursor' }, /data-query: cursor goes with/],
      [{ query: 'thread limit' }, /data-query: .*limit with cursor/],
      [{ paging: 'page' }, /data-query: cursor goes with/],
      [{ next: 'meta.next' }, /data-query: cursor goes with/],
      [{ paging: 'pages', query: 'cursor' }, /data-paging: "pages" is none of none, page, offset/],
      [{ paging: 'page', next: 'meta.next', query: 'cursor' }, /data-next: goes without data-paging/],
      [{ orders: 'best' }, /data-orders: "best" is none of oldest, newest/],
      [{ orders: '' }, /data-orders: none/],
      [{ orders: 'oldest newest', paging: 'page', query: 'cursor' }, /data-orders: .*no order in data-query/],
      [{ format: 'markdown' }, /data-format: "markdown" is none of text, html/],
      [{ errors: '409=dup' }, /data-errors: "dup" is none of network, .*duplicate/],
      [{ errors: '409=a=network' }, /data-errors: "a=network" is none of network/],
      [{ errors: '409' }, /data-errors: "409" is none of network/],
      [{ limits: 'body=lots' }, /data-limits: "lots" is no length/],
      [{ limits: 'body=0' }, /data-limits: "0" is no length/],
      [{ limits: 'text=9' }, /data-limits: "text" is none of body, name, email, url/],
      [{ held: '=1' }, /data-held: "=1" is not like/],
      [{ held: '.status', query: 'thread limit' }, /data-query: /],
    ];
    for (const [options, message] of wrong)
      it(JSON.stringify(options), async () => {
        const error = await failure(jsonEndpoint({ endpoint, ...options }));
        expect(error.code).to.equal('misconfigured');
        expect(error.message).to.match(message);
      });

    it('and takes those that a server was told by', async () => {
      expect((await jsonEndpoint(new JsonServer().options)).name).to.equal('http');
    });
  });
});
