import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { jsonEndpoint } from '../../src/adapters/json-endpoint.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const endpoint = 'https://json.example/comments';

describe('http, while what few readers need does not arrive,', () => {
  const network = fakeNetwork();
  let asked: string[] = [];

  beforeEach(() => {
    asked = [];
    network.use(
      http.get(/\/json-endpoint-acts\./, () => HttpResponse.error()),
      http.all('https://json.example/*', ({ request }) => {
        asked.push(request.method);
        return HttpResponse.json([]);
      }),
    );
  });

  it('reads a thread', async () => {
    const adapter = await jsonEndpoint({ endpoint });
    expect(await adapter.list!({ thread: 'a' }, {})).to.include({ total: 0 });
  });

  it('has sent nothing of a comment, which waits for the network', async () => {
    const adapter = await jsonEndpoint({ endpoint });
    const target = { thread: 'a', parentId: null, url: '', title: '' };
    const draft = { body: 'Bonjour', name: 'Zoé', email: '', url: '', extra: {} };
    const error = await failure(adapter.post!(target, draft, { attemptKey: crypto.randomUUID() }));
    expect(error).to.include({ code: 'network', outcome: 'refused' });
    expect(asked).to.deep.equal([]);
  });

  it('counts nothing', async () => {
    const adapter = await jsonEndpoint({ endpoint, count: endpoint });
    expect((await failure(adapter.count!(['a'], {}))).code).to.equal('network');
  });

  it('is not taken into use by settings that make no sense', async () => {
    expect((await failure(jsonEndpoint({ endpoint, fields: 'id body auteur=name' }))).code).to.equal('network');
  });
});
