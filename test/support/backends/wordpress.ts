import { http, HttpResponse } from 'msw';
import { crossOrigin } from '../cross-origin.js';
import { refused } from './wordpress-answers.js';
import { WordPressSite, type Asked } from './wordpress-site.js';

const paths = {
  form: '/wp-comments-post.php',
  nonce: '/wp-admin/admin-ajax.php',
  page: '/article/*',
  admin: '/wp-admin/',
  login: '/wp-login.php',
} as const;

/** `Access-Control-…` of WordPress 6.8: any origin is reflected. */
const policy = {
  credentials: true,
  methods: ['PUT', 'PATCH', 'DELETE'],
  headers: ['authorization', 'x-wp-nonce', 'content-disposition', 'content-md5', 'content-type'],
  exposed: ['x-wp-total', 'x-wp-totalpages', 'link'],
};

/**
 * A WordPress that lives in the page: its REST API, wp-comments-post.php, and the pages this one leads to. It says no where WordPress
 * 6.8 does, and as that does. What no client of comments has a reason to ask makes it throw.
 */
export class WordPressBackend extends WordPressSite {
  readonly origin: string;
  /** Every request, as it came. */
  readonly seen: Request[] = [];
  /** False where its owner has set "Plain" permalinks: routes are in the query. */
  pretty = true;
  /** What the address of an article answers: a page, by default. */
  permalink = (): Response => HttpResponse.html('<!DOCTYPE html><title>Un article</title><p>Bonjour');
  /** Set where readers have a session: what their nonce is now. */
  nonce: string | undefined;

  /** @param origin where it is; that of the page by default */
  constructor(origin = location.origin) {
    super();
    this.origin = origin;
  }

  get endpoint(): string {
    return this.pretty ? `${this.origin}/wp-json/` : `${this.origin}/index.php?rest_route=/`;
  }

  get handlers() {
    const at = (path: string) => this.origin + path;
    const shared = ({ request }: { request: Request }) =>
      this.origin === location.origin
        ? this.#rest(request)
        : crossOrigin(request, policy, (admitted) => this.#rest(admitted));
    return [
      http.all(at('/wp-json/*'), shared),
      // Where a server cannot rewrite addresses.
      http.all(at('/index.php/wp-json/*'), shared),
      http.all(at('/index.php'), shared),
      http.all(at(paths.form), ({ request }) => this.#form(request)),
      http.get(at(paths.nonce), ({ request }) => this.#renew(request)),
      http.get(at(paths.page), () => this.permalink()),
      http.get(at(paths.admin), () => new HttpResponse(null, { status: 302, headers: { Location: paths.login } })),
      http.get(at(paths.login), () => HttpResponse.html('<!DOCTYPE html><title>Se connecter</title>')),
    ];
  }

  async #rest(request: Request): Promise<Response> {
    this.seen.push(request.clone());
    const url = new URL(request.url);
    const path = this.pretty ? url.pathname.replace(/^.*\/wp-json/, '') : url.searchParams.get('rest_route')!;
    url.searchParams.delete('rest_route');
    const query = Object.fromEntries(url.searchParams);
    if (request.headers.get('Accept') !== 'application/json') throw new Error('it did not ask for JSON');
    const nonce = request.headers.get('X-WP-Nonce');
    if (nonce !== null && nonce !== this.nonce)
      return refused(403, 'rest_cookie_invalid_nonce', 'La vérification du cookie a échoué');
    const isSignedIn = nonce !== null && request.credentials !== 'omit';

    const [, kind, id] = /^\/wp\/v2\/(comments|posts|pages)(?:\/(\d+))?$/.exec(path) ?? [];
    if (request.method === 'GET' && kind === 'comments' && !id) return this.list(query);
    if (request.method === 'GET' && kind && id)
      return kind === 'comments' ? this.one(Number(id)) : this.post(kind, Number(id));
    if (request.method === 'POST' && kind === 'comments' && !id) {
      if (request.headers.get('Content-Type') !== 'application/json') throw new Error('it sent no JSON');
      return this.create((await request.json()) as Asked, isSignedIn);
    }
    return refused(
      404,
      'rest_no_route',
      'Aucune route correspondante à l’URL et à la méthode de requête n’a été trouvée.',
    );
  }

  async #form(request: Request): Promise<Response> {
    this.seen.push(request.clone());
    if (request.method !== 'POST') return new HttpResponse(null, { status: 405, headers: { Allow: 'POST' } });
    const type = request.headers.get('Content-Type') ?? '';
    if (!/^application\/x-www-form-urlencoded\b/.test(type)) throw new Error(`a form of ${type}`);
    if (request.credentials === 'omit') throw new Error('a form without cookies');
    const sent = new URLSearchParams(await request.text());
    if (new Set(sent.keys()).size !== [...sent].length) throw new Error(`a field twice: ${[...sent.keys()].join()}`);
    const asJson = request.headers.get('Accept')?.includes('application/json') ?? false;
    return this.submit(Object.fromEntries(sent), asJson, this.nonce !== undefined);
  }

  #renew(request: Request): Response {
    this.seen.push(request.clone());
    if (new URL(request.url).search !== '?action=rest-nonce') throw new Error(`asked for ${request.url}`);
    const isKnown = this.nonce !== undefined && request.credentials !== 'omit';
    return new HttpResponse(isKnown ? this.nonce : '0', {
      status: isKnown ? 200 : 400,
      headers: { 'Content-Type': 'text/html; charset=UTF-8' },
    });
  }
}
