import { inSlices } from '../core/slices.js';
import { JsonReader } from './json-reader.js';

/** In bytes: what a slow phone decodes and parses in a few milliseconds. */
const pieceLength = 65_536;

export interface AnswerBody {
  /** Undefined where it is too long. */
  readonly text?: string;
  /** The JSON value, the text where it is no JSON, undefined where it is too long. */
  readonly body?: unknown;
}

/**
 * Reads an answer piece by piece, so that the page goes on meanwhile.
 * @param longest in UTF-16 code units; what is left of a longer one is not loaded
 */
export async function readBody({ body }: Response, longest: number): Promise<AnswerBody> {
  const json = new JsonReader();
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  for (let chunk; (chunk = await reader?.read()) && !chunk.done;) {
    // Of what came while the page was busy, a browser gives megabytes at once.
    await inSlices(piecesOf(chunk.value), (piece) => json.push(decoder.decode(piece, { stream: true })));
    if (json.text.length <= longest) continue;
    await reader!.cancel();
    return {};
  }
  json.push(decoder.decode());
  return { text: json.text, body: json.value() };
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceLength) yield bytes.subarray(start, start + pieceLength);
}
