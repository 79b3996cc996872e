import type { Adapter } from '../../src/core/adapter.js';
import { Trial, ending, type TestRunner } from '../../src/testing/adapter-trial.js';
import { record, type Exchange } from './exchanges.js';
import type { Stage } from './stages.js';

export type Method = Exclude<keyof Adapter, 'name' | 'rules' | 'isRepeatable'>;

/** Something that is asked of an adapter, and what its backend answered then. */
export interface Act {
  readonly name: string;
  readonly method: Method;
  readonly thread: string;
  readonly run: (adapter: Adapter) => Promise<unknown>;
  readonly exchanges: readonly Exchange[];
}

/** Everything that an adapter can be asked, done once with its backend as it is. */
export async function recordActs(open: () => Stage): Promise<Act[]> {
  const acts = await recordConversation(open());
  for (const index of (open().moods ?? []).keys()) {
    const stage = open();
    const trial = await begin(stage);
    const { write, add } = recorder(stage, trial);
    // Two in a row: some moods are of those who have said something already.
    await inFront(stage, () => ending(trial.post('Un premier')));
    stage.moods![index]!();
    await add('post', 'in another mood', write('Un commentaire'));
    await add('list', 'in another mood', (adapter) => adapter.list!({ thread: trial.thread }, {}));
    acts.push(...trial.acts);
  }
  return acts;
}

/** With what was asked of it. */
class Recorded extends Trial {
  readonly acts: Act[] = [];
}

async function begin(stage: Stage): Promise<Recorded> {
  const trial = new Recorded(stage, globalThis as object as TestRunner);
  await trial.begin();
  return trial;
}

/** Does something that is not written down. */
async function inFront<T>(stage: Stage, act: () => Promise<T>): Promise<T> {
  let value: { readonly value?: T; readonly error?: unknown } = {};
  await record(stage.handlers, async () => (value = await ending(act())));
  if ('error' in value) throw value.error;
  return value.value!;
}

function recorder(stage: Stage, trial: Recorded) {
  const attemptKey = crypto.randomUUID();
  const write =
    (body: string, parentId: string | null = null, thread = trial.thread) =>
    (adapter: Adapter) =>
      adapter.post!({ thread, parentId, url: 'https://exemple.fr/article', title: 'Un article' }, trial.draft(body), {
        attemptKey,
      });
  const add = async (method: Method, name: string, run: Act['run']) => {
    const adapter = await stage.create();
    const exchanges = await record(stage.handlers, () => run(adapter));
    if (exchanges.length) trial.acts.push({ method, name: `${method} ${name}`, thread: trial.thread, run, exchanges });
  };
  return { write, add };
}

async function recordConversation(stage: Stage): Promise<Act[]> {
  const trial = await begin(stage);
  const { can = [] } = stage;
  const { write, add } = recorder(stage, trial);
  const publish = (body: string, parentId?: string) => inFront(stage, () => trial.publish(body, parentId));
  const list = (query: object) => (adapter: Adapter) => adapter.list!({ thread: trial.thread, limit: 2, ...query }, {});

  await add('list', 'of nothing', list({}));
  const { since } = await inFront(stage, () => trial.list());
  const first = await publish('Premier');
  for (const body of ['Deux', 'Trois', 'Quatre']) await publish(body);
  const answer = await publish('Une réponse', first.id);
  const deep = await publish('Une réponse à la réponse', answer.id);
  const order = trial.adapter.rules.orders[0]!;
  for (const order of trial.adapter.rules.orders) await add('list', order, list({ order }));
  const { next } = await inFront(stage, () => trial.list({ limit: 2 }));
  if (next !== undefined) await add('list', 'of the second page', list({ order, cursor: next }));
  await add('list', 'around', list({ around: deep.id }));
  await add('list', 'below', list({ parentId: first.id }));
  if (since !== undefined) await add('list', 'since', list({ since }));

  const own = async () =>
    can.includes('find') || can.includes('edit') || can.includes('remove')
      ? inFront(stage, () => trial.publishOwn(`Le mien ${crypto.randomUUID()}`))
      : trial.target(first.id);
  const mine = await own();
  const token = crypto.randomUUID();
  if (can.includes('find')) await add('find', 'own', (adapter) => adapter.find!(mine, {}));
  if (can.includes('find')) await add('find', 'none', (adapter) => adapter.find!(trial.target('999999', token), {}));
  if (can.includes('edit')) await add('edit', 'own', (adapter) => adapter.edit!(mine, 'Autre chose', {}));
  if (can.includes('edit')) await add('edit', 'to nothing', (adapter) => adapter.edit!(mine, '', {}));
  if (can.includes('vote'))
    for (const value of [1, -1, 0] as const)
      await add('vote', String(value), (adapter) => adapter.vote!(trial.target(first.id, token), value, {}));
  if (can.includes('report')) await add('report', 'it', (adapter) => adapter.report!(mine, 'Une insulte', {}));
  if (can.includes('count')) await add('count', 'two', (adapter) => adapter.count!([trial.thread, 'autre/'], {}));
  if (can.includes('remove')) await add('remove', 'own', (adapter) => adapter.remove!(mine, {}));
  if (can.includes('remove')) await add('remove', 'it again', (adapter) => adapter.remove!(mine, {}));

  await add('post', 'one', write('Un commentaire'));
  await add('post', 'it again', write('Un commentaire'));
  await add('post', 'an answer', write('Encore une réponse', deep.id));
  await add('post', 'an answer to nothing', write('Une réponse perdue', '999999999'));
  await add('post', 'nothing', write(''));
  await stage.close?.(trial.thread);
  if (stage.close) await add('post', 'too late', write('Trop tard'));
  if (stage.close) await add('list', 'of what is closed', list({}));
  return trial.acts;
}
