import { expect } from '@open-wc/testing';
import { toDate, toDateInUtc, toDateOfGo } from '../../src/adapters/dates.js';

const iso = (date: Date | null) => date && date.toISOString();

describe('a date of a backend', () => {
  it('is null where it is none', () => {
    expect(iso(toDate('2026-01-02T10:00:00+02:00'))).to.equal('2026-01-02T08:00:00.000Z');
    expect(iso(toDate(0))).to.equal('1970-01-01T00:00:00.000Z');
    for (const none of ['', 'hier', null, undefined, NaN]) expect(toDate(none)).to.equal(null);
  });

  it('is in UTC where a database does not say so', () => {
    const dates = ['2026-01-02 10:00:00', '2026-01-02T10:00:00', '2026-01-02 10:00:00Z', '2026-01-02 12:00:00+02:00'];
    for (const date of dates) expect(iso(toDateInUtc(date)), date).to.equal('2026-01-02T10:00:00.000Z');
    expect(iso(toDateInUtc('2026-01-02 10:00:00.125'))).to.equal('2026-01-02T10:00:00.125Z');
    expect(iso(toDateInUtc(1_767_348_000))).to.equal('2026-01-02T10:00:00.000Z');
    for (const none of ['0000-00-00T00:00:00', null, undefined, true, {}, ['2026']])
      expect(toDateInUtc(none)).to.equal(null);
  });

  it('is none of the year 1, which Go has for none', () => {
    expect(toDateOfGo('0001-01-01T00:00:00Z')).to.equal(null);
    expect(toDateOfGo(undefined)).to.equal(null);
    expect(iso(toDateOfGo('2026-01-02T10:00:00Z'))).to.equal('2026-01-02T10:00:00.000Z');
  });
});
