import { expect } from '@open-wc/testing';
import { OwnComments } from '../../src/controllers/own-comments.js';
import { comment } from '../support/staged-backend.js';

const key = 'comment-widget:own';
const day = 24 * 60 * 60 * 1000;

describe('what a browser knows of its reader’s own comments', () => {
  beforeEach(() => localStorage.removeItem(key));
  afterEach(() => localStorage.removeItem(key));

  it('is nothing, and nothing is written, until something is kept', () => {
    expect(new OwnComments('a').get('1')).to.equal(undefined);
    expect(localStorage.getItem(key)).to.equal(null);
  });

  it('outlives the page, dates included', () => {
    const held = comment('1', 'Bonjour', { status: 'pending' });
    new OwnComments('a').keep('1', { token: 't', comment: held });
    const own = new OwnComments('a');
    expect(own.get('1')!.token).to.equal('t');
    expect(own.held).to.deep.equal([held]);
  });

  it('is of one thread', () => {
    new OwnComments('a').keep('1', { comment: comment('1') });
    const other = new OwnComments('b');
    expect([other.get('1'), other.held]).to.deep.equal([undefined, []]);
  });

  it('is added to, and forgotten', () => {
    const own = new OwnComments('a');
    own.keep('1', { token: 't', vote: 0 });
    own.keep('1', { vote: 1 });
    expect(own.get('1')).to.include({ token: 't', vote: 1 });
    own.keep('1', null);
    expect(new OwnComments('a').get('1')).to.equal(undefined);
    expect(localStorage.getItem(key)).to.equal('{}');
  });

  it('does not overwrite what another tab has kept meanwhile', () => {
    const here = new OwnComments('a');
    const elsewhere = { 'a 2': { token: 'u', end: Date.now() + day } };
    localStorage.setItem(key, JSON.stringify(elsewhere));
    here.keep('1', { token: 't', vote: 1 });
    expect([here.get('1')?.token, here.get('2')?.token]).to.deep.equal(['t', 'u']);
  });

  it('is forgotten after a month', () => {
    const own = new OwnComments('a');
    own.keep('1', { token: 't', vote: 1 });
    const stored = JSON.parse(localStorage.getItem(key)!) as Record<string, { end: number }>;
    expect(stored['a 1']!.end - Date.now()).to.be.within(29 * day, 30 * day);
    stored['a 1']!.end = Date.now() - 1;
    localStorage.setItem(key, JSON.stringify(stored));
    new OwnComments('b').keep('2', { vote: 1 });
    expect(Object.keys(JSON.parse(localStorage.getItem(key)!) as object)).to.deep.equal(['b 2']);
  });

  it('is forgotten as soon as it is of no more use', () => {
    const own = new OwnComments('a');
    own.keep('1', { token: 't', until: Date.now() + 1000 });
    own.keep('2', { token: 'u', until: Date.now() - 1 });
    own.keep('3', { comment: comment('3'), token: 'v' });
    own.keep('3', { comment: undefined });
    expect(['1', '2', '3'].map((id) => own.get(id)?.token)).to.deep.equal(['t', undefined, undefined]);
  });

  for (const stored of ['{', '5', 'null', '[]', '{"a 1":5}', '{"a 1":null}'])
    it(`survives a storage that holds ${stored}`, () => {
      localStorage.setItem(key, stored);
      const own = new OwnComments('a');
      expect(() => own.keep('1', { token: 't', vote: 1 })).not.to.throw();
      expect(own.get('1')!.token).to.equal('t');
    });

  it('lasts for the visit where nothing can be stored', () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      const own = new OwnComments('a');
      own.keep('1', { token: 't', vote: 1 });
      expect(own.get('1')!.token).to.equal('t');
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});
