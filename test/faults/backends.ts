import type { Backend } from './backend.ts';
import { openRest } from './rest-backend.ts';
import { openWaline } from './waline-backend.ts';
import { openWordPress } from './wordpress-backend.ts';

const openers: Readonly<Record<string, () => Promise<Backend>>> = {
  rest: openRest,
  'wordpress-form': () => openWordPress('wordpress-form'),
  'wordpress-rest': () => openWordPress('wordpress-rest'),
  waline: openWaline,
};

export const backendNames = Object.keys(openers);

/** @throws Error for a name that is none of `backendNames`, and where the backend cannot be had */
export function openBackend(name: string): Promise<Backend> {
  const open = openers[name];
  if (!open) throw new Error(`No backend "${name}"; there are: ${backendNames.join(', ')}`);
  return open();
}
