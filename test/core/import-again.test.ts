import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { importAgain } from '../../src/core/import-again.js';
import { fakeNetwork } from '../support/backend.js';

describe('a module that is asked for again', () => {
  const network = fakeNetwork();
  const asked: string[] = [];
  let isThere: (search: string) => boolean;

  beforeEach(() => {
    asked.length = 0;
    network.use(
      http.get(/\/module-[\w-]+\.js/, ({ request }) => {
        const { search } = new URL(request.url);
        asked.push(search);
        if (!isThere(search)) return HttpResponse.error();
        return new HttpResponse('export const state = {};', { headers: { 'Content-Type': 'text/javascript' } });
      }),
    );
  });

  it('is the same for all who ask, and loaded once', async () => {
    isThere = () => true;
    const [first, second] = await Promise.all([
      importAgain('./module-a.js', import.meta.url),
      importAgain('./module-a.js', import.meta.url),
    ]);
    expect(await importAgain('./module-a.js', import.meta.url)).to.equal(first);
    expect(second).to.equal(first);
    expect(asked).to.deep.equal(['']);
  });

  it('comes at once where the network failed for a moment', async () => {
    isThere = () => asked.length > 1;
    const module = await importAgain('./module-b.js', import.meta.url);
    expect(module).to.have.property('state');
    expect(await importAgain('./module-b.js', import.meta.url)).to.equal(module);
    expect(asked.length).to.be.within(2, 3);
  });

  it('comes when it is asked for later, where it did not come before', async () => {
    isThere = () => false;
    const failed = await importAgain('./module-c.js', import.meta.url).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(TypeError);
    isThere = () => true;
    const module = await importAgain('./module-c.js', import.meta.url);
    expect(module).to.have.property('state');
    expect(await importAgain('./module-c.js', import.meta.url)).to.equal(module);
  });
});
