import type { SeededRandom } from '../../demo/server/seeded-random.ts';
import { pickWeighted, type Weighted } from './chance.ts';
import type { Ledger } from './ledger.ts';
import type { Mark } from './mark.ts';
import type { WidgetEvent } from './recorder.ts';
import type { Sight } from './sight.ts';
import { shortPatience, type Visitor } from './visitor.ts';

/** A comment that its reader has sent. */
export interface SentComment {
  readonly number: number;
  /** How often its text was changed. */
  readonly edits: number;
  readonly mark: Mark;
  /** What it answers. */
  readonly parent: Mark | undefined;
}

export interface PursuitOptions {
  readonly visitor: Visitor;
  readonly ledger: Ledger;
  readonly chance: (...words: readonly (string | number)[]) => SeededRandom;
  /** Writes another text in its place, into the form that it stands in. @returns what it is then */
  readonly rewrite: (comment: SentComment) => Promise<SentComment>;
}

/** What a reader does about a comment that waits. */
type CardRemedy = 'send' | 'wait' | 'leave' | 'reload' | 'come back' | 'edit' | 'take back' | 'give up' | 'undo';

const cardRemedies: Weighted<CardRemedy> = [
  [12, 'send'],
  [3, 'wait'],
  [4, 'leave'],
  [2, 'reload'],
  [1, 'come back'],
  [2, 'edit'],
  [1, 'take back'],
  [2, 'give up'],
  [1, 'undo'],
];

/** Once nothing goes wrong any more. */
const lastRemedies: Weighted<CardRemedy> = [
  [4, 'send'],
  [1, 'reload'],
];

/** What a reader does about a comment that is in its form still. */
const formRemedies: Weighted<'retry' | 'reload' | 'come back' | 'edit' | 'give up'> = [
  [12, 'retry'],
  [2, 'reload'],
  [1, 'come back'],
  [2, 'edit'],
  [2, 'give up'],
];

/** What the page says of one comment that came in, or of several one after the other, by what the backend has made of it. */
const arrivals = {
  published: /(est|sont) publiés?/,
  pending: /en attente de modération/,
  accepted: /(est|sont) envoyés?/,
};

/** In milliseconds: a little longer than the first pause between two attempts. */
const firstPause = 5_000;

/** In milliseconds: until an attempt that nobody answers is over, with what is looked for before and after it. */
const longestAttempt = 60_000;

/** Nobody tries longer. */
const mostTurns = 40;

/** One comment, and all that its reader does until they know what became of it. */
export class Pursuit {
  readonly #options: PursuitOptions;
  #comment: SentComment;
  /** How often it was given up and wanted again. */
  #undone = 0;
  #turn = 0;

  constructor(comment: SentComment, options: PursuitOptions) {
    this.#comment = comment;
    this.#options = options;
  }

  get mark(): Mark {
    return this.#comment.mark;
  }

