import { expect } from '@open-wc/testing';
import { attack, createPlace, litHtml, looks, shipped, type TemplateLibrary } from '../support/template-trial.js';

type Value = string | number | boolean | null | undefined;
type List = readonly (Value | List)[];
type Template<T> = (library: TemplateLibrary, value: T) => unknown;

/** Renders values one after the other, by both, each into one place, and looks whether the two places look the same. */
function sameFor<T>(name: string, template: Template<T>, ...values: readonly T[]): void {
  it(`shows the same: ${name}`, () => {
    const places = [createPlace(), createPlace()] as const;
    for (const value of values) {
      litHtml.render(template(litHtml, value), places[0]);
      shipped.render(template(shipped, value), places[1]);
      expect(looks(places[1]), JSON.stringify(value)).to.equal(looks(places[0]));
    }
  });
}

const texts = [
  'a',
  'b',
  attack,
  '',
  ' c\n',
  '`',
  '<!`>',
  '<!--`-->',
  '<!--',
  '</p>',
  '<?lit$123$>',
  '{{0}}',
  '${0}',
  'a',
];
const empty = [null, 'x', undefined, 'x', '', null, 'x', undefined];
const falsy = [0, '0', false, NaN, true, -1.5, null, false, undefined, 0];
const lists: readonly List[] = [[], ['a'], ['a', 1, 'c'], [2], [null, 'b', '', 3], [], ['x', attack, 4, 'y'], ['a']];

