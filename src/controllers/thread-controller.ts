import type { Vote } from '../core/adapter.js';
import type { CommentData, OwnComment, Page } from '../core/comment.js';
import { notLoaded } from '../core/errors.js';
import type { Order } from '../core/rules.js';
import { byId, nest, type Branch } from '../core/tree.js';
import { demandComment } from './backend.js';
import { Conversation, queryOf, type Wanted } from './conversation.js';
import { OwnComments } from './own-comments.js';
import type { ThreadActs } from './thread-acts.js';
import { placeKey, type ThreadPlace } from './thread-place.js';
import { ThreadWatch } from './thread-watch.js';

/** Deeper replies stand on the last level: three of them are as much indentation as a phone has room for. */
const deepest = 3;

/** How many pages are read at most to find one comment, where the backend cannot give the page that it is on. */
const farthest = 50;

/** A conversation to be read: its comments, in their order, and what of them there is still to fetch. */
export class ThreadController extends Conversation {
  /** How many comments there are in all; 0 where the backend does not say. */
  total = 0;
  /** What this browser knows of the reader's own comments and votes here. */
  own = new OwnComments('');

  readonly #watch = new ThreadWatch(() => this.#look());
  #order: Order | null | undefined;
  #read = byId([]);
  /** What came one by one, oldest first: it stands at its end of the thread until a page brings it. */
  #added = byId([]);
  /** What has changed since, and waits until the reader wants to see it. */
  #news = byId([]);
  #next: string | undefined;
  #previous: string | undefined;
  #since: string | undefined;
  /** Whether the reader's own comments that are held are among what is shown. */
  #isRestored = false;
  /** Made when it is asked for, once for each change. */
  #comments: readonly CommentData[] | undefined;

  /** What is shown, as a tree. */
  get branches(): readonly Branch[] {
    return nest(this.comments, Math.min(this.rules.replyDepth, deepest));
  }

  /** The same list until something in it is another. */
  get comments(): readonly CommentData[] {
    return (this.#comments ??= this.#inOrder());
  }

  get order(): Order | undefined {
    return this.#order ?? this.rules.orders[0];
  }

  /** Whether there is more to read behind what is shown. */
  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** The same before it: the thread was entered in its midst. */
  get hasEarlier(): boolean {
    return this.#previous !== undefined;
  }

  /** How many comments have come since the thread was read, and are not shown yet. */
  get newCount(): number {
    return this.#fresh.length;
  }

  find(id: string): CommentData | undefined {
    return this.#read.get(id) ?? this.#added.get(id);
  }

  override open(place: ThreadPlace, isNear?: boolean): void {
    this.own = new OwnComments(placeKey(place));
    this.#isRestored = false;
    this.#next = this.#previous = this.#since = undefined;
    this.#read = byId([]);
    this.#added = byId([]);
    this.#news = byId([]);
    this.#comments = undefined;
    this.#order = place.order;
    this.total = 0;
    this.#watch.start(place.refresh);
    super.open(place, isNear);
  }

  override hostConnected(): void {
    super.hostConnected();
    if (this.place) this.#watch.start(this.place.refresh);
  }

  override hostDisconnected(): void {
    super.hostDisconnected();
    this.#watch.stop();
  }

  /** Reads the first page, or the next one. Of all that reads, the last call wins. */
  override load(): Promise<void> {
    const cursor = this.#next;
    return this.#fetch({ cursor }, ({ comments, next, previous }) => {
      byId(comments, this.#read);
      this.#next = next;
      if (cursor === undefined) this.#previous = previous;
    });
  }

