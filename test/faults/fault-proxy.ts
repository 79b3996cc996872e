import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Backend } from './backend.ts';
import type { Fault, FaultPlan } from './fault-plan.ts';
import { findMark, type Mark } from './mark.ts';

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** One time that a comment went through the proxy. */
export interface Passage {
  readonly fault: Fault;
  /** True once whoever sent it has got, or lost, all that comes. */
  isOver: boolean;
}

export interface FaultProxyOptions {
  readonly plan: FaultPlan;
  /** What is faulty is its API; one that is not atomic gets one request at a time with the same comment. */
  readonly backend: Pick<Backend, 'api' | 'isAtomic'>;
  /** Is told what becomes of a comment on its way. */
  readonly tell: (mark: Mark, event: string) => void;
}

/** Of one connection, not of what is said on it (RFC 9110, 7.6.1). */
const hopByHop = /^(connection|keep-alive|proxy-connection|transfer-encoding|content-length)$/i;

/** In milliseconds: how much later a request comes to the backend that its sender believes to be lost. */
const lateness = 150;

/** In seconds. */
const patienceWanted = '1';

/**
 * What a browser is told to go through to the network (a forward proxy, RFC 9112, 3.2.2): so there is a fault for every reader, and
 * pages and backends know nothing of it. Only what goes to an API meets faults; what is no longer on this machine is not reached.
 */
export class FaultProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #plan: FaultPlan;
  readonly #backend: FaultProxyOptions['backend'];
  readonly #tell: (mark: Mark, event: string) => void;
  /** What the backend is at. */
  readonly #deliveries = new Map<Mark | undefined, Promise<unknown>>();
  readonly #passages = new Map<Mark, Passage[]>();
  #outage = 0;

  private constructor(server: Server, { plan, backend, tell }: FaultProxyOptions) {
    this.#tell = tell;
    this.#server = server;
    this.#plan = plan;
    this.#backend = backend;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#pass(request, response).catch(() => request.socket.destroy());
    });
    server.on('connect', (_, socket: Socket) => socket.destroy());
  }

  static async open(options: FaultProxyOptions): Promise<FaultProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FaultProxy(server, options);
  }

  /** All the times that this comment came by, in that order. */
  passages(mark: Mark): readonly Passage[] {
    return this.#passages.get(mark) ?? [];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!);
    if (url.hostname !== '127.0.0.1') return void request.socket.destroy();
    const body = await buffer(request);
    const { mark, passage } = this.#register(request.method!, url, body);
    const { fault } = passage;
    const tell = (event: string) => mark !== undefined && this.#tell(mark, event);
    tell(`on its way: reaches the backend ${fault.reach}, then ${fault.ending}`);
    try {
      await delay(fault.pause);
      if (fault.reach === 'late') {
        request.socket.resetAndDestroy();
        await delay(lateness);
      }
      const answer = fault.reach === 'never' ? undefined : await this.#deliver(mark, () => forward(request, url, body));
      if (answer) tell(`the backend: ${answer.status}`);
      if (fault.reach !== 'late') await finish(response, fault, answer);
    } finally {
      passage.isOver = true;
      tell('at its end');
    }
  }

  #register(method: string, url: URL, body: Buffer): { mark: Mark | undefined; passage: Passage } {
    const isApi = this.#backend.api.test(url.pathname + url.search);
    const mark = isApi && method === 'POST' ? findMark(body.toString()) : undefined;
    const known = mark === undefined ? undefined : (this.#passages.get(mark) ?? []);
    const passage: Passage = { fault: this.#faultOf(isApi, mark, known?.length), isOver: false };
    if (known) this.#passages.set(mark!, [...known, passage]);
    return { mark, passage };
  }

  #faultOf(isApi: boolean, mark: Mark | undefined, attempt = 0): Fault {
    if (!isApi) return { pause: 0, reach: 'in time', ending: 'answer' };
    const fault = mark === undefined ? this.#plan.ofRead() : this.#plan.ofWrite(mark, attempt);
    if (this.#outage > 0 && !this.#plan.isOver) {
      this.#outage--;
      return { pause: 0, reach: 'never', ending: 'reset' };
    }
    this.#outage = fault.outage ?? 0;
    return fault;
  }

  /** Hands a comment to the backend, once it is through with the same one. */
  #deliver(mark: Mark | undefined, forward: () => Promise<Answer>): Promise<Answer> {
    if (mark === undefined || this.#backend.isAtomic) return forward();
    const before = this.#deliveries.get(mark) ?? Promise.resolve();
    const delivery = before.then(forward, forward);
    this.#deliveries.set(mark, delivery);
    return delivery;
  }
}

function forward({ method, headers }: IncomingMessage, url: URL, body: Buffer): Promise<Answer> {
  const kept = Object.entries(headers).filter(([name]) => !hopByHop.test(name));
  return new Promise((resolve, reject) => {
    const length = body.length > 0 ? { 'content-length': body.length } : {};
    const options = { method, headers: { ...Object.fromEntries(kept), ...length }, agent: false };
    ask(url, options, (answer) => {
      const { statusCode: status = 0, rawHeaders } = answer;
      buffer(answer).then((content) => resolve({ status, headers: rawHeaders, body: content }), reject);
    })
      .on('error', reject)
      .end(body);
  });
}

/** Gives whoever sent a request what the fault leaves of its answer. */
async function finish(response: ServerResponse, { ending }: Fault, answer: Answer | undefined): Promise<void> {
  const { socket } = response;
  // A page that was left waits no more.
  if (!socket || socket.destroyed) return;
  if (ending === 'close') return void socket.destroy();
  if (ending === 'reset') {
    socket.resetAndDestroy();
    return;
  }
  if (ending === 'silence') {
    await once(socket, 'close');
    return;
  }
  if (typeof ending === 'number') return answerInstead(response, ending);
  const { status, headers, body } = answer!;
  const names = headers.filter((_, index) => index % 2 === 0);
  const kept = names.flatMap((name, index) => (hopByHop.test(name) ? [] : [name, headers[2 * index + 1]!]));
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  response.writeHead(status, [...kept, ...(hasBody ? ['Content-Length', String(body.length)] : [])]);
  if (ending === 'answer' || body.length === 0) return void response.end(body);
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => socket.destroy());
}

/** A page of errors, of a server that lets pages of every origin see it: what they do not see is a lost connection to them. */
function answerInstead(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After',
    ...((status === 429 || status === 503) && { 'Retry-After': patienceWanted }),
  });
  response.end(`<!doctype html><title>${status}</title><h1>${status}</h1>`);
}
