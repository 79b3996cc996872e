import type { CommentStore } from './comment-store.ts';
import { firstNames, lastNames, sentences, slots, typeset } from './seed-sentences.ts';
import { SeededRandom } from './seeded-random.ts';

type Kind = keyof typeof sentences;

interface Author {
  readonly name: string;
  readonly url: string;
  readonly isStaff: boolean;
}

/** A comment already stored. */
interface Planted {
  readonly id: string;
  readonly depth: number;
  readonly author: Author;
  readonly above: Planted | undefined;
}

const staff: readonly Author[] = [
  { name: 'Camille Aubry', url: '', isStaff: true },
  { name: 'La rédaction du Fanal', url: '', isStaff: true },
];

const welcome =
  'Bienvenue dans les commentaires de cet article. Racontez-nous ce que vous voyez au-dessus de chez vous : la ville, l’heure, le nombre. Nous publierons la carte des arrivées à la fin du mois.';

const deepest = 12;

/** In milliseconds. */
const sixWeeks = 42 * 86_400_000;
const hour = 3_600_000;

/** How many comments answer one that everybody talks about. */
const crowd = 60;

/** Writes one thread, a comment at a time. */
class Gardener {
  readonly #random = new SeededRandom(1865);
  readonly #authors: readonly Author[];
  readonly #planted: Planted[] = [];
  /** Comments that everybody has something to say to. */
  readonly #popular: Planted[] = [];
  readonly #popularCount: number;

  constructor(count: number) {
    this.#popularCount = Math.ceil((count * 0.06) / crowd);
    this.#authors = Array.from({ length: Math.ceil(count / 6) + 3 }, () => this.#author());
  }

  /** @returns what the next comment is, and what it answers; `plant` it before asking for another. */
  next(): { above: Planted | undefined; author: Author; body: string; score: number; isEdited: boolean } {
    const above = this.#above();
    const isStaff = above !== undefined && this.#random.chance(0.004);
    const author = isStaff ? this.#random.pick(staff) : this.#speaker(above);
    const body = isStaff ? this.#sentence('staff') : above ? this.#reply() : this.#opening();
    return { above, author, body, score: this.#score(), isEdited: this.#random.chance(0.015) };
  }

  plant(id: string, author: Author, above: Planted | undefined): void {
    const planted = { id, author, above, depth: above ? above.depth + 1 : 0 };
    this.#planted.push(planted);
    if (!above && this.#popular.length < this.#popularCount) this.#popular.push(planted);
  }

  #above(): Planted | undefined {
    const { length } = this.#planted;
    if (length === 0 || this.#random.chance(0.4)) return undefined;
    // Six comments in a hundred answer a popular one, a quarter go on with the talk of the moment, the others answer something recent.
    const choice = this.#random.next();
    if (choice < 0.1) return this.#random.pick(this.#popular);
    const recent = this.#planted[length - 1 - this.#random.below(Math.min(length, choice < 0.5 ? 3 : 150))]!;
    return recent.depth < deepest ? recent : recent.above;
  }

  /** In a talk, who was answered answers more often than anybody else. */
  #speaker(above: Planted | undefined): Author {
    const asked = above?.above?.author;
    if (asked && !asked.isStaff && asked !== above.author && this.#random.chance(0.5)) return asked;
    // The first ones in the list write more than the others do.
    return this.#authors[Math.floor(this.#random.next() ** 2 * this.#authors.length)]!;
  }

  #author(): Author {
    const first = this.#random.pick(firstNames);
    const last = this.#random.pick(lastNames);
    const name = this.#random.pick([first, `${first} ${last}`, `${first} ${last}`, `${first} ${last[0]}.`]);
    const isAtHome = this.#random.chance(0.15);
    const host = `${first}-${last}`.normalize('NFD').replace(/[^a-z-]/gi, '');
    return { name, url: isAtHome ? `https://${host.toLowerCase()}.example.org/` : '', isStaff: false };
  }

  /** Most have a few votes, a few have many, and some are not liked. */
  #score(): number {
    if (this.#random.chance(0.06)) return -1 - this.#random.below(4);
    return Math.floor(this.#random.next() ** 20 * 90 + this.#random.next() * 4);
  }

  #sentence(...kinds: readonly Kind[]): string {
    const sentence: string = this.#random.pick(sentences[this.#random.pick(kinds)]);
    return typeset(sentence.replace(/\{(\w+)\}/g, (_, slot: string) => this.#random.pick(slots[slot]!)));
  }

  /** @returns that many sentences, none of them twice. */
  #paragraph(length: number, ...kinds: readonly Kind[]): string {
    const said = new Set<string>();
    while (said.size < length) said.add(this.#sentence(...kinds));
    return [...said].join(' ');
  }

  #opening(): string {
    const length = this.#random.next();
    if (length < 0.25) return this.#sentence('sightings', 'opinions', 'questions', 'memories');
    if (length < 0.75)
      return this.#paragraph(2 + this.#random.below(3), 'sightings', 'memories', 'opinions', 'endings');
    const paragraphs = [
      this.#paragraph(2 + this.#random.below(3), 'sightings', 'memories'),
      ...Array.from({ length: length < 0.95 ? 1 : 4 }, () => this.#paragraph(3, 'opinions', 'memories', 'advice')),
      this.#sentence('questions', 'endings'),
    ];
    return paragraphs.join('\n\n');
  }

  #reply(): string {
    const answer = this.#sentence('answers');
    const length = this.#random.next();
    if (length < 0.3) return answer;
    if (length < 0.9)
      return `${answer} ${this.#paragraph(1 + this.#random.below(2), 'advice', 'opinions', 'sightings')}`;
    return `${answer}\n\n${this.#paragraph(3, 'advice', 'memories', 'opinions')}\n\n${this.#sentence('endings')}`;
  }
}

/**
 * Fills a thread the way readers would in six weeks, more in the first days than later. The same each time, but for the clock:
 * replies of all depths, scores, a pinned comment, some of the staff's, some that were edited, and one that was deleted though answered.
 * @param count how many published comments
 * @param now when the last of them was written, in milliseconds since 1970
 */
export function seedThread(store: CommentStore, thread: string, count: number, now = Date.now()): void {
  const gardener = new Gardener(count);
  let answered: string | undefined;

  function plant(index: number): void {
    const { above, author, body, score, isEdited } =
      index === 0
        ? { above: undefined, author: staff[1]!, body: typeset(welcome), score: 31, isEdited: false }
        : gardener.next();
    const createdAt = new Date(now - sixWeeks + sixWeeks * ((index + 1) / (count + 1)) ** 1.25);
    const editedAt = isEdited ? new Date(Math.min(createdAt.getTime() + hour / 6, now)) : undefined;
    const submission = { thread, parentId: above?.id ?? null, body, name: author.name, url: author.url };
    const { id } = store.insert(
      { ...submission, email: 'lecteur@example.org', extra: {} },
      { status: 'published', createdAt, editedAt, score, isStaff: author.isStaff },
    );
    gardener.plant(String(id), author, above);
    if (index === 0) store.setPinned(String(id), true);
    else if (above && above.depth > 0 && !above.author.isStaff) answered ??= above.id;
  }

  store.transaction(() => {
    for (let index = 0; index < count; index++) plant(index);
    if (answered === undefined) return;
    store.remove(answered);
    plant(count);
  });
}
