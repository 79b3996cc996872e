import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { CommentData } from '../../src/core/comment.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, comment, rulesWith } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

const markup = '<script>alert(1)</script><img src=x onerror="alert(2)">';

describe('bad input', () => {
  let backend: StagedBackend;
  let reader: Reader;

  const visit = async (options = {}) => {
    backend = new StagedBackend(options);
    reader = await Reader.visit(widgetFor(backend.adapter));
  };
  const send = async (body: string, person = {}) => {
    reader.writes(body);
    reader.signs({ ...marie, ...person });
    await reader.publishes();
  };

  const texts: Record<string, [typed: string, sent?: string]> = {
    '64 KB': ['a'.repeat(65_525)],
    '64 KB of pictures': ['😀'.repeat(16_381)],
    'ten thousand lines': ['a\n'.repeat(10_000), 'a\n'.repeat(9_999) + 'a'],
    'halves of surrogate pairs': ['a\ud800b\udfffc', 'abc'],
    NUL: ['a\0b', 'ab'],
    'controls and escapes': ['a\u0007\u001b[31mb\u007f', 'a[31mb'],
    'two hundred combining marks': [`Z${'\u0300'.repeat(200)}`],
    'marks that turn the direction': ['abc\u202egnirts\u202c'],
    markup: [markup],
    'a template': ['${alert(1)} {{constructor}} <!--?lit$1$-->'],
    'a comment of HTML': ['<!-- --!> <![CDATA[ ]]>'],
    'SQL, paths and headers': ["'; DROP TABLE comments; -- ../../etc/passwd\r\nX-Header: 1".replace('\r', '')],
  };
  for (const [what, [typed, sent = typed]] of Object.entries(texts))
    it(`in the text is sent, shown as text, and breaks nothing: ${what}`, async () => {
      await visit();
      await send(typed);
      expect(backend.draft?.body).to.equal(sent);
      expect(reader.commentTexts).to.deep.equal([sent]);
      expect(reader.comments[0]!.querySelectorAll('script, img')).to.have.lengthOf(0);
      expect(reader.heard.at(-1)).to.equal('Votre commentaire est publié.');
    });

  const nothings = {
    'only spaces': ' \n\t ',
    'only zero-width': '\u200b\u200d\ufeff',
    'only controls': '\u0007\u001b',
  };
  for (const [what, text] of Object.entries(nothings))
    it(`that is ${what} is an empty field`, async () => {
      await visit();
      await send(text, { name: text, email: text });
      expect(Object.keys(reader.complaints)).to.deep.equal(['body', 'name', 'email']);
      expect(backend.sent).to.have.lengthOf(0);
    });

  it('of more than 64 KB is refused in time, and kept', async () => {
    await visit();
    await send('é'.repeat(200_000));
    expect(reader.complaints.body).to.match(/^Commentaire\u00a0: retirez/);
    expect(reader.field('body').value).to.have.lengthOf(200_000);
  });

  it('in every field stays text', async () => {
    const any = { use: 'optional' } as const;
    await visit({ rules: rulesWith({ name: any, email: any, url: any }) });
    await send(markup, { name: markup, email: markup, url: `https://exemple.fr/${markup}` });
    expect(Object.keys(reader.complaints)).to.deep.equal(['email', 'url']);
    reader.signs({ email: '', url: 'https://exemple.fr/%22onclick=%22alert(1)' });
    await reader.publishes();
    const [shown] = reader.comments;
    expect(textOf(shown!.querySelector('[part="author"]'))).to.equal(markup);
    expect(shown!.querySelector('a')!.getAttributeNames().sort()).to.deep.equal(['href', 'rel']);
    expect(reader.markup).not.to.match(/<script|<img/);
  });

  describe('from a backend', () => {
    const shows = async (others: Partial<CommentData>, value = markup) => {
      await visit({ comments: [comment('1', value, others)] });
      await eventually(() => reader.comments.length);
      return reader.comments[0]!;
    };

    it('stays text', async () => {
      const shown = await shows({ author: { name: markup } });
      expect(reader.commentTexts).to.deep.equal([markup]);
      expect(textOf(shown.querySelector('[part="author"]'))).to.equal(markup);
      expect(reader.markup).not.to.match(/<script|<img/);
    });

    for (const url of ['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'vbscript:x', 'nonsense', ''])
      it(`is no link: ${url}`, async () => {
        const shown = await shows({ author: { name: 'Anne', url } });
        expect(shown.querySelector<HTMLAnchorElement>('[part="author"] a')?.href).to.equal(undefined);
        expect(textOf(shown.querySelector('[part="author"]'))).to.equal('Anne');
      });

    for (const id of ['"><script>', 'a b', '🙂', "'", '\\', '1'.repeat(10_000)])
      it(`may be an odd id: ${id.slice(0, 20)}`, async () => {
        await visit({ comments: [comment('autre')] });
        backend.onPost = () => Promise.resolve(comment(id, 'Bonjour'));
        await send('Bonjour');
        expect(reader.commentTexts).to.deep.equal(['Commentaire autre', 'Bonjour']);
        expect(reader.focused).to.equal('comment: Bonjour');
      });

    it('does not spill over its comment, tall or wide as it may be', async () => {
      await visit({ comments: [comment('1', `Z${'\u0300'.repeat(200)}`), comment('2', 'a'.repeat(5_000))] });
      const [, wide] = reader.comments as [HTMLElement, HTMLElement];
      expect(wide.scrollWidth).to.be.at.most(wide.clientWidth);
      expect(document.documentElement.scrollWidth).to.be.at.most(document.documentElement.clientWidth);
    });
  });
});
