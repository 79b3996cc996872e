import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import {
  openServer,
  openStore,
  problemOf,
  withoutSecrets,
  type CommentJson,
  type OwnCommentJson,
} from './demo-server.ts';

const revised = { body: 'Revu' };

/** Puts a comment back in time. */
function age(database: string, id: string, minutes: number): void {
  const file = new DatabaseSync(database);
  const createdAt = new Date(Date.now() - minutes * 60_000).toISOString();
  file.prepare('UPDATE comments SET created_at = ? WHERE id = ?').run(createdAt, id);
  file.close();
}

async function jsonOf(response: Response): Promise<CommentJson> {
  return (await response.json()) as CommentJson;
}

async function refusalOf(response: Response): Promise<[status: number, code: string | undefined]> {
  return [response.status, (await problemOf(response)).code];
}

describe('the answer to a post', () => {
  it('has a token, and tells for how long it is good', async (t) => {
    const server = await openServer(t);
    const [first, second] = [await server.published({ body: 'Un' }), await server.published({ body: 'Deux' })];
    assert.match(first.token, /^[\w-]{43}$/);
    assert.notEqual(first.token, second.token);
    assert.equal(Date.parse(first.editableUntil!) - Date.parse(first.createdAt), 15 * 60_000);
  });

  it('has the same token for a retry, after an edit and a restart as well', async (t) => {
    const server = await openServer(t);
    const key = { 'Idempotency-Key': '"k"' };
    const first = (await (await server.post({}, key)).json()) as OwnCommentJson;
    await server.call('PATCH', first.id, { token: first.token, body: revised });
    const again = await openServer(t, { database: server.database });
    const response = await again.post({}, key);
    const second = (await response.json()) as OwnCommentJson;
    assert.equal(response.status, 200);
    assert.equal(second.token, first.token);
    assert.equal(second.content.value, 'Revu');
  });

  it('to a retry tells what became of the comment since', async (t) => {
    const server = await openServer(t, { moderation: 'all' });
    const keys = ['"a"', '"b"'].map((key) => ({ 'Idempotency-Key': key }));
    const deleted = (await (await server.post({ body: 'Un' }, keys[0])).json()) as OwnCommentJson;
    const refused = await jsonOf(await server.post({ body: 'Deux' }, keys[1]));
    await server.call('DELETE', deleted.id, deleted);
    openStore(t, server.database).refuse(refused.id);
    const retry = await server.post({ body: 'Un' }, keys[0]);
    assert.equal(retry.status, 200);
    assert.equal((await jsonOf(retry)).status, 'deleted');
    assert.deepEqual(await refusalOf(await server.post({ body: 'Deux' }, keys[1])), [403, 'rejected']);
  });
});

describe('an own comment', () => {
  it('is given to its author while it waits for a moderator, and to nobody else', async (t) => {
    const server = await openServer(t, { moderation: 'all' });
    const comment = await server.published({});
    const other = await server.published({ body: 'Autre' });
    const response = await server.call('GET', comment.id, comment);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.deepEqual(await jsonOf(response), {
      ...withoutSecrets(comment),
      editableUntil: comment.editableUntil,
    });
    for (const token of [undefined, other.token, comment.token.slice(1), `${comment.token}A`, 'x'])
      assert.deepEqual(await refusalOf(await server.call('GET', comment.id, token === undefined ? {} : { token })), [
        404,
        'gone',
      ]);
    const basic = { headers: { Authorization: `Basic ${comment.token}` } };
    assert.equal((await fetch(`${server.url}/api/comments/${comment.id}`, basic)).status, 404);
  });

  it('is gone for its author as well once it was refused or deleted', async (t) => {
    const server = await openServer(t);
    const refused = await server.published({ body: 'Un' });
    const deleted = await server.published({ body: 'Deux' });
    openStore(t, server.database).refuse(refused.id);
    await server.call('DELETE', deleted.id, deleted);
    for (const comment of [refused, deleted])
      for (const [method, body] of [['GET'], ['PATCH', revised], ['DELETE']] as const)
        assert.deepEqual(await refusalOf(await server.call(method, comment.id, { token: comment.token, body })), [
          404,
          'gone',
        ]);
  });

  it('tells how long it may be changed to its author only', async (t) => {
    const server = await openServer(t, { editWindow: 60 });
    const comment = await server.published({});
    const own = await jsonOf(await server.call('GET', comment.id, comment));
    assert.equal(Date.parse(own.editableUntil!) - Date.parse(own.createdAt), 60_000);
    assert.equal('editableUntil' in (await jsonOf(await server.call('GET', comment.id))), false);
    assert.equal('editableUntil' in (await jsonOf(await server.call('GET', comment.id, { token: 'x' }))), false);
    age(server.database, comment.id, 2);
    assert.equal('editableUntil' in (await jsonOf(await server.call('GET', comment.id, comment))), false);
  });
});

