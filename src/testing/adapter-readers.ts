import type { Vote } from '../core/adapter.js';
import type { CommentData } from '../core/comment.js';
import { check, checkError, ending, rejection, same, type Trial } from './adapter-trial.js';

/** What every reader may do: vote, report, and see how many comments there are. */
export function describeReaders(trial: Trial): void {
  const { can = [] } = trial.scenario;
  if (can.includes('vote')) describeVote(trial);
  if (can.includes('report')) describeReport(trial);
  if (can.includes('count')) describeCount(trial);
}

function describeVote(trial: Trial): void {
  const { it } = trial.runner;
  const scoreOf = ({ score }: CommentData): number => {
    check(score !== undefined, 'a comment without a score, which nobody may vote on');
    return score;
  };

  it('counts a vote once for each reader, as it was given last', async () => {
    const comment = await trial.publish('Un commentaire');
    const other = await trial.publish('Un autre');
    const start = scoreOf(comment);
    const { downvotes } = { ...trial.adapter.rules, ...(await trial.list()).rules };
    const [one, another] = [crypto.randomUUID(), crypto.randomUUID()];
    const votes = new Map<string, Vote>();
    for (const [token, value] of [
      [one, 1],
      [one, 1],
      [another, 1],
      [one, -1],
      [one, 0],
      [one, 0],
      [another, -1],
      [another, 0],
    ] as const) {
      if (value < 0 && !downvotes) continue;
      await trial.scenario.asReader?.(token);
      if (trial.scenario.votesStay && (votes.has(token) || value === 0)) {
        checkError(await rejection(trial.adapter.vote!(trial.target(comment.id, token), value, {})), ['forbidden']);
        continue;
      }
      votes.set(token, value);
      const score = await trial.adapter.vote!(trial.target(comment.id, token), value, {});
      const sum = [...votes.values()].reduce<number>((all, vote) => all + vote, 0);
      same(score - start, sum, `votes after one of ${value}`);
      same(scoreOf((await trial.listed(comment.id))!), score, 'score in the list');
    }
    same(scoreOf((await trial.listed(other.id))!), scoreOf(other), 'score of another comment');
  });

  it('puts first what most readers like, where it has that order', async () => {
    if (!trial.adapter.rules.orders.includes('best')) return;
    await trial.publish('Un commentaire');
    const liked = await trial.publish('Un autre');
    await trial.publish('Un troisième');
    await trial.scenario.asReader?.('somebody else');
    await trial.adapter.vote!(trial.target(liked.id, crypto.randomUUID()), 1, {});
    same((await trial.list({ order: 'best' })).comments[0]?.id, liked.id, 'the first comment');
  });

  it('says "gone" of a comment that is not there to be voted on', async () => {
    const target = trial.target('999999999', crypto.randomUUID());
    checkError(await rejection(trial.adapter.vote!(target, 1, {})), ['gone']);
  });
}

function describeReport(trial: Trial): void {
  const { it } = trial.runner;
  it('takes what a reader has to say against a comment, or no words, and tells nobody', async () => {
    const comment = await trial.publish('Un commentaire');
    const reason = 'C’est une réclame «\u00a0déguisée\u00a0».';
    for (const words of [reason, ''])
      same(await trial.adapter.report!(trial.target(comment.id), words, {}), undefined, 'what a report gives');
    check(!JSON.stringify(await trial.listAll()).includes('réclame'), 'the list tells of a report');
  });

  it('refuses a report of a comment that is not there like an adapter, or takes it', async () => {
    const { error } = await ending(trial.adapter.report!(trial.target('999999999'), '', {}));
    if (error) checkError(error);
  });
}

function describeCount(trial: Trial): void {
  const { it } = trial.runner;
  it('counts the comments of several threads at once, answers and all', async () => {
    const answered = await trial.publish('Un commentaire');
    await trial.publish('Une réponse', answered.id);
    const empty = await trial.newThread();
    const counts = await trial.adapter.count!([trial.thread, empty], {});
    same(counts[trial.thread], 2, 'comments');
    same(counts[empty], 0, 'comments of an empty thread');
    const { total = 2 } = await trial.list();
    same(total, 2, 'total');
    same(Object.keys(await trial.adapter.count!([], {})).length, 0, 'counts where nothing is counted');
  });

  it('counts as many threads as a page may list', async () => {
    await trial.publish('Un commentaire');
    const threads = Array.from({ length: 250 }, (_, index) => `${trial.thread}/${index}`);
    const counts = await trial.adapter.count!([...threads, trial.thread], {});
    same(Object.keys(counts).length, 251, 'counts');
    same(counts[trial.thread], 1, 'comments');
  });

  it('stops counting with the very reason of its signal', async () => {
    const signal = AbortSignal.abort('gone elsewhere');
    same(await rejection(trial.adapter.count!([trial.thread], { signal })), signal.reason, 'reason');
  });
}
