import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { asPublished } from './adapter-guide.ts';

const root = resolve(import.meta.dirname, '../..');
const example = join(root, 'test/adapters/guestbook');
const execute = promisify(execFile);
/** Without the colours, and without what tells `node --test` that it is run by another one. */
const env = { ...process.env, NO_COLOR: '1', NODE_TEST_CONTEXT: undefined };

const vitest = [fileURLToPath(new URL('../vitest.mjs', import.meta.resolve('vitest'))), 'run', '--globals'];

/** The example of "Write an adapter", in a project of somebody else. */
describe('the tests of a backend somebody wrote', () => {
  let project: string;
  const run = (...command: string[]) => execute(process.execPath, command, { cwd: project, env });

  before(async () => {
    project = await mkdtemp(join(tmpdir(), 'guestbook-'));
    for (const file of await readdir(example))
      await writeFile(join(project, file), asPublished(await readFile(join(example, file), 'utf8')));
    const library = join(project, 'node_modules/comment-widget');
    await mkdir(library, { recursive: true });
    for (const part of ['package.json', 'dist']) await cp(join(root, part), join(library, part), { recursive: true });
    for (const name of ['zod', 'lit'])
      await symlink(join(root, 'node_modules', name), join(project, 'node_modules', name));
    await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  });

  after(() => rm(project, { recursive: true }));

  it('pass in Vitest, its functions global', async () => {
    const { stdout } = await run(...vitest);
    assert.match(stdout, /Tests +\d{2} passed/);
  });

  it('pass in node:test, its functions handed over', async () => {
    const tests = await readFile(join(project, 'guestbook.test.ts'), 'utf8');
    const own = `import { beforeEach, describe, it } from 'node:test';\n${tests.replaceAll(/^\}\);$/gm, '}, { beforeEach, describe, it });')}`;
    await writeFile(
      join(project, 'own.ts'),
      own.replace('./guestbook-server.js', './guestbook-server.ts').replace('./guestbook.js', './guestbook.ts'),
    );
    const { stdout } = await run('--test', '--test-reporter=tap', 'own.ts');
    assert.match(stdout, /^# pass \d{2}$/m);
  });

  it('fail where the adapter does not keep the contract', async () => {
    const adapter = join(project, 'guestbook.ts');
    const text = await readFile(adapter, 'utf8');
    await writeFile(adapter, text.replace('message: body', 'message: body.trim() || "…"'));
    const failed = run(...vitest);
    await assert.rejects(failed, ({ stdout }: { stdout: string }) => /refuses an empty text/.test(stdout));
    await writeFile(adapter, text);
  });
});
