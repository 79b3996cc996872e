/** Builds the library, unless what was built is newer than all it is built from. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';

const modified = (file: string) => statSync(file).mtimeMs;
const sources = globSync(['src/**/*', '{minify,rollup,custom}*.mjs', 'tsconfig*.json', 'package-lock.json']).map(
  modified,
);
const last = 'dist/custom-elements.json'; // written at the end of a build that went well

if (!existsSync(last) || modified(last) < Math.max(...sources)) {
  console.log('Building the library…');
  const { status } = spawnSync('npm run --silent build', { stdio: 'inherit', shell: true });
  process.exitCode = status ?? 1;
}
