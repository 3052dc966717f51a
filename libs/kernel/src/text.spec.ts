// What must hold of text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from './text.js';

const max = 100_000;
const line = (text: string) => cleanLine(text, { max });
const text = (written: string) => cleanText(written, { max });
const kept = (value: string) => ({ ok: true, value });
const refused = (message: RegExp) => ({ ok: false, message: expect.stringMatching(message) as string });

/** Text made mostly of what makes text difficult. */
const difficult = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      'a',
      'и',
      'ش',
      'क',
      '्',
      '👩',
      '🏽',
      '\u0301',
      '\u0306',
      '\u0323',
      '\u200b',
      '\u200c',
      '\u200d',
      '\ufeff',
    ),
    fc.constantFrom(
      ' ',
      '\u00a0',
      '\u202e',
      '\u2066',
      '\u2069',
      '\n',
      '\t',
      '\r\n',
      '\u0958',
      '\ufb2c',
      '\u1100',
      '\u1161',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
});

describe('Text', () => {
  it.each([
    ['B336 NUL', 'a\u0000b', /control character \(U\+0000\) at character 2/],
    ['B337 a lone high surrogate', 'a\ud800b', /surrogate/],
    ['B338 a lone low surrogate', '\udfff', /surrogate/],
    ['B346 a flood of marks', `e${'\u0301'.repeat(10_000)}`, /combining marks/],
    ['B346 nine marks', `e${'\u0323'.repeat(9)}`, /combining marks/],
    ['a flood hidden behind format characters', `e${'\u0323\u200d\u202e'.repeat(9)}`, /combining marks/],
    ['B347 B348 a million letters', 'a'.repeat(1_000_000), /1000000 characters, at most 100000/],
  ])('refuses %s', (_, written, message) => {
    expect(line(written)).toEqual(refused(message));
    expect(text(written)).toEqual(refused(message));
  });

  it('B350: refuses control characters, but for the line break and the tab in text of several lines', () => {
    const controls = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, at) => 0x7f + at), 0x2028, 0x2029];
    for (const code of controls) {
      const written = `a${String.fromCodePoint(code)}b`;
      expect(line(written)).toMatchObject({ ok: false });
      expect(text(written)).toMatchObject({ ok: code === 0x09 || code === 0x0a });
    }
    expect(line('one\ntwo')).toEqual(refused(/one line/));
  });

  it('keeps the line breaks of Windows as LF, and takes no lone CR', () => {
    expect(text('one\r\ntwo\n\tthree')).toEqual(kept('one\ntwo\n\tthree'));
    expect(text('one\rtwo')).toMatchObject({ ok: false });
  });

  it.each([
    ['B341 Arabic, Hebrew and Persian', 'محمد علی שרה פרהאדی'],
    ['marks of direction that change no letters', 'abc\u200f שרה\u200e'],
    ['Persian with its non-joiner', 'می‌خواهم'],
    ['Sinhala with its joiner', 'ශ්‍රී'],
    ['a family in one picture', '👨‍👩‍👧 🏳️‍🌈 👩🏽‍⚕️'],
    ['B360 LIKE signs', '100%_\\'],
    ['B361 full-text operators', 'a & | ! <-> :*'],
    ['B363 templates', '{{7*7}} ${7*7} <%= 7*7 %> #{7*7}'],
    ['B355 letters that grow when made small', 'ȺȾ'],
    ['space at the ends', '  Анна  '],
    ['eight marks', `x${'\u0323'.repeat(8)}`],
    ['compatibility forms', 'ﬁ ① Ａ'],
  ])('keeps %s as written', (_, written) => {
    expect(line(written)).toEqual(kept(written));
    expect(text(written)).toEqual(kept(written));
  });

  it('B345: keeps one form of a letter however it was composed', () => {
    expect(line('Андре\u0438\u0306')).toEqual(kept('Андрей'));
    expect(text('Андре\u0438\u0306')).toEqual(kept('Андрей'));
  });

  it('B342: takes out overrides and isolates of direction', () => {
    expect(line('\u202eАнна\u202c \u2066Ли\u2069')).toEqual(kept('Анна Ли'));
    expect(text('\u202aА\u202b\u202dб\u2067\u2068')).toEqual(kept('Аб'));
  });

  it('B343: takes what has no width out of a line, unless it carries spelling, and leaves a note alone', () => {
    expect(line('An\u200bn\u200ca\u200d\ufeff\u2060')).toEqual(kept('Anna'));
    expect(line('می\u200b\u200c\u200cخواهم')).toEqual(kept('می\u200cخواهم'));
    expect(line('👩\u200da')).toEqual(kept('👩a'));
    expect(text('An\u200bna')).toEqual(kept('An\u200bna'));
  });

  it.each(['', '   ', '\u00a0', '\u3000', '\u2800', '\u200b\u200d', '\u202e\u2066', '\u3164\u00ad', ' \u2800\ufeff'])(
    'B349: takes %j as empty',
    (written) => {
      expect(line(written)).toEqual(kept(''));
      expect(text(`${written}\r\n\t`)).toEqual(kept(''));
    },
  );

  it('B343: takes a joiner for spelling after a letter of a joining script only, not after a mark that is used there too', () => {
    expect(line('a\u0323\u200db')).toEqual(kept('\u1ea1b'));
    expect(line('ب\u0650\u200dب')).toEqual(kept('ب\u0650\u200dب'));
  });

  it('measures code points after cleaning', () => {
    expect(cleanLine('😀😀😀', { max: 3 })).toEqual(kept('😀😀😀'));
    expect(cleanLine('и\u0306и\u0306', { max: 2 })).toEqual(kept('йй'));
    expect(cleanLine('😀😀😀😀', { max: 3 })).toEqual(refused(/4 characters, at most 3/));
  });

  it('never repeats the text in a refusal', () => {
    for (const answer of [
      line('secret\u0000'),
      cleanLine('secret', { max: 2 }),
      line(`secret${'\u0301'.repeat(20)}`),
    ]) {
      expect(JSON.stringify(answer)).not.toContain('secret');
    }
  });

  it.each([
    ['line', line],
    ['text', text],
  ])('accepts what it has cleaned, without another change (%s)', (_, clean) => {
    fc.assert(
      fc.property(difficult, (written) => {
        const once = clean(written);
        if (once.ok) expect(clean(once.value)).toEqual(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing but what it says', () => {
    const visible = (written: string) =>
      written.replace(/[\u200b-\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu, '').normalize('NFC');
    fc.assert(
      fc.property(difficult, (written) => {
        const answer = text(written);
        if (answer.ok && answer.value !== '') {
          expect(answer.value).toBe(
            written
              .replaceAll('\r\n', '\n')
              .replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
              .normalize('NFC'),
          );
        }
        const inLine = line(written);
        if (inLine.ok && inLine.value !== '') expect(visible(inLine.value)).toBe(visible(written));
      }),
      { numRuns: 2000 },
    );
  });

  it('B377: takes little time for a megabyte of anything', () => {
    const unkind = [
      'a',
      '\u0301\u0323',
      '\u200d',
      'ش\u200c',
      '👩\u200d',
      'a\u0301\u0323',
      '\u0301\u202e',
      ' ',
      '\u00ad',
      '\r\n',
      'क\u094d\u200d',
    ];
    for (const unit of unkind) {
      const written = unit.repeat(1_000_000 / unit.length);
      const start = performance.now();
      line(written);
      text(written);
      expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(2000);
    }
  });
});
