import { getResponse, type HttpHandler } from 'msw';

/** One request and its answer, as a browser hands it to `fetch`. */
export interface Exchange {
  /** `GET https://backend.example/comments`: what tells it from others, without the query. */
  readonly line: string;
  readonly status: number;
  readonly headers: readonly [string, string][];
  readonly body: Uint8Array<ArrayBuffer>;
  /** Where the answer came from in the end. */
  readonly url: string;
  readonly isRedirected: boolean;
}

/** Fetch Standard, "null body status". */
const bodiless = [204, 205, 304];

/** More than any of them asks to do one thing. */
const mostRequests = 100;

/** Asks a backend that lives in the page, without a worker between them, and follows where it leads. */
async function ask(request: Request, handlers: readonly HttpHandler[]): Promise<Exchange> {
  const line = lineOf(request);
  let { url } = request;
  let response = await getResponse([...handlers], request);
  const way = response?.headers.get('Location');
  const isRedirected = !!way && response!.status >= 300 && response!.status < 400;
  if (isRedirected) {
    url = new URL(way, url).href;
    response = await getResponse([...handlers], new Request(url));
  }
  if (!response || response.type === 'error') throw new TypeError(`No answer to ${line}`);
  const body = new Uint8Array(await response.arrayBuffer());
  return { line, status: response.status, headers: [...response.headers], body, url, isRedirected };
}

/** What `fetch` gives for it. */
function responseOf({ status, headers, body, url, isRedirected }: Exchange, stream?: ReadableStream): Response {
  const response = new Response(bodiless.includes(status) ? null : (stream ?? body), { status, headers: [...headers] });
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: isRedirected } });
}

function lineOf({ method, url }: Request): string {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
}

/**
 * Writes down what is exchanged with a backend while something is done.
 * @returns also where what was done ends badly: refusals are answers, too
 */
export async function record(handlers: readonly HttpHandler[], act: () => Promise<unknown>): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const exchange = await ask(new Request(input, init), handlers);
    exchanges.push(exchange);
    return responseOf(exchange);
  };
  await act().catch(() => undefined);
  globalThis.fetch = fetch;
  return exchanges;
}

/** What became of an answer on its way: another one, and perhaps one that comes in pieces or breaks off. */
export interface Altered {
  readonly exchange: Exchange;
  readonly stream?: (() => ReadableStream) | undefined;
}

/** Stands in the place of the network, and gives what was written down, in its order, some answers of it altered. */
export class Playback {
  /** How many requests came. */
  asked = 0;
  readonly #exchanges: readonly Exchange[];
  readonly #altered: ReadonlyMap<number, Altered>;
  readonly #given = new Set<number>();

  /** @param altered by their number, those that come otherwise than they were */
  constructor(exchanges: readonly Exchange[], altered: ReadonlyMap<number, Altered>) {
    this.#exchanges = exchanges;
    this.#altered = altered;
  }

  /** True for who would ask on and on. */
  get isWornOut(): boolean {
    return this.asked > mostRequests;
  }

  readonly fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    this.asked++;
    const request = new Request(input, init);
    const index = this.#find(lineOf(request));
    if (request.signal.aborted) return Promise.reject(request.signal.reason as Error);
    if (this.isWornOut || index < 0) return Promise.reject(new TypeError('Failed to fetch'));
    this.#given.add(index);
    const { exchange, stream } = this.#altered.get(index) ?? { exchange: this.#exchanges[index]! };
    return Promise.resolve(responseOf(exchange, stream?.()));
  };

  /** The next answer to such a request, or else the last one again. */
  #find(line: string): number {
    const fits = (exchange: Exchange) => exchange.line === line;
    const next = this.#exchanges.findIndex((exchange, index) => fits(exchange) && !this.#given.has(index));
    return next < 0 ? this.#exchanges.findLastIndex(fits) : next;
  }
}
