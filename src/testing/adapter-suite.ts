import type { CommentData } from '../core/comment.js';
import { fieldNames } from '../core/rules.js';
import { describeAuthors } from './adapter-authors.js';
import { describeQueries } from './adapter-queries.js';
import { describeReaders } from './adapter-readers.js';
import {
  Trial,
  check,
  checkComment,
  checkError,
  ending,
  optionalMethods,
  plain,
  rejection,
  same,
  secrets,
  type AdapterScenario,
  type Capability,
  type TestRunner,
} from './adapter-trial.js';

export type { AdapterScenario, Capability, TestRunner };

/**
 * The contract of an adapter (`Adapter`) as tests: call it in a test file, once for each way to set the adapter up.
 * @param name what the report calls the adapter
 * @param runner the functions of the test runner, where they are not global: those of `vitest` or `node:test`
 */
export function describeAdapter(name: string, scenario: AdapterScenario, runner?: TestRunner): void {
  const { reads = true, writes = true, can = [], failures = {}, refusals = {} } = scenario;
  const trial = new Trial(scenario, runner ?? (globalThis as object as TestRunner));
  const { describe, it, beforeEach } = trial.runner;

  describe(`${name} keeps the contract of adapters`, () => {
    beforeEach(() => trial.begin());

    it('has sensible rules, and the methods it is said to have', () => {
      const { adapter } = trial;
      for (const field of fieldNames) {
        const { use, min = 0, max = Infinity } = adapter.rules.fields[field];
        check(['required', 'optional', 'none'].includes(use) && min <= max, `the rule of ${field} makes no sense`);
      }
      check(adapter.rules.orders.length > 0 || !reads, 'no order');
      check(adapter.rules.replyDepth >= 0, 'replyDepth is negative');
      same(typeof adapter.list, reads ? 'function' : 'undefined', 'type of list');
      same(typeof adapter.post, writes ? 'function' : 'undefined', 'type of post');
      for (const method of optionalMethods)
        same(typeof adapter[method], can.includes(method) ? 'function' : 'undefined', `type of ${method}`);
    });

    if (reads) describeReading(trial);
    if (writes) describeWriting(trial);
    if (reads && writes) {
      describeConversation(trial);
      describeQueries(trial);
      describeAuthors(trial);
      describeReaders(trial);
    }

    for (const [code, fail] of Object.entries(failures)) {
      it(`says "${code}" when its backend fails like that`, async () => {
        await fail();
        if (reads) checkError(await rejection(trial.list()), [code]);
        if (!writes) return;
        const { outcome } = checkError(await rejection(trial.post('Un commentaire')), [code]);
        if (code === 'network') same(outcome, 'unknown', 'outcome of a post that got no answer');
      });
    }

    for (const [code, refuse] of Object.entries(refusals)) {
      it(`says "${code}" when its backend refuses a comment like that`, async () => {
        await refuse();
        checkError(await rejection(trial.post('Un commentaire')), [code]);
      });
    }
  });
}

function describeReading(trial: Trial): void {
  const { it } = trial.runner;
  it('lists nothing for a thread without comments', async () => {
    const { comments, total = 0, next } = await trial.list();
    same(comments.length, 0, 'comments');
    same(total, 0, 'total');
    same(next, undefined, 'next');
  });

  it('stops a list with the very reason of its signal', async () => {
    for (const reason of [new Error('gone elsewhere'), 'a text', undefined]) {
      const early = AbortSignal.abort(reason);
      same(await rejection(trial.list({}, early)), early.reason, 'reason of what was stopped beforehand');
      const late = new AbortController();
      const end = ending(trial.list({}, late.signal));
      late.abort(reason);
      const { value, error } = await end;
      if (!value) same(error, late.signal.reason, 'reason of what was stopped on its way');
    }
  });
}

