import { expect } from '@open-wc/testing';
import 'axe-core/axe.min.js';
import { html, type TemplateResult } from 'lit';
import { CommentError, errorCodes } from '../../src/core/errors.js';
import '../../src/define.js';
import { emulateMedia } from '../browsers/commands.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { widgetFor } from '../support/widget.js';

const comments = [
  comment('1', 'Bonjour', { author: { name: 'Anne', url: 'https://anne.exemple.fr' } }),
  comment('2', 'Merci', { author: { name: '' }, createdAt: null }),
];

/** Light and dark, as a page brings them about: by its own colours. */
const themes = { light: 'background: #fff; color: #222', dark: 'background: #16181d; color: #e8e8e8' };

describe('the widget is accessible', () => {
  const ownLang = document.documentElement.lang;
  before(() => (document.documentElement.lang = 'fr'));
  after(() => (document.documentElement.lang = ownLang));

  let backend: StagedBackend;
  let reader: Reader;

  const page = (content: unknown, style = themes.light): TemplateResult =>
    html`<main style=${style}>
      <h1>Un article</h1>
      ${content}
    </main>`;
  const open = async (options = {}, attributes: Record<string, string> = {}, style = themes.light) => {
    backend = new StagedBackend({ comments, ...options });
    reader = await Reader.visit(page(widgetFor(backend.adapter, { 'back-to-top': '', ...attributes }), style));
  };
  const write = () => {
    reader.writes('Bonjour à tous');
    reader.signs({ ...marie, url: 'exemple.fr' });
  };
  const check = () => expect(reader.widget.closest('main')).to.be.accessible();

  const states: Record<string, () => Promise<unknown>> = {
    empty: () => open({ comments: [] }, { 'privacy-url': '/confidentialite' }),
    'with comments': () => open(),
    filled: async () => {
      await open();
      write();
    },
    'loading its comments': async () => {
      backend = new StagedBackend();
      backend.holdsLists();
      reader = await Reader.arrive(page(widgetFor(backend.adapter)));
      await eventually(() => reader.hears);
    },
    'without its comments': async () => {
      backend = new StagedBackend();
      backend.onList = () => Promise.reject(new CommentError('network'));
      reader = await Reader.visit(page(widgetFor(backend.adapter)));
    },
    'with more comments to come': () => open({ comments: Array.from({ length: 21 }, (_, id) => comment(String(id))) }),
    'full of complaints': async () => {
      await open();
      reader.signs({ url: 'non' });
      await reader.publishes();
      expect(Object.keys(reader.complaints)).to.have.lengthOf(4);
    },
    'offering a correction': async () => {
      await open();
      reader.signs({ email: 'marie@gmial.com' });
      await reader.leaves('email');
    },
    'near its limit': async () => {
      await open();
      reader.writes('a'.repeat(65_400));
      await reader.settles();
      expect(reader.counter).not.to.equal('');
    },
    sending: async () => {
      await open();
      write();
      backend.holdsPosts();
      await reader.pressesButton();
      await eventually(() => backend.sent.length);
    },
    sent: async () => {
      await open();
      write();
      await reader.publishes();
    },
    'sent to a moderator': async () => {
      await open({ moderated: true });
      write();
      await reader.publishes();
    },
    'closed from the start': () => open({ rules: { open: false } }),
    'without a backend': async () => {
      reader = await Reader.visit(page(html`<comment-widget backend="inconnu"></comment-widget>`));
      await eventually(() => !reader.hasForm);
      consoleTold();
    },
    'with a form of the page’s own': async () => {
      await openWithPageForm();
      reader.signs({ email: 'marie@gmial.com' });
      await reader.leaves('email');
      await reader.publishes();
      expect(reader.complaints).to.have.property('body');
    },
  };
  for (const code of errorCodes)
    states[`after a send that failed by "${code}"`] = async () => {
      await open({}, { 'login-url': '/connexion' });
      write();
      backend.refuses(code, { retryAfter: 30 });
      await reader.publishes();
      consoleTold();
    };

  for (const [state, reach] of Object.entries(states))
    it(state, async () => {
      await reach();
      await check();
    });

  describe('on a dark page', () => {
    it('with comments', async () => {
      await open({}, {}, themes.dark);
      await check();
    });

    it('full of complaints', async () => {
      await open({}, {}, themes.dark);
      reader.signs({ email: 'marie@gmial.com' });
      await reader.leaves('email');
      await reader.publishes();
      await check();
    });

    it('after a send that failed, and one that did not', async () => {
      await open({ moderated: true }, {}, themes.dark);
      write();
      backend.refuses('network');
      await reader.publishes();
      await check();
      backend.accepts();
      await reader.publishes();
      await check();
    });
  });

  it('as far as this is looked at: a contrast that is too low is found', async () => {
    await open();
    reader.widget.style.setProperty('--comment-muted', '#bbb');
    await expect(reader.widget.closest('main')).not.to.be.accessible();
  });

  it('in forced colours', async () => {
    if (!(await emulateMedia({ 'forced-colors': 'active' }))) return;
    try {
      await open();
      await reader.publishes();
      await check();
    } finally {
      await emulateMedia();
    }
  });

  async function openWithPageForm() {
    backend = new StagedBackend();
    reader = await Reader.visit(
      page(
        html`<comment-widget time-trap="0" .adapter=${backend.adapter}>
          <form slot="form">
            <p><label for="comment">Commentaire</label><textarea id="comment" name="comment"></textarea></p>
            <p><label for="author">Nom</label><input id="author" name="author" autocomplete="name" /></p>
            <p><label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="email" /></p>
            <button>Publier</button>
          </form>
        </comment-widget>`,
      ),
    );
  }
});
