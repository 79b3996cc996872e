import { expect } from '@open-wc/testing';
import type * as lit from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { describeBoth, loggedClass, register, shown, somewhere } from '../support/lit-trial.js';

/** Writes down when a part is told that it is out of the page, and in it again. */
const connections: string[] = [];
const witness = directive(
  class extends AsyncDirective {
    render = () => `${this.isConnected}`;
    override disconnected = () => void connections.push('disconnected');
    override reconnected = () => void connections.push('reconnected');
  },
);

describeBoth('what is rendered', (library) => {
  const { LitElement, html, css } = library;
  const Logged = register(loggedClass(library));

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

  it('hears when the element comes and goes', async () => {
    const element = new Logged();
    element.onRender = () => html`${witness()}`;
    await shown(element);
    expect(element.renderRoot.textContent).to.equal('true');
    connections.length = 0;
    element.remove();
    somewhere().append(element);
    expect(connections).to.deep.equal(['disconnected', 'reconnected']);
    const gone = new Logged();
    gone.onRender = element.onRender;
    somewhere().append(gone);
    gone.remove();
    await gone.updateComplete;
    expect(gone.renderRoot.textContent).to.equal('false');
  });
});
