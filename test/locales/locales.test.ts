import { expect } from '@open-wc/testing';
import { errorCodes, type Issue } from '../../src/core/errors.js';
import { fieldNames } from '../../src/core/rules.js';
import { en } from '../../src/locales/en.js';
import { fr as early, type Messages } from '../../src/locales/fr.js';
import { outbox, type OutboxWords } from '../../src/locales/fr/outbox.js';
import { panel, type PanelWords } from '../../src/locales/fr/panel.js';
import { writing, type WritingWords } from '../../src/locales/fr/writing.js';

/** With the words that come when there is need of them. */
interface Whole extends Messages {
  readonly writing: WritingWords;
  readonly outbox: OutboxWords;
  readonly panel: PanelWords;
}

const fr: Whole = { ...early, writing, outbox, panel };
const locales: Readonly<Record<string, Whole>> = { fr, en: en as Whole };

/** Paths of every message, functions included. */
function keysOf(messages: object, path = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    value instanceof Object && !(value instanceof Function) ? keysOf(value as object, `${path}${key}.`) : [path + key],
  );
}

/** Every sentence that a reader may see, with samples in the place of parameters. */
function sentencesOf(messages: Whole): Record<string, string> {
  const { count, date, writing, ...words } = messages;
  const { remaining, suggestion, summary, issues, retryIn, ...others } = { ...words, ...writing };
  const sentences = new Map<string, string>();
  const add = (path: string, value: unknown) => {
    if (typeof value === 'string') sentences.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) add(`${path}.${key}`, inner);
  };
  for (const [key, value] of Object.entries(others)) add(key, value);
  for (const number of [0, 1, 2, 21, 1234, 65_525]) {
    for (const [key, say] of Object.entries({ remaining, summary, retryIn, count }))
      add(`${key}(${number})`, say(number));
    add(`remaining(-${number})`, remaining(-number));
  }
  add('suggestion', suggestion('marie@gmail.com'));
  add('date', date(new Date(2026, 0, 2, 10, 5)));
  const samples: Omit<Issue, 'field' | 'code'>[] = [
    {},
    { limit: 1, length: 2 },
    { limit: 5000, length: 6234 },
    { limit: 2 },
    { message: 'Non' },
  ];
  for (const [code, say] of Object.entries(issues))
    for (const field of fieldNames)
      for (const [index, sample] of samples.entries()) {
        const issue = { field, code: code as Issue['code'], ...sample };
        add(`issues.${code}(${field}, ${index})`, say(issue, messages.fields[field]));
      }
  return Object.fromEntries(sentences);
}

