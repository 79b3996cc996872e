import { http, HttpResponse } from 'msw';
import { crossOrigin } from '../cross-origin.js';

/** `Access-Control-…` of Cusdis: any origin, no cookies, whatever headers are asked for. */
const policy = { headers: ['content-type', 'x-timezone-offset'] };

const longestBody = 1_048_576;

interface Sent {
  readonly appId?: string;
  readonly pageId?: string;
  readonly nickname?: string;
  readonly content?: string;
  readonly email?: string;
  readonly parentId?: string;
  readonly pageUrl?: string;
  readonly pageTitle?: string;
}

interface Stored {
  readonly id: string;
  readonly slug: string;
  readonly createdAt: string;
  readonly by_email: string | null;
  readonly by_nickname: string;
  readonly content: string;
  readonly parentId: string | null;
  approved: boolean;
}

/**
 * A Cusdis that lives in the page, shaped after what a real one answered: it takes almost everything, and holds it. What its clients
 * have no reason to ask makes it throw.
 */
export class CusdisBackend {
  readonly origin = 'https://cusdis.example';
  readonly appId = '11111111-1111-1111-1111-111111111111';
  readonly handlers = [
    http.all(`${this.origin}/*`, ({ request }) => crossOrigin(request, policy, (admitted) => this.#answer(admitted))),
  ];
  readonly seen: Request[] = [];
  readonly comments: Stored[] = [];
  #now = 0;

  /** Publishes what waits for the moderator. */
  approve(thread: string): void {
    for (const comment of this.comments) if (comment.slug === thread) comment.approved = true;
  }

  async #answer(request: Request): Promise<Response> {
    this.seen.push(request.clone());
    const { pathname, searchParams } = new URL(request.url);
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /api/open/comments') return this.#list(searchParams);
    if (route === 'POST /api/open/comments') return this.#create(request);
    const [, project] = /^GET \/api\/open\/project\/([^/]+)\/comments\/count$/.exec(route) ?? [];
    if (project === undefined) throw new Error(`Cusdis has no ${route}`);
    const slugs = searchParams.get('pageIds')!.split(',');
    const countOf = (slug: string) => this.comments.filter((one) => one.slug === slug && one.approved).length;
    const data = slugs.map((slug) => [slug, project === this.appId ? countOf(slug) : 0] as const);
    return HttpResponse.json({ data: Object.fromEntries(data) });
  }

  #list(query: URLSearchParams): Response {
    const slug = query.get('pageId');
    // It would give comments of every page.
    if (slug === null) throw new Error('a list of no page');
    if (query.get('appId') !== this.appId)
      return HttpResponse.json({ data: { commentCount: 0, data: [], pageCount: 0, pageSize: 10 } }, { status: 404 });
    return HttpResponse.json({ data: this.#wrapper(slug, null, Number(query.get('page')) || 1, 10) });
  }

  async #create(request: Request): Promise<Response> {
    if (request.headers.get('Content-Type') !== 'application/json') throw new Error('not sent as JSON');
    const body = await request.text();
    // Before it says whom it lets in: a page does not get to read this.
    if (body.length > longestBody) return HttpResponse.error();
    const sent = JSON.parse(body) as Sent;
    if (sent.appId !== this.appId) return HttpResponse.json({ message: 'Project not found' }, { status: 404 });
    // It would file the comment under whatever page comes first.
    if (sent.pageId === undefined) throw new Error('a comment on no page');
    const { nickname, content, email = null, parentId = null } = sent;
    const parent = this.comments.find(({ id }) => id === parentId);
    const isTooLong = [nickname, email, sent.pageUrl, sent.pageTitle].some((text) => (text ?? '').length > 191);
    if (nickname === undefined || content === undefined || (parentId !== null && !parent) || isTooLong)
      return HttpResponse.json({ message: 'Unexpected error' }, { status: 500 });
    const stored: Stored = {
      id: crypto.randomUUID(),
      slug: sent.pageId,
      // No two in the same millisecond.
      createdAt: new Date((this.#now = Math.max(Date.now(), this.#now + 1))).toISOString(),
      by_email: email,
      by_nickname: nickname,
      content,
      parentId,
      approved: false,
    };
    this.comments.push(stored);
    const data = {
      ...{ id: stored.id, pageId: '3f78e114-b2cb-4f2d-9da6-1b0cfeb97787', createdAt: stored.createdAt },
      ...{ updatedAt: stored.createdAt, deletedAt: null, moderatorId: null, by_email: email, by_nickname: nickname },
      ...{ content, approved: false, parentId },
    };
    return HttpResponse.json({ data });
  }

  #wrapper(slug: string, parentId: string | null, number: number, pageSize: number): object {
    const all = this.comments.filter((one) => one.slug === slug && one.approved && one.parentId === parentId).reverse();
    const data = all.slice((number - 1) * pageSize, number * pageSize).map((one): object => ({
      id: one.id,
      createdAt: one.createdAt,
      content: one.content,
      by_nickname: one.by_nickname,
      moderator: null,
      page: { id: '3f78e114-b2cb-4f2d-9da6-1b0cfeb97787', slug, url: null, title: null, projectId: this.appId },
      moderatorId: null,
      replies: this.#wrapper(slug, one.id, 1, 100),
      parsedContent: rendered(one.content),
      parsedCreatedAt: 'Invalid Date',
    }));
    return { data, commentCount: all.length, pageSize, pageCount: Math.ceil(all.length / pageSize) || 1 };
  }
}

/** What markdown-it makes of paragraphs and the ends of lines. */
function rendered(markdown: string): string {
  const escaped = markdown.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  const paragraphs = escaped.split(/\n{2,}/).filter(Boolean);
  return paragraphs.map((one) => `<p>${one.replace(/ {2}\n/g, '<br>\n')}</p>\n`).join('');
}
