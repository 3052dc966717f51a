// What a zone says in the words of our records: dates, names, countries, kinds of papers, and papers with ways of their own.
import { describe, expect, it } from 'vitest';
import { digitFor, zoneOf, type PaperFacts } from '../../../../test/stage/machine-readable-zone.js';
import { documentKinds } from '../code-lists/document-kinds.js';
import { isCountry } from '../code-lists/countries.js';
import { specialIssuers } from './issuing-states.js';
import { CYRILLIC } from './internal-passport-letters.js';
import { schemeOf } from './latin-scheme.js';
import { countryOf } from './paper-kind.js';
import { readingOf } from './paper-reading.js';

const today = '2026-11-24';
const plain: PaperFacts = {
  ...{ format: 'TD3', code: 'P', issuer: 'UTO', number: 'L898902C3', nationality: 'UTO', birth: '740812' },
  ...{ sex: 'F', expiry: '310415', surname: 'ERIKSSON', given: 'ANNA<MARIA', optional: '' },
};
const read = (paper: Partial<PaperFacts>, agreed = true) =>
  readingOf({ lines: zoneOf({ ...plain, ...paper }), agreed }, today);

describe('a reading', () => {
  it.each([
    ['261124', '2026-11-24'],
    ['261125', '1926-11-25'],
    ['7408<<', '1974-08'],
    ['74<<<<', '1974'],
    ['<<0812', undefined],
    ['750231', undefined],
  ])('takes the birth date %s for the latest that is not after today: %s', (birth, born) => {
    expect(read({ birth }).birthDate).toBe(born);
  });

  it.each([
    ['310415', '2031-04-15'],
    ['991231', '1999-12-31'],
    ['760101', '2076-01-01'],
    ['750230', undefined],
  ])('takes the expiry %s for the nearest to today: %s', (expiry, expiresOn) => {
    expect(read({ expiry }).expiresOn).toBe(expiresOn);
  });

  it('parts names where fillers do, and knows when there is no given name', () => {
    expect(read({ surname: 'VAN<DER<BERG', given: 'ANNA<MARIA' }).name).toMatchObject({
      family: 'VAN DER BERG',
      given: 'ANNA MARIA',
    });
    expect(read({ surname: 'SUHARTO', given: '' }).name).toEqual({
      ...{ kind: 'TRANSLITERATED', script: 'Latn', family: 'SUHARTO' },
    });
  });

  it('says nothing of a sex that the paper does not state', () => {
    expect(read({ sex: '<' })).not.toHaveProperty('sex');
    expect(read({ sex: 'M' }).sex).toBe('MALE');
  });

  it('leaves out a personal number whose check digit fails, and trusts the whole less', () => {
    expect(read({ optional: 'ZE184226B' })).toMatchObject({ personalNumber: 'ZE184226B', confidence: 'HIGH' });
    const [upper, lower] = zoneOf({ ...plain, optional: 'ZE184226B' }) as [string, string];
    const spoilt = readingOf({ lines: [upper, lower.replace('ZE1', 'ZF1')], agreed: true }, today);
    expect(spoilt).not.toHaveProperty('personalNumber');
    expect(spoilt).toMatchObject({
      confidence: 'LOW',
      checks: { number: true, personalNumber: false, composite: false },
    });
  });

  it('is sure only when read twice alike and both states exist', () => {
    expect(read({}, false).confidence).toBe('MEDIUM');
    expect(read({ nationality: 'QQQ' })).toMatchObject({ confidence: 'MEDIUM', nationalityCode: 'QQQ' });
  });

  it('reads a number of more than nine signs on into the optional field', () => {
    const rest = `81234${digitFor('D2314589081234')}`;
    const [first, second, third] = zoneOf({ ...plain, format: 'TD1', code: 'I', number: 'D23145890' }) as [
      string,
      string,
      string,
    ];
    const longer = `${first.slice(0, 14)}<${rest}${'<'.repeat(9)}`;
    const covered = longer.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29);
    const zone = [longer, second.slice(0, 29) + digitFor(covered), third];
    expect(readingOf({ lines: zone, agreed: true }, today)).toMatchObject({
      number: 'D2314589081234',
      confidence: 'HIGH',
    });
  });

  it('reads a Russian internal passport: ten digits, no expiry, a Cyrillic name with its patronymic', () => {
    // The line is that of a specimen; the name is made up, of letters that have digits for signs.
    const zone = ['PNRUS8KOVLEVA<<7LI8<7R9EVNA'.padEnd(44, '<'), '3919353498RUS7207233M<<<<<<<4151218910003<50'];
    const reading = readingOf({ lines: zone, agreed: true }, today);
    expect(reading).toMatchObject({ documentKind: 'RU_INTERNAL_PASSPORT', number: '3914935349', confidence: 'HIGH' });
    expect(reading.name).toEqual({
      ...{ kind: 'LEGAL', script: 'Cyrl', family: 'ЯКОВЛЕВА', given: 'ЮЛИЯ', patronymic: 'ЮРЬЕВНА' },
    });
    expect(reading).not.toHaveProperty('expiresOn');
    expect(reading).not.toHaveProperty('personalNumber');
    expect(new Set(Object.values(CYRILLIC)).size).toBe(33);
  });
});

