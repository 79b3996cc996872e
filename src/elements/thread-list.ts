import { inSlices, pause } from '../core/slices.js';
import type { Branch } from '../core/tree.js';
import type { CommentItem } from './comment-item.js';
import { createList, ListCursor } from './list-cursor.js';

/** More replies than `mostReplies` are folded to `shownReplies`: nobody presses a button to see two. */
const shownReplies = 3;
const mostReplies = 5;

/**
 * How many new comments come in the first frame; in each that follows twice as many. Of all that was drawn since the last frame, a
 * browser makes what a window may show in one piece.
 */
const fewest = 3;

/** Where a comment stands in the page: `<li>`, in it the item, and what stands below it. */
interface Place {
  readonly element: HTMLLIElement;
  readonly item: CommentItem;
  list?: HTMLOListElement;
  button?: HTMLButtonElement | undefined;
  /** The last drawing that it has a place in. */
  drawing: AbortSignal;
}

/** What is drawn in one go: a comment, or after its replies the button that shows more of them. */
interface Step {
  readonly branch: Branch;
  readonly parent: Branch | undefined;
  /** How many comments below it are not shown; undefined for the comment itself. */
  readonly hidden: number | undefined;
}

export interface ListDresser {
  /** Brings an item up to date. */
  dress(item: CommentItem, branch: Branch): void;
  unfoldText(hidden: number): string;
  unfold(branch: Branch): void;
  /** Called once a comment is where it belongs. */
  placed(item: CommentItem): void;
}

/**
 * The nested lists of a thread, drawn a few milliseconds at a time: typing never waits for them. What stands where it should is not
 * touched, so that nothing loses its focus, its selection, or the reader's place.
 */
export class ThreadList {
  /** Ids of the comments whose replies are all shown. */
  readonly unfolded = new Set<string>();
  readonly #dresser: ListDresser;
  readonly #places = new Map<string, Place>();
  #drawing = new AbortController();

  constructor(dresser: ListDresser) {
    this.#dresser = dresser;
  }

  get items(): CommentItem[] {
    return [...this.#places.values()].map(({ item }) => item);
  }

  /** Whether a comment is drawn: not folded, not waiting for its turn. */
  has(id: string): boolean {
    return this.#places.has(id);
  }

  stop(): void {
    this.#drawing.abort();
  }

  /**
   * Draws what has changed; the last call wins.
   * @returns false where it did not come to an end
   * @param root where the lists of the thread stand, and nothing else
   */
  async draw(root: Element, branches: () => readonly Branch[]): Promise<boolean> {
    this.stop();
    const { signal } = (this.#drawing = new AbortController());
    try {
      // Of ten thousand, either takes as long as a slice may.
      await pause(signal);
      const tree = branches();
      await pause(signal);
      const steps = this.#plan(tree, signal);
      const isStale = ({ firstElementChild }: Element) =>
        this.#places.get((firstElementChild as CommentItem).comment.id)?.drawing !== signal;
      const cursors = new Map<Element, ListCursor>();
      const top = root.firstElementChild ?? root.appendChild(createList('list'));
      const draw = ({ branch, parent, hidden }: Step) => {
        const above = parent && this.#places.get(parent.comment.id)!;
        if (above && hidden !== undefined) return this.#drawButton(above, branch, hidden);
        const list = above
          ? (above.list ??= above.item.parentNode!.insertBefore(createList('replies'), above.button ?? null))
          : top;
        let cursor = cursors.get(list);
        if (!cursor) cursors.set(list, (cursor = new ListCursor(list, isStale)));
        this.#drawComment(branch, cursor, signal);
      };
      for (let few = fewest; steps.length; few *= 2) {
        let fresh = 0;
        const later = steps.findIndex(({ branch }) => !this.has(branch.comment.id) && fresh++ === few);
        await inSlices(steps.splice(0, later < 0 ? Infinity : later), draw, signal);
        // In the background nobody sees anything, and there are no frames.
        if (steps.length && !document.hidden) await new Promise(requestAnimationFrame);
      }
      const gone = [...this.#places.values()].filter(({ drawing }) => drawing !== signal);
      const remove = ({ element, item }: Place) => {
        element.remove();
        this.#places.delete(item.comment.id);
      };
      await inSlices(gone, remove, signal);
      for (const list of [...root.children]) if (!list.firstChild) list.remove();
      return true;
    } catch {
      // Drawn anew already, or out of the page.
      return false;
    }
  }

  #plan(branches: readonly Branch[], signal: AbortSignal): Step[] {
    const steps: Step[] = [];
    const plan = (siblings: readonly Branch[], parent?: Branch) => {
      const { id = '', moreReplies = 0 } = parent?.comment ?? {};
      const isFolded = parent && siblings.length > mostReplies && !this.unfolded.has(id);
      const shown = isFolded ? siblings.slice(0, shownReplies) : siblings;
      for (const branch of shown) {
        const place = this.#places.get(branch.comment.id);
        if (place) place.drawing = signal;
        steps.push({ branch, parent, hidden: undefined });
        plan(branch.replies, branch);
      }
      const hidden = moreReplies + (isFolded ? count(siblings.slice(shownReplies)) : 0);
      if (parent && (hidden || this.#places.get(id)?.button)) steps.push({ branch: parent, parent, hidden });
    };
    plan(branches);
    return steps;
  }

  #drawComment(branch: Branch, cursor: ListCursor, signal: AbortSignal): void {
    const { id } = branch.comment;
    let place = this.#places.get(id);
    if (!place) this.#places.set(id, (place = createPlace(signal)));
    this.#dresser.dress(place.item, branch);
    cursor.put(place.element);
    place.item.draw();
    this.#dresser.placed(place.item);
  }

  #drawButton(place: Place, branch: Branch, hidden: number): void {
    if (!hidden) {
      place.button?.remove();
      place.button = undefined;
      return;
    }
    if (!place.button) {
      place.button = document.createElement('button');
      place.button.part.add('act', 'unfold');
      place.element.append(place.button);
    }
    place.button.textContent = this.#dresser.unfoldText(hidden);
    place.button.onclick = () => this.#dresser.unfold(branch);
  }
}

function createPlace(drawing: AbortSignal): Place {
  const element = document.createElement('li');
  const item = document.createElement('comment-item');
  element.append(item);
  return { element, item, drawing };
}

/** How many comments a tree has. */
function count(branches: readonly Branch[]): number {
  return branches.reduce((sum, { replies }) => sum + 1 + count(replies), 0);
}
