import type { Adapter, CommentTarget, ListQuery, PostOptions } from '../core/adapter.js';
import type { CommentData, Content, Page } from '../core/comment.js';
import type { Draft } from '../core/draft.js';
import { errorCodes, type CommentError, type ErrorCode } from '../core/errors.js';
import { fieldNames } from '../core/rules.js';

/** What not every adapter has: some methods, and what `list` may be asked for. */
export const optionalMethods = ['find', 'edit', 'remove', 'vote', 'report', 'count'] as const;
export type Capability = (typeof optionalMethods)[number] | 'around' | 'parent' | 'since';

/** The backend that an adapter is tried with. What a hook changes is put right by an `afterEach` of the caller. */
export interface AdapterScenario {
  /** Makes the adapter; called before each test. */
  create(): Adapter | Promise<Adapter>;
  /** Gives the key of a thread without comments, another one at each call. By default a random one. */
  thread?(): string | Promise<string>;
  /** False for a backend that cannot be read: the adapter has no `list`. */
  readonly reads?: boolean;
  /** False for a backend that cannot be written to: the adapter has no `post`. */
  readonly writes?: boolean;
  /** What the adapter can do besides: each is tried, and there is no other. By default nothing. */
  readonly can?: readonly Capability[];
  /** True where the backend stores one comment for one attempt key, however often it comes. */
  readonly idempotent?: boolean;
  /** True where the adapter says of what the suite posts that it may be sent again (`isRepeatable`), false where it must not say so. */
  readonly repeatable?: boolean;
  /** Publishes what waits for a moderator. Needed where the backend holds what the suite posts. */
  approve?(thread: string): void | Promise<void>;
  /** True where the backend does not tell of what it holds that it does. */
  readonly silent?: boolean;
  /** Lets what is asked next come from another reader, by name: for a backend that knows readers by their address. */
  asReader?(reader: string): void | Promise<void>;
  /** True where a vote stays as it was given first, and another one of the same reader is refused. */
  readonly votesStay?: boolean;
  /** Closes a thread to new comments. */
  close?(thread: string): void | Promise<void>;
  /** Each makes every request fail from now on, in a way that the adapter must call by that code. */
  readonly failures?: Readonly<Partial<Record<ErrorCode, () => void | Promise<void>>>>;
  /** The same for posts only: each makes the next one be refused, in a way that the adapter must call by that code. */
  readonly refusals?: Readonly<Partial<Record<ErrorCode, () => void | Promise<void>>>>;
}

/** What Mocha, Vitest, `node:test` and others of that kind have in common. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => void | Promise<void>) => unknown;
  readonly beforeEach: (body: () => Promise<void>) => unknown;
}

/** One adapter in front of one empty thread. */
export class Trial {
  readonly scenario: AdapterScenario;
  readonly runner: TestRunner;
  adapter!: Adapter;
  thread!: string;

  constructor(scenario: AdapterScenario, runner: TestRunner) {
    this.scenario = scenario;
    this.runner = runner;
  }

  async begin(): Promise<void> {
    this.adapter = await this.scenario.create();
    this.thread = await this.newThread();
  }

  async newThread(): Promise<string> {
    return (await this.scenario.thread?.()) ?? `suite-${crypto.randomUUID()}`;
  }

  list(query: Partial<ListQuery> = {}, signal?: AbortSignal): Promise<Page> {
    return this.adapter.list!({ thread: this.thread, ...query }, signal ? { signal } : {});
  }

  /** Follows the cursor to the end. */
  async listAll(query: Partial<ListQuery> = {}): Promise<CommentData[]> {
    const comments: CommentData[] = [];
    for await (const page of this.pages(await this.list(query), 'next', query)) comments.push(...page.comments);
    return comments;
  }

  /** A page and all that follow it, or all that come before it, the nearest first. */
  async *pages(page: Page, way: 'next' | 'previous', { cursor: _, around: __, ...query }: Partial<ListQuery> = {}) {
    const cursors = new Set<string>();
    for (;;) {
      page.comments.forEach(checkComment);
      yield page;
      const cursor = page[way];
      if (cursor === undefined) return;
      check(!cursors.has(cursor), 'a cursor leads back to itself');
      cursors.add(cursor);
      page = await this.list({ ...query, cursor });
    }
  }

  post(body: string, parentId: string | null = null, options: Partial<PostOptions> = {}) {
    const target = { thread: this.thread, parentId, url: 'https://exemple.fr/article', title: 'Un article' };
    return this.adapter.post!(target, this.draft(body), { attemptKey: crypto.randomUUID(), ...options });
  }

