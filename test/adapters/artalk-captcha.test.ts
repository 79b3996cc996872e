import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import { artalk } from '../../src/adapters/artalk.js';
import { ArtalkServer } from '../support/backends/artalk.js';
import { fakeNetwork } from '../support/backend.js';
import { failure } from '../support/failure.js';

const target = { thread: '/a/', parentId: null, url: 'https://exemple.fr/a/', title: 'Un article' };
const attemptKey = '0f9d1c3e-6f2b-4f3a-9f57-2b0c6f1d8a11';

describe('artalk, where too many comments come from one address,', () => {
  const network = fakeNetwork();
  let server: ArtalkServer;
  beforeEach(() => {
    server = new ArtalkServer();
    server.captcha = 'image';
    server.actionLimit = 0;
    network.use(...server.handlers);
  });

  const create = () => artalk({ endpoint: server.endpoint, site: server.site });
  const post = (extra: Readonly<Record<string, string>> = {}) => {
    const draft = { body: 'Bonjour', name: 'Zoé', email: 'zoe@example.test', url: '', extra };
    return create().post!(target, draft, { attemptKey });
  };
  const lines = () => server.seen.map(({ method, url }) => `${method} ${url.slice(server.endpoint.length)}`);
  const count = async () => (await create().list!({ thread: '/a/' }, {})).total;

  it('shows a picture, has what was read in it verified, and only then sends the comment', async () => {
    const asked = await failure(post());
    expect(asked).to.include({ code: 'challenge', outcome: 'refused' });
    expect(asked.challenge!.image).to.match(/^data:image\/png;base64,/);
    expect(lines()).to.deep.equal(['POST /api/v2/comments']);
    server.seen.length = 0;
    expect(await post({ captcha: server.read(asked.challenge!.image) })).to.include({ status: 'published' });
    expect(lines()).to.deep.equal(['POST /api/v2/captcha/verify', 'POST /api/v2/comments']);
    const verified = server.seen[0]!;
    expect([verified.credentials, await verified.json()]).to.deep.equal([
      'omit',
      { value: server.read(asked.challenge!.image) },
    ]);
    expect(JSON.stringify(await server.seen[1]!.json())).not.to.include('captcha');
    expect(await count()).to.equal(1);
  });

  it('shows another picture when that was wrong, and sends nothing', async () => {
    const asked = await failure(post());
    server.seen.length = 0;
    const wrong = await failure(post({ captcha: '0000' }));
    expect(wrong).to.include({ code: 'challenge', outcome: 'refused' });
    expect(wrong.challenge!.image).not.to.equal(asked.challenge!.image);
    expect(lines()).to.deep.equal(['POST /api/v2/captcha/verify']);
    // The last picture is the one that counts.
    expect((await failure(post({ captcha: server.read(asked.challenge!.image) }))).code).to.equal('challenge');
    const last = await failure(post());
    expect(await post({ captcha: server.read(last.challenge!.image) })).to.include({ status: 'published' });
    expect(await count()).to.equal(1);
  });

  it('asks again for the next comment', async () => {
    const asked = await failure(post());
    await post({ captcha: server.read(asked.challenge!.image) });
    expect((await failure(post())).code).to.equal('challenge');
  });

  it('takes the token of a service from the form, whatever its hidden input is called', async () => {
    server.captcha = 'turnstile';
    for (const name of ['cf-turnstile-response', 'h-captcha-response', 'g-recaptcha-response', 'captcha']) {
      server.seen.length = 0;
      expect(await post({ other: 'x', [name]: 'jeton-de-turnstile' })).to.include({ status: 'published' });
      expect(await server.seen[0]!.json()).to.deep.equal({ value: 'jeton-de-turnstile' });
    }
  });

  it('says to the owner that a service needs its token in the form', async () => {
    server.captcha = 'turnstile';
    const asked = await failure(post());
    expect([asked.code, asked.challenge]).to.deep.equal(['challenge', undefined]);
    expect(asked.message).to.include('captcha_type: image').and.to.include('cf-turnstile-response');
    const wrong = await failure(post({ 'cf-turnstile-response': 'faux' }));
    expect([wrong.code, wrong.challenge]).to.deep.equal(['challenge', undefined]);
    expect(lines()).to.deep.equal(['POST /api/v2/comments', 'POST /api/v2/captcha/verify']);
  });

  it('sends the comment where nobody asks for a captcha', async () => {
    server.captcha = undefined;
    expect(await post({ captcha: 'k7mq' })).to.include({ status: 'published' });
  });

  it('knows that nothing was stored when the captcha is not answered', async () => {
    network.use(http.post('*/captcha/verify', () => HttpResponse.error()));
    expect(await failure(post({ captcha: 'k7mq' }))).to.include({ code: 'network', outcome: 'refused' });
    network.use(http.post('*/captcha/verify', () => HttpResponse.json({ msg: '' }, { status: 500 })));
    expect(await failure(post({ captcha: 'k7mq' }))).to.include({ code: 'unavailable', outcome: 'refused' });
  });

  it('shows no picture that is none', async () => {
    for (const img_data of ['', 'javascript:alert(1)', 'https://elsewhere.example/pixel.png', undefined]) {
      const answer = { need_captcha: true, msg: 'Captcha requis', img_data };
      network.use(http.post('*/api/v2/comments', () => HttpResponse.json(answer, { status: 403 })));
      const { code, challenge } = await failure(post());
      expect([code, challenge]).to.deep.equal(['challenge', undefined]);
    }
  });

  it('says so of a vote, too', async () => {
    server.actionLimit = 1;
    await post();
    expect((await failure(create().vote!({ thread: '/a/', id: '1' }, 1, {}))).code).to.equal('challenge');
  });
});
