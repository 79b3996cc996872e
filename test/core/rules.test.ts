import { expect } from '@open-wc/testing';
import { defaultRules, lengthOf } from '../../src/core/rules.js';

describe('lengthOf', () => {
  it('counts code points: a picture is one, a letter with a mark of its own is two', () => {
    expect(lengthOf('', { use: 'required' })).to.equal(0);
    expect(lengthOf('été', { use: 'required' })).to.equal(3);
    expect(lengthOf('😀', { use: 'required', unit: 'characters' })).to.equal(1);
    expect(lengthOf('e\u0301', { use: 'required' })).to.equal(2);
  });

  it('counts bytes of UTF-8 where it is asked to', () => {
    expect(lengthOf('été', { use: 'required', unit: 'bytes' })).to.equal(5);
    expect(lengthOf('😀', { use: 'required', unit: 'bytes' })).to.equal(4);
  });
});

describe('defaultRules', () => {
  it('are those of WordPress, whose columns count bytes', () => {
    expect(defaultRules.fields).to.deep.equal({
      body: { use: 'required', max: 65_525, unit: 'bytes' },
      name: { use: 'required', max: 245, unit: 'bytes' },
      email: { use: 'required', max: 100, unit: 'bytes' },
      url: { use: 'optional', max: 200, unit: 'bytes' },
    });
  });
});
