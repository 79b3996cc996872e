// A storage that is off, full or holds something else is the same as an empty one.

export function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}

/** @returns the names that begin so */
export function storedNames(start: string): string[] {
  return withStorage((storage) => Object.keys(storage).filter((name) => name.startsWith(start))) ?? [];
}

/** @returns what stands there, whatever it is; undefined for what is no JSON */
export function readStored(name: string): unknown {
  return withStorage((storage) => JSON.parse(storage.getItem(name)!) as unknown);
}

/** @returns whether it was taken */
export function store(name: string, value: object): boolean {
  return !!withStorage((storage) => (storage.setItem(name, JSON.stringify(value)), true));
}

export function removeStored(name: string): void {
  withStorage((storage) => storage.removeItem(name));
}
