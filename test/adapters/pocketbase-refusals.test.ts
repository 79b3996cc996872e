import { expect } from '@open-wc/testing';
import { HttpResponse, http, type JsonBodyType } from 'msw';
import { pocketbase } from '../../src/adapters/pocketbase.js';
import type { Draft } from '../../src/core/draft.js';
import { fakeNetwork } from '../support/backend.js';
import { comment, draft, recorded } from '../support/backends/pocketbase-recorded.js';
import { PocketBase } from '../support/backends/pocketbase.js';
import { failure } from '../support/failure.js';

describe('pocketbase, about refusals,', () => {
  const network = fakeNetwork();
  let backend: PocketBase;
  beforeEach(() => {
    backend = new PocketBase();
    network.use(...backend.handlers);
  });

  const create = () => pocketbase({ endpoint: backend.endpoint });
  const list = () => create().list!({ thread: 'a' }, {});
  const count = () => create().count!(['a'], {});
  const post = (
    changes: Partial<Draft> = {},
    parentId: string | null = null,
    attemptKey: string = crypto.randomUUID(),
  ) =>
    create().post!(
      { thread: 'a', parentId, url: 'https://exemple.fr/article', title: 'Un article' },
      { ...draft, ...changes },
      { attemptKey },
    );
  const gives = (body: JsonBodyType, status = 200) =>
    network.use(http.all(`${backend.endpoint}/*`, () => HttpResponse.json(body, { status })));
  const refuses = (status: number, message: string, data = {}) => gives({ data, message, status }, status);

  describe('understands why a comment is refused:', () => {
    it('by what is wrong at each field, as it was recorded', async () => {
      refuses(400, 'Failed to create record.', {
        author: { code: 'validation_required', message: 'Cannot be blank.' },
        content: {
          code: 'validation_max_text_constraint',
          message: 'Must be no more than 5000 character(s).',
          params: { max: 5000 },
        },
        email: { code: 'validation_is_email', message: 'Must be a valid email address.' },
        website: { code: 'validation_invalid_url', message: 'Must be a valid url.' },
      });
      const { code, issues } = await failure(post());
      expect(code).to.equal('invalid');
      expect(issues).to.deep.equal([
        { field: 'name', code: 'required' },
        { field: 'body', code: 'too-long', limit: 5000 },
        { field: 'email', code: 'email' },
        { field: 'url', code: 'url' },
      ]);
    });

    it('by what its own settings say of a field', async () => {
      const data = {
        content: { code: 'validation_min_text_constraint', message: 'Must be at least 3.', params: { min: 3 } },
        email: { code: 'validation_email_domain_not_allowed', message: 'Email domain is not allowed.' },
        author: 'No.',
      };
      refuses(400, 'Failed to create record.', data);
      expect((await failure(post())).issues).to.deep.equal([
        { field: 'body', code: 'too-short', limit: 3 },
        { field: 'email', code: 'refused', message: 'Email domain is not allowed.' },
        { field: 'name', code: 'refused', message: '' },
      ]);
    });

    it('by the fake that refuses what the real one does', async () => {
      const { code, issues } = await failure(
        post({ body: 'é'.repeat(5_001), email: 'pas-une-adresse', url: 'exemple' }),
      );
      expect([code, ...issues]).to.deep.equal([
        'invalid',
        { field: 'body', code: 'too-long', limit: 5_000 },
        { field: 'email', code: 'email' },
        { field: 'url', code: 'url' },
      ]);
      expect(backend.taken).to.have.lengthOf(0);
    });

    it('what it answers is gone', async () => {
      expect((await failure(post({}, 'zzzzzzzzzzzzzzz'))).code).to.equal('gone');
    });

    it('its Create rule is not met', async () => {
      const { code, issues } = await failure(post({ extra: { status: 'approved' } }));
      expect([code, issues.length]).to.deep.equal(['rejected', 0]);
    });

    it('nobody may write any more, which closes every thread', async () => {
      backend.creates = false;
      expect((await failure(post())).code).to.equal('closed');
    });

    it('there were too many, and for how long it does not say', async () => {
      backend.left = 1;
      await post();
      const { code, retryAfter, outcome } = await failure(post());
      expect([code, retryAfter, outcome]).to.deep.equal(['rate-limited', undefined, 'refused']);
    });

    it('by a proxy before it, which speaks otherwise', async () => {
      for (const [status, code] of [
        [400, 'invalid'],
        [403, 'forbidden'],
        [404, 'gone'],
        [413, 'invalid'],
      ] as const) {
        network.use(http.all(`${backend.endpoint}/*`, () => HttpResponse.html('<h1>nginx</h1>', { status })));
        expect((await failure(post())).code).to.equal(code);
      }
    });
  });

  describe('tells the owner of the site', () => {
    const told = async (promise: Promise<unknown>) => {
      const { code, message } = await failure(promise);
      expect(code).to.equal('misconfigured');
      expect(message).not.to.match(/zoe@|Bonjour/);
      return message;
    };

    it('that there is no such collection', async () => {
      backend.collection = 'réactions';
      for (const promise of [list(), count(), post()])
        expect(await told(promise)).to.match(/"comments" is no collection: import demo\/backends\/pocketbase\.json$/);
    });

    it('that its List rule is locked', async () => {
      backend.lists = false;
      for (const promise of [list(), count()])
        expect(await told(promise)).to.include(`"comments" has no List rule: status = 'approved'`);
    });

    it('that a field is missing, or the name of the thread too long to be asked for', async () => {
      refuses(400, 'Something went wrong while processing your request.');
      expect(await told(list())).to.include('"comments" lacks a field');
      network.resetHandlers(...backend.handlers);
      expect(await told(create().list!({ thread: 'é'.repeat(1_750) }, {}))).to.include('the name of the thread is too');
    });

    it('that a field is refused which no reader fills in', async () => {
      expect(
        await told(
          create().post!({ thread: 'a'.repeat(501), parentId: null, url: '', title: '' }, draft, {
            attemptKey: crypto.randomUUID(),
          }),
        ),
      ).to.include('"comments" takes no such "page": validation_max_text_constraint');
      expect(await told(post({}, null, 'NO-UUID'))).to.include('takes no such "id"');
    });

    it('that e-mails are lost, where the hook is missing which stores them', async () => {
      backend.hasHook = false;
      expect(await told(post())).to.include('drops e-mails: copy demo/backends/pocketbase.pb.js to pb_hooks');
      const { code, issues } = await failure(post({ email: '' }));
      expect([code, ...issues]).to.deep.equal(['invalid', { field: 'email', code: 'required' }]);
    });
  });

  describe('that was stored before', () => {
    const attemptKey = crypto.randomUUID();

    it('is given back where it is shown', async () => {
      const first = await post({}, null, attemptKey);
      expect(await post({}, null, attemptKey)).to.deep.equal(first);
      expect(backend.taken).to.have.lengthOf(1);
    });

    it('is held where it is not', async () => {
      backend.status = 'waiting';
      expect(await post({}, null, attemptKey)).to.include({ status: 'pending' });
      expect(await post({}, null, attemptKey)).to.deep.equal({ status: 'pending' });
      expect(backend.taken).to.have.lengthOf(1);
    });

    it('as it was recorded', async () => {
      const data = { id: { code: 'validation_not_unique', message: 'Value must be unique.' } };
      refuses(400, 'Failed to create record.', data);
      network.use(
        http.get(`${backend.endpoint}/*`, () =>
          HttpResponse.json({ items: [recorded], page: 1, perPage: 30, totalItems: 1, totalPages: 1 }),
        ),
      );
      expect(await post()).to.deep.equal(comment);
    });
  });
});
