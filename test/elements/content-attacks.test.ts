import { expect } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import { contentNodes } from '../../src/elements/content.js';
import { attacks } from '../support/attacks.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually, frame } from '../support/eventually.js';
import '../support/vigil.js';

/** What a comment may have, written a second time: the two must agree. */
const common = ['lang', 'dir'];
const cell = [...common, 'colspan', 'rowspan'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'b blockquote br code dd del div dl dt em hr i ins kbd li mark p pre q s samp small span strong sub sup table tbody thead tr u ul var'
      .split(' ')
      .map((name) => [name, common]),
  ),
  a: [...common, 'href', 'rel'],
  abbr: [...common, 'title'],
  img: [...common, 'src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
  ol: [...common, 'start'],
  td: cell,
  th: cell,
};

/** @returns a sentence for each thing that must not be there. */
function faults(nodes: DocumentFragment, images: boolean): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(nodes, NodeFilter.SHOW_ALL);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Text) continue;
    if (!(node instanceof HTMLElement)) {
      found.push(`a node named ${node.nodeName}`);
      continue;
    }
    const names = allowed[node.localName];
    if (!names || (node.localName === 'img' && !images)) found.push(`<${node.localName}>`);
    if (node.shadowRoot || node.constructor.name === 'HTMLUnknownElement') found.push(`a living <${node.localName}>`);
    for (const { name, value } of node.attributes)
      if (!names?.includes(name)) found.push(`<${node.localName} ${name}="${value}">`);
    if (node instanceof HTMLAnchorElement && node.hasAttribute('href') && !/^(https?|mailto):$/.test(node.protocol))
      found.push(`a link to ${node.href}`);
    if (node instanceof HTMLAnchorElement && node.rel !== 'ugc nofollow noopener') found.push(`rel="${node.rel}"`);
    if (node instanceof HTMLImageElement && node.src && !/^https?:\/\//.test(node.getAttribute('src')!))
      found.push(`a picture from ${node.src}`);
    if (node instanceof HTMLImageElement && (node.loading !== 'lazy' || node.referrerPolicy !== 'no-referrer'))
      found.push('a picture that tells where the reader is');
  }
  return found;
}

const shown = (value: string, images = false) => contentNodes({ format: 'html', value }, { images });

/** As in a browser that cannot sanitize. */
function shownByRebuilding(value: string, images = false): DocumentFragment {
  const parseHTML = Object.getOwnPropertyDescriptor(Document, 'parseHTML');
  if (parseHTML) Object.defineProperty(Document, 'parseHTML', { ...parseHTML, value: undefined });
  try {
    return shown(value, images);
  } finally {
    if (parseHTML) Object.defineProperty(Document, 'parseHTML', parseHTML);
  }
}

const ways: Readonly<Record<string, typeof shown>> = {
  ...('parseHTML' in Document && { 'the browser’s sanitizer': shown }),
  'a parser': shownByRebuilding,
};

function same(a: DocumentFragment, b: DocumentFragment): boolean {
  a.normalize();
  b.normalize();
  return a.isEqualNode(b);
}

/** Every handler that this browser knows of, and some that it may come to know. */
function handlers(): Set<string> {
  const names = [
    'onbegin',
    'onend',
    'onrepeat',
    'onbounce',
    'onfinish',
    'onstart',
    'oninterest',
    'onloseinterest',
    'onnever',
  ];
  for (const key of Object.getOwnPropertyNames(window)) {
    const { prototype } = (window as unknown as Record<string, { prototype?: object } | undefined>)[key] ?? {};
    if (prototype instanceof EventTarget) names.push(...Object.getOwnPropertyNames(prototype));
  }
  return new Set([...names, ...Object.keys(window)].filter((name) => /^on[a-z]+$/.test(name)));
}

