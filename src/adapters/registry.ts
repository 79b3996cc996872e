import type { AdapterFactory } from '../core/adapter.js';

export type AdapterLoader = () => AdapterFactory | Promise<AdapterFactory>;

const loaders = new Map<string, AdapterLoader>();

/** Tells who asked for a backend too early: an event by its name, when somebody registers it. */
export const registrations = new EventTarget();

/**
 * Makes a backend known by the name that the `backend` attribute gives. The last one registered under a name wins.
 * @param load gives the factory, at once or from a chunk of its own; called when a widget first asks
 */
export function registerAdapter(name: string, load: AdapterLoader): void {
  loaders.set(name, load);
  registrations.dispatchEvent(new Event(name));
}

/** @returns the loader, or undefined for a name nobody registered. */
export function adapterLoader(name: string): AdapterLoader | undefined {
  return loaders.get(name);
}

/** @returns the names a page may use, for messages to its owner. */
export function adapterNames(): string[] {
  return [...loaders.keys()];
}
