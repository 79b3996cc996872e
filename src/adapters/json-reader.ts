/**
 * Reads JSON that comes in pieces, and holds up the page no longer than a piece takes. The objects in a list, or in the members of an
 * object, are parsed as soon as they are there: with ten thousand comments, making one text of the pieces and parsing that takes a
 * slow phone a quarter of a second.
 */
export class JsonReader {
  readonly #objects: unknown[] = [];
  /** What has come, with `{"":0}` in place of the first object that is parsed: the whole is held to the grammar by it. */
  #frame = '';
  /** What has come since, and up to where it was looked at. */
  #rest = '';
  #seen = 0;
  /** Where the string begins that has no end yet. */
  #string: number | undefined;
  /** How much is open, and around how much of that: 1 where the value is a list, 2 where it is an object. */
  #depth = 0;
  #level = 0;
  /** Where the object begins that is to be parsed next, and has no end yet. */
  #start: number | undefined;

  push(piece: string): void {
    const rest = this.#rest + piece;
    const signs = /["[\]{}]/g;
    signs.lastIndex = this.#seen;
    let from = 0;
    for (;;) {
      if (this.#string !== undefined) {
        const end = endOfString(rest, Math.max(this.#string, this.#seen - 1));
        if (!end) break;
        this.#string = undefined;
        signs.lastIndex = end;
      }
      const sign = signs.exec(rest);
      if (!sign) break;
      const { 0: found, index } = sign;
      if (found === '"') this.#string = index;
      else if (found === '[' || found === '{') {
        this.#level ||= found === '[' ? 1 : 2;
        if (this.#depth++ === this.#level && found === '{') this.#start = index;
      } else if (--this.#depth === this.#level && this.#start !== undefined) {
        from = this.#take(rest, from, this.#start, index + 1);
        this.#start = undefined;
      }
    }
    // What is in no such object, and no string, is done with.
    if (this.#string === undefined && this.#start === undefined) {
      this.#frame += rest.slice(from);
      from = rest.length;
    }
    this.#rest = rest.slice(from);
    this.#seen = this.#rest.length;
    if (this.#start !== undefined) this.#start -= from;
    if (this.#string !== undefined) this.#string -= from;
  }

  /** @returns undefined for what is no JSON */
  value(): unknown {
    try {
      const value = JSON.parse(this.#frame + this.#rest) as Members;
      this.#restore(value, this.#level);
      return value;
    } catch {
      return undefined;
    }
  }

  /** @returns `end`, or `from` where that was no object: the frame is then no JSON either */
  #take(rest: string, from: number, start: number, end: number): number {
    try {
      const count = this.#objects.push(JSON.parse(rest.slice(start, end)));
      this.#frame += `${rest.slice(from, start)}{"":${count - 1}}`;
      return end;
    } catch {
      return from;
    }
  }

  #restore(members: Members, level: number): void {
    for (const name in members) {
      const member = members[name];
      if (!(member instanceof Object)) continue;
      if (level > 1) this.#restore(member as Members, level - 1);
      else if (!Array.isArray(member)) members[name] = this.#objects[(member as { '': number })['']];
    }
  }
}

/** Of an object or a list. */
type Members = Record<string, unknown>;

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
