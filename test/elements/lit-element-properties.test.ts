import { expect } from '@open-wc/testing';
import { turn } from '../support/eventually.js';
import { describeBoth, loggedClass, newTag, register, shown, somewhere } from '../support/lit-trial.js';

describeBoth('reactive properties', (library) => {
  const Logged = register(loggedClass(library));

  it('are observed by their attributes', () => {
    expect(Logged.observedAttributes).to.deep.equal(['text', 'size', 'is-open', 'list', 'datestyle']);
    class Bare extends library.LitElement {}
    expect(Bare.observedAttributes).to.deep.equal([]);
  });

  it('take what their attributes say', () => {
    const element = new Logged();
    const read = (attribute: string, value: string | null) => {
      if (value === null) element.removeAttribute(attribute);
      else element.setAttribute(attribute, value);
    };
    for (const [attribute, value, expected] of [
      ['text', 'Bonjour', { text: 'Bonjour' }],
      ['text', '', { text: '' }],
      ['text', null, { text: null }],
      ['size', '07', { size: 7 }],
      ['size', '', { size: 0 }],
      ['size', 'ten', { size: NaN }],
      ['size', null, { size: null }],
      ['is-open', '', { isOpen: true }],
      ['is-open', 'false', { isOpen: true }],
      ['is-open', null, { isOpen: false }],
      ['list', 'a b', { list: ['a', 'b'] }],
      ['list', null, { list: undefined }],
      ['dateStyle', 'long', { dateStyle: 'long' }],
      ['settings', 'a', { settings: undefined }],
    ] as const) {
      read(attribute, value);
      const [key] = Object.keys(expected) as ['text' | 'size' | 'isOpen' | 'list' | 'dateStyle' | 'settings'];
      expect({ [key]: element[key] }, `${attribute}=${value}`).to.deep.equal(expected);
    }
  });

  it('are each element’s own', () => {
    const [one, other] = [new Logged(), new Logged()];
    one.settings = 'a';
    expect([one.settings, other.settings, 'settings' in other]).to.deep.equal(['a', undefined, true]);
  });

  it('ask for an update where they change, one for all', async () => {
    const element = await shown(new Logged());
    const settings = {};
    Object.assign(element, { text: 'a', size: NaN, settings });
    await element.updateComplete;
    expect(element.renders).to.equal(2);
    Object.assign(element, { text: 'a', size: NaN, settings, isOpen: undefined });
    element.setAttribute('text', 'a');
    expect(element.isUpdatePending).to.equal(false);
    element.size = 0;
    await element.updateComplete;
    element.size = -0;
    await element.updateComplete;
    expect(element.renders).to.equal(4);
  });

  it('keep what was set before the class was there, whatever the attribute says', async () => {
    class Late extends Logged {}
    const tag = newTag();
    const place = somewhere();
    place.innerHTML = `<${tag} text="attribute" size="1"></${tag}>`;
    const element = place.firstElementChild as Late;
    element.text = 'property';
    register(Late, tag);
    await element.updateComplete;
    expect([element.text, element.size]).to.deep.equal(['property', 1]);
    expect(Object.hasOwn(element, 'text')).to.equal(false);
    expect(element.renderRoot.textContent).to.equal('property');
    expect(element.getAttribute('text')).to.equal('property');
    element.text = 'later';
    await element.updateComplete;
    element.requestUpdate();
    await element.updateComplete;
    expect(element.renderRoot.textContent).to.equal('later');
  });

  it('are shown by their attribute where they are declared so', async () => {
    const element = await shown(new Logged());
    const seen = async () => (await element.updateComplete, [element.getAttribute('text'), element.text]);
    Object.assign(element, { text: 'a', size: 3 });
    element.onRender = () => void element.log.push(`text=${element.getAttribute('text')}`);
    expect(await seen()).to.deep.equal(['a', 'a']);
    expect(element.log).to.include('text=null');
    expect(element.hasAttribute('size')).to.equal(false);
    element.text = 7;
    expect(await seen()).to.deep.equal(['7', 7]);
    element.text = undefined;
    expect(await seen()).to.deep.equal([null, undefined]);
    element.text = 'b';
    element.setAttribute('text', 'c');
    expect(await seen()).to.deep.equal(['c', 'c']);
    element.text = null;
    expect(await seen()).to.deep.equal([null, null]);
  });

  it('do not write what was read from the attribute', async () => {
    const element = await shown(new Logged());
    let written = 0;
    const observer = new MutationObserver((records) => (written += records.length));
    observer.observe(element, { attributes: true });
    element.setAttribute('text', 'a');
    await turn();
    expect(written).to.equal(1);
    element.text = 'b';
    await turn();
    element.requestUpdate();
    await turn();
    expect(written).to.equal(2);
  });
});
