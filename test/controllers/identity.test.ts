import { expect } from '@open-wc/testing';
import { forgetIdentity, recallIdentity, storedIdentity } from '../../src/controllers/identity.js';
import { rememberIdentity } from '../../src/controllers/remember-identity.js';

const marie = { name: 'Marie', email: 'marie@exemple.fr', url: '' };

describe('the identity', () => {
  beforeEach(() => localStorage.clear());

  // First, while nothing is in memory.
  it('is unknown at first', () => {
    expect(recallIdentity()).to.equal(undefined);
    expect(storedIdentity()).to.equal(undefined);
  });

  it('is recalled during the visit without being stored', () => {
    rememberIdentity(marie, false);
    expect(recallIdentity()).to.deep.equal(marie);
    expect(storedIdentity()).to.equal(undefined);
    expect(localStorage).to.have.lengthOf(0);
  });

  it('is stored by consent, and nothing more than itself', () => {
    rememberIdentity({ ...marie, body: 'Bonjour' } as typeof marie, true);
    expect(storedIdentity()).to.deep.equal(marie);
    expect(JSON.stringify({ ...localStorage })).not.to.include('Bonjour');
  });

  it('is forgotten by the browser at once, and lasts for the visit', () => {
    rememberIdentity(marie, true);
    forgetIdentity();
    expect(localStorage).to.have.lengthOf(0);
    expect(recallIdentity()).to.deep.equal(marie);
  });

  it('of this visit comes before that of an earlier one', () => {
    rememberIdentity(marie, true);
    rememberIdentity({ ...marie, name: 'Irène' }, false);
    expect(recallIdentity()?.name).to.equal('Irène');
    expect(storedIdentity()?.name).to.equal('Marie');
  });
});
