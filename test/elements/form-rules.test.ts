import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { FieldName } from '../../src/core/rules.js';
import { eventually } from '../support/eventually.js';
import { Reader, marie } from '../support/reader.js';
import { StagedBackend, rulesWith } from '../support/staged-backend.js';
import { consoleTold } from '../support/vigil.js';
import { widgetFor } from '../support/widget.js';

const optional = { use: 'optional' } as const;
const none = { use: 'none' } as const;
const required = { use: 'required' } as const;

describe('the fields of the form', () => {
  const fieldsOf = (reader: Reader) =>
    (['body', 'name', 'email', 'url'] as const)
      .filter((field) => reader.hasField(field))
      .map((field) => field + (reader.field(field).required ? '*' : ''))
      .join(' ');
  const visit = (backend = new StagedBackend(), attributes: Record<string, string> = {}) =>
    Reader.visit(widgetFor(backend.adapter, attributes));

  const backends: Record<string, [fields: Partial<Record<FieldName, { use: 'required' | 'optional' | 'none' }>>]> = {
    'body* name* email* url': [{}],
    'body* name email url': [{ name: optional, email: optional }],
    'body* name* email* url*': [{ url: required }],
    'body* name email*': [{ name: optional, url: none }],
    'body* name*': [{ email: none, url: none }],
    'body*': [{ name: none, email: none, url: none }],
    'body name* email* url': [{ body: optional }],
  };
  for (const [fields, [rules]] of Object.entries(backends))
    it(`follow from what the backend takes: ${fields}`, async () => {
      expect(fieldsOf(await visit(new StagedBackend({ rules: rulesWith(rules) })))).to.equal(fields);
    });

  it('send nothing that there is no field for', async () => {
    const backend = new StagedBackend({ rules: rulesWith({ name: optional, email: none, url: none }) });
    const reader = await visit(backend);
    reader.writes('Bonjour');
    await reader.publishes();
    expect(backend.draft).to.include({ body: 'Bonjour', name: '', email: '', url: '' });
  });

  it('are checked by the rules that they show', async () => {
    const backend = new StagedBackend({ rules: rulesWith({ name: optional, email: optional }) });
    const reader = await visit(backend, { 'required-fields': 'name' });
    reader.writes('Bonjour');
    await reader.publishes();
    expect(Object.keys(reader.complaints)).to.deep.equal(['name']);
    expect(backend.sent).to.deep.equal([]);
  });

  describe('as the site wishes', () => {
    const open = () => new StagedBackend({ rules: rulesWith({ name: optional, email: optional }) });

    it('may be required beyond what the backend demands', async () => {
      expect(fieldsOf(await visit(open(), { 'required-fields': 'name url' }))).to.equal('body* name* email url*');
    });

    it('may be left out where the backend lets them', async () => {
      expect(fieldsOf(await visit(open(), { 'hidden-fields': 'url email' }))).to.equal('body* name');
    });

    it('may change their mind', async () => {
      const reader = await visit(open(), { 'hidden-fields': 'url', 'required-fields': 'name' });
      reader.widget.hiddenFields = 'email';
      reader.widget.requiredFields = 'url';
      await reader.settles();
      expect(fieldsOf(reader)).to.equal('body* name url*');
    });

    for (const attribute of ['required-fields', 'hidden-fields'])
      it(`come back when ${attribute} is taken back`, async () => {
        const reader = await visit(open(), { [attribute]: 'url' });
        reader.widget.removeAttribute(attribute);
        await reader.settles();
        expect(fieldsOf(reader)).to.equal('body* name email url');
      });

    const nonsense: Record<string, Record<string, string>> = {
      'a field that the backend demands is to be hidden': { 'hidden-fields': 'email' },
      'a field that the backend does not have is to be required': { 'required-fields': 'url' },
      'a field that does not exist is to be required': { 'required-fields': 'téléphone' },
      'a field that does not exist is to be hidden': { 'hidden-fields': 'constructor' },
    };
    for (const [what, attributes] of Object.entries(nonsense))
      it(`are left as they are when ${what}: the site’s owner is told once, the reader nothing`, async () => {
        const backend = new StagedBackend({ rules: rulesWith({ url: none }) });
        const reader = await visit(backend, attributes);
        expect(fieldsOf(reader)).to.equal('body* name* email*');
        const [word] = Object.values(attributes);
        reader.writes('Bonjour');
        reader.signs(marie);
        await reader.publishes();
        expect(reader.commentTexts).to.deep.equal(['Bonjour']);
        const told = consoleTold().filter((line) => line.includes(`"${word!}"`));
        expect(told).to.have.lengthOf(1);
      });
  });

  describe('that the backend’s first answer changes', () => {
    const visitWith = async (fields: Partial<Record<FieldName, { use: 'required' | 'optional' | 'none' }>>) => {
      const backend = new StagedBackend();
      const answer = backend.holdsLists();
      const { onList } = backend;
      backend.onList = async (list) => ({ ...((await onList(list)) as object), rules: rulesWith(fields) });
      const reader = await Reader.arrive(widgetFor(backend.adapter));
      return { reader, answer };
    };

    it('come, go and are required accordingly', async () => {
      const { reader, answer } = await visitWith({ name: optional, email: none, url: required });
      expect(fieldsOf(reader)).to.equal('body* name* email* url');
      answer();
      await eventually(() => !reader.hasField('email'));
      expect(fieldsOf(reader)).to.equal('body* name url*');
    });

    it('keep what was typed into them, each its own', async () => {
      const { reader, answer } = await visitWith({ name: none });
      reader.writes('Bonjour');
      reader.signs({ name: 'Marie', email: 'marie@exemple.fr', url: 'exemple.fr' });
      answer();
      await eventually(() => !reader.hasField('name'));
      expect(reader.field('body').value).to.equal('Bonjour');
      expect(reader.field('email').value).to.equal('marie@exemple.fr');
      expect(reader.field('url').value).to.equal('exemple.fr');
    });

    it('keep their complaints, each its own', async () => {
      const { reader, answer } = await visitWith({ name: none });
      reader.signs({ email: 'non' });
      await reader.leaves('email');
      answer();
      await eventually(() => !reader.hasField('name'));
      await reader.settles();
      expect(reader.complaints).to.deep.equal({ email: 'Saisissez une adresse e-mail au format nom@exemple.fr.' });
    });

    it('leave the focus where the reader is', async () => {
      const { reader, answer } = await visitWith({ name: none });
      reader.field('url').focus();
      answer();
      await eventually(() => !reader.hasField('name'));
      expect(reader.focused).to.equal('url');
    });
  });
});
