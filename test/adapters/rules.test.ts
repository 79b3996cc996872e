import { expect } from '@open-wc/testing';
import { isso } from '../../src/adapters/isso.js';
import { jsonEndpoint } from '../../src/adapters/json-endpoint.js';
import { memory } from '../../src/adapters/memory.js';
import { pocketbase } from '../../src/adapters/pocketbase.js';
import { waline } from '../../src/adapters/waline.js';
import { wordpressForm } from '../../src/adapters/wordpress-form.js';
import { wordpressRest } from '../../src/adapters/wordpress-rest.js';
import type { Adapter } from '../../src/core/adapter.js';
import { fieldNames, type FieldName, type FieldRule, type Rules } from '../../src/core/rules.js';
import { stages, type Stage } from '../fuzz/stages.js';
import { fakeNetwork } from '../support/backend.js';
import { IssoServer } from '../support/backends/isso.js';

/** The rule of each field in a line: `required 3–65535 characters`. */
type Lines = Readonly<Record<FieldName, string>>;

/** Rules as they are read here. */
interface Told extends Partial<Omit<Rules, 'fields'>> {
  readonly fields?: Lines;
}

function lineOf({ use, min, max, unit = 'characters', ...others }: FieldRule): string {
  expect(others).to.deep.equal({});
  if (min === undefined && max === undefined) return use;
  return `${use} ${min ?? ''}–${max ?? ''} ${unit}`;
}

function told({ fields, ...others }: Partial<Rules>): Told {
  if (!fields) return others;
  const lines = Object.fromEntries(fieldNames.map((name) => [name, lineOf(fields[name])])) as unknown as Lines;
  return { ...others, fields: lines };
}

/** What most of them have in common. */
const usual = { replyDepth: Infinity, open: true, sameOrigin: false } as const;

/** What WordPress has columns for, in MySQL. */
const wordpress = {
  fields: {
    body: 'required –65525 bytes',
    name: 'required –245 bytes',
    email: 'required –100 bytes',
    url: 'optional –200 bytes',
  },
  replyDepth: 5,
  open: true,
} as const;

/** Where a list says the same of the fields as the adapter does by itself. */
const fieldsOf = {
  comentario: { body: 'required –4096 bytes', name: 'optional –63 characters', email: 'none', url: 'none' },
  commento: { body: 'required', name: 'optional', email: 'none', url: 'none' },
  isso: {
    body: 'required 3–65535 characters',
    name: 'optional',
    email: 'optional –254 characters',
    url: 'optional –254 characters',
  },
  twikoo: { body: 'required –500 characters', name: 'required', email: 'required', url: 'optional' },
} as const;

const remark42 = { name: 'required 3–64 bytes', email: 'none', url: 'none' };

/** By adapter: what it says before it has asked anybody, and what a list of a server as it is set up by default adds to that. */
const table: Readonly<Record<string, { readonly first: Told; readonly listed?: Told }>> = {
  artalk: {
    first: {
      ...usual,
      fields: { body: 'required', name: 'required', email: 'required', url: 'optional' },
      orders: ['newest', 'oldest', 'best'],
      downvotes: true,
    },
    listed: { open: true },
  },
  comentario: {
    first: { ...usual, fields: fieldsOf.comentario, orders: ['newest', 'oldest', 'best'] },
    listed: { fields: fieldsOf.comentario, orders: ['newest', 'oldest', 'best'], open: true },
  },
  commento: {
    first: { ...usual, fields: fieldsOf.commento, orders: ['best', 'newest', 'oldest'] },
    listed: { fields: fieldsOf.commento, orders: ['best', 'newest', 'oldest'], open: true },
  },
  cusdis: {
    first: {
      ...usual,
      fields: {
        body: 'required –60000 bytes',
        name: 'required –191 characters',
        email: 'optional –191 characters',
        url: 'none',
      },
      orders: ['newest'],
    },
  },
  http: {
    first: {
      ...usual,
      fields: { body: 'required', name: 'optional', email: 'optional', url: 'optional' },
      orders: ['newest', 'oldest'],
    },
    listed: { open: true },
  },
  isso: {
    first: {
      ...usual,
      fields: fieldsOf.isso,
      replyDepth: 1,
      orders: ['oldest', 'newest', 'best'],
      downvotes: true,
    },
    listed: { fields: fieldsOf.isso },
  },
  memory: {
    first: { ...wordpress, orders: ['oldest', 'newest', 'best'], sameOrigin: false },
    listed: { open: true },
  },
  pocketbase: {
    first: {
      ...usual,
      fields: {
        body: 'required –5000 characters',
        name: 'required –100 characters',
        email: 'required',
        url: 'optional –2082 characters',
      },
      orders: ['oldest'],
    },
  },
  postgrest: {
    first: {
      ...usual,
      fields: {
        body: 'required –10000 characters',
        name: 'required –80 characters',
        email: 'optional –254 characters',
        url: 'optional –500 characters',
      },
      orders: ['oldest', 'newest'],
    },
  },
  remark42: {
    first: {
      ...usual,
      fields: { body: 'required –2048 characters', ...remark42 },
      orders: ['oldest', 'newest', 'best'],
      unmoderated: true,
    },
    listed: { fields: { body: 'required 0–2048 characters', ...remark42 }, open: true },
  },
  rest: {
    first: { ...wordpress, orders: ['oldest', 'newest', 'best'], sameOrigin: false },
    listed: {
      fields: {
        body: 'required –2000 characters',
        name: 'required –80 characters',
        email: 'required –120 characters',
        url: 'optional –120 characters',
      },
      replyDepth: 5,
      orders: ['oldest', 'newest', 'best'],
      downvotes: true,
      open: true,
      sameOrigin: false,
    },
  },
  twikoo: {
    first: {
      ...usual,
      fields: fieldsOf.twikoo,
      replyDepth: 1,
      orders: ['newest'],
      downvotes: false,
    },
    listed: { fields: fieldsOf.twikoo, downvotes: true },
  },
  waline: {
    first: {
      ...usual,
      fields: {
        body: 'required –65535 bytes',
        name: 'optional –255 characters',
        email: 'optional –255 characters',
        url: 'optional –255 characters',
      },
      orders: ['newest', 'oldest', 'best'],
    },
  },
  'wordpress-form': {
    first: { ...wordpress, orders: ['oldest', 'newest'], sameOrigin: true },
    listed: { open: true },
  },
  'wordpress-rest': {
    first: { ...wordpress, orders: ['oldest', 'newest'], sameOrigin: false },
    listed: { open: true },
  },
};

