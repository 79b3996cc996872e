import { expect } from '@open-wc/testing';
import * as lit from 'lit/html.js';
import * as own from '../../src/elements/lit-html.js';

type Lit = Pick<typeof lit, 'html' | 'nothing'> & { render: typeof lit.render };
type Template = (lit: Lit, value: unknown, another?: unknown) => unknown;

/** What there is to see: neither the comments by which a renderer finds its places, nor how text is cut. */
function shown(node: Node): string {
  const copy = node.cloneNode(true) as Element;
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) (comment as Comment).remove();
  copy.normalize();
  return copy.innerHTML;
}

const markup = '<img src=x onerror="alert(1)">&amp;';
const list =
  (...texts: unknown[]): Template =>
  ({ html }) =>
    texts.map((text) => html`<li>${text}</li>`);
const node = document.createElement('hr');

/** What is rendered, one after the other, into the same place. */
const cases: Record<string, { readonly template: Template; readonly values: readonly unknown[] }> = {
  'a text': {
    template: ({ html }, value) => html`<p>${value}</p>`,
    values: ['a', 'b', '', markup, '`', '<!--x-->', ' a\n'],
  },
  'nothing to see': {
    template: ({ html, nothing }, value) => html`<p>a${value === 'nothing' ? nothing : value}b</p>`,
    values: [null, 'x', undefined, 0, 'nothing', 'y', '', 5, 'nothing'],
  },
  'several texts beside one another': {
    template: ({ html }, value) => html`${value}<b>${value}</b>${value} and ${value}`,
    values: ['a', markup, '', 'c'],
  },
  'an attribute': {
    template: ({ html, nothing }, value) => html`<p title=${value === 'nothing' ? nothing : value} class="x">a</p>`,
    values: ['a', 'nothing', markup, '', null, '"quoted" \'too\'', undefined, 5],
  },
  'an attribute of several parts': {
    template: ({ html, nothing }, value) => html`<p title="a ${value} b ${value === 'n' ? nothing : value}">a</p>`,
    values: ['1', markup, null, 'n', '', undefined, '`', 2],
  },
  'attributes side by side': {
    template: ({ html }, value) =>
      html`<a href="#${value}" id=${value} part="x ${value}" aria-level=${value}>${value}</a>`,
    values: ['a', 'b', '<', 7],
  },
  'an attribute that comes and goes': {
    template: ({ html }, value) => html`<p ?hidden=${value}>a</p>`,
    values: [true, false, 'x', '', 1, 0, null, undefined],
  },
  'a property': {
    template: ({ html }, value) => html`<textarea .value=${value} rows="3"></textarea><input .value=${value} />`,
    values: ['a', markup, 'b', 'b'],
  },
  'a template in another': {
    template: ({ html, nothing }, value) => html`<div>${value ? html`<p>${value}</p>` : nothing}</div>`,
    values: ['a', 'b', '', 'c', null],
  },
  'one template or another': {
    template: ({ html }, value) => html`<div>a${value === 1 ? html`<p>${value}</p>` : html`<b>${value}</b>`}b</div>`,
    values: [1, 2, 3, 1],
  },
  'values of every kind at one place': {
    template: ({ html, nothing }, value) => {
      const kinds: Record<string, unknown> = {
        text: markup,
        template: html`<i>${1}</i>`,
        list: [html`<i>1</i>`, 'a', html`<b>2</b>`, null],
        number: 5,
        empty: [],
        nothing,
        nested: [[1, 2], [html`<u>x</u>`]],
      };
      return html`<p>${kinds[value as string]}</p>`;
    },
    values: [
      'text',
      'template',
      'list',
      'nothing',
      'list',
      'number',
      'list',
      'empty',
      'text',
      'nested',
      'template',
      'nested',
    ],
  },
  'white space and comments': {
    template: ({ html }, value) => html`
      <!-- said -->
      <ul>
        ${value}
      </ul>
    `,
    values: ['a', 'b'],
  },
  'an expression at the very end, and the very beginning': {
    template: ({ html }, value) => html`${value}`,
    values: ['a', '', 'b'],
  },
  'no template at all': { template: (_, value) => value, values: ['a', null, 5, ['x', 'y'], 'b'] },
  'tables and lists': {
    template: ({ html }, value) =>
      html`<table>
          <tbody>
            <tr>
              <td>${value}</td>
            </tr>
          </tbody>
        </table>
        <select>
          <option value=${value}>${value}</option>
        </select>`,
    values: ['a', 'b'],
  },
};

