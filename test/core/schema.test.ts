import { expect } from '@open-wc/testing';
import * as zod from 'zod/mini';
import * as own from '../../src/core/schema.js';

/** The same schemas, once by zod and once by what is shipped in its place. */
function schemasBy(z: typeof zod) {
  const noBlank = z.check<string>(({ value, issues }) => {
    if (!value) issues.push({ code: 'custom', input: value, path: [] });
  });
  const author = z.object({ name: z.string(), url: z.exactOptional(z.string()) });
  return {
    string: z.string(),
    number: z.number(),
    boolean: z.boolean(),
    unknown: z.unknown(),
    unknowns: z.object({ comments: z.array(z.unknown()) }),
    literal: z.literal(['text', 'html']),
    nullable: z.nullable(z.string()),
    array: z.array(z.number()),
    object: author,
    nested: z.object({ comments: z.array(z.object({ author, parentId: z.nullable(z.string()) })) }),
    checked: z.string().check(
      z.overwrite((value) => value.trim()),
      noBlank,
    ),
    checkedWithin: z.object({ body: z.string().check(noBlank) }),
    optionalChecked: z.object({ body: z.exactOptional(z.string().check(noBlank)) }),
  };
}

const leaves = ['', ' a ', 'text', 0, -1.5, NaN, Infinity, true, false, null, undefined, [], {}, [1, 'a'], new Date(0)];

/** Every leaf, and every leaf where the schemas look for something. */
const values: unknown[] = leaves.flatMap((leaf) => [
  leaf,
  [leaf, leaf],
  { name: leaf },
  { name: 'Marie', url: leaf, more: leaf },
  { body: leaf },
  { comments: leaf },
  { comments: [leaf] },
  { comments: [{ author: { name: 'Marie' }, parentId: leaf }] },
  { comments: [{ author: { name: leaf, url: leaf }, parentId: null, more: 1 }, { author: leaf }] },
]);

describe('what is shipped in the place of zod', () => {
  const real = schemasBy(zod);
  const shipped = schemasBy(own as unknown as typeof zod);

  for (const name of Object.keys(real) as (keyof typeof real)[])
    it(`answers like zod: ${name}`, () => {
      for (const value of values) {
        const expected = real[name].safeParse(value);
        const actual = shipped[name].safeParse(value);
        const shown = JSON.stringify(value);
        expect(actual.success, shown).to.equal(expected.success);
        expect(actual.data, shown).to.deep.equal(expected.data);
        const places = (result: typeof actual) =>
          result.error?.issues.map(({ code, path }) => `${code} ${path.join('.')}`);
        expect(places(actual), shown).to.deep.equal(places(expected));
      }
    });
});
