import fc from 'fast-check';
import { pause } from '../../src/core/slices.js';
import { ending } from '../../src/testing/adapter-trial.js';
import '../support/vigil.js';
import { recordActs } from './acts.js';
import { altered, alteration, keepsPlaces } from './alterations.js';
import { checkEnding, checkSecrets } from './contract.js';
import { Playback } from './exchanges.js';
import { stages } from './stages.js';
import { fuzzSettings, tries } from './trial-run.js';
import { Watch } from './watch.js';

describe('whatever a backend answers, a value or a CommentError comes out', () => {
  const watch = Watch.keep();

  for (const [name, open] of Object.entries(stages))
    it(`of ${name}`, async function () {
      this.timeout(0); // as many cases as are asked for; each has its own limit
      const acts = await recordActs(open);
      const stage = open();
      const property = fc.asyncProperty(fc.nat(), fc.nat(), alteration, async (number, at, change) => {
        const { method, run, exchanges } = acts[number % acts.length]!;
        const index = at % exchanges.length;
        const playback = new Playback(exchanges, new Map([[index, altered(exchanges[index]!, change)]]));
        globalThis.fetch = playback.fetch;
        const end = await ending(run(await stage.create()));
        await pause();
        watch.check();
        if (playback.isWornOut) throw new Error('it asks on and on');
        checkEnding(method, end);
        if (keepsPlaces(change)) checkSecrets(end);
      });
      await tries({ what: name, property }, await fuzzSettings());
    });
});
