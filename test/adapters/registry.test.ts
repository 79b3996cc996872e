import { expect } from '@open-wc/testing';
import { memory } from '../../src/adapters/memory.js';
import { adapterLoader, adapterNames, registerAdapter } from '../../src/adapters/registry.js';

describe('the registry of adapters', () => {
  it('knows the adapters by their names, and none before', async () => {
    expect(adapterLoader('guestbook')).to.equal(undefined);
    registerAdapter('guestbook', () => memory);
    expect(adapterNames()).to.include('guestbook');
    const factory = await adapterLoader('guestbook')!();
    expect((await factory({})).name).to.equal('memory');
  });

  it('takes the last one of a name', async () => {
    registerAdapter('notes', () => memory);
    const last = () => ({ ...memory(), name: 'notes' });
    registerAdapter('notes', () => Promise.resolve(last));
    expect(adapterNames().filter((name) => name === 'notes')).to.have.lengthOf(1);
    expect((await (await adapterLoader('notes')!())({})).name).to.equal('notes');
  });
});
