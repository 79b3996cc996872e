import type { IncomingMessage } from 'node:http';
import { jsonAnswer, type Answer } from './answer.ts';
import type { CommentIntake } from './comment-intake.ts';
import { commentRules, type Order } from './comment-rules.ts';
import type { CommentStore } from './comment-store.ts';
import { Problem } from './problem.ts';
import { readJson } from './request-body.ts';

const defaultLimit = 50;
const maxLimit = 100;

/** A structured-field string (RFC 8941, 3.3.3), quotes included. */
const quotedString = /^"((?:[ !#-[\]-~]|\\["\\]){1,255})"$/;

function badRequest(detail: string): Problem {
  return new Problem(400, detail, { code: 'invalid' });
}

function readOrder(value: string | null): Order {
  const order = commentRules.orders.find((known) => known === (value ?? 'oldest'));
  if (!order) throw badRequest(`Le paramètre «\u00a0order\u00a0» vaut ${commentRules.orders.join(' ou ')}.`);
  return order;
}

function readLimit(value: string | null): number {
  if (value === null) return defaultLimit;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw badRequest('Le paramètre «\u00a0limit\u00a0» est un nombre entier positif.');
  return Math.min(Number(value), maxLimit);
}

/** A cursor names the last comment of its page, and the order: the one makes no sense with another. */
function writeCursor(order: Order, id: string): string {
  return Buffer.from(`${order} ${id}`).toString('base64url');
}

function readCursor(value: string | null, order: Order): number | undefined {
  if (value === null) return undefined;
  const [cursorOrder, id = ''] = Buffer.from(value, 'base64url').toString().split(' ');
  if (cursorOrder !== order || !/^\d{1,15}$/.test(id)) {
    throw badRequest('Le paramètre «\u00a0cursor\u00a0» ne vient pas d’une liste dans cet ordre.');
  }
  return Number(id);
}

function readAttemptKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const quoted = quotedString.exec(String(header))?.[1];
  if (!quoted)
    throw badRequest('L’en-tête Idempotency-Key est une chaîne entre guillemets, de 255 caractères au plus.');
  return quoted.replace(/\\(.)/g, '$1');
}

/** The `rest` protocol, described in `openapi.json`. */
export class CommentsApi {
  readonly #store: CommentStore;
  readonly #intake: CommentIntake;

  constructor(store: CommentStore, intake: CommentIntake) {
    this.#store = store;
    this.#intake = intake;
  }

  /** @throws Problem 400 for a query that makes no sense */
  list({ searchParams }: URL): Answer {
    const thread = searchParams.get('thread');
    if (!thread) throw badRequest('Le paramètre «\u00a0thread\u00a0» manque.');
    const order = readOrder(searchParams.get('order'));
    const limit = readLimit(searchParams.get('limit'));
    const after = readCursor(searchParams.get('cursor'), order);

    const found = this.#store.list({ thread, order, limit: limit + 1, after });
    const comments = found.slice(0, limit);
    const last = comments.at(-1);
    return jsonAnswer(200, {
      comments,
      total: this.#store.count(thread),
      next: found.length > limit && last ? writeCursor(order, last.id) : undefined,
      rules: { ...commentRules, open: this.#intake.isOpen(thread) },
    });
  }

  /** @throws Problem 404 for a comment that is not there, or not there for everybody */
  read({ pathname }: URL): Answer {
    const comment = this.#store.find(pathname.split('/').at(-1) ?? '');
    if (comment?.status !== 'published') throw new Problem(404, 'Ce commentaire n’existe pas.', { code: 'gone' });
    return jsonAnswer(200, comment);
  }

  /** @throws Problem like `CommentIntake.accept`, 400 for what is not JSON, 413 for too much of it */
  async post(request: IncomingMessage): Promise<Answer> {
    const attemptKey = readAttemptKey(request.headers['idempotency-key']);
    const input = await readJson(request);
    const address = request.socket.remoteAddress ?? '';
    const { comment, isNew } = this.#intake.accept(input, { address, attemptKey });
    return jsonAnswer(isNew ? 201 : 200, comment, {
      Location: `/api/comments/${comment.id}`,
      'Cache-Control': 'no-store',
    });
  }
}