for (const [tag, messages] of Object.entries(locales))
  describe(`the messages in ${tag}`, () => {
    it('have every key that French has, and no other', () => {
      expect(keysOf(messages).sort()).to.deep.equal(keysOf(fr).sort());
    });

    it('have a sentence for every error', () => {
      expect(Object.keys(messages.errors).sort()).to.deep.equal([...errorCodes].sort());
    });

    it('say something everywhere, and nothing that a program says', () => {
      for (const [path, sentence] of Object.entries(sentencesOf(messages))) {
        expect(sentence.trim(), path).not.to.equal('');
        expect(sentence, path).not.to.match(/undefined|null|NaN|\[object|\$\{/);
      }
    });

    it('are set in type: curly apostrophes, one sign for an ellipsis, no space too many', () => {
      for (const [path, sentence] of Object.entries(sentencesOf(messages)))
        expect(sentence, path).not.to.match(/['"`]|\.\.|[ ]{2}|^\s|\s$/);
    });

    it('have sentences that end like sentences', () => {
      const { issues, errors, sent, kept, retryNow, emailNotice, empty, unread, slow } = sentencesIn(messages);
      for (const sentence of [...issues, ...errors, ...sent, kept, retryNow, emailNotice, empty, unread, slow])
        if (!sentence.endsWith('Non')) expect(sentence).to.match(/[.!?]$/);
    });
  });

function sentencesIn(messages: Whole) {
  const sentences = sentencesOf(messages);
  const startingWith = (prefix: string) =>
    Object.keys(sentences)
      .filter((path) => path.startsWith(prefix))
      .map((path) => sentences[path]!);
  return {
    ...messages,
    ...messages.writing,
    issues: startingWith('issues.'),
    errors: startingWith('errors.'),
    sent: startingWith('sent.'),
  };
}

describe('French', () => {
  const sentences = Object.entries(sentencesOf(fr));
  /** Web addresses and times of the day have colons of their own. */
  const prose = (text: string) => text.replace(/https?:\/\/\S+|\d:\d/g, '');

  it('has a narrow no-break space before ; ! and ?', () => {
    for (const [path, sentence] of sentences) expect(sentence, path).not.to.match(/[^\u202f][;!?]/);
  });

  it('has a no-break space before : and within « »', () => {
    for (const [path, sentence] of sentences)
      expect(prose(sentence), path).not.to.match(/[^\u00a0]:|«[^\u00a0]|[^\u00a0]»/);
  });

  it('never lets a line break part a number from what it counts', () => {
    for (const [path, sentence] of sentences) if (path !== 'date') expect(sentence, path).not.to.match(/\d [\p{L}%]/u);
  });

  it('has a narrow no-break space between thousands', () => {
    expect(fr.count(1234)).to.equal('1\u202f234\u00a0commentaires');
    expect(
      writing.issues['too-long']({ field: 'body', code: 'too-long', limit: 5000, length: 6234 }, 'Commentaire'),
    ).to.equal('Commentaire\u00a0: retirez 1\u202f234\u00a0caractères.');
  });

  it('knows 0 and 1 for singular', () => {
    expect([0, 1, 2].map(fr.count)).to.deep.equal(['Aucun commentaire', '1\u00a0commentaire', '2\u00a0commentaires']);
    expect([0, 1, 2].map(writing.remaining)).to.deep.equal([
      'Il reste 0\u00a0caractère',
      'Il reste 1\u00a0caractère',
      'Il reste 2\u00a0caractères',
    ]);
    expect(writing.retryIn(1)).to.equal('Vous pourrez réessayer dans 1\u00a0seconde.');
    expect(writing.summary(2)).to.equal('Rien n’est encore envoyé\u00a0: 2\u00a0champs à corriger.');
  });

  it('says "e-mail", and "vous"', () => {
    for (const [path, sentence] of sentences) {
      expect(sentence, path).not.to.match(/\b(email|mail|mèl|courriel)\b(?!\.com)(?<!e-mail)/i);
      expect(sentence, path).not.to.match(/(?<!\p{L})(tu|ton|ta|tes|toi)(?!\p{L})/iu);
    }
  });

  it('leaves what the site said as it was said', () => {
    const issue = { field: 'body', code: 'refused', message: "Pas d'insultes !" } as const;
    expect(writing.issues.refused(issue, 'Commentaire')).to.equal("Commentaire\u00a0: Pas d'insultes !");
  });

  it('tells a date and a time', () => {
    expect(fr.date(new Date(2026, 0, 2, 10, 5))).to.equal('2\u00a0janvier 2026 à 10:05');
    expect(fr.date(new Date(2025, 7, 1, 0, 0))).to.equal('1er\u00a0août 2025 à 00:00');
  });

  it('says how long ago it was: at once, by the clock, by the day', () => {
    const said = [-5, 0, 0.9, 1, 59, 60, 1439, 1440, 2880, 4320, 43_199].map((minutes) => fr.ago(minutesAgo(minutes)));
    expect(said).to.deep.equal([
      ...['à l’instant', 'à l’instant', 'à l’instant', 'il y a 1\u00a0minute', 'il y a 59\u00a0minutes'],
      ...['il y a 1\u00a0heure', 'il y a 23\u00a0heures', 'hier', 'avant-hier'],
      ...['il y a 3\u00a0jours', 'il y a 29\u00a0jours'],
    ]);
    expect(fr.ago(new Date(2024, 1, 29))).to.equal('29\u00a0février 2024');
  });
});

describe('the words of a language for dates and numbers', () => {
  const words = (text: string) => text.replace(/\s/g, ' ');

  for (const [tag, { ago, count }] of Object.entries({ fr, en }))
    it(`are those that Intl has: ${tag}`, () => {
      const relative = new Intl.RelativeTimeFormat(tag);
      for (const [unit, minutes, end] of [
        ['minute', 1, 60],
        ['hour', 60, 24],
        ['day', 1440, 30],
      ] as const)
        for (let number = unit === 'day' ? 3 : 1; number < end; number++)
          expect(words(ago(minutesAgo(number * minutes)))).to.equal(words(relative.format(-number, unit)));
      const day = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, { dateStyle: 'long' });
      for (let month = 0; month < 12; month++) {
        const date = new Date(2023, month, 28);
        expect(words(ago(date))).to.equal(day.format(date));
      }
      for (const number of [2, 999, 1000, 12_345, 1_234_567])
        expect(count(number).replace(/[^\d]+$/, '')).to.equal(number.toLocaleString(tag));
    });
});

it('has a minus and the right number for a score below nought', () => {
  expect([-2, -1, 0, 1].map(fr.score)).to.deep.equal(['−2\u00a0votes', '−1\u00a0vote', '0\u00a0vote', '1\u00a0vote']);
  expect([-1234, 1].map(en.score)).to.deep.equal(['−1,234 votes', '1 vote']);
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000 - 1);

describe('English', () => {
  it('knows only 1 for singular', () => {
    expect([0, 1, 2].map(en.count)).to.deep.equal(['No comments', '1 comment', '2 comments']);
    expect([0, 1, -1].map(en.writing.remaining!)).to.deep.equal([
      '0 characters left',
      '1 character left',
      '1 character too many',
    ]);
    expect(en.writing.retryIn!(1234)).to.equal('You can try again in 1,234 seconds.');
  });
});
