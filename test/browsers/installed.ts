import { existsSync, globSync } from 'node:fs';

export const engines = ['chromium', 'firefox', 'webkit'] as const;

export type Engine = (typeof engines)[number];

const onPath = (command: string): string[] =>
  (process.env['PATH'] ?? '').split(':').map((folder) => `${folder}/${command}`);

const candidates: Record<Engine, () => readonly string[]> = {
  chromium: () => [
    ...['chromium', 'chromium-browser', 'google-chrome'].flatMap(onPath),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  firefox: () => [...['firefox-esr', 'firefox'].flatMap(onPath), '/Applications/Firefox.app/Contents/MacOS/firefox'],
  // WebKitGTK's small browser, of use only with what drives it and what it is shown on.
  webkit: () =>
    [...onPath('WebKitWebDriver'), ...onPath('Xvfb')].filter((path) => existsSync(path)).length < 2
      ? []
      : globSync('/usr/lib/*/webkit{2gtk-4.1,2gtk-4.0,gtk-6.0}/MiniBrowser'),
};

/**
 * Where an engine's browser is. `CHROMIUM_PATH`, `FIREFOX_PATH` and `WEBKIT_PATH` come before what the system has.
 * @returns an absolute path, or undefined when there is none.
 */
export function installed(engine: Engine): string | undefined {
  const chosen = process.env[`${engine.toUpperCase()}_PATH`];
  return [...(chosen ? [chosen] : []), ...candidates[engine]()].find((path) => existsSync(path));
}
