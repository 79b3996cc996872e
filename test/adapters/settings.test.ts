import { expect } from '@open-wc/testing';
import { choice, misconfigured, resolveEndpoint } from '../../src/adapters/settings.js';
import { CommentError } from '../../src/core/errors.js';

function complaintAbout(endpoint: string | undefined, pageProtocol?: string): CommentError {
  try {
    resolveEndpoint(endpoint, pageProtocol);
  } catch (error) {
    expect(error).to.be.instanceOf(CommentError);
    return error as CommentError;
  }
  return expect.fail('it was taken');
}

describe('the endpoint', () => {
  afterEach(() => document.querySelector('base')?.remove());

  it('may be of any http or https server', () => {
    for (const address of ['https://exemple.fr/api?site=1', 'http://localhost:3000/', 'https://münchen.example/']) {
      expect(resolveEndpoint(address).href).to.equal(new URL(address).href);
    }
  });

  it('is relative to the page, or to what the page calls its base', () => {
    expect(resolveEndpoint('/api/comments').href).to.equal(`${location.origin}/api/comments`);
    document.head.append(Object.assign(document.createElement('base'), { href: 'https://exemple.fr/blog/' }));
    expect(resolveEndpoint('api').href).to.equal('https://exemple.fr/blog/api');
    expect(resolveEndpoint('//api.exemple.fr').href).to.equal('https://api.exemple.fr/');
  });

  it('is "misconfigured" when there is none, or none that fetch takes', () => {
    const schemes = [
      'ftp://exemple.fr',
      'javascript:alert(1)',
      'data:application/json,[]',
      'blob:https://exemple.fr/1',
    ];
    for (const address of [
      undefined,
      '',
      ' ',
      'https://',
      'http://exemple.fr:99999',
      'https://marie@exemple.fr/',
      ...schemes,
    ]) {
      const { code, message } = complaintAbout(address);
      expect([address, code]).to.deep.equal([address, 'misconfigured']);
      expect(message)
        .to.include('endpoint')
        .and.include(`"${address ?? ''}"`);
    }
  });

  it('is "misconfigured" where browsers would block it as mixed content', () => {
    const { code, message } = complaintAbout('http://exemple.fr/api', 'https:');
    expect(code).to.equal('misconfigured');
    expect(message).to.include('https:');
    expect(resolveEndpoint('https://exemple.fr/api', 'https:').protocol).to.equal('https:');
    expect(resolveEndpoint('http://exemple.fr/api', 'http:').protocol).to.equal('http:');
  });
});

describe('an option', () => {
  it('is one of those that are known, or "misconfigured"', () => {
    expect(choice('paging', 'page', ['none', 'page'])).to.equal('page');
    expect(() => choice('paging', 'pages', ['none', 'page'])).to.throw(
      CommentError,
      /^data-paging: "pages" is none of none, page$/,
    );
    expect(() => misconfigured('site', 'missing'))
      .to.throw(CommentError, 'data-site: missing')
      .with.property('code', 'misconfigured');
  });
});