/** A server with nothing in it, and its adapter. */
const made: Readonly<Record<string, () => Pick<Stage, 'create' | 'handlers' | 'thread'>>> = {
  ...stages,
  memory: () => ({ handlers: [], create: () => memory() }),
};

describe('the rules of', () => {
  const network = fakeNetwork();

  for (const [name, { first, listed }] of Object.entries(table))
    describe(name, () => {
      it('are these before anything is listed', async () => {
        expect(told((await made[name]!().create()).rules)).to.deep.equal(first);
      });

      it(
        listed ? 'are these once its server has said more' : 'stay as they are: its server says nothing of them',
        async () => {
          const { create, handlers, thread } = made[name]!();
          network.use(...handlers);
          const { rules } = await (await create()).list!({ thread: (await thread?.()) ?? '/article/' }, {});
          expect(rules && told(rules)).to.deep.equal(listed);
        },
      );
    });

  it('every adapter are here', () => {
    expect(Object.keys(table)).to.deep.equal(Object.keys(made).sort());
  });

  describe('what an owner has set up:', () => {
    const uses = ({ rules }: Pick<Adapter, 'rules'>) => fieldNames.map((name) => rules.fields[name].use).join();

    it('the fields that Waline has, none of which it demands by itself', () => {
      const endpoint = 'https://waline.example';
      expect(uses(waline({ endpoint, meta: 'nick,mail' }))).to.equal('required,optional,optional,none');
      expect(uses(waline({ endpoint, requiredMeta: 'nick,mail' }))).to.equal('required,required,required,optional');
    });

    it('whether PocketBase has e-mails', () => {
      const endpoint = 'https://pocketbase.example';
      expect(uses(pocketbase({ endpoint, email: 'optional' }))).to.equal('required,required,optional,optional');
      expect(uses(pocketbase({ endpoint, email: 'none' }))).to.equal('required,required,none,optional');
    });

    it('what WordPress asks its readers for, and how deep it nests', () => {
      const api = `${location.origin}/wp-json/`;
      const both = (options: object) => [
        wordpressForm({ api, ...options }),
        wordpressRest({ endpoint: api, ...options }),
      ];
      for (const adapter of both({})) expect(uses(adapter)).to.equal('required,required,required,optional');
      for (const adapter of both({ identity: 'optional' }))
        expect(uses(adapter)).to.equal('required,optional,optional,optional');
      for (const adapter of both({ identity: 'none' })) expect(uses(adapter)).to.equal('required,none,none,none');
      for (const depth of [0, 3])
        for (const { rules } of both({ depth: String(depth) })) expect(rules.replyDepth).to.equal(depth);
    });

    it('what the attributes say that a server of JSON takes', async () => {
      const adapter = await jsonEndpoint({
        endpoint: 'https://json.example/comments',
        send: 'thread body name',
        limits: 'body=2000 name=80',
      });
      const { fields, replyDepth } = told(adapter.rules);
      expect({ fields, replyDepth }).to.deep.equal({
        fields: { body: 'required –2000 characters', name: 'optional –80 characters', email: 'none', url: 'none' },
        replyDepth: 0,
      });
    });

    it('what Isso asks for, its limits as before', async () => {
      const server = new IssoServer();
      network.use(...server.handlers);
      Object.assign(server.config, { 'require-author': true, 'require-email': true, 'website-field': false });
      const { rules } = await isso({ endpoint: server.endpoint }).list!({ thread: '/a/' }, {});
      expect(told(rules!).fields).to.deep.equal({
        body: 'required 3–65535 characters',
        name: 'required',
        email: 'required –254 characters',
        url: 'none –254 characters',
      });
    });
  });
});
