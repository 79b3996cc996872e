import { executeServerCommand } from '@web/test-runner-commands';

export interface WindowSize {
  /** In CSS pixels, like `height`; WebKitGTK's browser gets no narrower than 447. */
  readonly width: number;
  readonly height: number;
}

/** What a media query may be told, for example `{'forced-colors': 'active'}`. */
export type MediaFeatures = Partial<
  Record<'forced-colors' | 'prefers-color-scheme' | 'prefers-contrast' | 'prefers-reduced-motion', string>
>;

/** Gives the page of the running test another size, which stays for the tests after it. */
export async function resizeWindow(size: WindowSize): Promise<void> {
  await executeServerCommand('window-size', { ...size });
}

/**
 * Makes the page of the running test see these media features, and the others as the machine has them.
 * @returns false where the engine cannot be told: all but Chromium.
 */
export async function emulateMedia(features: MediaFeatures = {}): Promise<boolean> {
  return executeServerCommand<boolean, MediaFeatures>('media', features);
}