/** Waits until a picture that was put into the page last has failed to load: those before it have had their turn. */
async function everythingIsTried(address: string): Promise<void> {
  const last = document.body.appendChild(new Image());
  const failed = new Promise((resolve) => last.addEventListener('error', resolve));
  last.src = address;
  await failed;
  await frame();
  last.remove();
}

describe('HTML of somebody who means harm', () => {
  for (const [way, show] of Object.entries(ways))
    describe(`read by ${way}`, () => {
      for (const [name, html] of Object.entries(attacks))
        it(`${name}: has nothing left but what a comment may have`, () => {
          expect(faults(show(html), false)).to.deep.equal([]);
          expect(faults(show(html, true), true)).to.deep.equal([]);
        });

      it('has no handler left, whatever it is for', () => {
        const names = [...handlers()];
        expect(names).to.include.members(['onclick', 'onload', 'onbeforeinput']);
        for (const element of ['p', 'a', 'marquee', 'body', 'svg', 'video'])
          for (const name of names)
            expect(faults(show(`<${element} ${name}="trip()">x`), false), name).to.deep.equal([]);
      });
    });

  it('becomes the same in both ways', () => {
    const parsed = shown('<noscript><p title="</noscript>x">y</noscript>').textContent;
    // Firefox sanitizes as if scripts ran: what is in <noscript> is dropped as well, but ends elsewhere.
    const uneven = parsed ? ['noscript and a title'] : [];
    const different = Object.keys(attacks).filter(
      (name) => !uneven.includes(name) && !same(shown(attacks[name]!), shownByRebuilding(attacks[name]!)),
    );
    expect(different).to.deep.equal([]);
  });

  describe('in the page', () => {
    const asked: string[] = [];
    const tripped: string[] = [];
    const dialogs = ['alert', 'confirm', 'open', 'print', 'prompt', 'trip'] as const;
    const page = window as unknown as Record<string, unknown>;
    const real = dialogs.map((name) => page[name]);
    const control = 'https://never.example/last';
    const box = document.createElement('div');

    fakeNetwork(
      http.all(/never/, ({ request }) => {
        asked.push(request.url);
        return HttpResponse.error();
      }),
    );
    beforeEach(() => {
      for (const name of dialogs) page[name] = () => tripped.push(name);
      document.body.append(box);
    });
    afterEach(() => {
      dialogs.forEach((name, index) => (page[name] = real[index]));
      box.remove();
      box.replaceChildren();
      asked.length = tripped.length = 0;
    });

    it('would run and fetch if it were let in as it is', async () => {
      const names = [
        'onerror of a picture',
        'ontoggle of details',
        'SVG and a break out',
        'picture',
        'picture by srcset',
      ];
      box.innerHTML = names.map((name) => attacks[name]).join('');
      await everythingIsTried(control);
      expect(tripped).to.have.lengthOf(3);
      expect(asked).to.have.members(['https://never.example/a', 'https://never.example/b', control]);
    });

    for (const [way, show] of Object.entries(ways))
      it(`runs nothing and fetches nothing when read by ${way}`, async () => {
        const { activeElement, title, baseURI } = document;
        for (const html of Object.values(attacks)) box.append(show(html));
        for (const { href } of box.querySelectorAll('a')) expect(href).not.to.match(/^(javascript|data):/);
        for (const element of box.querySelectorAll<HTMLElement>(':not(a)')) element.click();
        await everythingIsTried(control);
        expect(tripped).to.deep.equal([]);
        expect(asked).to.deep.equal([control]);
        expect([document.activeElement, document.title, document.baseURI]).to.deep.equal([
          activeElement,
          title,
          baseURI,
        ]);
      });

    it('fetches pictures where the page lets it, and tells them nothing of the reader', async () => {
      box.append(
        shown(
          '<img src="https://never.example/a" srcset="https://never.example/b" crossorigin="use-credentials">',
          true,
        ),
      );
      await eventually(() => asked.length);
      await everythingIsTried(control);
      expect(asked).to.deep.equal(['https://never.example/a', control]);
    });
  });
});
