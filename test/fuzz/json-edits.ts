import fc from 'fast-check';
import { attacks } from '../support/attacks.js';

/** JSON as it stands in an answer, also what `JSON.stringify` would not write. */
class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What no backend says there, and some day one does. */
const oddities: readonly string[] = [
  ...['null', 'true', 'false', '[]', '{}', '""', '[null]', '[[]]', '{"":{}}', '[{}]'],
  ...['0', '-0', '-1', '0.5', '1e400', '-1e400', '1e308', '1e-400', '9007199254740993', '99999999999999999999', '1e9'],
  // Texts that something else is made of: numbers, dates, markup, addresses.
  ...['"0"', '"-1"', '" "', '"NaN"', '"null"', '"undefined"', '"[object Object]"', '"1e400"', '"\\u0000"', '"\\ufeff"'],
  ...['"0000-00-00"', '"0000-00-00 00:00:00"', '"9999999999999999"', '"2026-13-45T99:99:99Z"', '"infinity"', '"hier"'],
  ...['8640000000000001', '-8640000000000001', '"+275760-09-13T00:00:00.001Z"', '"0001-01-01T00:00:00Z"'],
  ...['"\\ud800"', '"\\udfff\\ud800"', '"\\u202e\\u2066\\u200f"', '"e\\u0301\\u0301\\u0301"', '"👩🏽‍🚀"', '"\\\\"'],
  ...['"javascript:trip()"', '" javascript:trip()"', '"data:text/html,<script>trip()</script>"', '"//never.example/a"'],
  ...['"https://"', '"http://[::"', '"https://never.example/a"', '"https://u:p@never.example/"', '"blob:null"'],
  ...['"published"', '"pending"', '"deleted"', '"999999999"', '"__proto__"', '"constructor"', '"hasOwnProperty"'],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"toString":1}'],
  ...['{"then":1}', '{"toJSON":null}', '{"length":-1}', '{"length":1e9,"0":null}', '{"valueOf":0,"toString":0}'],
];

/** In the counterexample these would hide the rest: they go by their names. */
const giants: Readonly<Record<string, () => string>> = {
  'a long text': () => JSON.stringify('x'.repeat(100_000)),
  'a long text of one letter': () => JSON.stringify('é'.repeat(100_000)),
  'deep lists': () => '['.repeat(10_000) + ']'.repeat(10_000),
  'deep objects': () => '{"replies":['.repeat(10_000) + ']}'.repeat(10_000),
  'deep markup': () => JSON.stringify('<blockquote>'.repeat(10_000)),
  'a long list': () => `[${'{},'.repeat(3_000)}{}]`,
};

const names = ['__proto__', 'constructor', 'toString', 'length', 'id', 'parentId', 'error', 'code', 'message', 'data'];

const value = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...oddities) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(attacks)).map((markup) => JSON.stringify(markup)) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(giants)) },
);

/** A part of the answer by its number in the order of the text: whatever that is in the answer at hand. */
const place = fc.nat({ max: 2_000 });

/** One thing that is otherwise in an answer. */
export const jsonEdit = fc.oneof(
  { weight: 6, arbitrary: fc.record({ edit: fc.constant('put' as const), place, value }) },
  { weight: 3, arbitrary: fc.record({ edit: fc.constant('drop' as const), place }) },
  {
    weight: 2,
    arbitrary: fc.record({ edit: fc.constant('add' as const), place, name: fc.constantFrom(...names), value }),
  },
  // What stands elsewhere in the answer: ids twice, comments that answer themselves or each other, answers in answers.
  { weight: 3, arbitrary: fc.record({ edit: fc.constant('copy' as const), place, from: place }) },
  { weight: 1, arbitrary: fc.record({ edit: fc.constant('repeat' as const), place, times: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ edit: fc.constant('reverse' as const), place }) },
  {
    weight: 1,
    arbitrary: fc.record({ edit: fc.constant('wrap' as const), place, name: fc.constantFrom('', ...names) }),
  },
);

export type JsonEdit = typeof jsonEdit extends fc.Arbitrary<infer Edit> ? Edit : never;

type Container = Record<string, unknown> | unknown[];
/** Where a value stands. */
type Spot = readonly [within: Container, key: string];

/** @returns the text with its edits, or as it is where it is no JSON */
export function edited(text: string, edits: readonly JsonEdit[]): string {
  let root: { readonly '': unknown };
  try {
    root = { '': JSON.parse(text) as unknown };
  } catch {
    return text;
  }
  for (const edit of edits) apply(edit, root);
  return print(root['']);
}

function apply(edit: JsonEdit, root: Record<string, unknown>): void {
  const spots = spotsIn(root);
  const spot = spots[edit.place % spots.length]!;
  const [within, key] = spot;
  const here = get(spot);
  switch (edit.edit) {
    case 'put':
      return set(spot, raw(edit.value));
    case 'drop':
      if (Array.isArray(within)) within.splice(Number(key), 1);
      else if (within === root) set(spot, raw('null'));
      else Reflect.deleteProperty(within, key);
      return;
    case 'add':
      return set(
        isContainer(here) ? [here, Array.isArray(here) ? String(here.length) : edit.name] : spot,
        raw(edit.value),
      );
    case 'copy':
      return set(spot, copyOf(get(spots[edit.from % spots.length]!)));
    case 'repeat': {
      const list = Array.isArray(here) ? here : Array.isArray(within) ? within : [];
      for (let time = 0; time < edit.times; time++) list.push(...list.slice(0, 50).map(copyOf));
      return;
    }
    case 'reverse':
      if (Array.isArray(here)) here.reverse();
      return;
    case 'wrap':
      return set(spot, edit.name ? { [edit.name]: here } : [here]);
  }
}

function raw(value: string): Raw {
  return new Raw(giants[value]?.() ?? value);
}

function isContainer(value: unknown): value is Container {
  return value instanceof Object && !(value instanceof Raw);
}

function spotsIn(root: Container): Spot[] {
  const spots: Spot[] = [];
  const look = (container: Container) => {
    for (const [key, value] of Object.entries(container)) {
      spots.push([container, key]);
      if (isContainer(value)) look(value);
    }
  };
  look(root);
  return spots;
}

function get([within, key]: Spot): unknown {
  return Object.getOwnPropertyDescriptor(within, key)?.value;
}

/** Also under a name that an assignment would take for something else. */
function set([within, key]: Spot, value: unknown): void {
  Object.defineProperty(within, key, { value, configurable: true, enumerable: true, writable: true });
}

function copyOf(value: unknown): unknown {
  return new Raw(print(value));
}

function print(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(print).join()}]`;
  if (!(value instanceof Object)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${print(member)}`)
    .join()}}`;
}
