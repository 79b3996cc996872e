import fc from 'fast-check';
import type { Altered, Exchange } from './exchanges.js';
import { edited, jsonEdit } from './json-edits.js';

/** Where in a body, in thousandths of its length. */
const place = fc.nat({ max: 999 });
const bytes = { maxLength: 4, minLength: 1 };

/** What becomes of bytes on their way, or of an encoding on a server. */
const damage = fc.oneof(
  fc.record({ damage: fc.constant('cut' as const), place }),
  fc.record({ damage: fc.constant('flip' as const), places: fc.array(place, bytes), bit: fc.nat({ max: 7 }) }),
  // The stream of a body that is not in the encoding that its `Content-Encoding` says ends in the same way: with an error.
  fc.record({ damage: fc.constant('break' as const), place }),
  fc.record({ damage: fc.constant('pieces' as const), size: fc.integer({ min: 1, max: 64 }) }),
  fc.record({ damage: fc.constant('insert' as const), place, bytes: fc.uint8Array(bytes) }),
  fc.record({
    damage: fc.constantFrom(
      'empty',
      'byte order mark',
      'UTF-16',
      'Latin-1',
      'gzip',
      'padding',
      'warning',
      'page',
      'twice',
    ),
  }),
);

type Damage = typeof damage extends fc.Arbitrary<infer One> ? One : never;

const statuses = [
  200, 201, 202, 204, 301, 304, 400, 401, 403, 404, 405, 409, 410, 413, 418, 422, 429, 500, 502, 503, 599,
];

const oddHeaders: Readonly<Record<string, readonly string[]>> = {
  'Content-Type': ['', 'text/html', 'application/json; charset=utf-16', 'application/octet-stream', 'text/plain', '/'],
  'Retry-After': ['', '-1', '1e400', '99999999999', 'NaN', 'demain', 'Thu, 01 Jan 1970 00:00:00 GMT', '0x10', '1, 2'],
  'X-WP-Total': ['', '-1', '1e9', 'NaN', '0.5', 'beaucoup', '3, 3'],
  'X-WP-TotalPages': ['', '-1', '1e9', 'NaN', '0.5', 'beaucoup'],
  'Content-Range': ['', '*/*', '0-0/-1', '5-2/1e9', '0-24/NaN', 'rows'],
  Date: ['', 'NaN', 'hier', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  Link: ['<>; rel="next"', '<javascript:trip()>; rel="next"', 'next'],
  'X-JWT': ['', 'a', 'a.b.c', '..', 'é'],
  'X-Set-Cookie': ['', ';', 'isso-1', '=; Max-Age=99999999999999999999'],
};
const header = fc
  .constantFrom(...Object.keys(oddHeaders))
  .chain((name) => fc.tuple(fc.constant(name), fc.option(fc.constantFrom(...oddHeaders[name]!))));

/** Where a redirect may lead. */
const ways = [
  '',
  '#',
  '?unapproved=',
  '?unapproved=%00',
  '?unapproved=trip()',
  '/wp-login.php',
  '#comment-NaN',
  '?p=1',
];

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** What is wrong with one answer. */
export const alteration = fc.record({
  edits: fc.array(jsonEdit, { maxLength: 3, size: 'max' }),
  status: rarely(fc.constantFrom(...statuses)),
  headers: rarely(fc.array(header, { minLength: 1, maxLength: 2 })),
  damage: rarely(damage),
  way: rarely(fc.constantFrom(...ways)),
});

export type Alteration = typeof alteration extends fc.Arbitrary<infer One> ? One : never;

/** @returns true where nothing is of the answer's own that did not stand there before */
export function keepsPlaces({ edits }: Alteration): boolean {
  return edits.every(({ edit }) => edit !== 'copy');
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function altered(exchange: Exchange, alteration: Alteration): Altered {
  const { edits, status = exchange.status, headers: odd = [], damage, way } = alteration;
  const before = edits.length ? encoder.encode(edited(decoder.decode(exchange.body), edits)) : exchange.body;
  const body = damage ? damaged(before, damage) : before;
  const headers = new Headers([...exchange.headers]);
  for (const [name, value] of odd)
    if (value === null) headers.delete(name);
    // A value is bytes: what is beyond them no server can say.
    else headers.set(name, value);
  const url = way === undefined ? exchange.url : new URL(way, exchange.url).href;
  const stream =
    damage && (damage.damage === 'break' || damage.damage === 'pieces') ? () => inPieces(body, damage) : undefined;
  return { exchange: { ...exchange, status, headers: [...headers], body, url }, stream };
}

function inPieces(body: Uint8Array, damage: Damage): ReadableStream {
  const size = 'size' in damage ? Math.max(damage.size, Math.ceil(body.length / 50)) : body.length || 1;
  const end = 'place' in damage ? at(body, damage.place) : body.length;
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      if (start < end) controller.enqueue(body.slice(start, (start = Math.min(start + size, end))));
      else if (damage.damage === 'break') controller.error(new TypeError('network error'));
      else controller.close();
    },
  });
}

function at({ length }: Uint8Array, place: number): number {
  return Math.floor((length * place) / 1000);
}

const joined = (...parts: readonly (Uint8Array | string)[]) => {
  const all = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : part));
  return Uint8Array.from(all.flatMap((part) => [...part]));
};

function damaged(body: Uint8Array<ArrayBuffer>, damage: Damage): Uint8Array<ArrayBuffer> {
  switch (damage.damage) {
    case 'cut':
      return body.slice(0, at(body, damage.place));
    case 'flip': {
      const flipped = body.slice();
      for (const place of damage.places) if (body.length) flipped[at(body, place)]! ^= 1 << damage.bit;
      return flipped;
    }
    case 'insert':
      return joined(body.slice(0, at(body, damage.place)), damage.bytes, body.slice(at(body, damage.place)));
    case 'empty':
      return new Uint8Array();
    case 'byte order mark':
      return joined('\ufeff', body);
    case 'UTF-16':
      return new Uint8Array(Uint16Array.from(decoder.decode(body), (unit) => unit.charCodeAt(0)).buffer);
    case 'Latin-1':
      return Uint8Array.from(decoder.decode(body), (unit) => unit.charCodeAt(0));
    case 'gzip':
      return joined(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3), body);
    case 'padding':
      // Long enough to be read piece by piece.
      return joined(' '.repeat(70_000), body);
    case 'warning':
      return joined('<br />\n<b>Warning</b>: Undefined array key "comments" in <b>/srv/api.php</b><br />\n', body);
    case 'page':
      return encoder.encode('<!doctype html><title>Bienvenue</title><script>trip()</script><h1>Bienvenue</h1>');
    case 'twice':
      return joined(body, body);
    case 'break':
    case 'pieces':
      return body;
  }
}
