import { sendKeys } from '@web/test-runner-commands';

/** WebKitWebDriver knows keys by these (WebDriver, 17.4.2), and presses those of one call at once: it cannot hold one down. */
const codePoints: Readonly<Record<string, string>> = {
  Control: '\ue009',
  Enter: '\ue007',
  Escape: '\ue00c',
  Shift: '\ue008',
  Tab: '\ue004',
};

const isWebKit = /AppleWebKit/.test(navigator.userAgent) && !/Chrom/.test(navigator.userAgent);

/** Presses a key of the real keyboard, or several at once: `Tab`, `Space`, `Control+Enter`. */
export async function press(chord: string): Promise<void> {
  const keys = chord.split('+').map((key) => (key === 'Space' ? ' ' : key));
  if (isWebKit) return sendKeys({ type: keys.map((key) => codePoints[key] ?? key).join('') });
  const last = keys.pop()!;
  for (const key of keys) await sendKeys({ down: key });
  await sendKeys({ press: last });
  for (const key of keys) await sendKeys({ up: key });
}

/** Types a text, a call for each character: WebKitWebDriver drops the second of two that are the same. */
export async function type(text: string): Promise<void> {
  for (const character of text) await sendKeys({ type: character });
}
