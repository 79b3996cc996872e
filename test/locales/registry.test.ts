import { expect } from '@open-wc/testing';
import { en } from '../../src/locales/en.js';
import { fr } from '../../src/locales/fr.js';
import { localeLoader, localeTags, registerLocale } from '../../src/locales/registry.js';

describe('the languages', () => {
  it('begin with French', () => {
    expect(localeTags()).to.deep.equal(['fr']);
    expect(localeLoader('fr')!()).to.equal(fr);
    expect(localeLoader('en')).to.equal(undefined);
  });

  it('are looked through from the closest to the widest', () => {
    for (const tag of ['en', 'pt', 'pt-BR', 'zh-Hant']) registerLocale(tag, () => en);
    const tags = localeTags();
    expect(tags).to.have.members(['fr', 'en', 'pt', 'pt-BR', 'zh-Hant']);
    expect(tags.indexOf('pt-BR')).to.be.lessThan(tags.indexOf('pt'));
  });

  it('may be replaced: the last one registered under a tag wins', () => {
    const own = { ...en, title: 'Have your say' };
    registerLocale('en', () => own);
    expect(localeLoader('en')!()).to.equal(own);
    expect(localeTags().filter((tag) => tag === 'en')).to.have.lengthOf(1);
  });
});
