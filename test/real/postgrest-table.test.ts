import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Postgres, SqlError, missing } from './postgres.ts';
import { writeTried } from './tried.ts';

const file = resolve(import.meta.dirname, '../../demo/backends/postgrest.sql');

/** What the widget's adapter asks for. */
const select = 'id, parent_id, author_name, author_url, body, created_at, is_staff';
const secrets = ['author_email', 'published', '*'];

type Values = Readonly<Record<string, string | null>>;

/** Two databases: one as PostgreSQL makes it, and one where every new table is everybody's, as on Supabase. */
const databases = ['plain', 'supabase'] as const;

describe(
  `the table for PostgREST, in a real PostgreSQL${missing ? ` (skipped: ${missing})` : ''}`,
  { skip: !!missing },
  () => {
    let postgres: Postgres;
    before(async () => {
      postgres = await Postgres.start();
      const sql = await readFile(file, 'utf8');
      for (const database of databases) {
        await postgres.query('postgres', `create database ${database}`);
        if (database === 'supabase')
          await postgres.query(
            database,
            `create role authenticated; alter default privileges in schema public grant all on tables to anon, authenticated;
          alter default privileges in schema public grant all on functions to anon, authenticated`,
          );
        await postgres.query(database, sql);
      }
    });
    after(async () => {
      const [version = ''] = await postgres.query('postgres', 'show server_version');
      writeTried(`its table: PostgreSQL ${parseFloat(version)}`, 'postgrest');
      await postgres[Symbol.asyncDispose]();
    });

    it('holds comments until they are published', async () => {
      await postgres.query('postgres', 'create database fresh');
      await postgres.query('fresh', await readFile(file, 'utf8'));
      await postgres.query('fresh', `insert into comments (thread, author_name, body) values ('a', 'Zoé', 'Bonjour')`);
      assert.deepEqual(await postgres.query('fresh', 'select published from comments'), ['f']);
    });

    for (const database of databases)
      describe(
        database === 'plain' ? 'as it is made' : 'where everybody may do everything with new tables, as on Supabase',
        () => {
          const owner = (sql: string) => postgres.query(database, sql);
          const as = (role: string, sql: string) => owner(`begin; set local role ${role}; ${sql}; commit`);
          const reader = (sql: string) => as('anon', sql);
          const refusal = async (promise: Promise<unknown>) => {
            const error = await promise.then(
              () => assert.fail('it should have been refused'),
              (reason: unknown) => reason,
            );
            assert.ok(error instanceof SqlError);
            return error;
          };

          /** The statement that PostgREST makes of a post: it names the columns that the JSON has. */
          const insert = (changes: Values = {}, returning = '1') => {
            const comment: Values = {
              id: randomUUID(),
              thread: 'a',
              author_name: 'Zoé',
              body: randomUUID(),
              ...changes,
            };
            const names = Object.keys(comment).join(', ');
            const json = `$json$[${JSON.stringify(comment)}]$json$`;
            const source = `select ${names} from json_populate_recordset(null::public.comments, ${json})`;
            return `with pgrst_source as (insert into public.comments (${names}) ${source} returning ${returning})
          select count(*) from pgrst_source`;
          };
          /** @returns its id */
          const post = async (changes: Values = {}) => {
            const id = randomUUID();
            assert.deepEqual(await reader(insert({ id, ...changes })), ['1']);
            return id;
          };
          const fill = (count: number) =>
            owner(
              `insert into comments (thread, author_name, body) select 'a', 'Luc', n from generate_series(1, ${count}) n`,
            );
          const list = (order = 'number') => reader(`select body from comments where thread = 'a' order by ${order}`);
          const stored = () => owner('select id from comments order by number');

          beforeEach(() =>
            owner(`truncate comments, comments_closed; alter table comments alter published set default true`),
          );
          const hold = () => owner('alter table comments alter published set default false');

          it('gives readers what the adapter asks for, and never an e-mail', async () => {
            const id = await post({
              author_email: 'zoe@exemple.fr',
              author_url: 'https://zoe.example',
              body: 'Bonjour',
            });
            for (const role of database === 'supabase' ? ['anon', 'authenticated'] : ['anon']) {
              const [row] = await as(
                role,
                `select ${select} from comments where thread = 'a' order by root desc, number`,
              );
              assert.match(row!, RegExp(`^${id}\\|\\|Zoé\\|https://zoe.example\\|Bonjour\\|.+\\|f$`));
              for (const column of secrets)
                assert.equal((await refusal(as(role, `select ${column} from comments`))).code, '42501', column);
              // What may not be read may not be guessed either.
              for (const sql of [
                `select id from comments where author_email like 'z%'`,
                'select id from comments order by author_email',
                'select row_to_json(comments) from comments',
                'select * from comments_closed',
              ])
                assert.equal((await refusal(as(role, sql))).code, '42501', sql);
            }
          });

          it('lets nobody change, delete, publish, nor speak for the site', async () => {
            await hold();
            const id = await post();
            for (const sql of [
              `update comments set body = 'x' where id = '${id}'`,
              `update comments set published = true`,
              'delete from comments',
              'truncate comments',
              `insert into comments_closed values ('a')`,
              `delete from comments_closed`,
              `insert into comments_count values ('a', 1)`,
              insert({ published: 'true' }),
              insert({ is_staff: 'true' }),
              insert({ created_at: '2000-01-01' }),
              insert({ number: '1' }),
              insert({ root: '1' }),
              'select comments_admit()',
            ])
              assert.match((await refusal(reader(sql))).code, /^(42501|428C9|55000)$/, sql);
            assert.deepEqual(await owner('select published, is_staff from comments'), ['f|f']);
          });

          it('shows nobody what is held, and stores it only for those who do not ask for it back', async () => {
            await hold();
            const asked = await refusal(reader(insert({}, 'id')));
            assert.equal(asked.code, '42501');
            assert.match(asked.message, /row-level security/);
            assert.deepEqual(await stored(), []);
            const id = await post();
            assert.deepEqual([await list(), await reader('select * from comments_count')], [[], []]);
            await owner(`update comments set published = true where id = '${id}'`);
            assert.equal((await list()).length, 1);
            assert.deepEqual(await reader('select thread, total from comments_count'), ['a|1']);
          });

          it('stores one comment for one id, and says so whatever has changed since', async () => {
            const again = async (changes: Values = {}) => {
              const { code, message } = await refusal(reader(insert({ id, body: 'Bonjour', ...changes })));
              assert.deepEqual([code, /_pkey"/.test(message)], ['23505', true], message);
            };
            const id = await post({ body: 'Bonjour' });
            await again();
            await again({ body: 'Autre chose' });
            await owner(`insert into comments_closed values ('a')`);
            await again();
            await owner('truncate comments_closed');
            await fill(29);
            await again();
            assert.equal((await stored()).length, 30);
          });

          it('refuses the same text of the same person in a thread, what comes to a closed one, and too much at once', async () => {
            await post({ body: 'Bonjour' });
            assert.equal((await refusal(reader(insert({ body: 'Bonjour' })))).code, 'PT409');
            await post({ body: 'Bonjour', thread: 'b' });
            await post({ body: 'Bonjour', author_name: 'Luc' });
            await owner(`insert into comments_closed values ('b')`);
            assert.equal((await refusal(reader(insert({ thread: 'b' })))).code, 'PT403');
            await fill(27);
            const { code, detail } = await refusal(reader(insert()));
            assert.deepEqual([code, detail], ['PT429', '60']);
            await owner(`update comments set created_at = created_at - interval '1 minute'`);
            await post();
          });

          it('puts answers under what is published in the same thread, and under nothing else', async () => {
            const parent_id = await post();
            await post({ parent_id });
            assert.equal((await refusal(reader(insert({ parent_id, thread: 'b' })))).code, 'PT404');
            assert.equal((await refusal(reader(insert({ parent_id: randomUUID() })))).code, 'PT404');
            const { code, message } = await refusal(reader(insert({ parent_id: '999999999' })));
            assert.deepEqual([code, message], ['22P02', 'invalid input syntax for type uuid: "999999999"']);
            await hold();
            const held = await post();
            assert.equal((await refusal(reader(insert({ parent_id: held })))).code, 'PT404');
          });

          it('gives nothing before what it answers, in both orders', async () => {
            const first = await post({ body: '1' });
            const second = await post({ body: '2' });
            await post({ body: '1.1', parent_id: first });
            const deep = await post({ body: '2.1', parent_id: second });
            await post({ body: '2.1.1', parent_id: deep });
            await post({ body: '3' });
            assert.deepEqual(await list(), ['1', '2', '1.1', '2.1', '2.1.1', '3']);
            assert.deepEqual(await list('root desc, number'), ['3', '2', '2.1', '2.1.1', '1', '1.1']);
          });

          it('hides and deletes what answers a comment together with it', async () => {
            const first = await post({ body: '1' });
            const answer = await post({ body: '1.1', parent_id: first });
            await post({ body: '1.1.1', parent_id: answer });
            await post({ body: '2' });
            await owner(`update comments set published = false where id = '${first}'`);
            assert.deepEqual(await list(), ['2']);
            await owner(`delete from comments where id = '${first}'`);
            assert.deepEqual(await owner('select body from comments'), ['2']);
          });

          it('takes as much as the adapter says it takes, and names the column where it takes no more', async () => {
            const most = { author_name: 80, author_email: 254, author_url: 500, body: 10_000 };
            const starts = { author_name: '', author_email: 'z@', author_url: 'https://', body: '' };
            for (const [column, length] of Object.entries(most)) {
              const start = starts[column as keyof typeof starts];
              // Each letter is a pair of units and four bytes.
              const text = start + '👋'.repeat(length - start.length);
              await post({ [column]: text });
              const { code, message } = await refusal(reader(insert({ [column]: `${text}👋` })));
              assert.equal(code, '23514');
              assert.match(message, RegExp(`"comments_${column}_check"`));
            }
            const wrong: Values[] = [
              { body: '' },
              { body: ' \n' },
              { author_name: '' },
              { author_email: 'zoe' },
              { author_url: 'javascript:alert(1)' },
              { author_url: 'ftp://zoe.example' },
              { thread: '' },
              { thread: 'x'.repeat(501) },
            ];
            for (const changes of wrong)
              assert.equal((await refusal(reader(insert(changes)))).code, '23514', JSON.stringify(changes));
            for (const column of ['thread', 'author_name', 'body']) {
              const { code, message } = await refusal(reader(insert({ [column]: null })));
              assert.deepEqual([code, message.includes(`"${column}"`)], ['23502', true], message);
            }
          });

          it('looks into its own tables, whatever a reader has under their names', async () => {
            await owner(`insert into comments_closed values ('a')`);
            const disguise = 'create temporary table comments_closed (thread text)';
            assert.equal((await refusal(reader(`${disguise}; ${insert()}`))).code, 'PT403');
          });
        },
      );
  },
);
