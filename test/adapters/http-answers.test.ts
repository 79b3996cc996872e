import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import * as z from 'zod/mini';
import { read, write, type HttpRequest, type ReadRequest } from '../../src/adapters/http.js';
import { fakeNetwork, silence } from '../support/backend.js';
import { failure } from '../support/failure.js';
import { consoleTold } from '../support/vigil.js';

const url = () => new URL('/backend?thread=secret', location.href);
const schema = z.object({ comments: z.array(z.object({ id: z.string() })) });
const reading = async (request: ReadRequest = {}) => (await read(url(), request)).parse(schema);
const writing = async (request: HttpRequest = {}) => (await write(url(), request)).parse(schema);

describe('http, about answers that are none,', () => {
  const network = fakeNetwork();

  /** Whatever is asked from now on is answered like this. */
  function answers(answer: (request: Request) => Response | Promise<Response>): void {
    network.use(http.all('/backend', ({ request }) => answer(request)));
  }

  describe('an answer of another shape', () => {
    const body = '{"comments":[{"id":"1","email":"marie@exemple.fr"}]';
    const shapes: Record<string, { answer: () => Response; says: RegExp }> = {
      HTML: {
        answer: () => HttpResponse.html('<h1>marie@exemple.fr</h1>'),
        says: /200 text\/html.*, not JSON: is the endpoint right\?$/,
      },
      nothing: { answer: () => HttpResponse.text(''), says: /200 text\/plain.*, empty$/ },
      'half of its JSON': { answer: () => new HttpResponse(body), says: /200 .*, not JSON: is the endpoint right\?$/ },
      null: { answer: () => HttpResponse.json(null), says: /json, answer: expected object$/ },
      'a list': { answer: () => HttpResponse.json([body]), says: /answer: expected object$/ },
      'a text': { answer: () => HttpResponse.json('marie@exemple.fr'), says: /answer: expected object$/ },
      'a wrong type': {
        answer: () => HttpResponse.json({ comments: [{ id: '1' }, { id: 2 }] }),
        says: /answer\.comments\.1\.id: expected string$/,
      },
      'no content': { answer: () => new HttpResponse(null, { status: 204 }), says: /204 untyped, empty$/ },
    };
    for (const [shape, { answer, says }] of Object.entries(shapes)) {
      it(`fails as "protocol", saying what is wrong and quoting nothing: ${shape}`, async () => {
        answers(answer);
        const error = await failure(reading());
        expect(error.code).to.equal('protocol');
        expect(error.message).to.match(says);
        expect(`${error.message}${String(error.cause)}`).not.to.match(/marie|secret/);
        expect(error.outcome).to.equal('refused');
        expect((await failure(writing())).outcome).to.equal('unknown');
      });
    }

    it('fails as "protocol" where a redirect ends at a login page', async () => {
      answers(() => HttpResponse.redirect(new URL('/login?next=secret', location.href).href));
      network.use(http.all('/login', () => HttpResponse.html('<form>…</form>')));
      const error = await failure(reading());
      expect(error.code).to.equal('protocol');
      expect(error.message)
        .to.match(/, not JSON: is the endpoint right\?$/)
        .and.not.include('secret');
      // WebKit does not tell of redirects that a service worker made.
      const { redirected } = await fetch(url());
      expect(error.message.includes('after a redirect')).to.equal(redirected);
    });
  });

  describe('no answer at all', () => {
    it('is "network"', async () => {
      answers(() => HttpResponse.error());
      const error = await failure(reading());
      expect([error.code, error.outcome]).to.deep.equal(['network', 'refused']);
      expect(error.message).to.equal(`GET ${location.origin}/backend: no answer`);
      expect(error.cause).to.be.instanceOf(TypeError);
      expect((await failure(writing())).outcome).to.equal('unknown');
    });

    /** A server that is there, and has no header for pages of other origins. */
    const elsewhere = () => {
      const there = new URL(import.meta.url);
      there.hostname = '127.0.0.1';
      return there;
    };

    it('is "network" where CORS does not let it through, as a proxy that fails may not, and its owner is told once what to change', async () => {
      const { origin, pathname } = elsewhere();
      const start = `${origin}${pathname}: the server is there and, unless something before it fails for now, does not let pages of ${location.origin} in (CORS). To change there: `;
      const unknown = await failure(read(elsewhere(), {}));
      const message = `${start}Access-Control-Allow-Origin: ${location.origin}, Access-Control-Allow-Headers: Content-Type`;
      expect([unknown.code, unknown.message]).to.deep.equal(['network', `GET ${message}`]);
      expect(consoleTold()).to.deep.equal([`comment-widget: ${message}`]);
      const known = await failure(read(elsewhere(), { admission: 'host = https://exemple.fr' }));
      expect(known.message).to.equal(`GET ${start}host = https://exemple.fr`);
      // Some backends are read by POST.
      const asked = await failure(read(elsewhere(), { method: 'POST' }));
      expect(asked.message).to.equal(`POST ${message}`);
    });

    it('stays "network" for a post, which may have come through: nothing is sent twice to find out', async () => {
      const { code, outcome } = await failure(write(elsewhere(), {}));
      expect([code, outcome]).to.deep.equal(['network', 'unknown']);
    });

    it('is "network" where nobody is there', async () => {
      const nobody = elsewhere();
      nobody.port = '9'; // "discard", which browsers do not even try
      expect((await failure(read(nobody, {}))).code).to.equal('network');
    });

    it('is "network" where the network is back by the time one looks', async () => {
      let asked = 0;
      network.use(
        http.get('https://elsewhere.example/', () => (++asked === 1 ? HttpResponse.error() : HttpResponse.json({}))),
      );
      expect((await failure(read(new URL('https://elsewhere.example/'), {}))).code).to.equal('network');
      expect(asked).to.equal(3);
    });

    it('stops for its signal while it looks', async () => {
      const reader = new AbortController();
      network.use(
        http.get('https://elsewhere.example/', () => {
          reader.abort('left the page');
          return HttpResponse.error();
        }),
      );
      const end = read(new URL('https://elsewhere.example/'), { signal: reader.signal }).catch(
        (reason: unknown) => reason,
      );
      expect(await end).to.equal('left the page');
    });

    it('is "network" when it takes too long', async () => {
      answers(silence);
      const error = await failure(reading({ timeout: 20, signal: new AbortController().signal }));
      expect([error.code, error.outcome]).to.deep.equal(['network', 'refused']);
      expect(error.message).to.match(/no answer within 20 ms$/);
      expect((await failure(writing({ timeout: 20 }))).outcome).to.equal('unknown');
    });
  });

  // Without the network: the service worker of WebKit takes a body whole before it gives it on.
  describe('an answer on its way', () => {
    const original = window.fetch.bind(window);
    let source: UnderlyingDefaultSource<Uint8Array<ArrayBuffer>>;
    beforeEach(() => {
      window.fetch = (_input, init) => {
        const signal = init!.signal!;
        const start = (controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>) => {
          signal.addEventListener('abort', () => controller.error(signal.reason));
        };
        return Promise.resolve(new Response(new ReadableStream({ start, ...source }, { highWaterMark: 0 })));
      };
    });
    afterEach(() => {
      window.fetch = original;
    });

    it('is put together, also when characters come in parts', async () => {
      const bytes = new TextEncoder().encode('\ufeff{"comments":[{"id":"é👩🏽‍🚀"}]}').values();
      source = {
        pull(controller) {
          const { value, done } = bytes.next();
          if (done) controller.close();
          else controller.enqueue(Uint8Array.of(value));
        },
      };
      expect(await reading()).to.deep.equal({ comments: [{ id: 'é👩🏽‍🚀' }] });
    });

    it('is "protocol" when it is too long, and not loaded to its end', async () => {
      const answer = async <T>(ask: () => Promise<T>) => {
        const cancelled = new Promise((resolve) => {
          source = { pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)), cancel: resolve };
        });
        const { code, message, outcome } = await failure(ask());
        await cancelled;
        return [code, /200 .*, too long$/.test(message), outcome];
      };
      expect(await answer(reading)).to.deep.equal(['protocol', true, 'refused']);
      expect(await answer(writing)).to.deep.equal(['protocol', true, 'unknown']);
    });

    it('is "network" when it breaks off', async () => {
      source = { pull: (controller) => controller.error(new TypeError('connection reset')) };
      expect((await failure(reading())).code).to.equal('network');
      expect((await failure(writing())).outcome).to.equal('unknown');
    });

    it('is "network" when it does not come to its end', async () => {
      source = {};
      expect((await failure(reading({ timeout: 20 }))).message).to.match(/no answer within 20 ms$/);
      expect((await failure(writing({ timeout: 20 }))).outcome).to.equal('unknown');
    });

    it('stops for the reason of the signal', async () => {
      const reader = new AbortController();
      source = { pull: () => reader.abort('left the page') };
      expect(await reading({ signal: reader.signal }).catch((reason: unknown) => reason)).to.equal('left the page');
    });
  });

  describe('a signal', () => {
    for (const reason of [new Error('left the page'), 'left the page', undefined]) {
      it(`stops a read for its very reason: ${String(reason)}`, async () => {
        const reader = new AbortController();
        answers(() => {
          reader.abort(reason);
          return silence();
        });
        const stopped = await reading({ signal: reader.signal }).catch((error: unknown) => error);
        expect(stopped).to.equal(reader.signal.reason);
        const early = await reading({ signal: reader.signal }).catch((error: unknown) => error);
        expect(early).to.equal(reader.signal.reason);
      });
    }

    it('stops no write', async () => {
      answers(() => HttpResponse.json({ comments: [] }));
      const request: ReadRequest = { signal: AbortSignal.abort() };
      expect(await writing(request)).to.deep.equal({ comments: [] });
    });
  });
});
