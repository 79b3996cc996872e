import { HttpResponse } from 'msw';

/** A row of `wp_comments`. */
export interface Stored {
  readonly id: number;
  readonly post: number;
  readonly parent: number;
  readonly user: number;
  readonly name: string;
  readonly email: string;
  readonly url: string;
  /** As stored: filtered. */
  readonly content: string;
  readonly written: Date;
  status: 'approved' | 'hold' | 'spam' | 'trash';
}

/** In bytes: wp_get_comment_fields_max_lengths(). */
const limits = { name: 245, email: 100, url: 200, content: 65_525 } as const;

/** A refusal of the REST API. */
export function refused(status: number, code: string, message: string, data: object = {}): Response {
  return HttpResponse.json({ code, message, data: { status, ...data } }, { status });
}

export function cannotReadPost(): Response {
  const message = 'Désolé, vous n’avez pas l’autorisation de lire la publication liée à ce commentaire.';
  return refused(401, 'rest_cannot_read_post', message);
}

export function invalidEmail(): Response {
  const message = 'Adresse e-mail non valide.';
  return refused(400, 'rest_invalid_param', 'Paramètre(s) invalide(s)\u00a0: «\u00a0author_email\u00a0»', {
    params: { author_email: message },
    details: { author_email: { code: 'rest_invalid_email', message, data: null } },
  });
}

/** wp_die() */
export function died(status: number, message: string, asJson: boolean): Response {
  const sentence = `<p>${message}</p>`;
  if (asJson)
    return HttpResponse.json(
      { code: 'wp_die', message: sentence, data: { status }, additional_errors: [] },
      { status },
    );
  return HttpResponse.html(
    `<!DOCTYPE html>\n<html lang="fr-FR">\n<head>\n\t<title>Erreur lors de la soumission du commentaire</title>\n</head>\n` +
      `<body id="error-page">\n\t<div class="wp-die-message">${sentence}</div>\n` +
      `<p><a href='javascript:history.back()'>« Retour</a></p></body>\n</html>\n`,
    { status },
  );
}

export function tooLong(given: Readonly<Record<keyof typeof limits, string>>): keyof typeof limits | undefined {
  const names = Object.keys(limits) as (keyof typeof limits)[];
  return names.find((name) => new TextEncoder().encode(given[name]).length > limits[name]);
}

/** Few of those that it knows. */
const signs = /&(?!(?:amp|lt|gt|quot|nbsp|copy|[aeiouc](?:acute|grave|circ|cedil));|#\d{1,7};)/g;

/**
 * A little of wp_kses(): tags go but for some, what was in them stays, and signs become entities. A sign before a space begins a tag
 * as well. A number is written with three digits, and what was to keep it from being one is lost.
 */
export function filtered(text: string): string {
  return text
    .replace(/<\s*(\/?)\s*(\w*)[^<>]*>/g, (_, slash: string, tag: string) =>
      /^(strong|em|b|i|code|blockquote)$/i.test(tag) ? `\0${slash}${tag}\x01` : '',
    )
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(signs, '&amp;')
    .replace(/&(?:amp;)?#0*(\d{1,7});/g, (_, digits: string) => `&#${digits.padStart(3, '0')};`)
    .replaceAll('\0', '<')
    .replaceAll('\x01', '>');
}

/** sanitize_text_field() */
export function sanitized(name: string): string {
  return name
    .replace(/<(?![a-z/!])/gi, '&lt;')
    .replace(/<[^<>]*>/g, '')
    .replace(/%[\da-f]{2}/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What is left of a name. */
export function filteredName(name: string): string {
  return sanitized(name).replace(signs, '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** wp_unslash() */
export function unslashed(text: string): string {
  return text.replace(/\\(.?)/gs, '$1');
}

/** esc_url_raw() */
export function webAddress(url: string): string {
  if (!url || /^(javascript|data):/i.test(url)) return '';
  return /^\w+:/.test(url) ? url : `http://${url}`;
}

/** A little of wptexturize() and wpautop(). */
export function rendered(content: string): string {
  const paragraphs = content.replace(/'/g, '&rsquo;').split(/\n\n+/);
  return paragraphs.map((lines) => `<p>${lines.replace(/\n/g, '<br />\n')}</p>\n`).join('');
}

/** In the context `view`. */
export async function view({
  id,
  post,
  parent,
  user,
  name,
  email,
  url,
  content,
  written,
  status,
}: Stored): Promise<object> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(email.trim().toLowerCase()));
  const hash = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const avatar = (size: number) => `https://secure.gravatar.com/avatar/${hash}?s=${size}&d=mm&r=g`;
  const time = (date: Date) => date.toISOString().slice(0, 19);
  return {
    id,
    post,
    parent,
    author: user,
    author_name: name,
    author_url: url,
    date: time(new Date(written.getTime() + 3_600_000)),
    date_gmt: time(written),
    content: { rendered: rendered(content) },
    link: `https://wordpress.example/article/${post}/#comment-${id}`,
    status,
    type: 'comment',
    author_avatar_urls: { 24: avatar(24), 48: avatar(48), 96: avatar(96) },
    meta: [],
    _links: {},
  };
}
