import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { CommentStore } from '../../demo/server/comment-store.ts';
import type { PublicComment } from '../../demo/server/public-comment.ts';
import { seedThread } from '../../demo/server/seed-thread.ts';
import { openStore, temporaryFolder } from './demo-server.ts';

const now = Date.UTC(2026, 4, 20, 12);

async function seeded(
  t: TestContext,
  count: number,
): Promise<{ comments: readonly PublicComment[]; store: CommentStore }> {
  const store = openStore(t, join(await temporaryFolder(t), 'seeded.sqlite'));
  seedThread(store, '/', count, now);
  const query = { thread: '/', order: 'oldest', limit: 100_000, replyLimit: 100_000 } as const;
  return { comments: store.threads.page(query).comments, store };
}

function depthsOf(comments: readonly PublicComment[]): Map<string, number> {
  const depths = new Map<string, number>();
  for (const { id, parentId } of comments) depths.set(id, parentId === null ? 0 : depths.get(parentId)! + 1);
  return depths;
}

const share = (comments: readonly PublicComment[], is: (comment: PublicComment) => unknown) =>
  comments.filter(is).length / comments.length;

describe('a seeded thread', () => {
  it('is the same each time', async (t) => {
    assert.deepEqual((await seeded(t, 300)).comments, (await seeded(t, 300)).comments);
  });

  for (const count of [0, 1, 2, 5, 20, 500])
    it(`has as many published comments as it shall: ${count}`, async (t) => {
      assert.equal((await seeded(t, count)).store.threads.count('/'), count);
    });

  it('is like a real one', async (t) => {
    const { comments } = await seeded(t, 5000);
    const depths = [...depthsOf(comments).values()];
    const answers = [...Map.groupBy(comments, ({ parentId }) => parentId).entries()].filter(([id]) => id !== null);
    const lengths = comments.map(({ content }) => content.value.length).sort((a, b) => a - b);
    const replies = share(comments, ({ parentId }) => parentId !== null);
    assert.ok(replies > 0.55 && replies < 0.65, `${replies} are replies`);
    assert.ok(Math.max(...depths) >= 10);
    assert.ok(answers.filter(([, { length }]) => length >= 40).length >= 3);
    assert.ok(lengths[500]! < 60 && lengths.at(-1)! > 800);
    assert.ok(comments.some(({ content }) => content.value.split('\n\n').length >= 4));
    assert.equal(comments.filter(({ isPinned }) => isPinned).length, 1);
    assert.equal(comments.filter(({ status }) => status === 'deleted').length, 1);
    for (const is of [
      ({ author }: PublicComment) => author.isStaff,
      ({ editedAt }: PublicComment) => editedAt,
      ({ score = 0 }: PublicComment) => score < 0,
      ({ score = 0 }: PublicComment) => score > 20,
    ]) {
      const found = share(comments, is);
      assert.ok(found > 0 && found < 0.1, `${String(is)}: ${found}`);
    }
    const atHome = share(comments, ({ author }) => author.url);
    assert.ok(atHome > 0.05 && atHome < 0.3, `${atHome} have a site`);
  });

  it('was written in the last weeks, each answer after what it answers', async (t) => {
    const { comments } = await seeded(t, 1000);
    const times = new Map(comments.map(({ id, createdAt }) => [id, Date.parse(createdAt)]));
    for (const { id, parentId, createdAt, editedAt = createdAt } of comments) {
      assert.ok(times.get(id)! > now - 43 * 86_400_000 && times.get(id)! <= now);
      assert.ok(parentId === null || times.get(parentId)! < times.get(id)!);
      assert.ok(Date.parse(editedAt) >= times.get(id)! && Date.parse(editedAt) <= now);
    }
  });

  it('is in French, well set', async (t) => {
    const { comments } = await seeded(t, 3000);
    const text = comments.map(({ content }) => content.value).join('\n');
    assert.doesNotMatch(text, /'|\.\.\.| [;:!?»]|« |[{}]|undefined| {2}|^$/);
    assert.match(text, /\u202f!/);
    assert.match(text, /\u202f\?/);
    assert.match(text, /\u00a0:/);
    assert.match(text, /«\u00a0[^»]+\u00a0»/);
  });
});
