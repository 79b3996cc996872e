import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { commentRules } from '../../demo/server/comment-rules.ts';
import { openServer, type ApiClient } from './demo-server.ts';

interface Media {
  readonly schema?: object;
  readonly example?: unknown;
}
interface Described {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, Media>>;
}
interface Operation {
  readonly requestBody?: Described;
  readonly responses: Readonly<Record<string, Described>>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<
      Record<string, { readonly properties?: Readonly<Record<string, { maxLength?: number }>> }>
    >;
    readonly responses: Readonly<Record<string, Described>>;
  };
}

async function describedBy({ url }: ApiClient): Promise<Description> {
  return (await (await fetch(`${url}/api/openapi.json`)).json()) as Description;
}

/** zod reads JSON Schema, whose own place for shared schemas is `$defs`. */
function validator(schema: object, { components }: Description) {
  const text = JSON.stringify({ ...schema, $defs: components.schemas }).replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0]);
}

function responseOf(description: Description, path: string, method: string, status: number): Described {
  const response = description.paths[path]?.[method]?.responses[status];
  assert.ok(response, `${method} ${path} ${status} is not described`);
  const name = response.$ref?.split('/').at(-1);
  return name ? description.components.responses[name]! : response;
}

describe('the description', () => {
  it('agrees with what the server answers', async (t) => {
    const server = await openServer(t, { rateLimit: 4, moderation: 'links', closedThreads: ['/clos'] });
    const description = await describedBy(server);
    const key = { 'Idempotency-Key': '"k"' };
    const answers: [path: string, method: string, status: number, response: Response][] = [
      ['/comments', 'post', 201, await server.post({ url: 'https://exemple.fr' }, key)],
      ['/comments', 'post', 200, await server.post({ url: 'https://exemple.fr' }, key)],
      ['/comments', 'post', 201, await server.post({ body: 'Voir https://exemple.fr' })],
      ['/comments', 'post', 201, await server.post({ body: 'Merci', parentId: '1' })],
      ['/comments', 'post', 303, await server.submit({ body: 'Formulaire' })],
      ['/comments', 'post', 400, await server.send('{', { 'Content-Type': 'application/json' })],
      ['/comments', 'post', 403, await server.post({ thread: '/clos' })],
      ['/comments', 'post', 403, await server.post({ extra: { topic: 'x' } })],
      ['/comments', 'post', 409, await server.post({ url: 'https://exemple.fr' })],
      ['/comments', 'post', 413, await server.post({ body: 'a'.repeat(300_000) })],
      ['/comments', 'post', 415, await server.send('texte', {})],
      ['/comments', 'post', 422, await server.post({ body: '', email: 'a', url: 'b', name: 'a'.repeat(101) })],
      ['/comments', 'post', 422, await server.post({ body: 'Autre' }, key)],
      ['/comments', 'post', 422, await server.post({ parentId: '999' })],
      ['/comments', 'post', 422, await server.submit({ body: '' })],
      ['/comments', 'post', 429, await server.post({ body: 'Trop' })],
      ['/comments', 'get', 200, await server.query({ thread: '/' })],
      ['/comments', 'get', 200, await server.query({ thread: '/', order: 'newest', limit: '1' })],
      ['/comments', 'get', 400, await server.query({ thread: '/', limit: '0' })],
      ['/comments', 'get', 405, await fetch(`${server.url}/api/comments`, { method: 'PUT' })],
      ['/comments/{id}', 'get', 200, await fetch(`${server.url}/api/comments/1`)],
      ['/comments/{id}', 'get', 404, await fetch(`${server.url}/api/comments/999`)],
    ];
    for (const [path, method, status, response] of answers) {
      const what = `${method} ${path} ${status}`;
      const described = responseOf(description, path, method, status);
      const text = await response.text();
      assert.equal(response.status, status, `${what}: ${text}`);
      for (const header of Object.keys(described.headers ?? {}))
        assert.ok(response.headers.get(header), `${what}: ${header}`);
      if (!described.content) continue;

      const [type = ''] = (response.headers.get('Content-Type') ?? '').split(';');
      const { schema } = described.content[type] ?? {};
      assert.ok(schema, `${what}: ${type} is not described`);
      validator(schema, description).parse(type === 'text/html' ? text : JSON.parse(text));
    }
  });

  it('gives examples that keep its schemas, and that the server takes', async (t) => {
    const server = await openServer(t);
    const description = await describedBy(server);
    const operations = Object.values(description.paths).flatMap((methods) => Object.values(methods));
    const bodies = operations.flatMap(({ requestBody, responses }) => [requestBody, ...Object.values(responses)]);
    const examples = bodies
      .flatMap((described) => Object.values(described?.content ?? {}))
      .filter(({ example }) => example !== undefined);
    assert.ok(examples.length >= 5);
    for (const { schema, example } of examples) validator(schema ?? {}, description).parse(example);

    const content = description.paths['/comments']?.['post']?.requestBody?.content ?? {};
    const form = content['application/x-www-form-urlencoded']?.example as Record<string, string>;
    assert.equal((await server.submit(form)).status, 303);
    assert.equal(
      (await server.post({ ...(content['application/json']?.example as object), parentId: '1' })).status,
      201,
    );
  });

  it('names the limits that the server keeps', async (t) => {
    const { components } = await describedBy(await openServer(t));
    for (const [field, { max }] of Object.entries(commentRules.fields)) {
      assert.equal(components.schemas['Submission']?.properties?.[field]?.maxLength, max);
    }
  });

  it('is OpenAPI 3.1, and every reference in it leads somewhere', async (t) => {
    const description = await describedBy(await openServer(t));
    assert.match(description.openapi, /^3\.1\./);
    const references = JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g);
    for (const [, path = ''] of references) {
      const target = path
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], description);
      assert.ok(target, path);
    }
  });
});