  /** Posts, has it approved where that is needed, and finds it in the list. */
  async publish(body: string, parentId: string | null = null): Promise<CommentData> {
    const before = await this.listAll();
    const posted = await this.post(body, parentId);
    await this.scenario.approve?.(this.thread);
    const added = (await this.listAll()).filter(({ id }) => !before.some((comment) => comment.id === id));
    same(added.length, 1, 'comments in the list more than before (a backend that holds them needs `approve`)');
    if ('id' in posted) same(added[0]!.id, posted.id, 'id in the list');
    return added[0]!;
  }

  /** Publishes as an author who comes back to it. */
  async publishOwn(body: string, parentId: string | null = null): Promise<CommentTarget & { readonly id: string }> {
    const posted = await this.post(body, parentId);
    check('id' in posted, 'a backend whose authors come back to their comments gives them back');
    await this.scenario.approve?.(this.thread);
    return this.target(posted.id, 'token' in posted ? posted.token : undefined);
  }

  target(id: string, token?: string): CommentTarget {
    return { thread: this.thread, id, token };
  }

  /** What the list has of a comment. */
  async listed(id: string): Promise<CommentData | undefined> {
    return (await this.listAll()).find((comment) => comment.id === id);
  }

  /** What a reader would send who fills in everything there is. */
  draft(body: string): Draft {
    const { fields } = this.adapter.rules;
    const given = (field: keyof typeof person) => (fields[field].use === 'none' ? '' : person[field]);
    return Object.freeze({ body, name: given('name'), email: given('email'), url: given('url'), extra: {} });
  }

  checkFields(comment: CommentData, body: string): void {
    checkComment(comment);
    const { name, url } = this.draft(body);
    same(plain(comment.content), body, 'text');
    same(comment.author.name, name, 'name');
    same(comment.author.url ?? '', url, 'url');
  }
}

const person = { name: 'Marie Curie', email: 'marie.curie@exemple.fr', url: 'https://exemple.fr/marie' };

/** The address, its MD5 and its SHA-256, which avatars are made of and which lead back to it. */
export const secrets = [
  person.email,
  '942b4e5e5324b991b98cd9e2df6ec04a',
  '9e09ba8932660c7c58b7472097aca3ae8c675c7d074c3d6b1cad282d81ce686c',
];

type Told = Pick<CommentError, 'code' | 'issues' | 'retryAfter' | 'outcome'>;

/** What is left of a content without its tags. */
export function plain({ format, value }: Content): string {
  return format === 'text' ? value : value.replace(/<[^>]*>/g, '').trim();
}

export function check(condition: unknown, complaint: string): asserts condition {
  if (!condition) throw new Error(complaint);
}

export function same(actual: unknown, expected: unknown, what: string): void {
  check(Object.is(actual, expected), `${what}: expected ${String(expected)}, not ${String(actual)}`);
}

/** How a promise ended, as an object with one of the two. */
export function ending<T>(promise: Promise<T>): Promise<{ readonly value?: T; readonly error?: unknown }> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const end = await ending(promise);
  check('error' in end, 'it should have been refused');
  return end.error;
}

/** Goes by the name of the class: where a page has two copies of the library, there are two classes. */
export function checkError(error: unknown, codes: readonly string[] = errorCodes): Told {
  check(error instanceof Error && error.name === 'CommentError', `not a CommentError: ${String(error)}`);
  const told = error as Error & Told;
  check(codes.includes(told.code), `code: expected ${codes.join(' or ')}, not ${told.code}`);
  for (const { field } of told.issues) check(fieldNames.includes(field), `an issue with ${field}, which is no field`);
  check((told.retryAfter ?? 0) >= 0 && told.retryAfter !== Infinity, `retryAfter is ${told.retryAfter}`);
  return told;
}

export function checkComment(comment: CommentData): void {
  const { id, parentId, author, content, createdAt, status, editedAt, editableUntil, lang = '' } = comment;
  check(typeof id === 'string' && id, 'a comment without id');
  check(parentId === null || (typeof parentId === 'string' && parentId), `parentId is ${parentId}`);
  check(typeof author.name === 'string', 'the name is no string');
  for (const address of [author.url, author.avatar])
    check(address === undefined || /^https?:\/\//.test(address), `an address is ${address}`);
  check(['text', 'html'].includes(content.format) && typeof content.value === 'string', 'the content is none');
  for (const date of [createdAt, editedAt ?? null, editableUntil ?? null])
    check(date === null || !Number.isNaN(date.getTime()), 'a date is none');
  check(['published', 'pending', 'deleted'].includes(status), `status is ${status}`);
  check(status !== 'deleted' || !(author.name || content.value), 'what is deleted still says something');
  for (const flag of [author.isStaff, comment.isPinned])
    check(typeof (flag ?? true) === 'boolean', `a flag is ${flag}`);
  check(typeof lang === 'string', `lang is ${lang}`);
  check(Number.isFinite(comment.score ?? 0), `score is ${comment.score}`);
  const { moreReplies = 1 } = comment;
  check(Number.isInteger(moreReplies) && moreReplies > 0, `moreReplies is ${moreReplies}`);
}
