import { expect } from '@open-wc/testing';
import { parseDraft, type DraftInput } from '../../src/core/draft.js';
import type { Issue } from '../../src/core/errors.js';
import { defaultRules, type FieldName, type FieldRule, type Rules } from '../../src/core/rules.js';

const typed: DraftInput = { body: 'Bonjour', name: 'Marie', email: 'marie@exemple.fr', url: '' };

const rulesWith = (fields: Partial<Record<FieldName, FieldRule>>): Rules => ({
  ...defaultRules,
  fields: { ...defaultRules.fields, ...fields },
});

function issuesOf(input: Partial<DraftInput>, rules = defaultRules): readonly Issue[] {
  const result = parseDraft({ ...typed, ...input }, rules);
  return result.ok ? [] : result.issues;
}

function draftOf(input: Partial<DraftInput>, rules = defaultRules): DraftInput {
  const result = parseDraft({ ...typed, ...input }, rules);
  if (!result.ok) expect.fail(JSON.stringify(result.issues));
  return result.draft;
}

describe('parseDraft', () => {
  it('gives back what keeps the rules', () => {
    expect(draftOf({})).to.deep.equal(typed);
  });

  it('names every field that is not right, in the order of the page', () => {
    expect(issuesOf({ url: 'non', email: 'non', name: '', body: '' })).to.deep.equal([
      { field: 'body', code: 'required' },
      { field: 'name', code: 'required' },
      { field: 'email', code: 'email' },
      { field: 'url', code: 'url' },
    ]);
  });

  it('takes an optional field empty, and checks it when it is not', () => {
    const rules = rulesWith({ email: { use: 'optional' } });
    expect(issuesOf({ email: '' }, rules)).to.deep.equal([]);
    expect(issuesOf({ email: 'non' }, rules)).to.deep.equal([{ field: 'email', code: 'email' }]);
  });

  it('drops what is in a field that the rules do not have', () => {
    const rules = rulesWith({ email: { use: 'none' }, url: { use: 'none' } });
    expect(draftOf({ email: 'non', url: 'javascript:alert(1)' }, rules)).to.include({ email: '', url: '' });
  });

  describe('lengths', () => {
    it('counts code points by default', () => {
      const rules = rulesWith({ body: { use: 'required', min: 2, max: 4 } });
      expect(issuesOf({ body: '😀é😀' }, rules)).to.deep.equal([]);
      expect(issuesOf({ body: '😀é😀é😀' }, rules)).to.deep.equal([
        { field: 'body', code: 'too-long', limit: 4, length: 5 },
      ]);
      expect(issuesOf({ body: '😀' }, rules)).to.deep.equal([
        { field: 'body', code: 'too-short', limit: 2, length: 1 },
      ]);
    });

    it('counts bytes of UTF-8 where the rule does', () => {
      const rules = rulesWith({ body: { use: 'required', min: 2, max: 4, unit: 'bytes' } });
      expect(issuesOf({ body: '😀' }, rules)).to.deep.equal([]);
      expect(issuesOf({ body: 'ééé' }, rules)).to.deep.equal([
        { field: 'body', code: 'too-long', limit: 4, length: 6 },
      ]);
    });

    it('counts what will be sent, not the spaces around it', () => {
      expect(issuesOf({ body: '  \n abcd \n ' }, rulesWith({ body: { use: 'required', max: 4 } }))).to.deep.equal([]);
    });

    it('checks the length of every field', () => {
      const short = { use: 'optional', max: 3 } as const;
      const rules = rulesWith({ name: short, email: short, url: short });
      const codes = issuesOf({ url: 'https://exemple.fr' }, rules).map(({ field, code }) => `${field} ${code}`);
      expect(codes).to.deep.equal(['name too-long', 'email too-long', 'url too-long']);
    });

    it('does not mind a minimum where an optional field is empty', () => {
      expect(issuesOf({ name: '' }, rulesWith({ name: { use: 'optional', min: 2 } }))).to.deep.equal([]);
    });
  });

  describe('cleaning', () => {
    it('trims every field, and joins the lines and spaces of a name', () => {
      const draft = draftOf({
        body: ' \n Bonjour\n\n  Marie \t',
        name: ' Marie \n\t Curie ',
        email: ' marie@exemple.fr ',
      });
      expect(draft).to.deep.equal({ ...typed, body: 'Bonjour\n\n  Marie', name: 'Marie Curie' });
    });

    it('writes every line break the same way', () => {
      expect(draftOf({ body: 'un\r\ndeux\rtrois\nquatre' }).body).to.equal('un\ndeux\ntrois\nquatre');
    });

    it('leaves out what no keyboard writes: controls, NUL, halves of surrogate pairs', () => {
      expect(draftOf({ body: 'a\0b\u0007c\u001bd\u007fe\ud800f\udc00g\th' }).body).to.equal('abcdefg\th');
    });

    it('keeps everything that people do write', () => {
      const body = '👩🏽‍🚀 🇫🇷 e\u0301te\u0301 שלום l’œuvre\u202f! <b>&amp;</b> \u00ab\u00a0oui\u00a0\u00bb';
      expect(draftOf({ body }).body).to.equal(body);
    });

    const invisible = {
      spaces: '   \n\t ',
      'no-break spaces': '\u00a0\u202f\u2007',
      'zero-width spaces and joiners': '\u200b\u200c\u200d\u2060\ufeff',
      'a soft hyphen': '\u00ad',
      'marks of direction': '\u200e\u200f\u202a\u202c\u2066\u2069',
      'Hangul fillers': '\u3164\u115f\u1160\uffa0',
      'an empty Braille pattern': '\u2800',
      'variation selectors': '\ufe0f\u{e0100}',
      tags: '\u{e0041}',
      controls: '\0\u0007\u0085',
      'halves of surrogate pairs': '\ud800\udfff'.slice(0, 1) + '\ud800',
    };
    for (const [what, text] of Object.entries(invisible))
      it(`takes ${what} alone for an empty text`, () => {
        expect(issuesOf({ body: text, name: text }).map(({ code }) => code)).to.deep.equal(['required', 'required']);
      });
  });

  describe('e-mail', () => {
    const valid = [
      'a@b.fr',
      'marie@exemple.fr',
      'marie.curie@exemple.fr',
      'marie+commentaires@exemple.fr',
      "o'brien@exemple.fr",
      '#!$%&*+/=?^_`{|}~-@exemple.fr',
      'MARIE@EXEMPLE.FR',
      'm@1.2.exemple.museum',
      'marie@exemple-a-tirets.co.uk',
      'marie@xn--exmple-cva.xn--p1ai',
      '1@2.fr',
    ];
    for (const email of valid)
      it(`takes ${email}`, () => expect(draftOf({ email: ` ${email}` }).email).to.equal(email));

    // What WordPress' is_email() refuses, rule by rule.
    const refusedByWordPress = {
      'shorter than six characters': ['a@b.c', 'a@bc', 'ab.fr'],
      'no @ after the first character': ['marie', '@exemple.fr', 'marie.exemple.fr'],
      'another character before the @': ['ma rie@exemple.fr', 'marié@exemple.fr', 'a"b"@exemple.fr', 'a,b@exemple.fr'],
      'several dots in a row in the domain': ['marie@exemple..fr'],
      'dots or spaces around the domain': ['marie@.exemple.fr', 'marie@exemple.fr.', 'marie@ exemple.fr'],
      'a domain of one part': ['marie@localhost', 'marie@exemple'],
      'hyphens around a part of the domain': [
        'marie@-exemple.fr',
        'marie@exemple-.fr',
        'marie@exemple.-fr',
        'm@exemple.fr-',
      ],
      'another character in the domain': [
        'marie@exemple_a.fr',
        'marie@exem ple.fr',
        'marie@éxemple.fr',
        'm@a@exemple.fr',
      ],
    };
    for (const [rule, emails] of Object.entries(refusedByWordPress))
      for (const email of emails)
        it(`refuses ${email}, as WordPress does: ${rule}`, () => {
          expect(issuesOf({ email })).to.deep.equal([{ field: 'email', code: 'email' }]);
        });

    // What WordPress takes and a mail server does not.
    const refusedByMail = {
      'dots around or in a row in the local part': ['.marie@exemple.fr', 'marie.@exemple.fr', 'ma..rie@exemple.fr'],
      'a top level that is no name': ['marie@exemple.f', 'marie@exemple.123', 'marie@127.0.0.1', 'marie@[127.0.0.1]'],
      'a part of more than 63 characters': [`marie@${'a'.repeat(64)}.fr`],
      'markup and headers': [
        '<marie@exemple.fr>',
        'Marie <marie@exemple.fr>',
        'marie@exemple.fr,a@b.fr',
        'mailto:marie@exemple.fr',
      ],
    };
    for (const [rule, emails] of Object.entries(refusedByMail))
      for (const email of emails)
        it(`refuses ${email.slice(0, 40)}: ${rule}`, () => {
          expect(issuesOf({ email })).to.deep.equal([{ field: 'email', code: 'email' }]);
        });

    it('takes no more than the 254 characters of an envelope, whatever the rules say', () => {
      const rules = rulesWith({ email: { use: 'required' } });
      const domain = `@${'a.'.repeat(100)}fr`;
      const longest = 'm'.repeat(254 - domain.length) + domain;
      expect(issuesOf({ email: longest }, rules)).to.deep.equal([]);
      expect(issuesOf({ email: `m${longest}` }, rules)).to.deep.equal([{ field: 'email', code: 'email' }]);
    });

    it('does not take forever with what is nearly an address', () => {
      const rules = rulesWith({ email: { use: 'required' } });
      const email = `${'a.'.repeat(20_000)}@${'a-'.repeat(20_000)}`;
      expect(issuesOf({ email }, rules)).to.deep.equal([{ field: 'email', code: 'email' }]);
    });
  });

  describe('site', () => {
    const taken: Record<string, string> = {
      'https://exemple.fr': 'https://exemple.fr',
      'HTTP://EXEMPLE.FR/Page': 'HTTP://EXEMPLE.FR/Page',
      'https://exemple.fr:8080/a?b=c#d': 'https://exemple.fr:8080/a?b=c#d',
      'https://évian.fr': 'https://évian.fr',
      'https://127.0.0.1/': 'https://127.0.0.1/',
      'exemple.fr': 'https://exemple.fr',
      'www.exemple.fr/moi?a=b#c': 'https://www.exemple.fr/moi?a=b#c',
      'exemple.fr:8080/moi': 'https://exemple.fr:8080/moi',
      'évian.fr': 'https://évian.fr',
      // Where people of the Fediverse, of YouTube and of Medium live.
      'https://mastodon.social/@marie': 'https://mastodon.social/@marie',
      'www.youtube.com/@marie': 'https://www.youtube.com/@marie',
    };
    for (const [url, sent] of Object.entries(taken))
      it(`takes ${url}`, () => expect(draftOf({ url: ` ${url} ` }).url).to.equal(sent));

    const refused = {
      'what is no address': [
        'marie',
        'non merci',
        '.',
        '..',
        '/moi',
        '#',
        '?',
        '12',
        'http',
        'https://',
        'http:// exemple.fr',
      ],
      'what is only reached from within': ['localhost', 'http://localhost', 'http://intranet/', 'https://[::1]/'],
      'a host without a name': ['https://.', 'https://.fr', 'https://exemple.'],
      'another scheme': [
        'javascript:alert(1)',
        'JavaScript:alert(1)//exemple.fr',
        'java\nscript:alert(1)',
        'data:text/html,<script>alert(1)</script>',
        'vbscript:msgbox(1)',
        'ftp://exemple.fr',
        'file:///etc/passwd',
        'blob:https://exemple.fr/1',
        'mailto:marie@exemple.fr',
        '//exemple.fr',
        'http:exemple.fr',
      ],
      spaces: ['https://exemple .fr', 'https://exemple.fr/a b', 'exemple.fr autre.fr'],
      'a user or a password': [
        'https://marie@exemple.fr',
        'https://marie:secret@exemple.fr',
        'https://:secret@exemple.fr',
        'https://exemple.fr@pirate.net',
        'marie@exemple.fr',
      ],
    };
    for (const [what, urls] of Object.entries(refused))
      for (const url of urls)
        it(`refuses ${JSON.stringify(url)}: ${what}`, () => {
          expect(issuesOf({ url })).to.deep.equal([{ field: 'url', code: 'url' }]);
        });
  });

  describe('bad input', () => {
    it('measures 64 KB, and a byte more than the limit', () => {
      expect(draftOf({ body: 'a'.repeat(65_525) }).body).to.have.lengthOf(65_525);
      expect(issuesOf({ body: 'é'.repeat(32_763) })).to.deep.equal([
        { field: 'body', code: 'too-long', limit: 65_525, length: 65_526 },
      ]);
    });

    it('takes a tower of combining marks for the text it is', () => {
      const body = `Z${'\u0300'.repeat(200)}`;
      expect(draftOf({ body }).body).to.equal(body);
    });

    it('takes markup for the text it is', () => {
      const markup = '<script>alert(1)</script>';
      expect(draftOf({ body: markup, name: markup })).to.include({ body: markup, name: markup });
    });
  });
});
