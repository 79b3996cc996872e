import type { SeededRandom } from '../../demo/server/seeded-random.ts';
import { chanceOf, pickWeighted, type Weighted } from './chance.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { FaultProxy } from './fault-proxy.ts';
import type { Ledger } from './ledger.ts';
import { markOf, type Mark } from './mark.ts';
import { isSettled, Pursuit, type SentComment } from './pursuit.ts';
import { sentences } from './sentences.ts';
import { shortPatience, type Visitor } from './visitor.ts';

/** What happens while a comment is on its way. */
type Incident =
  'none' | 'reload' | 'come back' | 'open twice' | 'move to a second tab' | 'offline' | 'given up offline';

const incidents: Weighted<Incident> = [
  [10, 'none'],
  [3, 'reload'],
  [2, 'come back'],
  [2, 'open twice'],
  [1, 'move to a second tab'],
  [3, 'offline'],
  [1, 'given up offline'],
];

/** When it happens: once the button is pressed, once the request is on its way, once all of the answer is there that comes. */
type Moment = 'at once' | 'on its way' | 'at its end';

const moments: Weighted<Moment> = [
  [1, 'at once'],
  [2, 'on its way'],
  [2, 'at its end'],
];

export interface SittingOptions {
  readonly seed: number;
  readonly reader: number;
  /** How many comments are written. */
  readonly comments: number;
  readonly ledger: Ledger;
  readonly visitor: Visitor;
  readonly proxy: FaultProxy;
  readonly plan: FaultPlan;
}

/** One reader who writes comments, one after the other, and does not go before they know of each what became of it. */
export class Sitting {
  readonly #options: SittingOptions;
  /** Comments that were seen in the thread. */
  readonly #shown: Mark[] = [];

  constructor(options: SittingOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { comments, plan, ledger } = this.#options;
    const left: Pursuit[] = [];
    for (let number = 1; number <= comments; number++) {
      const pursuit = await this.#send(number);
      if (!(await pursuit.run())) left.push(pursuit);
      else if (ledger.of(pursuit.mark).told === 'in') await this.#see(pursuit.mark);
    }
    plan.end();
    for (const pursuit of left) await pursuit.run(true);
  }

  async #send(number: number): Promise<Pursuit> {
    const { reader, visitor, ledger } = this.#options;
    const mark = markOf(reader, number);
    await this.#arrive(mark);
    const comment: SentComment = { number, edits: 0, mark, parent: await this.#parent(mark) };
    await this.#write(comment);
    const chance = this.#chance('incident', mark);
    const incident = pickWeighted(chance, incidents);
    const moment = pickWeighted(chance, moments);
    ledger.note(mark, `${incident} ${moment}${comment.parent ? `, answers ${comment.parent}` : ''}`);
    await this.#disturb(comment, incident, moment);
    return new Pursuit(comment, {
      visitor,
      ledger,
      chance: (...words) => this.#chance(...words),
      rewrite: (written) => this.#rewrite(written),
    });
  }

  /** A comment to be answered: one that is in, and in sight. */
  async #parent(mark: Mark): Promise<Mark | undefined> {
    const chance = this.#chance('parent', mark);
    if (this.#shown.length === 0 || !chance.chance(0.2)) return undefined;
    const parent = chance.pick(this.#shown);
    return (await this.#options.visitor.opensAnswer(parent)) ? parent : undefined;
  }

  /** Sends a comment, and lets something happen meanwhile. */
  async #disturb({ mark, parent }: SentComment, incident: Incident, moment: Moment): Promise<void> {
    const { visitor } = this.#options;
    const isGivenUp = incident === 'given up offline';
    if (isGivenUp || (incident === 'offline' && moment === 'at once')) await visitor.setOffline(true);
    await visitor.sends(parent);
    if (incident === 'none') return;
    await this.#reach(mark, moment);
    if (incident === 'reload') await visitor.reloads();
    else if (incident === 'come back') await visitor.comesBack();
    else if (incident === 'open twice') await visitor.opensTwice();
    else if (incident === 'move to a second tab') await visitor.moves();
    else {
      await visitor.setOffline(true);
      await visitor.sees(mark, 'at an end', isSettled);
      if (isGivenUp) await visitor.presses(mark, 'Renoncer');
      // Whoever has pressed that does not press the next button before they see what it did.
      if (isGivenUp) await visitor.sees(mark, 'given up', ({ card }) => !card, shortPatience).catch(() => undefined);
      await visitor.setOffline(false);
    }
  }

  /** Waits until a request has come so far, or nothing more is to come. */
  async #reach(mark: Mark, moment: Moment): Promise<void> {
    const { visitor, proxy } = this.#options;
    if (moment === 'at once') return;
    const isReached = () => proxy.passages(mark).some(({ isOver }) => moment === 'on its way' || isOver);
    await visitor.sees(mark, moment, (sight) => isReached() || isSettled(sight));
  }

  async #see(mark: Mark): Promise<void> {
    const sight = await this.#options.visitor.sees(mark, 'seen', () => true);
    if (sight.isInThread) this.#shown.push(mark);
  }

  async #rewrite(comment: SentComment): Promise<SentComment> {
    const edits = comment.edits + 1;
    const edited = { ...comment, edits, mark: markOf(this.#options.reader, comment.number, edits) };
    await this.#write(edited);
    await this.#options.visitor.sends(comment.parent);
    return edited;
  }

  async #write({ number, edits, mark, parent }: SentComment): Promise<void> {
    const text = `${this.#chance('text', number, edits).pick(sentences)} ${mark}`;
    this.#options.ledger.write(mark, text);
    while (!(await this.#options.visitor.writes(text, parent))) await this.#arrive(mark, parent);
  }

  /** Waits until there is a form to write in. */
  async #arrive(mark: Mark, parent?: Mark): Promise<void> {
    const { visitor } = this.#options;
    const isThere = async () =>
      (await visitor.sees(mark, 'ready', ({ isReady, isShut }) => isReady || isShut)).isReady &&
      (parent === undefined || visitor.opensAnswer(parent));
    while (!(await isThere())) await visitor.reloads();
  }

  #chance(...words: readonly (string | number)[]): SeededRandom {
    return chanceOf(this.#options.seed, this.#options.reader, ...words);
  }
}
