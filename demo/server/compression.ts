import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressors = {
  br: (plain: Buffer) =>
    promisify(brotliCompress)(plain, {
      // The highest quality takes a hundred times as long, too long for a page made on demand.
      params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
  gzip: (plain: Buffer) => promisify(gzip)(plain),
};

export type Encoding = keyof typeof compressors;

/** Lives as long as the buffer: a file that is kept in memory is compressed once, a page made on demand is forgotten. */
const made = new WeakMap<Buffer, Map<Encoding, Promise<Buffer>>>();

export function compress(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  const variants = made.get(plain) ?? new Map<Encoding, Promise<Buffer>>();
  made.set(plain, variants);
  const variant = variants.get(encoding) ?? compressors[encoding](plain);
  variants.set(encoding, variant);
  return variant;
}

/**
 * Reads `Accept-Encoding` (RFC 9110, 12.5.3).
 * @returns the encoding the client likes best of those we have, brotli on a tie; undefined for none at all.
 */
export function preferredEncoding(headers: IncomingHttpHeaders): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const item of (headers['accept-encoding'] ?? '').split(',')) {
    const [coding = '', weight = '1'] = item.toLowerCase().split(/\s*;\s*q=/);
    weights.set(coding.trim(), Number(weight));
  }
  const weightOf = (encoding: Encoding) => weights.get(encoding) ?? weights.get('*') ?? 0;
  const best = weightOf('br') >= weightOf('gzip') ? 'br' : 'gzip';
  return weightOf(best) > 0 ? best : undefined;
}
