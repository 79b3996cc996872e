import { expect } from '@open-wc/testing';
import { contentNodes } from '../../src/elements/content.js';
import '../support/vigil.js';

// A page of its own: the module asks for a policy once.
describe('HTML of a comment in a browser without a sanitizer', () => {
  const real = {
    parseHTML: Object.getOwnPropertyDescriptor(Document, 'parseHTML'),
    trustedTypes: Object.getOwnPropertyDescriptor(window, 'trustedTypes'),
  };
  const asked: string[] = [];
  const trusted: string[] = [];

  before(() => {
    Object.defineProperty(Document, 'parseHTML', { configurable: true, value: undefined });
    const createPolicy = (name: string, rules: { createHTML(html: string): string }) => {
      asked.push(name);
      const createHTML = (html: string) => {
        trusted.push(html);
        return rules.createHTML(html);
      };
      return { createHTML };
    };
    Object.defineProperty(window, 'trustedTypes', { configurable: true, value: { createPolicy } });
  });
  after(() => {
    for (const [name, target] of [
      ['parseHTML', Document],
      ['trustedTypes', window],
    ] as const) {
      Reflect.deleteProperty(target, name);
      const descriptor = real[name];
      if (descriptor) Object.defineProperty(target, name, descriptor);
    }
  });

  it('asks for no policy before there is HTML', () => {
    contentNodes({ format: 'text', value: '<b>a</b>' }, { images: false });
    expect(asked).to.deep.equal([]);
  });

  it('is parsed through one policy, which has the widget’s name', () => {
    for (const value of ['<b>a</b>', '<i>b</i>'])
      expect(contentNodes({ format: 'html', value }, { images: false }).firstElementChild!.outerHTML).to.equal(value);
    expect(asked).to.deep.equal(['comment-widget']);
    expect(trusted.map((html) => html.slice(-8))).to.deep.equal(['<b>a</b>', '<i>b</i>']);
  });
});