describe('an edit', () => {
  it('changes what the comment says, and nothing else', async (t) => {
    const server = await openServer(t);
    const comment = await server.published({ url: 'https://exemple.fr' });
    const response = await server.call('PATCH', comment.id, { token: comment.token, body: revised });
    const { editedAt, ...edited } = await jsonOf(response);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.equal(response.headers.get('ETag'), null, 'a tag is of what GET gives');
    assert.equal(new Date(editedAt!).toISOString(), editedAt);
    const expected = { ...withoutSecrets(comment), content: { format: 'text', value: 'Revu' } };
    assert.deepEqual(edited, { ...expected, editableUntil: comment.editableUntil });
    assert.deepEqual((await server.list()).comments, [{ ...expected, editedAt }]);
  });

  it('is held to the rules of a comment', async (t) => {
    const server = await openServer(t);
    const { id, token } = await server.published({});
    const refused = [
      [{ body: ' ' }, 'required'],
      [{}, 'required'],
      [{ body: 'é'.repeat(5001) }, 'too-long'],
      [{ body: 'a\0b' }, 'refused'],
      [{ body: 3 }, 'refused'],
    ] as const;
    for (const [body, code] of refused) {
      const response = await server.call('PATCH', id, { token, body });
      const problem = await problemOf(response);
      assert.equal(response.status, 422);
      assert.equal(problem.code, 'invalid');
      assert.deepEqual(
        problem.errors?.map((error) => [error.field, error.code]),
        [['body', code]],
      );
    }
    assert.equal((await server.call('PATCH', id, { token, body: null })).status, 422);
    assert.equal((await server.list()).comments[0]?.content.value, 'Bonjour');
  });

  it('is JSON', async (t) => {
    const server = await openServer(t);
    const { id, token } = await server.published({});
    const send = (type: string, body: string) =>
      fetch(`${server.url}/api/comments/${id}`, {
        method: 'PATCH',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
        body,
      });
    const response = await send('application/x-www-form-urlencoded', 'body=Revu');
    assert.equal(response.headers.get('Accept'), 'application/json');
    assert.deepEqual(await refusalOf(response), [415, 'invalid']);
    assert.deepEqual(await refusalOf(await send('application/json', '{')), [400, 'invalid']);
  });

  for (const moderation of ['all', 'links'] as const) {
    it(`waits for a moderator where comments do: ${moderation}`, async (t) => {
      const server = await openServer(t, { moderation });
      const store = openStore(t, server.database);
      const comment = await server.published({});
      store.approve(comment.id);
      assert.equal((await server.list()).total, 1);
      const body = { body: 'Voir https://exemple.fr' };
      const edited = await jsonOf(await server.call('PATCH', comment.id, { token: comment.token, body }));
      assert.equal(edited.status, 'pending');
      assert.deepEqual((await server.list()).comments, []);
      assert.equal((await server.list()).total, 0);

      const plain = await jsonOf(await server.call('PATCH', comment.id, { token: comment.token, body: revised }));
      assert.equal(plain.status, 'pending', 'nobody approves themselves');
      store.approve(comment.id);
      assert.equal((await server.list()).comments[0]?.content.value, 'Revu');
    });
  }

  it('is published at once where only links are held and it has none', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    const { id, token } = await server.published({});
    assert.equal((await jsonOf(await server.call('PATCH', id, { token, body: revised }))).status, 'published');
  });

  it('that is held keeps the place of what answers the comment', async (t) => {
    const server = await openServer(t, { moderation: 'links' });
    const { id, token } = await server.published({});
    const reply = await server.published({ body: 'Réponse', parentId: id });
    await server.call('PATCH', id, { token, body: { body: 'Voir https://exemple.fr' } });
    const { comments, total } = await server.list();
    assert.equal(total, 1);
    assert.deepEqual(
      comments.map(({ id, status }) => [id, status]),
      [
        [id, 'deleted'],
        [reply.id, 'published'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(comments), /exemple|Marie.*Marie/);
  });
});

describe('what only its author may do', () => {
  for (const [method, body] of [['PATCH', revised], ['DELETE']] as const) {
    it(`is refused to anybody else: ${method}`, async (t) => {
      const server = await openServer(t, { moderation: 'links' });
      const comment = await server.published({});
      const other = await server.published({ body: 'Autre' });
      const pending = await server.published({ body: 'Voir https://exemple.fr' });
      const anonymous = await server.call(method, comment.id, { body });
      assert.equal(anonymous.headers.get('WWW-Authenticate'), 'Bearer');
      assert.deepEqual(await refusalOf(anonymous), [401, 'unauthorized']);
      for (const token of [other.token, comment.token.slice(1), 'x'])
        assert.deepEqual(await refusalOf(await server.call(method, comment.id, { token, body })), [403, 'forbidden']);
      for (const id of ['999', 'x', pending.id])
        assert.deepEqual(await refusalOf(await server.call(method, id, { token: other.token, body })), [404, 'gone']);
      assert.equal((await server.list()).comments[0]?.content.value, 'Bonjour');
    });

    it(`is over after fifteen minutes: ${method}`, async (t) => {
      const server = await openServer(t);
      const { id, token } = await server.published({});
      age(server.database, id, 15.1);
      assert.deepEqual(await refusalOf(await server.call(method, id, { token, body })), [403, 'forbidden']);
      age(server.database, id, 14);
      assert.equal((await server.call(method, id, { token, body })).ok, true);
    });
  }
});

describe('a token', () => {
  it('is in the answer to its post, and nowhere else', async (t) => {
    const server = await openServer(t);
    const comment = await server.published({});
    await server.published({ parentId: comment.id, body: 'Réponse' });
    const { id, token } = comment;
    const answers = [
      await server.query({ thread: '/' }),
      await server.query({ thread: '/', order: 'best', around: id }),
      await server.query({ thread: '/', parent: id }),
      await server.query({ thread: '/', since: Buffer.from('since 0').toString('base64url') }),
      await server.call('GET', id),
      await server.call('GET', id, { token }),
      await server.call('PATCH', id, { token, body: revised }),
      await server.call('PATCH', id, { token, body: {} }),
      await server.call('DELETE', id, { token: `${token}x` }),
      await server.call('DELETE', id, { token }),
      await fetch(`${server.url}/`),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200, 200, 200, 200, 422, 403, 200, 200],
    );
    for (const answer of answers) {
      const text = await answer.text();
      assert.doesNotMatch(text, /token/);
      assert.ok(!text.includes(token));
      assert.ok(!JSON.stringify([...answer.headers]).includes(token));
    }
    const file = new DatabaseSync(server.database);
    assert.ok(!JSON.stringify(file.prepare('SELECT * FROM comments').all()).includes(token));
    file.close();
  });
});
