import { readFileSync, writeFileSync } from 'node:fs';

const example = 'test/adapters/guestbook/';

/** Where the parts of the library are for who has installed it. */
const published: readonly [ours: RegExp, theirs: string][] = [
  [/'(\.\.\/)+src\/index\.js'/g, `'comment-widget'`],
  [/'(\.\.\/)+src\/adapters\/([\w-]+)\.js'/g, `'comment-widget/adapters/$2'`],
  [/'(\.\.\/)+src\/testing\/adapter-suite\.js'/g, `'comment-widget/testing'`],
];

/** A file of the example as somebody writes it in a project of their own. */
export function asPublished(text: string): string {
  return published.reduce((written, [ours, theirs]) => written.replace(ours, theirs), text);
}

/** "Write an adapter" with the files of the example as they are: between `<!-- FILE -->` and `<!-- /FILE -->`. */
export function withExample(guide: string): string {
  return guide.replace(
    /(<!-- ([\w-]+(?:\.test)?\.ts) -->\n)[^]*?(<!-- \/\2 -->)/g,
    (_, start: string, file: string, end: string) => {
      const text = asPublished(readFileSync(example + file, 'utf8'));
      return `${start}\n\`\`\`ts\n${text}\`\`\`\n\n${end}`;
    },
  );
}

export const guide = 'src/adapters/README.md';

if (import.meta.main) writeFileSync(guide, withExample(readFileSync(guide, 'utf8')));
