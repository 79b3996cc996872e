import { expect } from '@open-wc/testing';
import { defaultRules, type FieldUse, type Rules } from '../../src/core/rules.js';
import { tighten } from '../../src/core/tighten.js';
import { consoleTold } from '../support/vigil.js';

const rulesOf = (name: FieldUse, email: FieldUse, url: FieldUse): Rules => ({
  ...defaultRules,
  fields: { ...defaultRules.fields, name: { use: name, max: 9 }, email: { use: email }, url: { use: url } },
});
const usesOf = ({ fields: { name, email, url } }: Rules) => [name.use, email.use, url.use].join(' ');

describe('tighten', () => {
  it('demands what the backend leaves open', () => {
    const rules = tighten(rulesOf('optional', 'optional', 'optional'), 'name email');
    expect(usesOf(rules)).to.equal('required required optional');
    expect(rules.fields.name.max).to.equal(9);
  });

  it('leaves out what the backend leaves open', () => {
    expect(usesOf(tighten(rulesOf('required', 'optional', 'optional'), '', 'url email'))).to.equal(
      'required none none',
    );
  });

  it('changes nothing without a wish, and never what it was given', () => {
    const rules = Object.freeze({ ...defaultRules, fields: Object.freeze({ ...defaultRules.fields }) });
    expect(tighten(rules)).to.deep.equal(rules);
    expect(tighten(rules, 'url').fields.url.use).to.equal('required');
    expect(rules.fields.url.use).to.equal('optional');
  });

  it('says nothing of a wish that is fulfilled already', () => {
    const rules = rulesOf('required', 'none', 'optional');
    expect(usesOf(tighten(rules, 'name', 'email'))).to.equal('required none optional');
  });

  it('takes any white space between names, as HTML does', () => {
    const rules = tighten(rulesOf('optional', 'optional', 'optional'), ' name\n\t email  ');
    expect(usesOf(rules)).to.equal('required required optional');
  });

  const impossible: Record<string, [required: string, hidden: string]> = {
    'demand a field that the backend does not have': ['email', ''],
    'hide a field that the backend demands': ['', 'name'],
    'name a field that does not exist': ['surname', ''],
    'hide a field that does not exist': ['', 'phone'],
    'name a member of every object': ['constructor toString __proto__', ''],
    'separate names by commas': ['name,url', ''],
  };
  for (const [wish, [required, hidden]] of Object.entries(impossible))
    it(`warns of a wish to ${wish}, and leaves the rules as they are`, () => {
      const rules = rulesOf('required', 'none', 'optional');
      expect(tighten(rules, required, hidden)).to.deep.equal(rules);
      const words = `${required} ${hidden}`.trim().split(' ');
      const told = consoleTold();
      expect(told).to.have.lengthOf(words.length);
      words.forEach((word, index) => expect(told[index]).to.include('comment-widget').and.include(`"${word}"`));
    });

  it('does not hide what it has just demanded', () => {
    expect(usesOf(tighten(rulesOf('optional', 'optional', 'optional'), 'url', 'url'))).to.equal(
      'optional optional required',
    );
    expect(consoleTold()).to.have.lengthOf(1);
  });
});
