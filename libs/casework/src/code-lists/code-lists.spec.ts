// What must be true of every list: complete, in the right writing, found by its name.
import { describe, expect, it } from 'vitest';
import { codeIn, codeList, codeListNames, codeLists, isCode, isCodeListName } from './code-lists.js';

/** Latin letters that Russian and Ukrainian texts use as they are. */
const ABBREVIATIONS = /(?<!\p{L})D(?!\p{L})/gu;

describe('the registry', () => {
  it('knows these lists, each under its own name', () => {
    expect(codeLists().map(({ list, codes }) => `${list} ${codes.length}`)).toEqual([
      'case-outcomes 6',
      'closure-reasons 12',
      'countries 250',
      'document-kinds 56',
      'intake-decline-reasons 14',
      'languages 183',
      'residence-bases 15',
      'scripts 37',
      'sectors 19',
      'specific-needs 113',
    ]);
    expect(codeLists().map(({ list }) => list)).toEqual(codeListNames);
  });

  it('builds a list once', () => {
    expect(codeLists().every((list, place) => list === codeLists()[place])).toBe(true);
  });

  it('knows no other names, not even those every object has', () => {
    expect(isCodeListName('sectors')).toBe(true);
    expect(['', 'Sectors', 'programmes', 'constructor', '__proto__'].filter(isCodeListName)).toEqual([]);
    expect(() => codeList('constructor' as 'sectors')).toThrow(RangeError);
  });

  it('finds a code with its labels', () => {
    expect(codeIn('sectors', 'SHELTER')?.labels).toEqual({ en: 'Shelter', ru: 'Жильё', uk: 'Житло' });
    expect(codeIn('sectors', 'shelter')).toBeUndefined();
  });

  it('takes an ended code for a code, but not on a later day', () => {
    expect(isCode('specific-needs', 'LP-TR')).toBe(true);
    expect(isCode('specific-needs', 'LP-TR', '2009-06-30')).toBe(true);
    expect(isCode('specific-needs', 'LP-TR', '2010-01-01')).toBe(false);
    expect(isCode('specific-needs', 'LP-RR', '2026-11-23')).toBe(true);
    expect(isCode('specific-needs', 'XX-XX')).toBe(false);
  });
});

describe.each(codeLists().map((list) => [list.list, list] as const))(
  'the list %s',
  (_, { title, source, checkedOn, codes }) => {
    const texts = (language: 'en' | 'ru' | 'uk') =>
      [title, ...codes.map(({ labels }) => labels)].map((each) => each[language]);
    const withLetters = (language: 'en' | 'ru' | 'uk', letters: RegExp) =>
      texts(language).filter((text) => letters.test(text));

    it('says where it comes from and when that was checked', () => {
      expect(source.length).toBeGreaterThan(10);
      expect(checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    });

    it('has English labels in Latin letters', () => {
      expect(withLetters('en', /(?!\p{Script=Latin})\p{L}/u)).toEqual([]);
    });

    it.each(['ru', 'uk'] as const)('has labels in Cyrillic letters only: %s', (language) => {
      const strangers = texts(language).filter((text) =>
        /(?!\p{Script=Cyrillic}|ʼ)\p{L}/u.test(text.replaceAll(ABBREVIATIONS, '')),
      );
      expect(strangers).toEqual([]);
      expect(texts(language).filter((text) => !/\p{Script=Cyrillic}/u.test(text))).toEqual([]);
    });

    it('has no Russian letters in Ukrainian labels and no Ukrainian ones in Russian', () => {
      expect(withLetters('uk', /[ыэёъ]/iu)).toEqual([]);
      expect(withLetters('ru', /[іїєґ]/iu)).toEqual([]);
    });

    it('has no blanks to trim', () => {
      const untidy = (['en', 'ru', 'uk'] as const).flatMap((language) => withLetters(language, /^\s|\s$|\s\s/u));
      expect(untidy).toEqual([]);
    });
  },
);
