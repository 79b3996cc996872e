import type { ErrorCode } from '../core/errors.js';
import type { Outcome, Posted } from './attempt.js';
import { isExpired, type OutboxEntry } from './outbox-storage.js';

/** In milliseconds: the pause after the first attempt, doubled after each, and the longest. */
export const [firstPause, longestPause] = [4_000, 300_000];
/** In seconds, where a backend asks for patience without saying how long. */
const patience = 15;

/** What is no matter of the comment itself passes: a network that wants one to sign in first answers anything. */
const passing: readonly ErrorCode[] = ['network', 'unavailable', 'rate-limited', 'protocol', 'misconfigured'];

/** @returns what waits after an attempt that came to nothing: for how long, or for its author */
export function afterAttempt(entry: OutboxEntry, outcome: Exclude<Outcome, { stored: Posted }>): OutboxEntry {
  const tries = entry.tries + 1;
  // Not all browsers at once, when the backend is back.
  const pause = Math.min(firstPause * 2 ** entry.tries, longestPause) * (0.5 + Math.random() / 2);
  const waiting = { ...entry, tries, due: Date.now() + pause, isOut: undefined };
  if ('halt' in outcome) return { ...waiting, halt: outcome.halt };
  const { error, since } = outcome;
  const { code, retryAfter } = error;
  // Anybody writes adapters: it may be anything.
  const isAsked = retryAfter! > 0;
  const isFirm = isAsked || code === 'rate-limited';
  const due = isFirm ? Date.now() + (isAsked ? retryAfter! : patience) * 1000 : waiting.due;
  return { ...waiting, since, due, isFirm, halt: passing.includes(code) ? undefined : code };
}

/** What may have arrived is looked for, again and again; only its author has it sent. */
export function isAutomatic(entry: OutboxEntry): boolean {
  const { halt } = entry;
  return (!halt || halt === 'uncertain') && !isExpired(entry);
}

/** @param isUrgent true where the pause between attempts holds nothing back, but what the backend has asked for, and what its page has only just left */
export function isDue({ due, tries, isFirm, isOut, left = 0 }: OutboxEntry, isUrgent: boolean): boolean {
  // Its page may have been reloaded: what it has sent is on its way still.
  const isUnderWay = isOut && Math.abs(Date.now() - left) < firstPause;
  return !isUnderWay && (due <= Date.now() || (isUrgent && tries > 0 && !isFirm));
}
