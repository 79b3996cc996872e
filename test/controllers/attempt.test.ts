import { expect } from '@open-wc/testing';
import { attempt, type Conditions } from '../../src/controllers/attempt.js';
import type { OpenThread } from '../../src/controllers/open-thread.js';
import type { OutboxEntry } from '../../src/controllers/outbox-storage.js';
import type { Adapter } from '../../src/core/adapter.js';
import type { CommentData, Receipt } from '../../src/core/comment.js';
import { CommentError, type CommentErrorOptions, type ErrorCode } from '../../src/core/errors.js';
import { defaultRules } from '../../src/core/rules.js';
import { comment } from '../support/staged-backend.js';

const draft = { body: 'Bonjour', name: 'Marie', email: '', url: '', extra: {} };
const first: OutboxEntry = { v: 1, key: 'k', draft, parentId: 'p', at: Date.now(), tries: 0, due: 0 };
const there = () => comment('1', 'Bonjour', { author: { name: 'Marie' }, createdAt: new Date() });

/** One conversation, and what happens in it, in its order. */
class Scene {
  readonly events: string[] = [];
  isRepeatable = false;
  isUnmoderated = false;
  isHere = true;
  shown: CommentData[] = [];
  /** What becomes of a comment that is sent. */
  answer: () => CommentData | Receipt = there;
  place = { thread: '/a', lang: 'fr' };

  attempt(entry: Partial<OutboxEntry> = {}, conditions: Partial<Conditions> = {}) {
    return attempt({ ...first, ...entry }, { ...this.#conditions(), ...conditions });
  }

  refuses(code: ErrorCode, options: CommentErrorOptions = {}): void {
    this.answer = () => {
      throw new CommentError(code, 'staged', options);
    };
  }

  #conditions(): Conditions {
    const adapter: Adapter = {
      name: 'scene',
      rules: { ...defaultRules, unmoderated: this.isUnmoderated },
      list: () => (this.events.push('looks'), Promise.resolve({ comments: this.shown })),
      isRepeatable: () => this.isRepeatable,
    };
    const place = () => this.place;
    const thread: OpenThread = {
      get place() {
        return place();
      },
      ready: () => Promise.resolve(adapter),
      post: (sent, parentId, key) => {
        this.events.push(`sends ${sent.body} ${parentId} ${key}`);
        return Promise.resolve().then(this.answer);
      },
      insert: ({ id }) => void this.events.push(`shows ${id}`),
    };
    const leaves = () => void this.events.push('leaves');
    return { openThread: () => Promise.resolve(thread), isHere: () => this.isHere, leaves };
  }
}

const sends = 'sends Bonjour p k';
const minute = 60_000;

describe('an attempt to send', () => {
  let scene: Scene;
  beforeEach(() => (scene = new Scene()));

  /** How it ended, in a word. */
  const end = async (...asked: Parameters<Scene['attempt']>) => {
    const outcome = await scene.attempt(...asked);
    if ('stored' in outcome) return outcome.stored.status;
    return 'halt' in outcome ? outcome.halt : `${outcome.error.code}${outcome.since === undefined ? '' : ', in doubt'}`;
  };

  it('for the first time sends at once, and says so before', async () => {
    expect(await end()).to.equal('published');
    expect(scene.events).to.deep.equal(['leaves', sends]);
  });

  it('that is refused leaves no doubt, or the doubt that there was', async () => {
    scene.refuses('rejected');
    expect(await end()).to.equal('rejected');
    scene.isRepeatable = true;
    expect(await end({ since: 1 })).to.equal('rejected, in doubt');
  });

  it('whose answer is lost looks at once where the backend would take it twice', async () => {
    scene.refuses('network', { outcome: 'unknown' });
    expect(await end()).to.equal('network, in doubt');
    expect(scene.events).to.deep.equal(['leaves', sends, 'looks']);
    scene.shown = [there()];
    expect(await end()).to.equal('published');
    expect(scene.events.at(-1)).to.equal('shows 1');
  });

  it('whose answer is lost does not look where it can be sent again', async () => {
    scene.isRepeatable = true;
    scene.refuses('network', { outcome: 'unknown' });
    expect(await end()).to.equal('network, in doubt');
    expect(await end({ since: Date.now(), tries: 1 })).to.equal('network, in doubt');
    expect(scene.events).to.deep.equal(['leaves', sends, 'leaves', sends]);
  });

  it('in doubt finds what has arrived, and sends nothing', async () => {
    scene.shown = [there()];
    expect(await end({ since: Date.now(), tries: 1 })).to.equal('published');
    expect(scene.events).to.deep.equal(['looks', 'shows 1']);
  });

  it('in doubt that finds nothing leaves it to its author, who may have it sent', async () => {
    expect(await end({ since: Date.now() - 60 * minute, tries: 1 })).to.equal('uncertain');
    expect(scene.events).to.deep.equal(['looks']);
    expect(await end({ since: Date.now(), tries: 1 }, { isUrged: true })).to.equal('published');
    expect(scene.events).to.deep.equal(['looks', 'looks', 'leaves', sends]);
  });

  it('in doubt sends where nothing is ever held, once it must have arrived or been lost', async () => {
    scene.isUnmoderated = true;
    expect(await end({ since: Date.now() - minute / 2, tries: 1 })).to.equal('network, in doubt');
    expect(scene.events).to.deep.equal(['looks']);
    const since = Date.now() - 2 * minute;
    expect(await end({ since, left: Date.now() - minute / 2, tries: 2 })).to.equal('network, in doubt');
    expect(await end({ since, tries: 1 })).to.equal('published');
  });

  it('that never left is sent again though something says the same, once the thread can be read', async () => {
    scene.shown = [there()];
    expect(await end({ tries: 1 })).to.equal('published');
    expect(scene.events).to.include('leaves');
    scene.events.length = 0;
    Object.defineProperty(scene, 'shown', {
      get: () => {
        throw new CommentError('unavailable');
      },
    });
    expect(await end({ tries: 1 })).to.equal('unavailable');
    expect(scene.events).to.deep.equal(['looks']);
  });

  it('of what the backend has already has succeeded after a doubt, and only then', async () => {
    scene.isRepeatable = true;
    scene.refuses('duplicate');
    expect(await end()).to.equal('duplicate');
    expect(await end({ since: Date.now() })).to.equal('accepted');
    scene.shown = [there()];
    expect(await end({ since: Date.now() })).to.equal('published');
  });

  it('sends nothing to another conversation, and shows nothing there', async () => {
    scene.isHere = false;
    expect(await end()).to.equal('network');
    expect(scene.events).to.deep.equal([]);

    scene.isHere = true;
    scene.answer = () => {
      scene.place = { ...scene.place };
      throw new CommentError('network', '', { outcome: 'unknown' });
    };
    scene.shown = [there()];
    expect(await end()).to.equal('network, in doubt');
    expect(scene.events).to.deep.equal(['leaves', sends]);
  });

  it('does not leave a browser that is offline, unless its author wants it', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      expect(await end()).to.equal('network');
      expect(scene.events).to.deep.equal([]);
      expect(await end({}, { isUrged: true })).to.equal('published');
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('fails like the rest where an adapter throws anything', async () => {
    scene.answer = () => {
      throw new TypeError('broken');
    };
    expect(await end()).to.equal('protocol, in doubt');
    expect(await end({}, { openThread: () => Promise.reject(new CommentError('network')) })).to.equal('network');
  });
});
