import { fr, type Messages } from './fr.js';

export type LocaleLoader = () => Messages | Promise<Messages>;

const loaders = new Map<string, LocaleLoader>([['fr', () => fr]]);

/**
 * Makes a language known. The last one registered under a tag wins.
 * @param tag BCP 47: `en`, or `pt-BR` beside `pt`
 * @param load gives the messages, at once or from a chunk of its own
 */
export function registerLocale(tag: string, load: LocaleLoader): void {
  loaders.set(tag, load);
}

export function localeLoader(tag: string): LocaleLoader | undefined {
  return loaders.get(tag);
}

/** @returns the known tags, `pt-BR` before `pt`, so that the first one that matches is the closest. */
export function localeTags(): string[] {
  return [...loaders.keys()].sort((a, b) => b.length - a.length);
}
