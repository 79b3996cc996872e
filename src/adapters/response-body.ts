import { inSlices } from '../core/slices.js';
import type { JsonReader } from './json-reader.js';

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
  let text = '';
  let json: JsonReader | undefined;
  const decoder = new TextDecoder();
  const reader = body?.getReader();
  const push = (piece: string) => {
    text += piece;
    json?.push(piece);
  };
  for (let chunk; (chunk = await reader?.read()) && !chunk.done;) {
    if (!json && text.length + chunk.value.length > pieceLength) {
      json = await startReader();
      json?.push(text);
    }
    // Of what came while the page was busy, a browser gives megabytes at once.
    await inSlices(piecesOf(chunk.value), (piece) => push(decoder.decode(piece, { stream: true })));
    if (text.length <= longest) continue;
    await reader!.cancel();
    return {};
  }
  push(decoder.decode());
  const value = json ? json.value() : parse(text);
  return { text, body: value === undefined ? text : value };
}

/** Few threads are so long. Without its code an answer is parsed all the same, at one go. */
async function startReader(): Promise<JsonReader | undefined> {
  try {
    const { JsonReader } = await import('./json-reader.js');
    return new JsonReader();
  } catch {
    return undefined;
  }
}

/** @returns undefined for what is no JSON */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceLength) yield bytes.subarray(start, start + pieceLength);
}