  /**
   * Sees to the comment.
   * @param isLast whether it must come to an end: without that its reader may leave it where it waits
   * @returns whether it has come to an end
   */
  async run(isLast = false): Promise<boolean> {
    const { visitor, ledger } = this.#options;
    for (let turn = 0; turn < mostTurns; turn++) {
      const sight = await visitor.sees(this.mark, 'settled', isSettled);
      if (eventsOf(sight, 'comment-posted').length) return this.#arrived();
      if (eventsOf(sight, 'comment-discarded').length > this.#undone) return this.#farewell();
      const { form, card } = sight;
      if (card) {
        if (await this.#act(card, isLast)) return false;
      } else if (form?.failure) {
        if (await this.#mend(form, sight, isLast)) return true;
      } else if (form) {
        this.#note('written, sent again');
        await visitor.sends(this.#comment.parent);
      } else if (!sight.isKept && !(await this.#reappears())) {
        // Its reader sees it nowhere, and was told nothing.
        this.#note(`gone from the page, and nothing was said: ${JSON.stringify(sight)}`);
        return true;
      } else await this.#find();
    }
    throw new Error(`${this.mark} comes to no end:\n${ledger.of(this.mark).history.join('\n')}`);
  }

  /** What an event tells is to be read, too: in a sentence that says the same, or in the thread. */
  async #arrived(): Promise<boolean> {
    const { visitor, ledger } = this.#options;
    ledger.tell(this.mark, 'in');
    const isElsewhere = (sight: Sight) => eventsOf(sight, 'comment-posted')[0]!.load !== sight.load;
    const { events } = await visitor.sees(
      this.mark,
      'shown',
      (sight) => isElsewhere(sight) || eventsOf(sight, 'shown').length > 0,
    );
    const { status } = events.find(({ event }) => event === 'comment-posted')!;
    const { sentence = '' } = events.find(({ event }) => event === 'shown') ?? {};
    if (arrivals[status as keyof typeof arrivals].test(sentence)) return true;
    if (!(await this.#glance('in the thread', (sight) => isElsewhere(sight) || sight.isInThread)))
      ledger.contradict(this.mark, `${status}, but its reader reads "${sentence}"`);
    return true;
  }

  /** Whether it may be in all the same is to be read where it is given up. */
  async #farewell(): Promise<boolean> {
    const { visitor, ledger } = this.#options;
    const isElsewhere = (sight: Sight) => eventsOf(sight, 'comment-discarded').at(-1)!.load !== sight.load;
    const lastOf = ({ events }: Sight, name: WidgetEvent['event']) =>
      events.findLastIndex(({ event }) => event === name);
    const isSaid = (sight: Sight) => lastOf(sight, 'farewell') > lastOf(sight, 'comment-discarded');
    await this.#glance('told', (sight) => isElsewhere(sight) || isSaid(sight));
    const sight = await visitor.sees(this.mark, 'given up', () => true);
    const isUnsure = eventsOf(sight, 'comment-discarded').at(-1)!.isDoubtful;
    ledger.tell(this.mark, isUnsure ? 'unsure' : 'given up');
    const { sentence = '' } = eventsOf(sight, 'farewell').at(-1) ?? {};
    if (!isElsewhere(sight) && !(isSaid(sight) && /déjà arrivé/.test(sentence) === isUnsure))
      ledger.contradict(this.mark, `given up, but its reader reads "${sentence}"`);
    return true;
  }

  /** Does something about a comment that waits. @returns whether it is left there */
  async #act({ why, canSend }: NonNullable<Sight['card']>, isLast: boolean): Promise<boolean> {
    const { visitor } = this.#options;
    const { mark, parent } = this.#comment;
    // Another tab is at it: there is nothing to be done about it meanwhile.
    if (/^Envoi en cours/.test(why)) {
      await this.#glance('let go', ({ card }) => card?.why !== why, longestAttempt);
      return false;
    }
    const picked = pickWeighted(this.#chance('card'), isLast ? lastRemedies : cardRemedies);
    // Whoever sends it then was told that it may be in twice.
    const isUncertain = /Nous ne savons pas/.test(why);
    const isStuck = !canSend && !/partira de lui-même/.test(why);
    const remedy = (isUncertain || isStuck) && /send|wait|leave|reload/.test(picked) ? 'give up' : picked;
    this.#note(`"${why}": ${remedy}`);
    if (remedy === 'leave') return true;
    if (remedy === 'send') await visitor.presses(mark, 'Envoyer maintenant');
    else if (remedy === 'wait') await this.#glance('sent by itself', ({ card }) => !card, firstPause);
    else if (remedy === 'reload') await visitor.reloads();
    else if (remedy === 'come back') await visitor.comesBack();
    else {
      await visitor.presses(mark, remedy === 'give up' || remedy === 'undo' ? 'Renoncer' : 'Modifier');
      const isDone = await this.#glance('discarded', (sight) => this.#isDiscarded(sight));
      if (!isDone) this.#note('it could not be taken back');
      else if (remedy !== 'give up') await this.#goOn(remedy, parent);
    }
    return false;
  }

  /** What follows once it was taken out of what waits. */
  async #goOn(remedy: CardRemedy, parent: Mark | undefined): Promise<void> {
    const { visitor } = this.#options;
    if (remedy === 'edit') {
      const sight = await visitor.sees(this.mark, 'taken back', () => true);
      const isUnsure = eventsOf(sight, 'comment-discarded').at(-1)!.isDoubtful;
      this.#options.ledger.tell(this.mark, isUnsure ? 'unsure' : 'given up');
      this.#comment = await this.#options.rewrite(this.#comment);
      this.#undone = 0;
      return;
    }
    this.#undone++;
    if (remedy === 'undo') await visitor.restores();
    else await visitor.sends(parent);
  }

  /** Does something about a comment that is in its form still, with the reason. @returns whether it is at its end */
  async #mend(
    { failure, success, canRetry }: NonNullable<Sight['form']>,
    sight: Sight,
    isLast: boolean,
  ): Promise<boolean> {
    const { visitor, ledger } = this.#options;
    const { mark, parent } = this.#comment;
    if (success) ledger.contradict(mark, `"${success}" beside "${failure}"`);
    const picked = isLast ? 'retry' : pickWeighted(this.#chance('form'), formRemedies);
    const isKnown = /déjà envoyé/.test(failure);
    const remedy = isKnown || (picked === 'retry' && !canRetry) ? 'give up' : picked;
    this.#note(`"${failure}": ${remedy}`);
    if (remedy === 'retry') {
      await visitor.sees(mark, 'ready to retry', ({ form }) => !form?.mustWait);
      await visitor.retries(parent);
    } else if (remedy === 'reload') await visitor.reloads();
    else if (remedy === 'come back') await visitor.comesBack();
    else {
      ledger.tell(mark, isKnown ? 'in' : isDoubtful(sight) ? 'unsure' : 'given up');
      if (remedy === 'edit') this.#comment = await this.#options.rewrite(this.#comment);
      else await visitor.writes('', parent);
      return remedy === 'give up';
    }
    return false;
  }

  /** What was sent by another tab is told there. */
  #reappears(): Promise<boolean> {
    return this.#glance(
      'told',
      (sight) => sight.isKept || this.#isDiscarded(sight) || eventsOf(sight, 'comment-posted').length > 0,
    );
  }

  /** Looks for a text that the browser keeps and the page does not show. */
  async #find(): Promise<void> {
    const { visitor } = this.#options;
    const { parent } = this.#comment;
    if (parent) await visitor.opensAnswer(parent);
    // What is put back comes by a chunk of its own; a thread that could not be read is not there to be answered.
    if (await this.#glance('found', ({ form, card, isKept }) => !!form || !!card || !isKept)) return;
    this.#note('nowhere in sight: reload');
    await visitor.reloads();
  }

  #isDiscarded(sight: Sight): boolean {
    return eventsOf(sight, 'comment-discarded').length > this.#undone;
  }

  /** @returns whether it comes to that while somebody looks */
  async #glance(what: string, isSo: (sight: Sight) => boolean, wait = shortPatience): Promise<boolean> {
    return this.#options.visitor.sees(this.mark, what, isSo, wait).then(
      () => true,
      () => false,
    );
  }

  #note(event: string): void {
    this.#options.ledger.note(this.mark, event);
  }

  #chance(what: string): SeededRandom {
    return this.#options.chance(what, this.mark, this.#turn++);
  }
}

function eventsOf({ events }: Sight, name: WidgetEvent['event']): readonly WidgetEvent[] {
  return events.filter(({ event }) => event === name);
}

/** Whether there is nothing to wait for: what was pressed has come to an end. */
export function isSettled({ isReady, isShut, events, form, card }: Sight): boolean {
  return (
    (isReady || isShut) &&
    (events.some(({ event }) => event === 'comment-posted') || !(form?.isSending || card?.isSending))
  );
}

/** Whether a comment may be in all the same: by what was said of it, or because an attempt was left before anything was said. */
function isDoubtful(sight: Sight): boolean {
  const ends = eventsOf(sight, 'comment-error');
  return eventsOf(sight, 'comment-submit').length > ends.length || ends.some(({ isDoubtful: isUnknown }) => isUnknown);
}
