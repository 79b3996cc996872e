import { expect } from '@open-wc/testing';
import type * as lit from 'lit';
import { describeBoth, register, shown, somewhere } from '../support/lit-trial.js';

describeBoth('what is rendered', (library) => {
  const { LitElement, html, css } = library;

  const red = css`
    p {
      color: rgb(255 0 0);
    }
  `;
  const blue = css`
    p {
      color: rgb(0 0 255);
    }
  `;
  const content = html`<p>content</p>`;
  const colorOf = ({ renderRoot }: lit.LitElement) => getComputedStyle(renderRoot.querySelector('p')!).color;

  it('has a shadow root, with the styles in their order', async () => {
    class Styled extends LitElement {
      static override styles: lit.CSSResultGroup = [red, blue];
      protected override render = () => content;
    }
    register(Styled);
    const element = await shown(new Styled());
    expect(element.renderRoot).to.equal(element.shadowRoot);
    expect(element.shadowRoot!.mode).to.equal('open');
    expect(element.shadowRoot!.adoptedStyleSheets).to.deep.equal([red.styleSheet, blue.styleSheet]);
    expect(colorOf(element)).to.equal('rgb(0, 0, 255)');
    element.shadowRoot!.adoptedStyleSheets.push(red.styleSheet!);
    expect(colorOf(element)).to.equal('rgb(255, 0, 0)');
  });

  it('may have one style, or none', async () => {
    class Styled extends LitElement {
      static override styles = red;
      protected override render = () => content;
    }
    class Plain extends LitElement {
      protected override render = () => content;
    }
    register(Styled);
    register(Plain);
    expect(colorOf(await shown(new Styled()))).to.equal('rgb(255, 0, 0)');
    expect(colorOf(await shown(new Plain()))).to.equal('rgb(0, 0, 0)');
  });

  it('stands before what is in the shadow root already', async () => {
    class Occupied extends LitElement {
      constructor() {
        super();
        this.attachShadow({ mode: 'open' }).innerHTML = '<b></b>';
      }
      protected override render = () => content;
    }
    register(Occupied);
    const element = await shown(new Occupied());
    expect([...element.shadowRoot!.children].map(({ localName }) => localName)).to.deep.equal(['p', 'b']);
  });

  it('may stand in the element itself, after what stands there', async () => {
    class Light extends LitElement {
      protected override createRenderRoot = () => this;
      protected override render = () => content;
    }
    register(Light);
    const element = new Light();
    element.append(document.createElement('b'));
    await shown(element);
    expect([element.renderRoot, element.shadowRoot]).to.deep.equal([element, null]);
    expect([...element.children].map(({ localName }) => localName)).to.deep.equal(['b', 'p']);
    somewhere().prepend(element);
    element.requestUpdate();
    await element.updateComplete;
    expect(element.children).to.have.lengthOf(2);
  });

  it('has its listeners called on the element', async () => {
    const callers: unknown[] = [];
    class Pressed extends LitElement {
      protected override render = () => html`<button @click=${this.press}></button>`;
      press(this: unknown): void {
        callers.push(this);
      }
    }
    register(Pressed);
    const element = await shown(new Pressed());
    element.renderRoot.querySelector('button')!.click();
    expect(callers).to.deep.equal([element]);
  });
});
