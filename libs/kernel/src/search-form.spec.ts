// What must hold of search form.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameParts, normalForm } from './search-form.js';

const difficult = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      'a',
      'I',
      'i',
      'İ',
      'ı',
      'ё',
      'е',
      'Ё',
      'ß',
      'ẞ',
      'Σ',
      'ς',
      "'",
      '’',
      '´',
      '-',
      '–',
      '\u2212',
      '.',
      ',',
      ' ',
    ),
    fc.constantFrom(
      '\u0307',
      '\u0308',
      '\u0301',
      '\u0323',
      '\u0345',
      '\u200b',
      '\u200d',
      '\u00ad',
      '\u2800',
      'ŉ',
      'ﬁ',
      'ȷ',
      '\u0149',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 20,
});

const same = (...spellings: string[]) => {
  const [first, ...others] = spellings.map(normalForm);
  expect(first).not.toBe('');
  for (const other of others) expect(other).toBe(first);
};

describe('The search form', () => {
  it('is equal for spellings that differ in case, composition and width', () => {
    same('Щербакова Юлия', 'ЩЕРБАКОВА ЮЛИЯ', '  щербакова\u00a0\u3000юлия ', 'Щерба\u200bкова\ufeff Юлия');
    same('Андре\u0438\u0306', 'Андрей');
    same('Ｉｖａｎｏｖ', 'Ivanov');
    same('Weiß', 'WEISS', 'WEIẞ');
    same('Οδυσσεύς', 'ΟΔΥΣΣΕΎΣ');
    same('\u202eАнна\u202c', 'Анна');
  });

  it('B353: holds the four letters i for one', () => {
    same('İSMAİL', 'ısmaıl', 'ismail', 'ISMAIL', 'i\u0307smail', 'Ismaİl');
    expect(normalForm('İSMAİL')).toBe('ismail');
  });

  it('holds ё for е, but й apart from и', () => {
    same('Фёдоров', 'Федоров', 'ФЁДОРОВ', 'Фе\u0308доров', 'Фё\u0308доров');
    expect(normalForm('Андрей')).not.toBe(normalForm('Андреи'));
    expect(normalForm('José')).not.toBe(normalForm('Jose'));
  });

  it('knows one apostrophe and one hyphen', () => {
    same("Мар'яна", 'Мар’яна', 'Марʼяна', 'Мар`яна', 'Мар´яна', 'Мар＇яна', 'Мар′яна');
    same('Петров-Водкин', 'Петров‐Водкин', 'Петров‑Водкин', 'Петров—Водкин', 'Петров−Водкин', 'Петров--Водкин');
    expect(normalForm("Мар'яна")).toBe("мар'яна");
  });

  it('drops punctuation, also an apostrophe or hyphen at an edge', () => {
    same('Иванов, Иван', 'Иванов Иван', '«Иванов» (Иван)', "'Иванов' - Иван.", 'Иванов,Иван');
    same('А.С. Пушкин', 'А. С. Пушкин');
    expect(normalForm('anna.k+aid@example.org')).toBe('anna k+aid example org');
    expect(normalForm('+48 600-100-200')).toBe('+48 600-100-200');
  });

  it.each(['', '   ', '...', "'", '--', '\u200b\u2800', '«»'])('is empty for %j', (written) => {
    expect(normalForm(written)).toBe('');
    expect(nameParts(written)).toEqual([]);
  });

  it('is its own form, and the same for capitals and for decomposed letters', () => {
    fc.assert(
      fc.property(difficult, (written) => {
        const form = normalForm(written);
        expect(normalForm(form)).toBe(form);
        expect(normalForm(written.normalize('NFD'))).toBe(form);
        expect(form).toBe(form.trim());
        expect(form).not.toMatch(/ {2}/);
      }),
      { numRuns: 3000 },
    );
  });

  it('is its own form for every code point, and equal for its capital', () => {
    const differing: string[] = [];
    for (let code = 1; code <= 0x1ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const sign = `a${String.fromCodePoint(code)}b`;
      const form = normalForm(sign);
      if (
        normalForm(form) !== form ||
        normalForm(sign.toUpperCase()) !== form ||
        normalForm(sign.normalize('NFD')) !== form
      )
        differing.push(code.toString(16));
    }
    expect(differing).toEqual([]);
  });

  it('B377: takes little time for a megabyte of anything', () => {
    for (const unit of ['a', "'", '-', ' ', '\u0308', '\u0301\u0316', 'i\u0307', '- ', 'ё\u0308', '\u200b']) {
      const start = performance.now();
      normalForm(unit.repeat(1_000_000 / unit.length));
      expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(2000);
    }
  });
});

describe('The parts of a name', () => {
  it('are its words, and the halves of a double name, each once', () => {
    expect(nameParts('Анна-Мария О’Нил, Анна')).toEqual(['анна', 'мария', "о'нил"]);
    expect(nameParts('Петров-Водкин Кузьма Сергеевич')).toEqual(['петров', 'водкин', 'кузьма', 'сергеевич']);
  });

  it('do not depend on the order of the words', () => {
    fc.assert(
      fc.property(fc.array(difficult, { maxLength: 5 }), (words) => {
        const parts = (order: string[]) => nameParts(order.map((word) => `${word} x`).join(' ')).sort();
        expect(parts([...words].reverse())).toEqual(parts(words));
      }),
    );
  });
});
