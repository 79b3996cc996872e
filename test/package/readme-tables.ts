/** The README's tables, from what the source says of itself. `node test/package/readme-tables.ts` writes them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { backendNames } from '../faults/backends.ts';
import { readResults, tableOf } from '../faults/results.ts';
import { backendRows, isMeasured } from './backends-table.ts';

interface Entry {
  readonly name: string;
  readonly description?: string;
  readonly fieldName?: string;
  readonly type?: { readonly text: string };
}

interface Declaration {
  readonly tagName: string;
  readonly attributes?: readonly Entry[];
  readonly events?: readonly Entry[];
  readonly slots?: readonly Entry[];
  readonly cssParts?: readonly Entry[];
  readonly cssProperties?: readonly Entry[];
  readonly cssStates?: readonly Entry[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
}

const root = new URL('../../', import.meta.url);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** It tells results of a run that takes long: without one there is nothing to tell. */
const isRun = () => readResults().length === backendNames.length;

/** Each table by the name its markers have in the README. */
export async function tables(): Promise<Record<string, string>> {
  const manifest = JSON.parse(readFileSync(new URL('dist/custom-elements.json', root), 'utf8')) as Manifest;
  const elements = manifest.modules.flatMap(({ declarations }) => declarations);
  const element = (tagName: string) => elements.find((declaration) => declaration.tagName === tagName)!;
  const widget = element('comment-widget');
  const list = (entries: readonly Entry[] = []) =>
    entries.map(({ name, description = '' }) => [`\`${name}\``, description]);
  return {
    attributes: table(
      ['attribute', 'property', ''],
      widget
        .attributes!.filter(({ description }) => description)
        .map(({ name, fieldName, description }) => [`\`${name}\``, `\`${fieldName}\``, description!]),
    ),
    events: table(['event', ''], list(widget.events)),
    slots: table(['slot', ''], list(widget.slots)),
    tokens: table(['custom property', ''], list(widget.cssProperties)),
    parts: table(['part', ''], list(widget.cssParts)),
    ...(isMeasured() && { backends: table(...(await backendRows())) }),
    ...(isRun() && { faults: table(...tableOf(readResults())) }),
    states: table(['state of `::part(form)`', ''], list(element('comment-form').cssStates)),
  };
}

/** The README with its tables made anew. */
export async function withTables(readme: string): Promise<string> {
  return Object.entries(await tables()).reduce((text, [name, rows]) => {
    const block = new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- /${name} -->)`);
    if (!block.test(text)) throw new Error(`README.md has no place for the table "${name}"`);
    return text.replace(block, (_, begin: string, end: string) => `${begin}\n${rows}\n${end}`);
  }, readme);
}

export const readme = new URL('README.md', root);

if (import.meta.main) writeFileSync(readme, await withTables(readFileSync(readme, 'utf8')));
