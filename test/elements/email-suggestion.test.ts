import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { eventually } from '../support/eventually.js';
import { Reader } from '../support/reader.js';
import { StagedBackend } from '../support/staged-backend.js';
import { textOf } from '../support/visible-text.js';
import { widgetFor } from '../support/widget.js';

describe('a slip in the e-mail address', () => {
  let backend: StagedBackend;
  let reader: Reader;
  beforeEach(async () => {
    backend = new StagedBackend();
    reader = await Reader.visit(widgetFor(backend.adapter));
    reader.writes('Bonjour');
    reader.signs({ name: 'Marie', email: 'marie@gmial.com' });
    await reader.leaves('email');
    await eventually(() => textOf(reader.offer('email')));
  });

  it('is asked about at the field, without blaming anybody', () => {
    expect(reader.descriptions('email').at(-1)).to.equal('Vouliez-vous écrire marie@gmail.com\u202f?');
    expect(reader.complaints).to.deep.equal({});
    expect(reader.is('invalid')).to.equal(false);
  });

  it('is mended by keyboard', async () => {
    reader.field('email').focus();
    await reader.presses('Tab');
    expect(reader.focused).to.equal('button: Vouliez-vous écrire marie@gmail.com\u202f?');
    await reader.presses('Enter');
    expect(reader.field('email').value).to.equal('marie@gmail.com');
    expect(reader.focused).to.equal('email');
    expect(textOf(reader.offer('email'))).to.equal('');
    expect(backend.sent).to.deep.equal([]);
  });

  it('is mended by the space bar too', async () => {
    reader.offer('email')!.focus();
    await reader.presses('Space');
    expect(reader.field('email').value).to.equal('marie@gmail.com');
  });

  it('may be none: the address is sent as it is', async () => {
    await reader.publishes();
    expect(backend.draft).to.include({ email: 'marie@gmial.com' });
    expect(textOf(reader.offer('email'))).to.equal('');
  });

  it('is no longer asked about when the reader types on', async () => {
    reader.signs({ email: 'marie@gmial.co' });
    await reader.settles();
    expect(textOf(reader.offer('email'))).to.equal('');
  });

  it('gives way to a complaint, and comes back after it', async () => {
    reader.signs({ email: 'marie curie@gmial.com' });
    await reader.leaves('email');
    expect(Object.keys(reader.complaints)).to.deep.equal(['email']);
    expect(textOf(reader.offer('email'))).to.equal('');
    reader.signs({ email: 'marie@gmial.com' });
    await reader.leaves('email');
    expect(textOf(reader.offer('email'))).to.include('marie@gmail.com');
    expect(reader.complaints).to.deep.equal({});
  });

  it('is not asked about where there is none', async () => {
    reader.signs({ email: 'marie@exemple.fr' });
    await reader.leaves('email');
    expect(textOf(reader.offer('email'))).to.equal('');
    expect(reader.descriptions('email').join()).not.to.include('Vouliez-vous');
  });
});