function describeWriting(trial: Trial): void {
  const { it } = trial.runner;
  it('gives back what was posted, or a receipt', async () => {
    const posted = await trial.post('Un commentaire');
    if ('id' in posted) trial.checkFields(posted, 'Un commentaire');
    else check(['published', 'pending', 'accepted'].includes(posted.status), `status is ${posted.status}`);
  });

  it('sends a post to the end, whatever its signal says', async () => {
    await trial.post('Un commentaire', null, { signal: AbortSignal.abort() });
  });

  it('posts whatever the page says its language is', async () => {
    await trial.post('Un commentaire', null, { lang: '中文\n' });
  });

  const { repeatable } = trial.scenario;
  if (repeatable !== undefined)
    it('says whether a comment may be sent again', () => {
      same(trial.adapter.isRepeatable?.(trial.draft('Un commentaire')) ?? false, repeatable, 'isRepeatable');
    });

  it('refuses an empty text', async () => {
    checkError(await rejection(trial.post('')), ['invalid', 'rejected']);
  });

  it('takes the same text from the same person again, or says "duplicate"', async () => {
    await trial.post('Un commentaire');
    const { value, error } = await ending(trial.post('Un commentaire'));
    if (!value) checkError(error, ['duplicate']);
  });

  it('refuses an answer to a comment that is not there, or makes it a comment like any other', async () => {
    const { value, error } = await ending(trial.post('Une réponse', '999999999'));
    if (!value) checkError(error);
    else if ('id' in value) checkComment(value);
  });

  if (trial.scenario.approve && !trial.scenario.silent)
    it('says of what waits for a moderator that it does', async () => {
      same((await trial.post('Un commentaire')).status, 'pending', 'status of what is held');
    });

  if (trial.scenario.silent)
    it('never says that a comment is published, which it does not know', async () => {
      check((await trial.post('Un commentaire')).status !== 'published', 'it claims to know');
    });

  if (!trial.scenario.close) return;
  it('says "closed" when the thread takes no more comments', async () => {
    await trial.scenario.close!(trial.thread);
    checkError(await rejection(trial.post('Un commentaire')), ['closed']);
    if (!trial.adapter.list) return;
    const { rules } = await trial.list();
    check(rules?.open !== true, 'the list says that a closed thread is open');
  });
}

