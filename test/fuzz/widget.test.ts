import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { memory } from '../../src/adapters/memory.js';
import type { Adapter } from '../../src/core/adapter.js';
import '../../src/define.js';
import { eventually, turn } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { comment } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { widgetFor } from '../support/widget.js';
import { recordActs, type Act } from './acts.js';
import { altered, alteration, type Alteration } from './alterations.js';
import { Playback } from './exchanges.js';
import { stages } from './stages.js';
import { fuzzSettings, tries } from './trial-run.js';
import { Watch } from './watch.js';

/** How many of the altered answers are looked at in a widget: it takes a hundred times as long. */
const share = 1 / 10;

describe('whatever a backend answers, the widget stays usable', () => {
  const watch = Watch.keep();
  watch.lockThePage();

  it('and shows the next thread as if nothing had been', async function () {
    this.timeout(0); // as many cases as are asked for; each has its own limit
    const recorded: { readonly stage: () => Adapter | Promise<Adapter>; readonly acts: readonly Act[] }[] = [];
    for (const open of Object.values(stages))
      recorded.push({ stage: () => open().create(), acts: await recordActs(open) });
    const reader = await Reader.visit(widgetFor(memory()));
    const { widget } = reader;
    let ends = 0;
    // What cannot be read is told by the same event.
    const isOfForm = (event: Event) => (event.composedPath()[0] as Element).localName === 'comment-form';
    for (const end of ['comment-posted', 'comment-error', 'comment-waiting'])
      widget.addEventListener(end, (event) => (ends += Number(isOfForm(event))));

    const goesTo = async (adapter: Adapter, thread: string) => {
      localStorage.clear();
      Object.assign(widget, { adapter, thread });
      // Until it has begun to read.
      for (let round = 0; round < 3; round++) await turn();
      await eventually(() => !reader.isLoading);
      await turn();
    };
    const writes = async (text: string) => {
      const before = ends;
      reader.writes(text);
      for (const field of ['name', 'email'] as const) if (reader.hasField(field)) reader.fills(field, marie[field]);
      expect(reader.field('body').value).to.equal(text);
      reader.button.click();
      await eventually(() => ends > before || Object.keys(reader.complaints).length);
    };
    const property = fc.asyncProperty(
      fc.record({
        backend: fc.nat(),
        list: fc.nat(),
        post: fc.nat(),
        at: fc.nat(),
        read: alteration,
        sent: alteration,
      }),
      async ({ backend, list, post, at, read, sent }) => {
        const { stage, acts } = recorded[backend % recorded.length]!;
        const of = (method: string) => acts.filter((act) => act.method === method);
        const others = acts.filter(({ method }) => !['list', 'post'].includes(method));
        const pick = (all: readonly Act[], number: number) => all[number % all.length]!;
        const [listed, posted] = [pick(of('list'), list), pick(of('post'), post)];

        globalThis.fetch = new Playback(...withAltered([listed], at, read)).fetch;
        await goesTo(await stage(), listed.thread);
        seesNothingWrong(reader);
        for (const button of [...reader.unfoldButtons, reader.loadButton]) button?.click();
        globalThis.fetch = new Playback(...withAltered([posted, ...others], at, sent)).fetch;
        if (reader.hasForm && !reader.is('closed')) await writes('Un texte précieux');
        seesNothingWrong(reader);

        await goesTo(memory({ comments: [comment('1', 'Bonjour')] }), 'bien');
        await eventually(() => reader.commentTexts.join() === 'Bonjour');
        await writes('Merci');
        await eventually(() => reader.commentTexts.join() === 'Bonjour,Merci');
        watch.check();
      },
    );
    const settings = await fuzzSettings();
    try {
      await tries(
        { what: 'the widget', property, isSlow: true },
        { ...settings, runs: Math.ceil(settings.runs * share) },
      );
    } finally {
      // What the owner of such a site is told is as it should be.
      consoleTold();
    }
  });
});

function withAltered(acts: readonly Act[], at: number, change: Alteration) {
  const exchanges = acts.flatMap((act) => act.exchanges);
  const index = at % acts[0]!.exchanges.length;
  return [exchanges, new Map([[index, altered(exchanges[index]!, change)]])] as const;
}

/** Nothing that would lead away, run, or be fetched from somewhere else. */
function seesNothingWrong({ widget }: Reader): void {
  const root = widget.shadowRoot!;
  for (const { href } of root.querySelectorAll('a')) expect(href).to.match(/^(https?|mailto):/);
  const living =
    'script, style, iframe, object, embed, link, base, meta, svg, math, form form, img:not([src^="data:"])';
  expect([...root.querySelectorAll(living)].map(({ outerHTML }) => outerHTML)).to.deep.equal([]);
}
