import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import type { CommentIntake } from './comment-intake.ts';
import type { Pages } from './pages.ts';
import { Problem } from './problem.ts';
import { readText } from './request-body.ts';

/** Only a path of ours to come back to: anything else could lead readers to a site of somebody else's choice. */
function readPage(value: string): string {
  return /^\/[\w-]*$/.test(value) ? value : '/';
}

/**
 * Takes what a plain HTML form posts: the route of a page without scripts.
 * @returns 303 to the page, or the page with its form and what is wrong.
 */
export async function answerFormPost(request: IncomingMessage, intake: CommentIntake, pages: Pages): Promise<Answer> {
  const fields = new URLSearchParams(await readText(request));
  // Forms send every line end as CRLF (HTML, 4.10.21.8); the reader typed, and the limit counts, one character.
  const read = (name: string) => (fields.get(name) ?? '').replaceAll('\r\n', '\n');

  const values = { body: read('body'), name: read('name'), email: read('email'), url: read('url') };
  const thread = read('thread');
  const parentId = read('parentId') || null;
  const page = readPage(read('page'));
  try {
    const input = { thread, parentId, ...values, extra: { topic: read('topic') } };
    const { comment } = intake.accept(input, { address: request.socket.remoteAddress ?? '' });
    const whole = pages.hasAll(thread) ? '' : '&commentaires=tous';
    const outcome =
      comment.status === 'published' ? `publie${whole}#comment-${comment.id}` : 'en-attente#comment-notice';
    return { status: 303, headers: { Location: `${page}?commentaire=${outcome}`, 'Cache-Control': 'no-store' } };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return pages.refuse({ thread, page, parentId, values, problem });
  }
}