  /** Reads the page before the first one that is shown. */
  loadEarlier(): Promise<void> {
    return this.#fetch({ cursor: this.#previous }, ({ comments, previous }) => {
      this.#read = byId([...comments, ...this.#read.values()]);
      this.#previous = previous;
    });
  }

  /**
   * Reads what the backend kept to itself of what stands below a comment.
   * @param patience how many pages more may bring nothing new: some are known, and some backends lead around in a circle
   */
  loadReplies(parentId: string, cursor?: string, patience = 9): Promise<void> {
    return this.#fetch({ parentId, cursor }, ({ comments, next }) => {
      if (comments.every(({ id }) => this.find(id))) patience--;
      byId(comments, this.#read);
      if (next === undefined || !patience) this.replace({ ...this.find(parentId)!, moreReplies: 0 });
      else void Promise.resolve().then(() => this.loadReplies(parentId, next, patience));
    });
  }

  /** Reads the thread anew in another order; what is there stays until then. */
  sort(order: Order): Promise<void> {
    this.#order = order;
    return this.#restart({});
  }

  /**
   * Sees to it that a comment is there to be shown, on whatever page it is.
   * @returns whether it is
   */
  async seek(id: string): Promise<boolean> {
    const { place } = this;
    if (!this.find(id)) await this.#restart({ around: id });
    // A backend that does not know `around` gave the first page.
    for (let page = 1; page < farthest && this.hasMore && !this.find(id) && !this.error && place === this.place; page++)
      await this.load();
    return !!this.find(id);
  }

  /**
   * Shows what has changed since the thread was read.
   * @returns the id of the first comment that is new
   */
  showNews(): string | undefined {
    const fresh = this.#fresh;
    for (const comment of this.#news.values()) this.replace(comment);
    byId(fresh, this.#added);
    this.#news = byId([]);
    this.#changed();
    return fresh[0]?.id;
  }

  /** Puts in what came by itself. A retry may give back what is in the list already. */
  insert(comment: CommentData): void {
    if (this.find(comment.id)) return;
    if (comment.status === 'published') this.total++;
    byId([comment], this.#added);
    this.#changed();
  }

  /** Shows a comment as it is now, where it is shown; without one, no more. */
  replace(comment: CommentData | undefined, id = comment!.id): void {
    for (const comments of [this.#read, this.#added])
      if (!comment) comments.delete(id);
      else if (comments.has(id)) comments.set(id, comment);
    this.#changed();
  }

  /** @returns what this reader has voted. */
  voteOn(id: string): Vote {
    return this.own.get(id)?.vote ?? 0;
  }

  /** @throws CommentError `network` where the code for it does not come */
  async acts(): Promise<ThreadActs> {
    const { ThreadActs } = await import('./thread-acts.js').catch(notLoaded);
    return new ThreadActs(this);
  }

  protected override received(posted: OwnComment, place: ThreadPlace): CommentData {
    const comment = new OwnComments(placeKey(place)).keepPosted(posted);
    if (place === this.place) this.insert(comment);
    return comment;
  }

  protected override query(wanted: Wanted): Wanted {
    const { order, rules } = this;
    if (order && !rules.orders.includes(order)) {
      console.warn(`comment-widget: "${order}" is no order, of ${rules.orders.join(', ')}`);
      this.#order = null;
    }
    return { order: this.order, limit: this.place!.pageSize || undefined, ...wanted };
  }

  /** What the reader has not seen of what is new. */
  get #fresh(): readonly CommentData[] {
    return [...this.#news.values()].filter(({ id, status }) => status === 'published' && !this.find(id));
  }

  #inOrder(): readonly CommentData[] {
    const read = [...this.#read.values()];
    const added = [...this.#added.values()].filter(({ id }) => !this.#read.has(id));
    if (this.order === 'oldest') return [...read, ...added];
    // Replies are the oldest first in every order.
    const isReply = ({ parentId }: CommentData) => parentId !== null;
    return [...added.filter((comment) => !isReply(comment)).reverse(), ...read, ...added.filter(isReply)];
  }

  #changed(): void {
    this.#comments = undefined;
    this.change();
  }

  #restart(wanted: Wanted): Promise<void> {
    return this.#fetch(wanted, ({ comments, next, previous }) => {
      this.#read = byId(comments);
      this.#next = next;
      this.#previous = previous;
    });
  }

  #fetch(wanted: Wanted, put: (page: Page) => void): Promise<void> {
    return this.fetch(wanted, (page) => {
      this.total = page.total ?? 0;
      this.#since = page.since;
      put({ ...page, comments: this.own.claim(page.comments) });
      this.#changed();
      this.#restore();
    });
  }

  /** Shows the reader's own comments that are held, once, and asks what has become of them. */
  #restore(): void {
    if (this.#isRestored) return;
    this.#isRestored = true;
    for (const comment of this.own.held) {
      this.insert(comment);
      // Without its code they are shown as they were.
      if (this.adapter?.find)
        this.acts()
          .then((acts) => acts.recheck(comment.id))
          .catch(() => undefined);
    }
  }

  /** Looks for news: what is new is counted and waits, what became of the reader's own comments is shown. */
  async #look(): Promise<boolean> {
    const { place, adapter } = this;
    if (this.#since === undefined || this.status === 'loading') return false;
    const { thread, lang } = place!;
    const { comments, total, since } = await adapter!.list!(queryOf(thread, { since: this.#since }), { lang });
    if (place !== this.place) return false;
    comments.forEach(demandComment);
    this.#since = since;
    this.total = total ?? this.total;
    byId(this.own.claim(comments), this.#news);
    this.change();
    return comments.length > 0;
  }
}
