import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { commentRules, maxReason } from '../../demo/server/comment-rules.ts';
import { seedThread } from '../../demo/server/seed-thread.ts';
import { openServer, openStore, type ApiClient } from './demo-server.ts';

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

type Given = readonly [path: string, method: string, status: number, response: Response];

/** What this server never says, or only in trouble. */
const unsaid = ['202', '304', '500'];

/** Checks each answer against its description, and that no other is described for the same operations. */
async function assertDescribed(description: Description, answers: readonly Given[]): Promise<void> {
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
  for (const [path, method] of answers) {
    const described = Object.keys(description.paths[path]?.[method]?.responses ?? {});
    const given = answers.filter(([other, its]) => other === path && its === method).map(([, , status]) => status);
    const missing = described.filter((status) => !unsaid.includes(status) && !given.includes(Number(status)));
    assert.deepEqual(missing, [], `${method} ${path}`);
  }
}

/** Sends what the methods of the client never would. */
function sendTo(server: ApiClient, method: string, path: string, body: string, type = 'application/json') {
  const headers = { 'Content-Type': type, Authorization: 'Bearer x' };
  return fetch(`${server.url}/api/comments/${path}`, { method, headers, body });
}

describe('the description', () => {
  it('agrees with what the server answers', async (t) => {
    const server = await openServer(t, { rateLimit: 4, moderation: 'links', closedThreads: ['/clos'] });
    const description = await describedBy(server);
    const key = { 'Idempotency-Key': '"k"' };
    await assertDescribed(description, [
      ['/comments', 'post', 201, await server.post({ url: 'https://exemple.fr' }, key)],
      ['/comments', 'post', 200, await server.post({ url: 'https://exemple.fr' }, key)],
      ['/comments', 'post', 201, await server.post({ body: 'Voir https://exemple.fr' })],
      ['/comments', 'post', 201, await server.post({ body: 'Merci', parentId: '1' })],
      ['/comments', 'post', 303, await server.submit({ body: 'Formulaire' })],
      ['/comments', 'post', 400, await server.send('{', { 'Content-Type': 'application/json' })],
      ['/comments', 'post', 403, await server.post({ thread: '/clos' })],
      ['/comments', 'post', 403, await server.post({ extra: { topic: 'x' } })],
      ['/comments', 'post', 405, await fetch(`${server.url}/api/comments`, { method: 'DELETE' })],
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
      ['/comments', 'get', 200, await server.query({ thread: '/', around: '4', limit: '1' })],
      ['/comments', 'get', 200, await server.query({ thread: '/', parent: '1', limit: '1' })],
      [
        '/comments',
        'get',
        200,
        await server.query({ thread: '/', since: Buffer.from('since 0').toString('base64url') }),
      ],
      ['/comments', 'get', 400, await server.query({ thread: '/', limit: '0' })],
      ['/comments', 'get', 405, await fetch(`${server.url}/api/comments`, { method: 'PUT' })],
      ['/comments/counts', 'get', 200, await server.call('GET', 'counts?thread=/&thread=/b')],
      ['/comments/counts', 'get', 400, await server.call('GET', 'counts')],
      ['/comments/{id}', 'get', 200, await server.call('GET', '1')],
      ['/comments/{id}', 'get', 404, await server.call('GET', '999')],
    ]);
  });

  it('agrees with what it answers to authors', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    seedThread(openStore(t, server.database), '/', 100);
    const [first, pending] = [await server.published({}), await server.published({ body: 'Voir www.exemple.fr' })];
    await server.published({ parentId: first.id, body: 'Merci' });
    const { token } = first;
    const body = { body: 'Revu' };
    await assertDescribed(await describedBy(server), [
      ['/comments/{id}', 'get', 200, await server.call('GET', pending.id, pending)],
      ['/comments/{id}', 'get', 404, await server.call('GET', pending.id)],
      ['/comments/{id}', 'patch', 200, await server.call('PATCH', first.id, { token, body })],
      ['/comments/{id}', 'patch', 400, await sendTo(server, 'PATCH', first.id, '{')],
      ['/comments/{id}', 'patch', 401, await server.call('PATCH', first.id, { body })],
      ['/comments/{id}', 'patch', 403, await server.call('PATCH', first.id, { token: 'x', body })],
      ['/comments/{id}', 'patch', 404, await server.call('PATCH', '999', { token, body })],
      ['/comments/{id}', 'patch', 415, await sendTo(server, 'PATCH', first.id, 'Revu', 'text/plain')],
      ['/comments/{id}', 'patch', 422, await server.call('PATCH', first.id, { token, body: {} })],
      ['/comments/{id}', 'delete', 401, await server.call('DELETE', first.id)],
      ['/comments/{id}', 'delete', 403, await server.call('DELETE', first.id, { token: 'x' })],
      ['/comments/{id}', 'delete', 404, await server.call('DELETE', '999', { token })],
      ['/comments/{id}', 'delete', 200, await server.call('DELETE', first.id, { token })],
      ['/comments/{id}', 'delete', 204, await server.call('DELETE', pending.id, pending)],
    ]);
    validator({ $ref: '#/components/schemas/CommentPage' }, await describedBy(server)).parse(await server.list());
  });

  it('agrees with what it answers to votes and reports', async (t) => {
    const server = await openServer(t, { rateLimit: 1 });
    await server.published({});
    const votes = '/comments/{id}/votes/{key}';
    const reports = '/comments/{id}/reports';
    const key = '0b7c2a54-3f0e-4f57-9d7e-3a5a5c0f8a11';
    const vote = (id: string, value: number) => server.call('PUT', `${id}/votes/${key}`, { body: { value } });
    const report = (id: string) => server.call('POST', `${id}/reports`, { body: { reason: '' } });
    const answers: Given[] = [
      [votes, 'put', 200, await vote('1', 1)],
      [votes, 'put', 400, await server.call('PUT', '1/votes/1', { body: { value: 1 } })],
      [votes, 'put', 404, await vote('999', 1)],
      [votes, 'put', 415, await sendTo(server, 'PUT', `1/votes/${key}`, '1', 'text/plain')],
      [votes, 'put', 422, await vote('1', 2)],
      [reports, 'post', 204, await report('1')],
      [reports, 'post', 400, await sendTo(server, 'POST', '1/reports', '{')],
      [reports, 'post', 404, await report('999')],
      [reports, 'post', 415, await sendTo(server, 'POST', '1/reports', 'Publicité', 'text/plain')],
      [reports, 'post', 422, await server.call('POST', '1/reports', { body: {} })],
    ];
    for (let n = 3; n <= 6; n++) await vote('1', 1);
    answers.push([votes, 'put', 429, await vote('1', 1)], [reports, 'post', 429, await report('1')]);
    await assertDescribed(await describedBy(server), answers);
  });

  it('gives examples that keep its schemas, and that the server takes', async (t) => {
    const server = await openServer(t);
    const description = await describedBy(server);
    const operations = Object.values(description.paths)
      .flatMap((methods) => Object.entries(methods))
      .flatMap(([name, operation]) => (name === 'parameters' ? [] : [operation]));
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
    assert.equal(components.schemas['Edit']?.properties?.['body']?.maxLength, commentRules.fields.body.max);
    assert.equal(components.schemas['Report']?.properties?.['reason']?.maxLength, maxReason);
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
