import type { CommentData, Page } from '../core/comment.js';
import { check, checkComment, same, type Trial } from './adapter-trial.js';

const idsOf = (comments: readonly CommentData[]) => comments.map(({ id }) => id).join();

/** What a list may be asked for: the page of one comment, what stands below one, what is new. */
export function describeQueries(trial: Trial): void {
  const { can = [] } = trial.scenario;
  if (can.includes('around')) describeAround(trial);
  if (can.includes('parent')) describeParent(trial);
  if (can.includes('since')) describeSince(trial);
}

function describeAround(trial: Trial): void {
  const { it } = trial.runner;
  it('gives the page that has a comment and what it stands under, and the way to all others', async () => {
    for (const body of ['Premier', 'Deux', 'Trois']) await trial.publish(body);
    const answered = await trial.publish('Quatre');
    await trial.publish('Cinq');
    const answer = await trial.publish('Une réponse', answered.id);
    const deep = await trial.publish('Une réponse à la réponse', answer.id);
    for (const order of trial.adapter.rules.orders)
      for (const wanted of [answered, deep]) {
        const query = { order, limit: 2 };
        const page = await trial.list({ ...query, around: wanted.id });
        const has = (id: string | null) => page.comments.find((comment) => comment.id === id);
        check(has(wanted.id), `order=${order}: the page does not have what it was asked for`);
        for (let comment = has(wanted.id); comment?.parentId; comment = has(comment.parentId))
          check(has(comment.parentId), `order=${order}: the page does not have what ${comment.id} answers`);

        const before: Page[] = [];
        const after: Page[] = [];
        for await (const other of trial.pages(page, 'previous', query)) before.unshift(other);
        for await (const other of trial.pages(page, 'next', query)) after.push(other);
        const comments = [...before, ...after.slice(1)].flatMap((one) => one.comments);
        same(idsOf(comments), idsOf(await trial.listAll(query)), `order=${order}: comments of all pages`);
      }
  });

  it('gives the first page for a comment that is not there', async () => {
    for (const body of ['Premier', 'Deux', 'Trois']) await trial.publish(body);
    const page = await trial.list({ limit: 2, around: '999999999' });
    same(idsOf(page.comments), idsOf((await trial.list({ limit: 2 })).comments), 'comments');
    same(page.previous, undefined, 'previous');
  });
}

function describeParent(trial: Trial): void {
  const { it } = trial.runner;
  it('gives what stands below a comment, however deep, and nothing else', async () => {
    const answered = await trial.publish('Un commentaire');
    const other = await trial.publish('Un autre');
    const first = await trial.publish('Une réponse', answered.id);
    const deep = await trial.publish('Une réponse à la réponse', first.id);
    await trial.publish('Une réponse à l’autre', other.id);
    const last = await trial.publish('Une seconde réponse', answered.id);
    same(idsOf(await trial.listAll({ parentId: answered.id })), idsOf([first, deep, last]), 'comments');
    same(idsOf(await trial.listAll({ parentId: answered.id, limit: 1 })), idsOf([first, deep, last]), 'one by one');
    same((await trial.listAll({ parentId: last.id })).length, 0, 'comments below one that nobody answered');
  });

  it('says how many answers it keeps to itself, and gives them when it is asked', async () => {
    const answered = await trial.publish('Un commentaire');
    for (let answer = 1; answer <= 25; answer++) await trial.post(`La réponse ${answer}`, answered.id);
    await trial.scenario.approve?.(trial.thread);
    const comments = await trial.listAll();
    const missing = comments.reduce((sum, { moreReplies = 0 }) => sum + moreReplies, 0);
    same(comments.length + missing, 26, 'comments that are given, and those that are said to be missing');
    same((await trial.listAll({ parentId: answered.id })).length, 25, 'answers');
  });
}

function describeSince(trial: Trial): void {
  const { it } = trial.runner;
  /** What has changed, and asks for less from then on. */
  let mark: string;
  const news = async (): Promise<readonly CommentData[]> => {
    const { comments, since } = await trial.list({ since: mark });
    comments.forEach(checkComment);
    check(since, 'an answer about what is new has no mark of its own');
    mark = since;
    return comments;
  };
  const start = async () => {
    const { since } = await trial.list();
    check(since, 'the list has no mark to ask with what is new');
    mark = since;
  };

  it('tells what is new since it was asked last, and only that', async () => {
    await trial.publish('Un commentaire');
    await start();
    same((await news()).length, 0, 'news where there is none');
    const first = await trial.publish('Un nouveau');
    const second = await trial.publish('Une réponse', first.id);
    same(idsOf(await news()), idsOf([first, second]), 'news');
    same((await news()).length, 0, 'news after the news');
  });

  const { can = [] } = trial.scenario;
  if (can.includes('edit'))
    it('tells what was changed, in its turn', async () => {
      const own = await trial.publishOwn('Un commentaire');
      await start();
      const later = await trial.publish('Un nouveau');
      await trial.adapter.edit!(own, 'Autre chose', {});
      await trial.scenario.approve?.(trial.thread);
      const told = await news();
      same(told.map(({ id }) => id).join(), [later.id, own.id].join(), 'news');
      trial.checkFields(told[1]!, 'Autre chose');
    });

  if (can.includes('remove'))
    it('tells what was deleted, also where nothing is left of it', async () => {
      const own = await trial.publishOwn('Un commentaire');
      await start();
      await trial.adapter.remove!(own, {});
      const [deleted, ...others] = await news();
      same(others.length, 0, 'more news');
      same(deleted?.id, own.id, 'what was deleted');
      same(deleted!.status, 'deleted', 'its status');
    });
}
