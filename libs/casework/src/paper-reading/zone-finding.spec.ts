// The zone read back: every paper that can be written, mistakes of the eye, and lines that are no zone.
import fc from 'fast-check';
import { parse } from 'mrz';
import { describe, expect, it } from 'vitest';
import { zoneOf, type Format, type PaperFacts } from '../../../../test/stage/machine-readable-zone.js';
import { mendMrz } from './mending.js';
import { settled, together, zoneIn } from './zone-finding.js';
import { checkDigit, checksOf, isSound, LAYOUTS, type FieldName } from './zone.js';

const letters = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: min, maxLength: max });
const signs = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'), minLength: min, maxLength: max });
const date = fc
  .tuple(fc.nat(99), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''));
const CODE = { TD1: 'I', TD2: 'I', TD3: 'P', MRVA: 'V', MRVB: 'V' } as const;

const papers: fc.Arbitrary<PaperFacts> = fc.constantFrom<Format>('TD1', 'TD2', 'TD3', 'MRVA', 'MRVB').chain((format) =>
  fc.record({
    format: fc.constant(format),
    code: fc.constant(CODE[format]),
    issuer: fc.constantFrom('POL', 'LTU', 'D', 'GEO', 'UTO'),
    number: signs(6, 9),
    nationality: fc.constantFrom('RUS', 'BLR', 'UKR', 'D', 'XXB'),
    birth: date,
    sex: fc.constantFrom('M', 'F', '<'),
    expiry: date,
    surname: letters(2, 12),
    given: letters(2, 8),
    optional: signs(0, 7),
  }),
);

describe('a zone', () => {
  it('is read back as it was written, whatever it says', () => {
    fc.assert(
      fc.property(papers, (paper) => {
        const lines = zoneOf(paper);
        const zone = zoneIn(`REPUBLIC\n${lines.join('\n')}\n`);
        expect(zone?.lines).toEqual(lines);
        expect(zone?.format).toBe(paper.format);
        expect(isSound(zone!.checks)).toBe(true);
      }),
    );
  });

  it('is divided as another reader divides it, which was written by others and knows no visas', () => {
    const names: Partial<Record<FieldName, string>> = {
      ...{ issuer: 'issuingState', number: 'documentNumber', nationality: 'nationality' },
      ...{ birth: 'birthDate', expiry: 'expirationDate', composite: 'compositeCheckDigit' },
    };
    fc.assert(
      fc.property(
        papers.filter(({ format }) => !format.startsWith('MRV')),
        (paper) => {
          const lines = zoneOf(paper);
          const theirs = new Map(parse(lines).details.map((detail) => [detail.field as string, detail]));
          for (const [name, field] of Object.entries(names)) {
            const { line, start, end } = theirs.get(field)!.ranges[0]!;
            expect({ line, from: start, to: end }).toEqual(LAYOUTS[paper.format].fields[name as FieldName]);
          }
          expect(theirs.get('compositeCheckDigit')!.valid).toBe(true);
          expect(checksOf(lines, paper.format).composite).toBe(true);
        },
      ),
    );
  });

  it('with one wrong sign where a check digit watches is mended to the same, or is not sound', () => {
    const everySign = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<'];
    fc.assert(
      fc.property(papers, fc.nat(), fc.constantFrom(...everySign), (paper, somewhere, sign) => {
        const lines = zoneOf(paper);
        const places = watched(paper.format);
        const [line, place] = places[somewhere % places.length]!;
        const before = lines[line]![place]!;
        // Signs whose worths differ by ten are one and the same to a check digit: 0 and K, 6 and G, 8 and S.
        fc.pre(checkDigit(sign) !== checkDigit(before));
        const wrong = lines.map((text, row) =>
          row === line ? text.slice(0, place) + sign + text.slice(place + 1) : text,
        );
        const zone = mendMrz(wrong);
        if (zone && isSound(zone.checks)) expect(zone.lines).toEqual(lines);
      }),
      { numRuns: 2000 },
    );
  });

  it('gets the letters and digits that its places demand', () => {
    const [upper, lower] = zoneOf({ ...utopian, ...russian }) as [string, string];
    const read = [upper.replace('RUS', 'RU5').replace('PETROVA', 'PETR0VA'), lower];
    read[1] = read[1]!
      .replace('712000563', '7IZOOOSG3')
      .replace('RUS', 'RUB')
      .replace('740812', '7A0BI2')
      .replace(/F(?=3104)/, 'E');
    expect(read[1]).toMatch(/^7IZOOOSG3.RUB7A0BI2/);
    expect(zoneIn(read.join('\n'))?.lines).toEqual([upper, lower]);
  });

  it('gets and loses fillers where fillers stand, and loses strokes of the page’s edge', () => {
    const [upper, lower] = zoneOf({ ...utopian, optional: 'ZE1' }) as [string, string];
    const read = `1${upper.slice(0, 38)}\n${lower.replace('ZE1<', 'ZE1<<<')}`;
    expect(zoneIn(read)?.lines).toEqual([upper, lower]);
    expect(zoneIn(`${upper}\nI${lower}`)?.lines).toEqual([upper, lower]);
  });

  it.each(['ERIKSSON<<ANNA<MARIA', 'VAN<DER<BERG<<ANNA', 'SUHARTO'])('has nothing but fillers after %s', (name) => {
    const upper = `P<UTO${name}`.padEnd(44, '<');
    const lower = zoneOf(utopian)[1]!;
    expect(zoneIn(`${upper.slice(0, 40)}T<<<\n${lower}`)?.lines).toEqual([upper, lower]);
  });

  it('keeps names that leave no room for fillers', () => {
    for (const [surname, given] of [
      ['A'.repeat(20), 'B'.repeat(17)],
      ['A'.repeat(20), 'B'.repeat(16)],
      ['A'.repeat(39), ''],
    ]) {
      const lines = zoneOf({ ...utopian, surname: surname!, given: given! });
      expect(zoneIn(lines.join('\n'))?.lines).toEqual(lines);
    }
  });

  it.each([
    ['nothing', ''],
    ['words', 'SURNAME\nERIKSSON\nGIVEN NAMES\nANNA MARIA'],
    ['fillers alone', `P${'<'.repeat(43)}\n${'<'.repeat(44)}`],
    ['zeros alone', `${'0'.repeat(44)}\n${'0'.repeat(44)}`],
    [
      'a month that is none',
      zoneOf({
        format: 'TD3',
        code: 'P',
        issuer: 'UTO',
        number: 'L898902C3',
        nationality: 'UTO',
        birth: '741308',
        sex: 'F',
        expiry: '310101',
        surname: 'AA',
        given: 'BB',
        optional: '',
      }).join('\n'),
    ],
  ])('is not found in %s', (_is, text) => {
    expect(zoneIn(text)).toBeUndefined();
  });
});

