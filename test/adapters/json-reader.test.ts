import { expect } from '@open-wc/testing';
import { JsonReader } from '../../src/adapters/json-reader.js';

const comments = Array.from({ length: 700 }, (_, id) => ({
  id: String(id),
  author: { name: `Marie "la ${id}e" \\`, 'a{[': ['}', { deep: '\\"' }] },
  value: 'é'.repeat(40) + '\u2028\\'.repeat(id % 5),
  replies: [{ id: `r${id}`, replies: [{}] }],
}));
const list = JSON.stringify(comments);
const long = JSON.stringify('-"\\'.repeat(3000));

/** What is particular about it. */
const texts: Readonly<Record<string, string>> = {
  'a list': list,
  'a list with blanks everywhere': JSON.stringify(comments, null, 4),
  'a list as a member': `{"total":3,"comments":${list},"next":"\\"]}"}`,
  'a list as a member, with blanks': JSON.stringify({ a: { b: [{}] }, comments, rules: { c: [{}, 1] } }, null, 2),
  'a list behind others': `{"orders":["best"],"empty":[],"none":[[{}],1],"comments":${list},"more":[{"a":1}]}`,
  'a list under a name that has to be read': `{"\\u0063omm\\"ents":${list}}`,
  'a list called __proto__': `{"__proto__":${list}}`,
  'members called like what stands for an object': `{"":{"":{"":0}},"a":[{"":5},[{"":1}]],"b":[0,{"":{"":{}}}]}`,
  'members that are numbers': '{"b":{"2":{"c":1},"1":{"d":2}},"7":{"a":{}},"3":[{"e":3}]}',
  'a list in a list': `[${list}]`,
  'a list deep below': `{"a":{"b":${list}}}`,
  'a list of all sorts': `[{"a":1},1,"{",null,[{}],{"b":{}},${list.slice(1)}`,
  'a list of empty objects': `[${'{},'.repeat(30_000)}{}]`,
  'nothing in it': '[]',
  'no list': '{"code":"closed","errors":{"a":[1]}}',
  'a number': '12.5',
  'one long text': long,
  'a long text in a list': `[{"a":${long}}]`,
  'a long text beside a list': `{"a":${long},"b":[{"c":[]}]}`,
  'blanks around': `${' '.repeat(60_000)}[{}] \n`,
};

/** And what is none, however much it looks like it. */
const mistakes: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'a text without quotes': 'closed',
  'no comma between objects': list.replace('},{"id":"9"', '} {"id":"9"'),
  'two commas between objects': list.replace('},{"id":"9"', '},,{"id":"9"'),
  'a comma at the end': list.replace(/\]$/, ',]'),
  'no end': list.slice(0, -1),
  'the wrong end': list.replace(/\]$/, '}'),
  'more after the end': `${list}]`,
  'an object in the place of a list': '[[{"a":1}}]',
  'a list in the place of an object': '{"a":[{"b":[1}]}]',
  'a mistake in an object': list.replace('"id":"600"', "'id':600"),
  'a string without an end': list.slice(0, list.lastIndexOf('"replies"') + 5),
  'a page of HTML': `<!doctype html>${'<p>[{"a":1}]</p>'.repeat(5000)}`,
};

/** In characters. */
const lengths = [1_000_000, 4096, 7];

function read(text: string, length: number): unknown {
  const reader = new JsonReader();
  for (let start = 0; start < text.length; start += length) reader.push(text.slice(start, start + length));
  return reader.value();
}

describe('JSON that comes in pieces', () => {
  for (const [what, text] of Object.entries(texts))
    it(`is what JSON.parse makes of it: ${what}`, () => {
      for (const length of lengths)
        expect(JSON.stringify(read(text, length)), String(length)).to.equal(JSON.stringify(JSON.parse(text)));
    });

  for (const [what, text] of Object.entries(mistakes))
    it(`is undefined where it is no JSON: ${what}`, () => {
      expect(() => JSON.parse(text) as unknown).to.throw(SyntaxError);
      for (const length of lengths) expect(read(text, length), String(length)).to.equal(undefined);
    });

  it('is parsed an object at a time', () => {
    const { parse } = JSON;
    const parsed: number[] = [];
    JSON.parse = (text: string) => {
      parsed.push(text.length);
      return parse(text) as unknown;
    };
    try {
      read(`{"comments":${list}}`, 4096);
    } finally {
      JSON.parse = parse;
    }
    expect(parsed).to.have.lengthOf(comments.length + 1);
    expect(parsed.filter((length) => length > 3000)).to.deep.equal([parsed.at(-1)]);
  });
});
