import { expect } from '@open-wc/testing';
import 'axe-core/axe.min.js';
import { html, type TemplateResult } from 'lit';
import { CommentError, errorCodes } from '../../src/core/errors.js';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
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

/** Four levels, and whatever a comment can be: staff, pinned, changed, deleted, voted on, in another direction, with a list in it. */
const deep = [
  comment('a', 'Un', { author: { name: 'Anne', isStaff: true }, isPinned: true, score: 3 }),
  comment('b', 'Deux', { parentId: 'a', editedAt: new Date(Date.UTC(2026, 0, 3)), score: -1 }),
  comment('c', '', { parentId: 'b', status: 'deleted' }),
  comment('d', 'Quatre', { parentId: 'c', score: 0 }),
  comment('e', 'شكرا', { parentId: 'd', lang: 'ar', author: { name: 'عمر' } }),
  comment('f', '', {
    content: { format: 'html', value: '<h1>Six</h1><ul><li>sept</li></ul><a href="https://exemple.fr">huit</a>' },
  }),
  ...Array.from({ length: 14 }, (_, id) => comment(`a${id}`, `Réponse ${id}`, { parentId: 'a' })),
];

/** Light and dark, as a page brings them about: by its own colours. */
const themes = { light: 'background: #fff; color: #222', dark: 'background: #16181d; color: #e8e8e8' };

describe('the widget is accessible', () => {
  const ownLang = document.documentElement.lang;
  before(() => (document.documentElement.lang = 'fr'));
  after(() => (document.documentElement.lang = ownLang));
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

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
  const openDeep = async (style = themes.light) => {
    await open({ comments: deep }, { reports: '' }, style);
    // They are drawn a few a frame, this one last.
    await eventually(() => reader.comment('f'));
  };
  const presses = async (id: string, text: string) => {
    reader.act(id, text)!.click();
    await reader.settles();
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
    'with a deep thread': () => openDeep(),
    'with a reply begun': async () => {
      await openDeep();
      await presses('b', fr.reply);
      await eventually(() => reader.focused === 'body');
    },
    'with a comment reported': async () => {
      await openDeep();
      await presses('b', fr.report);
      await eventually(() => reader.focused.startsWith('input'));
    },
    'with a comment to be deleted, which fails': async () => {
      await openDeep();
      write();
      await reader.publishes();
      backend.removals.refuses('network');
      await eventually(() => reader.act('memory-1', fr.remove));
      await presses('memory-1', fr.remove);
      reader.comment('memory-1').querySelector<HTMLFormElement>('form[part="panel"]')!.requestSubmit();
      await eventually(() => reader.hears.includes(fr.errors.network));
    },
    'with a vote given': async () => {
      await openDeep();
      await presses('a', fr.like);
      await eventually(() => reader.act('a', fr.like)!.ariaPressed === 'true');
    },
    'with a comment that a link led to': async () => {
      await openDeep();
      location.hash = '#comment-e';
      await eventually(() => reader.focused.startsWith('comment'));
    },
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

    it('with a deep thread', async () => {
      await openDeep(themes.dark);
      await presses('b', fr.reply);
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
