import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeInChromium } from './chromium.ts';
import { Demo } from './demo.ts';
import { marie, Reader } from './reader.ts';

describeInChromium('a comment that waits for a moderator', () => {
  it('is said to, and shown to nobody else', async (t) => {
    const demo = await Demo.open(t, { moderation: 'all' });
    const author = await Reader.at(t, demo.url);
    await author.sends();
    await author.isTold(/Votre commentaire est en attente de modération\./);
    assert.equal(await author.page.getByText('Votre commentaire est publié.').count(), 0);
    await author.comment(marie.Commentaire).getByText('En attente de modération').waitFor();
    assert.deepEqual(
      demo.stored.map(({ status }) => status),
      ['pending'],
    );

    const visitor = await Reader.at(t, demo.url);
    await visitor.hasRead('Aucun commentaire');
    assert.equal(await visitor.comment(marie.Commentaire).count(), 0);
    assert.doesNotMatch(await (await visitor.page.request.get(`${demo.url}/api/comments?thread=/`)).text(), /Nantes/);
  });
});
