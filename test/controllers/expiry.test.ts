import { expect } from '@open-wc/testing';
import type { OpenThread } from '../../src/controllers/open-thread.js';
import { expire } from '../../src/controllers/expiry.js';
import { OutboxStorage } from '../../src/controllers/outbox-storage.js';
import type { ListQuery } from '../../src/core/adapter.js';
import type { CommentData, Page } from '../../src/core/comment.js';
import { defaultRules } from '../../src/core/rules.js';
import { kept } from '../support/kept.js';
import { comment } from '../support/staged-backend.js';

const place = 'pages  /a';
const draft = { body: 'Une réponse', name: 'Marie', email: '', url: '', extra: {} };

/** What waits for too long as an answer to `p`, in front of a backend with those pages that goes by no comment. */
async function expires(pages: readonly (readonly CommentData[])[], read: readonly CommentData[] = pages[0]!) {
  const list = ({ cursor = '0' }: ListQuery): Promise<Page> => {
    const next = Number(cursor) + 1;
    return Promise.resolve({ comments: pages[next - 1]!, ...(next < pages.length && { next: String(next) }) });
  };
  const thread = {
    place: { thread: '/a', lang: 'fr' },
    comments: read,
    ready: () => Promise.resolve({ name: 'pages', rules: defaultRules, list }),
  } as unknown as OpenThread;
  const store = new OutboxStorage(place, true);
  store.put({ v: 1, key: 'k', draft, parentId: 'p', at: 1, tries: 1, due: 1 });
  await expire({ store, isLasting: true, isHere: () => true, openThread: () => Promise.resolve(thread) });
  return {
    drafts: kept('draft').map((name) => decodeURIComponent(name.split(' ')[1]!)),
    waiting: store.entries.map(({ key }) => key),
  };
}

describe('an answer that has waited for too long', () => {
  afterEach(() => {
    for (const name of [...kept('draft'), ...kept('outbox')]) localStorage.removeItem(name);
  });

  it('is a draft of the form under its comment, on whatever page that is', async () => {
    const ofAnswer = { drafts: [`${place} p`], waiting: [] };
    expect(await expires([[comment('1')], [comment('p')]], [comment('1'), comment('p')])).to.deep.equal(ofAnswer);
    localStorage.clear();
    expect(await expires([[comment('1')], [comment('2')], [comment('p')]])).to.deep.equal(ofAnswer);
  });

  it('is a draft of the form above where its comment is on none, or gone', async () => {
    expect((await expires([[comment('1')], [comment('2')]])).drafts).to.deep.equal([place]);
    localStorage.clear();
    expect((await expires([[comment('p', '', { status: 'deleted' })]])).drafts).to.deep.equal([place]);
  });

  it('waits on where its comment may be among those that the backend keeps to itself', async () => {
    const folded = comment('1', 'Avant', { moreReplies: 2 });
    expect(await expires([[folded]])).to.deep.equal({ drafts: [], waiting: ['k'] });
  });
});