function describeConversation(trial: Trial): void {
  const { it } = trial.runner;
  it('lists what was published', async () => {
    const published = await trial.publish('Un commentaire');
    trial.checkFields(published, 'Un commentaire');
    same(published.status, 'published', 'status in the list');
    const { total = 1 } = await trial.list();
    same(total, 1, 'total');
  });

  it('keeps threads apart', async () => {
    await trial.publish('Un commentaire');
    const others = await trial.listAll({ thread: await trial.newThread() });
    same(others.length, 0, 'comments in another thread');
  });

  it('gives no e-mail out, nor a hash of one', async () => {
    const { error } = await ending(trial.post(''));
    const given = [await trial.publish('Un commentaire'), await trial.post('Un autre'), await trial.listAll()];
    const everything = JSON.stringify([given, error, String(error)]).toLowerCase();
    for (const secret of secrets) check(!everything.includes(secret), `${secret} comes back`);
  });

  it('gives nobody what proves that a comment is theirs but who wrote it', async () => {
    const posted = await trial.post('Un commentaire');
    await trial.scenario.approve?.(trial.thread);
    const { token } = { token: undefined, ...posted };
    check(!token || !JSON.stringify(await trial.listAll()).includes(token), 'the list tells the token');
    for (const comment of await trial.listAll()) check(!('token' in comment), 'a listed comment has a token');
  });

  it('keeps every character of a text', async () => {
    // Joined, combining, written from right to left, thin: what texts lose on their way.
    const words = ['👩🏽‍🚀 🇫🇷', 'e\u0301te\u0301', 'שלום عليكم', 'l\u2019œuvre\u202f!'];
    const markup = '<script>alert(1)</script> & "<b>" &amp; \\n %20 {{x}}';
    const text = [...words, markup].join('\n\n');
    const { content } = await trial.publish(text);
    if (content.format === 'text') same(content.value, text, 'text');
    // What becomes of markup is between a backend of HTML and what cleans HTML.
    else for (const word of words) check(plain(content).includes(word), `"${word}" did not come through`);
  });

  it('tells when a comment was written, or that it does not know', async () => {
    const { createdAt } = await trial.publish('Un commentaire');
    // Time zones, the usual mistake, are a quarter of an hour apart at least.
    check(!createdAt || Math.abs(createdAt.getTime() - Date.now()) < 600_000, `it says ${createdAt?.toISOString()}`);
  });

  it('puts an answer under what it answers, or under something else that is there', async () => {
    const { replyDepth } = trial.adapter.rules;
    let last = await trial.publish('Un commentaire');
    for (let depth = 1; depth <= Math.min(replyDepth, 3) + 1; depth++) {
      const answer = await trial.publish(`Une réponse de rang ${depth}`, last.id);
      if (depth <= replyDepth) same(answer.parentId, last.id, `parent of the answer of rank ${depth}`);
      last = answer;
    }
    const all = await trial.listAll();
    for (const { id, parentId } of all) {
      const found = parentId === null || all.some((other) => other.id === parentId && other.id !== id);
      check(found, `${parentId} is not there to be answered by ${id}`);
    }
  });

  it('comes by each comment once, page by page, in every order, and by none before what it answers', async () => {
    const posted: CommentData[] = [];
    const publish = async (body: string, answered?: CommentData) => {
      const comment = await trial.publish(body, answered?.id ?? null);
      posted.push(comment);
      return comment;
    };
    await publish('Premier');
    const second = await publish('Deux');
    await publish('Trois');
    const fourth = await publish('Quatre');
    await publish('Cinq');
    await publish('Une réponse à la réponse', await publish('Une réponse', second));
    await publish('Une autre réponse', fourth);

    const ids = (comments: readonly CommentData[]) => comments.map(({ id }) => id).join();
    const sorted = (comments: readonly CommentData[]) => comments.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const isTop = ({ parentId }: CommentData) => parentId === null;
    for (const order of trial.adapter.rules.orders) {
      const listed: CommentData[] = [];
      const query = { order, limit: 2 };
      for await (const { comments, next } of trial.pages(await trial.list(query), 'next', query)) {
        const top = comments.filter(isTop).length;
        // One that has no pages gives all.
        const isPage = next !== undefined || listed.length > 0;
        check(top <= 2 || !isPage, `order=${order}: more than two comments at the top on a page of two`);
        listed.push(...comments);
      }
      same(ids(sorted(listed)), ids(sorted(posted)), `order=${order}: comments`);
      for (const [index, { id, parentId }] of listed.entries()) {
        const found = parentId === null || listed.findIndex((other) => other.id === parentId) < index;
        check(found, `order=${order}: ${id} comes before what it answers`);
      }
      const top = listed.filter(isTop);
      if (order === 'newest') top.reverse();
      if (order !== 'best') same(ids(top), ids(posted.filter(isTop)), `order=${order}: comments at the top`);
    }
  });

  it('stores once what it says may be sent again, takes the rest twice, or says "duplicate"', async () => {
    const attemptKey = crypto.randomUUID();
    await trial.post('Un commentaire', null, { attemptKey });
    const { value, error } = await ending(trial.post('Un commentaire', null, { attemptKey }));
    if (!value) checkError(error, ['duplicate']);
    await trial.scenario.approve?.(trial.thread);
    const stored = (await trial.listAll()).length;
    const isOnce = !value || trial.adapter.isRepeatable?.(trial.draft('Un commentaire'));
    check(isOnce ? stored === 1 : stored > 0, `${stored} comments`);
  });

  if (!trial.scenario.idempotent) return;
  it('stores one comment for one attempt key', async () => {
    const attemptKey = crypto.randomUUID();
    const first = await trial.post('Un commentaire', null, { attemptKey });
    const second = await trial.post('Un commentaire', null, { attemptKey });
    if ('id' in first) same('id' in second && second.id, first.id, 'id at the second attempt');
    await trial.scenario.approve?.(trial.thread);
    same((await trial.listAll()).length, 1, 'comments');
  });
}
