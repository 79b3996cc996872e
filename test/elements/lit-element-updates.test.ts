import { expect } from '@open-wc/testing';
import { turn } from '../support/eventually.js';
import { describeBoth, logger, loggedClass, newTag, register, shown, somewhere } from '../support/lit-trial.js';

const { reject } = Promise;

describeBoth('an update', (library) => {
  const Logged = register(loggedClass(library));
  afterEach(() => (Promise.reject = reject));

  const first = ['shouldUpdate', 'willUpdate', 'hostUpdate', 'render', 'hostUpdated', 'firstUpdated true'];
  const again = ['shouldUpdate', 'willUpdate', 'hostUpdate', 'render', 'hostUpdated', 'updated false'];

  it('goes through its steps, the first time once it is in the page', async () => {
    const element = new Logged();
    element.addController(logger(element));
    await turn();
    expect([element.log, element.hasUpdated, element.renderRoot]).to.deep.equal([[], false, undefined]);
    expect(element.isUpdatePending).to.equal(true);
    somewhere().append(element);
    expect(element.log).to.deep.equal(['hostConnected']);
    expect(await element.updateComplete).to.equal(true);
    expect(element.log.splice(0)).to.deep.equal(['hostConnected', ...first, 'updated false']);
    element.requestUpdate();
    const { updateComplete } = element;
    element.requestUpdate();
    expect(element.updateComplete).to.equal(updateComplete);
    await updateComplete;
    expect(element.log).to.deep.equal(again);
  });

  it('takes in what is set on its way, and another one follows what is set after it', async () => {
    const element = new Logged();
    element.onWillUpdate = () => (element.text = 'set in willUpdate');
    element.onRender = () => void (element.size = element.renders);
    await shown(element);
    await turn();
    expect(element.renders).to.equal(1);
    expect(element.renderRoot.textContent).to.equal('set in willUpdate');
    element.onUpdated = () => (element.settings = 'set in updated');
    element.requestUpdate();
    expect(await element.updateComplete).to.equal(false);
    expect([element.isUpdatePending, element.renders]).to.deep.equal([true, 2]);
    expect(await element.updateComplete).to.equal(true);
    expect([element.isUpdatePending, element.renders]).to.deep.equal([false, 3]);
  });

  it('follows what is asked for while the content is put in', async () => {
    const element = await shown(new Logged());
    const Inner = register(
      class extends HTMLElement {
        connectedCallback() {
          element.requestUpdate();
        }
      },
    );
    element.onRender = () => (element.renders === 2 ? new Inner() : library.nothing);
    element.requestUpdate();
    expect(await element.updateComplete).to.equal(false);
    expect(await element.updateComplete).to.equal(true);
    expect(element.renders).to.equal(3);
  });

  it('does not happen where the element will not have it', async () => {
    const element = new Logged();
    element.mayUpdate = false;
    element.text = 'a';
    await shown(element);
    expect([element.log, element.hasUpdated]).to.deep.equal([['shouldUpdate'], false]);
    expect([element.isUpdatePending, element.hasAttribute('text')]).to.deep.equal([false, false]);
    element.mayUpdate = true;
    element.requestUpdate();
    await element.updateComplete;
    expect(element.log).to.include('firstUpdated true');
    expect(element.getAttribute('text')).to.equal('a');
  });

  it('happens at once where it is demanded', async () => {
    const element = new Logged();
    element.draw();
    expect(element.renderRoot.textContent).to.equal('');
    await shown(element);
    element.text = 'a';
    element.draw();
    element.draw();
    expect(element.renderRoot.textContent).to.equal('a');
    await turn();
    expect(element.renders).to.equal(2);
  });

  it('goes on out of the page, and in another place', async () => {
    const element = await shown(new Logged());
    element.remove();
    element.text = 'a';
    await element.updateComplete;
    expect(element.renderRoot.textContent).to.equal('a');
    await shown(element);
    element.text = 'b';
    await element.updateComplete;
    expect(element.renderRoot.textContent).to.equal('b');
  });

  it('that fails says so, and is not the last', async () => {
    const element = await shown(new Logged());
    const failure = new Error('on purpose');
    const fail = () => {
      throw failure;
    };
    for (const step of ['onRender', 'onUpdated'] as const) {
      element.log.length = 0;
      element.text = step;
      element[step] = fail;
      const reason: unknown = await element.updateComplete.catch((error: unknown) => error);
      expect([reason, element.isUpdatePending]).to.deep.equal([failure, false]);
      expect(element.log).to.include(step === 'onRender' ? 'render' : 'updated false');
      expect(element.log.includes('hostUpdated')).to.equal(false);
      element[step] = undefined;
      // Who waits for the next update has not asked about this one: it is left to fail unheard, as the page may notice.
      const unheard: unknown[] = [];
      Promise.reject = (reason) => (unheard.push(reason), new Promise<never>(() => undefined));
      element.requestUpdate();
      expect(await element.updateComplete).to.equal(true);
      expect(unheard).to.deep.equal([failure]);
      expect(element.renderRoot.textContent).to.equal(step);
    }
  });
});

describeBoth('controllers', (library) => {
  const Logged = register(loggedClass(library));

  it('are told when the element comes and goes', async () => {
    const element = await shown(new Logged());
    element.remove();
    element.log.length = 0;
    element.addController(logger(element));
    expect(element.log).to.deep.equal([]);
    somewhere().append(element);
    element.remove();
    expect(element.log.splice(0)).to.deep.equal(['hostConnected', 'hostDisconnected']);
    somewhere().append(element);
    element.addController({ hostConnected: () => void element.log.push('late') });
    element.addController({});
    expect(element.log).to.deep.equal(['hostConnected', 'late']);
  });

  it('wait for the element where they are there before it', () => {
    const told: boolean[] = [];
    const tag = newTag();
    somewhere().innerHTML = `<${tag}></${tag}>`;
    class Early extends library.LitElement {
      constructor() {
        super();
        this.addController({ hostConnected: () => void told.push(!!this.renderRoot) });
      }
      protected override render = () => library.nothing;
    }
    register(Early, tag);
    expect(told).to.deep.equal([true]);
  });
});
