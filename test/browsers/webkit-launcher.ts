import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestRunnerCoreConfig } from '@web/test-runner';
import { WebdriverLauncher } from '@web/test-runner-webdriver';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function listening(port: number): Promise<void> {
  for (let tries = 200; tries > 0; tries--) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await delay(50);
    } finally {
      socket.destroy();
    }
  }
  throw new Error(`WebKitWebDriver does not listen on port ${port}`);
}

/** What is used of WebdriverIO, which the launcher keeps to itself. */
interface WindowDriver {
  setWindowRect(x: number | null, y: number | null, width: number, height: number): Promise<unknown>;
}

/** WebKitGTK's MiniBrowser, driven by WebKitWebDriver, on an X server of its own. */
export class WebKitLauncher extends WebdriverLauncher {
  readonly concurrency = 1;
  readonly #options: { port: number };
  readonly #children: ChildProcess[] = [];
  #started: Promise<void> | undefined;

  constructor(binary: string) {
    const options = {
      hostname: '127.0.0.1',
      port: 0, // chosen when the driver starts
      path: '/',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true, // WebKitWebDriver has no BiDi
        'webkitgtk:browserOptions': { binary, args: ['--automation'] },
      },
    };
    super(options);
    this.#options = options;
  }

  /** With a concurrency of 1 each test file gets the top-level page; the launcher would put it in an iframe otherwise. */
  override async initialize(config: TestRunnerCoreConfig): Promise<void> {
    await super.initialize({ ...config, concurrency: 1 });
    this.name = 'WebKit';
  }

  override async startSession(id: string, url: string): Promise<void> {
    await (this.#started ??= this.#start());
    await super.startSession(id, url);
  }

  override async stop(): Promise<void> {
    await super.stop();
    for (const child of this.#children.reverse()) child.kill();
  }

  /** @param width of the page, in CSS pixels; MiniBrowser gets no narrower than 447 */
  async resize(width: number, height: number): Promise<void> {
    const toolBar = 38;
    const driver = this['driver'] as WindowDriver | undefined;
    await driver?.setWindowRect(null, null, width, height + toolBar);
  }

  async #start(): Promise<void> {
    const display = await this.#display();
    this.#options.port = await freePort();
    const env = { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' };
    this.#children.push(spawn('WebKitWebDriver', ['-p', String(this.#options.port)], { stdio: 'ignore', env }));
    await listening(this.#options.port);
  }

  /** Xvfb itself picks a display that is free, and writes its number to the file descriptor it is given. */
  async #display(): Promise<string> {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    this.#children.push(server);
    const exited = once(server, 'exit').then(() => Promise.reject(new Error('Xvfb does not start')));
    const [number] = (await Promise.race([once(server.stdio[3]!, 'data'), exited])) as [Buffer];
    return `:${number.toString().trim()}`;
  }
}
