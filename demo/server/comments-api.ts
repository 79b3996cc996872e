import type { IncomingMessage } from 'node:http';
import { jsonAnswer, type Answer } from './answer.ts';
import type { CommentIntake } from './comment-intake.ts';
import { commentRules } from './comment-rules.ts';
import type { CommentStore } from './comment-store.ts';
import { readListQuery, readThreads, type ListQuery } from './list-query.ts';
import type { OwnComments } from './own-comments.ts';
import { badRequest } from './problem.ts';
import type { PublicComment } from './public-comment.ts';
import type { Reactions } from './reactions.ts';
import { demandJson, readJson } from './request-body.ts';
import { writeCursor, writeMark } from './thread-cursor.ts';

/** A structured-field string (RFC 8941, 3.3.3), quotes included. */
const quotedString = /^"((?:[ !#-[\]-~]|\\["\\]){1,255})"$/;

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

const unkept = { 'Cache-Control': 'no-store' };

interface List {
  readonly comments: readonly PublicComment[];
  readonly next?: string | undefined;
  readonly previous?: string | undefined;
  readonly since?: string;
}

function readAttemptKey({ headers }: IncomingMessage): string | undefined {
  const header = headers['idempotency-key'];
  if (header === undefined) return undefined;
  const quoted = quotedString.exec(String(header))?.[1];
  if (!quoted)
    throw badRequest('L’en-tête Idempotency-Key est une chaîne entre guillemets, de 255 caractères au plus.');
  return quoted.replace(/\\(.)/g, '$1');
}

/** @returns the token of `Authorization: Bearer` (RFC 6750, 2.1); undefined for none, and for any other scheme. */
function readToken({ headers }: IncomingMessage): string | undefined {
  return /^bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1];
}

function addressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? '';
}

export interface CommentsApiOptions {
  readonly store: CommentStore;
  readonly intake: CommentIntake;
  readonly ownComments: OwnComments;
  readonly reactions: Reactions;
}

/** The `rest` protocol, described in `openapi.json`. What a method throws is a Problem, and told by what it calls. */
export class CommentsApi {
  readonly #options: CommentsApiOptions;

  constructor(options: CommentsApiOptions) {
    this.#options = options;
  }

  list({ searchParams }: URL): Answer {
    const { store, intake } = this.#options;
    const query = readListQuery(searchParams);
    const { thread } = query;
    // Before the list is read: what comes in between is told twice rather than never.
    const since = writeMark('since', store.threads.revision(thread));
    return jsonAnswer(200, {
      since,
      ...this.#read(query),
      total: store.threads.count(thread),
      rules: { ...commentRules, open: intake.isOpen(thread) },
    });
  }

  counts({ searchParams }: URL): Answer {
    const counts = this.#options.store.threads.counts(readThreads(searchParams));
    return jsonAnswer(200, { counts: Object.fromEntries(counts) });
  }

  async post(request: IncomingMessage): Promise<Answer> {
    const attemptKey = readAttemptKey(request);
    const input = await readJson(request);
    const { comment, isNew } = this.#options.intake.accept(input, { address: addressOf(request), attemptKey });
    return jsonAnswer(isNew ? 201 : 200, this.#options.ownComments.handOver(comment), {
      Location: `/api/comments/${comment.id}`,
      ...unkept,
    });
  }

  read(request: IncomingMessage, id: string): Answer {
    const token = readToken(request);
    return jsonAnswer(200, this.#options.ownComments.find(id, token), token === undefined ? {} : unkept);
  }

  async edit(request: IncomingMessage, id: string): Promise<Answer> {
    const input = await demandJson(request);
    return jsonAnswer(200, this.#options.ownComments.edit(id, readToken(request), input), unkept);
  }

  remove(request: IncomingMessage, id: string): Answer {
    const left = this.#options.ownComments.remove(id, readToken(request));
    return left ? jsonAnswer(200, left, unkept) : { status: 204, headers: unkept };
  }

  async vote(request: IncomingMessage, id: string, key: string): Promise<Answer> {
    if (!uuid.test(key)) throw badRequest('Un vote a pour clé un UUID.');
    const input = await demandJson(request);
    const score = this.#options.reactions.vote(id, key.toLowerCase(), input, addressOf(request));
    return jsonAnswer(200, { score }, unkept);
  }

  async report(request: IncomingMessage, id: string): Promise<Answer> {
    const input = await demandJson(request);
    this.#options.reactions.report(id, input, addressOf(request));
    return { status: 204, headers: unkept };
  }

  #read(query: ListQuery): List {
    const { threads } = this.#options.store;
    if ('since' in query) {
      const { comments, revision } = threads.changes(query.thread, query.since);
      return { comments, since: writeMark('since', revision) };
    }
    if ('parentId' in query) {
      const { comments, next } = threads.below(query);
      return { comments, next: next === undefined ? undefined : writeMark('after', next) };
    }
    const { comments, next, previous } = threads.page(query);
    return { comments, next: next && writeCursor(next), previous: previous && writeCursor(previous) };
  }
}