describe('the kind of a paper', () => {
  const ukrainian = { issuer: 'UKR', nationality: 'UKR' };
  const cases: [string, Partial<PaperFacts>][] = [
    ['RU_FOREIGN_PASSPORT_10', { issuer: 'RUS', nationality: 'RUS', number: '712345678' }],
    ['RU_FOREIGN_PASSPORT_5', { issuer: 'RUS', nationality: 'RUS', number: '642345678' }],
    ['PASSPORT', { issuer: 'RUS', nationality: 'RUS', number: '102345678' }],
    ['PASSPORT', { issuer: 'BLR', nationality: 'BLR', number: 'MP1234567' }],
    ['BY_ID_CARD', { format: 'TD1', code: 'I', issuer: 'BLR', nationality: 'BLR' }],
    ['UA_FOREIGN_PASSPORT', { ...ukrainian, number: 'FA123456' }],
    ['UA_ID_CARD', { ...ukrainian, format: 'TD1', code: 'ID' }],
    ['CONVENTION_TRAVEL_DOCUMENT', { issuer: 'D', nationality: 'XXB' }],
    ['STATELESS_TRAVEL_DOCUMENT', { issuer: 'LVA', nationality: 'XXA' }],
    ['ALIEN_PASSPORT', { issuer: 'POL', nationality: 'BLR' }],
    ['RESIDENCE_CARD', { format: 'TD1', code: 'IR', issuer: 'LTU', nationality: 'RUS' }],
    ['NATIONAL_ID', { format: 'TD2', code: 'I', issuer: 'GEO', nationality: 'GEO' }],
    ['VISA', { format: 'MRVB', code: 'V', issuer: 'POL', nationality: 'BLR' }],
    ['OTHER', { issuer: 'UNO', nationality: 'UNO' }],
  ];
  it.each(cases)('is proposed as %s for %o', (kind, paper) => {
    expect(read(paper).documentKind).toBe(kind);
    expect(documentKinds.codes.map(({ code }) => code)).toContain(kind);
  });

  it('knows the countries behind the codes of a zone', () => {
    expect(['D', 'GBD', 'UKR', 'RKS', 'XXA', 'UTO', 'QQQ'].map(countryOf)).toEqual([
      ...['DE', 'GB', 'UA', 'XK', undefined, undefined, undefined],
    ]);
    expect(specialIssuers.flatMap(({ country }) => country ?? []).filter((country) => !isCountry(country))).toEqual([]);
  });
});

describe('the spelling of a Latin name', () => {
  it.each([
    ['RUS', 'SHCHERBAKOVA<<IULIIA', '2027-01-01', 'ICAO9303'],
    ['RUS', 'IVANOV<<IVAN', '2031-01-01', 'ICAO9303'],
    ['RUS', 'IVANOV<<IVAN', '2019-01-01', undefined],
    ['RUS', 'TCYGANKOV<<ANDREY', '2022-01-01', 'RU2010'],
    ['RUS', 'TSYGANKOV<<ANDREY', '2031-01-01', undefined],
    ['RUS', 'SHCHERBAKOVA<<YULIYA', '2031-01-01', undefined],
    ['RUS', 'IVANOV<<ALEXANDER', '2031-01-01', undefined],
    ['RUS', 'BYKOVA<<MARIIA', '2031-01-01', 'ICAO9303'],
    ['UKR', 'ZGHURSKYI<<ANDRII', '2030-01-01', 'UA2010'],
    ['UKR', 'YEROMENKO<<YULIIA', '2030-01-01', 'UA2010'],
    ['UKR', 'ZELENSKY<<ANDREY', '2030-01-01', undefined],
    ['UKR', 'KOVALCHUK<<ANDRII', '2017-01-01', undefined],
    ['BLR', 'BABRYKOVICH<<ALIAKSANDR', '2030-01-01', 'BEL'],
    ['BLR', 'BABRYKOVICH<<IGOR', '2030-01-01', undefined],
    ['POL', 'KOWALSKI<<JAN', '2030-01-01', undefined],
  ])('of %s %s, valid until %s, follows %s', (issuer, name, expiresOn, scheme) => {
    expect(schemeOf(issuer, name, expiresOn)).toBe(scheme);
  });
});
