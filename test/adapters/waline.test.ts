import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { waline } from '../../src/adapters/waline.js';
import { describeAdapter } from '../../src/testing/adapter-suite.js';
import { fakeNetwork } from '../support/backend.js';
import { WalineBackend } from '../support/backends/waline.js';
import { twice } from '../support/twice.js';

const can = ['vote', 'count'] as const;

describe('waline', () => {
  const network = fakeNetwork();
  let backend: WalineBackend;
  beforeEach(() => {
    backend = new WalineBackend();
    network.use(...backend.handlers);
  });

  const answers = (answer: () => Response) => () => network.use(http.all(`${backend.endpoint}/*`, answer));
  const create = () => waline({ endpoint: backend.endpoint });

  describeAdapter('waline', {
    create,
    can,
    repeatable: true,
    failures: {
      // What an outage of the login service comes to: a 500 without CORS headers.
      network: answers(() => HttpResponse.error()),
      unavailable: answers(() => HttpResponse.json({ errno: 500, errmsg: 'fetch failed' }, { status: 500 })),
      misconfigured: answers(() => HttpResponse.json({ errno: 404, errmsg: 'url `/x` not found.' }, { status: 404 })),
      unauthorized: answers(() => HttpResponse.json({ errno: 401, errmsg: 'Unauthorized' }, { status: 401 })),
      protocol: answers(() => HttpResponse.html('<title>Waline Example</title>')),
    },
    refusals: {
      duplicate: () => network.use(twice(`${backend.endpoint}/*`, backend.handlers)),
      async 'rate-limited'() {
        await create().post!(
          { thread: '/article/', parentId: null, url: 'https://exemple.fr/article/', title: 'Un article' },
          { body: 'Bonjour', name: 'Zoé', email: '', url: '', extra: {} },
          { attemptKey: crypto.randomUUID() },
        );
        backend.isFlooded = true;
      },
      challenge: () => void (backend.captcha = 'jeton'),
      unauthorized: () => void (backend.login = true),
      rejected: () => void (backend.objection = 'Trop de liens'),
    },
  });

  describeAdapter('waline with COMMENT_AUDIT', {
    create() {
      backend.audit = true;
      return create();
    },
    approve: (thread) => backend.approve(thread),
    can,
  });

  describeAdapter('waline that asks for everything', {
    create: () => waline({ endpoint: `${backend.endpoint}/`, requiredMeta: 'nick,mail,link' }),
    can,
  });

  it('has the fields that the owner wants of its readers', () => {
    const uses = (options: object) => {
      const { name, email, url } = waline({ endpoint: backend.endpoint, ...options }).rules.fields;
      return [name, email, url].map(({ use }) => use);
    };
    expect(uses({})).to.deep.equal(['optional', 'optional', 'optional']);
    expect(uses({ meta: 'nick' })).to.deep.equal(['optional', 'none', 'none']);
    expect(uses({ meta: 'nick,mail', requiredMeta: 'nick' })).to.deep.equal(['required', 'optional', 'none']);
  });
});
