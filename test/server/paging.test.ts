import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { seedThread } from '../../demo/server/seed-thread.ts';
import { openServer, openStore, type ApiClient, type CommentJson, type PageJson } from './demo-server.ts';

const orders = ['oldest', 'newest', 'best'] as const;

const idsOf = ({ comments }: Pick<PageJson, 'comments'>) => comments.map(({ id }) => id);
const rootsOf = ({ comments }: Pick<PageJson, 'comments'>) => comments.filter(({ parentId }) => parentId === null);

/** Follows the cursors of one kind to their end. */
async function follow(
  server: ApiClient,
  way: 'next' | 'previous',
  query: Record<string, string>,
  from?: string,
): Promise<PageJson[]> {
  const pages: PageJson[] = [];
  let cursor = from;
  do {
    const page = await server.list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    pages.push(page);
    assert.ok(pages.length < 500, 'the cursors lead round in a circle');
    cursor = page[way];
  } while (cursor !== undefined);
  return pages;
}

/** A thread of some hundred comments, and what the whole of it is. */
async function openThread(t: TestContext): Promise<{ server: ApiClient; database: string; all: CommentJson[] }> {
  const server = await openServer(t);
  seedThread(openStore(t, server.database), '/', 400);
  const { comments } = await server.list({ limit: '10000' });
  const found = new Map(comments.map((comment) => [comment.id, comment]));
  for (const { id, moreReplies } of comments) {
    if (moreReplies === undefined) continue;
    const below = await server.list({ parent: id, limit: '10000' });
    for (const comment of below.comments) found.set(comment.id, comment);
  }
  return { server, database: server.database, all: [...found.values()].sort((a, b) => Number(a.id) - Number(b.id)) };
}

/** The order as it is meant, worked out from the comments themselves. */
function inOrder(roots: readonly CommentJson[], order: (typeof orders)[number]): CommentJson[] {
  const rank = ({ id, isPinned = false, score = 0 }: CommentJson) => {
    const age = order === 'newest' ? -Number(id) : Number(id);
    return [Number(!isPinned), order === 'best' ? -score : 0, age];
  };
  return roots.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? 0 : left[at]! - right[at]!;
  });
}

function assertParentsFirst(comments: readonly CommentJson[]): void {
  const seen = new Set<string>();
  for (const { id, parentId } of comments) {
    assert.ok(parentId === null || seen.has(parentId), `${id} comes before ${parentId}`);
    seen.add(id);
  }
}

describe('a long thread', () => {
  for (const order of orders) {
    it(`is given page by page, ${order} first, nothing twice and nothing missing`, async (t) => {
      const { server, all } = await openThread(t);
      const pages = await follow(server, 'next', { order, limit: '13' });
      assert.deepEqual(
        pages.flatMap(rootsOf).map(({ id }) => id),
        inOrder(rootsOf({ comments: all }), order).map(({ id }) => id),
      );
      assert.deepEqual(new Set(pages.slice(0, -1).map((page) => rootsOf(page).length)), new Set([13]));
      for (const page of pages) {
        assertParentsFirst(page.comments);
        assert.equal(page.total, 400);
        assert.equal('previous' in page, false);
      }
      const ids = pages.flatMap(idsOf);
      assert.equal(new Set(ids).size, ids.length);

      const withheld = pages.flatMap(({ comments }) => comments.map(({ moreReplies = 0 }) => moreReplies));
      assert.equal(ids.length + withheld.reduce((sum, count) => sum + count), all.length);
      assert.ok(withheld.some((count) => count > 0));
    });

    it(`can be entered anywhere, ${order} first, and read both ways from there`, async (t) => {
      const { server, all } = await openThread(t);
      const roots = inOrder(rootsOf({ comments: all }), order).map(({ id }) => id);
      for (const around of [roots[0]!, roots[1]!, roots[77]!, roots.at(-1)!]) {
        const page = await server.list({ order, around, limit: '10' });
        const at = roots.indexOf(around);
        assert.deepEqual(
          rootsOf(page).map(({ id }) => id),
          roots.slice(at, at + 10),
        );
        const later = page.next === undefined ? [] : await follow(server, 'next', { order, limit: '10' }, page.next);
        const earlier =
          page.previous === undefined ? [] : await follow(server, 'previous', { order, limit: '10' }, page.previous);
        for (const { next, comments } of earlier) {
          assert.equal(next, undefined);
          assertParentsFirst(comments);
        }
        const pages = [...earlier.toReversed(), page, ...later];
        assert.deepEqual(
          pages.flatMap(rootsOf).map(({ id }) => id),
          roots,
        );
      }
    });
  }

  it('has the comment it is entered at, and all it answers, beyond the first replies too', async (t) => {
    const { server, all } = await openThread(t);
    const parents = new Map(all.map(({ id, parentId }) => [id, parentId]));
    const rootOf = (id: string): string => (parents.get(id) ? rootOf(parents.get(id)!) : id);
    for (const { id } of all) {
      const page = await server.list({ around: id, limit: '1', order: 'newest' });
      assert.equal(page.comments[0]?.id, rootOf(id));
      assert.ok(idsOf(page).includes(id), id);
      assertParentsFirst(page.comments);
      const below = all.filter((other) => other.id !== rootOf(id) && rootOf(other.id) === rootOf(id)).length;
      assert.equal(page.comments.length - 1 + (page.comments[0].moreReplies ?? 0), below);
    }
  });

  it('gives what stands below one comment, oldest first, page by page', async (t) => {
    const { server, all } = await openThread(t);
    const children = Map.groupBy(all, ({ parentId }) => parentId);
    const below = (id: string): string[] =>
      (children.get(id) ?? []).flatMap((child) => [child.id, ...below(child.id)]).sort((a, b) => Number(a) - Number(b));
    const answered = all.filter(({ id }) => below(id).length > 2);
    assert.ok(answered.some(({ parentId }) => parentId !== null));
    for (const { id } of answered) {
      const pages = await follow(server, 'next', { parent: id, limit: '7' });
      assert.deepEqual(pages.flatMap(idsOf), below(id));
      assert.ok(pages.every(({ comments, total, since }) => comments.length <= 7 && total === 400 && since));
    }
  });
});

