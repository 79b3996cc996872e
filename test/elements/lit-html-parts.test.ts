import { expect } from '@open-wc/testing';
import { newTag } from '../support/lit-trial.js';
import { attack, createPlace, litHtml, looks, shipped } from '../support/template-trial.js';

/** Templates here are broken into lines as it suits their reader. */
const view = (place: Node) => looks(place).replace(/\s*\n\s*/g, '');

for (const [name, { html, nothing, render }] of Object.entries({
  'lit-html': litHtml,
  'what is shipped in its place': shipped,
}))
  describe(`templates, by ${name}`, () => {
    let place: HTMLElement;

    beforeEach(() => (place = document.body.appendChild(createPlace())));
    afterEach(() => place.remove());

    it('keeps the nodes of a template', () => {
      const template = (text: string) =>
        html`<p title=${text}><input /></p>
          ${text}`;
      render(template('a'), place);
      const nodes = [...place.childNodes];
      const input = place.querySelector('input')!;
      input.value = 'typed';
      render(template('b'), place);
      expect([...place.childNodes]).to.deep.equal(nodes);
      expect([place.querySelector('input'), input.value]).to.deep.equal([input, 'typed']);
      expect(view(place)).to.equal('<p title="b"><input></p>b');
    });

    it('keeps the nodes of a list by their number', () => {
      const template = (list: readonly string[]) =>
        html`<ul>
          ${list.map((text) => html`<li>${text}</li>`)}
        </ul>`;
      render(template(['a', 'b']), place);
      const [first, second] = place.querySelectorAll('li');
      render(template(['c', 'a', 'b']), place);
      render(template(['d', 'e']), place);
      expect([...place.querySelectorAll('li')]).to.deep.equal([first, second]);
      expect(view(place)).to.equal('<ul><li>d</li><li>e</li></ul>');
    });

    it('touches nothing where nothing has changed', () => {
      const node = document.createElement('b');
      const fragment = new DocumentFragment();
      fragment.append('c', document.createElement('i'));
      const press = () => undefined;
      const draw = () =>
        render(
          html`<p title=${'a'} lang="a ${1}" ?hidden=${true} .title=${'b'} @click=${press}>${'a'} ${1} ${null}</p>
            <p>${node}</p>
            <p>${fragment}</p>
            ${[1, html`<b>${'x'}</b>`, 'y']}${nothing}${html`<i>${''}</i>`}`,
          place,
        );
      draw();
      const seen = view(place);
      const observer = new MutationObserver(() => undefined);
      observer.observe(place, { childList: true, attributes: true, characterData: true, subtree: true });
      draw();
      draw();
      expect(observer.takeRecords()).to.deep.equal([]);
      expect(view(place)).to.equal(seen);
      expect(seen).to.contain('<p><b></b></p><p>c<i></i></p>1<b>x</b>y');
    });

    it('moves a node to where it is asked for', () => {
      const node = document.createElement('b');
      const template = (first: unknown, second: unknown) =>
        html`<p>${first}</p>
          <p>${second}</p>`;
      render(template(node, 'a'), place);
      render(template('a', node), place);
      expect(view(place)).to.equal('<p>a</p><p><b></b></p>');
    });

    it('sets a property once for each value, under the name in its own case', () => {
      const seen: unknown[] = [];
      const tag = newTag();
      customElements.define(
        tag,
        class extends HTMLElement {
          set isThere(value: unknown) {
            seen.push(this.isConnected, value);
          }
        },
      );
      const strings = Object.assign([`<${tag} .isThere=`, `></${tag}>`], { raw: [] });
      for (const value of ['a', 'a', undefined, null, nothing, 0, 0]) render(html(strings, value), place);
      // The first is there before the element is in the page.
      expect(seen).to.deep.equal([false, 'a', true, undefined, true, null, true, undefined, true, 0]);
    });

    it('sets what is written first, first', () => {
      const template = (max: number, value: string) => html`<input type="range" min=${5} max=${max} .value=${value} />`;
      render(template(200, '150'), place);
      expect(place.querySelector('input')!.value).to.equal('150');
      render(template(300, '250'), place);
      expect(place.querySelector('input')!.value).to.equal('250');
    });

    it('leaves what was typed until the value is another one', () => {
      const template = (value: string) => html`<textarea .value=${value} rows="3"></textarea>`;
      render(template('a'), place);
      const area = place.querySelector('textarea')!;
      area.value = 'typed';
      render(template('a'), place);
      expect(area.value).to.equal('typed');
      render(template('b'), place);
      expect(area.value).to.equal('b');
    });

    it('calls the listener of the last rendering, once, on the host', () => {
      const host = {};
      const calls: unknown[] = [];
      const listener = (name: string) =>
        function (this: unknown, event: Event) {
          calls.push([name, this === host, event.type]);
        };
      const draw = (given: unknown) => {
        render(html`<p>${[html`<button @click=${given} @someThing=${given}></button>`]}</p>`, place, { host });
        place.querySelector('button')!.click();
      };
      for (const name of ['a', 'a', 'b']) draw(listener(name));
      for (const none of [nothing, null, undefined]) draw(none);
      draw(listener('c'));
      place.querySelector('button')!.dispatchEvent(new Event('someThing'));
      expect(calls).to.deep.equal([
        ...['a', 'a', 'b', 'c'].map((called) => [called, true, 'click']),
        ['c', true, 'someThing'],
      ]);
      expect(view(place)).to.equal('<p><button></button></p>');
    });

    it('adds a listener once', () => {
      const { addEventListener } = EventTarget.prototype;
      let added = 0;
      EventTarget.prototype.addEventListener = function (...given) {
        added++;
        addEventListener.apply(this, given);
      };
      try {
        for (let i = 0; i < 3; i++) render(html`<p @click=${() => i}></p>`, place);
      } finally {
        EventTarget.prototype.addEventListener = addEventListener;
      }
      expect(added).to.equal(1);
    });

    it('calls a listener on its element where there is no host', () => {
      const callers: unknown[] = [];
      function listener(this: unknown) {
        callers.push(this);
      }
      render(html`<button @click=${listener}></button>`, place);
      const button = place.querySelector('button')!;
      button.click();
      expect(callers).to.deep.equal([button]);
    });

    it('renders after what is there, or before a part of it', () => {
      place.append('a', document.createElement('hr'));
      const before = place.querySelector('hr');
      for (const text of ['b', 'c']) {
        render(html`<p>${text}</p>`, place, { renderBefore: before });
        render([text, text], place);
        expect(view(place)).to.equal(`a<p>${text}</p><hr>${text}${text}`);
      }
      render(nothing, place);
      expect(view(place)).to.equal('a<p>c</p><hr>');
    });

    it('goes on in a place that has been moved, whatever is rendered elsewhere', () => {
      const other = createPlace();
      const template = (text: string) =>
        html`<p>${text}</p>
          ${[text]}`;
      render(template('a'), place);
      render(template('b'), other);
      other.append(place);
      render(template('c'), place);
      expect(view(other)).to.equal('<p>b</p>b<div><p>c</p>c</div>');
    });

    it('begins anew where a value has thrown', () => {
      const element = Object.assign(document.createElement('b'), { toString: () => 'b' });
      const template = (value: unknown) =>
        html`<p>a</p>
          ${html`<i title=${value}>${element}</i>`}`;
      const thrower = Object.assign(Object.create(null) as object, {
        toString: () => {
          throw new Error('no');
        },
      });
      expect(() => render(template(thrower), place)).to.throw('no');
      render(template('b'), place);
      expect(view(place)).to.equal('<p>a</p><i title="b"><b></b></i>');
      expect(() => render(html`<u title=${thrower}></u>`, place)).to.throw('no');
      render(template('c'), place);
      expect(view(place)).to.equal('<p>a</p><i title="c"><b></b></i>');
    });

    for (const [kind, json] of Object.entries({
      'by its own names': { strings: [attack], values: [] },
      'of lit-html': { _$litType$: 1, strings: [attack], values: [] },
      'as a list': [[attack], 1],
      'as a list with raw strings': [{ raw: [attack], length: 1, 0: attack }],
    }))
      it(`makes no markup of what looks like a template: ${kind}`, () => {
        try {
          render(html`<p>${JSON.parse(JSON.stringify(json))}</p>`, place);
        } catch {
          // What it may do as well.
        }
        expect(place.querySelector('img')).to.equal(null);
      });
  });
