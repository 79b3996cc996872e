import { memory, type MemoryAdapter, type MemoryOptions } from '../../src/adapters/memory.js';
import type { Adapter, ListQuery, PostOptions, PostTarget, RequestOptions } from '../../src/core/adapter.js';
import type { CommentData, OwnComment, Page, Receipt } from '../../src/core/comment.js';
import type { Draft } from '../../src/core/draft.js';
import { CommentError, type CommentErrorOptions, type ErrorCode } from '../../src/core/errors.js';
import { defaultRules, type Rules } from '../../src/core/rules.js';

type Method<Name extends keyof Adapter> = Extract<Adapter[Name], (...asked: never[]) => unknown>;

interface Sent {
  readonly target: PostTarget;
  readonly draft: Draft;
  readonly options: PostOptions;
}

interface Asked {
  readonly query: ListQuery;
  readonly options: RequestOptions;
}

/** Answers in the place of a method: with what that method gives, or with whatever a test wants to come out. */
type Answer<T> = (answer: () => Promise<T>) => unknown;

/** One method, with somebody at its door. */
class Door<Asked extends unknown[], T> {
  /** With what it was called, the first time first. */
  readonly asked: Asked[] = [];
  answers: Answer<T> = (answer) => answer();
  readonly method: (...asked: Asked) => Promise<T>;

  constructor(method: (...asked: Asked) => Promise<T>) {
    this.method = (...asked) => {
      this.asked.push(asked);
      return this.answers(() => method(...asked)) as Promise<T>;
    };
  }

  /** Whatever is asked from now on fails like this. */
  refuses(code: ErrorCode, options: CommentErrorOptions = {}): void {
    this.answers = () => Promise.reject(new CommentError(code, `staged: ${code}`, options));
  }

  /** Whatever is asked from now on is answered as it should be. */
  accepts(): void {
    this.answers = (answer) => answer();
  }

  /**
   * Whatever is asked from now on waits.
   * @returns what ends the wait
   */
  holds(): () => void {
    const { wait, end } = barrier();
    this.answers = (answer) => wait.then(answer);
    return end;
  }
}

/** The memory adapter, with somebody at its door who takes notes, keeps people waiting, and turns them away. */
export class StagedBackend {
  /** What was sent, oldest first. */
  readonly sent: Sent[] = [];
  /** What was asked for, oldest first. */
  readonly asked: Asked[] = [];
  readonly adapter: Adapter;
  onPost: Answer<OwnComment | Receipt> = (answer) => answer();
  onList: Answer<Page> = (answer) => answer();
  /** Whether it knows what it has by its key. */
  isRepeatable = true;
  readonly finds: Door<Parameters<Method<'find'>>, CommentData>;
  readonly edits: Door<Parameters<Method<'edit'>>, CommentData>;
  readonly removals: Door<Parameters<Method<'remove'>>, CommentData | null>;
  readonly votes: Door<Parameters<Method<'vote'>>, number>;
  readonly reports: Door<Parameters<Method<'report'>>, void>;
  readonly counts: Door<Parameters<Method<'count'>>, Readonly<Record<string, number>>>;
  readonly #memory: MemoryAdapter;

  constructor(options: MemoryOptions = {}) {
    const { name, rules, list, post, find, edit, remove, vote, report, count } = (this.#memory = memory(options));
    this.finds = new Door(find!);
    this.edits = new Door(edit!);
    this.removals = new Door(remove!);
    this.votes = new Door(vote!);
    this.reports = new Door(report!);
    this.counts = new Door(count!);
    this.adapter = {
      name,
      rules,
      list: (query, options) => {
        this.asked.push({ query, options });
        return this.onList(() => list!(query, options)) as Promise<Page>;
      },
      isRepeatable: () => this.isRepeatable,
      post: (target, draft, options) => {
        this.sent.push({ target, draft, options });
        return this.onPost(() => post!(target, draft, options)) as Promise<OwnComment | Receipt>;
      },
      find: this.finds.method,
      edit: this.edits.method,
      remove: this.removals.method,
      vote: this.votes.method,
      report: this.reports.method,
      count: this.counts.method,
    };
  }

  /** What a moderator does with all that is held in a thread. */
  approves(thread: string): void {
    this.#memory.approve(thread);
  }

  /** What was sent last. */
  get draft(): Draft | undefined {
    return this.sent.at(-1)?.draft;
  }

  get attemptKeys(): string[] {
    return this.sent.map(({ options }) => options.attemptKey);
  }

  /** Whatever is sent from now on fails like this. */
  refuses(code: ErrorCode, options: CommentErrorOptions = {}): void {
    this.onPost = () => Promise.reject(new CommentError(code, `staged: ${code}`, options));
  }

  /** Whatever is sent from now on succeeds. */
  accepts(): void {
    this.onPost = (answer) => answer();
  }

  /**
   * Whatever is sent from now on waits.
   * @returns what ends the wait
   */
  holdsPosts(): () => void {
    const { wait, end } = barrier();
    this.onPost = (answer) => wait.then(answer);
    return end;
  }

  /** The same for what is asked for. */
  holdsLists(): () => void {
    const { wait, end } = barrier();
    this.onList = (answer) => wait.then(answer);
    return end;
  }
}

function barrier() {
  let end!: () => void;
  const wait = new Promise<void>((resolve) => (end = resolve));
  return { wait, end };
}

/** A comment as a backend gives it. */
export function comment(id: string, value = `Commentaire ${id}`, others: Partial<CommentData> = {}): CommentData {
  return {
    id,
    parentId: null,
    author: { name: 'Anne' },
    content: { format: 'text', value },
    createdAt: new Date(Date.UTC(2026, 0, 2, 10)),
    status: 'published',
    ...others,
  };
}

/** Rules like the usual ones but for some fields. */
export function rulesWith(fields: Partial<Rules['fields']>): Pick<Rules, 'fields'> {
  return { fields: { ...defaultRules.fields, ...fields } };
}