describe('what is shipped in the place of lit-html', () => {
  for (const [kind, values] of Object.entries({ texts, empty, falsy })) {
    sameFor<Value>(`${kind} as text`, ({ html }, value) => html`<p>${value}</p>`, ...values);
    sameFor<Value>(`${kind} beside others`, ({ html }, a) => html`${a}<b>${a}</b>${a}${a} and ${a}`, ...values);
    sameFor<Value>(`${kind} alone`, ({ html }, value) => html`${value}`, ...values);
    sameFor<Value>(`${kind} without a template`, (_, value) => value, ...values);
    sameFor<Value>(`${kind} in attributes`, ({ html }, a) => html`<p lang=${a} class="c" title="${a}"></p>`, ...values);
    sameFor<Value>(
      `${kind} within attributes`,
      ({ html }, a) => html`<p lang="a ${a} ${a}" id="${a}${a}"></p>`,
      ...values,
    );
    sameFor<Value>(`${kind} as yes or no`, ({ html }, a) => html`<p ?hidden=${a} ?data-a=${!a}></p>`, ...values);
    sameFor<Value>(
      `${kind} in a template or another`,
      ({ html }, a) => (a ? html`<p>${a}</p>` : html`<b>${a}</b>`),
      ...values,
    );
  }

  sameFor('a template without expressions', ({ html }) => html`<p>a</p>`, 1, 2);
  sameFor('an empty template', ({ html }) => html``, 1, 2);
  sameFor('signs of markup', ({ html }, a) => html`<p>1 < 2 > ${a} = a="${a}" & &lt; 'it' ${a}</p>`, 'a', 'b');
  sameFor(
    'comments',
    ({ html }, a) =>
      html`<!-- <b> -->
        <p title=${a}><!-- a > b "'= -->${a}</p>
        <!---->${a}`,
    'a',
    'b',
  );
  sameFor<Value>(
    'references in attributes',
    ({ html }, a) => html`<a href="?a=1&amp;b=${a}#c=d" title='"${a}'>a</a>`,
    1,
    '"&',
  );
  sameFor<Value>(
    'quotes of both kinds',
    ({ html }, a) => html`<a href='a "${a}" b' title="it's ${a}" id=${a}>a</a>`,
    1,
    '\'"',
  );
  sameFor(
    'elements without an end',
    ({ html }, a) =>
      html`<br /><input value=${a} />
        <hr id=${a} />
        ${a}<img alt=${a} />`,
    1,
    2,
  );
  sameFor(
    'white space',
    ({ html }, a) => html`
      <ul id=${a} lang="${a}">
        ${a} ${a}
      </ul>
    `,
    1,
    2,
  );
  sameFor<Value>(
    'attributes on lines of their own',
    ({ html }, a) =>
      html`<input
        aria-label=${a}
        aria-description=${a}
        ?required=${a}
        .defaultValue=${a}
        title="${a}, ${a}"
        placeholder=${a}
      />`,
    ...empty,
  );
  sameFor(
    'attributes that come and go',
    ({ html, nothing }, a: Value) =>
      html`<p lang=${a ?? nothing} title="a ${a ?? nothing} ${a}" ?hidden=${a ?? nothing}></p>`,
    ...empty,
  );
  sameFor('the case of names', ({ html }, a) => html`<svg viewBox="0 0 ${a} 1" aria-Label=${a}></svg>`, 1, 2);
  sameFor(
    'templates in templates',
    ({ html }, a) =>
      html`<p>${html`<b>${html`<i title=${a}>${a}</i>`}</b>`}</p>
        ${a}`,
    1,
    2,
    3,
  );
  sameFor<Value>(
    'a template that comes and goes',
    ({ html, nothing }, a) => html`a ${a ? html`<p>${a}</p>` : nothing} b`,
    ...empty,
  );
  sameFor<Value>(
    'templates that end with what changes',
    ({ html }, a) => html`<p>${html`a${a}`}<b></b>${html`${a}${a}`} c</p>`,
    ...empty,
  );
  sameFor<List>(
    'lists of texts',
    ({ html }, list) =>
      html`<p>[${list}]</p>
        ${list}`,
    ...lists,
  );
  sameFor<List>(
    'lists of templates',
    ({ html }, list) =>
      html`<ul>
        ${list.map((a) => html`<li>${a}</li>`)}
      </ul>`,
    ...lists,
  );
  sameFor<List>(
    'lists of this and that',
    ({ html }, list) =>
      html`${list.map((a) => (typeof a === 'number' ? html`<b>${a}</b>${a}` : a))}
        <hr />`,
    ...lists,
  );
  sameFor<List>('lists in lists', ({ html }, list) => html`<p>${list.map((a) => [a, list, [[a]]])}</p>`, ...lists);
  sameFor<List>(
    'rows and options',
    ({ html }, list) =>
      html`<table>
          <tbody>
            ${list.map(
              (a) =>
                html`<tr>
                  <td>${a}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <select>
          ${list.map((a) => html`<option value=${a} ?selected=${a === 'a'}>${a}</option>`)}
        </select>`,
    ...lists,
  );

  it('shows the same whatever comes after whatever at one place', () => {
    const kinds: readonly Template<void>[] = [
      ({ html }) => html`<i>1</i>`,
      ({ html }) => html`<b>${'2'}</b>${'3'}`,
      ({ html }) => html`${html`${'4'}`}`,
      ({ html }) => [html`<i>5</i>`, '6', document.createElement('br')],
      ({ html }) => [[html`<i>7</i>`, null], ['8']],
      ({ nothing }) => nothing,
      ({ nothing }) => [nothing, undefined],
      () => [],
      () => '',
      () => attack,
      () => 9,
      () => null,
      () => document.createElement('hr'),
      () => new Text('10'),
      () => document.createRange().createContextualFragment('<u>11</u>12'),
      () => new DocumentFragment(),
    ];
    const places = [createPlace(), createPlace()] as const;
    const template: Template<Template<void>> = (library, kind) =>
      library.html`<p>a${kind(library, undefined)}b</p>${kind(library, undefined)}${kind(library, undefined)}`;
    for (const before of kinds)
      for (const after of kinds)
        for (const kind of [before, after, after]) {
          litHtml.render(template(litHtml, kind), places[0]);
          shipped.render(template(shipped, kind), places[1]);
          expect(looks(places[1]), `${String(before)}, then ${String(after)}`).to.equal(looks(places[0]));
        }
  });
});