/** A comment with that many answers. */
async function answered(server: ApiClient, count: number): Promise<CommentJson> {
  const root = await server.published({ body: 'Qui en a vu ?' });
  for (let n = 1; n <= count; n++) await server.published({ parentId: root.id, body: `Réponse ${n}` });
  return root;
}

describe('a page', () => {
  it('has twenty of the comments below another, and says how many more there are', async (t) => {
    const server = await openServer(t);
    await answered(server, 20);
    const { comments } = await server.list();
    assert.equal(comments.length, 21);
    assert.equal('moreReplies' in comments[0]!, false);

    const last = await server.published({ parentId: comments[20]!.id, body: 'Plus bas' });
    const page = await server.list();
    assert.deepEqual(page.comments.slice(1), comments.slice(1));
    assert.equal(page.comments[0]?.moreReplies, 1);
    assert.deepEqual(idsOf(await server.list({ around: last.id })).slice(-2), [comments[20]!.id, last.id]);
  });

  it('below a comment has a hundred by default', async (t) => {
    const server = await openServer(t);
    const { id } = await answered(server, 101);
    const page = await server.list({ parent: id });
    assert.equal(page.comments.length, 100);
    assert.equal((await server.list({ parent: id, cursor: page.next! })).comments.length, 1);
  });

  it('below a comment that is unknown, or in another thread, is empty', async (t) => {
    const server = await openServer(t);
    const { id } = await answered(server, 1);
    assert.equal((await server.list({ parent: id })).comments.length, 1);
    for (const query of [{ parent: '999' }, { parent: 'x' }, { parent: id, thread: '/b' }])
      assert.deepEqual((await server.list(query)).comments, []);
  });

  it('around a comment that is unknown, or in another thread, is the first one', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    for (const body of ['Un', 'Deux', 'Trois']) await server.published({ body });
    const elsewhere = await server.published({ thread: '/b' });
    const pending = await server.published({ body: 'Voir https://exemple.fr' });
    const first = await server.list({ limit: '2' });
    assert.deepEqual(idsOf(first), ['1', '2']);
    for (const around of ['999', 'x', '', elsewhere.id, pending.id])
      assert.deepEqual(await server.list({ around, limit: '2' }), first);
  });

  for (const order of ['oldest', 'newest'] as const) {
    it(`neither skips nor repeats when comments come in meanwhile, ${order} first`, async (t) => {
      const server = await openServer(t);
      const ids: string[] = [];
      for (let n = 0; n < 7; n++) ids.push((await server.published({ body: `Commentaire ${n}` })).id);
      const read: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await server.list({ order, limit: '3', ...(cursor === undefined ? {} : { cursor }) });
        await server.published({ body: `Entre-temps ${read.length}` });
        read.push(...idsOf(page));
        assert.ok(read.length < 50, 'the cursors lead round in a circle');
        cursor = page.next;
      } while (cursor !== undefined);
      assert.deepEqual(
        read.filter((id) => ids.includes(id)),
        order === 'oldest' ? ids : ids.toReversed(),
      );
      assert.equal(new Set(read).size, read.length);
    });
  }

  it('begins with the pinned comment, in every order, and has it once', async (t) => {
    const server = await openServer(t);
    for (const body of ['Un', 'Deux', 'Trois', 'Quatre']) await server.published({ body });
    const reply = await server.published({ body: 'Cinq', parentId: '1' });
    const store = openStore(t, server.database);
    store.setPinned('3', true);
    store.setPinned(reply.id, true);
    for (const order of orders) {
      const pages = await follow(server, 'next', { order, limit: '1' });
      const roots = pages.flatMap(rootsOf);
      assert.equal(roots[0]?.id, '3');
      assert.deepEqual(
        roots.map(({ isPinned }) => isPinned),
        [true, undefined, undefined, undefined],
      );
    }
    store.setPinned('3', false);
    assert.deepEqual(idsOf(await server.list()), ['1', reply.id, '2', '3', '4']);
    assert.equal((await server.list()).comments[1]?.isPinned, undefined);
  });

  it('has no next page where the last one is full', async (t) => {
    const server = await openServer(t);
    for (const body of ['Un', 'Deux']) await server.published({ body });
    const page = await server.list({ limit: '2' });
    assert.equal(page.comments.length, 2);
    assert.equal('next' in page, false);
  });

  it('has fifty comments by default, and ten thousand at most', async (t) => {
    const server = await openServer(t);
    const database = new DatabaseSync(server.database);
    database.exec(`INSERT INTO comments (thread, body, name, email, url, status, created_at)
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT 10001)
      SELECT '/', 'Commentaire ' || n, 'Marie', '', '', 'published', '2026-01-02T10:00:00.000Z' FROM n`);
    database.close();
    assert.equal((await server.list()).comments.length, 50);
    const page = await server.list({ limit: '20000' });
    assert.equal(page.comments.length, 10_000);
    assert.deepEqual(idsOf(await server.list({ cursor: page.next! })), ['10001']);
  });
});
