import { expect } from '@open-wc/testing';
import { HttpResponse, http } from 'msw';
import '../../src/define.js';
import { fr } from '../../src/locales/fr.js';
import { panel } from '../../src/locales/fr/panel.js';
import { fakeNetwork } from '../support/backend.js';
import { eventually } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend, comment } from '../support/staged-backend.js';
import { widgetFor } from '../support/widget.js';

describe('a change that waits for a moderator, whose words do not arrive', () => {
  const network = fakeNetwork();

  it('is told as a change, and nothing stands in the way of the next one', async () => {
    network.use(http.get(/\/form-conduct\./, () => HttpResponse.error()));
    const own = comment('1', 'Un', { editableUntil: new Date(Date.now() + 600_000) });
    const { adapter } = new StagedBackend({ comments: [own] });
    const edit = (_: unknown, body: string) =>
      Promise.resolve({ ...own, status: 'pending' as const, content: { format: 'text' as const, value: body } });
    const reader = new Reader(document.body.appendChild(widgetFor({ ...adapter, edit })));
    await eventually(() => reader.comments.length === 1);
    for (let time = 1; time <= 2; time++) {
      reader.act('1', fr.edit)!.click();
      const form = await eventually(() => reader.comments[0]!.querySelector<HTMLFormElement>('[part~="panel"]'));
      form.requestSubmit();
      await eventually(() => !reader.comments[0]!.querySelector('[part~="panel"]'));
    }
    expect(reader.heard).to.include(panel.saved);
    expect(reader.heard.join()).not.to.include(fr.errors.network);
    reader.widget.remove();
  });
});
