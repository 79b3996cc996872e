import { expect } from '@open-wc/testing';
import * as zod from 'zod/mini';
import * as ours from '../../src/core/schema.js';

/** What the two have in common, as the sources use it. */
type Library = Pick<typeof zod, 'string' | 'number' | 'boolean' | 'array' | 'object' | 'literal' | 'nullable' | 'exactOptional'> &
  Pick<typeof zod, 'check' | 'overwrite'>;

const schemas = (z: Library) => ({
  string: z.string(),
  number: z.number(),
  boolean: z.boolean(),
  literal: z.literal(['published', 'pending']),
  nullable: z.nullable(z.string()),
  array: z.array(z.number()),
  object: z.object({
    id: z.string(),
    parentId: z.nullable(z.string()),
    total: z.exactOptional(z.number()),
    author: z.object({ name: z.string() }),
    list: z.exactOptional(z.array(z.object({ open: z.boolean() }))),
  }),
  checked: z.object({
    name: z.string().check(
      z.overwrite((value) => value.trim()),
      z.check(({ value, issues }) => {
        if (!value) issues.push({ code: 'custom', input: value, params: { issue: 'required' } });
      }),
    ),
  }),
});

const values: readonly unknown[] = [
  '',
  'published',
  'autre',
  0,
  -1.5,
  NaN,
  Infinity,
  true,
  null,
  undefined,
  [],
  [1, 2],
  [1, 'deux', null],
  {},
  new Date(0),
  { id: '1', parentId: null, author: { name: 'Anne' } },
  { id: '1', parentId: 'p', total: 2, author: { name: 'Anne', email: 'x' }, list: [{ open: true, more: 1 }], more: 1 },
  { id: 1, parentId: undefined, total: null, author: 'Anne', list: {} },
  { id: '1', parentId: null, total: undefined, author: { name: 'Anne' } },
  { parentId: null, author: {}, list: [{ open: 1 }, { open: true }, 'x'] },
  { name: ' Anne ' },
  { name: '   ' },
  { name: 5 },
];

/** What a caller sees of an answer: the value, or where it is wrong. */
function seen(result: { success: boolean; data?: unknown; error?: { issues: readonly unknown[] } }) {
  if (result.success) return { data: result.data };
  const issues = result.error!.issues as { code: string; path?: readonly PropertyKey[]; params?: unknown }[];
  return { issues: issues.map(({ code, path = [], params }) => ({ code, path: path.join('.'), params })) };
}

describe('the schemas of the files for script tags', () => {
  const theirs = schemas(zod);
  const own = schemas(ours as unknown as Library);

  for (const name of Object.keys(theirs) as (keyof typeof theirs)[])
    for (const [index, value] of values.entries())
      it(`answer like zod: ${name}, value ${index} ${JSON.stringify(value) ?? 'undefined'}`, () => {
        expect(seen(own[name].safeParse(value))).to.deep.equal(seen(theirs[name].safeParse(value)));
      });

  it('have every function of zod that the sources call', () => {
    expect(Object.keys(ours).sort()).to.include.members(
      ['array', 'boolean', 'check', 'exactOptional', 'literal', 'nullable', 'number', 'object', 'overwrite', 'string'],
    );
  });
});
