// What a paper is: the kind that its document code, issuer, nationality and number propose, and the countries behind codes.
import iso from 'i18n-iso-countries/index.js';
import { specialIssuers } from './issuing-states.js';
import type { ZoneFormat } from './zone.js';

/** What the zone says of the paper as such; codes without fillers. */
export interface PaperMarks {
  format: ZoneFormat;
  code: string;
  issuer: string;
  nationality: string;
  number: string;
}

const special = new Map(specialIssuers.map((issuer) => [issuer.code, issuer]));

/** ISO 3166-1 alpha-2 of a code in a zone. Undefined for organisations, people without a state, and unknown codes. */
export function countryOf(code: string): string | undefined {
  const known = special.get(code);
  return known ? known.country : iso.alpha3ToAlpha2(code);
}

/** Whether the code is one that a zone may have. */
export const isIssuer = (code: string): boolean => special.has(code) || iso.alpha3ToAlpha2(code) !== undefined;

const IDENTITY_CARDS: Readonly<Record<string, string>> = { BLR: 'BY_ID_CARD', UKR: 'UA_ID_CARD' };

/** The code of the list document-kinds that fits best; the general kind where the zone does not tell more. */
export function documentKindOf(paper: PaperMarks): string {
  const { format, issuer, nationality } = paper;
  if (format === 'MRVA' || format === 'MRVB') return 'VISA';
  const foreign = nationality !== issuer && isIssuer(nationality) && countryOf(nationality) !== countryOf(issuer);
  if (format === 'TD3') {
    return special.get(nationality)?.travelDocument ?? (foreign ? 'ALIEN_PASSPORT' : passportKind(paper));
  }
  if (foreign || paper.code.endsWith('R')) return 'RESIDENCE_CARD';
  return IDENTITY_CARDS[issuer] ?? 'NATIONAL_ID';
}

function passportKind({ code, issuer, number }: PaperMarks): string {
  if (countryOf(issuer) === undefined && isIssuer(issuer) && issuer !== 'UTO') return 'OTHER'; // an organisation's laissez-passer
  if (issuer === 'UKR') return 'UA_FOREIGN_PASSPORT';
  if (issuer !== 'RUS') return 'PASSPORT'; // the zone of a Belarusian one does not tell whether it is biometric
  if (code === 'PN') return 'RU_INTERNAL_PASSPORT';
  // The first digit is that of the series: 7 biometric, valid for ten years; 6 without a chip, for five.
  const series: Readonly<Record<string, string>> = { 6: 'RU_FOREIGN_PASSPORT_5', 7: 'RU_FOREIGN_PASSPORT_10' };
  return series[number.charAt(0)] ?? 'PASSPORT';
}