describe('what is shipped in the place of lit-html', () => {
  const places = () => [document.createElement('div'), document.createElement('div')] as const;
  const both = (template: Template, value: unknown, [real, shipped]: readonly Element[]) => {
    lit.render(template(lit, value), real as HTMLElement);
    own.render(template(own as unknown as Lit, value), shipped!);
  };

  for (const [name, { template, values }] of Object.entries(cases))
    it(`shows the same: ${name}`, () => {
      const [real, shipped] = places();
      for (const value of values) {
        both(template, value, [real, shipped]);
        expect(shown(shipped), String(value)).to.equal(shown(real));
      }
    });

  it('shows the same: lists of templates', () => {
    const [real, shipped] = places();
    for (const texts of [['a'], ['a', 'b', 'c'], ['c'], [], ['x', 'y'], [markup, 'y', 'z', 'a']]) {
      both(
        ({ html, ...rest }, value) =>
          html`<ol>
            ${list(...texts)({ html, ...rest }, value)}
          </ol>`,
        null,
        [real, shipped],
      );
      expect(shown(shipped)).to.equal(shown(real));
    }
  });

  for (const [name, used] of Object.entries({ lit, shipped: own as unknown as Lit }))
    describe(`as ${name} does it`, () => {
      let place: HTMLElement;
      const { html, nothing } = used as Lit;
      const render = (value: unknown, options?: object) => (used as Lit).render(value, place, options);
      beforeEach(() => (place = document.createElement('div')));

      it('keeps the nodes of a template, and what is unchanged in them', () => {
        const template = (text: unknown) =>
          html`<p title=${text}><input /></p>
            ${text}`;
        render(template('a'));
        const [paragraph, input] = [place.querySelector('p'), place.querySelector('input')!];
        input.value = 'typed';
        render(template('b'));
        expect([place.querySelector('p'), place.querySelector('input')]).to.deep.equal([paragraph, input]);
        expect([input.value, paragraph!.title]).to.deep.equal(['typed', 'b']);
      });

      it('sets a property once for each value', () => {
        const seen: unknown[] = [];
        const value = 'one';
        const template = (given: unknown) => html`<p .thing=${given}></p>`;
        render(template(value));
        const paragraph = place.querySelector('p')!;
        Object.defineProperty(paragraph, 'thing', { set: (given) => seen.push(given) });
        render(template(value));
        expect(seen).to.deep.equal([]);
        render(template('other'));
        expect(seen).to.deep.equal(['other']);
      });

      it('shows a node, and does not touch it when it is shown again', async () => {
        render(html`<p>${node}</p>`);
        const changes: unknown[] = [];
        const observer = new MutationObserver((records) => changes.push(...records));
        observer.observe(place, { childList: true, subtree: true });
        render(html`<p>${node}</p>`);
        await new Promise((resolve) => setTimeout(resolve));
        // The second template is another one: a node that stands there is moved once at most.
        expect(place.querySelectorAll('hr')).to.have.lengthOf(1);
        const same = (shownNode: Node) => html`<i>${shownNode}</i>`;
        render(same(node));
        await new Promise((resolve) => setTimeout(resolve));
        changes.length = 0;
        render(same(node));
        await new Promise((resolve) => setTimeout(resolve));
        expect(changes).to.deep.equal([]);
        observer.disconnect();
      });

      it('shows what a fragment holds, once', () => {
        const fragment = document.createDocumentFragment();
        fragment.append('a', document.createElement('b'));
        const template = (value: unknown) => html`<p>${value}</p>`;
        render(template(fragment));
        render(template(fragment));
        expect(shown(place)).to.equal('<p>a<b></b></p>');
        render(template('c'));
        expect(shown(place)).to.equal('<p>c</p>');
      });

      it('listens once, to the listener of the last rendering, with the host as its `this`', () => {
        const host = {};
        const heard: unknown[] = [];
        const listener = (name: string) =>
          function (this: unknown, { type }: Event) {
            heard.push([name, type, this === host]);
          };
        const template = (given: unknown) => html`<button @click=${given}></button>`;
        render(template(listener('first')), { host });
        const button = place.querySelector('button')!;
        button.click();
        render(template(listener('second')), { host });
        button.click();
        render(template(nothing), { host });
        button.click();
        render(template(listener('third')), { host });
        button.click();
        expect(heard).to.deep.equal([
          ['first', 'click', true],
          ['second', 'click', true],
          ['third', 'click', true],
        ]);
      });

      it('renders before what is there', () => {
        place.append(document.createElement('hr'));
        for (const text of ['a', 'b']) {
          render(html`<p>${text}</p>`, { renderBefore: place.querySelector('hr') });
          expect(shown(place)).to.equal(`<p>${text}</p><hr>`);
        }
      });

      it('makes elements that are what they are from the first', () => {
        const name = `lit-html-${name_(used)}`;
        const seen: unknown[] = [];
        customElements.define(
          name,
          class extends HTMLElement {
            set thing(value: unknown) {
              seen.push(value);
            }
          },
        );
        // The name of an element is no expression.
        const strings = Object.assign([`<${name} .thing=`, `></${name}>`], {
          raw: [`<${name} .thing=`, `></${name}>`],
        });
        render(html(strings, 'given'));
        expect(seen).to.deep.equal(['given']);
      });
    });
});

/** Each definition has a name of its own. */
function name_(used: unknown): string {
  return used === lit ? 'real' : 'own';
}
