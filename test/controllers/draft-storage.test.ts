import { expect } from '@open-wc/testing';
import { draftStorage } from '../../src/controllers/draft-storage.js';
import { eventually } from '../support/eventually.js';
import { forgetAll, kept } from '../support/kept.js';

const place = 'memory  /copies';
const texts = () => kept('draft').map((name) => (JSON.parse(localStorage.getItem(name)!) as { text: string }).text);

describe('what is kept of a draft', () => {
  beforeEach(() => forgetAll(place));
  afterEach(() => forgetAll(place));

  it('is gone once it is sent, though its tab was duplicated and the twin closed', async () => {
    draftStorage().keep(place, 'Bonjour');
    await eventually(() => texts().length);
    const twin = document.createElement('iframe');
    twin.srcdoc = `<script type="module">
      import { draftStorage } from '/src/controllers/draft-storage.ts';
      parent.recalled = draftStorage().recall('${place}');
    </script>`;
    document.body.append(twin);
    const page = window as unknown as { recalled?: string };
    await eventually(() => page.recalled);
    expect(page.recalled).to.equal('Bonjour');
    const isToldOf = new Promise((resolve) => addEventListener('storage', resolve, { once: true }));
    twin.contentWindow!.location.replace('about:blank');
    await isToldOf;
    twin.remove();
    draftStorage().settle(place, 'Bonjour', 'key');
    expect(texts()).to.deep.equal([]);
    expect(draftStorage().recall(place)).to.equal('');
  });

  it('is set aside where something else was written before it could be shown', () => {
    const tab = sessionStorage.getItem('comment-widget:tab')!;
    const draft = { v: 1, text: 'Un long brouillon', at: Date.now(), left: false };
    localStorage.setItem(`comment-widget:draft ${encodeURIComponent(place)} ${tab}`, JSON.stringify(draft));
    expect(draftStorage().recall(place)).to.equal('Un long brouillon');
    draftStorage().setAside(place, 'Autre chose');
    draftStorage().keep(place, 'Autre chose');
    dispatchEvent(new PageTransitionEvent('pagehide'));
    dispatchEvent(new PageTransitionEvent('pageshow'));
    expect(texts().sort()).to.deep.equal(['Autre chose', 'Un long brouillon']);
  });
});
