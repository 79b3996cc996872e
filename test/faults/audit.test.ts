import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from './audit.ts';
import { Ledger, type Told } from './ledger.ts';

const text = 'Ils sont là. r1c1';

/** What the audit finds where one comment was written. */
function findings(told: Told, ...stored: readonly string[]): string[] {
  const ledger = new Ledger();
  ledger.write('r1c1', text);
  if (told !== 'nothing') ledger.tell('r1c1', told);
  return audit(
    ledger.entries,
    stored.map((text) => ({ text })),
  ).findings.map(({ kind }) => kind);
}

describe('the audit of the fault bench', () => {
  it('finds nothing wrong with what is as it was told', () => {
    assert.deepEqual(findings('in', text), []);
    assert.deepEqual(findings('given up'), []);
    assert.deepEqual(findings('unsure'), []);
    assert.deepEqual(findings('unsure', text), []);
  });

  it('finds what is lost', () => assert.deepEqual(findings('in'), ['lost']));

  it('finds what is in twice, whatever its reader was told', () => {
    for (const told of ['in', 'unsure'] as const) assert.deepEqual(findings(told, text, text), ['doubled']);
    assert.deepEqual(findings('given up', text, text), ['doubled', 'told wrongly']);
  });

  it('finds what was given up and is in', () => assert.deepEqual(findings('given up', text), ['told wrongly']));

  it('finds what its reader was told nothing of, in or not', () => {
    assert.deepEqual(findings('nothing'), ['told wrongly']);
    assert.deepEqual(findings('nothing', text), ['told wrongly']);
  });

  it('finds what was told one way and then the other', () => {
    const ledger = new Ledger();
    ledger.write('r1c1', text);
    ledger.tell('r1c1', 'given up');
    ledger.tell('r1c1', 'in');
    const [finding, ...others] = audit(ledger.entries, [{ text }]).findings;
    assert.deepEqual([finding?.kind, others.length], ['told wrongly', 0]);
  });

  it('finds what is not as it was written, and what nobody wrote', () => {
    assert.deepEqual(findings('in', 'Ils sont l. r1c1'), ['not as written']);
    assert.deepEqual(findings('in', text, 'Autre chose. r1c2', 'Sans marque.'), ["nobody's", "nobody's"]);
  });

  it('counts', () => {
    const ledger = new Ledger();
    const all = { r1c1: 'in', r1c2: 'in', r1c3: 'given up', r1c4: 'unsure', r1c5: 'in' } as const;
    for (const [mark, told] of Object.entries(all)) {
      ledger.write(mark, mark);
      ledger.tell(mark, told);
    }
    const { findings: found, ...counts } = audit(
      ledger.entries,
      ['r1c1', 'r1c2', 'r1c4', 'r1c2'].map((text) => ({ text })),
    );
    assert.deepEqual(counts, { sent: 5, toldIn: 3, storedOnce: 1, givenUp: 1, unsure: 1 });
    assert.deepEqual(
      found.map(({ kind, text }) => [kind, text]),
      [
        ['doubled', 'r1c2'],
        ['lost', 'r1c5'],
      ],
    );
  });
});
