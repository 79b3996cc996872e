/**
 * Reads JSON that comes in pieces, and holds up the page no longer than a piece takes. Where the value is a list of objects, or has one
 * among its members, each object is parsed as soon as it is there: with ten thousand comments, making one text of the pieces and
 * parsing that takes a slow phone a quarter of a second.
 */
export class JsonReader {
  /** All that has come. */
  text = '';

  readonly #objects: unknown[] = [];
  /** What has come, an empty object in place of each that is parsed: it is held to the same grammar as the whole. */
  #frame = '';
  /** What has come since, and up to where it was looked at. */
  #rest = '';
  #seen = 0;
  /** Where the string begins that has no end yet. */
  #string: number | undefined;
  /** How much is open, and at how much of it the list can be: 1 where the value is one, 2 for a member. */
  #depth = 0;
  #level = 0;
  #isList = false;
  /** The last string right in the value: as JSON, the name of the member that follows. */
  #name = '';
  /** The name of the list, once there is an object in it. */
  #found: string | undefined;
  #isOver = false;
  #start = 0;

  push(piece: string): void {
    this.text += piece;
    this.#rest += piece;
    const signs = /["[\]{}]/g;
    signs.lastIndex = this.#seen;
    let from = 0;
    for (;;) {
      if (this.#string !== undefined) {
        const end = endOfString(this.#rest, Math.max(this.#string, this.#seen - 1));
        if (!end) break;
        if (this.#depth === 1) this.#name = this.#rest.slice(this.#string, end);
        this.#string = undefined;
        signs.lastIndex = end;
      }
      const sign = signs.exec(this.#rest);
      if (!sign) break;
      const { 0: found, index } = sign;
      if (found === '"') this.#string = index;
      else if (found === '[' || found === '{') this.#open(found, index);
      else if (this.#close(found)) from = this.#take(from, index + 1);
    }
    // What is in no object of the list, and no string, is done with.
    const isOpen =
      this.#string !== undefined || (this.#found !== undefined && !this.#isOver && this.#depth > this.#level);
    if (!isOpen) {
      this.#frame += this.#rest.slice(from);
      from = this.#rest.length;
    }
    this.#rest = this.#rest.slice(from);
    this.#start -= from;
    if (this.#string !== undefined) this.#string -= from;
    this.#seen = this.#rest.length;
  }

  /** @returns the value, the text where it is no JSON */
  value(): unknown {
    try {
      const value = JSON.parse(this.#frame + this.#rest) as unknown;
      if (this.#found === undefined) return value;
      const member = (name: string) => (value as Record<string, unknown>)[JSON.parse(name) as string];
      const list = (this.#level === 1 ? value : member(this.#found)) as unknown[];
      let next = 0;
      list.forEach((element, index) => {
        if (element instanceof Object && !Array.isArray(element)) list[index] = this.#objects[next++];
      });
      return value;
    } catch {
      return this.text;
    }
  }

  #open(sign: '[' | '{', index: number): void {
    const isList = sign === '[';
    if (!this.#depth) this.#level = isList ? 1 : 2;
    if (this.#depth === this.#level && this.#isList && !isList) {
      this.#found ??= this.#name;
      this.#start = index;
    }
    if (++this.#depth === this.#level) this.#isList = isList;
  }

  /** @returns whether an object of the list has ended */
  #close(sign: string): boolean {
    this.#depth--;
    if (this.#found !== undefined && this.#depth < this.#level) this.#isOver = true;
    return this.#isList && !this.#isOver && sign === '}' && this.#depth === this.#level;
  }

  /** @returns `end`, or `from` where that was no object: it then spoils the frame */
  #take(from: number, end: number): number {
    try {
      this.#objects.push(JSON.parse(this.#rest.slice(this.#start, end)));
    } catch {
      return from;
    }
    this.#frame += `${this.#rest.slice(from, this.#start)}{}`;
    return end;
  }
}

/**
 * @param start of its first quotation mark, or anywhere in it
 * @returns undefined where it has none yet
 */
function endOfString(text: string, start: number): number | undefined {
  let end = start;
  let slashes;
  do {
    end = text.indexOf('"', end + 1);
    if (end < 0) return undefined;
    for (slashes = 0; text[end - 1 - slashes] === '\\';) slashes++;
  } while (slashes % 2);
  return end + 1;
}
