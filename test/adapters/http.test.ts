import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import * as z from 'zod/mini';
import {
  addressOf,
  jsonRequest,
  read,
  refusalBy,
  write,
  type HttpRequest,
  type ReadRequest,
} from '../../src/adapters/http.js';
import { CommentError, type ErrorCode } from '../../src/core/errors.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const url = () => new URL('/backend?thread=secret', location.href);
const schema = z.object({ comments: z.array(z.object({ id: z.string() })) });
const reading = async (request: ReadRequest = {}) => (await read(url(), request)).parse(schema);
const writing = async (request: HttpRequest = {}) => (await write(url(), request)).parse(schema);

describe('http', () => {
  const network = fakeNetwork();

  /** Whatever is asked from now on is answered like this. */
  function answers(answer: (request: Request) => Response | Promise<Response>): void {
    network.use(http.all('/backend', ({ request }) => answer(request)));
  }

  describe('a request', () => {
    let seen: Request;
    beforeEach(() => {
      answers((request) => {
        seen = request;
        return HttpResponse.json({ comments: [{ id: '1', email: 'marie@exemple.fr' }], unheardOf: true });
      });
    });

    it('gives what the schema knows of the answer', async () => {
      expect(await reading()).to.deep.equal({ comments: [{ id: '1' }] });
    });

    it('sends JSON with other headers, by POST unless told otherwise', async () => {
      await writing(jsonRequest({ text: 'é' }, { Accept: 'text/plain' }));
      expect([seen.method, seen.headers.get('Accept')]).to.deep.equal(['POST', 'text/plain']);
      expect(seen.headers.get('Content-Type')).to.equal('application/json');
      expect(await seen.json()).to.deep.equal({ text: 'é' });
      await writing({ ...jsonRequest({}), method: 'PUT' });
      expect(seen.method).to.equal('PUT');
    });

    it('goes to what stands below an address, whose parameters stay', () => {
      const at = (path: string, query?: Parameters<typeof addressOf>[2]) =>
        addressOf(new URL('https://exemple.fr/api/?site=1'), path, query).href;
      expect(at('')).to.equal('https://exemple.fr/api/?site=1');
      expect(at('counts')).to.equal('https://exemple.fr/api/counts?site=1');
      expect(at('', { url: ['', 'a b', 'c&d'], page: 0, order: undefined })).to.equal(
        'https://exemple.fr/api/?site=1&url=&url=a+b&url=c%26d&page=0',
      );
    });

    it('reads by GET and writes by POST, without cookies, past the cache', async () => {
      await reading();
      expect([seen.method, seen.credentials, seen.cache]).to.deep.equal(['GET', 'omit', 'no-cache']);
      await writing();
      expect([seen.method, seen.credentials]).to.deep.equal(['POST', 'omit']);
    });

    it('can do otherwise', async () => {
      const headers = { 'X-Backend': '1' };
      await writing({ method: 'PUT', credentials: 'include', headers, body: new URLSearchParams({ text: 'é' }) });
      expect([seen.method, seen.credentials, seen.headers.get('X-Backend')]).to.deep.equal(['PUT', 'include', '1']);
      expect(await seen.text()).to.equal('text=%C3%A9');
    });

    it('shows the answer itself, for backends that say things by status, header or address', async () => {
      answers(() => HttpResponse.text('Merci', { status: 202, headers: { 'X-Total': '3' } }));
      const { status, headers, body, url: from } = await write(url(), {});
      expect([status, headers.get('X-Total'), body, from]).to.deep.equal([202, '3', 'Merci', url().href]);
    });
  });

  describe('a status', () => {
    const codes: Record<number, ErrorCode> = {
      300: 'protocol',
      304: 'protocol',
      400: 'invalid',
      401: 'unauthorized',
      403: 'forbidden',
      404: 'gone',
      405: 'misconfigured',
      408: 'network',
      409: 'duplicate',
      410: 'gone',
      413: 'invalid',
      418: 'protocol',
      422: 'invalid',
      429: 'rate-limited',
      500: 'unavailable',
      501: 'unavailable',
      502: 'unavailable',
      503: 'unavailable',
      504: 'unavailable',
      599: 'unavailable',
    };
    for (const [status, code] of Object.entries(codes)) {
      it(`of ${status} is "${code}"`, async () => {
        // What an error carries, or whether it is readable, changes nothing.
        answers(() => new HttpResponse(status === '304' ? null : '{"comments":[]', { status: Number(status) }));
        const error = await failure(reading());
        expect(error.code).to.equal(code);
        expect(error.message).to.include(`GET ${location.origin}/backend: ${status}`);
        expect([error.outcome, error.retryAfter, error.issues.length]).to.deep.equal(['refused', undefined, 0]);
        const doubtful = ['network', 'unavailable', 'protocol'].includes(code);
        expect((await failure(writing())).outcome).to.equal(doubtful ? 'unknown' : 'refused');
      });
    }
  });

  it('finds no API where a page says that there is nothing: the endpoint is wrong, and its owner is told', async () => {
    answers(() => HttpResponse.html('<h1>Page introuvable</h1>', { status: 404 }));
    const { code, message } = await failure(reading());
    expect(code).to.equal('misconfigured');
    expect(message).to.match(/404 text\/html.*, no API there: is the endpoint right\?$/);
    expect((await failure(writing())).code).to.equal('gone');
    answers(() => HttpResponse.json({ code: 'gone' }, { status: 404 }));
    expect((await failure(reading())).code).to.equal('gone');
  });

  describe('Retry-After', () => {
    const retryAfter = async (value: string) => {
      answers(() => new HttpResponse(null, { status: 503, headers: { 'Retry-After': value } }));
      return (await failure(reading())).retryAfter;
    };

    it('counts seconds', async () => {
      expect(await retryAfter('0')).to.equal(0);
      expect(await retryAfter('120')).to.equal(120);
      expect(await retryAfter('1.5')).to.equal(2);
    });

    it('may be a date, in each of the forms that HTTP has', async () => {
      const date = new Date(Date.now() + 3_600_000);
      const [day, dd, month, yyyy, time] = date.toUTCString().replace(',', '').split(' ') as [
        string,
        string,
        string,
        string,
        string,
      ];
      const weekday = date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
      for (const form of [
        date.toUTCString(),
        `${weekday}, ${dd}-${month}-${yyyy.slice(2)} ${time} GMT`,
        `${day} ${month} ${dd.replace(/^0/, ' ')} ${time} ${yyyy}`,
      ]) {
        expect(await retryAfter(form), form).to.be.within(3_500, 3_600);
      }
    });

    it('is never negative, never more than a day, and left out where it says nothing', async () => {
      expect(await retryAfter('-5')).to.equal(0);
      expect(await retryAfter('Sun, 06 Nov 1994 08:49:37 GMT')).to.equal(0);
      expect(await retryAfter('99999999999999999999999')).to.equal(86_400);
      expect(await retryAfter('Fri, 31 Dec 9999 23:59:59 GMT')).to.equal(86_400);
      for (const nonsense of ['', 'soon', 'NaN', '30 s'])
        expect(await retryAfter(nonsense), nonsense).to.equal(undefined);
    });
  });

  describe('a refusal of the backend', () => {
    const says = (refusal: HttpRequest['refusal']) => failure(writing({ refusal: refusal! }));

    it('may come with a status of success', async () => {
      answers(() => HttpResponse.json({ errno: 1000, errmsg: 'Comment too fast!' }));
      const error = await says((status, body) => {
        expect([status, body]).to.deep.equal([200, { errno: 1000, errmsg: 'Comment too fast!' }]);
        return { code: 'rate-limited', retryAfter: 60 };
      });
      expect([error.code, error.retryAfter, error.outcome]).to.deep.equal(['rate-limited', 60, 'refused']);
    });

    it('says more than its status, and leaves to the headers what it does not know', async () => {
      const headers = { 'Retry-After': '9' };
      answers(() => HttpResponse.html('<p>text is too short</p>', { status: 500, headers }));
      const error = await says((_status, body) => {
        expect(body).to.equal('<p>text is too short</p>');
        return { issues: [{ field: 'body', code: 'too-short' }], code: 'invalid' };
      });
      expect(error).to.include({ code: 'invalid', retryAfter: 9, outcome: 'refused' });
      expect(error.issues).to.deep.equal([{ field: 'body', code: 'too-short' }]);
    });

    it('may be an error that is made already, with something to tell the owner of the site', async () => {
      answers(() => HttpResponse.json({}, { status: 403, headers: { 'Retry-After': '9' } }));
      const error = await says(() => new CommentError('unavailable', 'a ban', { outcome: 'refused', cause: 'spam' }));
      expect(error).to.include({ code: 'unavailable', retryAfter: 9, outcome: 'refused', cause: 'spam' });
      expect(error.message).to.match(/403 application\/json, a ban$/);
    });

    it('leaves it to the status where it has nothing to say', async () => {
      answers(() => HttpResponse.json({}, { status: 403 }));
      expect((await says(() => undefined)).code).to.equal('forbidden');
      expect((await says(() => ({}))).code).to.equal('forbidden');
      answers(() => HttpResponse.json({ comments: [] }));
      expect(await reading({ refusal: () => undefined })).to.deep.equal({ comments: [] });
    });

    it('is none where the adapter knows so, whatever the status, by where the answer came from', async () => {
      answers(() => new HttpResponse(null, { status: 302, headers: { Location: '/elsewhere' } }));
      network.use(http.get('/elsewhere', () => HttpResponse.html('<h1>Introuvable</h1>', { status: 404 })));
      const at =
        (path: string) =>
        (_: number, __: unknown, { url: end }: Response) =>
          new URL(end).pathname === path ? (false as const) : undefined;
      const { status, body } = await write(url(), { refusal: at('/elsewhere') });
      expect([status, body]).to.deep.equal([404, '<h1>Introuvable</h1>']);
      expect((await says(at('/backend'))).code).to.equal('gone');
    });

    it('may be known to a file that is loaded for it', async () => {
      answers(() => HttpResponse.json({ said: 'spam' }));
      const refusalOf = (said: string) => (said === 'spam' ? ({ code: 'rejected' } as const) : undefined);
      const load = () => Promise.resolve({ refusalOf });
      expect((await says(() => refusalBy(load, 'spam'))).code).to.equal('rejected');
      answers(() => HttpResponse.json({ comments: [] }));
      expect(await reading({ refusal: () => refusalBy(load, 'ham') })).to.deep.equal({ comments: [] });
    });

    it('is one, too, where that file does not come: the status says which, or nobody knows', async () => {
      const lost = () => refusalBy<[]>(() => Promise.reject(new TypeError('Failed to fetch')));
      answers(() => HttpResponse.json({}, { status: 403 }));
      expect(await says(lost)).to.include({ code: 'forbidden', outcome: 'refused' });
      answers(() => HttpResponse.json({ comments: [] }));
      expect(await says(lost)).to.include({ code: 'protocol', outcome: 'unknown' });
    });
  });
});
