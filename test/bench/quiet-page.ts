import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSlowdown } from './slow-page.ts';

type Result = Record<string, unknown>;

/** What Chromium tells of one thing that it did, in microseconds; `tdur` is what of it its thread was at work. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/**
 * A page that is watched by as little as possible. Playwright has Chromium keep every answer for its own network panel, which at the
 * three megabytes of a long thread holds up the page for longer than anything that is measured here.
 */
export class QuietPage {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<Result>>();
  readonly #listeners = new Map<string, (told: Result) => void>();
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      const { id, result, error, method, params } = JSON.parse(String(data)) as {
        id: number;
        result: Result;
        error?: unknown;
        method?: string;
        params: Result;
      };
      if (method) return this.#listeners.get(method)?.(params);
      const { resolve, reject } = this.#waiting.get(id) ?? {};
      this.#waiting.delete(id);
      if (error) reject?.(new Error(JSON.stringify(error)));
      else resolve?.(result);
    };
  }

  /** Starts a browser for one page, uses that on a slowed machine, and ends both. */
  static async use<T>(executablePath: string, use: (page: QuietPage) => Promise<T>): Promise<T> {
    const profile = await mkdtemp(join(tmpdir(), 'comment-widget-browser-'));
    const flags = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--window-size=1280,800'];
    // Chromium refuses to sandbox root.
    if (process.getuid?.() === 0) flags.push('--no-sandbox');
    const browser = spawn(executablePath, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      let told = '';
      for await (const text of browser.stderr.setEncoding('utf8')) {
        told += String(text);
        if (/ws:\S+\s/.test(told)) break;
      }
      const { host } = new URL(/ws:\S+/.exec(told)![0]);
      const pages = (await (await fetch(`http://${host}/json`)).json()) as {
        type: string;
        webSocketDebuggerUrl: string;
      }[];
      const socket = new WebSocket(pages.find(({ type }) => type === 'page')!.webSocketDebuggerUrl);
      await once(socket, 'open');
      const page = new QuietPage(socket);
      await page.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
      return await use(page);
    } finally {
      browser.kill();
      if (browser.exitCode === null) await once(browser, 'exit');
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  /** @param method of the Chrome DevTools Protocol */
  send(method: string, params: object = {}): Promise<Result> {
    const answer = Promise.withResolvers<Result>();
    this.#waiting.set(++this.#asked, answer);
    this.#socket.send(JSON.stringify({ id: this.#asked, method, params }));
    return answer.promise;
  }

  /** Opens an address, and lets it come to rest. */
  async open(url: string): Promise<void> {
    await this.send('Page.navigate', { url });
    await sleep(5000);
  }

  /** @param work a page's script: uses nothing from outside itself */
  async run<T, G>(work: (given: G) => T, given: G): Promise<Awaited<T>> {
    const expression = `(${String(work)})(${JSON.stringify(given)})`;
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: Awaited<T> }).value;
  }

  /**
   * The tasks that a page has while something is done. By what the page's thread was at work, not by the clock: what else the machine
   * has to do is no part of them, nor the 50 ms in which Linux lets everybody else run, once a second, where `chrt` is used.
   * @returns the longest one, in milliseconds
   */
  async longestTask(work: () => Promise<unknown>): Promise<number> {
    const events: TraceEvent[] = [];
    const isComplete = Promise.withResolvers<Result>();
    this.#listeners.set('Tracing.dataCollected', ({ value }) => void events.push(...(value as TraceEvent[])));
    this.#listeners.set('Tracing.tracingComplete', isComplete.resolve);
    const traceConfig = { includedCategories: ['toplevel'], excludedCategories: ['*'] };
    await this.send('Tracing.start', { traceConfig });
    await work();
    await this.send('Tracing.end');
    await isComplete.promise;
    const main = events.filter(({ args }) => args.name === 'CrRendererMain');
    const tasks = events.filter(
      ({ name, pid, tid }) => /RunTask$/.test(name) && main.some((thread) => thread.pid === pid && thread.tid === tid),
    );
    return Math.max(0, ...tasks.map(({ dur = 0, tdur = dur }) => Math.min(dur, tdur))) / 1000;
  }

  /** Writes one letter where the focus is. */
  async press(letter: string): Promise<void> {
    const key = {
      key: letter,
      code: `Key${letter.toUpperCase()}`,
      windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0),
    };
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', text: letter, ...key });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }

  /** In bytes, without what nobody holds any more; and how many nodes there are. */
  async memory(): Promise<{ readonly heap: number; readonly nodes: number }> {
    await this.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.send('Runtime.getHeapUsage');
    const { nodes } = await this.send('Memory.getDOMCounters');
    return { heap: usedSize as number, nodes: nodes as number };
  }
}
