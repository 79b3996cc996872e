import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { jsonEndpoint } from '../../src/adapters/json-endpoint.js';
import type { AdapterOptions } from '../../src/core/adapter.js';
import { fakeNetwork } from '../support/backend.js';

const endpoint = 'https://json.example/comments';

describe('http', () => {
  const network = fakeNetwork();

  describe('goes through pages', () => {
    const three = ['a', 'b', 'c'].map((id) => ({ id, body: id }));
    const page = async (options: AdapterOptions, query: object, given: JsonBodyType) => {
      let search = '';
      const answer = ({ request }: { request: Request }) => {
        search = new URL(request.url).search;
        return HttpResponse.json(given);
      };
      network.use(http.get(endpoint, answer));
      const adapter = await jsonEndpoint({ endpoint, ...options });
      const { comments, next } = await adapter.list!({ thread: 'a', ...query }, {});
      return [search, comments.map(({ id }) => id).join(''), next];
    };

    it('that it makes itself of a whole thread, in both orders', async () => {
      expect(await page({}, { limit: 2 }, three)).to.deep.equal(['?thread=a', 'ab', '>b']);
      expect(await page({}, { limit: 2, cursor: '>b' }, three)).to.deep.equal(['?thread=a', 'c', undefined]);
      expect(await page({}, { order: 'newest', limit: 2 }, three)).to.deep.equal(['?thread=a', 'cb', '>b']);
      const options = { orders: 'newest oldest' };
      expect(await page(options, { limit: 2 }, three)).to.deep.equal(['?thread=a', 'ab', '>b']);
      expect(await page(options, { order: 'oldest', limit: 2 }, three)).to.deep.equal(['?thread=a', 'cb', '>b']);
    });

    it('by their number', async () => {
      const options = { paging: 'page', query: 'thread=of cursor=page limit=size' };
      expect(await page(options, { limit: 3 }, three)).to.deep.equal(['?of=a&page=1&size=3', 'abc', '2']);
      expect(await page(options, { limit: 3, cursor: '2' }, three)).to.deep.equal(['?of=a&page=2&size=3', 'abc', '3']);
      expect(await page(options, { limit: 4, cursor: '2' }, three)).to.deep.equal([
        '?of=a&page=2&size=4',
        'abc',
        undefined,
      ]);
    });

    it('by how many there were, to the first one that is empty where nobody says how many there shall be', async () => {
      const options = { paging: 'offset', query: 'thread cursor=from', list: '' };
      expect(await page(options, { limit: 20 }, three)).to.deep.equal(['?thread=a&from=0', 'abc', '3']);
      expect(await page(options, { limit: 20, cursor: '3' }, [])).to.deep.equal(['?thread=a&from=3', '', undefined]);
    });

    it('by what the server calls the next one', async () => {
      const options = { next: 'meta.next', list: 'items', query: 'thread cursor=after' };
      expect(await page(options, {}, { items: three, meta: { next: 'x&y' } })).to.deep.equal([
        '?thread=a',
        'abc',
        'x&y',
      ]);
      for (const meta of [{ next: null }, { next: '' }, { next: 0 }, {}, undefined!])
        expect(await page(options, { cursor: 'x&y' }, { items: three, meta })).to.deep.equal([
          '?thread=a&after=x%26y',
          'abc',
          undefined,
        ]);
    });

    it('in the order that it is asked for, in the words of the server', async () => {
      const options = { paging: 'page', query: 'cursor=p order=sort', orders: 'newest=-date oldest=date' };
      expect((await page(options, {}, three))[0]).to.equal('?p=1&sort=-date');
      expect((await page(options, { order: 'oldest' }, three))[0]).to.equal('?p=1&sort=date');
      // What it has no word for is left to it.
      expect((await page(options, { order: 'best' }, three))[0]).to.equal('?p=1');
      expect((await jsonEndpoint({ endpoint, ...options })).rules.orders).to.deep.equal(['newest', 'oldest']);
    });

    it('and puts nothing before what it answers', async () => {
      const answer = { id: 'z', parentId: 'c', body: 'z' };
      const options = { paging: 'page', query: 'cursor=p' };
      expect((await page(options, {}, [answer, ...three]))[1]).to.equal('abcz');
      expect((await page({}, {}, [answer, ...three]))[1]).to.equal('abcz');
    });
  });
});
