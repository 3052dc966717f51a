// A paper's reading: what the lines of its machine-readable zone say, in the words of our records. A proposal, no record.
import { isDay, isPartialDay, type PartialDay } from '@haven/kernel';
import { CYRILLIC } from './internal-passport-letters.js';
import { schemeOf, type Scheme } from './latin-scheme.js';
import { countryOf, documentKindOf, isIssuer } from './paper-kind.js';
import type { ReadZone } from './zone-finding.js';
import { checksOf, fieldIn, formatOf, isRussianInternal, isSound, numberIn } from './zone.js';
import type { FieldName, ZoneChecks, ZoneFormat } from './zone.js';

/**
 * HIGH: all check digits hold, two readings of the picture were alike in every sign, and states and sex are such.
 * MEDIUM: all check digits hold. LOW: two readings were alike, and a check digit on the optional fields fails.
 */
export type Confidence = 'HIGH' | 'MEDIUM' | 'LOW';

/** A name for a PersonName, in capitals as the zone has it. */
export interface NameReading {
  kind: 'TRANSLITERATED' | 'LEGAL';
  /** ISO 15924: Latn, or Cyrl from a Russian internal passport. */
  script: 'Latn' | 'Cyrl';
  scheme?: Scheme;
  family: string;
  given?: string;
  patronymic?: string;
}

export interface PaperReading {
  format: ZoneFormat;
  /** Code of the list document-kinds. */
  documentKind: string;
  /** Number of the paper; series and number of a Russian internal passport, ten digits. */
  number: string;
  /** ISO 3166-1 alpha-2; none when an organisation issued it or the code is unknown. */
  issuingCountry?: string;
  /** The issuer's code as it stands in the zone. */
  issuer: string;
  /** ISO 3166-1 alpha-2; none for people without a state. */
  nationality?: string;
  /** The code as it stands in the zone; XXA, XXB and their like for people without a state. */
  nationalityCode: string;
  /** As exactly as the zone knows it. */
  birthDate?: PartialDay;
  sex?: 'FEMALE' | 'MALE';
  expiresOn?: string;
  name: NameReading;
  /** What the issuer wrote in the optional fields, often a personal number; left out when a check digit on it fails. */
  personalNumber?: string;
  checks: ZoneChecks;
  confidence: Confidence;
  /** The lines of the zone, to be held beside the picture. */
  lines: readonly string[];
}

/** What these lines say. @param today `YYYY-MM-DD`, from which years of two digits are told */
export function readingOf({ lines, agreed }: ReadZone, today: string): PaperReading {
  const format = formatOf(lines);
  if (!format) throw new Error('These are not the lines of a machine-readable zone.');
  const field = (name: FieldName) => fieldIn(lines, format, name);
  const code = field('code').replaceAll('<', '');
  const issuer = field('issuer').replaceAll('<', '');
  const nationalityCode = field('nationality').replaceAll('<', '');
  const number = paperNumber(lines, format);
  const checks = checksOf(lines, format);
  const expiresOn = expiryOf(field('expiry'), today);
  const certain = agreed && isIssuer(issuer) && isIssuer(nationalityCode) && /[MFX<]/.test(field('sex'));
  return {
    format,
    documentKind: documentKindOf({ format, code, issuer, nationality: nationalityCode, number }),
    number,
    ...given('issuingCountry', countryOf(issuer)),
    issuer,
    ...given('nationality', countryOf(nationalityCode)),
    nationalityCode,
    ...given('birthDate', birthOf(field('birth'), today)),
    ...given('sex', ({ F: 'FEMALE', M: 'MALE' } as const)[field('sex')]),
    ...given('expiresOn', expiresOn),
    name: nameOf(lines, field('names'), nationalityCode === issuer ? issuer : '', expiresOn),
    ...given('personalNumber', personalNumber(lines, format, checks)),
    checks,
    confidence: !isSound(checks) ? 'LOW' : certain ? 'HIGH' : 'MEDIUM',
    lines,
  };
}

function given<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };
}

function paperNumber(lines: readonly string[], format: ZoneFormat): string {
  const { number } = numberIn(lines, format);
  // The zone has no room for the series' last digit in its place, so it stands first in the optional field.
  const whole = isRussianInternal(lines)
    ? number.slice(0, 3) + fieldIn(lines, format, 'optional').charAt(0) + number.slice(3)
    : number;
  return whole.replaceAll('<', '');
}

function personalNumber(lines: readonly string[], format: ZoneFormat, checks: ZoneChecks): string | undefined {
  if (checks.personalNumber === false || checks.composite === false || isRussianInternal(lines)) return undefined;
  const optional = [numberIn(lines, format).rest, fieldIn(lines, format, 'more')];
  return (
    optional
      .map((text) => text.replaceAll('<', ' ').trim())
      .filter((text) => text !== '')
      .join(' ') || undefined
  );
}

/** Born in the last hundred years: the latest such year in which the day is not after today. */
function birthOf(signs: string, today: string): PartialDay | undefined {
  const [year, month, day] = [signs.slice(0, 2), signs.slice(2, 4), signs.slice(4)];
  if (year.includes('<')) return undefined;
  const rest = month.includes('<') ? '' : day.includes('<') ? `-${month}` : `-${month}-${day}`;
  const born = ['20', '19'].map((century) => century + year + rest).find((date) => date <= today.slice(0, date.length));
  return born !== undefined && isPartialDay(born) ? born : undefined;
}

/** The year nearest to today's, the later one of two that are equally near. */
function expiryOf(signs: string, today: string): string | undefined {
  const thisYear = Number(today.slice(0, 4));
  const years = [-100, 0, 100].map((away) => thisYear - (thisYear % 100) + away + Number(signs.slice(0, 2)));
  const year = years.reduce((near, one) => (Math.abs(one - thisYear) <= Math.abs(near - thisYear) ? one : near));
  const day = `${year}-${signs.slice(2, 4)}-${signs.slice(4)}`;
  return isDay(day) ? day : undefined;
}

/** Two fillers part surname and given names, one parts words. Hyphens and apostrophes are not in a zone. */
function nameOf(lines: readonly string[], signs: string, state: string, expiresOn: string | undefined): NameReading {
  const [family = '', rest = ''] = signs.split(/<<+/);
  const words = (text: string) => text.split('<').filter((word) => word !== '');
  if (isRussianInternal(lines)) {
    const cyrillic = (text: string) => [...text].map((sign) => CYRILLIC[sign] ?? sign).join('');
    const [first, ...others] = words(rest).map(cyrillic);
    const names = { family: words(family).map(cyrillic).join(' '), ...given('given', first) };
    return { kind: 'LEGAL', script: 'Cyrl', ...names, ...given('patronymic', others.join(' ') || undefined) };
  }
  return {
    kind: 'TRANSLITERATED',
    script: 'Latn',
    ...given('scheme', schemeOf(state, signs, expiresOn)),
    family: words(family).join(' '),
    ...given('given', words(rest).join(' ') || undefined),
  };
}