describe('several readings', () => {
  const right = zoneOf(utopianPaper());
  const wrong = [right[0]!.replace('ERIKSSON', 'ERIKSBON'), right[1]!];

  it('settle it when two are alike in every sign', () => {
    const [a, b] = [mendMrz(right)!, mendMrz(wrong)!];
    expect(settled([a, b])).toBe(false);
    expect(settled([a, b, a])).toBe(true);
  });

  it('say together what most of them say', () => {
    const [a, b] = [mendMrz(right)!, mendMrz(wrong)!];
    expect(together([b, a, a])).toEqual({ lines: right, agreed: true });
    expect(together([a])).toEqual({ lines: right, agreed: false });
    expect(together([])).toBeUndefined();
  });

  it('say nothing when a check digit fails and no two are alike', () => {
    const doubtful = mendMrz([right[0]!, right[1]!.replace('ZE184', 'ZE189')])!;
    expect(together([doubtful])).toBeUndefined();
    expect(together([doubtful, doubtful])?.agreed).toBe(true);
  });
});

const utopian = utopianPaper();
const russian = { issuer: 'RUS', nationality: 'RUS', number: '712000563', surname: 'PETROVA' };
function utopianPaper(): PaperFacts {
  return {
    ...{ format: 'TD3', code: 'P', issuer: 'UTO', number: 'L898902C3', nationality: 'UTO', birth: '740812' },
    ...{ sex: 'F', expiry: '310415', surname: 'ERIKSSON', given: 'ANNA<MARIA', optional: 'ZE184226B' },
  };
}

/** The places that a check digit covers, the digits themselves among them. */
function watched(format: Format): [line: number, place: number][] {
  const row = (line: number, from: number, to: number) =>
    Array.from({ length: to - from }, (_, index): [number, number] => [line, from + index]);
  if (format === 'TD1') return [...row(0, 5, 30), ...row(1, 0, 7), ...row(1, 8, 15), ...row(1, 29, 30)];
  const end = { TD3: 44, TD2: 36, MRVA: 28, MRVB: 28 }[format];
  return [...row(1, 0, 10), ...row(1, 13, 20), ...row(1, 21, end)];
}
