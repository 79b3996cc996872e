import type { CommentTarget } from '../core/adapter.js';
import { check, checkComment, checkError, ending, plain, rejection, same, type Trial } from './adapter-trial.js';

/** What a backend may answer who is not the author of a comment, or says nothing that proves it. */
const refusals = ['unauthorized', 'forbidden', 'gone'];

/** What authors may do with what they wrote. */
export function describeAuthors(trial: Trial): void {
  const { can = [] } = trial.scenario;
  if (can.includes('find')) describeFind(trial);
  if (can.includes('edit')) describeEdit(trial);
  if (can.includes('remove')) describeRemove(trial);
}

/** Nobody's proof, and another's; where the browser itself proves it, there is nothing to be tried. */
async function strangersOf(trial: Trial, own: CommentTarget): Promise<CommentTarget[]> {
  if (own.token === undefined) return [];
  const { token } = await trial.publishOwn('De quelqu’un d’autre');
  return [undefined, crypto.randomUUID(), token].map((other) => trial.target(own.id, other));
}

function describeFind(trial: Trial): void {
  const { it } = trial.runner;
  it('gives authors what they wrote, as it stands', async () => {
    const own = await trial.publishOwn('Un commentaire');
    const found = await trial.adapter.find!(own, {});
    trial.checkFields(found, 'Un commentaire');
    same(found.id, own.id, 'id');
    same(found.status, 'published', 'status');
  });

  if (trial.scenario.approve)
    it('gives authors what is held, and nobody else', async () => {
      const posted = await trial.post('Un commentaire');
      check('id' in posted, 'a backend whose authors come back to their comments gives them back');
      const token = 'token' in posted ? posted.token : undefined;
      const found = await trial.adapter.find!(trial.target(posted.id, token), {});
      trial.checkFields(found, 'Un commentaire');
      same(found.status, posted.status, 'status');
      if (found.status !== 'pending' || !token) return;
      checkError(await rejection(trial.adapter.find!(trial.target(posted.id), {})), refusals);
      checkError(await rejection(trial.adapter.find!(trial.target(posted.id, crypto.randomUUID()), {})), refusals);
    });

  it('says "gone" of a comment that is not there', async () => {
    checkError(await rejection(trial.adapter.find!(trial.target('999999999', crypto.randomUUID()), {})), ['gone']);
  });

  it('stops looking for a comment with the very reason of its signal', async () => {
    const own = await trial.publishOwn('Un commentaire');
    const signal = AbortSignal.abort('gone elsewhere');
    same(await rejection(trial.adapter.find!(own, { signal })), signal.reason, 'reason');
  });
}

function describeEdit(trial: Trial): void {
  const { it } = trial.runner;
  it('changes what a comment says, whatever its signal says, and lists it changed', async () => {
    const own = await trial.publishOwn('Un commentaire');
    const edited = await trial.adapter.edit!(own, 'Autre chose', { signal: AbortSignal.abort() });
    trial.checkFields(edited, 'Autre chose');
    await trial.scenario.approve?.(trial.thread);
    const [listed, ...others] = await trial.listAll();
    same(others.length, 0, 'other comments');
    trial.checkFields(listed!, 'Autre chose');
    for (const { id, editedAt } of [edited, listed!]) {
      same(id, own.id, 'id');
      const age = Math.abs((editedAt?.getTime() ?? NaN) - Date.now());
      check(age < 600_000, `editedAt is ${editedAt?.toISOString()}`);
    }
  });

  it('changes nothing for somebody else', async () => {
    const own = await trial.publishOwn('Un commentaire');
    for (const stranger of await strangersOf(trial, own))
      checkError(await rejection(trial.adapter.edit!(stranger, 'Autre chose', {})), refusals);
    await trial.scenario.approve?.(trial.thread);
    const listed = await trial.listed(own.id);
    same(listed && plain(listed.content), 'Un commentaire', 'text');
    same(listed!.editedAt, undefined, 'editedAt');
  });

  it('refuses to make a text empty', async () => {
    const own = await trial.publishOwn('Un commentaire');
    checkError(await rejection(trial.adapter.edit!(own, '', {})), ['invalid', 'rejected']);
    const listed = await trial.listed(own.id);
    same(listed && plain(listed.content), 'Un commentaire', 'text');
  });

  it('does not change a comment that is not there', async () => {
    const nothing = trial.target('999999999', crypto.randomUUID());
    checkError(await rejection(trial.adapter.edit!(nothing, 'Autre chose', {})), refusals);
  });
}

function describeRemove(trial: Trial): void {
  const { it } = trial.runner;
  /** What the adapter says is left is what the list has, and it says nothing more. */
  const remove = async (own: CommentTarget) => {
    const left = await trial.adapter.remove!(own, { signal: AbortSignal.abort() });
    const comments = await trial.listAll();
    same(comments.find(({ id }) => id === own.id)?.status, left?.status, 'status in the list, and of what is left');
    if (left) checkComment(left);
    if (left) same(left.status, 'deleted', 'status of what is left');
    check(!JSON.stringify([left, comments]).includes('regret'), 'what was deleted is still to be read');
    return comments;
  };

  it('deletes a comment, whatever its signal says', async () => {
    const own = await trial.publishOwn('Un regret');
    await remove(own);
    same((await trial.list()).total ?? 0, 0, 'total');
    if (!trial.adapter.find) return;
    const { value, error } = await ending(trial.adapter.find(own, {}));
    if (value) same(value.status, 'deleted', 'status');
    else checkError(error, ['gone']);
  });

  it('leaves what answers a deleted comment where it is, or puts it under something else that is there', async () => {
    const above = await trial.publish('Un commentaire');
    const own = await trial.publishOwn('Un regret', above.id);
    const answer = await trial.publish('Une réponse', own.id);
    const comments = await remove(own);
    const isThere = (wanted: string) => comments.some(({ id }) => id === wanted);
    const { parentId } = comments.find(({ id }) => id === answer.id) ?? {};
    check(parentId === null || (parentId && isThere(parentId)), 'the answer lost what it answers');
    if (answer.parentId !== null && isThere(answer.parentId)) same(parentId, answer.parentId, 'parent of the answer');
    const { total = 2 } = await trial.list();
    same(total, 2, 'total');
  });

  it('deletes nothing for somebody else, and nothing twice', async () => {
    const own = await trial.publishOwn('Un commentaire');
    for (const stranger of await strangersOf(trial, own))
      checkError(await rejection(trial.adapter.remove!(stranger, {})), refusals);
    same((await trial.listed(own.id))?.status, 'published', 'status');
    await trial.adapter.remove!(own, {});
    checkError(await rejection(trial.adapter.remove!(own, {})), refusals);
  });

  if (trial.scenario.can?.includes('edit'))
    it('does not change what is deleted', async () => {
      const own = await trial.publishOwn('Un commentaire');
      await trial.adapter.remove!(own, {});
      checkError(await rejection(trial.adapter.edit!(own, 'Autre chose', {})), refusals);
      check(!JSON.stringify(await trial.listAll()).includes('Autre chose'), 'it is back');
    });
}
