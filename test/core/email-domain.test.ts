import { expect } from '@open-wc/testing';
import { suggestEmail } from '../../src/core/email-domain.js';

describe('suggestEmail', () => {
  const offers: Record<string, string> = {
    'a letter left out': 'marie@gmal.com → marie@gmail.com',
    'the last letter left out': 'marie@gmail.co → marie@gmail.com',
    'a letter too many': 'marie@gmaiil.com → marie@gmail.com',
    'a letter too many at the end': 'marie@orange.frr → marie@orange.fr',
    'another letter': 'marie@gnail.com → marie@gmail.com',
    'another letter at the beginning': 'marie@frange.fr → marie@orange.fr',
    'two letters that changed places': 'marie@gmial.com → marie@gmail.com',
    'two letters that changed places at the end': 'marie@orange.rf → marie@orange.fr',
    'a dot left out': 'marie@gmailcom → marie@gmail.com',
    capitals: 'Marie.Curie@GMIAL.COM → Marie.Curie@gmail.com',
    'another @ before': '"a@b"@gmial.com → "a@b"@gmail.com',
  };
  for (const [slip, offer] of Object.entries(offers)) {
    const [typed, meant] = offer.split(' → ');
    it(`offers ${offer}: ${slip}`, () => expect(suggestEmail(typed!)).to.equal(meant));
  }

  const silent = {
    'a well-known domain': 'marie@gmail.com',
    'a well-known domain in capitals': 'marie@GMAIL.COM',
    'one well-known domain one letter away from another': 'marie@yahoo.fr',
    'a domain of somebody': 'marie@exemple.fr',
    'two slips': 'marie@gmlai.cm',
    'no domain': 'marie@',
    'no name': '@gmial.com',
    'no @': 'gmial.com',
    nothing: '',
    'a domain too short to tell': 'marie@fre.f',
  };
  for (const [what, email] of Object.entries(silent))
    it(`offers nothing for ${what}`, () => expect(suggestEmail(email)).to.equal(undefined));

  it('does not take a domain of somebody for a slip', () => {
    // Each is the mail domain of a firm or a service, and none of the well-known ones.
    for (const domain of [
      'gmx.fr',
      'gmx.com',
      'mail.com',
      'ymail.com',
      'numericable.fr',
      'aol.com',
      'me.com',
      'club-internet.fr',
    ])
      expect(suggestEmail(`marie@${domain}`), domain).to.equal(undefined);
  });
});
