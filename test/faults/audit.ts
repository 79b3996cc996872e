import type { Written } from './ledger.ts';
import { findMark } from './mark.ts';

/** A comment as it is in a store: its text as its author wrote it. */
export interface Stored {
  readonly text: string;
}

/** What was found wrong, and with what comment. */
export interface Finding {
  readonly kind: 'lost' | 'doubled' | 'told wrongly' | 'not as written' | "nobody's";
  readonly text: string;
  readonly why: string;
  readonly history: readonly string[];
}

export interface Audit {
  readonly sent: number;
  readonly toldIn: number;
  /** Of those that somebody was told are in: once, and as they were written. */
  readonly storedOnce: number;
  readonly givenUp: number;
  readonly unsure: number;
  readonly findings: readonly Finding[];
}

/**
 * Compares what readers were told with what is stored: every comment they were told is in, is in, once; every one that was given up is
 * not, unless they were told that it may be; and nothing else is there.
 */
export function audit(written: readonly Written[], stored: readonly Stored[]): Audit {
  const findings = [...written.flatMap((entry) => findingsOf(entry, stored)), ...strangers(written, stored)];
  const count = (told: Written['told']) => written.filter((entry) => entry.told === told).length;
  return {
    sent: written.length,
    toldIn: count('in'),
    storedOnce: written.filter(
      ({ told, text }) => told === 'in' && stored.filter((comment) => comment.text === text).length === 1,
    ).length,
    givenUp: count('given up'),
    unsure: count('unsure'),
    findings,
  };
}

function findingsOf({ mark, text, told, contradiction, history }: Written, stored: readonly Stored[]): Finding[] {
  const found = stored.filter((comment) => findMark(comment.text) === mark);
  const findings: Finding[] = [];
  const find = (kind: Finding['kind'], why: string) => findings.push({ kind, text, why, history });
  if (told === 'in' && found.length === 0) find('lost', 'its reader was told that it is in, and it is not');
  if (found.length > 1) find('doubled', `it is in ${found.length} times`);
  if (told === 'given up' && found.length > 0) find('told wrongly', 'its reader gave it up, and it is in');
  if (told === 'nothing') find('told wrongly', `its reader knows nothing of it, and it is in ${found.length} times`);
  if (contradiction) find('told wrongly', contradiction);
  const changed = found.find((comment) => comment.text !== text);
  if (changed) find('not as written', `it is in as ${JSON.stringify(changed.text)}`);
  return findings;
}

function strangers(written: readonly Written[], stored: readonly Stored[]): Finding[] {
  const known = new Set(written.map(({ mark }) => mark));
  return stored
    .filter(({ text }) => !known.has(findMark(text) ?? ''))
    .map(({ text }) => ({ kind: "nobody's", text, why: 'nobody wrote it', history: [] }));
}
